"""What the command line says by itself, in English and Chinese; sentences about errors are in `app.messages`."""

from __future__ import annotations

from collections.abc import Mapping

from app.cli.frontier_words import FRONTIERS
from app.interruption import INTERRUPTED_EN, INTERRUPTED_ZH
from app.messages.sentence import Sentence

_HEAD: Mapping[str, Sentence] = {
    "optimal": Sentence("optimal", "最优（optimal）"),
    "feasible": Sentence("feasible, not proven optimal", "可行（feasible，未证明最优）"),
    "outcome": Sentence("Plan: {outcome} · strategy: {strategy}", "方案：{outcome} · 策略：{strategy}"),
    "company": Sentence("Company target {amount}", "公司目标 {amount}"),
    "assigned": Sentence("assigned to people {amount}", "下达合计 {amount}"),
    "company_hedge": Sentence("hedge {amount}", "加码 {amount}"),
    "last_year": Sentence("last year {amount}", "上年 {amount}"),
    "no_last_year": Sentence("no last year to compare with", "没有上年数据"),
    "grows": Sentence("growth {rate}", "增长 {rate}"),
    "like_for_like": Sentence("like for like {rate}", "同口径 {rate}"),
    "unit": Sentence(
        "Amounts in {unit}; targets are multiples of {increment}.",
        "金额单位：{unit}；目标取 {increment} 的整数倍。",
    ),
    "unit_except": Sentence(
        "Amounts in {unit}; targets are multiples of {increment}, but for {count} fixed or left over.",
        "金额单位：{unit}；目标取 {increment} 的整数倍，{count} 个固定目标或余数单元除外。",
    ),
    "pieces": Sentence(
        "Numbers in {unit}; targets are multiples of {increment}.",
        "数量单位：{unit}；目标取 {increment} 的整数倍。",
    ),
    "pieces_except": Sentence(
        "Numbers in {unit}; targets are multiples of {increment}, but for {count} fixed or left over.",
        "数量单位：{unit}；目标取 {increment} 的整数倍，{count} 个固定目标或余数单元除外。",
    ),
    "margin": Sentence("margin {rate}", "毛利率 {rate}"),
    "strategic": Sentence("share of targets with priority {rate}", "战略优先的目标占比 {rate}"),
    "moved": Sentence("moved up or down from last targets {amount}", "较上次目标增减合计 {amount}"),
    "company_probability": Sentence("probability of the company target {rate}", "公司目标达成概率 {rate}"),
    "likely": Sentence(
        "people who reach their target with even odds or better {rate}", "达成概率不低于一半的人员占比 {rate}"
    ),
    "at_limit": Sentence("targets at their own floor or cap {rate}", "停在自身上下限的目标 {rate}"),
}

_TABLES: Mapping[str, Sentence] = {
    "by": Sentence("By {level}", "按{level}"),
    "target": Sentence("Target", "目标"),
    "baseline": Sentence("Last year", "上年"),
    "growth": Sentence("Growth", "增长"),
    "like_for_like_short": Sentence("Like for like", "同口径"),
    "share": Sentence("Share", "占比"),
    "margin_short": Sentence("Margin", "毛利率"),
    "utilisation": Sentence("Capacity used", "能力占用"),
    "period": Sentence("Period", "期间"),
    "whole_company": Sentence("Company", "公司"),
    "amounts_in": Sentence("Amounts in {unit}.", "金额单位：{unit}。"),
    "outside": Sentence(
        "{count} cells with {amount} of the plan belong to none of these; the total counts them.",
        "{count} 个单元（计划 {amount}）不属于以上任何一项；合计包含它们。",
    ),
    "hedge": Sentence("Hedge", "加码"),
    "difficulty": Sentence("Difficulty", "难度"),
    "attain": Sentence("P(attain)", "达成概率"),
    "total": Sentence("Total", "合计"),
    "new": Sentence("new", "新增"),
    "more_rows": Sentence(
        "The {shown} largest of {count} are shown; --out plan.csv writes all of them.",
        "仅列出 {count} 项中最大的 {shown} 项；用 --out plan.csv 可写出全部。",
    ),
    "binding": Sentence("Limits that bind, tightest first", "起作用的限制（由紧到松）"),
    "no_binding": Sentence(
        "No limit binds but the company target and fixed targets.", "除公司目标和固定目标外，没有限制起作用。"
    ),
    "limit": Sentence("Limit", "限制"),
    "owner": Sentence("Owner", "负责人"),
    "side": Sentence("Side", "方向"),
    "groups": Sentence("Groups", "组数"),
    "tightest": Sentence("Tightest", "最紧的"),
    "floor": Sentence("floor", "下限"),
    "cap": Sentence("cap", "上限"),
    "fixed": Sentence("fixed", "固定"),
    "held_cells": Sentence("fixed targets of single cells", "单元固定目标"),
    "broken": Sentence("{group} (missed by {amount})", "{group}（相差 {amount}）"),
    "more_groups": Sentence("… and {count} more", "……另有 {count} 项"),
    "level_team": Sentence("Team", "团队"),
    "level_rep": Sentence("Person", "人员"),
    "level_region": Sentence("Region", "区域"),
    "level_product": Sentence("Product", "产品"),
    "level_product_line": Sentence("Product line", "产品线"),
    "level_segment": Sentence("Segment", "客群"),
}

_LEVELS: Mapping[str, Sentence] = {
    "coarse_level": Sentence("{level}: multiples of {increment}", "{level}：取 {increment} 的整数倍"),
    "coarse_except": Sentence(
        "{level}: multiples of {increment}, except {nodes}", "{level}：取 {increment} 的整数倍，{nodes} 除外"
    ),
    "over": Sentence("{node} ({over} over)", "{node}（多 {over}）"),
}

_CHOICES: Mapping[str, Sentence] = {
    "not_carried": Sentence("{group} not carried", "{group} 不设目标"),
    "carries": Sentence(
        "{group} carries {count} of at most {most}[[, without {closed}]]",
        "{group}：{count} 项（最多 {most} 项）[[，不含 {closed}]]",
    ),
    "carries_any": Sentence("{closed} not carried", "{closed} 不设目标"),
    "chosen": Sentence("“{name}”: {groups}", "“{name}”：{groups}"),
    "chosen_all": Sentence("“{name}”: every unit is carried", "“{name}”：各项均设目标"),
    "choice_free": Sentence(
        "No choice was needed: the plan keeps these rules by itself.", "方案本身已满足这些规则，无需取舍。"
    ),
    "choice_proven": Sentence(
        "No other choice is better by more than {gap}.", "没有其他选择能好过 {gap} 以上（已证明）。"
    ),
    "choice_open": Sentence(
        "The best choice found; another may be better by up to {gap}. More time (options.time_limit_seconds) or a "
        "larger gap (options.relative_gap) would settle it.",
        "这是找到的最好选择，其他选择最多可能再好 {gap}。增加时间（options.time_limit_seconds）或放宽差距"
        "（options.relative_gap）可以得到结论。",
    ),
}

_MONTHS: Mapping[str, Sentence] = {
    "quarters": Sentence("Quarters", "季度目标"),
    "quarters_from": Sentence("Quarters, Q1 from {first}", "季度目标（Q1 自 {first} 起）"),
    "company_row": Sentence("Company", "公司"),
    "year": Sentence("Year", "全年"),
    "more_in_level": Sentence("… {count} more", "……另有 {count} 项"),
    "months_verified": Sentence(
        "Months: every target is the sum of its months, rounded to {increment}; all months are in --json and --out "
        "plan.csv.",
        "月度：每个目标都等于其各月之和，取整到 {increment}；全部月份见 --json 和 --out plan.csv。",
    ),
    "month_exceptions": Sentence("Months could not keep everything:", "以下各项在月度分解后无法完全保持："),
    "missed_period": Sentence(
        "{name}[[ ({group})]] in {period}: by {amount}", "{name}[[（{group}）]]，{period}：相差 {amount}"
    ),
}

_FOOT: Mapping[str, Sentence] = {
    "verified": Sentence(
        "Verified: the total is {total}, exact to the last digit; rounded to {increment}; no target is further than "
        "{error} from the exact optimum.",
        "校验通过：合计 {total}，分毫不差；取整到 {increment}；各目标与精确最优值最多相差 {error}。",
    ),
    "exceptions": Sentence("Rounding could not keep everything to the last digit:", "以下各项在取整后无法完全保持："),
    "missed": Sentence("{name}[[ ({group})]]: by {amount}", "{name}[[（{group}）]]：相差 {amount}"),
    "remainder": Sentence(
        "The company target less the fixed targets is no multiple of {increment}; the rest of {rest} went to {cell}.",
        "公司目标扣除固定目标后不是 {increment} 的整数倍，余数 {rest} 计入 {cell}。",
    ),
    "notices": Sentence("Worth knowing:", "提示："),
    "more_notices": Sentence("… and {count} more in --json.", "……另有 {count} 条，见 --json。"),
    "took": Sentence("{seconds} seconds, solver {solver} {version}", "用时 {seconds} 秒，求解器 {solver} {version}"),
    "written": Sentence("Written: {file}", "已写入：{file}"),
    "solving": Sentence("solving …", "正在求解……"),
    "phase_formulate": Sentence("writing the limits down …", "正在整理各项限制……"),
    "phase_solve": Sentence("finding the limits that bind …", "正在查找起作用的限制……"),
    "phase_polish": Sentence("computing the exact targets …", "正在计算精确目标……"),
    "phase_round": Sentence("rounding to human numbers …", "正在取整……"),
    "phase_phase": Sentence("spreading targets over the months …", "正在分解到月……"),
    "phase_verify": Sentence("checking every limit again …", "正在重新核对每项限制……"),
    "phase_tuning": Sentence(
        "tuning the plan; Ctrl-C ends the search and keeps what is done …",
        "正在调优方案；按 Ctrl-C 可结束搜索并保留已得结果……",
    ),
    "phase_ledger": Sentence("writing the ledger of every number …", "正在逐项列出每个数字的来由……"),
    "phase_question": Sentence("solving again with changed limits …", "正在以改变后的限制重新求解……"),
    "phase_range": Sentence("finding out what the limits allow …", "正在计算各项限制允许的范围……"),
    "phase_diagnose": Sentence("finding out why there is no plan …", "正在查找没有方案的原因……"),
}

_FAILURES: Mapping[str, Sentence] = {
    "reasons": Sentence("Why", "原因"),
    "repairs": Sentence("What would help; each of these is enough", "可行的调整办法（任选其一）"),
    "range": Sentence("Which company targets would fit", "可以实现的公司目标"),
    "together": Sentence("What contradicts what", "哪些限制相互矛盾"),
    "taking_part": Sentence("“{name}”[[ ({count} bounds)]]", "“{name}”[[（{count} 个上下限）]]"),
    "score": Sentence("{times} times the smallest change", "调整量为最小方案的 {times} 倍"),
    "score_same": Sentence("as small as the first", "调整量与第一项相当"),
    "conflict": Sentence("Not negotiable", "不可协商"),
    "keeps_target": Sentence(
        "Keep the company target and change these {count} limits[[, by {total} in all]][[ ({score})]]:",
        "保持公司目标不变，调整以下 {count} 项限制[[，合计 {total}]][[（{score}）]]：",
    ),
    "changes_both": Sentence(
        "Change these {count} limits together[[, by {total} in all]][[ ({score})]]:",
        "同时调整以下 {count} 项限制[[，合计 {total}]][[（{score}）]]：",
    ),
    "change": Sentence("{change}[[ — owner: {owner}]][[ ({score})]]", "{change}[[——负责人：{owner}]][[（{score}）]]"),
    "more_changes": Sentence("… and {count} more (see --json)", "……另有 {count} 项（见 --json）"),
    "more_findings": Sentence("… and {count} more faults.", "……另有 {count} 处问题。"),
    "interrupted": Sentence(INTERRUPTED_EN, INTERRUPTED_ZH),
    "unexpected": Sentence(
        "Something went wrong inside Allot ({kind}: {reason}). Nothing was written. Please report it together with the "
        "scenario.",
        "Allot 内部出错（{kind}：{reason}）。没有写入任何内容。请连同场景一并反馈。",
    ),
    "cannot_write": Sentence(
        "“{file}” cannot be written: {reason}. Nothing was left there half-written; make room or choose another place.",
        "无法写入“{file}”：{reason}。没有留下写了一半的文件；请腾出空间或更换位置。",
    ),
    "output": Sentence("standard output", "标准输出"),
    "server_failed": Sentence(
        "The service could not be started. The reason stands above; a port that is taken is the most common one.",
        "服务无法启动。原因见上；最常见的是端口已被占用。",
    ),
}

_CHECKS: Mapping[str, Sentence] = {
    "valid": Sentence("“{name}” is valid.", "“{name}”有效。"),
    "counts": Sentence(
        "{cells} cells, {members} members in {dimensions} dimensions, {limits} limits besides the company target, "
        "{strategies} strategies",
        "{cells} 个单元，{dimensions} 个维度共 {members} 个成员，公司目标之外 {limits} 项限制，{strategies} 个策略",
    ),
    "hash": Sentence("scenario hash {hash}", "场景哈希 {hash}"),
    "template_written": Sentence(
        "Written: {file}. Open it in a spreadsheet; its first sheet says how to fill it in.",
        "已写入：{file}。请用电子表格软件打开，第一张工作表是填写说明。",
    ),
    "generated": Sentence("{cells} cells, seed {seed}:", "{cells} 个单元，种子 {seed}："),
}

_CHECKED: Mapping[str, Sentence] = {
    "checking": Sentence("Checking, {count} done", "正在检查，已完成 {count} 个"),
    "nothing_to_check": Sentence(
        "Nothing to check: {patterns}. Name files, folders or patterns in quotation marks, such as "
        "“plans/**/*.scenario.yaml”; scenarios end with .scenario.yaml, .json or .xlsx, case files with .check.yaml.",
        "没有可检查的内容：{patterns}。请指定文件、文件夹或加引号的通配模式，例如“plans/**/*.scenario.yaml”；"
        "场景文件以 .scenario.yaml、.json 或 .xlsx 结尾，用例文件以 .check.yaml 结尾。",
    ),
    "worse_without_baseline": Sentence(
        "--worse says what may get worse against a baseline. Name the baseline's file with --baseline.",
        "--worse 表示相对基线允许变差多少。请用 --baseline 指定基线文件。",
    ),
    "worse_form": Sentence(
        "“{text}” is no allowance. Write how much worse is allowed, such as --worse 1% or --worse terms.fairness=1%.",
        "“{text}”不是有效的允许幅度。请写明允许变差多少，例如 --worse 1% 或 --worse terms.fairness=1%。",
    ),
    "worse_figure": Sentence(
        "There is no figure “{name}” on the score card.[[ Did you mean {near}?]] Known are {known}.",
        "评分卡上没有指标“{name}”。[[是否想写 {near}？]]可用的有：{known}。",
    ),
}

_DIAGNOSES: Mapping[str, Sentence] = {
    "totals": Sentence("What the limits allow", "各项限制允许的范围"),
    "apply_hint": Sentence(
        "To write one of them into the scenario: allot diagnose {file} --apply 1 > fixed.yaml",
        "将其中一项写入场景：allot diagnose {file} --apply 1 > fixed.yaml",
    ),
    "nothing_to_repair": Sentence(
        "“{name}” has a plan as it is: nothing to repair, so it is printed unchanged.",
        "“{name}”本身就有可行方案，无需调整，已原样输出。",
    ),
    "no_repair": Sentence(
        "There is no repair to write: everything that could help is marked as not negotiable. Nothing was written.",
        "没有可写入的调整方案：可能有用的限制都标为不可协商。没有写入任何内容。",
    ),
    "repair_unknown": Sentence(
        "There is no repair {number}: choose one from 1 to {count}. Nothing was written.",
        "没有第 {number} 个调整方案，请在 1 至 {count} 中选择。没有写入任何内容。",
    ),
    "not_writable": Sentence(
        "Repair {number} cannot be written by changing numbers alone: no number of {limit} brings it about. Nothing "
        "was written; choose another repair, or change this limit by hand.",
        "第 {number} 个调整方案无法仅靠修改数值写入：{limit}的数值无法达到所需的调整。没有写入任何内容；"
        "请选择其他方案，或手工修改该限制。",
    ),
    "repair_written": Sentence(
        "Repair {number} is written into the scenario; the result was read again and has a plan.",
        "已将第 {number} 个调整方案写入场景；结果已重新读取并确认存在可行方案。",
    ),
    "became_yaml": Sentence(
        "The original cannot hold comments, so the whole scenario was written anew as YAML.",
        "原文件无法容纳注释，因此整个场景已改写为 YAML。",
    ),
    "inline_rows": Sentence(
        "The rows of the workbook's sheets now stand in the text itself; the workbook is as it was.",
        "工作簿各表的行已写入文本之中，工作簿本身没有改动。",
    ),
    "apply_not_json": Sentence(
        "--apply prints a scenario and --json a diagnosis: give one of the two.",
        "--apply 输出场景，--json 输出诊断结果，请只用其中一项。",
    ),
}

_IMPORTS: Mapping[str, Sentence] = {
    "guessed": Sentence("A proposal for {count} columns is in {file}:", "对 {count} 列的建议已写入 {file}："),
    "guess": Sentence(
        "{column} → {meaning} ({confidence}): {reason}", "{column} → {meaning}（{confidence}）：{reason}"
    ),
    "review": Sentence(
        "Nothing is final: read it, correct it, then run: allot import {table} --map {file}",
        "这只是建议：请逐项核对、更正后运行：allot import {table} --map {file}",
    ),
    "data_notices": Sentence("What to look at in the data:", "数据中值得注意的："),
    "import_written": Sentence("Written:", "已写入："),
    "more_data_notices": Sentence("… and {count} more in the report.", "……另有 {count} 条，见报告。"),
}

_COMPARISONS: Mapping[str, Sentence] = {
    "comparing": Sentence("solving the strategies …", "正在求解各策略……"),
}

_EXPLANATIONS: Mapping[str, Sentence] = {
    "why": Sentence("{node}: why {amount}?", "{node}：为什么是 {amount}？"),
    "no_number": Sentence("{node}: why no target?", "{node}：为什么没有目标？"),
    "ledger": Sentence("From last year to the target", "从上年到目标"),
    "line": Sentence("Line", "项目"),
    "adds": Sentence("Adds", "增减"),
    "so_far": Sentence("So far", "累计"),
    "reason": Sentence("Why", "原因"),
    "unchanged": Sentence("Changed nothing to speak of: {lines}.", "没有影响或影响极小：{lines}。"),
    "holding": Sentence("Limits that hold this number", "约束该数字的限制"),
    "not_held": Sentence("No limit holds it.", "没有限制约束该数字。"),
    "would_move": Sentence("What would move it, solved again", "哪些变化会影响该数字（已重新求解）"),
    "nothing_moves": Sentence(
        "No limit that binds moves it when it is changed a little.", "起作用的限制稍作改变都不会影响该数字。"
    ),
    "more_of": Sentence("Where more money would go", "新增金额的去向"),
    "moved_by": Sentence("By {level}: {nodes}", "按{level}：{nodes}"),
    "firm": Sentence("How firm it is", "有多确定"),
    "and_rest": Sentence("{count} others {amount}", "其余 {count} 项 {amount}"),
}

_SWEEPS: Mapping[str, Sentence] = {
    "sweeping": Sentence("solving the points …", "正在求解各点……"),
    "sweep_head": Sentence("Points: {count} · strategy: {strategy}", "点数：{count} · 策略：{strategy}"),
    "sweep_outcomes": Sentence("Plans: {outcomes}", "方案：{outcomes}"),
    "sweep_point": Sentence("Point", "点"),
    "sweep_base": Sentence("as is", "现状"),
    "sweep_outcome": Sentence("Plan", "方案"),
    "sweep_moved": Sentence("Moved up or down", "增减合计"),
    "sweep_loss": Sentence("Loss (less is better)", "损失（越小越好）"),
    "sweep_optimal": Sentence("optimal", "最优"),
    "sweep_feasible": Sentence("feasible", "可行"),
    "sweep_infeasible": Sentence("no plan", "无方案"),
    "sweep_limit": Sentence("out of time", "超时"),
    "sweep_suspect": Sentence("not trusted", "存疑"),
    "sweep_error": Sentence("solver failed", "求解失败"),
    "sweep_invalid": Sentence("not possible", "取值无效"),
    "sweep_reasons": Sentence("Why points have no plan", "各点没有方案的原因"),
    "sweep_reason": Sentence("{points}: {message}", "{points}：{message}"),
    "sweep_more_reasons": Sentence(
        "    and {count} more reasons; --out table.xlsx writes all of them.",
        "    以及另外 {count} 项原因；用 --out table.xlsx 可写出全部。",
    ),
    "sweep_more": Sentence(
        "The first {shown} of {count} rows are shown; --out table.csv writes all of them with every measure.",
        "仅列出 {count} 行中的前 {shown} 行；用 --out table.csv 可写出全部行和指标。",
    ),
    "sweep_stopped_interrupted": Sentence(
        "Interrupted after {done} of {count} points; these are kept.",
        "已中断：完成 {count} 个点中的 {done} 个，已保留。",
    ),
    "sweep_stopped_time_limit": Sentence(
        "Out of time after {done} of {count} points; these are kept.", "超时：完成 {count} 个点中的 {done} 个，已保留。"
    ),
    "sweep_stopped_process_died": Sentence(
        "A solving process ended by itself after {done} of {count} points; these are kept. Try again with fewer "
        "--jobs.",
        "求解进程意外结束：完成 {count} 个点中的 {done} 个，已保留。请减少 --jobs 后重试。",
    ),
}

WORDS: Mapping[str, Sentence] = {
    **_HEAD,
    **_TABLES,
    **_LEVELS,
    **_CHOICES,
    **_MONTHS,
    **_FOOT,
    **_FAILURES,
    **_CHECKS,
    **_CHECKED,
    **_DIAGNOSES,
    **_IMPORTS,
    **_EXPLANATIONS,
    **_SWEEPS,
    **_COMPARISONS,
    **FRONTIERS,
}

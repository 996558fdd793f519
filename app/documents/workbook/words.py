"""What the sheets of a plan workbook say, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

_SHEETS: Mapping[str, Sentence] = {
    "sheet_summary": Sentence("Summary", "概览"),
    "sheet_people": Sentence("By person", "按人员"),
    "sheet_months": Sentence("By month", "按月"),
    "sheet_people_months": Sentence("By person and month", "按人员和月份"),
    "sheet_rollup": Sentence("Roll-up", "汇总"),
    "sheet_cells": Sentence("Cells", "明细"),
    "sheet_binding": Sentence("Binding limits", "起作用的限制"),
    "sheet_scores": Sentence("Score card", "评分卡"),
    "sheet_notices": Sentence("Notices", "提示"),
    "by": Sentence("By {level}", "按{level}"),
}

_TABLES: Mapping[str, Sentence] = {
    "target": Sentence("Target", "目标"),
    "plan": Sentence("Plan", "计划数"),
    "assigned": Sentence("Assigned below", "下达合计"),
    "hedge": Sentence("Hedge", "加码"),
    "difficulty": Sentence("Difficulty", "难度"),
    "attain": Sentence("P(attain)", "达成概率"),
    "utilisation": Sentence("Capacity used", "能力占用"),
    "previous": Sentence("Last target", "上次目标"),
    "margin": Sentence("Margin amount", "毛利额"),
    "cells": Sentence("Cells", "单元数"),
    "period": Sentence("Period", "期间"),
    "year": Sentence("Year", "全年"),
    "level": Sentence("Level", "层级"),
    "baseline": Sentence("Last year", "上年"),
    "change": Sentence("Change", "增减额"),
    "growth": Sentence("Growth", "增长率"),
    "like_for_like": Sentence("Like for like", "同口径增长"),
    "share": Sentence("Share", "占比"),
    "reference": Sentence("Reference", "参考值"),
    "total": Sentence("Total", "合计"),
    "new": Sentence("new", "新增"),
    "key": Sentence("Key", "代码"),
    "key_of": Sentence("{name} key", "{name}代码"),
    "other": Sentence("Other", "其他"),
    "measure": Sentence("Measure", "指标"),
    "value": Sentence("Value", "数值"),
    "meaning": Sentence("What it says", "含义"),
    "level_team": Sentence("Team", "团队"),
    "level_rep": Sentence("Person", "人员"),
    "level_region": Sentence("Region", "区域"),
    "level_product": Sentence("Product", "产品"),
    "level_product_line": Sentence("Product line", "产品线"),
    "level_segment": Sentence("Segment", "客群"),
}

_SUMMARY: Mapping[str, Sentence] = {
    "outcome": Sentence("{outcome} · strategy: {strategy}", "{outcome} · 策略：{strategy}"),
    "optimal": Sentence("Optimal plan", "最优方案"),
    "feasible": Sentence("Feasible plan, not proven optimal", "可行方案（未证明最优）"),
    "units": Sentence(
        "Amounts in {unit}; targets are rounded to {increment}.", "金额单位：{unit}；目标取整到 {increment}。"
    ),
    "units_pieces": Sentence(
        "Numbers in {unit}; targets are rounded to {increment}.", "数量单位：{unit}；目标取整到 {increment}。"
    ),
    "colours": Sentence(
        "Difficulty is target over forecast. Red: from 125 %, P(attain) below 25 %, or over capacity; yellow: from "
        "110 %, below 50 %, from 95 %.",
        "难度为目标与预测之比。红色：难度不低于 125%、达成概率低于 25% 或超出能力；"
        "黄色：难度不低于 110%、达成概率低于 50%、能力占用不低于 95%。",
    ),
    "hedges": Sentence("From the plan to the people", "从计划到人员"),
    "adds_up": Sentence("Adds up to", "合计"),
    "over_plan": Sentence("Over plan", "高于计划"),
    "headline": Sentence("Headline", "要点"),
    "company": Sentence("Company target", "公司目标"),
    "gain_and_loss": Sentence("Who gains and who loses against last year", "与上年相比的增减"),
    "gain_and_loss_some": Sentence("Who gains and who loses most against last year", "与上年相比增减最大的"),
    "against": Sentence("Target and last year by {level}", "{level}：目标与上年对比"),
    "identity": Sentence("Identity of this plan", "方案标识"),
    "scenario_hash": Sentence("Scenario hash", "场景哈希"),
    "plan_hash": Sentence("Plan hash", "方案哈希"),
    "binding_count": Sentence("Limits that bind", "起作用的限制数"),
    "exceptions": Sentence("Exceptions after rounding", "取整后的例外"),
    "page": Sentence("Page", "第"),
}

_BINDING: Mapping[str, Sentence] = {
    "limit": Sentence("Limit", "限制"),
    "owner": Sentence("Owner", "负责人"),
    "negotiable": Sentence("Negotiable", "可协商"),
    "yes": Sentence("yes", "是"),
    "no": Sentence("no", "否"),
    "group": Sentence("For", "对象"),
    "everything": Sentence("all together", "整体"),
    "side": Sentence("Side", "方向"),
    "floor": Sentence("floor", "下限"),
    "cap": Sentence("cap", "上限"),
    "fixed": Sentence("fixed", "固定"),
    "bound": Sentence("Bound", "界限"),
    "bound_unit": Sentence("In", "单位"),
    "points": Sentence("points of difficulty", "难度百分点"),
    "rate": Sentence("% of the whole", "%（占整体）"),
    "price": Sentence("What easing it is worth", "放宽的价值"),
    "eased": Sentence("Easing it by {amount} makes the plan better by {gain}.", "放宽 {amount}，方案改善 {gain}。"),
    "no_price": Sentence(
        "No price: which units carry a target was decided by yes or no.", "没有价格：哪些项设目标是按是或否决定的。"
    ),
    "hardly": Sentence("Easing it hardly changes the plan.", "放宽它对方案几乎没有影响。"),
    "missed": Sentence("Missed by", "未满足"),
    "held_cells": Sentence("fixed targets of single cells", "单元固定目标"),
    "no_binding": Sentence(
        "No limit binds but the company target and fixed targets.", "除公司目标和固定目标外，没有限制起作用。"
    ),
    "binding_note": Sentence(
        "The limits that the plan runs up against, the hardest first. “Better” is counted like targets in the plan's "
        "loss: how far it is from the reference, and what the strategy's weights price. Bounds are eased "
        "as they are written.",
        "方案碰到的限制，由紧到松。“改善”按方案损失计，单位与目标相同：偏离参考值的程度，以及策略权重所计价的各项。"
        "放宽的是所填写的界限。",
    ),
}

_SCORES: Mapping[str, Sentence] = {
    "growth_rate": Sentence("Growth", "增长率"),
    "growth_rate_means": Sentence("Company target against last year.", "公司目标与上年相比。"),
    "like_for_like_rate": Sentence("Growth like for like", "同口径增长率"),
    "like_for_like_rate_means": Sentence(
        "The same, counting only what was sold last year too.", "仅计上年已有销售的部分。"
    ),
    "margin_rate": Sentence("Margin", "毛利率"),
    "margin_rate_means": Sentence("Average margin of the targets that state one.", "已填写毛利率的目标的平均毛利率。"),
    "strategic_share": Sentence("Share with priority", "战略优先占比"),
    "strategic_share_means": Sentence("Share of the total on items with priority.", "有战略优先级的部分占合计的比例。"),
    "difficulty_mean": Sentence("Difficulty, average", "难度均值"),
    "difficulty_mean_means": Sentence(
        "Target over forecast (or potential), averaged over people; 1 is as forecast.",
        "目标与预测（或潜力）之比在人员间的平均，1 表示与预测相同。",
    ),
    "difficulty_spread": Sentence("Difficulty, spread", "难度离散度"),
    "difficulty_spread_means": Sentence("Standard deviation of that over people.", "该比值在人员间的标准差。"),
    "difficulty_gini": Sentence("Difficulty, Gini", "难度基尼系数"),
    "difficulty_gini_means": Sentence(
        "0: equally hard for everybody; 1: all the burden on one.", "0 表示人人难度相同，1 表示全部压在一人身上。"
    ),
    "moved": Sentence("Moved up or down from last targets", "较上次目标增减合计"),
    "moved_means": Sentence(
        "All rises and all falls against the last published targets together.",
        "与上次发布的目标相比，增加额与减少额之和。",
    ),
    "company_probability": Sentence("Probability of the company target", "公司目标达成概率"),
    "company_probability_means": Sentence(
        "How likely sales are to reach the company target, by the forecasts and their spread.",
        "按预测及其离散程度，销售额达到公司目标的可能性。",
    ),
    "likely_share": Sentence("People likely to reach their target", "有望达成目标的人员占比"),
    "likely_share_means": Sentence(
        "Share of people whose own target is reached with even odds or better.",
        "自身目标达成概率不低于一半的人员占比。",
    ),
    "utilisation_mean": Sentence("Capacity used, average", "能力占用均值"),
    "utilisation_mean_means": Sentence(
        "What the targets use of every capacity limit, on average.", "各项能力限制的平均占用。"
    ),
    "utilisation_worst": Sentence("Capacity used, fullest", "能力占用最高"),
    "utilisation_worst_means": Sentence("The same where it is fullest.", "占用最高的一组。"),
    "objective": Sentence("What the strategy weighs", "策略所权衡的"),
    "weighs": Sentence(
        "Weight {weight}[[, on one scale and with the tiers kept {solved}]]. ",
        "权重 {weight}[[，换算并保住层级后为 {solved}]]。",
    ),
    "term_fit": Sentence(
        "How far targets are from the reference; 0 is exactly there.", "目标偏离参考值的程度，0 表示完全一致。"
    ),
    "term_strategic": Sentence(
        "Below zero: what priorities gain; the lower, the more goes to them.",
        "负数表示优先项所得，越低则给优先项越多。",
    ),
    "term_profit": Sentence(
        "Below zero: margin earned, as a share of the target; the lower, the more.",
        "负数表示毛利占目标的比例，越低则毛利越多。",
    ),
    "term_stability": Sentence("What is moved against the last published targets.", "与上次发布的目标相比的调整。"),
    "term_fairness": Sentence(
        "How uneven difficulty is among peers: on average, and at the worst.",
        "同级之间难度的不均：平均偏差与最大偏差。",
    ),
    "term_attainability": Sentence(
        "What is expected to be missed of the targets, by the forecasts.", "按预测，预计达不成的部分。"
    ),
    "term_load": Sentence("How much fuller the fullest capacity is than the average.", "最满的能力比平均高出多少。"),
    "loss": Sentence("All together, weighted", "加权合计"),
    "loss_means": Sentence(
        "What the plan keeps as small as it can: every line times its written weight, and broken soft limits.",
        "方案尽可能降低的值：以上各项乘以所填权重之和，加上被违反的软限制。",
    ),
    "coarse": Sentence("Rounding step: {level}", "取整步长：{level}"),
    "coarse_means": Sentence("Published numbers of this level are multiples of it.", "该层级公布的数字为其整数倍。"),
    "off_step": Sentence("{node}: over the multiple", "{node}：超出整数倍"),
    "off_step_means": Sentence("Takes what is no multiple of the step.", "承担不足一个步长的余数。"),
    "at_limit_share": Sentence("At their own floor or cap", "停在自身上下限"),
    "at_limit_share_means": Sentence(
        "Share of free targets that rest on their own floor or cap.", "可调整目标中停在自身上下限的比例。"
    ),
    "verification": Sentence("Verification", "校验"),
    "sum_of_targets": Sentence("Sum of all targets", "目标合计"),
    "sum_of_targets_means": Sentence("Adds up to the company target, exact to the last digit.", "与公司目标分毫不差。"),
    "increment": Sentence("Rounding step", "取整步长"),
    "increment_means": Sentence(
        "Targets are multiples of it, but for fixed ones and one remainder.",
        "目标为其整数倍，固定目标和一个余数单元除外。",
    ),
    "furthest": Sentence("Furthest from the exact plan", "与精确方案的最大差距"),
    "furthest_means": Sentence("Largest change of a target by rounding.", "取整造成的最大变动。"),
    "exception": Sentence("{name}[[ ({group})]][[, {period}]]", "{name}[[（{group}）]][[，{period}]]"),
    "exception_means": Sentence("Could not be kept to the last digit after rounding.", "取整后无法完全保持。"),
}

_NOTICES: Mapping[str, Sentence] = {
    "notice": Sentence("Worth knowing", "提示内容"),
    "code": Sentence("Code", "代码"),
    "where": Sentence("Place in the scenario", "场景中的位置"),
    "no_notices": Sentence("Nothing to note.", "没有提示。"),
}

_LEDGERS: Mapping[str, Sentence] = {
    "sheet_ledgers": Sentence("Ledgers", "数字来由"),
    "ledger_of": Sentence("Whose number", "对象"),
    "whole_company": Sentence("Company", "公司"),
    "ledger_sum": Sentence("Sum of the lines", "各项合计"),
    "ledger_line": Sentence("Line", "项目"),
    "adds": Sentence("Adds", "增减"),
    "so_far": Sentence("So far", "累计"),
    "reason": Sentence("Why", "原因"),
    "holding": Sentence("Limits that hold this number", "约束该数字的限制"),
    "would_move": Sentence("What would move it, solved again", "哪些变化会影响该数字（已重新求解）"),
    "more_of": Sentence("Where more money would go", "新增金额的去向"),
    "firm": Sentence("How firm it is", "有多确定"),
    "still_open": Sentence("What stayed open", "尚未得出的"),
    "ledger_note": Sentence(
        "Every row leads from last year to the published target; its lines add up to it exactly.",
        "每一行从上年推导到公布的目标，各项之和与目标分毫不差。",
    ),
    "ledger_left_out": Sentence(
        "Left out, because more than {most} rows would not be read: {levels}. `allot explain` tells any of them.",
        "超过 {most} 行不便阅读，以下层级未列出：{levels}。可用 allot explain 查看其中任何一个。",
    ),
    "range_low": Sentence("Least in plans nearly as good", "近似最优方案中的最小值"),
    "range_high": Sentence("Most in plans nearly as good", "近似最优方案中的最大值"),
    "ranges_note": Sentence(
        "Least and most: over all plans within 0.5 % of the best.",
        "最小值和最大值：与最优方案相差 0.5 % 以内的所有方案。",
    ),
    "ranges_some": Sentence(
        "Least and most: over all plans within 0.5 % of the best; where they are blank the time did not suffice.",
        "最小值和最大值：与最优方案相差 0.5 % 以内的所有方案；空白处表示时间不够。",
    ),
    "no_ledgers": Sentence(
        "The time did not suffice to work out why each number is what it is. Allow more time and write the plan again.",
        "时间不够，没有得出每个数字的来由。请增加时间后重新导出。",
    ),
    "meaning_last_year": Sentence("What was sold last year.", "上年销售额。"),
    "meaning_company_growth": Sentence("If everybody grew like the whole company.", "按公司整体增速增长带来的变化。"),
    "meaning_reference_blend": Sentence(
        "What potential, forecast and the other sources of the strategy add or take.",
        "潜力、预测等策略参考来源带来的增减。",
    ),
    "meaning_strategic_tilt": Sentence("What the company's priorities move.", "公司战略优先级带来的增减。"),
    "meaning_over_assignment": Sentence("What is handed down over the plan.", "在计划之上加码下达的部分。"),
    "meaning_floors_and_caps": Sentence(
        "What floors, caps and amounts of growth and money move.", "增长与金额上下限带来的增减。"
    ),
    "meaning_capacity": Sentence("What people and teams can carry.", "人员和团队承载能力带来的增减。"),
    "meaning_shares_and_margin": Sentence("What rules on shares and margin move.", "占比与毛利规则带来的增减。"),
    "meaning_difficulty": Sentence("What rules on fair difficulty move.", "公平难度规则带来的增减。"),
    "meaning_cardinality": Sentence("What the choice of items moves.", "经营项目取舍带来的增减。"),
    "meaning_objective_terms": Sentence("What the other aims of the strategy move.", "策略其他目标带来的增减。"),
    "meaning_commitments_and_holds": Sentence("What commitments and fixed targets move.", "承诺与固定目标带来的增减。"),
    "meaning_rounding": Sentence("Rounding to whole steps.", "取整带来的增减。"),
    "meaning_sum": Sentence("A formula: equal to the target.", "公式：与目标相等。"),
}

WORDS: Mapping[str, Sentence] = {**_SHEETS, **_TABLES, **_SUMMARY, **_BINDING, **_SCORES, **_NOTICES, **_LEDGERS}

"""What comparisons say on the screen, in workbooks and in reports, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages import Language
from app.messages.sentence import Sentence
from models.findings import Fact

_HEAD: Mapping[str, Sentence] = {
    "title": Sentence("Strategies compared", "策略比较"),
    "against": Sentence("Compared with “{base}”.", "以“{base}”为基准。"),
    "amounts_in": Sentence("Amounts in {unit}.", "金额单位：{unit}。"),
    "no_plan_at_all": Sentence("No strategy has a plan.", "没有任何策略得到方案。"),
    "no_plan_of": Sentence("Without a plan: {strategies}.", "没有方案：{strategies}。"),
    "strategy": Sentence("Strategy", "策略"),
    "measure": Sentence("Measure", "指标"),
    "base": Sentence("base", "基准"),
    "outcome": Sentence("Plan", "方案"),
    "optimal": Sentence("optimal", "最优"),
    "feasible": Sentence("feasible", "可行"),
    "infeasible": Sentence("no plan", "无方案"),
    "limit": Sentence("out of time", "超时"),
    "suspect": Sentence("not trusted", "存疑"),
    "error": Sentence("solver failed", "求解失败"),
    "everything": Sentence("all together", "整体"),
    "company": Sentence("Company", "公司"),
    "total": Sentence("Total", "合计"),
    "key": Sentence("Key", "代码"),
    "reason": Sentence("Why there is no plan", "没有方案的原因"),
}

_MEASURES: Mapping[str, Sentence] = {
    "target": Sentence("Company target", "公司目标"),
    "pay_of": Sentence(
        "Pay is what “{plan}” pays under each strategy's targets.", "奖金为“{plan}”按各策略的目标计算的结果。"
    ),
    "pay_expected": Sentence("Expected pay ({unit})", "预期奖金（{unit}）"),
    "pay_change": Sentence("Pay against the base ({unit})", "奖金较基准变化（{unit}）"),
    "pay_p90": Sentence("Pay in nine of ten years at most ({unit})", "奖金 P90（{unit}）"),
    "pay_over_budget": Sentence("Pay exceeds its budget", "奖金超预算概率"),
    "growth_rate": Sentence("Growth", "增长率"),
    "like_for_like_rate": Sentence("Growth like for like", "同口径增长率"),
    "margin_rate": Sentence("Margin", "毛利率"),
    "strategic_share": Sentence("Share with priority", "战略优先占比"),
    "difficulty_mean": Sentence("Difficulty, average", "难度均值"),
    "difficulty_spread": Sentence("Difficulty, spread", "难度离散度"),
    "difficulty_gini": Sentence("Difficulty, Gini", "难度基尼系数"),
    "likely_share": Sentence("People likely to reach their target", "有望达成目标的人员占比"),
    "company_probability": Sentence("Probability of the company target", "公司目标达成概率"),
    "utilisation_mean": Sentence("Capacity used, average", "能力占用均值"),
    "utilisation_worst": Sentence("Capacity used, fullest", "能力占用最高"),
    "moved": Sentence("Moved up or down from last targets", "较上次目标增减合计"),
    "at_limit_share": Sentence("At their own floor or cap", "停在自身上下限"),
    "moved_from_base": Sentence("Changes hands against the base", "较基准转移金额"),
    "dominated_by": Sentence("Beaten throughout by", "全面不如"),
    "largest_regret": Sentence("Largest regret", "最大后悔值"),
    "fairness": Sentence("Fairness thresholds", "公平阈值"),
    "passed": Sentence("kept", "符合"),
    "passed_without": Sentence("kept, {count} left out", "符合（{count} 人未纳入）"),
    "failed": Sentence("exceeded", "超出"),
    "unchecked": Sentence("none checked", "未检验"),
    "partly_checked": Sentence("not all checked", "未全部检验"),
}

_CHANGES: Mapping[str, Sentence] = {
    "changes": Sentence("Who gains and who loses most, by {level}", "增减最多的（按{level}）"),
    "gains": Sentence("Gains most", "增加最多"),
    "losses": Sentence("Loses most", "减少最多"),
    "nobody": Sentence("nobody", "无"),
    "change_of": Sentence("{name} {amount}[[ ({rate})]]", "{name} {amount}[[（{rate}）]]"),
    "before": Sentence("Under the base", "基准目标"),
    "after": Sentence("Under this strategy", "该策略目标"),
    "difference": Sentence("Difference", "差额"),
    "difference_of": Sentence("{strategy}, difference", "{strategy} 差额"),
    "rate": Sentence("Difference in %", "差额百分比"),
    "rate_of": Sentence("{strategy}, %", "{strategy} %"),
    "by": Sentence("Targets by {level}", "各{level}的目标"),
    "level_head": Sentence("By {level}", "按{level}"),
    "sheet_changes": Sentence("Gains and losses", "增减"),
    "targets": Sentence("Targets side by side", "目标对比"),
    "more_rows": Sentence("The {shown} largest of {count} are shown.", "仅列出 {count} 项中最大的 {shown} 项。"),
    "more_differences": Sentence(
        "The {shown} of {count} that differ most are shown.", "共 {count} 项，仅列出差别最大的 {shown} 项。"
    ),
    "hedged_cut": Sentence(
        "Targets by {level} carry the over-assignment: together they are {share} above the company target.",
        "各{level}的目标含加码，合计比公司目标高 {share}。",
    ),
    "hedged_moves": Sentence(
        "What changes hands counts the plan, without over-assignment.", "转移金额按计划数计算，不含加码。"
    ),
    "hedged_last": Sentence(
        "What moves against the last targets counts what people are given.", "较上次目标的增减按下达给个人的目标计算。"
    ),
    "hedged_total": Sentence("Total, with over-assignment", "合计（含加码）"),
    "moved_chart": Sentence("Money that changes hands against the base", "较基准转移的金额"),
}

_BINDING: Mapping[str, Sentence] = {
    "binding": Sentence("What binds where", "起作用的限制"),
    "binding_groups": Sentence("Groups that a limit binds under each strategy.", "各策略下每项限制起作用的组数。"),
    "no_binding": Sentence(
        "No limit binds but the company target and fixed targets.", "除公司目标和固定目标外，没有限制起作用。"
    ),
    "limit_name": Sentence("Limit", "限制"),
    "owner": Sentence("Owner", "负责人"),
    "group": Sentence("For", "对象"),
    "floor": Sentence("floor", "下限"),
    "cap": Sentence("cap", "上限"),
    "fixed": Sentence("fixed", "固定"),
    "held_cells": Sentence("fixed targets of single cells", "单元固定目标"),
}

_REGRET: Mapping[str, Sentence] = {
    "regret": Sentence("Regret", "后悔值"),
    "regret_means": Sentence(
        "How much worse each plan (column) is than the best one by the standard of each strategy (row), in percent of "
        "the company target.",
        "按每个策略（行）的标准，各方案（列）比该策略最优方案差多少，以公司目标的百分比表示。",
    ),
    "least_regret": Sentence(
        "Least regret at worst: “{strategy}”[[; as good: {others}]].",
        "最坏情况下后悔值最小的是“{strategy}”[[；{others}与之相当]]。",
    ),
    "least_regret_unbeaten": Sentence(
        "Least regret at worst, of the plans that none beats throughout: “{strategy}”[[; as good: {others}]].",
        "在没有被其他方案全面超过的方案中，最坏情况下后悔值最小的是“{strategy}”[[；{others}与之相当]]。",
    ),
    "regret_tiers": Sentence(
        "By the standard of {strategies} regrets are large: it puts some aims before all others, so that a plan that "
        "gives up a little of them is far worse by it.",
        "以{strategies}为标准时后悔值较大：该策略把某些目标排在最前，方案只要稍有让步，按此标准就差很多。",
    ),
    "standard": Sentence("By the standard of", "评判标准"),
    "dominated": Sentence(
        "“{strategy}” is beaten throughout by {others}: as good on {measures}, and better somewhere by "
        "more than rounding can make.",
        "“{strategy}”全面不如{others}：在{measures}各项上都不占优，且至少一项的差距不是取整造成的。",
    ),
    "not_dominated": Sentence("No strategy is beaten throughout by another one.", "没有策略全面不如其他策略。"),
}

_CERTIFICATE: Mapping[str, Sentence] = {
    "certificate": Sentence("Fairness certificate", "公平性证书"),
    "certificate_passes": Sentence(
        "{strategies}: all {checks} thresholds are kept.", "{strategies}：满足全部 {checks} 项要求。"
    ),
    "certificate_fails": Sentence(
        "{strategies}: {count} of {checks} thresholds are exceeded.",
        "{strategies}：{checks} 项要求中有 {count} 项超出。",
    ),
    "certificate_passes_one": Sentence("{strategies}: the threshold is kept.", "{strategies}：满足要求。"),
    "certificate_fails_one": Sentence("{strategies}: the threshold is exceeded.", "{strategies}：超出要求。"),
    "certificate_open": Sentence(
        "{strategies}: not all of the {checks} thresholds can be checked.",
        "{strategies}：{checks} 项要求无法全部检验。",
    ),
    "certificate_unchecked": Sentence(
        "{strategies}: no threshold can be checked.", "{strategies}：各项要求均无法检验。"
    ),
    "certificate_more": Sentence(
        "and {count} more; --out comparison.html writes all of them.",
        "以及另外 {count} 项；用 --out comparison.html 可写出全部。",
    ),
    "certificate_means": Sentence(
        "Recomputed from the published targets alone. Difficulty is target over {against}; of each person the part "
        "with {against} counts.",
        "仅由公布的目标重新计算。难度为目标与{against}之比，每人只计有{against}的部分。",
    ),
    "forecast": Sentence("forecast", "预测"),
    "potential": Sentence("potential", "潜力"),
    "baseline": Sentence("last year's sales", "上年销售额"),
    "people": Sentence("People", "人数"),
    "check": Sentence("Threshold", "阈值"),
    "found": Sentence("Found", "实际值"),
    "most": Sentence("At most", "不超过"),
    "verdict": Sentence("Verdict", "结论"),
    "kept": Sentence("kept", "符合"),
    "not_kept": Sentence("exceeded", "超出"),
    "not_checked": Sentence("not checked: {reason}", "未检验：{reason}"),
    "no_data": Sentence("no data", "缺少数据"),
    "too_few": Sentence("too few to compare", "人数过少，无法比较"),
    "no_spread": Sentence("everybody is alike", "人人相同，无差异"),
    "all_equal": Sentence("difficulties differ by rounding alone", "难度仅因取整而不同"),
    "no_checks": Sentence(
        "The scenario sets no thresholds; add a section fairness_certificate to have them checked.",
        "场景未设置阈值；如需检验，请添加 fairness_certificate 部分。",
    ),
    "check_slope": Sentence(
        "Change of difficulty per standard deviation of {subject}", "{subject}每增加一个标准差的难度变化"
    ),
    "check_rank_correlation": Sentence("Rank correlation of difficulty with {subject}", "难度与{subject}的等级相关"),
    "check_gini": Sentence("Gini coefficient of the difficulties", "难度的基尼系数"),
    "check_gap": Sentence(
        "Largest distance of a group from everybody[[: {subject}]]", "组与整体的最大差距[[：{subject}]]"
    ),
    "check_deviation": Sentence(
        "Largest distance of a person from the peers[[: {subject}]]", "个人与同级的最大差距[[：{subject}]]"
    ),
    "characteristic": Sentence("Difficulty against", "难度与之比较"),
    "size": Sentence("last year's sales", "上年销售额"),
    "tenure": Sentence("tenure", "司龄"),
    "slope": Sentence("Change per standard deviation", "每个标准差的变化"),
    "low": Sentence("95 % from", "95% 区间下限"),
    "high": Sentence("95 % to", "95% 区间上限"),
    "rank_correlation": Sentence("Rank correlation", "等级相关"),
    "p_value": Sentence("p-value", "p 值"),
    "remark": Sentence("Remark", "说明"),
    "gap_by": Sentence("By", "分组"),
    "gap_group": Sentence("Group", "组"),
    "gap_mean": Sentence("Difficulty, average", "难度均值"),
    "gap": Sentence("Against everybody", "与整体之差"),
    "hardest": Sentence("Hardest against their peers", "比同级最难的"),
    "easiest": Sentence("Easiest against their peers", "比同级最易的"),
    "person": Sentence("Person", "人员"),
    "own_target": Sentence("Target (part with {against})", "个人目标（有{against}的部分）"),
    "difficulty": Sentence("Difficulty", "难度"),
    "peers": Sentence("Peers", "同级"),
    "deviation": Sentence("Deviation", "偏差"),
    "in_points": Sentence("{name} (percentage points)", "{name}（百分点）"),
}

_PRICES: Mapping[str, Sentence] = {
    "prices": Sentence("Price list of “{strategy}”", "“{strategy}”的价格清单"),
    "prices_mean": Sentence(
        "Each was taken away on its own and the plan solved again: how much better the plan would be by what is left "
        "of the strategy, and what that means in money, shares and people.",
        "逐项去掉后重新求解：按策略其余部分衡量，方案会好多少，以及对毛利、占比和人员的影响。",
    ),
    "sheet_prices": Sentence("Price list", "价格清单"),
    "price_fairness": Sentence("Fairness altogether", "全部公平性要求"),
    "price_subject": Sentence("Without", "去掉"),
    "price_loss": Sentence("Costs, % of the target", "代价（占目标）"),
    "price_amount": Sentence("Costs", "代价"),
    "price_moved": Sentence("Would change hands", "将转移"),
    "price_margin": Sentence("Margin, change[[ ({unit})]]", "毛利额变化[[（{unit}）]]"),
    "price_strategic_share": Sentence("Share with priority, change in points", "优先占比变化（百分点）"),
    "price_difficulty_spread": Sentence("Spread of difficulty, change", "难度离散度变化"),
    "price_likely_share": Sentence("Likely people, change in points", "有望达成占比变化（百分点）"),
    "price_free": Sentence("Cost nothing: {limits}.", "没有代价：{limits}。"),
    "price_none": Sentence("Nothing in it costs anything.", "其中没有任何一项有代价。"),
    "price_unknown": Sentence("not known: {outcome}", "未知：{outcome}"),
}

_TURNS: Mapping[str, Sentence] = {
    "turns": Sentence("Break-even of “{strategy}”", "“{strategy}”的平衡点"),
    "turns_mean": Sentence(
        "Each dial of the strategy was turned on its own and the plan solved again: from which value on somebody "
        "stands behind somebody else. Looked at: {watched}.",
        "逐项调整策略的参数并重新求解：从哪个值起，一方落后于另一方。比较对象：{watched}。",
    ),
    "turns_nobody": Sentence(
        "There is nobody to compare: no level has two members.", "没有可以比较的对象：任何层级都没有两个成员。"
    ),
    "turns_cut_off": Sentence(
        "Cut off after {solves} plans: further changes of place may be there, and the values may be coarse.",
        "求解 {solves} 个方案后中止：可能还有其他换位，数值也可能较粗。",
    ),
    "turns_none": Sentence("Nobody changes places along these: {dials}.", "调整以下各项不引起换位：{dials}。"),
    "turns_range": Sentence("{dial} ({low} to {high})", "{dial}（{low} 至 {high}）"),
    "turns_more": Sentence(
        "{dial}: {count} more, farther from where it stands.", "{dial}：另有 {count} 处，离当前值更远。"
    ),
    "turn_dial": Sentence("Dial", "参数"),
    "turn_stands": Sentence("Stands at", "当前值"),
    "turn_value": Sentence("From … on", "平衡点"),
    "turn_said": Sentence("What happens", "变化"),
    "turn_line": Sentence("{sentence} (It stands at {stands}.)", "{sentence}（当前为 {stands}）"),
    "turn_behind": Sentence("falls behind", "落后的一方"),
    "turn_ahead": Sentence("comes ahead", "领先的一方"),
    "turn_meeting": Sentence("Both about", "两者约为"),
    "sheet_turns": Sentence("Break-even", "平衡点"),
}

_SHORT: Mapping[str, Sentence] = {
    "short": Sentence("In short", "要点"),
    "best_marked": Sentence("The best plan of every measure stands out.", "每项指标中最优的方案以底色标出。"),
    "short_safest": Sentence(
        "The cautious choice is “{strategy}”: whichever strategy turns out to be right, it is at most {worst} of the "
        "company target worse.[[ As good: {others}.]][[ Plans that are beaten throughout are not chosen: {beaten}.]]",
        "最稳妥的是“{strategy}”：无论哪个策略最终是对的，它最多差公司目标的 {worst}。"
        "[[{others}与之相当。]][[全面不如其他方案的不予考虑：{beaten}。]]",
    ),
    "short_best": Sentence("Best: {measures}.", "各项最优：{measures}。"),
    "short_best_of": Sentence("{measure} – {names} ({value})", "{measure}——{names}（{value}）"),
    "short_moves": Sentence(
        "Against “{base}”, {amount} changes hands under “{most}”.", "相对“{base}”，“{most}”转移 {amount}。"
    ),
    "short_moves_between": Sentence(
        "Against “{base}”, most changes hands under “{most}” ({amount}) and least under “{least}” ({little}).",
        "相对“{base}”，“{most}”转移最多（{amount}），“{least}”最少（{little}）。",
    ),
    "short_gains": Sentence(
        "The largest single gain: {name} under “{strategy}”, {amount}[[ ({rate})]].",
        "单项增加最多：“{strategy}”下的{name}，{amount}[[（{rate}）]]。",
    ),
    "short_loses": Sentence(
        "The largest single loss: {name} under “{strategy}”, {amount}[[ ({rate})]].",
        "单项减少最多：“{strategy}”下的{name}，{amount}[[（{rate}）]]。",
    ),
    "short_dearest": Sentence(
        "Dearest: “{name}” costs {loss} of the company target.", "代价最大：“{name}”，为公司目标的 {loss}。"
    ),
    "short_fairness": Sentence(
        "All that is there for fairness costs {loss} of the company target.",
        "全部公平性要求的代价为公司目标的 {loss}。",
    ),
}

WORDS: Mapping[str, Sentence] = {
    **_HEAD,
    **_MEASURES,
    **_CHANGES,
    **_BINDING,
    **_REGRET,
    **_CERTIFICATE,
    **_PRICES,
    **_TURNS,
    **_SHORT,
}


def word(key: str, language: Language, **facts: Fact) -> str:
    """A text of a comparison, with its facts."""
    return WORDS[key].fill(facts, language)

"""What the cost of an incentive plan says."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.language import Language
from app.messages.sentence import Sentence

REASONS: Mapping[str, Sentence] = {
    "cap": Sentence("pay of a person is capped as a whole", "个人奖金总额封顶"),
    "gate": Sentence(
        "a gate looks at another number than the pay it acts on, and the two move together",
        "门槛所看的指标与其作用的奖金不同，且二者相关",
    ),
    "pool": Sentence("people are paid by the attainment of a whole pool", "按团队或区域的整体达成率计奖"),
    "sum": Sentence("a component adds up several measures", "某一构成项为多项指标之和"),
    "draw": Sentence("a draw is kept where later pay does not cover it", "保底预支不足抵扣时不退还"),
}

PARTS: Mapping[str, Sentence] = {
    "cap": Sentence("caps on a person's whole pay", "个人奖金总额封顶"),
    "gate": Sentence("gates", "门槛"),
    "pool": Sentence("pay by a whole pool", "按团队或区域整体计奖"),
    "sum": Sentence("components of several measures", "多项指标合计的构成项"),
    "draw": Sentence("draws that are kept", "不退还的保底预支"),
}
"""The same rules by name, in the middle of a sentence."""

WORDS: Mapping[str, Sentence] = {
    "title": Sentence("Cost before launch", "上线前成本测算"),
    "on_target": Sentence(
        "Everybody exactly on target[[, {others},]] would cost {amount}[[ (target incentives: {incentive})]]; that is "
        "no forecast: what is expected is {expected}.",
        "全员恰好达标[[（{others}）]]的成本为 {amount}[[（目标奖金合计 {incentive}）]]，但这不是预测；预期成本为 "
        "{expected}。",
    ),
    "on_target_others": Sentence("with what has no target as it is forecast", "无目标的指标按预测计"),
    "budget": Sentence(
        "Budget {amount}: the cost exceeds it with a probability of {chance}.",
        "预算 {amount}：成本超出预算的概率为 {chance}。",
    ),
    "decides_closed": Sentence(
        "The closed form decides; {draws} draws (seed {seed}) nowhere contradict it.",
        "以公式计算为准；{draws} 次抽样（种子 {seed}）的结果均与之相符。",
    ),
    "decides_both": Sentence(
        "The closed form decides, except where it lies outside the 95 % interval of {draws} draws (seed {seed}); there "
        "simulation decides: {figures}.[[ Means and shares of people are exact and stay; outside by chance: {missed}"
        ".]]",
        "以公式计算为准；公式结果超出 {draws} 次抽样（种子 {seed}）的 95% 区间时，改以模拟为准：{figures}。"
        "[[均值与达成人数占比的公式值精确，不作更改；因偶然落在区间之外的有 {missed} 项。]]",
    ),
    "decides_exact": Sentence(
        "The closed form decides. It lies outside the 95 % interval of {draws} draws (seed {seed}) only in means or "
        "shares of people, which are exact: {missed}. One interval in twenty misses by chance.",
        "以公式计算为准。仅有 {missed} 项均值或达成人数占比落在 {draws} 次抽样（种子 {seed}）的 95% 区间之外；"
        "其公式值精确，每二十个区间约有一个会因偶然而偏离。",
    ),
    "of_whole": Sentence("{figures} of the whole plan", "整个方案的 {figures}"),
    "of_parts": Sentence("figures of groups, components and years: {count}", "各组别、构成项和年份中的数字 {count} 项"),
    "decides_simulation": Sentence(
        "Simulation decides ({draws} draws, seed {seed}): {reasons}. The closed form is an approximation here.",
        "以模拟为准（{draws} 次抽样，种子 {seed}）：{reasons}。此处公式计算仅为近似。",
    ),
    "assumed": Sentence(
        "Assumed: results move together with the company by {company} and with the region by {region} (attribute "
        "“{attribute}”), and a person's own results with each other by {own}.",
        "假设：业绩随公司整体联动 {company}、随区域联动 {region}（属性“{attribute}”），个人各项业绩间联动 {own}。",
    ),
    "of_sales": Sentence(
        "Cost of sales: {rate} of the expected {measure}[[, {margin} of its margin]].",
        "成本占比：占预期{measure}的 {rate}[[，占其毛利的 {margin}]]。",
    ),
    "performance": Sentence(
        "Rank correlation of pay and attainment {correlation}; pay of the target incentive by quarter of attainment, "
        "lowest first: {quarters}.",
        "奖金与达成率的秩相关 {correlation}；按达成率四分位（由低到高）的奖金占目标奖金比例：{quarters}。",
    ),
    "no_performance": Sentence(
        "No figures of pay for performance: it takes four people with a target incentive who are paid by attainment.",
        "无绩效与奖金关系数据：至少需要四名有目标奖金且按达成率计奖的人员。",
    ),
    "present": Sentence(
        "Expected present value of all payments, long-term ones included: {amount}.",
        "全部支付（含长期激励）的预期现值：{amount}。",
    ),
    "amounts_in": Sentence("Amounts in {unit}.", "金额单位：{unit}。"),
    "total": Sentence("Total", "合计"),
    "group": Sentence("Group", "组别"),
    "people": Sentence("People", "人数"),
    "figure": Sentence("Figure", "指标"),
    "closed": Sentence("Closed form", "公式计算"),
    "simulated": Sentence("Simulation", "模拟"),
    "low": Sentence("from (95 %)", "下限（95%）"),
    "high": Sentence("to (95 %)", "上限（95%）"),
    "decided_by": Sentence("Decides", "为准"),
    "mixed": Sentence("both, by figure", "两者兼用"),
    "closed_form": Sentence("closed form", "公式计算"),
    "simulation": Sentence("simulation", "模拟"),
    "mean": Sentence("Mean", "均值"),
    "p50": Sentence("P50", "P50"),
    "p90": Sentence("P90", "P90"),
    "p95": Sentence("P95", "P95"),
    "cvar95": Sentence("CVaR 95 %", "CVaR 95%"),
    "over_budget": Sentence("P(cost > budget)", "超预算概率"),
    "component": Sentence("Component", "构成项"),
    "level": Sentence("Level", "水平"),
    "attainment": Sentence("Attainment", "达成率"),
    "threshold": Sentence("threshold", "起付点"),
    "target": Sentence("target", "目标"),
    "excellence": Sentence("excellence", "卓越"),
    "year": Sentence("Year", "年份"),
    "years": Sentence("Payments by calendar year", "各年支付合计"),
    "kind": Sentence("Kind", "种类"),
    "pay": Sentence("pay", "当年奖金"),
    "deferred": Sentence("deferred", "递延"),
    "long_term": Sentence("long-term", "长期激励"),
    "element": Sentence("Element", "项目"),
    "promised": Sentence("Promised", "承诺"),
    "present_value": Sentence("Present value", "现值"),
    "components": Sentence("Components", "构成项"),
    "levels": Sentence("Who reaches what", "达成分布"),
    "by_year": Sentence("By year of payment", "按支付年份"),
    "cap_line": Sentence("cap of a person", "个人封顶扣减"),
    "draw_line": Sentence("guaranteed draws", "保底补足"),
    "performance_of": Sentence("Pay for performance", "绩效与奖金"),
    "rank_correlation": Sentence("Rank correlation", "秩相关"),
    "quarter1": Sentence("Lowest quarter", "最低四分之一"),
    "quarter2": Sentence("Second quarter", "第二个四分之一"),
    "quarter3": Sentence("Third quarter", "第三个四分之一"),
    "quarter4": Sentence("Highest quarter", "最高四分之一"),
    "figures": Sentence("Cost of the plan year", "计划年度成本"),
    "groups": Sentence("Groups", "组别"),
}


def cost_word(key: str, language: Language) -> str:
    """A word of the cost report."""
    return WORDS[key].text(language)

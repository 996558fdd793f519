"""What a tuning says: sentences of its summary, and words of its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.messages.language import Language
from app.messages.sentence import Sentence
from app.messages.tuning_endings import ENDINGS
from app.messages.tuning_steps import STEPS
from models.findings import Fact

SUMMARY: Mapping[str, Sentence] = {
    "tuned": Sentence("{changed} of {count} parameters change. {gain}", "{count} 个参数中有 {changed} 个调整。{gain}"),
    "unchanged": Sentence(
        "Nothing better than today's plan was found in {run} starts: today's plan stays as it is.",
        "{run} 次搜索未找到优于现行方案的方案：维持现行方案。",
    ),
    "gain_margin_less_cost": Sentence(
        "Expected margin less pay goes from {today} to {tuned} ({gain}).",
        "预期“毛利减奖金”由 {today}变为 {tuned}（{gain}）。",
    ),
    "gain_motivation": Sentence(
        "What one more 100 % of results pays (motivation) goes from {today} to {tuned} ({gain}).",
        "业绩每再提高 100% 的奖金（激励力度）由 {today}变为 {tuned}（{gain}）。",
    ),
    "gain_cost_curve": Sentence(
        "The deviation from the wanted cost curve goes from {today} to {tuned}; 0 would be exactly on it.",
        "与期望成本曲线的偏离度由 {today} 变为 {tuned}；0 表示完全一致。",
    ),
    "gain_least_change": Sentence(
        "All conditions are kept with the least change: a deviation of {tuned} from today's plan; 0 would be "
        "no change.",
        "以最小调整满足全部条件：与现行方案的偏离度为 {tuned}；0 表示未作调整。",
    ),
    "cost": Sentence(
        "Expected pay {today} today, {tuned} tuned[[, with a budget of {budget}; exceeded with a probability of "
        "{over_tuned} (today {over_today})]].",
        "预期奖金：现行 {today}，调优后 {tuned}[[；预算 {budget}，超出概率 {over_tuned}（现行 {over_today}）]]。",
    ),
    "today_breaks": Sentence(
        "Today's plan breaks what is asked: {what}. Keeping it has its price.",
        "现行方案不满足所要求的条件：{what}。满足这些条件需要付出代价。",
    ),
    "today_near": Sentence(
        "Today's plan stands so near its ceilings that fresh draws do not confirm it. A plan that they confirm has its "
        "price.",
        "现行方案与上限过于接近，新抽样无法确认其满足。可获确认的方案需要付出代价。",
    ),
    "today_breaks_item": Sentence("{what} {value}, limit {limit}", "{what} {value}，限值 {limit}"),
    "strongest": Sentence("What counts most: {what}.", "影响最大的调整：{what}。"),
    "furthest": Sentence("Turned furthest: {what}.", "调整幅度最大：{what}。"),
    "strongest_item": Sentence(
        "{name} {today} → {tuned}[[, rates {old_rates} → {new_rates}]][[ (put back: {loss})]]",
        "{name} {today} → {tuned}[[，费率 {old_rates} → {new_rates}]][[（改回：{loss}）]]",
    ),
    "caps": Sentence(
        "Caps move, because the room below them may be tuned: {what}.", "由于封顶余量也参与调优，封顶随之变动：{what}。"
    ),
    "caps_item": Sentence("{name} {today} → {tuned}", "{name} {today} → {tuned}"),
    "price": Sentence(
        "The next {step} in the budget bring {gain} of {objective}.", "预算每再增加 {step}，{objective}增加 {gain}。"
    ),
    "price_less": Sentence(
        "With the next {step} in the budget the {objective} falls by {gain}.",
        "预算每再增加 {step}，{objective}减少 {gain}。",
    ),
    "price_none": Sentence("More budget brings nothing: it does not bind.", "增加预算没有收益：预算并未构成约束。"),
    "search": Sentence(
        "Best of {run} starts; {reached} of {feasible} that kept all conditions ended there. No proof that there is no "
        "better plan.",
        "{run} 次搜索中的最优；满足全部条件的 {feasible} 次中有 {reached} 次到达该结果。这并不证明没有更优的方案。",
    ),
    "certified": Sentence(
        "Certificate: on {draws} fresh draws (seed {seed}) every ceiling holds.",
        "验证：在 {draws} 次新抽样（种子 {seed}）中，各项上限均满足。",
    ),
    "certificate_broken": Sentence(
        "Certificate: on {draws} fresh draws (seed {seed}) a ceiling is broken: {what}.",
        "验证：在 {draws} 次新抽样（种子 {seed}）中，有上限被突破：{what}。",
    ),
    "no_ceiling": Sentence(
        "There is no ceiling to certify; mean cost on {draws} fresh draws (seed {seed}): {mean}.",
        "没有需要验证的上限；{draws} 次新抽样（种子 {seed}）的平均成本为 {mean}。",
    ),
    "stands": Sentence(
        "The conclusion stands with every assumption about people 30 % lower and higher, as far as tried.",
        "各项人员假设分别上下浮动 30% 时（在已测试的范围内），结论不变。",
    ),
    "turns": Sentence(
        "Warning: with {assumption} at {value} ({change}) {what}.",
        "警告：当{assumption}为 {value}（{change}）时，{what}。",
    ),
    "assumed": Sentence(
        "All of this rests on assumptions about people that nobody has measured: elasticity of effort η {elasticity}, "
        "part of results that depends on effort φ {effort_share}, intrinsic motivation m0 {intrinsic}, risk aversion r "
        "{risk_aversion}; and about results: they follow conditions of the whole company by {company} and those of the "
        "region by {region} (0: not at all, 1: entirely), and a person's own results go along with each other by "
        "{own}.",
        "以上均以关于员工的假设为前提，这些假设并未经测量：努力弹性（η）{elasticity}，业绩中取决于努力的部分（φ）"
        "{effort_share}，内在动机（m0）{intrinsic}，风险厌恶（r）{risk_aversion}；以及关于业绩的假设：受全公司共同因素"
        "影响的程度 {company}、受所在区域共同因素影响的程度 {region}（0 为不受影响，1 为完全由其决定），个人各项业绩"
        "之间的相关程度 {own}。",
    ),
    "margin_by": Sentence("Margin is {rate} of the expected {measure}.", "毛利按预期{measure}的 {rate} 计算。"),
    "skipped": Sentence("Time ran out before: {what}.", "因时间用尽未完成：{what}。"),
    "skipped_stopped": Sentence("Left out because of the interruption: {what}.", "因中断而未完成：{what}。"),
    "cut_short": Sentence(
        "The search was cut short after {run} of {starts} starts.", "搜索提前结束：{starts} 次中完成 {run} 次。"
    ),
}

TURNS: Mapping[str, Sentence] = {
    "not_better": Sentence("the tuned plan is no better than today's", "调优方案不再优于现行方案"),
    "breaks": Sentence("the tuned plan misses [[{misses}]]", "调优方案不再满足[[{misses}]]"),
    "direction": Sentence(
        "tuning again would move a parameter the other way[[: {parameters}]]",
        "重新调优会将参数朝相反方向调整[[：{parameters}]]",
    ),
    "no_plan": Sentence("tuning again finds no plan that keeps all conditions", "重新调优找不到满足全部条件的方案"),
}

NOTES: Mapping[str, Sentence] = {
    "frontier": Sentence(
        "How much people can be moved at each expected pay: each point is the plan found with the most motivation, "
        "before rounding, all other conditions kept, from the least pay that keeps them. A plan below the line moves "
        "people less than another one that costs as much; the tuned plan may lie there, because it is the best for its "
        "own objective.",
        "在各预期奖金水平下激励力度最多能达到多少：每一点为满足其余全部条件时激励力度最大的方案（取整前），从满足这些条件的"
        "最低奖金开始。位于曲线下方的方案，激励力度低于成本相同的另一方案；调优方案以自身目标为准，因此可能在曲线下方。",
    ),
    "people": Sentence(
        "Expected pay, people's response included. Utility counts risk and effort; it is what participation looks at. "
        "The changes of sales are those of {measure} and add up to the change of expected sales; people paid by what "
        "others sell have none of their own. The change of results is of everything that a person is paid for, "
        "weighted by what one more percent of it pays.",
        "预期奖金，已计入员工的反应。“效用”计入风险与努力成本，是“员工不受损”条件所看的数值。“销售变化”指{measure}，"
        "合计等于预期销售的变化；按他人销售计奖的人员没有自己的销售。“业绩变化”涵盖个人计奖的全部业绩，按每多完成一个百分点"
        "所得奖金加权。",
    ),
    "parameters": Sentence(
        "“As good from … to”: within {within} of the best, the others adapting. “Put back”: what the objective "
        "changes by when this one parameter has its old value, all others as tuned, or adapted. pp: percentage points.",
        "“同样好的范围”：其余参数相应调整时，目标值与最优相差不超过 {within}。“改回”：仅该参数恢复旧值、其余保持调优值"
        "（或相应调整）时目标值的变化。",
    ),
    "distribution": Sentence(
        "Share of {draws} simulated years by total pay of the plan year, people's response included.",
        "{draws} 个模拟年度的计划年度奖金总额分布，已计入员工的反应。",
    ),
    "curves": Sentence(
        "Pay at the attainment, as a share of the component's target.", "各达成率下的奖金（占该项目标奖金的比例）。"
    ),
    "cap_stays": Sentence("The cap stays at {cap}.", "封顶保持 {cap} 不变。"),
    "cap_moves": Sentence("The cap goes from {today} to {tuned}.", "封顶由 {today} 变为 {tuned}。"),
    "sensitivity": Sentence(
        "One assumption at a time 30 % lower and higher; the plan as tuned, and tuned again under it. Every condition "
        "that the plan as tuned would miss is named, however little it is missed by.",
        "每次只将一项假设上下浮动 30%：分别看调优方案本身，以及在该假设下重新调优的方案。调优方案不再满足的条件无论相差"
        "多少都会列出。",
    ),
    "certificate": Sentence(
        "Costs of the tuned plan on fresh draws that the search has not seen. A ceiling holds when the upper end of "
        "the 95 % interval is not above it. `allot certify` works this out again.",
        "调优方案在搜索未用过的新抽样上的成本。95% 区间上限不超过该上限即为满足。可用 `allot certify` 重新计算。",
    ),
}

OBJECTIVES: Mapping[str, Sentence] = {
    "margin_less_cost": Sentence("Expected margin less pay", "预期毛利减奖金"),
    "motivation": Sentence("Motivation (pay of one more 100 %)", "激励力度（业绩再提高 100% 的奖金）"),
    "cost_curve": Sentence("Deviation from the wanted cost curve", "与期望成本曲线的偏离度"),
    "least_change": Sentence("Deviation from today's plan", "与现行方案的偏离度"),
}

PARAMETERS: Mapping[str, Sentence] = {
    "multiplier": Sentence("multiplier", "组别系数"),
    "weight": Sentence("weight", "权重"),
    "threshold": Sentence("threshold", "起付点"),
    "pay_at_threshold": Sentence("pay at threshold", "起付比例"),
    "accelerator": Sentence("accelerator", "加速斜率"),
    "excellence": Sentence("excellence", "卓越点"),
    "beyond": Sentence("slope beyond excellence", "卓越点后斜率"),
    "headroom": Sentence("room below the cap", "封顶余量"),
    "rate_factor": Sentence("factor of the rates", "费率倍数"),
    "amount": Sentence("amount per piece", "单件奖励"),
}

ASSUMPTIONS: Mapping[str, Sentence] = {
    "elasticity": Sentence("elasticity of effort η", "努力弹性（η）"),
    "effort_share": Sentence("part that depends on effort φ", "取决于努力的部分（φ）"),
    "intrinsic": Sentence("intrinsic motivation m0", "内在动机（m0）"),
    "risk_aversion": Sentence("risk aversion r", "风险厌恶（r）"),
}

WORDS: Mapping[str, Sentence] = {
    "title": Sentence("Tuned incentive plan", "激励方案调优"),
    "certificate_title": Sentence("Certificate of a tuned plan", "调优方案验证"),
    "short": Sentence("In short", "要点"),
    "assumptions": Sentence("What this rests on", "前提假设"),
    "plans": Sentence("Today and tuned", "现行与调优"),
    "parameters": Sentence("Parameters", "参数"),
    "curves": Sentence("Payout curves", "奖金曲线"),
    "people": Sentence("People", "人员"),
    "conditions": Sentence("Conditions", "条件"),
    "checks": Sentence("Checked for everybody", "逐人检查"),
    "certificate": Sentence("Certificate", "验证"),
    "frontier": Sentence("Cost against motivation", "成本与激励力度前沿"),
    "sensitivity": Sentence("Sensitivity", "敏感性"),
    "distribution": Sentence("Cost", "成本分布"),
    "search": Sentence("Search", "搜索"),
    "blocking": Sentence("What is in the way", "阻碍条件"),
    "summary": Sentence("Summary", "摘要"),
    "more_people": Sentence(
        "The {shown} with the largest change of {count} are shown; JSON and the workbook have everybody.",
        "仅列出 {count} 人中变化最大的 {shown} 人；JSON 与工作簿列有全部人员。",
    ),
    "figure": Sentence("Figure", "指标"),
    "today": Sentence("Today", "现行"),
    "tuned": Sentence("Tuned", "调优后"),
    "change": Sentence("Change", "变化"),
    "expected_cost": Sentence("Expected pay", "预期奖金"),
    "simulated_cost": Sentence("Mean pay, simulated", "平均奖金（模拟）"),
    "cvar95": Sentence("Worst 5 % on average", "最差 5% 平均"),
    "over_budget": Sentence("Exceeds the budget", "超预算概率"),
    "sales": Sentence("Expected sales", "预期销售"),
    "margin": Sentence("Margin less pay", "毛利减奖金"),
    "motivation": Sentence("Motivation", "激励力度"),
    "budget": Sentence("Budget", "预算"),
    "where": Sentence("Where", "位置"),
    "parameter": Sentence("Parameter", "参数"),
    "range_low": Sentence("As good from", "同样好：从"),
    "range_high": Sentence("to", "到"),
    "loss": Sentence("Put back", "改回"),
    "loss_adapted": Sentence("Put back, others adapt", "改回（其余调整）"),
    "note": Sentence("Note", "说明"),
    "person": Sentence("Person", "人员"),
    "group": Sentence("Group", "组别"),
    "target_incentive": Sentence("Target incentive", "目标奖金"),
    "pay_today": Sentence("Pay today", "现行奖金"),
    "pay_tuned": Sentence("Pay tuned", "调优后奖金"),
    "pay_change": Sentence("Change of pay", "奖金变化"),
    "pay_change_rate": Sentence("Change, %", "变化率"),
    "growth": Sentence("Change of results, weighted by pay", "业绩变化（按奖金加权）"),
    "sales_change": Sentence("Change of sales", "销售变化"),
    "spread_today": Sentence("Spread today", "现行波动"),
    "spread_tuned": Sentence("Spread tuned", "调优后波动"),
    "motivation_today": Sentence("Motivation today", "现行激励力度"),
    "motivation_tuned": Sentence("Motivation tuned", "调优后激励力度"),
    "utility_gain": Sentence("Change of utility", "效用变化"),
    "condition": Sentence("Condition", "条件"),
    "limit": Sentence("Limit", "限值"),
    "binding": Sentence("Binding", "是否约束"),
    "price": Sentence("One unit, or 1 pp of a share, more brings", "放宽一单位（占比为一个百分点）的收益"),
    "motivation_price": Sentence("Motivation per unit of pay more", "奖金每增加一个单位的激励力度"),
    "people_count": Sentence("People", "人数"),
    "broken": Sentence("Broken for", "违反人数"),
    "worst": Sentence("Worst", "最差者"),
    "worst_slack": Sentence("Its slack", "其余量"),
    "held": Sentence("Holding the plan back", "构成约束人数"),
    "ceiling": Sentence("Ceiling", "上限"),
    "found": Sentence("Found", "结果"),
    "low": Sentence("from (95 %)", "下限（95%）"),
    "high": Sentence("to (95 %)", "上限（95%）"),
    "holds": Sentence("Holds", "是否满足"),
    "yes": Sentence("yes", "是"),
    "no": Sentence("no", "否"),
    "is_broken": Sentence("BROKEN", "突破"),
    "no_ceiling": Sentence("no ceiling", "无上限"),
    "mean_cost": Sentence("Mean cost", "平均成本"),
    "var95": Sentence("95 % of years cost at most", "95% 的年度成本不超过"),
    "objective": Sentence("Objective", "目标值"),
    "point": Sentence("Point", "点"),
    "best": Sentence("best found", "找到的最优"),
    "no_plan_there": Sentence("no plan found", "未找到方案"),
    "assumption": Sentence("Assumption", "假设"),
    "value": Sentence("Value", "取值"),
    "factor": Sentence("Change", "变动"),
    "published_gain": Sentence("Gain of the tuned plan", "调优方案的收益"),
    "tuned_gain": Sentence("Gain, tuned again", "重新调优的收益"),
    "turns": Sentence("Conclusion", "结论"),
    "stands": Sentence("stands", "不变"),
    "local_optimum": Sentence("Value reached", "到达的值"),
    "starts": Sentence("Starts", "搜索次数"),
    "shortfall": Sentence("Missed by", "差距"),
    "least_relaxation": Sentence("Relax by", "需放宽"),
    "cost_from": Sentence("Pay from", "奖金从"),
    "cost_to": Sentence("to", "到"),
    "share_today": Sentence("Years today", "现行年份占比"),
    "share_tuned": Sentence("Years tuned", "调优后年份占比"),
    "attainment": Sentence("Attainment", "达成率"),
    "pay": Sentence("Pay", "奖金"),
    "cost": Sentence("Cost", "成本"),
    "bound_lower": Sentence("at its lower bound", "已达下限"),
    "bound_upper": Sentence("at its upper bound", "已达上限"),
    "follows": Sentence("follows from the other weights", "由其余权重决定"),
    "rates_note": Sentence("rates {today} → {tuned}", "费率 {today} → {tuned}"),
    "cap_note": Sentence("cap {today} → {tuned}", "封顶 {today} → {tuned}"),
    "breaks_note": Sentence("put back, the plan no longer keeps a condition: {what}", "改回后将不再满足条件：{what}"),
    "of_gain": Sentence("{share} of the gain", "收益的 {share}"),
    "unchanged": Sentence("unchanged", "未变"),
    "points": Sentence("{points} pp", "{points} 个百分点"),
    "amounts_in": Sentence("Amounts in {unit}.", "金额单位：{unit}。"),
    "gains": Sentence("Gains most", "增加最多"),
    "losses": Sentence("Loses most", "减少最多"),
    "was": Sentence("{name} was {old}", "{name} 原为 {old}"),
    "was_unstated": Sentence("{name} was not stated", "{name} 原未填写"),
    "rewritten": Sentence("Comments of the plan could not be kept in {file}.", "{file} 中无法保留原方案的注释。"),
    "elsewhere": Sentence(
        "{file} names its tables by paths beside it: copy it to {folder} to run it.",
        "{file} 按相对路径引用数据表：请将其复制到 {folder} 后使用。",
    ),
    "no_plan_to_write": Sentence(
        "{file} was not written: there is no tuned plan that may be published.",
        "未写出 {file}：没有可发布的调优方案。",
    ),
    "certificate_holds": Sentence(
        "The certificate holds: every ceiling is kept on {draws} fresh draws (seed {seed}).",
        "验证通过：{draws} 次新抽样（种子 {seed}）中各项上限均满足。",
    ),
    "certificate_fails": Sentence(
        "The certificate is BROKEN on {draws} fresh draws (seed {seed}): {what}.",
        "验证未通过：{draws} 次新抽样（种子 {seed}）中被突破的有：{what}。",
    ),
    "line_broken": Sentence(
        "{what} {found} (95 % interval up to {high}), ceiling {ceiling}",
        "{what} {found}（95% 区间上限 {high}），上限 {ceiling}",
    ),
}

SKIPPED: Mapping[str, Sentence] = {
    "price": Sentence("the price of the budget", "预算的边际收益"),
    "restored": Sentence("parameters put back", "参数改回"),
    "frontier": Sentence("cost against motivation", "成本与激励力度前沿"),
    "sensitivity": Sentence("the sensitivity to assumptions", "对假设的敏感性"),
    "ranges": Sentence("parameter ranges", "参数范围"),
}
"""Analyses that time may cut off, in the middle of a sentence."""


def quoted(names: Sequence[str]) -> list[str]:
    """Names of conditions in the middle of a sentence, apart from its own words."""
    return [f"“{name}”" for name in names]


def skipped_word(analysis: str, language: Language) -> str:
    """What an analysis is called where there was no time for it."""
    return SKIPPED[analysis].text(language)


def tuning_word(key: str, language: Language) -> str:
    """A word of the tuning's tables."""
    return WORDS[key].text(language)


def tuning_sentence(key: str, language: Language, **facts: Fact) -> str:
    """A sentence of its summary."""
    return (SUMMARY.get(key) or ENDINGS.get(key) or STEPS[key]).fill(facts, language)

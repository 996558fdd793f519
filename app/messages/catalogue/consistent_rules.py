"""Consistent rules: what somebody wants of quotas, budget and company plan."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

CONSISTENT_RULES: Mapping[str, Sentence] = {
    "rule_span_form": Sentence(
        en="“{value}” is neither a value nor a range. Write 0.6 or 60%, a range as 60%:70%, or `free`.",
        zh="“{value}”既不是数值也不是范围。请写 0.6 或 60%，范围写作 60%:70%，不作要求则写 `free`。",
    ),
    "rule_span_order": Sentence(
        en="The range “{value}” ends before it begins. Write the lower end first.",
        zh="范围“{value}”的终点小于起点。请先写较小的一端。",
    ),
    "rule_span_range": Sentence(
        en="“{value}” is outside of what can be: {low} to {high}. 0.6 and 60% are the same.",
        zh="“{value}”超出可能的范围：{low} 至 {high}。0.6 与 60% 相同。",
    ),
    "rules_curve_falls": Sentence(
        en="Pay of “{group}” falls somewhere as results rise, so a budget does not belong to one level of results. "
        "`allot lint` shows where; correct the curve first.",
        zh="“{group}”的奖金在某处随业绩上升而下降，预算无法对应唯一的业绩水平。"
        "请用 `allot lint` 查看位置并先修正曲线。",
    ),
    "rules_curve_with_plan": Sentence(
        en="A plan has its own curves. Give either a plan or the numbers of a curve.",
        zh="方案已有自己的曲线。请只提供方案，或只提供曲线参数。",
    ),
    "rules_no_incentive": Sentence(
        en="Nobody in the plan has a target incentive, so there is no budget to compare with. State OTE and pay mix.",
        zh="方案中没有人有目标奖金，无从比较预算。请填写 OTE 与浮动比例。",
    ),
    "rules_plan_out_of_range": Sentence(
        en="The plan's own number is {value}, outside of what is looked at: {low} to {high}. Correct targets, "
        "forecasts or budget of the plan, or state the number with this rule.",
        zh="方案自身的数值为 {value}，超出考察范围 {low} 至 {high}。请修正方案的目标、预测或预算，"
        "或在此规则中直接给出数值。",
    ),
}

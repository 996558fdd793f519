"""What is said about rules that hang together."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence
from models.incentives.consistency.rule import RuleName

LABELS: Mapping[RuleName, Sentence] = {
    RuleName.FORECAST: Sentence("expected result over company plan", "预期业绩与公司计划之比"),
    RuleName.OVER_ASSIGNMENT: Sentence("over-assignment", "指标加码"),
    RuleName.MEAN_ATTAINMENT: Sentence("expected attainment of a person", "个人预期达成率"),
    RuleName.SPREAD: Sentence("spread of a person's attainment", "个人达成率的离散程度"),
    RuleName.COMPANY_LOADING: Sentence("correlation with the whole company", "与公司整体的相关程度"),
    RuleName.SHARE_AT_QUOTA: Sentence("people at or above quota", "达标人数占比"),
    RuleName.PLAN_PROBABILITY: Sentence("probability of the company plan", "公司计划达成概率"),
    RuleName.BUDGET_SHARE: Sentence("payout budget over Σ target incentive", "奖金预算与目标奖金总额之比"),
}

ORIGINS: Mapping[str, Sentence] = {
    "stated": Sentence("stated", "给定"),
    "plan": Sentence("by the plan", "来自方案"),
    "rule_of_thumb": Sentence("rule of thumb", "经验法则"),
    "assumed": Sentence("assumed", "假定"),
    "free": Sentence("free", "不限"),
}

CONSISTENT = Sentence("These rules go together.", "这些规则可以同时成立。")
CONFLICT = Sentence("These rules contradict each other: {rules}.", "这些规则互相矛盾：{rules}。")
RULE = Sentence("{label} {span}", "{label} {span}")
ENOUGH = Sentence(
    "With all others kept, {label} must be {needed}, not {asked}.",
    "其余规则不变时，{label}须为 {needed}，而不是 {asked}。",
)
AGAINST = Sentence(
    "With {kept}, {label} must be {needed}, not {asked}; alone that is not enough.",
    "若保持{kept}，{label}须为 {needed}，而不是 {asked}；仅此还不够。",
)
NOT_ENOUGH = Sentence("No rule alone is enough; several must give.", "只放弃一条规则不够，需要放弃多条。")
LEFT_OUT = Sentence(
    "Not counted, for want of a target and a forecast: {components}.", "因既无目标也无预测而未计入：{components}。"
)
ACROSS = Sentence("{low} to {high}", "{low} 至 {high}")
HEAD = Sentence("{name} · people: {people}", "{name} · {people} 人")
NO_PLAN = Sentence("Consistent rules", "一致的规则")
COLUMNS: tuple[Sentence, ...] = (
    Sentence("rule", "规则"),
    Sentence("wanted", "要求"),
    Sentence("", ""),
    Sentence("one set", "一组取值"),
    Sentence("possible", "可能范围"),
)

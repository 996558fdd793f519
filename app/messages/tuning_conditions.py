"""What the conditions of a tuning are called."""

from __future__ import annotations

from collections.abc import Mapping

from app.messages.sentence import Sentence

CONDITIONS: Mapping[str, Sentence] = {
    "expected_cost": Sentence("expected cost", "预期成本"),
    "tail_cost": Sentence("mean cost of the worst cases", "最差情形平均成本"),
    "over_budget": Sentence("probability of exceeding the budget", "超预算概率"),
    "share_at_level": Sentence("share of people at a level", "达到某水平的人数占比"),
    "neutrality": Sentence("pay independent of size", "奖金与规模无关"),
    "least_expected_pay": Sentence("least expected pay", "最低预期奖金"),
    "participation": Sentence("nobody worse off", "员工不受损"),
    "weights": Sentence("weights within their bounds", "权重在范围内"),
    "mean": Sentence("expected cost", "预期成本"),
    "cvar": Sentence("mean cost of the worst cases", "最差情形平均成本"),
}

AT_LEVEL: Mapping[str, Sentence] = {
    "threshold": Sentence("share of people at the threshold or above", "达到起付点的人数占比"),
    "target": Sentence("share of people at the target or above", "达到目标的人数占比"),
    "excellence": Sentence("share of people at excellence or above", "达到卓越点的人数占比"),
}
"""Shares of people by the level that they reach."""

NEUTRAL_TO = Sentence("pay independent of “{attribute}”", "奖金与“{attribute}”无关")
"""Pay that does not go along with an attribute of people."""

SIDES: Mapping[str, Sentence] = {
    "≥": Sentence("lower limit", "下限"),
    "≤": Sentence("upper limit", "上限"),
}
"""Which limit of a range is meant, by the sign at the end of a condition's name."""

WHICH = Sentence("{condition} ({which})", "{condition}（{which}）")
"""Of conditions of which there are several: which one."""

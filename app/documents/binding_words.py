"""What people call the groups of a limit, and the rate that a limit asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.documents.counted import counted
from app.messages.amounts import percent_words
from app.messages.language import Language
from app.messages.sentence import Sentence
from models.allocation.binding import BindingLimit
from models.allocation.limits.context import Quantity
from models.allocation.limits.margin import Margin
from models.allocation.limits.neutrality import Neutrality
from models.allocation.limits.parity import Parity
from models.allocation.limits.share_limit import ShareLimit
from models.allocation.plan import Plan

_GAPS: Mapping[str, Sentence] = {
    "cap": Sentence("{group} {rate} harder than their peers", "{group} 比同级难 {rate}"),
    "floor": Sentence("{group} {rate} easier than their peers", "{group} 比同级易 {rate}"),
    "fixed": Sentence("{group} as hard as their peers", "{group} 与同级难度相同"),
    "per_deviation": Sentence(
        "difficulty changes by {rate} per standard deviation of {z}", "{z} 每增加一个标准差，难度变化 {rate}"
    ),
    "size": Sentence("last year's sales", "上年销售额"),
    "potential": Sentence("potential", "潜力"),
    "tenure": Sentence("tenure", "司龄"),
}

HELD_CELLS = "/cells"
"""Where the holds stand that are written in the cells table."""

COMPANY_TOTAL = "company_total"

NEGLIGIBLE = 1e-6
"""Thousands by which a soft limit may be missed without a word: solver noise."""


def group_labels(plan: Plan, axes: Sequence[str], keys: Sequence[str]) -> list[str]:
    """What people call the members of a group; classes that are no members speak for themselves."""
    labels = []
    for axis, key in zip(axes, keys, strict=True):
        name = axis.partition(".")[0]
        found = [d for d in plan.problem.dimensions if name == d.name or axis in d.levels]
        member = found[0].by_key.get(key) if found else None
        labels.append(key if member is None else member.label)
    return labels


def asked_rate(plan: Plan, item: BindingLimit) -> float | None:
    """The share or margin rate that a limit asks for; None for limits of amounts."""
    if item.identity.kind not in ("share_limit", "margin"):
        return None
    limit = plan.problem.limits[int(item.identity.pointer.rpartition("/")[2])]
    if isinstance(limit, ShareLimit):
        return limit.max_share if item.side == "cap" else limit.min_share
    return limit.min_rate if isinstance(limit, Margin) else None


def gap_words(plan: Plan, item: BindingLimit, label: str, language: Language) -> str:
    """What a limit of differences between people says: how far somebody may be from their peers, or how fast
    difficulty may change; empty for other limits."""
    tolerance = asked_tolerance(plan, item)
    if tolerance is None:
        return ""
    limit = plan.problem.limits[int(item.identity.pointer.rpartition("/")[2])]
    if isinstance(limit, Parity):
        return _GAPS[item.side].fill({"group": label, "rate": percent_words(tolerance)}, language)
    assert isinstance(limit, Neutrality)
    rate = percent_words(-tolerance if item.side == "floor" else tolerance).replace("-", "−")
    z = _GAPS[limit.z].fill({}, language) if limit.z in ("size", "potential", "tenure") else limit.z
    return _GAPS["per_deviation"].fill({"rate": rate, "z": z}, language)


def asked_tolerance(plan: Plan, item: BindingLimit) -> float | None:
    """How far difficulties may differ, fraction; None for other limits."""
    if item.identity.kind not in ("parity", "neutrality"):
        return None
    limit = plan.problem.limits[int(item.identity.pointer.rpartition("/")[2])]
    assert isinstance(limit, Parity | Neutrality)
    return limit.tolerance


def price_per_one(plan: Plan, item: BindingLimit) -> float:
    """Change of the loss per +1 of the bound as it is written, loss counted like targets, in the plan's unit."""
    own = counted(plan.problem, Quantity.MONEY, 1.0, 1.0)
    return item.price * own / counted(plan.problem, item.quantity, item.scale, 1.0)


def speaks(item: BindingLimit) -> bool:
    """Whether the limit tells people anything: a company target that is one number always binds."""
    return item.identity.kind != COMPANY_TOTAL or item.side != "fixed"

"""What people call the groups of a limit, and the rate that a limit asks for."""

from __future__ import annotations

from collections.abc import Sequence

from models.allocation.binding import BindingLimit
from models.allocation.limits.margin import Margin
from models.allocation.limits.share_limit import ShareLimit
from models.allocation.plan import Plan

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


def speaks(item: BindingLimit) -> bool:
    """Whether the limit tells people anything: a company target that is one number always binds."""
    return item.identity.kind != COMPANY_TOTAL or item.side != "fixed"

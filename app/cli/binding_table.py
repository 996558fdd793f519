"""The limits that bind, one line each: whose they are, how many groups they hold, and which of them hardest."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Column, Table
from rich.text import Text

from app.cli.figures import NOTHING, number_text, percent_text
from app.cli.voice import Voice
from app.documents.amounts import written
from models.allocation.binding import BindingLimit
from models.allocation.limits.context import Quantity
from models.allocation.limits.margin import Margin
from models.allocation.limits.share_limit import ShareLimit
from models.allocation.plan import Plan

MOST_GROUPS = 3
COMPANY_TOTAL = "company_total"
CELLS = "/cells"
"""Where the holds stand that are written in the cells table."""

_SIGN = {"floor": "≥ ", "cap": "≤ ", "fixed": "= "}
_NEGLIGIBLE = 1e-6
"""Thousands by which a soft limit may be missed without a word: solver noise."""


def binding_table(voice: Voice, plan: Plan) -> Table | None:
    """Limits in the order of their hardest group; None when nothing but a fixed company target binds."""
    groups: dict[tuple[str, str], list[BindingLimit]] = {}
    for item in plan.binding:
        if item.identity.kind != COMPANY_TOTAL or item.side != "fixed":
            groups.setdefault((item.identity.pointer, item.side), []).append(item)
    if not groups:
        return None
    heads = ("limit", "owner", "side", "groups", "tightest")
    table = Table(
        *(Column(voice.word(head), justify="right" if head == "groups" else "left", overflow="fold") for head in heads),
        title=Text(voice.word("binding"), style="bold"),
        title_justify="left",
        box=box.SIMPLE,
        show_edge=False,
        pad_edge=False,
    )
    for items in groups.values():
        first = items[0]
        name = voice.word("held_cells") if first.identity.pointer == CELLS else first.identity.name
        owner = first.identity.owner or NOTHING
        table.add_row(name, owner, voice.word(first.side), f"{len(items):,}", _tightest(voice, plan, items))
    return table


def _tightest(voice: Voice, plan: Plan, items: Sequence[BindingLimit]) -> str:
    shown = [_group(voice, plan, item) for item in items[:MOST_GROUPS]]
    if len(items) > MOST_GROUPS:
        shown.append(voice.word("more_groups", count=len(items) - MOST_GROUPS))
    return ("；" if voice.language == "zh" else "; ").join(shown)


def _group(voice: Voice, plan: Plan, item: BindingLimit) -> str:
    label = " × ".join(group_labels(plan, item.axes, item.group))
    rate = _ratio(plan, item)
    bound = _amount(plan, item, item.bound) if rate is None else percent_text(rate)
    words = f"{label} {_SIGN[item.side]}{bound}".strip()
    if item.paid <= _NEGLIGIBLE:
        return words
    return voice.word("broken", group=words, amount=_amount(plan, item, item.paid))


def _ratio(plan: Plan, item: BindingLimit) -> float | None:
    """The share or margin rate that a limit asks for; None for limits of amounts."""
    if item.identity.kind not in ("share_limit", "margin"):
        return None
    limit = plan.problem.limits[int(item.identity.pointer.rpartition("/")[2])]
    if isinstance(limit, ShareLimit):
        return limit.max_share if item.side == "cap" else limit.min_share
    return limit.min_rate if isinstance(limit, Margin) else None


def _amount(plan: Plan, item: BindingLimit, value: float) -> str:
    if item.quantity is Quantity.MONEY:
        return number_text(written(plan.problem.money, value))
    return number_text(value * item.scale)


def group_labels(plan: Plan, axes: Sequence[str], keys: Sequence[str]) -> list[str]:
    """What people call the members of a group; classes that are no members speak for themselves."""
    labels = []
    for axis, key in zip(axes, keys, strict=True):
        name = axis.partition(".")[0]
        found = [d for d in plan.problem.dimensions if name == d.name or axis in d.levels]
        member = found[0].by_key.get(key) if found else None
        labels.append(key if member is None else member.label)
    return labels

"""The limits that bind, one line each: whose they are, how many groups they hold, and which of them hardest."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Column, Table
from rich.text import Text

from app.cli.figures import NOTHING, number_text
from app.cli.voice import Voice
from app.documents.binding_words import HELD_CELLS, NEGLIGIBLE, asked_rate, gap_words, group_labels, speaks
from app.documents.counted import counted, counted_words
from app.messages.amounts import percent_words
from models.allocation.binding import BindingLimit
from models.allocation.limits.context import Quantity
from models.allocation.plan import Plan

MOST_GROUPS = 3

_SIGN = {"floor": "≥ ", "cap": "≤ ", "fixed": "= "}


def binding_table(voice: Voice, plan: Plan) -> Table | None:
    """Limits in the order of their hardest group; None when nothing but a fixed company target binds."""
    groups: dict[tuple[str, str], list[BindingLimit]] = {}
    for item in plan.binding:
        if speaks(item):
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
        name = voice.word("held_cells") if first.identity.pointer == HELD_CELLS else first.identity.name
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
    if item.identity.kind == "cardinality" and item.side == "cap":
        return voice.word("not_carried", group=label)
    gap = gap_words(plan, item, label, voice.language)
    rate = asked_rate(plan, item)
    bound = _amount(voice, plan, item, item.bound) if rate is None else percent_words(rate)
    words = gap or f"{label} {_SIGN[item.side]}{bound}".strip()
    if item.paid <= NEGLIGIBLE:
        return words
    return voice.word("broken", group=words, amount=_amount(voice, plan, item, item.paid))


def _amount(voice: Voice, plan: Plan, item: BindingLimit, value: float) -> str:
    shown = counted(plan.problem, item.quantity, item.scale, value)
    if item.quantity is Quantity.RATE:
        return percent_words(shown)
    if item.quantity in (Quantity.MONEY, Quantity.EFFORT):
        return number_text(shown)
    return counted_words(plan.problem, item.quantity, shown, voice.language)

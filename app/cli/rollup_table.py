"""A roll-up as a table: one line per node and period, the largest node first, the total last."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rich import box
from rich.table import Column, Table
from rich.text import Text

from app.cli.figures import NOTHING, Figures, rate_style, rate_text, share_text
from app.cli.node_tables import LARGEST, MOST_ROWS, NARROW, WIDE, axis_name
from app.cli.voice import Voice
from models.allocation.plan import Plan
from models.allocation.rollup import Cut

Node = dict[str, Any]

_NARROW = ("target", "baseline", "growth_rate")
_USUAL = ("target", "hedge", "baseline", "growth_rate", "like_for_like_rate", "share")
_WIDE = (*_USUAL, "margin_rate", "difficulty", "attain_probability", "utilisation")
_AMOUNTS = ("target", "hedge", "baseline")
_CHANGES = ("growth_rate", "like_for_like_rate")

_HEADS = {
    "target": "target",
    "hedge": "hedge",
    "baseline": "baseline",
    "growth_rate": "growth",
    "like_for_like_rate": "like_for_like_short",
    "share": "share",
    "margin_rate": "margin_short",
    "difficulty": "difficulty",
    "attain_probability": "attain",
    "utilisation": "utilisation",
}


def rollup_table(voice: Voice, plan: Plan, cut: Cut, document: dict[str, Any]) -> tuple[Table, str]:
    """The table of a roll-up document, and the line below it (empty: none). Columns in which no node has anything to
    say are left out, on narrow terminals those too that can be computed from others."""
    total: list[Node] = document["total"]
    blocks = _by_node(document["nodes"], len(total))
    shown = blocks if len(blocks) <= MOST_ROWS else blocks[:LARGEST]
    below = voice.word("more_rows", shown=len(shown), count=len(blocks)) if len(shown) < len(blocks) else ""
    rows = [node for block in shown for node in block] + (total if cut.axes else [])
    has_periods = document["period"] != "year"
    heads = [axis_name(voice, plan.problem, cut, place) for place in range(len(cut.axes))] or [
        voice.word("whole_company")
    ]
    chosen = _columns(voice.out.width, rows)
    table = Table(
        *(Column(head, overflow="fold") for head in heads),
        *([Column(voice.word("period"))] if has_periods else []),
        *(Column(voice.word(_HEADS[name]), justify="right", no_wrap=True) for name in chosen),
        box=box.SIMPLE,
        show_edge=False,
        pad_edge=False,
    )
    cells = [_cells(Figures(plan.problem.money, voice.language), name, rows) for name in chosen]
    for place, node in enumerate(rows):
        if cut.axes and place == len(rows) - len(total):
            table.add_section()
        names = node["label"] or [voice.word("total"), *[""] * (len(heads) - 1)]
        table.add_row(*names, *([node["period"]] if has_periods else []), *(column[place] for column in cells))
    return table, below


def _by_node(nodes: Sequence[Node], periods: int) -> list[list[Node]]:
    """The periods of each node together, the node with the largest share first."""
    blocks = [list(nodes[start : start + periods]) for start in range(0, len(nodes), periods)]
    return sorted(blocks, key=lambda block: -sum(node["share"] for node in block))


def _columns(width: int, rows: Sequence[Node]) -> list[str]:
    """Which numbers the table shows."""
    names: Sequence[str] = _WIDE if width >= WIDE else _USUAL if width >= NARROW else _NARROW
    chosen = [name for name in names if any(node[name] is not None for node in rows)]
    if not any(node["hedge"] for node in rows):
        chosen = [name for name in chosen if name != "hedge"]
    if all(node["growth_rate"] == node["like_for_like_rate"] for node in rows):
        chosen = [name for name in chosen if name != "like_for_like_rate"]
    return chosen


def _cells(figures: Figures, name: str, rows: Sequence[Node]) -> list[Text]:
    values = [node[name] for node in rows]
    if name in _AMOUNTS:
        minors = [None if value is None else figures.money.to_minor(Decimal(value)) for value in values]
        return [Text(text) for text in figures.column(minors, exact=name != "baseline")]
    if name in _CHANGES:
        return [Text(rate_text(value), style=rate_style(value)) for value in values]
    return [Text(NOTHING if value is None else share_text(value)) for value in values]

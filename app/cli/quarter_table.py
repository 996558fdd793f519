"""Quarters of the company and of every level in one table, the largest nodes first."""

from __future__ import annotations

import numpy as np
from rich import box
from rich.table import Column, Table
from rich.text import Text

from app.cli.figures import Figures
from app.cli.node_tables import level_name
from app.cli.voice import Voice
from models.allocation.nodes import Partition
from models.allocation.phasing.month_plan import MonthPlan, in_quarters, month_sums
from models.allocation.plan import Plan
from models.arrays import IntArray

MOST_NODES = 12
"""Nodes of a level that are shown: quarters are an overview, all numbers are in the plan's files."""


def quarter_table(voice: Voice, plan: Plan, months: MonthPlan, figures: Figures) -> Table:
    """One line per node: its quarters and its year."""
    first = months.calendar.start
    title = voice.word("quarters") if first.endswith("-01") else voice.word("quarters_from", first=first)
    heads = [*months.calendar.quarters, voice.word("year")]
    table = Table(
        Column("", min_width=8, overflow="fold"),
        *(Column(head, justify="right", no_wrap=True) for head in heads),
        title=Text(title, style="bold"),
        title_justify="left",
        box=box.SIMPLE,
        show_edge=False,
        pad_edge=False,
    )
    parts = [plan.index.company, *(part for part in plan.index.by_level if part.count > 1)]
    for part in parts:
        _add_level(table, voice, plan, part, in_quarters(_months(plan, part)), figures)
    return table


def _months(plan: Plan, part: Partition) -> IntArray:
    return month_sums(part.code, part.count, plan.months_of(part.dimensions, part.levels))


def _add_level(table: Table, voice: Voice, plan: Plan, part: Partition, quarters: IntArray, figures: Figures) -> None:
    years = quarters.sum(axis=1)
    shown = np.argsort(-years, kind="stable")[:MOST_NODES].tolist()
    if part.levels:
        table.add_row(Text(level_name(voice, plan.problem, part.dimensions[0], part.levels[0]), style="bold"))
    for node in shown:
        amounts = figures.column([*quarters[node].tolist(), int(years[node])], exact=True)
        name = voice.word("company_row") if not part.levels else _label(plan, part, node)
        table.add_row(name, *amounts, style="bold" if not part.levels else "")
    if part.count > len(shown):
        table.add_row(Text(voice.word("more_in_level", count=part.count - len(shown)), style="dim"))


def _label(plan: Plan, part: Partition, node: int) -> str:
    dimension = plan.problem.dimensions[plan.problem.dimension(part.dimensions[0])]
    return dimension.by_key[part.groups.keys[node][0]].label

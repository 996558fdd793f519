"""One table per level of the plan: targets beside last year, the largest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rich import box
from rich.table import Column, Table
from rich.text import Text

from app.cli.figures import NOTHING, Figures, rate_style, rate_text, share_text
from app.cli.voice import Voice
from app.cli.words import WORDS
from models.allocation.measures import NodeMeasures
from models.allocation.nodes import Partition
from models.allocation.plan import NodeTotals, Plan
from models.allocation.problem import AllocationProblem
from models.allocation.rollup import Cut
from models.arrays import FloatArray

MOST_ROWS, LARGEST = 60, 20
"""Up to the first many nodes all are shown; of more, only so many of the largest."""

NARROW = 76
"""Below this many columns a table leaves out what can be computed from the rest."""


WIDE = 120
"""From this many columns on, a table also shows how hard its targets are."""


@dataclass(frozen=True, eq=False)
class _Rows:
    """The nodes of one level in the order of the table. `shown` are those that fit; the sums are of all of them."""

    partition: Partition
    totals: NodeTotals
    measures: NodeMeasures
    shown: Sequence[int]

    @property
    def count(self) -> int:
        return self.partition.count


def level_tables(voice: Voice, plan: Plan, figures: Figures) -> Iterator[tuple[Table, str]]:
    """The table of every level with more than one node, and the line below it (empty: none)."""
    for partition in plan.index.by_level:
        if partition.count < 2:
            continue
        rows = _rows(plan, partition)
        below = ""
        if rows.count > len(rows.shown):
            below = voice.word("more_rows", shown=len(rows.shown), count=rows.count)
        yield _LevelTable(voice, plan, figures, rows, _whole(plan, partition)).table(), below


def axis_name(voice: Voice, problem: AllocationProblem, cut: Cut, place: int) -> str:
    """What people call an axis of a cut."""
    axis = cut.axes[place]
    if axis.level is None:
        return axis.name.replace("_", " ").capitalize()
    return level_name(voice, problem, cut.dimensions[place], axis.level)


def level_name(voice: Voice, problem: AllocationProblem, dimension: str, level: str) -> str:
    """What people call a level: the dimension's label for its leaves, a common word, or the level's name."""
    found = problem.dimensions[problem.dimension(dimension)]
    if level == found.levels[-1] and found.label != found.name:
        return found.label
    key = f"level_{level}"
    return voice.word(key) if key in WORDS else level.replace("_", " ").capitalize()


def _rows(plan: Plan, partition: Partition) -> _Rows:
    totals = plan.totals(partition)
    order = np.argsort(-totals.target, kind="stable")
    shown = [int(node) for node in order[: partition.count if partition.count <= MOST_ROWS else LARGEST]]
    return _Rows(partition, totals, plan.measures(partition), shown)


def _whole(plan: Plan, partition: Partition) -> _Rows:
    """The whole company in the numbers of a level: what the level's targets add up to."""
    company = plan.index.company
    whole = Partition(partition.dimensions, partition.levels, company.groups)
    return _Rows(company, plan.totals(whole), plan.measures(whole), [0])


@dataclass(frozen=True, eq=False)
class _LevelTable:
    voice: Voice
    plan: Plan
    figures: Figures
    rows: _Rows
    company: _Rows

    def table(self) -> Table:
        """Name, upper level where there is one, target, hedge, last year, growth, like for like, share, difficulty and
        probability; and the total. Columns that say nothing are left out."""
        nodes = self.rows.shown
        total_target, *targets = self._amounts(nodes, target=True)
        total_base, *bases = self._amounts(nodes, target=False)
        table = self._empty(total_target, total_base)
        hedges = self._hedges(nodes)[1:]
        for place, node in enumerate(nodes):
            rates = self._rate_cells(self.rows.totals, node)
            share = share_text(int(self.rows.totals.plan[node]) / max(self.plan.total_minor, 1))
            cells: list[str | Text] = [*self._names(node), targets[place], *hedges[place : place + 1], bases[place]]
            table.add_row(*cells, *rates, *([share] if self._wide else []), *self._measure_cells(self.rows, node))
        return table

    @property
    def _wide(self) -> bool:
        return self.voice.out.width >= NARROW

    @property
    def _has_like_for_like(self) -> bool:
        """Somewhere new cells make the two growth rates differ."""
        totals = self.rows.totals
        return self._wide and bool((totals.target[totals.has_baseline] != totals.comparable[totals.has_baseline]).any())

    @property
    def _upper(self) -> str | None:
        """The level above this one in its tree."""
        (dimension,), (level,) = self.rows.partition.dimensions, self.rows.partition.levels
        levels = self.plan.problem.dimensions[self.plan.problem.dimension(dimension)].levels
        place = levels.index(level)
        return levels[place - 1] if place and self._wide else None

    def _empty(self, total_target: str, total_base: str) -> Table:
        """The table's head and its last line."""
        (dimension,), (level,) = self.rows.partition.dimensions, self.rows.partition.levels
        word, total = self.voice.word, self._rate_cells(self.company.totals, 0)
        name = level_name(self.voice, self.plan.problem, dimension, level)
        columns = [Column(name, word("total"), min_width=8, overflow="fold")]
        if self._upper is not None:
            columns.append(Column(level_name(self.voice, self.plan.problem, dimension, self._upper), overflow="fold"))
        columns.append(_numbers(word("target"), total_target))
        columns += [_numbers(word("hedge"), total) for total in self._hedges([])]
        columns.append(_numbers(word("baseline"), total_base))
        columns.append(_numbers(word("growth"), total[0]))
        if self._has_like_for_like:
            columns.append(_numbers(word("like_for_like_short"), total[1]))
        if self._wide:
            columns.append(_numbers(word("share"), share_text(1.0)))
        heads = [word(name) for name in ("difficulty", "attain")]
        chosen = [head for head, values in zip(heads, self._measured(self.rows), strict=True) if values is not None]
        columns += [
            _numbers(head, foot) for head, foot in zip(chosen, self._measure_cells(self.company, 0), strict=True)
        ]
        return Table(
            *columns,
            title=Text(word("by", level=name.lower()), style="bold"),
            title_justify="left",
            box=box.SIMPLE,
            show_footer=True,
            footer_style="bold",
            show_edge=False,
            pad_edge=False,
        )

    def _amounts(self, nodes: Sequence[int], *, target: bool) -> list[str]:
        """The company's amount, then each node's, with the same decimals."""
        minors: list[int | None] = []
        for totals, node in [(self.company.totals, 0), *((self.rows.totals, node) for node in nodes)]:
            if target:
                minors.append(int(totals.target[node]))
            else:
                minors.append(int(totals.baseline[node]) if totals.has_baseline[node] else None)
        return self.figures.column(minors, exact=target)

    def _hedges(self, nodes: Sequence[int]) -> list[str]:
        """The company's hedge, then each node's; empty where no node of the level hands down more than it has."""
        if not self.rows.totals.hedge.any():
            return []
        hedges = [int(self.company.totals.hedge[0]), *(int(self.rows.totals.hedge[node]) for node in nodes)]
        return self.figures.column(hedges, exact=True)

    def _measured(self, rows: _Rows) -> list[FloatArray | None]:
        """Difficulty and probability of the rows' nodes, each None where the table does not show it."""
        found = []
        for name in ("difficulty", "attain_probability"):
            is_shown = self.voice.out.width >= WIDE and not np.isnan(getattr(self.rows.measures, name)).all()
            found.append(getattr(rows.measures, name) if is_shown else None)
        return found

    def _measure_cells(self, rows: _Rows, node: int) -> list[str]:
        values = [column[node] for column in self._measured(rows) if column is not None]
        return [NOTHING if np.isnan(value) else share_text(float(value)) for value in values]

    def _rate_cells(self, totals: NodeTotals, node: int) -> list[Text]:
        growth = totals.growth_rate(node)
        if growth is None and not totals.has_baseline[node]:
            cells = [Text(self.voice.word("new"), style="cyan"), Text(NOTHING)]
        else:
            same = totals.like_for_like_rate(node)
            cells = [Text(rate_text(rate), style=rate_style(rate)) for rate in (growth, same)]
        return cells if self._has_like_for_like else cells[:1]

    def _names(self, node: int) -> list[str]:
        (key,) = self.rows.partition.groups.keys[node]
        dimension = self.plan.problem.dimensions[self.plan.problem.dimension(self.rows.partition.dimensions[0])]
        names = [dimension.by_key[key].label]
        if self._upper is not None:
            above = dimension.ancestor(key, self._upper)
            names.append(NOTHING if above is None else above.label)
        return names


def _numbers(header: str, footer: str | Text) -> Column:
    return Column(header, footer, justify="right", no_wrap=True)

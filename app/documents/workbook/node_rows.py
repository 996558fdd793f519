"""Rows of nodes: target, hedge, last year, growth, share, and how hard the target is; the same on every sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.documents.plan import known
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.tables import Kind, TableColumn, Value
from models.allocation.measures import NodeMeasures
from models.allocation.nodes import Partition
from models.allocation.plan import NodeTotals

_MEASURES: Sequence[tuple[str, str, Kind]] = (
    ("difficulty", "difficulty", "difficulty"),
    ("attain_probability", "attain", "probability"),
    ("utilisation", "utilisation", "utilisation"),
)
"""A node's measures: their word and how they are shown."""


@dataclass(frozen=True, eq=False)
class NodeTable:
    """The figures of one level's nodes. Hedges are shown where the level stands above people who get more; measures
    where some node has the data for them."""

    view: PlanView
    part: Partition

    @cached_property
    def totals(self) -> NodeTotals:
        """Exact sums of the nodes."""
        return self.view.totals(self.part)

    @cached_property
    def _shown(self) -> Sequence[tuple[str, str, Kind]]:
        measures = self.view.plan.measures(self.part)
        return [one for one in _MEASURES if not np.isnan(getattr(measures, one[0])).all()]

    @property
    def _has_hedge(self) -> bool:
        """Nobody stands below the people to carry more than they do."""
        return bool(self.totals.hedge.any())

    @property
    def columns(self) -> list[TableColumn]:
        """The columns of `rows`, without names and keys."""
        word = self.view.word
        hedge = [*(["plan"] if self.view.is_hedged else []), *(["hedge"] if self._has_hedge else [])]
        return [
            TableColumn(word("target"), "amount", 13.0),
            *(TableColumn(word(name), "amount", 12.0) for name in hedge),
            TableColumn(word("baseline"), "amount", 13.0),
            TableColumn(word("change"), "amount", 12.0),
            TableColumn(word("growth"), "growth", 11.0),
            TableColumn(word("like_for_like"), "growth", 12.0),
            TableColumn(word("share"), "share", 9.0),
            *(TableColumn(word(name), kind, 11.0) for _, name, kind in self._shown),
        ]

    def rows(self) -> list[list[Value]]:
        """The figures of every node."""
        measures = self.view.plan.measures(self.part)
        return [self._row(self.totals, measures, node) for node in range(self.part.count)]

    def total(self) -> list[Value]:
        """What the nodes add up to, and how hard that is."""
        whole = self.view.whole(self.part)
        return self._row(self.view.totals(whole), self.view.plan.measures(whole), 0)

    def _row(self, totals: NodeTotals, measures: NodeMeasures, node: int) -> list[Value]:
        view = self.view
        target, *rest = figures(view, totals, node)
        hedge: list[Value] = [view.amount(int(totals.plan[node]))] if view.is_hedged else []
        if self._has_hedge:
            hedge.append(view.amount(int(totals.hedge[node])))
        return [target, *hedge, *rest, *(known(getattr(measures, name)[node]) for name, _, _ in self._shown)]


def figures(view: PlanView, totals: NodeTotals, node: int) -> list[Value]:
    """Target, last year, their difference, growth, growth like for like, share. "new" where there is no last year."""
    target, base = int(totals.target[node]), int(totals.baseline[node])
    share = int(totals.plan[node]) / view.plan.total_minor if view.plan.total_minor else 0.0
    if not totals.has_baseline[node]:
        return [view.amount(target), None, None, view.word("new"), None, share]
    return [
        view.amount(target),
        view.amount(base),
        view.amount(target - base),
        totals.growth_rate(node),
        totals.like_for_like_rate(node),
        share,
    ]


def company_figures(view: PlanView) -> list[Value]:
    """The same of the whole company in the numbers of its plan."""
    return figures(view, view.totals(view.plan.index.company), 0)

"""Rows of nodes: target, last year, change, growth, like for like, share; the same on every sheet."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.tables import TableColumn, Value
from models.allocation.nodes import Partition
from models.allocation.plan import NodeTotals


def figure_columns(view: PlanView) -> list[TableColumn]:
    """The columns of `figures`."""
    return [
        TableColumn(view.word("target"), "amount", 13.0),
        TableColumn(view.word("baseline"), "amount", 13.0),
        TableColumn(view.word("change"), "amount", 12.0),
        TableColumn(view.word("growth"), "growth", 11.0),
        TableColumn(view.word("like_for_like"), "growth", 12.0),
        TableColumn(view.word("share"), "share", 9.0),
    ]


def figures(view: PlanView, totals: NodeTotals, node: int) -> list[Value]:
    """Target, last year, their difference, growth, growth like for like, share. "new" where there is no last year."""
    target, base = int(totals.target[node]), int(totals.baseline[node])
    share = target / view.plan.total_minor if view.plan.total_minor else 0.0
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
    """The same of the whole company: what every total row says."""
    return figures(view, view.totals(view.plan.index.company), 0)


def node_rows(view: PlanView, part: Partition) -> Sequence[Sequence[Value]]:
    """Label, upper levels, key and figures of every node, the largest target first."""
    totals = view.totals(part)
    return [
        [
            view.label(part, node),
            *view.above(part, node),
            *figures(view, totals, node),
            part.groups.keys[node][0],
        ]
        for node in view.largest_first(part)
    ]

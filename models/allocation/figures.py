"""Figures of a plan that people ask about by name: `margin_rate`, `terms.fairness`, `target[region=East]`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from models.allocation.better import CARD_FIGURES, TERM
from models.allocation.chosen_node import SEPARATOR, ChosenNode, NodeName, find_node
from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem
from models.allocation.rollup import Cut, NodeFigures, roll_up
from models.allocation.selection import Groups, Selection
from models.allocation.strategy import Term
from models.errors import InvalidInput
from models.findings import Finding, near_names

FIGURE_DIGITS = 12
"""Significant digits of figures that are no amounts: what plan documents publish."""

NODE_FIGURES = (
    "target",
    "plan",
    "assigned",
    "hedge",
    "baseline",
    "previous",
    "growth_rate",
    "like_for_like_rate",
    "share",
    "margin_rate",
    "difficulty",
    "attain_probability",
    "utilisation",
    "cells",
)
"""Figures of any node; of the company where no node is named."""

COMPANY_NODE = NodeName()

_FORM = re.compile(r"(?P<figure>[^\[\]]+)(?:\[(?P<node>[^\[\]]+)\])?")


@dataclass(frozen=True)
class FigureName:
    """What a figure is asked for by: its name, and the node it is of. No node: the company, and the score card."""

    figure: str
    node: NodeName = COMPANY_NODE

    @classmethod
    def of(cls, text: str) -> FigureName:
        """From texts such as `margin_rate` or `target[region=East, product=pump]`. Raises InvalidInput:
        `figure_malformed`, `figure_unknown`, `node_without_member`."""
        form = _FORM.fullmatch(text.strip())
        if form is None:
            raise InvalidInput([Finding("figure_malformed", facts={"text": text[:60]})])
        figure, inside = form["figure"].strip(), form["node"]
        known = list(dict.fromkeys((*CARD_FIGURES, *NODE_FIGURES))) if inside is None else list(NODE_FIGURES)
        if figure not in known:
            facts = {"name": figure[:60], "known": known, "near": near_names(figure, known)}
            raise InvalidInput([Finding("figure_unknown", facts=facts)])
        return cls(figure, COMPANY_NODE if inside is None else NodeName.of(inside.split(",")))

    @property
    def text(self) -> str:
        """The name as people write it."""
        inside = ", ".join(SEPARATOR.join(part) for part in self.node.parts)
        return f"{self.figure}[{inside}]" if inside else self.figure


Figure = Decimal | float | int | None
"""An amount in the scenario's unit, exact; a rate, cut to its published digits; a count. None: not known."""


def figure_of(plan: Plan, name: FigureName) -> Figure:
    """One figure of a plan; None where the data for it is missing. Raises InvalidInput for a node that does not
    exist, as `find_node`."""
    if not name.node.parts and name.figure in CARD_FIGURES:
        return card_figures(plan)[name.figure]
    node = node_figures(plan, find_node(plan.problem, name.node))
    return _of_node(plan, node, name.figure)


def card_figures(plan: Plan) -> dict[str, Figure]:
    """Every figure of the score card by name."""
    card, money = plan.scorecard, plan.problem.money
    figures: dict[str, Figure] = {
        name: published(getattr(card, name)) for name in CARD_FIGURES if name != "moved" and not name.startswith(TERM)
    }
    figures["moved"] = None if card.moved_minor is None else money.from_minor(card.moved_minor)
    figures |= {f"{TERM}{term.value}": published(card.terms.get(term)) for term in Term}
    return {name: figures[name] for name in CARD_FIGURES}


def node_figures(plan: Plan, node: ChosenNode) -> NodeFigures:
    """The numbers of one node over the year."""
    problem = plan.problem
    selection = Selection(problem.dimensions, problem.cells.members)
    axes = tuple(
        selection.axis(f"{dimension}.{axis.removeprefix(f'{dimension}.')}", "")
        for dimension, axis in zip(node.dimensions, node.axes, strict=True)
    )
    groups = Groups(node.axes, (node.keys,), np.where(node.cells, 0, -1).astype(np.int64))
    cut = Cut(axes, node.dimensions, groups)
    return roll_up(problem, plan.numbers, cut, capacities=plan.capacities).figures[0]


def check_figure(problem: AllocationProblem, name: FigureName) -> None:
    """Find out before a solve whether a figure can be asked for. Raises InvalidInput as `find_node`."""
    find_node(problem, name.node)


def published(value: float | None) -> float | None:
    """A figure as it is published: cut to its digits."""
    return None if value is None or math.isnan(value) else float(f"{value:.{FIGURE_DIGITS}g}")


def _of_node(plan: Plan, node: NodeFigures, figure: str) -> Figure:
    money, measures = plan.problem.money, node.measures
    if figure in ("target", "plan", "assigned", "hedge"):
        return money.from_minor(int(getattr(node, figure)[0]))
    if figure in ("baseline", "previous"):
        sums = node.baseline if figure == "baseline" else node.previous
        return money.from_minor(int(sums.minor[0])) if sums is not None and sums.known[0] else None
    if figure in ("growth_rate", "like_for_like_rate"):
        return published(getattr(node, figure)(0))
    if figure == "cells":
        return int(node.cells[0])
    source = node if figure in ("share", "margin_rate") else measures
    return published(float(getattr(source, figure)[0]))

"""The range of a number over plans that are nearly as good, before rounding.

Only the targets move: weights, limits and what was chosen by yes or no stay as they are in the plan.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from models.allocation.chosen_node import ChosenNode
from models.allocation.polish import Polished
from models.allocation.sensitivity.number_range import NodeRange, NodeRanges, NumberRange, RangeEnd
from models.allocation.sensitivity.reached_program import reached_program
from models.allocation.sensitivity.response import response_of
from models.allocation.sensitivity.score_allowance import score_allowance
from models.arrays import BoolArray
from models.errors import LimitReached, SolverFailed
from scenarios.sensitivity.range_search import End, Probe, find_end
from scenarios.sensitivity.reopened_plan import ReopenedPlan

SHARE = 0.005

NOISE = 1e-8
"""Movements below this share of the leaf total are not looked for."""

TIE_WIDTHS = 3.0
TIE_SHARE = 0.05
"""A number stands by a hair where its range is this many times as wide as its own response suggests, and wider than
this share of the number: it hardly answers to small changes, and yet another plan, just as good, is far away."""


def near_optimal_range(reopened: ReopenedPlan, node: ChosenNode, share: float = SHARE) -> NumberRange:
    """The least and largest value of a node's number over all plans within `share` of the best score. Raises
    LimitReached, SolverFailed."""
    allowed = score_allowance(reopened.weights, reopened.term_ranges, share)
    factor = reopened.factor(node)
    value = float(reopened.plan.exact[node.cells].sum())
    program = reopened.formulation.program
    give = response_of(program, reopened.polished, node.cells).give
    expected = 2.0 * float(np.sqrt(2.0 * allowed * program.scale * give))
    if _is_fixed(reopened, node):
        down, up, ends = 0.0, 0.0, (RangeEnd.LIMITS, RangeEnd.LIMITS)
    elif not allowed:
        down, up, ends = 0.0, 0.0, (RangeEnd.NONE, RangeEnd.NONE)
    else:
        found = [_NumberSearch(reopened, node.cells, sign, allowed, give).end() for sign in (1.0, -1.0)]
        down, up = found[0].moved, found[1].moved
        ends = (_name(found[0]), _name(found[1]))
    increment = reopened.problem.increment_minor / reopened.problem.money.minor_per_thousand
    width = down + up
    return NumberRange(
        value_minor=reopened.minor(value * factor),
        low_minor=reopened.minor((value - down) * factor),
        high_minor=reopened.minor((value + up) * factor),
        low_end=ends[0],
        high_end=ends[1],
        share=share,
        allowed=allowed,
        expected_minor=reopened.minor(expected * factor),
        is_tie=width > TIE_WIDTHS * expected + increment and width > TIE_SHARE * value,
        keeps_choice=not reopened.plan.has_prices,
    )


def near_optimal_ranges(reopened: ReopenedPlan, seconds: float, share: float = SHARE) -> NodeRanges:
    """The ranges of the company and of all members of all levels above cells, as far as the seconds go. Raises
    SolverFailed."""
    end = time.perf_counter() + seconds
    found: list[NodeRange] = []
    for node in _nodes(reopened):
        if time.perf_counter() >= end:
            return NodeRanges(tuple(found), is_complete=False)
        dimension, level, key = ("", "", "") if node.is_company else (node.dimensions[0], node.axes[0], node.keys[0])
        try:
            found.append(NodeRange(dimension, level, key, near_optimal_range(reopened, node, share)))
        except LimitReached:
            return NodeRanges(tuple(found), is_complete=False)
    return NodeRanges(tuple(found), is_complete=True)


def _nodes(reopened: ReopenedPlan) -> Iterator[ChosenNode]:
    """The company, and every member of every level that is coarser than cells."""
    index = reopened.plan.index
    for part in (index.company, *index.by_level):
        if part.count == part.code.shape[0] > 1:
            continue
        for place, keys in enumerate(part.groups.keys):
            cells = np.asarray(part.code == place, dtype=np.bool_)
            yield ChosenNode(part.dimensions, part.levels, part.levels, keys, keys, cells)


@dataclass(eq=False)
class _NumberSearch:
    """The search for one end of the range of some cells' total. `sign`: +1 down, −1 up. `give`: how far the total moves
    at first per unit of price."""

    reopened: ReopenedPlan
    cells: BoolArray
    sign: float
    allowed: float
    give: float

    def __post_init__(self) -> None:
        self._near: Polished = self.reopened.polished
        program = self.reopened.formulation.program
        self._best = program.objective(self._near.targets)
        self._node = np.zeros(program.n_columns)
        self._node[: program.n_cells] = self.cells

    def end(self) -> End:
        """How far the total can move."""
        program = self.reopened.formulation.program
        allowed = self.allowed * program.scale
        widest = float(program.curvature @ self._node)
        first = float(np.sqrt(2.0 * allowed / max(self.give, 1e-3 * widest)))
        smallest = 0.5 / self.reopened.problem.money.minor_per_thousand
        return find_end(self._at, self._furthest, allowed, first, max(smallest, NOISE * program.scale))

    def _furthest(self) -> float:
        """How far the limits alone let the total move."""
        program = reached_program(self.reopened.formulation, self.cells, self.sign)
        solution = self.reopened.optimiser.solve(program)
        if solution.objective is None:
            return np.inf
        return self.sign * float(self.reopened.plan.exact[self.cells].sum()) - solution.objective

    def _at(self, price: float) -> Probe:
        """The plan at one price on the total."""
        formulation = self.reopened.formulation
        program = formulation.program
        priced = replace(formulation, program=program.priced(self.sign * price * self._node))
        found = self.reopened.solved(priced, self._near.multipliers, self._near.targets[program.n_cells :])
        if found is None:
            raise SolverFailed(self.reopened.optimiser.backend.name, "called the limits of a plan contradictory")
        self._near = found
        moved = float((self.reopened.polished.targets - found.targets) @ self._node) * self.sign
        return Probe(price, program.objective(found.targets) - self._best, moved)


def _is_fixed(reopened: ReopenedPlan, node: ChosenNode) -> bool:
    """Whether the node is the company and its target one number."""
    rows = reopened.rows
    return bool(node.cells.all() and np.isinf(rows.penalty[0]) and rows.lower[0] == rows.upper[0])


def _name(end: End) -> RangeEnd:
    return RangeEnd.SCORE if end.by_score else RangeEnd.LIMITS

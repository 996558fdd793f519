"""Other plans that are nearly as good as a plan: each as far towards or away from a node as the score lets it go.

A plan within ε = share · Σ weight·(nadir − ideal) of the best score is as good for all that anybody can tell. Of the
extreme ones, those that move the most money against the plan and each other are shown; each is checked against every
limit, its loss is computed anew, and it is rounded like a plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.allocation.alternatives import most_different, moved
from models.allocation.chosen_node import ChosenNode
from models.allocation.nodes import Partition, people
from models.allocation.objective import soft_cost, term_losses, weighted_loss
from models.allocation.over_assignment import LevelNumbers
from models.allocation.plan import Plan
from models.allocation.plan_check import RoundedCheck, check_exact, check_numbers
from models.allocation.polish import Polished
from models.allocation.problem import AllocationProblem
from models.allocation.sensitivity.reached_program import reached_program
from models.allocation.sensitivity.response import response_of
from models.allocation.sensitivity.score_allowance import score_allowance
from models.allocation.strategy import Strategy
from models.arrays import FloatArray, IntArray
from models.errors import LimitReached, SolverFailed
from models.solution import TerminationCondition
from scenarios.allocation import AllocationResult, allocate
from scenarios.frontier.result import CountListener, Stopped
from scenarios.rounding import round_plan
from scenarios.sensitivity.range_search import Probe, find_end
from scenarios.sensitivity.ranges import NOISE, SHARE
from scenarios.sensitivity.reopened_plan import ReopenedPlan, reopen
from solvers.base import SolverBackend, SolverOptions

MOST_DIRECTIONS = 12
"""Nodes that are looked at, each both ways: those that the score lets move the furthest."""

KEPT_BACK = 1e-3
"""Share of ε that the search leaves unused, so that errors of the optima cannot lead beyond."""


@dataclass(frozen=True)
class AlternativesRequest:
    """How many plans, and how much worse they may be, as a share of what the terms have to give."""

    count: int = 3
    within: float = SHARE


@dataclass(frozen=True, eq=False)
class Direction:
    """A node, and whether it gets as much or as little as the score allows."""

    node: ChosenNode
    more: bool


@dataclass(frozen=True, eq=False)
class Alternative:
    """A plan within ε of the best score. `exact` in thousands and `numbers` per cell; `loss` as recomputed from it;
    `people_moved`: people whose total is another one than in the plan."""

    direction: Direction
    exact: FloatArray
    numbers: LevelNumbers
    loss: float
    moved_minor: int
    people_moved: int
    check: RoundedCheck


@dataclass(frozen=True, eq=False)
class Alternatives:
    """`best_loss`: the plan's own, `allowed`: ε. `stopped`: None when every direction was looked at."""

    plan: Plan
    best_loss: float
    allowed: float
    plans: tuple[Alternative, ...]
    stopped: Stopped | None


@dataclass(frozen=True, eq=False)
class AlternativesResult:
    """What came of the strategy's own solve; `alternatives` are there when a plan is."""

    allocation: AllocationResult
    alternatives: Alternatives | None


def find_alternatives(
    problem: AllocationProblem,
    strategy: Strategy,
    backend: SolverBackend,
    options: SolverOptions,
    request: AlternativesRequest,
    seconds: float | None,
    listener: CountListener,
) -> AlternativesResult:
    """Solve, and look for alternatives within `seconds`; an interrupt, a stop or the end of the time keeps those there
    are. What was chosen by yes or no stays as in the plan; alternatives have no months. Raises InvalidInput for limits
    and references that do not fit the data, LimitReached before anything was found, SolverFailed."""
    own = allocate(problem, strategy, backend, options)
    if own.plan is None:
        return AlternativesResult(own, None)
    search = _Search(reopen(own.plan, backend, replace(options, time_limit_seconds=seconds)), request)
    return AlternativesResult(own, search.run(listener))


@dataclass(eq=False)
class _Search:
    """The extreme plans of one plan."""

    reopened: ReopenedPlan
    request: AlternativesRequest

    def __post_init__(self) -> None:
        plan = self.reopened.plan
        weights, ranges = self.reopened.weights, self.reopened.term_ranges
        self._allowed = score_allowance(weights, ranges, self.request.within)
        self._people = people(plan.problem, plan.index)
        self._best = self._loss(plan.exact)

    def run(self, listener: CountListener) -> Alternatives:
        """Look in every direction, then choose."""
        found: list[tuple[Direction, FloatArray]] = []
        stopped = None
        directions = self._directions() if self._allowed > 0.0 else []
        try:
            for number, direction in enumerate(directions, 1):
                targets = self._furthest(direction)
                if targets is not None and self._is_proven(targets):
                    found.append((direction, targets))
                listener(number, len(directions))
        except KeyboardInterrupt:
            stopped = Stopped.INTERRUPTED
        except LimitReached as limit:
            is_stop = limit.limit == str(TerminationCondition.INTERRUPTED)
            stopped = Stopped.INTERRUPTED if is_stop else Stopped.TIME_LIMIT
        plan = self.reopened.plan
        least = plan.problem.increment_minor / plan.problem.money.minor_per_thousand
        chosen = most_different(plan.exact, [targets for _, targets in found], self.request.count, least)
        published = [self._published(*found[place]) for place in chosen]
        plans = tuple(one for one in published if one.moved_minor)  # rounding can lead back to the plan
        return Alternatives(plan, self._best, self._allowed, plans, stopped)

    def _directions(self) -> list[Direction]:
        """The nodes that the score lets move the furthest, of every level above the cells, both ways."""
        program, index = self.reopened.formulation.program, self.reopened.plan.index
        ranked: list[tuple[float, int, ChosenNode]] = []
        for part in index.by_level:
            if 1 < part.count <= part.code.shape[0]:
                for node in _widest(part, program.curvature):
                    give = response_of(program, self.reopened.polished, node.cells).give
                    ranked.append((-give, len(ranked), node))
        nodes = [node for _, _, node in sorted(ranked, key=lambda one: one[:2])[:MOST_DIRECTIONS]]
        return [Direction(node, more) for node in nodes for more in (True, False)]

    def _furthest(self, direction: Direction) -> FloatArray | None:
        """The plan within ε that gives a node as much, or as little, as can be; None where nothing moves."""
        reopened, cells = self.reopened, direction.node.cells
        program = reopened.formulation.program
        sign = -1.0 if direction.more else 1.0
        node = np.zeros(program.n_columns)
        node[: program.n_cells] = cells
        best = program.objective(reopened.polished.targets)
        allowed = (1.0 - KEPT_BACK) * self._allowed * program.scale
        reached: tuple[float, FloatArray] | None = None
        near: Polished = reopened.polished

        def at(price: float) -> Probe:
            nonlocal near, reached
            priced = replace(reopened.formulation, program=program.priced(sign * price * node))
            found = reopened.solved(priced, near.multipliers, near.targets[program.n_cells :])
            if found is None:
                raise SolverFailed(reopened.optimiser.backend.name, "called the limits of a plan contradictory")
            near = found
            way = float((reopened.polished.targets - found.targets) @ node) * sign
            cost = program.objective(found.targets) - best
            if cost <= allowed / (1.0 - KEPT_BACK) and (reached is None or way > reached[0]):
                reached = way, found.targets[: program.n_cells]
            return Probe(price, cost, way)

        def limit() -> float:
            solution = reopened.optimiser.solve(reached_program(reopened.formulation, cells, sign))
            own = sign * float(reopened.plan.exact[cells].sum())
            return np.inf if solution.objective is None else own - solution.objective

        give = response_of(program, reopened.polished, cells).give
        first = float(np.sqrt(2.0 * allowed / max(give, 1e-3 * float(program.curvature @ node))))
        smallest = max(0.5 / reopened.problem.money.minor_per_thousand, NOISE * program.scale)
        find_end(at, limit, allowed, first, smallest)
        return None if reached is None or reached[0] <= smallest else reached[1]

    def _loss(self, targets: FloatArray) -> float:
        """The loss of targets under the final weights, from the terms themselves."""
        formulation = self.reopened.formulation
        soft = soft_cost(self.reopened.rows, targets) / formulation.program.scale
        return weighted_loss(term_losses(formulation.terms, targets), self.reopened.weights) + soft

    def _is_proven(self, targets: FloatArray) -> bool:
        """Every limit holds, and the loss computed anew is within ε of the best."""
        return check_exact(self.reopened.rows, targets).passed and self._loss(targets) <= self._best + self._allowed

    def _published(self, direction: Direction, targets: FloatArray) -> Alternative:
        plan, rows = self.reopened.plan, self.reopened.rows
        program = self.reopened.formulation.program.of_cells()
        options = replace(self.reopened.optimiser.options, time_limit_seconds=None, stop=None)
        rounded = round_plan(plan.problem, rows, program, targets, plan.index, options)
        numbers = LevelNumbers(plan.problem.over_assignment, (*rounded.upper_levels, rounded.targets_minor))
        parts = (plan.index.company, *plan.index.by_level)
        return Alternative(
            direction=direction,
            exact=targets,
            numbers=numbers,
            loss=self._loss(targets),
            moved_minor=int(moved(numbers.plan.astype(float), plan.numbers.plan.astype(float))),
            people_moved=self._people_moved(numbers),
            check=check_numbers(plan.problem, rows, targets, numbers, parts, rounded.coarse),
        )

    def _people_moved(self, numbers: LevelNumbers) -> int:
        before, after = (self._by_person(one) for one in (self.reopened.plan.numbers, numbers))
        return int((before != after).sum())

    def _by_person(self, numbers: LevelNumbers) -> IntArray:
        own, _ = numbers.of_nodes(self._people.dimensions, self._people.levels)
        inside = self._people.code >= 0
        totals = np.zeros(self._people.count, dtype=np.int64)
        np.add.at(totals, self._people.code[inside], own[inside])
        return totals


def _widest(part: Partition, curvature: FloatArray) -> Sequence[ChosenNode]:
    """The nodes of a level that have the most room by themselves, at most MOST_DIRECTIONS."""
    cells = part.code.shape[0]
    inside = part.code >= 0
    room = np.bincount(part.code[inside], weights=curvature[:cells][inside], minlength=part.count)
    places = np.argsort(-room, kind="stable")[:MOST_DIRECTIONS]
    nodes = []
    for place in places:
        keys = part.groups.keys[int(place)]
        mask = np.asarray(part.code == place, dtype=np.bool_)
        nodes.append(ChosenNode(part.dimensions, part.levels, part.levels, keys, keys, mask))
    return nodes

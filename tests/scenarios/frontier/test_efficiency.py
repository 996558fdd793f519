"""Points against linear programs written by hand: nothing beats them by more than they say, and the ends are true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack, vstack

from models.allocation.formulation import formulate, limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.fields import Soft
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Term, Weights
from models.arrays import FloatArray
from scenarios.frontier.result import Frontier, FrontierRequest
from scenarios.frontier.tracing import trace_frontier
from solvers.base import SolverOptions
from tests.support.problems import PLAIN, random_problem
from tests.support.solving import HIGHS, plan_of

PAIRS = [
    ("profit", "strategic"),
    ("profit", "stability"),
    ("moved_from_history", "margin"),
    ("growth_range[region]", "profit"),
    ("min:target[region=r00001]", "margin"),
    ("margin[region=r00001]", "moved[region=r00001]"),
]


class ByHand:
    """Columns x (n), t ≥ |x − a| (n), h ≥ every growth ≥ l of the regions; the limits, and two aims as costs."""

    def __init__(self, problem: AllocationProblem, names: Sequence[str]) -> None:
        self.problem, self.rows, n = problem, limit_rows(problem), problem.cells.count
        self.n, self.width = n, 2 * n + 2
        self.scale = problem.reference_total
        self.anchor = problem.thousands(
            problem.cells.baseline if "moved_from_history" in names else problem.cells.previous
        )
        self.costs = np.array([self._cost(name) for name in names])
        self.matrix, self.right = self._limits()

    def best(self, cost: FloatArray, kept: Sequence[tuple[FloatArray, float]] = ()) -> float:
        """The least cost with others kept."""
        matrix = vstack([self.matrix, *(csr_array(one[None, :]) for one, _ in kept)])
        right = np.append(self.right, [level for _, level in kept])
        found = linprog(cost, matrix, right, bounds=(0.0, None), method="highs")
        assert found.status == 0, found.message
        return float(found.fun)

    def beaten_by(self, losses: Sequence[float], widths: Sequence[float]) -> float:
        """By how much some plan is better in both aims, as a share of their ranges."""
        wide = hstack([self.matrix, csr_array((self.matrix.shape[0], 1))])
        more = np.hstack([self.costs, np.array(widths)[:, None]])
        cost = np.append(np.zeros(self.width), -1.0)
        right = np.append(self.right, losses)
        return -float(linprog(cost, vstack([wide, csr_array(more)]), right, bounds=(0.0, None), method="highs").fun)

    def _cost(self, name: str) -> FloatArray:
        cells, cost, n = self.problem.cells, np.zeros(self.width), self.n
        inside = np.ones(n, dtype=bool)
        for place, letter in ((0, "p"), (1, "r")):
            if f"={letter}" in name:
                inside = cells.members[place] == int(name[name.index("=") + 2 : -1])
        figure = name.removeprefix("min:").partition("[")[0]
        if figure.startswith("growth"):
            cost[2 * n :] = 1.0, -1.0
        elif figure in ("stability", "moved", "moved_from_history"):
            cost[n : 2 * n] = (inside & ~np.isnan(self.anchor)) / self.scale
        elif figure == "target":
            cost[:n] = inside * (1.0 if name.startswith("min:") else -1.0) / self.scale
        else:
            rate = cells.margin_rate if figure in ("profit", "margin") else np.nan_to_num(cells.priority)
            cost[:n] = np.where(inside, -rate, 0.0) / self.scale
        return cost

    def _limits(self) -> tuple[csr_array, FloatArray]:
        n, rows = self.n, self.rows
        none, one = csr_array((n, 2)), csr_array(np.eye(n))
        anchored = np.nan_to_num(self.anchor)
        region = self.problem.cells.members[1]
        last = np.bincount(region, weights=self.problem.thousands(self.problem.cells.baseline))
        growth = csr_array((1.0 / last[region], (region, np.arange(n))), shape=(last.size, n))
        fill, k = csr_array((last.size, n)), np.ones((last.size, 1))
        blocks = [
            (hstack([rows.matrix, csr_array((rows.count, n + 2))]), rows.upper),
            (hstack([-rows.matrix, csr_array((rows.count, n + 2))]), -rows.lower),
            (hstack([one, -one, none]), anchored),
            (hstack([-one, -one, none]), -anchored),
            (hstack([growth, fill, csr_array(np.hstack([-k, 0 * k]))]), np.zeros(last.size)),
            (hstack([-growth, fill, csr_array(np.hstack([0 * k, k]))]), np.zeros(last.size)),
        ]
        matrix, right = csr_array(vstack([one for one, _ in blocks])), np.concatenate([one for _, one in blocks])
        return csr_array(matrix[np.isfinite(right)]), right[np.isfinite(right)]


def traced(problem: AllocationProblem, names: Sequence[str], points: int = 6) -> Frontier:
    request = FrontierRequest(tuple(names), points)
    return trace_frontier(problem, PLAIN, HIGHS, SolverOptions(), request).raise_for_outcome()[1]


@pytest.mark.parametrize("names", PAIRS)
class TestLinearAims:
    def test_no_plan_beats_a_point_by_more_than_it_says(self, names: tuple[str, str]) -> None:
        problem = random_problem(40, 3, increment=100)
        frontier, hand = traced(problem, names), ByHand(problem, names)
        assert len(frontier.points) >= 4
        widths = [one.width for one in frontier.ranges]
        for point in frontier.points:
            assert point.within is not None and point.within <= 1.01e-3
            assert hand.beaten_by(point.losses, widths) <= point.within + 1e-6

    def test_the_ends_are_lexicographic(self, names: tuple[str, str]) -> None:
        problem = random_problem(40, 3, increment=100)
        frontier, hand = traced(problem, names, 3), ByHand(problem, names)
        for place, one in enumerate(frontier.ranges):
            own, other = hand.costs[place], hand.costs[1 - place]
            best = hand.best(own)
            second = hand.best(other, [(own, best + 1e-9)])
            assert one.ideal == pytest.approx(best, abs=1e-7)
            assert frontier.ranges[1 - place].nadir == pytest.approx(second, abs=1e-4 * one.width)
            assert frontier.alone[place] == one.ideal


def test_soft_limits_count_in_every_aim() -> None:
    problem = random_problem(40, 3, increment=100)
    heavy = AmountLimit(kind="amount_limit", name="soft", by=["product"], max_amount=1, soft=Soft(penalty=0.2))
    problem = replace(problem, limits=(*problem.limits, heavy))
    for point in traced(problem, ("profit", "strategic"), 4).points:
        assert min(one - own for one, own in zip(point.losses, point.own_losses, strict=True)) > 0.1
        assert point.within is not None and point.within <= 1.01e-3


def test_a_metric_beside_the_fit_is_the_optimum_of_its_weights() -> None:
    """`target` of the company's node is a price, so the strategy that gives those cells a margin has the same plan."""
    problem = random_problem(40, 3, increment=100)
    node = problem.cells.members[1] == 1
    frontier = traced(problem, ("fit", "target[region=r00001]"), 4)
    twin = replace(problem, cells=replace(problem.cells, margin_rate=node.astype(float)))
    for point in frontier.points:
        assert point.within == 0.0 and point.by_aim is not None
        weights = Weights.of({Term.FIT: max(point.by_aim[0], 0.05), Term.PROFIT: point.by_aim[1]})
        assert (plan_of(twin, replace(PLAIN, weights=weights)).targets_minor == point.plan.targets_minor).all()


def test_weights_of_terms_and_metrics_reach_the_same_optimum_as_another_solver() -> None:
    problem = random_problem(40, 3, increment=100)
    frontier = traced(problem, ("fit", "growth_range[region]"), 4)
    form = formulate(problem, PLAIN, limit_rows(problem))
    hand = ByHand(problem, ("growth_range[region]", "profit"))
    assert frontier.alone[1] == pytest.approx(hand.best(hand.costs[0]), abs=1e-7)
    for point in frontier.points:
        growth = hand.problem.thousands(problem.cells.baseline)
        region = problem.cells.members[1]
        rates = np.bincount(region, point.plan.exact) / np.bincount(region, growth)
        assert point.own_losses[1] == pytest.approx(np.ptp(rates), abs=1e-12)
        assert form.terms.scale == hand.scale

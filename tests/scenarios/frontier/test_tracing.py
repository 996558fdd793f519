"""Frontiers against an independent solver, against every plan of a grid, and against the terms alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from threading import Event

import numpy as np
import pytest

from models.allocation.formulation import formulate, limit_rows
from models.allocation.frontier import SAME
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.objective import term_losses
from models.allocation.plan import Outcome
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Strategy, Term, Weights
from models.errors import InvalidInput, LimitReached
from scenarios.frontier.result import Frontier, FrontierRequest, FrontierResult, Stopped
from scenarios.frontier.surface import lattice
from scenarios.frontier.tracing import nobody, trace_frontier
from solvers.base import SolverOptions
from tests.scenarios.test_staging import with_row
from tests.support.oracle import oracle_targets
from tests.support.problems import BALANCED, PLAIN, amounts, random_problem, two_by_two
from tests.support.solving import HIGHS, plan_of


def small(cap: int) -> AllocationProblem:
    """Four cells with margins and last targets, each at most `cap`."""
    margins = np.array([0.4, 0.1, 0.3, 0.2])
    return two_by_two(1000, limits=[_cap(cap)], margin_rate=margins, previous=amounts([150, 200, 280, 420]))


def traced(problem: AllocationProblem, *between: str, points: int = 7, strategy: Strategy = PLAIN) -> Frontier:
    found = trace_frontier(problem, strategy, HIGHS, SolverOptions(), FrontierRequest(between, points))
    return found.raise_for_outcome()[1]


def losses_of(frontier: Frontier) -> np.ndarray:
    return np.array([point.losses for point in frontier.points])


def _terms(frontier: Frontier) -> list[Term]:
    return [aim.term for aim in frontier.aims if aim.term is not None]


class TestTwoTerms:
    def test_each_point_is_the_optimum_with_the_second_term_as_a_constraint(self) -> None:
        problem = random_problem(40, 3, increment=100)
        frontier = traced(problem, "fit", "profit")
        rows = limit_rows(problem)
        form = formulate(problem, PLAIN, rows, Weights.of({Term.FIT: 1.0}))
        assert len(frontier.points) >= 6
        for point in frontier.points:
            most = point.losses[1] * form.program.scale
            oracle = oracle_targets(with_row(form.program, -form.terms.margin, most))
            mine = term_losses(form.terms, point.plan.exact)[Term.FIT]
            best = term_losses(form.terms, oracle[: form.program.n_cells])[Term.FIT]
            assert mine <= best + 1e-6 * frontier.ranges[0].width

    @pytest.mark.slow
    @pytest.mark.parametrize("between", [("fit", "profit"), ("stability", "profit"), ("moved", "fit")])
    def test_no_plan_of_a_fine_grid_beats_a_point(self, between: tuple[str, str]) -> None:
        problem = small(420)
        frontier = traced(problem, *between)
        form = formulate(problem, PLAIN, limit_rows(problem))
        steps = np.arange(0.0, 421.0, 10.0)
        grid = [
            np.array([a, b, c, 1000.0 - a - b - c]) / 1000.0
            for a, b, c in product(steps, repeat=3)
            if 580.0 <= a + b + c <= 1000.0
        ]
        reached = np.array([[term_losses(form.terms, x)[term] for term in _terms(frontier)] for x in grid])
        room = _fit_room(frontier, problem, grid)
        for point in frontier.points:
            beats = (reached < np.array(point.losses) - room).all(axis=1)
            assert not beats.any(), (point.losses, reached[beats][:1])

    @pytest.mark.parametrize("seed", range(3))
    def test_points_trade_one_for_the_other(self, seed: int) -> None:
        frontier = traced(random_problem(40, seed, increment=100), "profit", "stability", points=6)
        losses = losses_of(frontier)
        assert (np.diff(losses[:, 0]) > 0).all() and (np.diff(losses[:, 1]) < 0).all()
        for place, one in enumerate(frontier.ranges):
            end = losses[0 if place == 0 else -1, place]
            assert one.ideal - 1e-6 * one.width <= end <= one.ideal + 1.01e-3 * one.width

    def test_the_grid_is_even(self) -> None:
        losses = losses_of(traced(random_problem(40, 3, increment=100), "fit", "profit", points=6))
        step = (losses[0, 1] - losses[-1, 1]) / 5
        assert losses.shape[0] == 6
        assert np.diff(losses[:, 1]) == pytest.approx(-step, abs=0.25 * step)

    def test_the_weights_of_a_point_have_its_plan(self) -> None:
        problem = random_problem(40, 3, increment=100)
        for point in traced(problem, "fit", "profit", points=4).points:
            alone = plan_of(problem, replace(PLAIN, weights=point.weights))
            assert point.plan.outcome is Outcome.OPTIMAL
            assert (alone.targets_minor == point.plan.targets_minor).all()

    def test_one_plan_best_for_both_is_one_point(self) -> None:
        frontier = traced(two_by_two(1000, previous=amounts([100, 200, 300, 400])), "fit", "stability")
        assert not frontier.is_contested and frontier.knee is None
        assert len(frontier.points) == 1


class TestThreeTerms:
    def test_no_point_beats_another(self) -> None:
        problem = random_problem(40, 3, increment=100)
        frontier = traced(problem, "fit", "profit", "stability", points=15)
        losses = losses_of(frontier)
        assert frontier.knee is None
        assert len(losses) >= 8
        for one in losses:
            assert not ((losses <= one).all(axis=1) & (losses < one - SAME).any(axis=1)).any()

    @pytest.mark.parametrize(("points", "count"), [(1, 3), (3, 3), (6, 6), (9, 6), (10, 10), (20, 15)])
    def test_the_lattice(self, points: int, count: int) -> None:
        shares = lattice(points)
        assert len(shares) == len(set(shares)) == count
        assert all(sum(one) == pytest.approx(1.0) and min(one) >= 0.0 for one in shares)


class TestEnds:
    def test_contradictory_limits_are_the_answer(self) -> None:
        problem = small(100)
        found = trace_frontier(problem, PLAIN, HIGHS, SolverOptions(), FrontierRequest(("fit", "profit")))
        assert found.frontier is None and found.allocation.outcome is Outcome.INFEASIBLE

    def test_a_term_without_data_is_refused(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            traced(two_by_two(1000), "fit", "margin")
        assert caught.value.findings[0].code == "frontier_aim_without_data"

    def test_a_stop_keeps_the_points_that_are_there(self) -> None:
        stop = Event()

        def listen(done: int, _count: int, /) -> None:
            if done == 2:
                stop.set()

        found = _stopped(stop, listen).frontier
        assert found is not None and found.stopped is Stopped.INTERRUPTED
        assert 1 <= len(found.points) <= 2 and found.knee is None

    def test_no_time_at_all(self) -> None:
        request = FrontierRequest(("fit", "profit"))
        with pytest.raises(LimitReached):
            trace_frontier(random_problem(40, 3), BALANCED, HIGHS, SolverOptions(), request, 0.0, nobody)


def _stopped(stop: Event, listen: object) -> FrontierResult:
    options, request = SolverOptions(stop=stop), FrontierRequest(("fit", "profit"), 6)
    return trace_frontier(random_problem(40, 3), PLAIN, HIGHS, options, request, None, listen)  # type: ignore[arg-type]


def _cap(yuan: int) -> AmountLimit:
    return AmountLimit(kind="amount_limit", name="cap", by=["product", "region"], max_amount=yuan)


def _fit_room(frontier: Frontier, problem: AllocationProblem, grid: list[np.ndarray]) -> np.ndarray:
    """What the fit beside the aims may take from each of them: its own range, at its weight; a thousandth of their
    ranges where it decides between points that are as good."""
    if frontier.fit is None:
        return np.array([1.01e-3 * one.width for one in frontier.ranges])
    form = formulate(problem, PLAIN, limit_rows(problem))
    inside = [term_losses(form.terms, x)[Term.FIT] for x in grid]
    lost = [max(point.losses[0] for point in frontier.points) if Term.FIT in _terms(frontier) else max(inside)]
    return np.full(2, 1e-9 if Term.FIT in _terms(frontier) else frontier.fit * lost[0])

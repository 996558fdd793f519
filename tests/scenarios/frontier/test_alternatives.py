"""Alternatives: within the score and all limits, as far as an independent solver goes, and different."""

from __future__ import annotations

from functools import cache
from threading import Event

import numpy as np
import pytest

from models.allocation.formulation import formulate, limit_rows
from models.allocation.objective import term_losses, weighted_loss
from models.allocation.plan import Outcome
from models.allocation.plan_check import check_exact
from models.allocation.problem import AllocationProblem
from scenarios.frontier.alternatives import Alternatives, AlternativesRequest, find_alternatives
from scenarios.frontier.result import Stopped
from scenarios.frontier.tracing import nobody
from solvers.base import SolverOptions
from tests.support.oracle import oracle_reach
from tests.support.problems import BALANCED, PLAIN, random_problem, two_by_two
from tests.support.solving import HIGHS


def found_in(problem: AllocationProblem, count: int = 3, within: float = 0.005) -> Alternatives:
    request = AlternativesRequest(count, within)
    found = find_alternatives(problem, BALANCED, HIGHS, SolverOptions(), request, None, nobody)
    assert found.alternatives is not None
    return found.alternatives


@cache
def drawn_company(seed: int) -> tuple[AllocationProblem, Alternatives]:
    problem = random_problem(40, seed, increment=100)
    return problem, found_in(problem)


@pytest.mark.parametrize("seed", range(3))
class TestEveryPlan:
    def test_is_within_the_score_and_the_limits(self, seed: int) -> None:
        problem, found = drawn_company(seed)
        rows = limit_rows(problem)
        form = formulate(problem, BALANCED, rows)
        best = weighted_loss(term_losses(form.terms, found.plan.exact), BALANCED.weights)
        assert len(found.plans) == 3
        for one in found.plans:
            loss = weighted_loss(term_losses(form.terms, one.exact), BALANCED.weights)
            assert best < loss <= best + found.allowed
            assert check_exact(rows, one.exact).passed
            assert one.numbers.plan.sum() == found.plan.numbers.plan.sum()

    def test_goes_as_far_as_can_be(self, seed: int) -> None:
        problem, found = drawn_company(seed)
        program = formulate(problem, BALANCED, limit_rows(problem)).program
        most = program.objective(found.plan.polished.targets) + found.allowed * program.scale
        for one in found.plans:
            cells = one.direction.node.cells.astype(float) * (-1.0 if one.direction.more else 1.0)
            furthest = oracle_reach(program, cells, most)
            own, mine = cells @ found.plan.exact, cells @ one.exact
            assert own - mine == pytest.approx(own - furthest, rel=2e-3)

    def test_differs_from_the_plan_and_the_others(self, seed: int) -> None:
        _, found = drawn_company(seed)
        every = [found.plan.exact, *(one.exact for one in found.plans)]
        for place, exact in enumerate(every):
            for other in every[:place]:
                assert np.abs(exact - other).sum() > 1e-3 * exact.sum()
        for one in found.plans:
            assert one.moved_minor == np.abs(one.numbers.plan - found.plan.numbers.plan).sum() > 0
            assert 0 < one.people_moved <= len(problem_people(found))


def problem_people(found: Alternatives) -> set[int]:
    return set(found.plan.problem.cells.members[2].tolist())


def test_more_room_moves_more() -> None:
    problem = random_problem(40, 1, increment=100)
    narrow, wide = (max(one.moved_minor for one in found_in(problem, within=share).plans) for share in (0.001, 0.02))
    assert narrow < wide


def test_a_score_of_one_term_has_no_alternatives() -> None:
    request = AlternativesRequest()
    found = find_alternatives(two_by_two(1000), PLAIN, HIGHS, SolverOptions(), request, None, nobody).alternatives
    assert found is not None and found.allowed == 0.0 and found.plans == ()


def test_a_stop_keeps_what_is_there() -> None:
    stop = Event()

    def listen(_done: int, _count: int, /) -> None:
        stop.set()

    options = SolverOptions(stop=stop)
    found = find_alternatives(random_problem(40, 1), BALANCED, HIGHS, options, AlternativesRequest(), None, listen)
    assert found.allocation.outcome is Outcome.OPTIMAL
    assert found.alternatives is not None and found.alternatives.stopped is Stopped.INTERRUPTED
    assert len(found.alternatives.plans) == 1

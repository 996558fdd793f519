"""Who changes places along the dials of a strategy: found by hand, and again by searches for one pair alone."""

from __future__ import annotations

from dataclasses import replace
from math import log
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.limits.cardinality import Cardinality
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Strategy, Term
from scenarios.comparison.dial import Dial
from scenarios.comparison.turns import MOST_TURNS, STEPS, TurnBounds, TurnList, find_turns, usual_span
from scenarios.many import StrategyEngine
from solvers.base import SolverOptions
from tests.support.over_assignment import hedged
from tests.support.problems import BALANCED, PLAIN, random_problem, two_by_two
from tests.support.solving import HIGHS, plan_of

PRIORITY = np.array([1.0, np.nan, 1.0, np.nan])
"""The east has priority: 400 and 600 last year become 400·e^κ to 600."""

TURN = log(1.5)
"""Where the east overtakes the west."""


def turns(
    problem: AllocationProblem, strategy: Strategy = PLAIN, seconds: float | None = None, **options: Any
) -> TurnList:
    """The turns of every level of a problem."""
    plan = plan_of(problem, strategy)
    engine = StrategyEngine(problem, HIGHS, SolverOptions(time_limit_seconds=seconds))
    return find_turns(engine, strategy, plan.index.by_level, plan.exact, **options)


@pytest.mark.parametrize(("dimension", "meeting"), [("product", 0.5), ("region", 0.75)])
def test_nodes_meet_at_what_they_publish(dimension: str, meeting: float) -> None:
    """East and west together publish the plan's 1,000 yuan, or half as much again where they carry the hedge."""
    found = turns(hedged(two_by_two(1000, priority=PRIORITY), dimension, {dimension: 0.5}))
    (turn,) = found.dials[0].found
    after = turn.break_even.after
    assert after is not None and turn.break_even.value == pytest.approx(TURN, abs=0.02)
    assert (after.first, after.second) == pytest.approx((meeting, meeting), rel=0.02)


class TestByHand:
    found = turns(two_by_two(1000, priority=PRIORITY))

    def test_who_overtakes_whom_and_where(self) -> None:
        intensity = self.found.dials[0]
        assert intensity.dial == Dial() and intensity.is_complete and intensity.more == 0
        (turn,) = intensity.found
        assert [node.labels for node in turn.nodes] == [("east",), ("west",)]
        answer = turn.break_even
        assert answer.after is not None and answer.after.first == pytest.approx(0.5, abs=0.01)
        assert answer.first_leads is False
        assert answer.before is not None and answer.after is not None
        assert answer.before.value <= TURN <= answer.after.value
        assert answer.after.value - answer.before.value <= intensity.span.width
        assert answer.after.first > answer.after.second

    def test_dials_without_data_are_left_out(self) -> None:
        assert [one.dial.term for one in self.found.dials] == [None, Term.STRATEGIC, Term.FAIRNESS]

    def test_nor_are_priorities_turned_that_nothing_has(self) -> None:
        assert [one.dial for one in turns(two_by_two(1000)).dials if one.dial.term in (None, Term.STRATEGIC)] == []

    def test_where_nobody_changes_places(self) -> None:
        plain = turns(two_by_two(1000, priority=np.ones(4)))
        assert plain.is_complete and plain.dials
        assert all(one.found == () and one.more == 0 for one in plain.dials)
        assert plain.solves == len(plain.dials) * (STEPS + 1)

    def test_each_optimum_is_announced(self) -> None:
        heard: list[str] = []
        found = turns(two_by_two(1000, priority=PRIORITY), listener=heard.append)
        assert len(heard) == found.solves
        assert set(heard) == {one.dial.name for one in found.dials}


class TestBounds:
    problem = two_by_two(1000, priority=PRIORITY)

    @pytest.mark.parametrize("solves", [0, 4, STEPS + 1, 2 * (STEPS + 1) + 2])
    def test_work_that_is_cut_off_is_said(self, solves: int) -> None:
        found = turns(self.problem, bounds=TurnBounds(solves))
        assert found.solves == solves
        assert not found.is_complete

    def test_turns_that_were_seen_are_told_though_not_narrowed(self) -> None:
        found = turns(self.problem, bounds=TurnBounds(2 * (STEPS + 1)))
        intensity = found.dials[0]
        (turn,) = intensity.found
        assert turn.break_even.before is not None and turn.break_even.after is not None
        assert turn.break_even.after.value - turn.break_even.before.value == pytest.approx(intensity.span.high / STEPS)
        assert not intensity.is_complete

    def test_no_time_for_all(self) -> None:
        found = turns(self.problem, bounds=TurnBounds(seconds=0.0))
        assert (found.solves, found.is_complete) == (0, False)

    def test_no_time_for_any(self) -> None:
        found = turns(random_problem(40, seed=4), BALANCED, seconds=0.0)
        assert not found.is_complete
        assert all(one.found == () for one in found.dials)


class TestRange:
    def test_is_the_usual_one_or_twice_as_far_as_the_dial_stands(self) -> None:
        assert usual_span(Dial(), PLAIN).high == 3.0
        assert usual_span(Dial(), replace(PLAIN, strategic_intensity=2.0)).high == 4.0
        assert usual_span(Dial(), replace(PLAIN, strategic_intensity=8.0)).high == 10.0


@given(seed=st.integers(0, 10**6))
@settings(max_examples=2)
def test_both_sides_solved_again(seed: int) -> None:
    """What stands on each side of a turn is what plain solves find there."""
    problem = random_problem(30, seed=seed, increment=100)
    found = turns(problem, bounds=TurnBounds(60))
    for dial in found.dials:
        assert len(dial.found) <= MOST_TURNS
        for turn in dial.found[:1]:
            first, second = turn.nodes
            answer = turn.break_even
            for reading in (answer.before, answer.after):
                assert reading is not None
                plan = plan_of(problem, dial.dial.turned(PLAIN, reading.value))
                assert reading.first == pytest.approx(plan.exact[first.cells].sum(), abs=1e-4)
                assert reading.second == pytest.approx(plan.exact[second.cells].sum(), abs=1e-4)
            assert answer.after is not None
            assert (answer.after.first > answer.after.second) is not answer.first_leads


def test_with_choices() -> None:
    limit = Cardinality(kind="cardinality", name="worth having", by=("product", "region"), min_amount=10)
    found = turns(two_by_two(1000, priority=PRIORITY, limits=(limit,)), bounds=TurnBounds(STEPS + 3))
    (turn,) = found.dials[0].found
    assert turn.break_even.value == pytest.approx(TURN, abs=3.0 / STEPS)

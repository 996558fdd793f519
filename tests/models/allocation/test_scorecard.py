"""Natural measures by hand. Last year 100, 200, 300, 400; targets 110, 220, 330, 440."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.allocation.attainment import Attainment
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.problem import AllocationProblem
from models.allocation.scorecard import ScoreCard, gini, score
from models.arrays import FloatArray, IntArray
from tests.support.over_assignment import north_and_south
from tests.support.problems import PLAIN, amounts, two_by_two
from tests.support.solving import formulation_of, plan_of


def card(*limits: AmountLimit, **columns: Any) -> ScoreCard:
    return plan_of(two_by_two(1100, limits=limits, **columns)).scorecard


def test_growth() -> None:
    assert card().growth_rate == pytest.approx(0.1)
    assert card().like_for_like_rate == pytest.approx(0.1)


def test_new_cells_count_in_growth_but_not_like_for_like() -> None:
    # b west new, held at 500: the others share 600 of a last year of 600.
    found = card(baseline=amounts([100, 200, 300, None]), hold=amounts([None, None, None, 500]))
    assert found.growth_rate == pytest.approx(1100 / 600 - 1)
    assert found.like_for_like_rate == pytest.approx(0)


def test_share_on_priority() -> None:
    assert card(priority=np.array([0.5, 0, 0, -1])).strategic_share == pytest.approx(0.1)


def test_margin_over_cells_that_state_one() -> None:
    # (0.1·110 + 0.4·220) / 330
    assert card(margin_rate=np.array([0.1, 0.4, np.nan, np.nan])).margin_rate == pytest.approx(0.3)
    assert card().margin_rate is None


def test_difficulty_is_target_over_potential_per_person() -> None:
    # Both dimensions have two members; the first counts as the people: 330/330 and 770/385.
    found = card(potential=amounts([110, 220, 185, 200]))
    assert found.difficulty_mean == pytest.approx(1.5)
    assert found.difficulty_spread == pytest.approx(0.5)
    assert found.difficulty_gini == pytest.approx((2 * (1 + 4) - 3 * 3) / (2 * 3))


def test_moved_money() -> None:
    assert card(previous=amounts([100, None, 350, 440])).moved_minor == 1000 + 2000
    assert card().moved_minor is None


def test_cells_at_their_limits() -> None:
    cap = AmountLimit(kind="amount_limit", name="cap", where={"product": "a"}, by=["product", "region"], max_amount=150)
    # a west at 150; holds are left out: one of three.
    assert card(cap).at_limit_share == pytest.approx(0.25)
    assert card(cap, hold=amounts([None, None, None, 440])).at_limit_share == pytest.approx(1 / 3)


def test_loss_is_per_unit_of_the_company_target() -> None:
    # East at 374 of 440 (× 0.85), west at 726 of 660 (× 1.1): 440·0.0225 + 660·0.01 = 16.5 of 1100.
    cap = AmountLimit(kind="amount_limit", name="cap", where={"region": "east"}, max_amount=374)
    assert card(cap).loss == pytest.approx(0.015)


@pytest.mark.parametrize(
    ("values", "expected"), [([5, 5, 5], 0), ([1, 3], 0.25), ([0, 0, 0, 1], 0.75), ([], 0), ([0, 0], 0)]
)
def test_gini(values: list[float], expected: float) -> None:
    assert gini(np.array(values, dtype=float)) == pytest.approx(expected)


class TestProbability:
    """Through the one place that knows the forecasts' spread; here a stand-in for it."""

    @staticmethod
    def scored(attainment: Attainment, problem: AllocationProblem) -> ScoreCard:
        plan = plan_of(problem)
        formulation = formulation_of(problem, PLAIN)
        weights = PLAIN.weights
        return score(problem, plan.index, formulation, weights, plan.exact, plan.numbers, plan.capacities, attainment)

    def test_share_of_people_and_the_company(self) -> None:
        # People have 327, 328 and 437 of 1,092; the company's plan is 1,000.
        asked: list[list[int]] = []

        def likely(_: AllocationProblem, code: IntArray, count: int, targets: FloatArray, /) -> FloatArray:  # noqa: ARG001
            asked.append(np.rint(targets * 1000).astype(int).tolist())
            return np.array([0.5, 0.49, 0.9]) if count == 3 else np.array([0.7])

        problem = north_and_south()
        cells = replace(problem.cells, forecast=amounts([100, 300, 200, 400]))
        card = self.scored(likely, replace(problem, cells=cells))
        assert asked == [[327, 328, 437], [1000]]
        assert card.likely_share == pytest.approx(2 / 3)
        assert card.company_probability == 0.7

    def test_unknown_where_nobody_has_a_forecast(self) -> None:
        card = self.scored(lambda *_: np.full(3, 0.5), north_and_south())
        assert (card.likely_share, card.company_probability) == (None, None)

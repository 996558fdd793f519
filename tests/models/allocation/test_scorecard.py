"""Natural measures by hand. Last year 100, 200, 300, 400; targets 110, 220, 330, 440."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.scorecard import ScoreCard, gini
from tests.support.problems import amounts, two_by_two
from tests.support.solving import plan_of


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

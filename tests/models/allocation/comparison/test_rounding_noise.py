"""What rounding alone can set apart: by hand, and against plans that are rounded at random."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.allocation.comparison.measure import Measure
from models.allocation.comparison.rounding_noise import rounding_noise
from models.allocation.limits.capacity import Capacity
from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem
from models.allocation.scorecard import gini
from tests.support.problems import PLAIN, amounts, two_by_two
from tests.support.solving import plan_of

CAPACITY = Capacity(kind="capacity", name="room", by=("region",), amount=800)


def problem(increment: int = 1000) -> AllocationProblem:
    """1,000 by last year's 100, 200, 300, 400; people are the products, whose forecasts are 500 and 800."""
    return two_by_two(
        1000,
        increment=increment,
        limits=(CAPACITY,),
        forecast=amounts([250, 250, 250, 550]),
        previous=amounts([None, 200, 300, 400]),
        margin_rate=np.array([0.1, 0.2, 0.3, 0.4]),
    )


def plan(increment: int = 1000) -> Plan:
    return plan_of(problem(increment), PLAIN)


def test_by_hand() -> None:
    """Increments of 10 of 1,000."""
    noise = rounding_noise(problem(), [plan()])
    assert noise[Measure.STRATEGIC_SHARE] == pytest.approx(0.02)
    assert noise[Measure.MARGIN_RATE] == pytest.approx(0.02 * 0.3)
    assert noise[Measure.UTILISATION_WORST] == pytest.approx(20 / 800)
    assert noise[Measure.MOVED] == pytest.approx(2000 * 3**0.5)
    assert Measure.GROWTH_RATE not in noise


def test_without_data_nothing_is_noise() -> None:
    bare = two_by_two(1000)
    noise = rounding_noise(bare, [plan_of(bare, PLAIN)])
    assert noise[Measure.MARGIN_RATE] == noise[Measure.UTILISATION_WORST] == noise[Measure.MOVED] == 0.0
    assert noise[Measure.LIKELY_SHARE] == 0.0


@pytest.mark.parametrize(("median", "undecided"), [(715, 0.5), (725, 0.0)])
def test_people_between_likely_and_unlikely(median: float, undecided: float) -> None:
    """Product b has 700 of 1,000; two increments of 10 reach a median of 715, and not one of 725."""
    close = replace(
        problem(),
        cells=replace(
            problem().cells, forecast=amounts([50, 50, median / 2, median / 2]), forecast_log_sd=np.full(4, 1e-6)
        ),
    )
    assert rounding_noise(close, [plan_of(close, PLAIN)])[Measure.LIKELY_SHARE] == undecided


def test_spreads_of_two_roundings_are_no_further_apart() -> None:
    rng = np.random.default_rng(3)
    noise = rounding_noise(problem(), [plan()])
    forecast = np.array([500.0, 800.0])
    for _ in range(200):
        exact = rng.uniform(300, 600, 2)
        one, other = (np.array(exact + rng.uniform(-10, 10, 2)) / forecast for _ in range(2))
        assert abs(one.std() - other.std()) <= noise[Measure.DIFFICULTY_SPREAD]
        assert abs(gini(one) - gini(other)) <= 2 * noise[Measure.DIFFICULTY_GINI]


def test_finer_increments_make_less() -> None:
    coarse, fine = rounding_noise(problem(), [plan()]), rounding_noise(problem(100), [plan(100)])
    assert all(fine[name] <= coarse[name] for name in coarse)
    assert fine[Measure.DIFFICULTY_SPREAD] == pytest.approx(coarse[Measure.DIFFICULTY_SPREAD] / 10)

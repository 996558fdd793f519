"""Simulation: the same for every number of threads; intervals that hold; shares; pay for performance."""

from __future__ import annotations

import numpy as np
import pytest

from models.incentives.cost import draws as draws_module
from models.incentives.cost.draws import Draws
from models.incentives.cost.estimate import Estimate, mean_of, quantile_of, share_of, shortfall_of
from models.incentives.cost.levels import expected_shares, levels_of
from models.incentives.cost.performance import pay_for_performance
from models.incentives.cost.simulation import simulate
from tests.models.incentives.cost.plans import uncertain
from tests.support.incentive_plans import incentive_plan


def test_threads_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draws_module, "BLOCK_BYTES", 10_000)
    numbers = uncertain(incentive_plan(20))
    assert len(Draws(numbers, 100, 1).sizes) > 3
    one, four = simulate(numbers, 100, 1, 1), simulate(numbers, 100, 1, 4)
    np.testing.assert_array_equal(one.cost, four.cost)
    assert one.classes[0].performance == four.classes[0].performance


def test_shares_at_threshold_target_and_excellence() -> None:
    plan = incentive_plan(50)
    numbers = uncertain(plan)
    (sample,) = simulate(numbers, 20_000, 2, 1).classes
    for levels, reached in zip(levels_of(sample.pay_class), sample.reached, strict=True):
        expected = expected_shares(numbers, levels, sample.people)
        assert expected.tolist() == sorted(expected.tolist(), reverse=True)
        for share, draws in zip(expected, reached, strict=True):
            assert mean_of(draws).holds(share, 0.002)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    random = np.random.default_rng(4)
    # Standard normal: P95 1.6449, CVaR95 φ(1.6449)/.05 = 2.0627.
    held = np.zeros(3)
    for _ in range(400):
        sample = random.standard_normal(1000)
        held += [
            mean_of(sample).holds(0.0),
            quantile_of(sample, 0.95).holds(1.6448536269514722),
            shortfall_of(sample, 0.95).holds(2.0627128075074257),
        ]
    assert (held / 400 > [0.92, 0.92, 0.89]).all()


def test_few_draws_say_so() -> None:
    assert quantile_of(np.array([1.0, 2.0]), 0.95).high == np.inf
    assert mean_of(np.array([1.0])).high == np.inf and shortfall_of(np.array([1.0]), 0.95).high == np.inf
    nobody = share_of(0, 100)
    assert nobody.value == nobody.low == 0.0 and 0.03 < nobody.high < 0.04
    assert Estimate(1.0, 0.9, 1.1).holds(1.15, 0.1) and not Estimate(1.0, 0.9, 1.1).holds(1.15)


def test_pay_for_performance() -> None:
    attainment = np.tile(np.arange(8.0), (3, 1))
    found = pay_for_performance(attainment * 2, attainment)
    assert found.rank_correlation == pytest.approx(1.0) and found.quarters == (1.0, 5.0, 9.0, 13.0)
    assert pay_for_performance(-attainment, attainment).rank_correlation == pytest.approx(-1.0)
    assert pay_for_performance(np.ones((3, 8)), attainment).rank_correlation is None
    assert pay_for_performance(attainment[:, :3], attainment[:, :3]).quarters == ()

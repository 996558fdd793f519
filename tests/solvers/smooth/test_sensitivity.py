"""Ranges of the variables near the best, and one condition varied."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import numpy as np
import pytest

from models.smooth.result import Optimum
from solvers.scipy_tuner import tune
from solvers.smooth.condition_sweep import condition_sweep
from solvers.smooth.options import SearchOptions
from solvers.smooth.variable_ranges import variable_ranges
from tests.support.smooth_programs import Budget, Multitask

HERE = SearchOptions(starts=4, workers=1)


def best_of(program: Budget | Multitask) -> Optimum:
    best = tune(program, options=HERE).best
    assert best is not None
    return best


def test_ranges_of_a_parabola() -> None:
    """The surplus is (7/6)·(rate − 2/7)² under the best."""
    (only,) = variable_ranges(Multitask(), best_of(Multitask()), 0.01, HERE)
    reach = np.sqrt(0.01 * 6 / 7)
    assert (only.low, only.best, only.high) == pytest.approx((2 / 7 - reach, 2 / 7, 2 / 7 + reach), abs=1e-7)
    assert only.low_converged and only.high_converged


def test_ranges_on_a_grid() -> None:
    program = Budget()
    best = best_of(program)
    grid = [(x, y) for x in np.linspace(0.1, 0.5, 201) for y in np.linspace(0.5, 0.9, 201)]
    near = []
    for x, y in grid:
        at = program.evaluate(np.array([x, y]))
        if at.objective <= best.objective + 0.05 and (at.slacks >= -1e-9).all():
            near.append((x, y))
    lowest, highest = np.min(near, axis=0), np.max(near, axis=0)
    for number, found in enumerate(variable_ranges(program, best, 0.05, HERE)):
        assert found.name == program.variables[number].name
        assert lowest[number] - 0.004 <= found.low <= lowest[number] + 1e-7
        assert highest[number] - 1e-7 <= found.high <= highest[number] + 0.004


def test_without_a_margin_only_the_best_is_left() -> None:
    for found in variable_ranges(Budget(), best_of(Budget()), 0.0, HERE):
        assert found.low == pytest.approx(found.best, abs=1e-4)
        assert found.high == pytest.approx(found.best, abs=1e-4)
    with pytest.raises(ValueError, match="negative"):
        variable_ranges(Budget(), best_of(Budget()), -1.0, HERE)


def test_a_range_cut_off_holds_the_best() -> None:
    best = best_of(Budget())
    cut = variable_ranges(Budget(), best, 0.05, replace(HERE, time_limit_seconds=0.0))
    assert [(one.low, one.high, one.low_converged) for one in cut] == [(value, value, False) for value in best.values]


def test_a_budget_sweep() -> None:
    program = Budget()
    best = best_of(program)
    amounts = [0.5, -0.95, -0.5, 0.0, 5.0]
    points = condition_sweep(program, 0, amounts, [best.values], HERE)
    assert [point.amount for point in points] == amounts
    for point in points:
        alone = tune(Budget(budget=1 + point.amount), options=HERE).best
        if alone is None:
            assert point.optimum is None and isnan(point.price)
        else:
            assert point.optimum is not None
            assert point.optimum.objective == pytest.approx(alone.objective, abs=1e-7)
            assert point.price == pytest.approx(alone.multipliers[0], abs=1e-4)
    assert points[1].optimum is None  # .05 is less than what x costs at least
    assert points[4].price == 0.0  # more than can be spent
    assert points[2].price > points[3].price > points[0].price
    with pytest.raises(ValueError, match="start"):
        condition_sweep(program, 0, amounts, [], HERE)


@pytest.mark.processes
def test_two_directions_beside_each_other_find_the_same() -> None:
    best, amounts = best_of(Budget()), [0.1, 0.2, -0.2]
    one, two = (
        condition_sweep(Budget(), 0, amounts, [best.values], replace(HERE, workers=workers)) for workers in (1, 2)
    )
    assert [(point.price, point.optimum and point.optimum.values.tobytes()) for point in one] == [
        (point.price, point.optimum and point.optimum.values.tobytes()) for point in two
    ]


def test_a_sweep_without_time_has_no_points() -> None:
    best = best_of(Budget())
    cut = condition_sweep(Budget(), 0, [0.1], [best.values], replace(HERE, time_limit_seconds=0.0))
    assert cut[0].optimum is None and isnan(cut[0].price)

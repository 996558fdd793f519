"""Who is paid by a pool is paid by what its people do: against the responded plan worked out anew, and simulated."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from models.arrays import FloatArray
from models.incentives.cost.assumptions import CostAssumptions
from models.incentives.cost.simulation import simulate
from models.incentives.cost.uncertain_numbers import UncertainNumbers
from models.incentives.tuning.plan_knobs import all_knobs, plan_knobs
from models.incentives.tuning.responded import growths, responded_plan
from models.incentives.tuning.response import ResponseAssumptions
from models.incentives.tuning.tuning_model import ModelPoint, TuningModel
from tests.support.pooled_plans import pooled_plan

REPS, MANAGERS = 6, 2
SPREAD_MISS = 0.005
"""How far a pool's spread may be from what it is when its people grow this unevenly."""


@cache
def turned(response: ResponseAssumptions | None = None) -> ModelPoint:
    """Reps are paid much more for revenue and less for cloud."""
    plan = pooled_plan(REPS, MANAGERS)
    knobs = plan_knobs(plan, all_knobs(plan))
    model = TuningModel(plan, knobs, CostAssumptions(), response or ResponseAssumptions(), (0,))
    values = knobs.today.copy()
    names = [one.name for one in knobs.knobs]
    values[names.index("rep / revenue / accelerator")] = 4.0
    values[names.index("rep / cloud / accelerator")] = 0.5
    return model.at(values)


def managers(numbers: FloatArray) -> FloatArray:
    return numbers[REPS : REPS + MANAGERS]


def test_a_pool_is_expected_to_bring_what_its_people_do() -> None:
    point = turned()
    anew = UncertainNumbers(responded_plan(point), point.model.cost)
    assert np.ptp(growths(point)[:REPS, :2]) > 0.03
    for base, at in zip(point.model.bases, point.points, strict=True):
        for line, number in zip(base.pay_class.lines, at.moved, strict=True):
            if line.measured.pool is not None:
                found = anew.of(line.measured).some(base.people)
                assert number.expected() == pytest.approx(found.distribution.expected(), rel=1e-12)
                spread, other = (np.sqrt(one.variance()) for one in (number, found.distribution))
                assert spread == pytest.approx(other, rel=SPREAD_MISS)


def test_managers_gain_what_a_simulation_of_the_responded_plan_pays_them() -> None:
    point, draws = turned(), 100_000
    gain = float(managers(point.pay - point.model.today.pay).sum())
    paid = [
        simulate(UncertainNumbers(plan, point.model.cost), draws, 7).classes[1].cost
        for plan in (point.model.plan, responded_plan(point))
    ]
    difference = paid[1] - paid[0]
    half = 3.0 * float(difference.std()) / draws**0.5
    assert gain > 20 * half
    assert float(difference.mean()) == pytest.approx(gain, abs=half + 0.01 * gain)


def test_they_bear_no_effort_and_are_not_moved_where_nobody_responds() -> None:
    assert managers(turned().effort_cost) == pytest.approx(0.0)
    still = turned(ResponseAssumptions(effort_share=0.0))
    assert managers(still.pay) == pytest.approx(managers(still.model.today.pay))
    assert managers(still.pay_slope)[:, :10] == pytest.approx(0.0)


def test_outside_of_all_pools_nothing_moves() -> None:
    point = turned()
    assert point.pay[-1] == 0.0
    assert not point.pay_slope[-1].any()

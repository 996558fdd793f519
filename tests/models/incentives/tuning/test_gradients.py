"""Analytic derivatives of every goal and condition against finite differences at random points."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.arrays import FloatArray
from models.incentives.cost.assumptions import CostAssumptions
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.tuning.conditions import (
    CONDITIONS,
    ExpectedCost,
    LeastExpectedPay,
    Neutrality,
    OverBudget,
    Participation,
    PlanCondition,
    ShareAtLevel,
    TailCost,
)
from models.incentives.tuning.goals import (
    GOALS,
    CostCurve,
    Goal,
    LeastChange,
    MarginLessCost,
    Motivation,
    WantedCost,
)
from models.incentives.tuning.plan_knobs import all_knobs, plan_knobs
from models.incentives.tuning.response import ResponseAssumptions
from models.incentives.tuning.tuning_model import TuningModel
from models.incentives.tuning.tuning_program import TuningProgram
from tests.support.incentive_plans import incentive_plan
from tests.support.pooled_plans import pooled_plan

STEP = 1e-5
TOLERANCE = 2e-5
TRIED = {
    MarginLessCost: MarginLessCost(margin_rate=0.1),
    Motivation: Motivation(),
    CostCurve: CostCurve(points=(WantedCost(growth=1.0, cost_rate=1.0), WantedCost(growth=1.2, cost_rate=1.5))),
    LeastChange: LeastChange(),
}
HELD = {
    ExpectedCost: ExpectedCost(amount=Decimal(500_000)),
    TailCost: TailCost(amount=Decimal(700_000)),
    OverBudget: OverBudget(amount=Decimal(520_000)),
    ShareAtLevel: ShareAtLevel(group="rep", component="revenue", level="threshold", least=0.1, most=0.9),
    Neutrality: Neutrality(),
    LeastExpectedPay: LeastExpectedPay(share=0.5),
    Participation: Participation(),
}


@cache
def model() -> TuningModel:
    return _model(incentive_plan(5, regions=2, seed=3), (0, 2, 4))


@cache
def pooled_model() -> TuningModel:
    """Some are paid by what others do."""
    return _model(pooled_plan(4, 2), (0, 2, 4, 5))


def _model(plan: IncentivePlan, watched: tuple[int, ...]) -> TuningModel:
    knobs = plan_knobs(plan, all_knobs(plan))
    return TuningModel(plan, knobs, CostAssumptions(), ResponseAssumptions(), (0,), watched)


def inside(tried: TuningModel, seed: int) -> FloatArray:
    """A point between the bounds, weights within what they leave each other."""
    random = np.random.default_rng(seed)
    found = []
    for one in tried.knobs.knobs:
        low, high = one.knob.lower, one.knob.upper
        if one.knob.parameter == "weight":
            low, high = 0.1, 0.4
        found.append(low + (high - low) * random.uniform(0.1, 0.9))
    return np.array(found)


def worst_miss(goal: Goal, rules: tuple[PlanCondition, ...], seed: int, tried: TuningModel | None = None) -> float:
    """Largest difference to a central difference, relative to the gradient's own size."""
    tried = tried or model()
    program, x = TuningProgram(tried, goal, rules), inside(tried, seed)
    at, widths = program.evaluate(x), np.array([one.width for one in program.variables])
    worst = 0.0
    for place, width in enumerate(widths):
        step = np.zeros(x.size)
        step[place] = STEP * width
        up, down = program.evaluate(x + step), program.evaluate(x - step)
        for whole, part, ends in (
            (at.gradient[None], at.gradient[place], (up.objective, down.objective)),
            (at.jacobian, at.jacobian[:, place], (up.slacks, down.slacks)),
        ):
            if not whole.size:
                continue
            size = np.maximum(np.abs(whole * widths).max(axis=1), 1e-9)
            found = (np.asarray(ends[0]) - np.asarray(ends[1])) / (2 * STEP)
            worst = max(worst, float((np.abs(found - part * width) / size).max()))
    return worst


def test_every_goal_and_condition_is_tried() -> None:
    assert set(TRIED) == set(GOALS)
    assert set(HELD) == set(CONDITIONS)


@pytest.mark.parametrize("goal", TRIED.values(), ids=lambda goal: goal.kind)
@settings(max_examples=1, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_goals(goal: Goal, seed: int) -> None:
    assert worst_miss(goal, (), seed) < TOLERANCE


@pytest.mark.parametrize("kind", [ShareAtLevel, Neutrality, LeastExpectedPay, Participation])
@settings(max_examples=1, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_conditions(kind: type[PlanCondition], seed: int) -> None:
    assert worst_miss(LeastChange(), (HELD[kind],), seed) < TOLERANCE


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_conditions_on_the_total_cost(seed: int) -> None:
    rules = tuple(HELD[kind] for kind in (ExpectedCost, TailCost, OverBudget))
    assert worst_miss(LeastChange(), rules, seed) < TOLERANCE


@pytest.mark.parametrize("goal", [TRIED[MarginLessCost], TRIED[Motivation]], ids=lambda goal: goal.kind)
@settings(max_examples=1, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_goals_and_conditions_where_pools_follow_their_people(goal: Goal, seed: int) -> None:
    share = ShareAtLevel(group="manager", component="region", level="target", least=0.1, most=0.9)
    rules = (share, Neutrality(), LeastExpectedPay(share=0.5), Participation())
    assert worst_miss(goal, rules, seed, pooled_model()) < TOLERANCE


@pytest.mark.slow
def test_the_total_cost_where_pools_follow_their_people() -> None:
    rules = tuple(HELD[kind] for kind in (ExpectedCost, TailCost, OverBudget))
    assert worst_miss(LeastChange(), rules, 1, pooled_model()) < TOLERANCE


def test_weights_that_follow_stay_between_their_bounds() -> None:
    program = TuningProgram(model(), LeastChange(), ())
    x = model().knobs.today.copy()
    names = [one.name for one in model().knobs.knobs]
    x[names.index("rep / revenue / weight")] += 0.3
    slacks = dict(zip([one.name for one in program.conditions], program.evaluate(x).slacks, strict=True))
    assert slacks["rep / customers / weight ≥"] == pytest.approx(0.2 - 0.3 - 0.05)


def test_weights_under_zero_leave_everything_finite() -> None:
    x = model().knobs.today.copy()
    names = [one.name for one in model().knobs.knobs]
    x[names.index("rep / revenue / weight")] = 0.9
    x[names.index("rep / cloud / weight")] = 0.9
    assert TuningProgram(model(), MarginLessCost(margin_rate=0.1), (Participation(),)).evaluate(x).finite

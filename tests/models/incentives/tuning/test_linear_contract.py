"""The tuner's normal, linear case is the linear contract of agency theory (LEN, Holmström and Milgrom 1987).

Sales x = h + k·a + noise, pay s + β·x, utility E − r/2·Var − c·a²/2: β* = m·k²/(k² + r·c·σ²). Here x is a score whose
forecast under today's β₀ is h + (k²/c)·β₀, of which φ = (k²/c)·β₀/forecast comes from effort; η = 1 and next to no m0.
The salary is a pooled number that nobody moves; multiplier and weight are salary and β.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.incentives.components.quota_bonus import QuotaBonus
from models.incentives.cost.assumptions import CostAssumptions
from models.incentives.incentive_plan import IncentivePlan, Outlook
from models.incentives.measure import Counts, Measure
from models.incentives.pay_class import pay_class
from models.incentives.role_group import RoleGroup
from models.incentives.tuning.conditions import Participation
from models.incentives.tuning.goals import MarginLessCost
from models.incentives.tuning.plan_knobs import all_knobs, plan_knobs
from models.incentives.tuning.response import ResponseAssumptions
from models.incentives.tuning.tuning_model import TuningModel
from models.incentives.tuning.tuning_program import TuningProgram
from solvers.scipy_tuner import tune
from solvers.smooth.options import SearchOptions
from tests.support.incentive_plans import incentive_plan

MEASURES = (Measure(name="sales", counts=Counts.SCORE), Measure(name="company"))
UNIT = 1000.0
"""Sales that are 100 % of the target."""


def contract(h: float, k: float, c: float, sigma: float, r: float, today: float) -> tuple[IncentivePlan, float, float]:
    """The plan, φ, and risk aversion times OTE. Today β is `today` and the salary 1000·(1 − today)."""
    group = RoleGroup(
        key="rep",
        pay_mix=0.4,
        components=(
            QuotaBonus(kind="quota_bonus", name="sales", measure=("sales",), weight=today),
            QuotaBonus(kind="quota_bonus", name="salary", measure=("company",), weight=1 - today, pool="region"),
        ),
    )
    base = incentive_plan(1, regions=1, alike=True, group=group_of_measures())
    earned = k * k / c * today
    months = np.zeros((12, 1, 2))
    months[:, :, 0] = months[0, :, 1] = UNIT
    forecast = h + earned
    plan = replace(
        base,
        measures=MEASURES,
        classes=(pay_class(group, None, base.money, MEASURES),),
        roster=replace(base.roster, ote=np.array([2500])),
        targets=months,
        outlook=Outlook(np.array([[forecast, UNIT]]), np.array([[sigma / forecast, 0.0]])),
    )
    return plan, earned / forecast, r * 2500


def group_of_measures() -> RoleGroup:
    return RoleGroup(
        key="rep",
        pay_mix=0.4,
        components=(QuotaBonus(kind="quota_bonus", name="revenue", measure=("revenue",), weight=1.0),),
    )


@pytest.mark.parametrize(
    ("margin", "h", "k", "c", "r", "sigma", "today", "best"),
    [
        (0.4, 1000.0, 50.0, 2.0, 0.002, 250.0, 0.4, 0.36363636),
        (0.4, 1000.0, 50.0, 2.0, 0.002, 250.0, 0.3, 0.36363636),
        (0.5, 2000.0, 40.0, 4.0, 0.001, 200.0, 0.35, 0.5 * 1600 / (1600 + 0.001 * 4 * 40000)),
        (0.4, 1000.0, 50.0, 2.0, 0.0, 250.0, 0.3, 0.4),
    ],
)
def test_the_best_share_is_the_linear_contracts(
    margin: float, h: float, k: float, c: float, r: float, sigma: float, today: float, best: float
) -> None:
    plan, phi, aversion = contract(h, k, c, sigma, r, today)
    assumed = ResponseAssumptions(elasticity=1.0, effort_share=phi, intrinsic=1e-9, risk_aversion=aversion)
    knobs = plan_knobs(plan, [one for one in all_knobs(plan) if one.knob.parameter in ("multiplier", "weight")])
    model = TuningModel(plan, knobs, CostAssumptions(), assumed, (0,), (0,))
    program = TuningProgram(model, MarginLessCost(margin_rate=margin), (Participation(),))
    found = tune(program, [knobs.today], SearchOptions(starts=2, workers=1)).best
    assert found is not None
    multiplier, weight = found.values
    assert multiplier * weight == pytest.approx(best, abs=1e-6)
    gain = (k * k / c + r * sigma**2) / 2 * (best - today) ** 2
    assert program.evaluate(knobs.today).objective - found.objective == pytest.approx(gain, abs=1e-6)

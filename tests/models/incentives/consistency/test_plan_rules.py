"""What a plan says about the rules: its common curve, its forecasts, its budget."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.errors import InvalidInput
from models.incentives.consistency.plan_rules import plan_rules
from models.incentives.consistency.rule import RuleName, Span
from tests.models.incentives.lint.plans import INCENTIVE, TARGET, bonus, commission, group, plan_of

GRID = np.array([0.5, 0.9, 1.0, 1.3, 2.0])


def test_classes_weigh_by_their_target_incentive() -> None:
    """Half of the target incentive at slope 1, half at slope 3 above target."""
    plan = plan_of(group(bonus({})), {**group(bonus({"accelerator": 3.0})), "key": "other"})
    curve = plan_rules(plan).model.curve
    assert curve.value(GRID) == pytest.approx(np.where(GRID > 1, 1 + 2 * (GRID - 1), GRID))
    assert plan_rules(plan).model.people == 8


def test_commission_counts_by_the_typical_target_and_the_cap_ends_it() -> None:
    plan = plan_of(group(bonus({}), commission([(0, 0.012)]), cap_multiple=1.5))
    expected = np.minimum(GRID + 0.012 * TARGET * GRID / INCENTIVE, 1.5)
    assert plan_rules(plan).model.curve.value(GRID) == pytest.approx(expected)


def test_forecasts_and_budget_are_stated() -> None:
    plan = replace(plan_of(group(bonus({})), mean=1.07, log_sd=0.3), budget_minor=4 * INCENTIVE // 2)
    stated = plan_rules(plan).stated
    assert stated[RuleName.MEAN_ATTAINMENT].low == pytest.approx(1.07)
    assert stated[RuleName.SPREAD] == Span(0.3, 0.3)
    assert stated[RuleName.BUDGET_SHARE] == Span(0.5, 0.5)


def test_nothing_being_uncertain_is_stated_too() -> None:
    stated = plan_rules(plan_of(group(bonus({})), mean=1.07, log_sd=0.0)).stated
    assert stated[RuleName.SPREAD] == Span(0.0, 0.0)


def test_nothing_being_expected_is_stated_too() -> None:
    stated = plan_rules(plan_of(group(bonus({})), mean=0.0)).stated
    assert stated[RuleName.MEAN_ATTAINMENT] == Span(0.0, 0.0) and RuleName.SPREAD not in stated


def test_an_allocation_states_the_over_assignment() -> None:
    plan = plan_of(group(bonus({})), mean=0.9)
    carried = plan.annual_targets / 1.0302
    assert plan_rules(replace(plan, carried=carried)).stated[RuleName.OVER_ASSIGNMENT] == Span(0.0302, 0.0302)
    exact = plan_rules(replace(plan, carried=plan.annual_targets)).stated
    assert exact[RuleName.OVER_ASSIGNMENT] == Span(0.0, 0.0)
    nobody = plan_rules(replace(plan, carried=np.full(carried.shape, np.nan))).stated
    assert RuleName.OVER_ASSIGNMENT not in nobody


def test_nothing_is_stated_where_nothing_is_known() -> None:
    assert plan_rules(plan_of(group(bonus({})))).stated == {}


def test_components_without_target_and_forecast_are_left_out() -> None:
    spiff = {"kind": "spiff", "name": "licences", "label": "SPIFF", "measure": "licences", "amount": 100}
    assert plan_rules(plan_of(group(bonus({}), spiff))).left_out == ("SPIFF",)


def test_falling_pay_has_no_common_curve() -> None:
    falling = commission([(0, 0.5), (900_000, 0.01)], mode="retroactive")
    with pytest.raises(InvalidInput, match="rules_curve_falls"):
        plan_rules(plan_of(group(bonus({}), falling)))

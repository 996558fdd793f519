"""Rules that hang together: golden values, contradictions and what must give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from models.incentives.consistency.consistent_rules import consistent_rules
from models.incentives.consistency.rule import RULES_OF_THUMB, RuleName, Span
from models.incentives.consistency.rule_model import RuleModel
from models.incentives.curve import PayoutCurve

R = RuleName
STANDARD = PayoutCurve(threshold=0.8, pay_at_threshold=0.5, accelerator=2, excellence=1.2, beyond=1.5, cap=2.5).function
MODEL = RuleModel(STANDARD, 50)


def point(value: float) -> Span:
    return Span(value, value)


ASSUMED = {R.SPREAD: point(0.25), R.COMPANY_LOADING: point(0.4)}


def test_four_numbers_decide_all_others() -> None:
    """At μ = 1 and s = 0.25: 45.0 % at quota, and 87.7 % of the target incentive on average."""
    rules = consistent_rules(MODEL, {**ASSUMED, R.FORECAST: point(1.0), R.OVER_ASSIGNMENT: point(0.0)})
    assert rules.is_consistent
    assert rules.values[R.BUDGET_SHARE] == pytest.approx(0.87701341, abs=5e-9)
    assert rules.values[R.SHARE_AT_QUOTA] == pytest.approx(float(ndtr(-0.125)))
    assert rules.values[R.MEAN_ATTAINMENT] == pytest.approx(1.0)
    assert all(span.high - span.low < 1e-9 for span in rules.reach.values())


def test_sixty_percent_at_quota_need_a_forecast_well_above_the_plan() -> None:
    """ln μ = 0.25 · 0.2533 + 0.03125: quotas of 91 % of what is expected; with 5 % over-assigned 15.4 % over plan."""
    rules = consistent_rules(MODEL, {**ASSUMED, R.SHARE_AT_QUOTA: point(0.6), R.OVER_ASSIGNMENT: point(0.05)})
    assert rules.values[R.MEAN_ATTAINMENT] == pytest.approx(1.0992, abs=5e-5)
    assert rules.values[R.FORECAST] == pytest.approx(1.0992 * 1.05, abs=5e-5)


def test_people_at_quota_and_a_budget_of_target_incentive_contradict_each_other() -> None:
    rules = consistent_rules(MODEL, RULES_OF_THUMB)
    assert rules.conflict == (R.SHARE_AT_QUOTA, R.BUDGET_SHARE)
    assert not rules.values and not rules.reach
    share, budget = rules.ways_out
    assert share.nearest == pytest.approx(0.5413, abs=1e-3) and share.is_enough
    assert budget.nearest == pytest.approx(1.0202, abs=1e-3)


def test_each_way_out_ends_the_contradiction() -> None:
    for way in consistent_rules(MODEL, RULES_OF_THUMB).ways_out:
        assert consistent_rules(MODEL, {**RULES_OF_THUMB, way.rule: point(way.nearest)}).is_consistent


def test_where_one_rule_is_not_enough_each_stands_against_what_is_expected() -> None:
    """A forecast at plan: at best (nothing over-assigned) 45.0 % at quota and 87.7 % of the target incentive paid."""
    facts = {**ASSUMED, R.FORECAST: point(1.0)}
    rules = consistent_rules(MODEL, {**RULES_OF_THUMB, **facts})
    needed = {way.rule: way.nearest for way in rules.ways_out}
    assert needed == {
        R.SHARE_AT_QUOTA: pytest.approx(0.4503, abs=1e-4),
        R.BUDGET_SHARE: pytest.approx(0.8770, abs=1e-4),
        R.PLAN_PROBABILITY: pytest.approx(0.4790, abs=1e-4),
    }
    assert all(not way.is_enough and set(way.kept) == set(facts) for way in rules.ways_out)


def test_where_facts_allow_each_rule_those_of_the_conflict_stand_against_each_other() -> None:
    rules = consistent_rules(MODEL, {**RULES_OF_THUMB, **ASSUMED, R.PLAN_PROBABILITY: point(0.5)})
    assert {way.rule for way in rules.ways_out} <= set(rules.conflict)
    for way in rules.ways_out:
        kept = {name: rules.given[name] for name in way.kept}
        assert consistent_rules(MODEL, {**kept, way.rule: point(way.nearest)}).is_consistent


def test_a_conflict_is_as_small_as_can_be() -> None:
    rules = consistent_rules(MODEL, {**RULES_OF_THUMB, **ASSUMED, R.FORECAST: point(1.0)})
    conflict = {name: rules.given[name] for name in rules.conflict}
    assert not consistent_rules(MODEL, conflict).is_consistent
    for name in conflict:
        assert consistent_rules(
            MODEL, {other: conflict[other] for other in conflict if other is not name}
        ).is_consistent


def test_forecast_over_assignment_and_difficulty_are_one_equation() -> None:
    rules = consistent_rules(
        MODEL,
        {**ASSUMED, R.FORECAST: point(1.2), R.OVER_ASSIGNMENT: point(0.05), R.MEAN_ATTAINMENT: point(0.95)},
    )
    assert {way.rule: round(way.nearest, 4) for way in rules.ways_out} == {
        R.FORECAST: 0.9975,
        R.OVER_ASSIGNMENT: 0.2632,
        R.MEAN_ATTAINMENT: 1.1429,
    }


def test_three_exact_rules_leave_one_spread() -> None:
    mean, spread = 1.05, 0.31
    share = float(ndtr(np.log(mean) / spread - spread / 2))
    budget = MODEL.budget_share(float(np.log(mean)), spread)
    rules = consistent_rules(
        MODEL, {R.MEAN_ATTAINMENT: point(mean), R.SHARE_AT_QUOTA: point(share), R.BUDGET_SHARE: point(budget)}
    )
    assert rules.is_consistent
    assert rules.values[R.SPREAD] == pytest.approx(spread, abs=1e-5)


def test_the_company_plan_is_safer_than_a_persons_quota() -> None:
    values = consistent_rules(MODEL, {**ASSUMED, R.FORECAST: point(1.1), R.OVER_ASSIGNMENT: point(0.0)}).values
    assert values[R.PLAN_PROBABILITY] > values[R.SHARE_AT_QUOTA]
    assert MODEL.company_deviation(0.25, 0.99) > MODEL.company_deviation(0.25, 0.4) > 0.25 * 0.4
    assert RuleModel(STANDARD, 1).company_deviation(0.25, 0.0) == pytest.approx(0.25)


@settings(deadline=None, max_examples=25)
@given(st.floats(0.7, 1.4), st.floats(0.0, 0.3), st.floats(0.05, 0.6), st.floats(0.0, 0.9), st.data())
def test_any_four_true_numbers_leave_the_truth(
    forecast: float, over: float, spread: float, loading: float, data: st.DataObject
) -> None:
    """Numbers of one true set are rules that go together, whichever of them are given, and the truth is in reach."""
    base = {R.FORECAST: forecast, R.OVER_ASSIGNMENT: over, R.SPREAD: spread, R.COMPANY_LOADING: loading}
    truth = consistent_rules(MODEL, {name: point(value) for name, value in base.items()}).values
    decided = [R.SHARE_AT_QUOTA, R.PLAN_PROBABILITY, R.BUDGET_SHARE, R.MEAN_ATTAINMENT, R.FORECAST, R.OVER_ASSIGNMENT]
    names = data.draw(st.sets(st.sampled_from(decided), max_size=4))
    rules = {name: Span(truth[name] - 1e-7, truth[name] + 1e-7) for name in names if 1e-6 < truth[name] < 1 - 1e-6}
    rules |= {R.SPREAD: point(spread), R.COMPANY_LOADING: point(loading)}
    found = consistent_rules(MODEL, rules)
    assert found.is_consistent
    assert all(found.reach[name].holds(truth[name], 1e-6) for name in RuleName)
    assert all(found.reach[name].holds(found.values[name], 1e-6) for name in RuleName)
    assert all(span.holds(found.values[name], 1e-6) for name, span in rules.items())

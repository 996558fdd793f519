"""What lies around a tuned plan: prices, frontier, parameters put back, ranges, other assumptions."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from app.documents.tuning.summary import tuning_summary
from models.incentives.cost.estimate import mean_of
from models.incentives.tuning.response import ResponseAssumptions
from scenarios.incentives.tuning.simulated_cost import simulated_cost
from scenarios.incentives.tuning.tuning import tune_plan
from scenarios.incentives.tuning.tuning_document import tuning_request
from scenarios.incentives.tuning.tuning_question import tuning_question
from scenarios.incentives.tuning.tuning_result import ConditionKind, Outcome, TuningReport, Turn
from tests.scenarios.incentives.tuning.plans import QUICK, loaded, tuned

KNOBS = [{"parameter": "threshold"}, {"parameter": "accelerator"}]


def explained() -> TuningReport:
    """A budget that binds, with everything around it."""
    return tuned(
        objective={"kind": "motivation"},
        budget=178_000,
        tune=KNOBS,
        starts=2,
        analyses=["restored", "ranges", "frontier", "sensitivity"],
    )


def test_the_price_of_the_budget_is_what_more_budget_brings() -> None:
    price = explained().price
    assert price is not None
    assert price.binding
    assert price.gain is not None
    assert 0 < price.gain <= price.per_unit * price.step * 1.001


def test_a_ceiling_that_binds_is_named_with_what_more_money_in_it_brings() -> None:
    """The budget does not bind, but the probability of costing as much does: tuning again with more says the same."""
    asked = {"tune": KNOBS, "starts": 2, "certificate_draws": 50_000}
    first, second = (
        tuned(**asked, conditions=[{"kind": "over_budget", "amount": amount, "probability": 0.3}])
        for amount in (180_000, 182_000)
    )
    assert first.price is not None and not first.price.binding
    (price,) = first.ceiling_prices
    assert (price.kind, price.amount, price.step) == (ConditionKind.OVER_BUDGET, 18_000_000, 200_000)
    assert price.gain is not None and price.gain == pytest.approx(price.per_unit * price.step, rel=0.1)
    assert first.tuned is not None and second.tuned is not None
    assert price.gain == pytest.approx(second.tuned.objective - first.tuned.objective, rel=0.3)
    said = tuning_summary(first, "en")
    assert "More budget alone brings nothing: the plan is held back by “probability of exceeding the budget”." in said
    assert any(line.startswith("With 2,000 CNY more than the 180,000 CNY of “probability") for line in said)
    assert "仅增加预算没有收益：构成约束的是“超预算概率”。" in tuning_summary(first, "zh")


def test_a_ceiling_on_the_worst_cases_has_a_price_without_any_budget() -> None:
    plan = loaded(budget=None)
    asked = {**QUICK, "tune": KNOBS, "starts": 1, "conditions": [{"kind": "tail_cost", "amount": 290_000}]}
    report = tune_plan(plan, tuning_request(asked))
    (price,) = report.ceiling_prices
    assert report.price is None and price.kind is ConditionKind.TAIL_COST
    assert price.gain is not None and 0 < price.gain <= price.per_unit * price.step * 1.001
    (condition,) = [one for one in report.conditions if one.kind is ConditionKind.TAIL_COST]
    assert price.per_unit == pytest.approx(condition.price)


def test_where_nothing_binds_more_budget_brings_nothing() -> None:
    report = tuned(tune=KNOBS, starts=2, budget=250_000)
    assert report.price is not None and not report.price.binding and report.ceiling_prices == ()
    assert "More budget brings nothing: it does not bind." in tuning_summary(report, "en")


def test_an_assumption_is_turned_no_further_than_is_possible() -> None:
    report = tuned(tune=KNOBS, starts=1, analyses=["sensitivity"], response={"effort_share": 0.9, "risk_aversion": 0})
    cases = {(one.assumption, one.value): one for one in report.sensitivity}
    largest = cases["effort_share", 1.0]
    assert largest.factor == pytest.approx(1 / 0.9) and largest.is_largest
    assert cases["elasticity", 0.39].factor == 1.3 and not cases["elasticity", 0.39].is_largest
    said = tuning_summary(report, "en")
    assert "“part that depends on effort φ” cannot be more than 1 (+11.1 %): nothing higher was tried." in said
    assert (
        "“risk aversion r” is assumed to be 0, and 30 % of nothing is nothing: no other value of it was tried." in said
    )
    assert any("最大只能为 1（+11.1" in line for line in tuning_summary(report, "zh"))
    whole = replace(report, request=report.request.model_copy(update={"response": ResponseAssumptions(effort_share=1)}))
    dropped = replace(whole, sensitivity=tuple(one for one in report.sensitivity if not one.is_largest))
    assert "“part that depends on effort φ” cannot be more than 1: nothing higher was tried." in tuning_summary(
        dropped, "en"
    )


def test_the_frontier_rises_and_holds_both_plans() -> None:
    report = explained()
    assert report.frontier is not None
    assert report.tuned is not None
    found = [point.objective for point in report.frontier.points if point.objective is not None]
    assert len(found) >= 4
    assert all(second >= first - 1e-6 * abs(first) for first, second in pairwise(found))
    assert report.frontier.today.objective == pytest.approx(report.today.objective)
    assert report.frontier.tuned.objective == pytest.approx(report.tuned.objective)


def for_margin() -> TuningReport:
    """The objective is margin less pay; the budget binds."""
    return tuned(budget=165_000, tune=KNOBS, starts=2, certificate_draws=200_000, analyses=["frontier", "sensitivity"])


def test_the_frontier_is_of_cost_against_motivation_whatever_the_objective() -> None:
    """Spread evenly, with what both plans cost; each point dearer and moving people more; both plans on it or below."""
    report = for_margin()
    assert report.frontier is not None
    points = [point for point in report.frontier.points if point.motivation is not None]
    costs = np.array([point.expected_cost for point in points], dtype=np.float64)
    moved = np.array([point.motivation for point in points], dtype=np.float64)
    plans = [report.frontier.today, report.frontier.tuned]
    assert costs == pytest.approx([point.budget for point in points], rel=1e-5)
    evenly = np.linspace(costs[0], costs[-1], 6)
    assert costs == pytest.approx(np.unique([*evenly, *(own.budget for own in plans)]), rel=1e-5)
    assert (np.diff(moved) > 0).all()
    for own in plans:
        assert own.motivation is not None
        assert own.motivation <= np.interp(own.budget, costs, moved) * (1 + 1e-6)


def test_prices_of_the_frontier_are_its_slope() -> None:
    frontier = for_margin().frontier
    assert frontier is not None
    first, second = frontier.points[2:4]
    assert first.price is not None and second.price is not None
    slope = (second.motivation - first.motivation) / (second.budget - first.budget)  # type: ignore[operator]
    assert min(first.price, second.price) * 0.98 <= slope <= max(first.price, second.price) * 1.02


def test_a_ceiling_that_other_assumptions_break_is_said_however_little() -> None:
    """People who respond more are paid more: as a simulation of the plan under the assumption finds."""
    report = tuned(
        objective={"kind": "motivation"},
        budget=175_000,
        tune=KNOBS,
        starts=2,
        response={"effort_share": 0.6, "elasticity": 0.8},
        certificate_draws=200_000,
        analyses=["sensitivity"],
    )
    stronger = next(case for case in report.sensitivity if (case.assumption, case.factor) == ("effort_share", 1.3))
    question = tuning_question(report.loaded, report.request)
    assert report.certificate is not None
    values = np.array([value for _, value in report.certificate.values])
    response = question.request.response.model_copy(update={"effort_share": stronger.value})
    cost = simulated_cost(replace(question.model, response=response).at(values), 200_000, 77)
    found = mean_of(cost.cost)
    assert stronger.expected_cost == pytest.approx(found.value, abs=2.5 * (found.high - found.value))
    over = stronger.expected_cost - 175_000_00
    assert over > 100_00
    (miss,) = stronger.misses
    assert (miss.kind, miss.in_money, miss.people) == (ConditionKind.EXPECTED_COST, True, None)
    assert miss.by == pytest.approx(over)
    assert Turn.BREAKS in stronger.turns


def test_tuned_again_is_no_worse_than_a_plan_that_keeps_everything() -> None:
    for case in (*for_margin().sensitivity, *explained().sensitivity):
        if case.tuned_gain is not None and not case.misses:
            assert case.tuned_gain >= case.published_gain - 1e-6


def test_putting_a_parameter_back_costs_something_or_breaks_something() -> None:
    report = explained()
    changed = {one.name.shown for one in report.parameters if one.changed}
    assert {one.name.shown for one in report.restored} == changed
    assert changed
    for one in report.restored:
        assert one.loss > 0 or one.broken
        assert one.loss_adapted is None or one.loss_adapted >= 0


def test_ranges_hold_the_published_values() -> None:
    report = explained()
    assert len(report.ranges) == 2
    assert report.gain is not None
    assert report.ranges_tolerance == pytest.approx(0.05 * report.gain)
    for one, knob in zip(report.ranges, report.parameters, strict=True):
        assert knob.lower - 1e-9 <= one.low <= one.tuned <= one.high <= knob.upper + 1e-9


def test_every_assumption_is_turned_both_ways() -> None:
    cases = explained().sensitivity
    assert [(case.assumption, case.factor) for case in cases] == [
        (name, factor) for name in ("elasticity", "effort_share", "risk_aversion", "intrinsic") for factor in (0.7, 1.3)
    ]
    assert all((Turn.NOT_BETTER in case.turns) == (case.published_gain <= 0) for case in cases)
    assert all(bool(case.misses) == (Turn.BREAKS in case.turns) for case in cases)


def test_a_bolder_assumption_about_risk_turns_the_conclusion() -> None:
    """A plan tuned for people who mind no risk takes more than they would accept."""
    report = tuned(
        objective={"kind": "motivation"},
        budget=190_000,
        tune=KNOBS,
        starts=2,
        response={"risk_aversion": 40},
        analyses=["sensitivity"],
    )
    harsher = next(case for case in report.sensitivity if (case.assumption, case.factor) == ("risk_aversion", 1.3))
    assert report.outcome is Outcome.TUNED
    (miss,) = harsher.misses
    assert miss.kind is ConditionKind.PARTICIPATION
    assert miss.people in (1, 2, 3)
    assert 1e-4 < miss.by < 0.1
    assert harsher.turns == (Turn.BREAKS,)


def test_only_what_is_asked_for_is_worked_out() -> None:
    report = tuned()
    assert (report.frontier, report.restored, report.ranges, report.sensitivity) == (None, (), (), ())
    assert report.skipped == ()

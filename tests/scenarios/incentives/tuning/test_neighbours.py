"""What lies around a tuned plan: prices, frontier, parameters put back, ranges, other assumptions."""

from __future__ import annotations

from itertools import pairwise

import pytest

from scenarios.incentives.tuning.tuning_result import Outcome, TuningReport, Turn
from tests.scenarios.incentives.tuning.plans import tuned

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


def test_the_frontier_rises_and_holds_both_plans() -> None:
    report = explained()
    assert report.frontier is not None
    assert report.tuned is not None
    found = [point.objective for point in report.frontier.points if point.objective is not None]
    assert len(found) >= 4
    assert all(second >= first - 1e-6 * abs(first) for first, second in pairwise(found))
    assert report.frontier.today.objective == pytest.approx(report.today.objective)
    assert report.frontier.tuned.objective == pytest.approx(report.tuned.objective)


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
    assert report.ranges_tolerance == pytest.approx(0.005 * report.tuned.objective, rel=0.01)  # type: ignore[union-attr]
    for one, knob in zip(report.ranges, report.parameters, strict=True):
        assert knob.lower - 1e-9 <= one.low <= one.tuned <= one.high <= knob.upper + 1e-9


def test_every_assumption_is_turned_both_ways() -> None:
    cases = explained().sensitivity
    assert [(case.assumption, case.factor) for case in cases] == [
        (name, factor) for name in ("elasticity", "effort_share", "risk_aversion", "intrinsic") for factor in (0.7, 1.3)
    ]
    assert all((Turn.NOT_BETTER in case.turns) == (case.published_gain <= 0) for case in cases)
    assert all(bool(case.broken) == (Turn.BREAKS in case.turns) for case in cases)


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
    assert harsher.broken == ("participation",)
    assert harsher.turns == (Turn.BREAKS,)


def test_only_what_is_asked_for_is_worked_out() -> None:
    report = tuned()
    assert (report.frontier, report.restored, report.ranges, report.sensitivity) == (None, (), (), ())
    assert report.skipped == ()

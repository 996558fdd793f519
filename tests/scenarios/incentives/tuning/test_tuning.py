"""Tuning from end to end: better under the budget, certified, and honest where it has no answer."""

from __future__ import annotations

import dataclasses
import json
import threading

import numpy as np
import pytest

from app.documents.tuning.summary import tuning_summary
from models.errors import LimitReached
from models.incentives.cost.estimate import Estimate
from models.incentives.tuning.conditions import utilities
from models.incentives.tuning.tuning_model import TuningModel
from scenarios.incentives.costing import CostQuestion, cost_of
from scenarios.incentives.definition import read_plan
from scenarios.incentives.tuning.certificate import CertificateLine, Certified
from scenarios.incentives.tuning.certifying import certify
from scenarios.incentives.tuning.tuning import tune_plan
from scenarios.incentives.tuning.tuning_document import tuning_request
from scenarios.incentives.tuning.tuning_question import tuning_question
from scenarios.incentives.tuning.tuning_result import ConditionKind, Outcome, Refusal, TuningReport
from tests.scenarios.incentives.tuning.plans import QUICK, loaded, tuned


def model_of(report: TuningReport) -> TuningModel:
    return tuning_question(report.loaded, report.request).model


def values_of(report: TuningReport) -> dict[str, float]:
    assert report.certificate is not None
    return dict(report.certificate.values)


def binding() -> TuningReport:
    """A budget that holds the plan back, with draws of the search that are few beside the certificate's."""
    return tuned(objective={"kind": "motivation"}, budget=178_000, estimate_draws=1_000)


class TestTuned:
    def test_is_better_than_today_within_the_budget(self) -> None:
        report = tuned()
        assert report.outcome is Outcome.TUNED
        assert report.gain is not None
        assert report.gain > 0
        assert report.certificate is not None
        assert report.certificate.mean.high <= 18_000_000
        assert all(condition.holds for condition in report.conditions)

    def test_nobody_loses(self) -> None:
        report = tuned()
        (check,) = report.checks
        assert (check.kind, check.people, check.broken) == (ConditionKind.PARTICIPATION, 3, 0)
        assert all(person.utility_gain > -1e-4 * person.target_incentive for person in report.people)

    def test_publishes_multiples_of_the_step(self) -> None:
        for one in tuned().parameters:
            assert one.tuned == pytest.approx(round(one.tuned, 3), abs=1e-12)
            assert one.lower <= one.tuned <= one.upper

    def test_says_everything_at_the_published_values(self) -> None:
        report = tuned()
        model = model_of(report)
        point = model.at(np.array(list(values_of(report).values())))
        assert report.tuned is not None
        assert report.tuned.expected_cost == pytest.approx(float(point.pay.sum()))
        gains = utilities(point) - utilities(model.today)
        assert [person.utility_gain for person in report.people] == pytest.approx(gains.tolist())

    def test_document_states_the_published_rules(self) -> None:
        report = tuned()
        assert report.document is not None
        written = json.dumps(report.document.model_dump(by_alias=True, exclude_none=True), default=float)
        again = read_plan(written.encode(), "json")
        curve = again.document.groups[0].components[0].curve  # type: ignore[union-attr]
        assert curve.threshold == values_of(report)["rep / revenue / threshold"]  # type: ignore[union-attr]
        assert again.document.groups[0].multiplier == values_of(report)["rep / multiplier"]

    def test_todays_cost_is_the_cost_of_the_plan(self) -> None:
        report = tuned()
        cost = cost_of(loaded(), CostQuestion(draws=1000))
        assert report.today.expected_cost == pytest.approx(cost.figures.mean.closed)

    def test_keeps_what_it_is_told_to_keep(self) -> None:
        report = tuned(keep=[{"parameter": "multiplier"}])
        assert {one.name.parameter for one in report.parameters} == {"threshold", "accelerator"}
        assert report.document is not None
        assert report.document.groups[0].multiplier == 1.0

    def test_stays_within_stated_bounds(self) -> None:
        report = tuned(tune=[{"parameter": "accelerator", "lower": 1.9, "upper": 2.1}])
        (one,) = report.parameters
        assert 1.9 <= one.tuned <= 2.1


class TestCertificate:
    def test_can_be_worked_out_again(self) -> None:
        report = tuned()
        assert report.certificate is not None
        assert certify(report.loaded, report.request, values_of(report), report.certificate.seed) == report.certificate

    def test_other_draws_say_nearly_the_same(self) -> None:
        report = tuned()
        assert report.certificate is not None
        other = certify(report.loaded, report.request, values_of(report), 77)
        assert other.mean.value != report.certificate.mean.value
        assert other.mean.value == pytest.approx(report.certificate.mean.value, rel=0.01)

    def test_fails_where_the_plan_is_too_dear(self) -> None:
        report = tuned()
        values = values_of(report) | {"rep / multiplier": 1.5}
        assert not certify(report.loaded, report.request, values).holds

    def test_what_is_published_has_room_for_the_luck_of_other_draws(self) -> None:
        """The budget binds, and yet ten other certificates hold too."""
        report = binding()
        assert report.outcome is Outcome.TUNED and report.certificate is not None
        (line,) = report.certificate.lines
        half = line.found.high - line.found.value
        assert line.found.value + 2 * half <= line.ceiling < line.found.value + 5 * half
        for seed in range(10):
            assert certify(report.loaded, report.request, values_of(report), seed).holds

    def test_a_certificate_that_merely_holds_is_not_enough(self) -> None:
        found = Estimate(100.0, 90.0, 110.0)
        near = CertificateLine(Certified.MEAN, 115.0, found)
        assert near.holds and not near.has_room
        assert CertificateLine(Certified.MEAN, 120.0, found).has_room

    def test_ceilings_on_the_tail_are_confirmed(self) -> None:
        today = tuned().today
        ceiling = round(today.cvar95.value / 100 * 1.01)
        report = tuned(conditions=[{"kind": "tail_cost", "amount": ceiling}])
        assert report.certificate is not None
        assert report.outcome in (Outcome.TUNED, Outcome.UNCHANGED)
        assert {line.ceiling for line in report.certificate.lines} == {18_000_000.0, ceiling * 100.0}
        assert report.certificate.holds

    def test_a_ceiling_on_the_probability_of_costing_more_holds_back_and_is_confirmed(self) -> None:
        """Without it the plan would cost more than 180,000 with a probability of 47 %."""
        free, most = tuned().tuned, 0.41
        assert free is not None and free.over_budget is not None and free.over_budget.low > most
        report = tuned(conditions=[{"kind": "over_budget", "amount": 180_000, "probability": most}])
        assert report.outcome is Outcome.TUNED
        assert report.tuned is not None and report.tuned.objective < free.objective
        assert report.certificate is not None and report.certificate.holds
        (line,) = [line for line in report.certificate.lines if line.ceiling == most]
        assert line.found.high <= most and line.amount == 18_000_000


class TestToday:
    """Today's plan stays only with a certificate of its own."""

    def test_stays_with_its_own_certificate_where_nothing_is_better(self) -> None:
        report = tuned(budget=160_000)
        assert report.outcome is Outcome.UNCHANGED
        assert report.certificate is not None and report.certificate.has_room
        assert values_of(report) == {one.name.shown: one.today for one in report.parameters}
        assert report.tuned is not None and report.tuned.simulated_cost == report.certificate.mean
        assert report.price is None

    def test_does_not_stay_where_it_is_dearer_than_the_budget(self) -> None:
        """157,776 are expected: less is no budget that it keeps, whatever a few draws say."""
        report = tuned(budget=157_400)
        assert report.outcome is Outcome.TUNED
        assert report.gain is not None and report.gain < 0
        assert report.certificate is not None and report.certificate.has_room
        assert values_of(report) != {one.name.shown: one.today for one in report.parameters}
        assert any("so near its ceilings" in sentence for sentence in tuning_summary(report, "en"))

    def test_stays_where_it_alone_keeps_everything(self) -> None:
        """Only today's plan makes nobody worse off, and the budget has room for it but not for the search's reserve."""
        report = tuned(budget=159_700, tune=[{"parameter": "pay_at_threshold"}])
        assert report.outcome is Outcome.UNCHANGED
        assert report.certificate is not None and report.certificate.has_room


class TestNoAnswer:
    def test_without_participation_the_corner_is_refused(self) -> None:
        """The trap: nobody leaves in the model, so pay is taken away where it moves nobody."""
        every = [{"parameter": "pay_at_threshold"}, {"parameter": "accelerator"}, {"parameter": "multiplier"}]
        report = tuned(participation="none", tune=every)
        assert (report.outcome, report.refusal) == (Outcome.REFUSED, Refusal.CORNER)
        assert report.tuned is not None
        assert report.tuned.expected_cost < 0.95 * report.today.expected_cost
        found = {one.name.parameter: one for one in report.parameters}
        assert found["pay_at_threshold"].at_bound == "lower" or found["accelerator"].at_bound == "upper"
        assert report.frontier is None
        assert "tuning_without_participation" in [notice.code for notice in report.notices]

    def test_a_participation_that_allows_any_loss_is_none(self) -> None:
        every = [{"parameter": "pay_at_threshold"}, {"parameter": "accelerator"}, {"parameter": "multiplier"}]
        report = tuned(conditions=[{"kind": "participation", "slack": 1}], tune=every)
        assert (report.outcome, report.refusal) == (Outcome.REFUSED, Refusal.SLACK)
        assert "tuning_slack_wide" in [notice.code for notice in report.notices]
        said = tuning_summary(report, "en")
        assert "may lose 100 % of their target incentive" in said[0] and "at most 10 %" in said[0]
        assert any("by more than the 100 % of target incentive" in sentence for sentence in said)
        assert "100%" in tuning_summary(report, "zh")[0]

    def test_with_participation_the_same_request_is_an_answer(self) -> None:
        every = [{"parameter": "pay_at_threshold"}, {"parameter": "accelerator"}, {"parameter": "multiplier"}]
        report = tuned(tune=every)
        assert report.outcome in (Outcome.TUNED, Outcome.UNCHANGED)
        assert report.tuned is not None
        assert report.tuned.expected_cost > 0.97 * report.today.expected_cost

    def test_a_budget_that_cannot_be_met_says_what_can(self) -> None:
        report = tuned(budget=60_000)
        assert report.outcome is Outcome.INFEASIBLE
        assert report.infeasible is not None
        least = report.infeasible.least_cost
        assert least is not None
        assert 6_000_000 < least < report.today.expected_cost * 1.01
        (budget,) = [one for one in report.infeasible.blocking if one.kind is ConditionKind.EXPECTED_COST]
        assert budget.shortfall == pytest.approx(least - 6_000_000)
        assert report.infeasible.least_budget is not None and budget.least_relaxation is not None
        assert budget.least_relaxation == pytest.approx(report.infeasible.least_budget - 6_000_000)
        assert report.certificate is None

    def test_only_what_is_missed_is_in_the_way(self) -> None:
        """Neither the budget nor anybody's participation keeps 99 % of people from their targets."""
        level = {"kind": "share_at_level", "group": "rep", "component": "revenue", "level": "target", "least": 0.99}
        found = tuned(conditions=[level]).infeasible
        assert found is not None
        assert [one.kind for one in found.blocking] == [ConditionKind.SHARE_AT_LEVEL]
        assert all(one.is_missed for one in found.blocking)

    def test_the_least_cost_can_be_met_and_less_cannot(self) -> None:
        first = tuned(budget=60_000).infeasible
        assert first is not None
        assert first.least_cost is not None
        assert first.least_budget is not None and first.least_cost < first.least_budget
        assert tuned(budget=round(first.least_budget * 1.005 / 100)).outcome is not Outcome.INFEASIBLE
        assert tuned(budget=round(first.least_cost * 0.99 / 100)).outcome is Outcome.INFEASIBLE

    def test_time_that_is_over_is_said(self) -> None:
        report = tuned(time_limit_seconds=1e-6)
        assert report.outcome is Outcome.CUT_OFF
        assert report.search.limit is not None

    def test_enough_keeps_what_is_done_and_certifies_it(self) -> None:
        """As Ctrl-C does, after the first starts of more than anybody waits for."""
        enough = threading.Event()
        threading.Timer(2.0, enough.set).start()
        report = tune_plan(loaded(), tuning_request({**QUICK, "starts": 500}), enough=enough)
        assert report.outcome is Outcome.TUNED and report.certificate is not None
        assert report.search.is_interrupted and 0 < report.search.run < 500

    def test_enough_before_there_is_anything_is_no_time_that_ran_out(self) -> None:
        enough = threading.Event()
        enough.set()
        report = tune_plan(loaded(), tuning_request(QUICK), enough=enough)
        assert report.outcome is Outcome.CUT_OFF
        assert "interrupted" in tuning_summary(report, "en")[0] and "中断" in tuning_summary(report, "zh")[0]

    def test_time_suffices_for_the_certificate(self) -> None:
        report = tune_plan(loaded(), tuning_request({**QUICK, "starts": 500, "time_limit_seconds": 4.0}))
        assert report.certificate is not None and report.search.run < 500
        assert report.outcome is Outcome.TUNED

    def test_a_plan_without_a_certificate_is_not_said_to_fail_one(self) -> None:
        report = dataclasses.replace(tuned(), outcome=Outcome.UNCERTIFIED, certificate=None)
        assert "no time left to confirm" in tuning_summary(report, "en")[0]

    def test_a_stop_ends_it(self) -> None:
        stop = threading.Event()
        stop.set()
        with pytest.raises(LimitReached):
            tune_plan(loaded(), tuning_request(QUICK), stop)


class TestSearch:
    def test_more_budget_never_brings_less(self) -> None:
        reports = [tuned(budget=budget) for budget in (174_000, 180_000, 190_000)]
        objectives = [report.tuned.objective for report in reports if report.tuned is not None]
        assert len(objectives) == 3
        step = 1e-4 * reports[0].today.expected_cost
        assert objectives[0] <= objectives[1] + step
        assert objectives[1] <= objectives[2] + step

    def test_no_grid_point_is_better(self) -> None:
        """Brute force over two parameters, judged by the same conditions."""
        report = tuned(tune=[{"parameter": "threshold"}, {"parameter": "accelerator"}])
        question = tuning_question(report.loaded, report.request)
        assert report.tuned is not None
        best = -np.inf
        for threshold in np.linspace(0.5, 0.95, 19):
            for accelerator in np.linspace(0.5, 4.0, 19):
                point = question.model.at(np.array([threshold, accelerator]))
                gains = (utilities(point) - utilities(question.model.today)) / question.plan.target_incentive
                if point.pay.sum() <= 18_000_000 and gains.min() >= 0:
                    best = max(best, -question.goal.value(point)[0])
        assert best > -np.inf
        assert report.tuned.objective >= best - 1e-4 * report.today.expected_cost

    @pytest.mark.slow
    def test_workers_do_not_change_a_byte(self) -> None:
        one, two = (
            tune_plan(loaded(), tuning_request({**QUICK, "workers": workers, "starts": 4})) for workers in (1, 2)
        )
        assert repr(dataclasses.replace(one, loaded=None, request=None, document=None)) == repr(  # type: ignore[arg-type]
            dataclasses.replace(two, loaded=None, request=None, document=None)  # type: ignore[arg-type]
        )

    def test_other_goals(self) -> None:
        report = tuned(objective={"kind": "motivation"})
        assert report.outcome is Outcome.TUNED
        assert report.tuned is not None
        assert report.tuned.motivation > report.today.motivation

    def test_the_least_change_that_keeps_a_smaller_budget(self) -> None:
        budget = round(tuned().today.expected_cost / 100 * 0.995)
        report = tuned(
            objective={"kind": "least_change"},
            budget=budget,
            conditions=[{"kind": "participation", "slack": 0.05}],
        )
        assert report.outcome is Outcome.TUNED
        assert not report.objective.more_is_better
        assert report.tuned is not None
        assert report.tuned.simulated_cost.high <= budget * 100

"""People on commission alone have no target incentive, and must not be worse off either."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pytest

from app.messages import describe
from models.errors import InvalidInput
from models.incentives.tuning.conditions import LeastExpectedPay, Participation, stakes
from scenarios.incentives.definition import read_plan
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.tuning.tuning import tune_plan
from scenarios.incentives.tuning.tuning_document import tuning_request
from scenarios.incentives.tuning.tuning_question import tuning_question
from scenarios.incentives.tuning.tuning_result import Outcome, Refusal, TuningReport
from scenarios.incentives.tuning.watching import watched_at_first
from tests.scenarios.incentives.tuning.plans import CURVE, QUICK

RATES = {**QUICK, "tune": [{"parameter": "accelerator"}, {"parameter": "rate_factor"}]}


def commissioned(agents: int = 2, reps: int = 1) -> LoadedPlan:
    """Reps with a quota bonus, and agents whose only pay is a commission of 5 %."""
    quota = {"kind": "quota_bonus", "name": "revenue", "measure": "revenue", "weight": 1, "curve": CURVE}
    rates = {"tiers": [{"from": 0, "rate": 0.05}]}
    names = [*(f"rep{index}" for index in range(reps)), *(f"agent{index}" for index in range(agents))]
    groups = {"rep": quota, "agent": {"kind": "commission", "name": "own", "measure": "revenue", "rates": rates}}
    document: dict[str, Any] = {
        "schema": "allot.incentive-plan/1",
        "name": "commissioned",
        "period": "2026",
        "money": {"currency": "CNY"},
        "margin_rate": 0.2,
        "budget": 200_000,
        "measures": [{"name": "revenue"}],
        "groups": [
            {"key": key, "pay_mix": 0.5 if key == "rep" else 0, "components": [part]}
            for key, part in groups.items()
            if key == "agent" or reps
        ],
        "people": [{"key": name, "group": name.strip("0123456789"), "ote": 80_000} for name in names],
        "targets": [
            {"person": name, "measure": "revenue", "target": 800_000, "forecast": 780_000 + 10_000 * place}
            for place, name in enumerate(names)
        ],
    }
    return read_plan(json.dumps(document).encode(), "json")


@cache
def tuned(**changes: str) -> TuningReport:
    return tune_plan(commissioned(), tuning_request({**RATES, **changes}))


def test_their_commission_is_not_taken_away() -> None:
    report = tuned()
    assert report.outcome in (Outcome.TUNED, Outcome.UNCHANGED)
    agents = report.people[1:]
    assert [one.target_incentive for one in agents] == [0, 0]
    assert all(one.utility_gain > -1e-3 * one.pay[0] for one in agents)
    (check,) = report.checks
    assert (check.people, check.broken) == (3, 0)
    assert next(one for one in report.parameters if one.name.parameter == "rate_factor").at_bound != "lower"


def test_a_plan_that_takes_it_away_is_a_corner() -> None:
    """Without participation the rates fall to their bound, and only people without a target incentive lose much."""
    report = tuned(participation="none")
    assert (report.outcome, report.refusal) == (Outcome.REFUSED, Refusal.CORNER)
    assert all(one.pay[1] < 0.7 * one.pay[0] for one in report.people[1:])


def test_a_notice_says_what_their_loss_is_measured_by() -> None:
    (notice,) = [one for one in tuned().notices if one.code == "tuning_people_without_incentive"]
    assert "without a target incentive: 2." in describe(notice, "en") and "`" not in describe(notice, "en")
    assert "2 人" in describe(notice, "zh")
    asked = {**RATES, "conditions": [{"kind": "least_expected_pay", "share": 0.3}]}
    (notice,) = [one for one in tune_plan(commissioned(), tuning_request(asked)).notices if one.code == notice.code]
    assert "`least_expected_pay` says nothing about them" in describe(notice, "en")
    assert not [one for one in tuned(participation="none").notices if one.code == notice.code]


def test_slacks_and_slopes_count_in_todays_pay() -> None:
    model = tuning_question(commissioned(), tuning_request(RATES)).model
    less = model.at(model.knobs.today * np.array([1.0, 0.9]))
    today = model.today.pay
    assert stakes(model) == pytest.approx([40_000_00, today[1], today[2]])
    rule = Participation()
    assert rule.slacks(less)[1:] == pytest.approx(-0.1, abs=0.05)
    people = np.array([1, 2])
    step = 1e-6
    ahead = rule.slacks(model.at(less.values + np.array([0.0, step])))[people]
    found = (ahead - rule.slacks(less)[people]) / step
    assert rule.slopes(less, people)[:, 1] == pytest.approx(found, rel=1e-4)
    assert np.isinf(LeastExpectedPay(share=0.5).slacks(less)).tolist() == [False, True, True]


def test_of_many_agents_some_are_watched_from_the_beginning() -> None:
    question = tuning_question(commissioned(agents=60), tuning_request(RATES))
    assert sum(who > 0 for who in watched_at_first(question.model, question.rules)) >= 4


def test_a_plan_of_commissions_alone_can_be_tuned_but_not_to_a_share_of_target_incentives() -> None:
    plan = commissioned(reps=0)
    rates = {**QUICK, "tune": [{"parameter": "rate_factor"}], "starts": 1}
    report = tune_plan(plan, tuning_request({**rates, "objective": {"kind": "motivation"}, "budget": 90_000}))
    assert report.outcome is Outcome.TUNED and report.gain is not None and report.gain > 0
    for asked, place in (
        ({"conditions": [{"kind": "least_expected_pay", "share": 0.3}]}, "/conditions/0"),
        ({"objective": {"kind": "cost_curve", "points": [{"growth": 1, "cost_rate": 1}]}}, "/objective"),
    ):
        with pytest.raises(InvalidInput) as refused:
            tuning_question(plan, tuning_request({**rates, **asked}))
        assert [(one.code, one.location.pointer) for one in refused.value.findings] == [
            ("tuning_without_incentive", place)
        ]

"""People who are paid by a pool: they are in the people table, in participation and in the objective."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from models.incentives.cost.simulation import simulate
from models.incentives.cost.uncertain_numbers import UncertainNumbers
from models.incentives.tuning.responded import responded_plan
from scenarios.incentives.tuning.tuning import tune_plan
from scenarios.incentives.tuning.tuning_document import tuning_request
from scenarios.incentives.tuning.tuning_question import tuning_question
from scenarios.incentives.tuning.tuning_result import TuningReport
from tests.scenarios.incentives.tuning.plans import CURVE, DOCUMENT, QUICK, loaded

DRAWS = 60_000
MANAGER: dict[str, Any] = {
    "key": "manager",
    "pay_mix": 0.3,
    "components": [
        {
            "kind": "quota_bonus",
            "name": "team",
            "measure": "revenue",
            "pool": "region",
            "weight": 1,
            "curve": {**CURVE, "threshold": 0.9},
        }
    ],
}
EAST: dict[str, Any] = {"attributes": {"region": "east"}}
POOLED: dict[str, Any] = {
    "groups": [*DOCUMENT["groups"], MANAGER],
    "people": [
        *({**one, **EAST} for one in DOCUMENT["people"]),
        {"key": "boss", "group": "manager", "ote": 200_000, **EAST},
    ],
    "budget": 260_000,
}


@cache
def pooled(rate: float, participation: str = "required") -> TuningReport:
    """Only the reps' curve is turned; a small margin rate asks for cheaper pay."""
    knobs = [{"group": "rep", "parameter": name} for name in ("threshold", "accelerator", "pay_at_threshold")]
    asked = {"objective": {"kind": "margin_less_cost", "margin_rate": rate}, "tune": knobs}
    return tune_plan(loaded(**POOLED), tuning_request({**QUICK, **asked, "participation": participation}))


def simulated_change(report: TuningReport) -> tuple[float, float]:
    """Of the manager's mean pay, and three standard errors, on common draws."""
    assert report.certificate is not None
    model = tuning_question(report.loaded, report.request).model
    point = model.at(np.array([value for _, value in report.certificate.values]))
    costs = [
        simulate(UncertainNumbers(plan, model.cost), DRAWS, 5).classes[1].cost
        for plan in (model.plan, responded_plan(point))
    ]
    change = costs[1] - costs[0]
    return float(change.mean()), 3.0 * float(change.std()) / DRAWS**0.5


def test_a_manager_gains_what_the_team_brings() -> None:
    report = pooled(0.4)
    boss = report.people[-1]
    change, error = simulated_change(report)
    assert boss.pay[1] - boss.pay[0] > 1_000_00
    assert boss.pay[1] - boss.pay[0] == pytest.approx(change, abs=error)
    assert boss.growth > 1.001
    assert boss.utility_gain > 0


def test_a_manager_who_would_lose_is_seen_to_lose() -> None:
    """Nobody else is asked: participation is none, reps are paid less and bring less."""
    report = pooled(0.001, "none")
    boss = report.people[-1]
    change, error = simulated_change(report)
    assert boss.pay[1] - boss.pay[0] < -500_00
    assert boss.pay[1] - boss.pay[0] == pytest.approx(change, abs=error)
    assert boss.utility_gain < 0


def test_participation_counts_managers() -> None:
    report = pooled(0.001)
    (check,) = report.checks
    assert check.people == 4
    assert check.broken == 0
    assert report.people[-1].utility_gain >= -1e-4 * 60_000_00
    change, error = simulated_change(report)
    assert change > -error - 20_00


def test_expected_pay_of_the_whole_is_the_simulated_one() -> None:
    report = pooled(0.4)
    assert report.tuned is not None
    half = report.tuned.simulated_cost.high - report.tuned.simulated_cost.value
    assert report.tuned.expected_cost == pytest.approx(report.tuned.simulated_cost.value, abs=1.5 * half)

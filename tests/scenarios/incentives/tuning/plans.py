"""A small plan that is tuned in about a second, and requests for it."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from typing import Any

from scenarios.incentives.definition import read_plan
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.tuning.tuning import tune_plan
from scenarios.incentives.tuning.tuning_document import tuning_request
from scenarios.incentives.tuning.tuning_result import TuningReport

CURVE = {"threshold": 0.8, "pay_at_threshold": 0.5, "accelerator": 2, "excellence": 1.2, "beyond": 1.5, "cap": 2.5}
SIZES = (900_000, 1_100_000, 1_400_000)
DOCUMENT: dict[str, Any] = {
    "schema": "allot.incentive-plan/1",
    "name": "tuned",
    "period": "2026",
    "money": {"currency": "CNY"},
    "margin_rate": 0.4,
    "budget": 180_000,
    "measures": [{"name": "revenue"}, {"name": "visits", "counts": "units"}],
    "groups": [
        {
            "key": "rep",
            "pay_mix": 0.5,
            "components": [
                {"kind": "quota_bonus", "name": "revenue", "measure": "revenue", "weight": 1, "curve": CURVE}
            ],
        }
    ],
    "people": [{"key": f"p{index}", "group": "rep", "ote": 120_000} for index in range(3)],
    "targets": [
        {"person": f"p{index}", "measure": "revenue", "target": size, "forecast": size * (0.97 + 0.03 * index)}
        for index, size in enumerate(SIZES)
    ],
}
QUICK: dict[str, Any] = {
    "starts": 3,
    "workers": 1,
    "estimate_draws": 4_000,
    "certificate_draws": 20_000,
    "analyses": [],
    "tune": [{"parameter": "threshold"}, {"parameter": "accelerator"}, {"parameter": "multiplier"}],
}


def loaded(**changes: Any) -> LoadedPlan:
    """The plan with other parts; `group` changes its group."""
    document = deepcopy(DOCUMENT)
    document["groups"][0] |= changes.pop("group", {})
    return read_plan(json.dumps({**document, **changes}).encode(), "json")


def tuned(**changes: Any) -> TuningReport:
    """A quick tuning of the plan as it is, with other parts of the request."""
    return _tuned(json.dumps({**QUICK, **changes}, sort_keys=True))


@cache
def _tuned(written: str) -> TuningReport:
    return tune_plan(loaded(), tuning_request(json.loads(written)))

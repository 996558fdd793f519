"""Answers to the examples, for the interface's documentation. A test compares them with what the service answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.negotiation import CSV, JSON
from app.routes.frontier_examples import TINY_ALTERNATIVES, TINY_ALTERNATIVES_CSV, TINY_FRONTIER
from app.routes.payout_examples import TINY_PAYOUT, TINY_PAYOUT_CSV


@dataclass(frozen=True)
class AnswerExample:
    """What a request is answered; `post` sends the small example as JSON. `path` is the documented one."""

    method: str
    path: str
    request: str
    media: str
    value: Any


TINY_CHECK: Mapping[str, Any] = {
    "valid": True,
    "name": "tiny",
    "scenario_hash": "5487ed6f05e747c18cb50fd06e1647df109106a8a7aab2b19b1982d6fc92ceca",
    "cells": 4,
    "limits": 2,
    "strategies": ["balanced", "growth", "profit", "fairness", "continuity"],
    "strategy": "balanced",
    "notices": [],
}

TINY_ID = "1f57f07a1c979156f4f0269b99de1a98"
"""The id of the plan of the documented example, in every process."""

TINY_PLAN_CSV = """\
product,product_label,region,region_label,target,baseline,growth_rate
core,Core line,east,East,394.223,400,-0.014443
core,Core line,west,West,287.887,300,-0.040377
new,New line,east,East,133.792,60,1.229867
new,New line,west,West,84.098,40,1.102450
"""

TINY_ROLLUP: Mapping[str, Any] = {
    "schema": "allot.rollup/1",
    "outcome": "optimal",
    "name": "tiny",
    "plan_period": "2025",
    "money": {"currency": "CNY", "unit": "thousand"},
    "strategy": "balanced",
    "scenario_hash": "5487ed6f05e747c18cb50fd06e1647df109106a8a7aab2b19b1982d6fc92ceca",
    "plan_hash": "sha256:32e10b06bcead59178b8d270e2d598811512061c607d68f8caa8bd06623fff5f",
    "by": ["region"],
    "period": "year",
    "nodes": [
        {
            "key": ["east"],
            "label": ["East"],
            "period": "2025",
            "target": 528.015,
            "plan": 528.015,
            "assigned": 528.015,
            "hedge": 0,
            "baseline": 460,
            "previous": None,
            "growth_rate": 0.147858695652,
            "like_for_like_rate": 0.147858695652,
            "share": 0.586683333333,
            "margin": None,
            "margin_rate": None,
            "difficulty": None,
            "attain_probability": None,
            "utilisation": None,
            "cells": 2,
        },
        {
            "key": ["west"],
            "label": ["West"],
            "period": "2025",
            "target": 371.985,
            "plan": 371.985,
            "assigned": 371.985,
            "hedge": 0,
            "baseline": 340,
            "previous": None,
            "growth_rate": 0.0940735294118,
            "like_for_like_rate": 0.0940735294118,
            "share": 0.413316666667,
            "margin": None,
            "margin_rate": None,
            "difficulty": None,
            "attain_probability": None,
            "utilisation": None,
            "cells": 2,
        },
    ],
    "total": [
        {
            "key": [],
            "label": [],
            "period": "2025",
            "target": 900,
            "plan": 900,
            "assigned": 900,
            "hedge": 0,
            "baseline": 800,
            "previous": None,
            "growth_rate": 0.125,
            "like_for_like_rate": 0.125,
            "share": 1.0,
            "margin": None,
            "margin_rate": None,
            "difficulty": None,
            "attain_probability": None,
            "utilisation": None,
            "cells": 4,
        }
    ],
    "outside": {"cells": 0, "plan": 0},
}

TINY_ROLLUP_CSV = """\
region,region_label,period,target,plan,assigned,hedge,baseline,previous,growth_rate,like_for_like_rate,share,margin,margin_rate,difficulty,attain_probability,utilisation,cells
east,East,2025,528.015,528.015,528.015,0,460,,0.147858695652,0.147858695652,0.586683333333,,,,,,2
west,West,2025,371.985,371.985,371.985,0,340,,0.0940735294118,0.0940735294118,0.413316666667,,,,,,2
"""

TINY_FEASIBILITY: Mapping[str, Any] = {
    "feasible": True,
    "message": "There is a plan that keeps all limits.",
    "scenario_hash": "5487ed6f05e747c18cb50fd06e1647df109106a8a7aab2b19b1982d6fc92ceca",
    "strategy": "balanced",
    "range": {
        "low": 800,
        "high": 1040,
        "with_choices": True,
        "message": "All other limits together allow a company target between 800 thousand CNY and 1,040 thousand CNY.",
    },
    "node_range": {
        "low": 460,
        "high": 560,
        "with_choices": True,
        "message": "East can get between 460 thousand CNY and 560 thousand CNY.",
        "node": {"axes": ["region"], "keys": ["east"], "label": "East"},
    },
    "diagnosis": None,
}

INFEASIBLE_TYPE: Mapping[str, Any] = {
    "type": "/v1/problems/infeasible",
    "code": "infeasible",
    "status": 409,
    "title": "No plan satisfies all limits",
    "exit_code": 4,
}

_BETWEEN = "between=fit&between=strategic&points=3"

ANSWER_EXAMPLES = (
    AnswerExample("post", "/v1/allocations", "/v1/allocations?operation=validate", JSON, TINY_CHECK),
    AnswerExample("post", "/v1/allocations", "/v1/allocations", CSV, TINY_PLAN_CSV),
    AnswerExample("post", "/v1/feasibility", "/v1/feasibility?node=region=East", JSON, TINY_FEASIBILITY),
    AnswerExample("post", "/v1/rollups", "/v1/rollups?by=region", JSON, TINY_ROLLUP),
    AnswerExample("post", "/v1/rollups", "/v1/rollups?by=region", CSV, TINY_ROLLUP_CSV),
    AnswerExample("post", "/v1/frontiers", f"/v1/frontiers?{_BETWEEN}", JSON, TINY_FRONTIER),
    AnswerExample("post", "/v1/alternatives", "/v1/alternatives?count=2&by=region", JSON, TINY_ALTERNATIVES),
    AnswerExample("post", "/v1/alternatives", "/v1/alternatives?count=2&by=region", CSV, TINY_ALTERNATIVES_CSV),
    AnswerExample("post", "/v1/payouts", "/v1/payouts?person=ann", JSON, TINY_PAYOUT),
    AnswerExample("post", "/v1/payouts", "/v1/payouts", CSV, TINY_PAYOUT_CSV),
    AnswerExample("get", "/v1/problems/{code}", "/v1/problems/infeasible", JSON, INFEASIBLE_TYPE),
    AnswerExample("get", "/health/live", "/health/live", JSON, {"status": "live"}),
)
"""The answers that the documentation shows. A plan as JSON, imports and schemas are too long; workbooks are no text."""

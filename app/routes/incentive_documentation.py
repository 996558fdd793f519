"""What the operations on incentive plans have in common in their documentation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.body import FORM

PLAN_REFERENCE = "#/components/schemas/IncentivePlanDocument"

TINY_PLAN: Mapping[str, Any] = {
    "schema": "allot.incentive-plan/1",
    "name": "Tiny incentive plan",
    "period": "2026",
    "money": {"currency": "CNY"},
    "margin_rate": 0.3,
    "budget": 60000,
    "measures": [{"name": "revenue"}, {"name": "satisfaction", "counts": "score"}],
    "groups": [
        {
            "key": "rep",
            "pay_mix": 0.4,
            "components": [
                {
                    "kind": "quota_bonus",
                    "name": "revenue bonus",
                    "measure": "revenue",
                    "weight": 1,
                    "curve": {
                        "threshold": 0.8,
                        "pay_at_threshold": 0.5,
                        "accelerator": 2,
                        "excellence": 1.2,
                        "beyond": 1.5,
                        "cap": 2.5,
                    },
                },
                {"kind": "gate", "name": "satisfied", "measure": "satisfaction", "least": 0.7, "factor": 0.9},
            ],
        }
    ],
    "people": [{"key": "ann", "label": "Ann", "group": "rep", "ote": 60000}],
    "targets": [
        {"person": "ann", "measure": "revenue", "target": 1000000, "forecast": 1050000, "forecast_log_sd": 0.25},
        {"person": "ann", "measure": "satisfaction", "forecast": 0.85, "forecast_log_sd": 0.05},
    ],
    "actuals": [{"person": "ann", "revenue": 1100000, "satisfaction": 0.9}],
}

TINY_PLAN_YAML = """\
schema: allot.incentive-plan/1
name: Tiny incentive plan
period: 2026
money: {currency: CNY}
measures: [{name: revenue}]
groups:
  - key: rep
    pay_mix: 0.4
    components:
      - {kind: quota_bonus, name: revenue bonus, measure: revenue, weight: 1, curve: {threshold: 0.8, accelerator: 2}}
people: [{key: ann, label: Ann, group: rep, ote: 60000}]
targets: [{person: ann, measure: revenue, target: 1000000, forecast: 1050000}]
actuals: [{person: ann, revenue: 1100000}]
"""

PLAN_FORM_EXAMPLE: Mapping[str, str] = {
    "plan": """\
schema: allot.incentive-plan/1
name: Tiny incentive plan
period: 2026
money: {currency: CNY}
measures: [{name: revenue}]
groups:
  - key: rep
    pay_mix: 0.4
    components: [{kind: quota_bonus, name: revenue bonus, measure: revenue, weight: 1}]
people: {table: people.csv}
targets: {table: targets.csv}
actuals: {table: actuals.csv}
""",
    "people.csv": "key,label,group,ote\nann,Ann,rep,60000\n",
    "targets.csv": "person,measure,target,forecast\nann,revenue,1000000,1050000\n",
    "actuals.csv": "person,revenue\nann,1100000\n",
}

_SCHEMA = {"$ref": PLAN_REFERENCE}

PLAN_BODY: Mapping[str, Any] = {
    "required": True,
    "description": "An incentive plan; its people, targets and actuals stand inline, or come along as parts of a form. "
    "Bodies may be packed (`Content-Encoding: gzip` or `deflate`).",
    "content": {
        "application/json": {
            "schema": _SCHEMA,
            "examples": {"tiny": {"summary": "One person on one curve", "value": TINY_PLAN}},
        },
        "application/yaml": {
            "schema": _SCHEMA,
            "examples": {"tiny": {"summary": "The same person as YAML", "value": TINY_PLAN_YAML}},
        },
        FORM: {
            "schema": {
                "type": "object",
                "properties": {
                    "plan": {
                        "type": "string",
                        "contentMediaType": "application/yaml",
                        "description": "The plan, YAML or JSON: by its media type, else by its file's ending.",
                    },
                    "tables": {
                        "type": "array",
                        "items": {"type": "string", "contentMediaType": "application/octet-stream"},
                        "description": "Tables as files, CSV or XLSX, by the names that the plan calls them.",
                    },
                },
                "required": ["plan"],
                "additionalProperties": {
                    "type": "string",
                    "description": "A table whose part is called as the plan calls it.",
                },
            },
            "examples": {"tiny": {"summary": "A plan and its tables", "value": PLAN_FORM_EXAMPLE}},
        },
    },
}

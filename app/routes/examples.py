"""Examples of the interface's documentation. A test posts every one of them and compares the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_CELLS = [
    {"product": "core", "region": "east", "baseline": 400, "potential": 520},
    {"product": "core", "region": "west", "baseline": 300, "potential": 360},
    {"product": "new", "region": "east", "baseline": 60, "potential": 200},
    {"product": "new", "region": "west", "baseline": 40, "potential": 120},
]

TINY_SCENARIO: Mapping[str, Any] = {
    "schema": "allot.scenario/1",
    "name": "tiny",
    "period": "2025",
    "money": {"currency": "CNY", "unit": "thousand"},
    "dimensions": [
        {
            "name": "product",
            "members": [
                {"key": "core", "label": "Core line"},
                {"key": "new", "label": "New line", "priority": 0.5},
            ],
        },
        {"name": "region", "members": [{"key": "east", "label": "East"}, {"key": "west", "label": "West"}]},
    ],
    "cells": _CELLS,
    "company_target": {"amount": 900},
    "limits": [
        {
            "kind": "growth_limit",
            "name": "steady regions",
            "owner": "sales operations",
            "by": ["region"],
            "min_growth_rate": 0,
            "max_growth_rate": 0.3,
        }
    ],
}

INFEASIBLE_SCENARIO: Mapping[str, Any] = {
    **TINY_SCENARIO,
    "name": "tiny, out of reach",
    "limits": [{"kind": "amount_limit", "name": "cap per region", "by": ["region"], "max_amount": 400}],
}

TINY_SCENARIO_YAML = """\
schema: allot.scenario/1
name: tiny
period: 2025
money: {currency: CNY, unit: thousand}
dimensions:
  - name: product
    members: [{key: core, label: Core line}, {key: new, label: New line, priority: 0.5}]
  - name: region
    members: [{key: east, label: East}, {key: west, label: West}]
cells:
  - {product: core, region: east, baseline: 400, potential: 520}
  - {product: core, region: west, baseline: 300, potential: 360}
  - {product: new, region: east, baseline: 60, potential: 200}
  - {product: new, region: west, baseline: 40, potential: 120}
company_target: {amount: 900}
limits:
  - kind: growth_limit
    name: steady regions
    owner: sales operations
    by: [region]
    min_growth_rate: 0
    max_growth_rate: 0.3
"""

FORM_EXAMPLE: Mapping[str, str] = {
    "scenario": """\
schema: allot.scenario/1
name: tiny
period: 2025
money: {currency: CNY, unit: thousand}
dimensions:
  - name: region
    members: [{key: east, label: East}, {key: west, label: West}]
cells: {table: cells.csv}
company_target: {amount: 300}
""",
    "cells.csv": "region,baseline\neast,100\nwest,150\n",
}

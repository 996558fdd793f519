"""Examples of sweeps in the interface's documentation. A test posts every one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.routes.examples import FORM_EXAMPLE, TINY_SCENARIO

TINY_SWEEP: Mapping[str, Any] = {
    "scenario": TINY_SCENARIO,
    "sweep": {
        "parameters": [
            {"pointer": "/strategies/balanced/strategic_intensity", "values": [0, 1]},
            {"pointer": "/limits/[steady regions]/max_growth_rate", "from": 0.25, "to": 0.3, "steps": 2},
        ],
        "by": ["region"],
    },
}

DRAWN_SWEEP: Mapping[str, Any] = {
    "scenario": TINY_SCENARIO,
    "sweep": {
        "parameters": [{"pointer": "/company_target/amount", "from": 850, "to": 950}],
        "design": "latin-hypercube",
        "points": 5,
        "seed": 1,
    },
}

SWEEP_FORM: Mapping[str, str] = {
    **FORM_EXAMPLE,
    "sweep": "parameters: [{pointer: /company_target/amount, from: 280, to: 320, steps: 3}]\n",
}

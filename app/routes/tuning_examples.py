"""Examples of tunings in the interface's documentation. A test posts every one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.routes.incentive_documentation import PLAN_FORM_EXAMPLE, TINY_PLAN

SMALL: Mapping[str, Any] = {
    "tune": [{"parameter": "threshold"}, {"parameter": "accelerator"}],
    "starts": 2,
    "certificate_draws": 2000,
    "estimate_draws": 1000,
    "analyses": ["restored"],
}
"""Two parameters and few draws, so that an example does not take long."""

TINY_TUNING: Mapping[str, Any] = {"plan": {**TINY_PLAN, "budget": 25000}, "tuning": SMALL}

TUNING_FORM: Mapping[str, str] = {
    **PLAN_FORM_EXAMPLE,
    "tuning": "budget: 25000\ntune: [{parameter: accelerator}]\nstarts: 1\ncertificate_draws: 2000\n"
    "estimate_draws: 1000\nanalyses: []\n",
}

TINY_RESULT: Mapping[str, Any] = {
    "schema": "allot.tuning/1",
    "plan_hash": "sha256:7380ae80282a2e3db21b3e7ec809dda7b2d8da5ff89a0e67164eab8299baa0f6",
    "request": SMALL,
    "certificate": {
        "values": {"rep / revenue bonus / threshold": 0.8, "rep / revenue bonus / accelerator": 1.5},
        "draws": 2000,
        "seed": 9001,
    },
}

TINY_CERTIFICATE: Mapping[str, Any] = {"plan": TINY_TUNING["plan"], "result": TINY_RESULT}

CERTIFICATE_FORM: Mapping[str, str] = {
    **PLAN_FORM_EXAMPLE,
    "result": "schema: allot.tuning/1\n"
    "plan_hash: sha256:942526257b59e1c8c0c6dbaa57eb33ca3beacf0d65cfb3a824e40727aa9af37d\n"
    "request: {budget: 25000, tune: [{parameter: accelerator}]}\n"
    "certificate: {values: {rep / revenue bonus / accelerator: 1.5}, draws: 2000, seed: 9001}\n",
}

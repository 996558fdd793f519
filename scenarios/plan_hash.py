"""The content hash of a plan: what was decided, and nothing about how."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785

from models.allocation.plan import Plan


def plan_hash(scenario_hash: str, plan: Plan) -> str:
    """sha256 over the scenario's hash, the strategy's name and the integer targets in cell order, with their months
    where there are any, as canonical JSON.

    Solver, residuals and timings stay out: the same decision has the same hash on every machine.
    """
    content: dict[str, Any] = {
        "scenario_hash": scenario_hash,
        "strategy": plan.strategy.name,
        "targets_minor": plan.targets_minor.tolist(),
    }
    if plan.months is not None:
        content["months_minor"] = plan.months.minor.tolist()
    return "sha256:" + hashlib.sha256(rfc8785.dumps(content)).hexdigest()

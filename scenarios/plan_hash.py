"""The content hash of a plan: what was decided, and nothing about how."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785

from models.allocation.plan import Plan


def plan_hash(scenario_hash: str, plan: Plan) -> str:
    """sha256 over the scenario's hash, the strategy's name and the integer targets in cell order, as canonical JSON;
    where targets are over-assigned, over the plan's and every level's integers too, where they are phased, over their
    months.

    Solver, residuals and timings stay out: the same decision has the same hash on every machine.
    """
    content: dict[str, Any] = {
        "scenario_hash": scenario_hash,
        "strategy": plan.strategy.name,
        "targets_minor": plan.targets_minor.tolist(),
    }
    if plan.upper_levels:
        content["upper_levels_minor"] = [minor.tolist() for minor in plan.upper_levels]
    if plan.months is not None:
        content["months_minor"] = [layer.minor.tolist() for layer in (*plan.upper_months, plan.months)]
    return "sha256:" + hashlib.sha256(rfc8785.dumps(content)).hexdigest()

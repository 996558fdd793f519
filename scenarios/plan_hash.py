"""The content hash of a plan: what was decided, and nothing about how."""

from __future__ import annotations

import hashlib

from models.allocation.plan import Plan
from models.arrays import IntArray
from scenarios.definition.canonical_json import canonical_array, canonical_object, canonical_text


def plan_hash(scenario_hash: str, plan: Plan) -> str:
    """sha256 over the scenario's hash, the strategy's name and the integer targets in cell order, as canonical JSON;
    where targets are over-assigned, over the plan's and every level's integers too, where they are phased, over their
    months.

    Solver, residuals and timings stay out: the same decision has the same hash on every machine.
    """
    content = {
        "scenario_hash": canonical_text(scenario_hash),
        "strategy": canonical_text(plan.strategy.name),
        "targets_minor": _integers(plan.targets_minor),
    }
    if plan.upper_levels:
        content["upper_levels_minor"] = canonical_array(map(_integers, plan.upper_levels))
    if plan.months is not None:
        layers = [layer.minor for layer in (*plan.upper_months, plan.months)]
        content["months_minor"] = canonical_array(canonical_array(map(_integers, layer)) for layer in layers)
    return "sha256:" + hashlib.sha256(canonical_object(content).encode()).hexdigest()


def _integers(minor: IntArray) -> str:
    """Amounts are within what JSON readers keep: see `models.units.MAX_MINOR`."""
    return canonical_array(map(str, minor.tolist()))

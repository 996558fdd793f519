"""Where parameters may lie, in values that can be published."""

from __future__ import annotations

import math
from typing import Any

from app.documents.amounts import significant
from app.documents.tuning.analyses import knob_part
from app.documents.tuning.names import PlanNames
from scenarios.incentives.tuning.tuning_result import ParameterRange, TuningReport

NEAR = 1e-6
"""Steps that a value may be off a multiple of its step by computing."""


def ranges_part(report: TuningReport, names: PlanNames) -> list[dict[str, Any]]:
    """Where each parameter may lie; ends are multiples of its step, within what was found."""
    steps = {one.name: one.step for one in report.parameters}
    return [_range(one, steps.get(one.name, 0.0), names) for one in report.ranges]


def _range(one: ParameterRange, step: float, names: PlanNames) -> dict[str, Any]:
    low, high = one.low, one.high
    if step > 0:
        digits = max(0, math.ceil(-math.log10(step) - NEAR))
        low = min(round(math.ceil(low / step - NEAR) * step, digits), one.tuned)
        high = max(round(math.floor(high / step + NEAR) * step, digits), one.tuned)
    return {
        **knob_part(one.name, names),
        "low": significant(low),
        "tuned": significant(one.tuned),
        "high": significant(high),
    }

"""The cautious choice: of the plans that none beats throughout, the one whose largest regret is least."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenarios.comparison.comparison import Comparison, StrategyRow

SAME_REGRET = 5e-5
"""Largest regrets nearer than this, per unit of company target, are as good as each other: half of what is shown."""


def cautious_choices(comparison: Comparison, order: Sequence[str]) -> tuple[StrategyRow, ...]:
    """The choice, and after it the plans that are as good, in `order`, the scenario's own, whatever the base is. Plans
    that another one beats throughout are not chosen; there is always one that none beats. There must be a plan."""
    worst, error = comparison.regret.worst, float(comparison.regret.error.max(initial=0.0))
    unbeaten = [place for place in range(len(comparison.plans)) if not comparison.dominance.is_dominated(place)]
    least = float(np.min(worst[unbeaten]))
    rows = [comparison.with_plan[place] for place in unbeaten if worst[place] - least <= max(error, SAME_REGRET)]
    return tuple(sorted(rows, key=lambda row: order.index(row.name)))

"""Where the next million goes: the company target raised and solved again."""

from __future__ import annotations

from models.allocation.sensitivity.next_amount import NextAmount
from scenarios.sensitivity.reopened_plan import ReopenedPlan


def next_amount(reopened: ReopenedPlan, delta_minor: int | None = None) -> NextAmount:
    """What everybody gains when the company target rises by `delta_minor`; default: see `usual_delta`.
    Raises LimitReached."""
    raise NotImplementedError

"""Targets that people can reach: a least probability of reaching them."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext
from models.allocation.limits.measured import leave_out_cells
from models.allocation.uncertainty import sum_distribution
from models.fields import Rate


class Attainability(Limit):
    """A least chance of reaching the target: P(S(G) ≥ x(G)) ≥ min_probability, S(G) what the group will sell.

    S is the sum of the cells' forecasts under the scenario's `uncertainty`, so x(G) is at most the amount that S(G)
    exceeds with that probability. Ups and downs of several cells partly cancel, the less so the more they move
    together. Cells without a forecast are on neither side, with a notice that says how many there are.

    Example: one cell, forecast 100, `forecast_log_sd: 0.3`, `min_probability: 0.9`. Nine times in ten a normal number
    is above −1.2816, so the target is at most 100 · exp(−0.3²/2 − 1.2816 · 0.3) = 65.09.
    """

    kind: Literal["attainability"]
    min_probability: Annotated[Rate, Field(gt=0, lt=1)] = Field(
        description="Least probability that the group reaches its target (0.6: three times in five)."
    )

    def apply(self, context: LimitContext) -> None:
        """One row per group that has a forecast: its (1 − min_probability) quantile as a cap."""
        present = leave_out_cells(context, self.name, context.mask(self), "forecast")
        if not present.any():
            context.notice("limit_without_data", name=self.name, column="forecast")
            return
        groups = context.groups(self, present)
        total = sum_distribution(context.forecasts, groups.code, groups.count)
        cap = total.quantile(1.0 - self.min_probability)
        context.emit(self, groups, context.sums(groups), np.full(groups.count, -np.inf), cap)

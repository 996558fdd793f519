"""Shares of a market: the target against the size of the market."""

from __future__ import annotations

from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext
from models.allocation.limits.fields import check_sides
from models.allocation.limits.measured import amounts_of, group_sums, leave_out_cells, notice_empty_groups
from models.fields import Rate

Share = Annotated[Rate, Field(ge=0, le=1)]


class MarketShare(Limit):
    """Share of the market: min_share·M(G) ≤ x(G) ≤ max_share·M(G), M the cells' `market`.

    x(G) are the targets that people are assigned. Cells without a market are on neither side, with a notice that says
    how many there are; a group whose market is zero is skipped with a notice.

    Example: two cells in the south with markets of 400 and 600, together 1,000. `by: [region], max_share: 0.34` lets
    the south have at most 0.34 · 1,000 = 340.
    """

    kind: Literal["market_share"]
    min_share: Share | None = Field(default=None, description="Least share of the market, fraction of one.")
    max_share: Share | None = Field(default=None, description="Largest share of the market, fraction of one.")

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        check_sides(self, "min_share", "max_share")
        return self

    def apply(self, context: LimitContext) -> None:
        """One row per group that has a market."""
        present = leave_out_cells(context, self.name, context.mask(self), "market")
        if not present.any():
            context.notice("limit_without_data", name=self.name, column="market")
            return
        groups = context.groups(self, present)
        market = group_sums(context, groups, amounts_of(context.problem.cells, "market"))
        notice_empty_groups(context, self.name, groups, market, "market")
        positive = market > 0.0
        lower, upper = np.full(groups.count, -np.inf), np.full(groups.count, np.inf)
        if self.min_share is not None:
            lower[positive] = self.min_share * market[positive]
        if self.max_share is not None:
            upper[positive] = self.max_share * market[positive]
        context.emit(self, groups, context.sums(groups), lower, upper)

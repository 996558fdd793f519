"""Growth floors and caps against the baseline."""

from __future__ import annotations

from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext
from models.allocation.limits.fields import check_sides
from models.fields import Rate

GrowthRate = Annotated[Rate, Field(ge=-1, le=1000)]


class GrowthLimit(Limit):
    """Growth of a group against its baseline: (1 + min)·b(G) ≤ x(G) ≤ (1 + max)·b(G).

    Like for like: cells without a baseline are on neither side, unless `include_new` counts their targets.
    Groups whose baseline is zero or negative have no growth rate: they are skipped with a notice.

    Example: Ann sold 200 last year. `by: [rep], min_growth_rate: -0.05, max_growth_rate: 0.12` keeps her target between
    0.95 · 200 = 190 and 1.12 · 200 = 224.
    """

    kind: Literal["growth_limit"]
    min_growth_rate: GrowthRate | None = Field(
        default=None, description="Least growth, fraction of the baseline (-0.05: at most 5 % less)."
    )
    max_growth_rate: GrowthRate | None = Field(
        default=None, description="Largest growth, fraction of the baseline (0.3: at most 30 % more)."
    )
    include_new: bool = Field(default=False, description="Count targets of cells without a baseline in x(G).")

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        check_sides(self, "min_growth_rate", "max_growth_rate")
        return self

    def apply(self, context: LimitContext) -> None:
        """One row per group with a positive baseline."""
        cells = context.problem.cells
        selected = context.mask(self)
        groups = context.groups(self, selected if self.include_new else selected & cells.baseline.present)
        baseline = np.where(cells.baseline.present, cells.baseline.minor, 0)
        inside = groups.code >= 0
        total = np.bincount(groups.code[inside], weights=baseline[inside], minlength=groups.count)
        positive = total > 0
        for group in np.flatnonzero(~positive):
            context.notice("growth_without_base", name=self.name, group=" × ".join(groups.keys[group]))
        if not positive.any():
            context.notice("growth_limit_without_effect", name=self.name)
        base = total / context.problem.money.minor_per_thousand
        lower = np.full(groups.count, -np.inf)
        upper = np.full(groups.count, np.inf)
        if self.min_growth_rate is not None:
            lower[positive] = (1 + self.min_growth_rate) * base[positive]
        if self.max_growth_rate is not None:
            upper[positive] = (1 + self.max_growth_rate) * base[positive]
        context.emit(self, groups, context.sums(groups), lower, upper)

"""How hard a target may be: the target against what is expected or possible."""

from __future__ import annotations

from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext
from models.allocation.limits.fields import check_sides
from models.allocation.limits.measured import amounts_of, group_sums, left_out, notice_empty_groups
from models.fields import Rate

Difficulty = Annotated[Rate, Field(ge=0, le=1000)]


class DifficultyBand(Limit):
    """Difficulty of a group's target: min_difficulty ≤ x(G)/f(G) ≤ max_difficulty, f the forecast or the potential.

    Like for like: cells without f are on neither side. A group in which no cell states f, or whose f is zero, is
    skipped with a notice.

    Example: Ann's forecast is 200 and 300, together 500. `by: [rep], max_difficulty: 1.1` lets her target be at most
    1.1 · 500 = 550, however it is spread over the two. A third product of hers without a forecast is not counted.
    """

    kind: Literal["difficulty_band"]
    against: Literal["forecast", "potential"] = Field(
        default="forecast", description="What the target is measured against, a column of the cells."
    )
    min_difficulty: Difficulty | None = Field(
        default=None, description="Least target, as a multiple of f (0.9: at least 90 % of the forecast)."
    )
    max_difficulty: Difficulty | None = Field(
        default=None, description="Largest target, as a multiple of f (1.1: at most 10 % above the forecast)."
    )

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        check_sides(self, "min_difficulty", "max_difficulty")
        return self

    def apply(self, context: LimitContext) -> None:
        """One row per group that has something to be measured against."""
        measure = amounts_of(context.problem.cells, self.against)
        every = context.groups(self)
        groups = context.groups(self, context.mask(self) & measure.present)
        size = group_sums(context, groups, measure)
        notice_empty_groups(context, self.name, groups, size, self.against)
        for group in left_out(every.keys, groups.keys):
            context.notice("group_left_out", name=self.name, group=group or "all", column=self.against)
        positive = size > 0.0
        lower, upper = np.full(groups.count, -np.inf), np.full(groups.count, np.inf)
        if self.min_difficulty is not None:
            lower[positive] = self.min_difficulty * size[positive]
        if self.max_difficulty is not None:
            upper[positive] = self.max_difficulty * size[positive]
        context.emit(self, groups, context.sums(groups), lower, upper)

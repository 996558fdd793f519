"""Bottom-up numbers: targets stay near what was committed."""

from __future__ import annotations

from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext
from models.fields import Rate


class Commitment(Limit):
    """Target near the committed number: (1 − below)·k(G) ≤ x(G) ≤ (1 + above)·k(G).

    k is the cells' `commitment`; cells without one are on neither side.

    Example: Ann committed 300 and 100, together 400. `by: [rep], below_rate: 0.1, above_rate: 0.05` keeps her target
    for the two between 0.9 · 400 = 360 and 1.05 · 400 = 420.
    """

    kind: Literal["commitment"]
    below_rate: Annotated[Rate, Field(ge=0, le=1)] | None = Field(
        default=None, description="How far the target may stay below the commitment, fraction of it. Absent: any."
    )
    above_rate: Annotated[Rate, Field(ge=0, le=1000)] | None = Field(
        default=None, description="How far the target may exceed the commitment, fraction of it. Absent: any."
    )

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if self.below_rate is None and self.above_rate is None:
            raise PydanticCustomError("limit_without_number", "below_rate or above_rate is needed")
        return self

    def apply(self, context: LimitContext) -> None:
        """One row per group that has a committed cell."""
        committed = context.problem.cells.commitment
        mask = context.mask(self) & committed.present
        if not mask.any():
            context.notice("commitment_without_effect", name=self.name)
            return
        groups = context.groups(self, mask)
        inside = groups.code >= 0
        total = np.bincount(groups.code[inside], weights=committed.minor[inside], minlength=groups.count)
        amount = total / context.problem.money.minor_per_thousand
        none = np.full(groups.count, np.inf)
        lower = -none if self.below_rate is None else (1 - self.below_rate) * amount
        upper = none if self.above_rate is None else (1 + self.above_rate) * amount
        context.emit(self, groups, context.sums(groups), lower, upper)

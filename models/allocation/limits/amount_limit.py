"""Floors and caps in money."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext
from models.allocation.limits.fields import NumberOrAttribute


class AmountLimit(Limit):
    """Target of a group in money: min_amount ≤ x(G) ≤ max_amount."""

    kind: Literal["amount_limit"]
    min_amount: NumberOrAttribute | None = Field(
        default=None, description="Floor in the document's money unit, or {attribute: …} of each group's member."
    )
    max_amount: NumberOrAttribute | None = Field(
        default=None, description="Cap in the document's money unit, or {attribute: …} of each group's member."
    )

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if self.min_amount is None and self.max_amount is None:
            raise PydanticCustomError("limit_without_number", "min_amount or max_amount is needed")
        if (
            isinstance(self.min_amount, Decimal)
            and isinstance(self.max_amount, Decimal)
            and self.min_amount > self.max_amount
        ):
            facts = {"floor": str(self.min_amount), "cap": str(self.max_amount)}
            raise PydanticCustomError("floor_over_cap", "min_amount is above max_amount", facts)
        return self

    def apply(self, context: LimitContext) -> None:
        """One row per group."""
        groups = context.groups(self)
        lower = context.group_values(self.min_amount, groups, -np.inf, "/min_amount", money=True)
        upper = context.group_values(self.max_amount, groups, np.inf, "/max_amount", money=True)
        context.emit(self, groups, context.sums(groups), lower, upper)

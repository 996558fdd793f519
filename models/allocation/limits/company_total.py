"""The company target: what the plan of the whole company must add up to."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext
from models.allocation.selection import Groups
from models.fields import Name, Number

Amount = Annotated[Number, Field(ge=0)]


class CompanyTotal(Limit):
    """Company target: Σ x over all cells = amount, or min_amount ≤ Σ x ≤ max_amount.

    With over-assignment x is the plan's number here: people's targets add up to more. The reference of every cell is
    its share of T_ref: the amount, the middle of the range, or `reference_amount`.

    Example: `min_amount: 95, max_amount: 105` shares out 100. The south would get 30 but must have 34.5: the plan adds
    up to 104.5, and nobody else gives anything.
    """

    kind: Literal["company_total"] = "company_total"
    basis: Literal["plan"] = Field(default="plan", description="The company target is the plan's total, always.")
    name: Name = Field(default="company target", description="What people call the company target.")
    amount: Amount | None = Field(default=None, description="The company target, in the document's money unit.")
    min_amount: Amount | None = Field(default=None, description="Lower end of a range, in the money unit.")
    max_amount: Amount | None = Field(default=None, description="Upper end of a range, in the money unit.")
    reference_amount: Amount | None = Field(
        default=None,
        description="What the references add up to when a range is given, in the money unit. Default: the middle.",
    )

    @model_validator(mode="after")
    def _number_or_range(self) -> Self:
        has_range = self.min_amount is not None and self.max_amount is not None
        partial = (self.min_amount is None) != (self.max_amount is None)
        if partial or (self.amount is None) != has_range:
            raise PydanticCustomError("number_or_range", "either `amount`, or `min_amount` and `max_amount`")
        if self.where or self.unless or self.by:
            raise PydanticCustomError("company_total_selects", "the company target speaks of all cells")
        if has_range and self.lower > self.upper:
            facts = {"floor": str(self.min_amount), "cap": str(self.max_amount)}
            raise PydanticCustomError("floor_over_cap", "min_amount is above max_amount", facts)
        if self.reference <= 0:
            raise PydanticCustomError("target_not_positive", "the company target must be above zero")
        return self

    @property
    def lower(self) -> Decimal:
        """Least company total, in the document's money unit."""
        value = self.amount if self.amount is not None else self.min_amount
        assert value is not None
        return value

    @property
    def upper(self) -> Decimal:
        """Largest company total, in the document's money unit."""
        value = self.amount if self.amount is not None else self.max_amount
        assert value is not None
        return value

    @property
    def reference(self) -> Decimal:
        """T_ref, in the document's money unit."""
        return (self.lower + self.upper) / 2 if self.reference_amount is None else self.reference_amount

    def apply(self, context: LimitContext) -> None:
        """One row over all cells."""
        groups = Groups((), ((),), np.zeros(context.count, dtype=np.int64))
        lower_path, upper_path = ("/amount", "/amount") if self.amount is not None else ("/min_amount", "/max_amount")
        lower = np.array([context.amount(self.lower, lower_path)])
        upper = np.array([context.amount(self.upper, upper_path)])
        context.emit(self, groups, context.sums(groups), lower, upper)

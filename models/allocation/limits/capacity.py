"""Capacity: what a person or team can carry, in money or in effort."""

from __future__ import annotations

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from scipy.sparse import csr_array

from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext, Quantity
from models.allocation.limits.fields import NumberOrAttribute
from models.allocation.statement_error import StatementError
from models.units import Metric


class Capacity(Limit):
    """Annual capacity of each group: Σ x ≤ amount in money, or Σ effort·x ≤ amount in effort (hours, visits).

    `effort` of a cell is what one unit of the major currency costs (0.002 hours per yuan: 2 hours per thousand). In a
    plan that counts pieces effort is per piece, and money is that of the pieces, by the cells' prices.
    `by` is required: whose capacity it is.

    Example: 220,000 of hardware at 0.0005 hours and 77,000 of service at 0.002 take 110 + 154 = 264 hours, all that Ann
    has with `by: [rep], measure: effort, amount: {attribute: hours}` and `hours: 264`.
    """

    kind: Literal["capacity"]
    measure: Literal["money", "effort"] = Field(
        default="money", description="money: a maximum quota; effort: hours or visits, by the cells' `effort`."
    )
    amount: NumberOrAttribute = Field(
        description="Capacity per group and year: in the money unit, or in units of effort; or {attribute: …}."
    )

    @property
    def counts(self) -> Metric | None:
        """A maximum quota is money."""
        return "amount"

    @model_validator(mode="after")
    def _per_group(self) -> Self:
        if not self.by:
            raise PydanticCustomError("capacity_without_by", "capacity needs `by`: whose capacity it is")
        return self

    def money_fields(self) -> tuple[str, ...]:
        """The amount, unless it counts effort."""
        return ("amount",) if self.measure == "money" else ()

    def apply(self, context: LimitContext) -> None:
        """One row per group, scaled so that its largest coefficient is 1."""
        groups = context.groups(self)
        if self.measure == "money":
            unit = context.counting("amount", groups.code >= 0, "/measure")
            upper = context.bounds(self.amount, groups, np.inf, "/amount", unit)
            matrix, none = context.sums(groups, unit.factor), np.full(groups.count, -np.inf)
            context.emit(self, groups, matrix, none, upper, quantity=unit.quantity, scale=unit.scale)
            return
        effort = context.problem.cells.effort * 1000.0
        missing = np.flatnonzero((groups.code >= 0) & np.isnan(effort))
        if missing.size:
            cell = " × ".join(context.problem.cell_key(int(missing[0])))
            raise StatementError("capacity_without_effort", "/measure", cell=cell, count=int(missing.size))
        scale = float(effort[groups.code >= 0].max(initial=0.0)) or 1.0
        upper = context.group_values(self.amount, groups, np.inf, "/amount", money=False) / scale
        matrix = csr_array(context.sums(groups, effort / scale))
        matrix.eliminate_zeros()
        context.emit(self, groups, matrix, np.full(groups.count, -np.inf), upper, quantity=Quantity.EFFORT, scale=scale)

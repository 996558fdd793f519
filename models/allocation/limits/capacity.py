"""Capacity: what a person or team can carry, in money or in effort, in the year or in every month."""

from __future__ import annotations

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from scipy.sparse import csr_array

from models.allocation.limits.base import Limit
from models.allocation.limits.context import Counting, LimitContext, Quantity
from models.allocation.limits.fields import NumberOrAttribute
from models.allocation.limits.month_rows import MonthCapacities, emit_months
from models.allocation.phasing.availability import group_availability
from models.allocation.selection import Groups
from models.allocation.statement_error import StatementError
from models.arrays import FloatArray
from models.units import Metric


class Capacity(Limit):
    """Capacity of each group: Σ x ≤ amount in money, or Σ effort·x ≤ amount in effort (hours, visits).

    `effort` of a cell is what one unit of the major currency costs (0.002 hours per yuan: 2 hours per thousand). In a
    plan that counts pieces effort is per piece, and money is that of the pieces, by the cells' prices.
    `by` is required: whose capacity it is. With `per: month`, `amount` is what one full month carries; who is new or on
    leave carries less of it (see [phasing](scenarios.md#phasing)): the year carries Σ amount·available, and every month
    of its own Σ effort·share·x ≤ amount·available, `share` being the month's share of each target.

    Example: 220,000 of hardware at 0.0005 hours and 77,000 of service at 0.002 take 110 + 154 = 264 hours, all that Ann
    has with `by: [rep], measure: effort, amount: {attribute: hours}` and `hours: 264`.
    """

    kind: Literal["capacity"]
    measure: Literal["money", "effort"] = Field(
        default="money", description="money: a maximum quota; effort: hours or visits, by the cells' `effort`."
    )
    amount: NumberOrAttribute = Field(
        description="Capacity per group and `per`: in the money unit, or in units of effort; or {attribute: …}."
    )
    per: Literal["year", "month"] = Field(
        default="year", description="What the amount is for: the year, or one full month; the latter needs `phasing`."
    )
    each_month: bool = Field(
        default=True, description="With `per: month`: every month keeps its own capacity; false: only the year does."
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
        """One row per group, scaled so that its largest coefficient is 1; with `per: month` also one per month."""
        groups = context.groups(self)
        unit, matrix = self._use(context, groups)
        amount = context.bounds(self.amount, groups, np.inf, "/amount", unit)
        monthly = self._monthly(context, groups, amount) if self.per == "month" else None
        upper = amount if monthly is None else monthly.sum(axis=1)
        none = np.full(groups.count, -np.inf)
        context.emit(self, groups, matrix, none, upper, quantity=unit.quantity, scale=unit.scale)
        if monthly is not None and self.each_month:
            emit_months(context, self, groups, MonthCapacities(matrix, monthly, unit.quantity, unit.scale))
        elif context.problem.phasing is not None:
            context.notice("capacity_without_months", name=self.name)

    def _use(self, context: LimitContext, groups: Groups) -> tuple[Counting, csr_array]:
        """What a row counts, and what a target of one takes of each group's capacity."""
        if self.measure == "money":
            unit = context.counting("amount", groups.code >= 0, "/measure")
            return unit, context.sums(groups, unit.factor)
        effort = context.problem.cells.effort * 1000.0
        missing = np.flatnonzero((groups.code >= 0) & np.isnan(effort))
        if missing.size:
            cell = " × ".join(context.problem.cell_key(int(missing[0])))
            raise StatementError("capacity_without_effort", "/measure", cell=cell, count=int(missing.size))
        scale = float(effort[groups.code >= 0].max(initial=0.0)) or 1.0
        matrix = csr_array(context.sums(groups, effort / scale))
        matrix.eliminate_zeros()
        return Counting(effort / scale, Quantity.EFFORT, scale), matrix

    def _monthly(self, context: LimitContext, groups: Groups, amount: FloatArray) -> FloatArray:
        """amount · available (groups × 12); inf where a group has no capacity stated."""
        shapes = context.problem.shapes
        if shapes is None:
            raise StatementError("capacity_month_without_phasing", "/per")
        available = group_availability(groups.code, groups.count, context.problem.cells.members, shapes.leaves)
        stated = np.isfinite(amount)
        values = np.where(stated, amount, 0.0)[:, None] * available
        return np.where(stated[:, None], values, np.inf)

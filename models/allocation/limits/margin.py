"""Least margin, in money or as a rate."""

from __future__ import annotations

from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from scipy.sparse import csr_array

from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext
from models.allocation.statement_error import StatementError
from models.fields import Number, Rate
from models.units import Metric


class Margin(Limit):
    """Margin of a group: Σ m·x ≥ min_amount, or Σ m·x ≥ min_rate·x(G), m the cells' margin rates.

    In a plan that counts pieces x is their money, by the cells' prices.

    Example: 400 in the east at 10 % and 600 in the west at 30 % earn 40 + 180 = 220. `min_amount: 232` moves 60 from
    east to west: 34 + 198 = 232.
    """

    kind: Literal["margin"]
    min_amount: Number | None = Field(default=None, description="Least margin in the document's money unit.")
    min_rate: Annotated[Rate, Field(ge=-1, le=1)] | None = Field(
        default=None, description="Least average margin rate, fraction of the target."
    )

    @property
    def counts(self) -> Metric | None:
        """Margins are money."""
        return "amount"

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        if (self.min_amount is None) == (self.min_rate is None):
            raise PydanticCustomError("margin_amount_or_rate", "either min_amount or min_rate")
        return self

    def apply(self, context: LimitContext) -> None:
        """One row per group; every cell of it must state a margin rate."""
        groups = context.groups(self)
        rate = context.problem.cells.margin_rate
        missing = np.flatnonzero((groups.code >= 0) & np.isnan(rate))
        if missing.size:
            cell = " × ".join(context.problem.cell_key(int(missing[0])))
            raise StatementError("margin_without_rate", "", cell=cell, count=int(missing.size))
        unit = context.counting("amount", groups.code >= 0)
        floor = context.bounds(self.min_amount, groups, 0.0, "/min_amount", unit)
        matrix = csr_array(context.sums(groups, (rate - (self.min_rate or 0.0)) * unit.factor))
        matrix.eliminate_zeros()
        top = np.full(groups.count, np.inf)
        context.emit(self, groups, matrix, floor, top, quantity=unit.quantity, scale=unit.scale)

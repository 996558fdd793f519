"""Floors and caps in money."""

from __future__ import annotations

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from models.allocation.limits.base import METRIC, Limit
from models.allocation.limits.context import LimitContext
from models.allocation.limits.fields import NumberOrAttribute, check_sides
from models.units import Metric


class AmountLimit(Limit):
    """Target of a group: min_amount ≤ x(G) ≤ max_amount, in money, or in pieces with `metric: volume`.

    In pieces x(G) is Σ x_c/price_c, with the price of a piece in each cell; in a plan that counts pieces itself,
    `metric: amount` turns it round to Σ price_c·x_c. A cell of the group without a price is an error.

    A soft form in pieces prices the money of the cheapest pieces.

    Example: the east had 100 + 300 = 400. `where: {region: east}, max_amount: 340` leaves both products 85 %, 85 and
    255. In pieces: a valve costs 50, so 24,000 and 16,000 of valves are 480 + 320 = 800 pieces;
    `where: {product: valve}, metric: volume, max_amount: 600` leaves 75 % of them, 18,000 and 12,000.
    """

    kind: Literal["amount_limit"]
    metric: Metric | None = Field(default=None, description=METRIC)
    min_amount: NumberOrAttribute | None = Field(
        default=None, description="Floor in the document's unit, or {attribute: …} of each group's member."
    )
    max_amount: NumberOrAttribute | None = Field(
        default=None, description="Cap in the document's unit, or {attribute: …} of each group's member."
    )

    @property
    def counts(self) -> Metric | None:
        """What `metric` says."""
        return self.metric

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        check_sides(self, "min_amount", "max_amount")
        return self

    def apply(self, context: LimitContext) -> None:
        """One row per group."""
        groups = context.groups(self)
        unit = context.counting(self.metric, groups.code >= 0)
        lower = context.bounds(self.min_amount, groups, -np.inf, "/min_amount", unit)
        upper = context.bounds(self.max_amount, groups, np.inf, "/max_amount", unit)
        matrix = context.sums(groups, unit.factor)
        context.emit(self, groups, matrix, lower, upper, quantity=unit.quantity, scale=unit.scale)

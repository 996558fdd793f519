"""Mix: the share of some cells in a larger whole."""

from __future__ import annotations

from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from scipy.sparse import csr_array, diags_array

from models.allocation.limits.base import METRIC, Limit
from models.allocation.limits.context import LimitContext
from models.allocation.limits.fields import check_sides
from models.allocation.selection import Groups
from models.allocation.statement_error import StatementError
from models.arrays import BoolArray, IntArray
from models.fields import Rate, WhereField
from models.units import Metric

Share = Annotated[Rate, Field(ge=0, le=1)]


class ShareLimit(Limit):
    """Share of G in H: min_share·x(H) ≤ x(G) ≤ max_share·x(H).

    G: the cells of `where` in each `by` group; H: the cells of `of` in the same group, by default all of them.
    "Strategic products at least 20 % of every region" is `where: {lifecycle: new}, by: [region], min_share: 0.2`.
    A part that is its own whole is an error: its share is always one. `metric: volume` compares pieces, by the cells'
    prices; a cell without a price is then an error.

    Example: 50 of new products beside 300 of known ones are a share of one seventh; `min_share: 0.2` makes it 70 of
    350. In pieces: pumps cost 400 and valves 50, so 200,000 of pumps and 70,000 of valves are 500 and 1,400 pieces, a
    share of 26 %; `where: {product: pump}, metric: volume, min_share: 0.5` makes it 240,000 and 30,000, 600 each.
    """

    kind: Literal["share_limit"]
    metric: Metric | None = Field(default=None, description=METRIC)
    of: WhereField = Field(
        default_factory=dict, description="The whole that the share refers to. Empty: all cells of the `by` group."
    )
    min_share: Share | None = Field(default=None, description="Least share, fraction of one.")
    max_share: Share | None = Field(default=None, description="Largest share, fraction of one.")

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        check_sides(self, "min_share", "max_share")
        return self

    def apply(self, context: LimitContext) -> None:
        """Rows x(G) − share·x(H) ≥ 0 and ≤ 0, one per group and side; a fixed share is one equality."""
        whole = context.groups(self, context.where(self.of, "/of"))
        part = context.mask(self)
        part_groups = Groups(whole.axes, whole.keys, _codes_of(context, self, whole, part))
        if np.array_equal(part_groups.code >= 0, whole.code >= 0):
            raise StatementError("share_of_itself", "", name=self.name)
        inside = part_groups.code >= 0
        has_part = np.bincount(part_groups.code[inside], minlength=whole.count) > 0
        for group in np.flatnonzero(~has_part):
            context.notice("share_without_part", name=self.name, group=" × ".join(whole.keys[group]))
        unit = context.counting(self.metric, (whole.code >= 0) | inside)
        for share, lower, upper in self._sides():
            matrix = csr_array(context.sums(part_groups, unit.factor) - share * context.sums(whole, unit.factor))
            kept = csr_array(diags_array(has_part.astype(np.float64)) @ matrix)
            kept.eliminate_zeros()
            context.emit(
                self,
                whole,
                kept,
                np.where(has_part, lower, -np.inf),
                np.where(has_part, upper, np.inf),
                quantity=unit.quantity,
                scale=unit.scale,
            )

    def _sides(self) -> list[tuple[float, float, float]]:
        """(share, lower, upper) of the rows to write."""
        if self.min_share is not None and self.min_share == self.max_share:
            return [(self.min_share, 0.0, 0.0)]
        sides = []
        if self.min_share is not None:
            sides.append((self.min_share, 0.0, np.inf))
        if self.max_share is not None:
            sides.append((self.max_share, -np.inf, 0.0))
        return sides


def _codes_of(context: LimitContext, limit: ShareLimit, whole: Groups, part: BoolArray) -> IntArray:
    """Group of each cell of the part, in the whole's numbering; −1 outside."""
    every = context.groups(limit, part)
    position = {key: index for index, key in enumerate(whole.keys)}
    renumber = np.array([position.get(key, -1) for key in every.keys], dtype=np.int64)
    codes = np.full(every.code.shape, -1, dtype=np.int64)
    inside = every.code >= 0
    codes[inside] = renumber[every.code[inside]]
    return codes

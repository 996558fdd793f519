"""Difficulty that does not depend on who somebody is."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError
from scipy.sparse import csr_array

from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext, Quantity
from models.allocation.limits.fields import AttributeValueOf
from models.allocation.limits.measured import Against, amounts_of, group_sums, left_out, with_positive
from models.allocation.selection import Groups
from models.allocation.statement_error import StatementError
from models.arrays import FloatArray
from models.fields import Name, Rate

HIRE_DATE = "hire_date"
DAYS_PER_YEAR = 365.25
LEAST_SPREAD = 1e-9
"""Standard deviation of z, relative to its largest value, below which everybody is alike."""


def _iso_date(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("not_a_date", "a date such as 2025-01-01", {"value": value[:60]}) from None
    return value


IsoDate = Annotated[str, Field(json_schema_extra={"format": "date"}), AfterValidator(_iso_date)]


class Neutrality(Limit):
    """Difficulty does not depend on z: |Σ(z(k) − z̄)·d(k)|·sd(z)/Σ(z(k) − z̄)² ≤ tolerance, d(k) = x(k)/f(k).

    That is the slope of difficulty over z, per standard deviation of z, among the groups of `by` (people). z is
    `size` (last year's sales), `potential`, `tenure` (years from the attribute `hire_date` to `as_of`, at least 0), or
    a numeric attribute of the people; it is data and never the target. f is the forecast, the potential or last year.
    Cells without f are not counted; people without f or z are left out and listed in a notice.

    A soft form prices the money that the person whose target changes the slope most would have to give up.

    Example: two people sold 400 and 600 last year, so z̄ = 500 and sd(z) = 100; their forecasts are 200 and 500. The
    slope is (d₂ − d₁)/2. Targets of 400 and 600 have difficulties of 2 and 1.2: a slope of −0.4 favours size.
    `z: size, tolerance: 0.19` moves 60 from the first to the second: 340/200 = 1.7 and 660/500 = 1.32.
    """

    kind: Literal["neutrality"]
    z: Name = Field(description="size, potential, tenure, or a numeric attribute of the members named in `by`.")
    as_of: IsoDate | None = Field(default=None, description="For tenure: the day on which it counts, 2025-01-01.")
    against: Against = Field(
        default="forecast", description="What targets are measured against, a column of the cells."
    )
    tolerance: Annotated[Rate, Field(ge=0, le=1000)] = Field(
        description="Largest change of difficulty per standard deviation of z (0.02: 2 points of f)."
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.by:
            raise PydanticCustomError("difficulty_without_by", "`by` is needed: whose difficulty it is")
        if self.z == "tenure" and self.as_of is None:
            raise PydanticCustomError("tenure_without_date", "as_of is needed")
        return self

    def apply(self, context: LimitContext) -> None:
        """One row over everybody, scaled so that its largest coefficient is 1."""
        every = context.groups(self)
        measure = amounts_of(context.problem.cells, self.against)
        counted = context.groups(self, context.mask(self) & measure.present)
        people = with_positive(counted, group_sums(context, counted, measure))
        held = dict(zip(every.keys, self._z(context, every).tolist(), strict=True))
        z = np.array([held[key] for key in people.keys])
        known = ~np.isnan(z)
        self._list_left_out(context, every, [key for key, is_known in zip(people.keys, known, strict=True) if is_known])
        slope = self._slope(z, known)
        size = group_sums(context, people, measure)
        factor = np.where(known, slope / np.where(size > 0.0, size, 1.0), 0.0)
        per_cell = np.where(people.code >= 0, np.append(factor, 0.0)[people.code], 0.0)
        scale = float(np.abs(per_cell).max())
        cells = np.flatnonzero(per_cell)
        matrix = csr_array(
            (per_cell[cells] / scale, (np.zeros(cells.size, dtype=np.int64), cells)), shape=(1, context.count)
        )
        bound = np.array([self.tolerance / scale])
        everybody = Groups((), ((),), np.where(per_cell != 0.0, 0, -1))
        context.emit(self, everybody, matrix, -bound, bound, quantity=Quantity.RATE, scale=scale)

    def _slope(self, z: FloatArray, known: FloatArray) -> FloatArray:
        """Weight of each difficulty in the slope per standard deviation: (z − z̄)/(n·sd)."""
        values = z[known]
        spread = float(values.std()) if values.size else 0.0
        if values.size < 2 or spread <= LEAST_SPREAD * float(np.abs(values).max()):
            raise StatementError("neutrality_without_spread", "/z", z=self.z, count=int(values.size))
        return np.where(known, (z - values.mean()) / (values.size * spread), 0.0)

    def _z(self, context: LimitContext, groups: Groups) -> FloatArray:
        """z of each group, NaN where it is unknown."""
        if self.z in ("size", "potential"):
            column = amounts_of(context.problem.cells, "baseline" if self.z == "size" else "potential")
            inside = (groups.code >= 0) & column.present
            stated = np.bincount(groups.code[inside], minlength=groups.count) > 0
            return np.where(stated, group_sums(context, groups, column), np.nan)
        if self.z == "tenure":
            return self._tenure(context, groups)
        known = ["size", "potential", "tenure", *context.attributes(groups.axes)]
        if self.z not in known:
            near = get_close_matches(self.z, known, n=3, cutoff=0.6)
            raise StatementError("unknown_number", "/z", name=self.z, known=known, near=near)
        return context.group_values(AttributeValueOf(attribute=self.z), groups, np.nan, "/z", money=False)

    def _tenure(self, context: LimitContext, groups: Groups) -> FloatArray:
        """Years of service on the day of `as_of`."""
        assert self.as_of is not None
        day = date.fromisoformat(self.as_of)
        years = np.full(groups.count, np.nan)
        for place, (member, hired) in enumerate(context.member_values(HIRE_DATE, groups, "/z")):
            if hired is None:
                continue
            try:
                since = date.fromisoformat(str(hired))
            except ValueError:
                raise StatementError(
                    "attribute_not_a_date", "/z", attribute=HIRE_DATE, member=member, value=str(hired)
                ) from None
            years[place] = max((day - since).days / DAYS_PER_YEAR, 0.0)
        return years

    def _list_left_out(self, context: LimitContext, every: Groups, kept: list[tuple[str, ...]]) -> None:
        missing = left_out(every.keys, kept)
        if missing:
            other = {"size": "baseline", "tenure": HIRE_DATE}.get(self.z, self.z)
            context.notice(
                "people_left_out",
                name=self.name,
                count=len(missing),
                members=missing,
                column=self.against,
                other=other,
            )

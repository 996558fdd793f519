"""What every long-term element comes down to: a schedule of payments with their expected present value."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from pydantic import BaseModel, Field

from models.arrays import FloatArray
from models.fields import STRICT, Name
from models.units import Money


@dataclass(frozen=True)
class LongTermAssumptions:
    """What is assumed where pay lies years ahead: discount rate ρ and share of leavers q per year, and the years after
    the plan year that are counted."""

    discount_rate: float = 0.0
    leaver_rate: float = 0.0
    horizon_years: int = 5

    def survival(self, years: int) -> float:
        """S_t = (1 − q)^t: who is still there after t years."""
        return float((1 - self.leaver_rate) ** years)

    def present_value(self, years: int) -> float:
        """Expected present value of one unit paid after t years to those who are still there: S_t / (1 + ρ)^t."""
        return self.survival(years) / float((1 + self.discount_rate) ** years)


@dataclass(frozen=True, eq=False)
class LongTermContext:
    """The people of one class: pay of the year (minor), target incentive (minor), months of service at the end of the
    plan year (NaN where the hire date is unknown), all of shape (n,)."""

    money: Money
    assumptions: LongTermAssumptions
    pay: FloatArray
    target_incentive: FloatArray
    service_months: FloatArray

    @property
    def service_years(self) -> FloatArray:
        """Full years of service at the end of the plan year, shape (n,)."""
        return np.asarray(np.floor(self.service_months / 12))


@dataclass(frozen=True, eq=False)
class LaterPayment:
    """A payment `years` after the end of the plan year (0: with its true-up); `amounts` in minor units, whole numbers,
    shape (n,), as promised to those who stay. `vests`: months after the end of the plan year through which each must
    stay for it, (n,); None: as long as it takes to its payment."""

    years: int
    amounts: FloatArray
    vests: FloatArray | None = None

    def vested(self, stay: FloatArray) -> FloatArray:
        """What is left of it for people who stay so many months after the end of the plan year, shape (n,)."""
        due = 12.0 * self.years if self.vests is None else self.vests
        return np.where(stay >= due, self.amounts, 0.0)


class LongTermElement(BaseModel, ABC):
    """A promise over years. Kinds add a `kind`, their numbers, and `payments`, which are fixed or a rate of the pay."""

    model_config = STRICT

    name: Name = Field(description="What people call it; one name once in a group.")
    label: Name | None = Field(default=None, description="What statements call it. Default: its name.")

    @property
    def shown(self) -> str:
        """Its label, or its name."""
        return self.label or self.name

    @property
    def needs_service(self) -> bool:
        """Whether people's hire dates must be known."""
        return False

    def amounts(self) -> Iterator[tuple[tuple[str | int, ...], Decimal]]:
        """Amounts that it pays as they are written, money unit, each with the path to it."""
        return iter(())

    @abstractmethod
    def payments(self, context: LongTermContext) -> tuple[LaterPayment, ...]:
        """What it pays and when. What has no end of its own ends with the horizon."""

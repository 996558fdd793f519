"""Phantom shares and options: units whose value follows the company's."""

from __future__ import annotations

from typing import Literal, Self

import numpy as np
from pydantic import Field, model_validator

from models.arrays import FloatArray
from models.fields import Number, Rate
from models.incentives.long_term.base import LaterPayment, LongTermContext, LongTermElement
from models.incentives.rounded import whole_minor
from models.incentives.settlement.deferral import VestingSchedule, check_vesting
from models.units import MAX_MINOR


class PhantomShares(LongTermElement):
    """Units granted for the year, worth `grant_rate` · target incentive at the grant, vest by a schedule.

    `pays: value` (phantom shares): units · price · (1 + g)^t. `pays: gain` (options, ESOP struck at the grant's price):
    units · price · [(1 + g)^t − 1], never below zero. Units are whole, rounded down.

    Example: target incentive 60,000, grant rate 0.5, price 12: 2,500 units; half of them after 2 years at g = 10 %:
    1,250 · 12 · 1.21 = 18,150.
    """

    kind: Literal["phantom_shares"]
    grant_rate: Rate = Field(gt=0, le=100, description="Value granted, fraction of the target incentive.")
    price: Number = Field(gt=0, le=MAX_MINOR, description="Price of a unit at the grant, money unit.")
    growth_rate: Rate = Field(default=0.0, ge=-1, le=10, description="Assumed growth of the price per year, g.")
    pays: Literal["value", "gain"] = Field(default="value", description="value: the whole price; gain: its rise.")
    vesting: VestingSchedule = Field(description="When which part of the units is paid.")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        check_vesting(self.vesting)
        return self

    def units(self, context: LongTermContext) -> FloatArray:
        """Whole units granted, shape (n,)."""
        price = float(self.price) * float(context.money.minor_per_unit)
        return np.floor(context.target_incentive * self.grant_rate / price + 1e-9)

    def payments(self, context: LongTermContext) -> tuple[LaterPayment, ...]:
        """One payment per part of the schedule."""
        price = float(self.price) * float(context.money.minor_per_unit)
        units, found = self.units(context), []
        for part in self.vesting:
            worth = (1 + self.growth_rate) ** part.after_years
            each = price * (worth if self.pays == "value" else max(worth - 1, 0.0))
            found.append(LaterPayment(part.after_years, whole_minor(units * part.share * each)))
        return tuple(found)

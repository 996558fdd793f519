"""Monthly or quarterly advances, and what the end of the year makes of them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from models.fields import STRICT, Count, Number, Rate

MONTHS = 12


class Every(StrEnum):
    """How often people are paid."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Months of one period."""
        return {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: MONTHS}[self]


class PaidBy(StrEnum):
    """What an advance looks at: all since the year began, or its own period alone."""

    CUMULATIVE = "cumulative"
    PERIOD = "period"


class Draw(BaseModel):
    """A guaranteed payment per period. Recoverable: later pay is set off against what was guaranteed beyond the
    earned, and the end of the year settles; else it is kept."""

    model_config = STRICT

    amount: Number = Field(gt=0, description="Least payment of each period, money unit.")
    recoverable: bool = Field(default=True, description="Whether later pay is set off against it.")
    months: Annotated[Count, Field(ge=1, le=MONTHS)] = Field(
        default=MONTHS, description="Months from the start of the year in which it is guaranteed."
    )


class Advances(BaseModel):
    """How a year's pay is paid out. After each period `share` of what is earned by then has been paid; the last period
    of the year settles with the annual pay, the true-up: where `recoverable`, advances beyond it are paid back."""

    model_config = STRICT

    every: Annotated[Every, Field(strict=False)] = Field(default=Every.YEAR, description="month, quarter or year.")
    paid_by: Annotated[PaidBy, Field(strict=False)] = Field(
        default=PaidBy.CUMULATIVE,
        description="cumulative: earned since the year began; period: each period's own attainment. Commission in "
        "money always counts since the year began.",
    )
    share: Rate = Field(default=1.0, gt=0, le=1, description="Part of what is earned that is advanced before the end.")
    true_up: bool = Field(default=True, description="Whether the last period settles with the annual pay.")
    recoverable: bool = Field(default=True, description="Whether advances beyond the annual pay are paid back.")
    draw: Draw | None = Field(default=None, description="Guaranteed payment per period. Default: none.")
    delay_months: Annotated[Count, Field(ge=0, le=24)] = Field(
        default=1, description="Months from the end of a period to its payment."
    )
    pay_day: Annotated[Count, Field(ge=1, le=28)] = Field(default=15, description="Day of the month of payment.")

    @model_validator(mode="after")
    def _draw_comes_due(self) -> Self:
        if self.draw is not None and self.draw.months < self.every.months:
            facts = {"months": self.draw.months, "every": self.every.months}
            raise PydanticCustomError("draw_never_due", "", facts)
        return self

    def day_after(self, month: int) -> date:
        """When a period is paid that ends with this month, one number (12 · year + month − 1)."""
        paid = month + self.delay_months
        return date(paid // MONTHS, paid % MONTHS + 1, self.pay_day)

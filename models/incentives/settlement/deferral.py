"""Pay that is held back and vests later, and pay that is taken back."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from models.fields import STRICT, Count, Listed, Name, Number, Rate

SUM_SLACK = 1e-9


class Vesting(BaseModel):
    """A part of a deferred amount, and how many years after the plan year it is paid."""

    model_config = STRICT

    after_years: Annotated[Count, Field(ge=1, le=30)] = Field(description="Years after the end of the plan year.")
    share: Rate = Field(gt=0, le=1, description="Part of the deferred amount; all parts add up to 1.")


VestingSchedule = Annotated[tuple[Vesting, ...], Listed, Field(min_length=1, max_length=30)]


def check_vesting(schedule: tuple[Vesting, ...]) -> None:
    """Parts add up to one, years ascend. Raises PydanticCustomError."""
    total = sum(part.share for part in schedule)
    if abs(total - 1) > SUM_SLACK:
        raise PydanticCustomError("vesting_sum", "", {"total": round(total, 9)})
    years = [part.after_years for part in schedule]
    if years != sorted(set(years)):
        raise PydanticCustomError("vesting_not_ascending", "", {"years": [str(year) for year in years]})


class Deferral(BaseModel):
    """A share δ of the pay above `least_pay` is held back and vests by a schedule; leavers forfeit what has not vested.

    Cost today of pay P, deferred D = δ·(P − least)+: P − D + D·Σ v_t·S_t / (1 + ρ)^t, with S_t who is still there and
    ρ the discount rate.
    """

    model_config = STRICT

    share: Rate = Field(gt=0, lt=1, description="Part δ of the pay that is deferred.")
    least_pay: Number | None = Field(
        default=None, ge=0, description="Annual pay up to which nothing is deferred, money unit. Default: none."
    )
    vesting: VestingSchedule = Field(description="When which part of it is paid.")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        check_vesting(self.vesting)
        return self


class Clawback(BaseModel):
    """Pay that is taken back for sales that did not last: share · (pay with them − pay without them).

    `measure` counts what was cancelled or returned of the measures named in `of`, in the same unit.
    """

    model_config = STRICT

    measure: Name = Field(description="Measure that counts what was cancelled.")
    of: Name = Field(description="Measure that had counted it.")
    share: Rate = Field(default=1.0, gt=0, le=1, description="Part of the pay on it that is taken back.")

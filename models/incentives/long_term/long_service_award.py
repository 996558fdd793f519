"""Awards for years of service."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from models.fields import STRICT, Count, Listed, Number
from models.incentives.long_term.base import LaterPayment, LongTermContext, LongTermElement


class ServiceMilestone(BaseModel):
    """An award when so many full years of service are reached."""

    model_config = STRICT

    years: Annotated[Count, Field(ge=1, le=60)] = Field(description="Full years of service.")
    amount: Number = Field(gt=0, description="Award, money unit.")


class LongServiceAward(LongTermElement):
    """Whoever completes the years of a milestone within the plan year is paid its amount; later years within the
    horizon are promised to those who stay.

    Example: 10,000 after 5 years; hired in June 2021: paid in 2026.
    """

    kind: Literal["long_service_award"]
    milestones: Annotated[tuple[ServiceMilestone, ...], Listed] = Field(
        min_length=1, max_length=20, description="By ascending years; none twice."
    )

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        years = [milestone.years for milestone in self.milestones]
        if years != sorted(set(years)):
            raise PydanticCustomError("milestones_not_ascending", "", {"years": [str(year) for year in years]})
        return self

    @property
    def needs_service(self) -> bool:
        """Service counts from the hire date."""
        return True

    def amounts(self) -> Iterator[tuple[tuple[str | int, ...], Decimal]]:
        """The awards."""
        for index, milestone in enumerate(self.milestones):
            yield ("milestones", index, "amount"), milestone.amount

    def payments(self, context: LongTermContext) -> tuple[LaterPayment, ...]:
        """One payment per year in which somebody reaches a milestone."""
        found = []
        for ahead in range(context.assumptions.horizon_years + 1):
            amounts, vests = np.zeros((2, context.pay.size))
            for milestone in self.milestones:
                reached = context.service_years + ahead == milestone.years
                amounts[reached] = context.money.to_minor(milestone.amount)
                # The day on which the years are complete, not the end of the year in which they are.
                vests[reached] = 12.0 * milestone.years - context.service_months[reached]
            if amounts.any():
                found.append(LaterPayment(ahead, amounts, vests))
        return tuple(found)

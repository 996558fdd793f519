"""Co-investment: people put part of their pay into a project, and the company adds to it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from models.fields import Count, Rate
from models.incentives.long_term.base import LaterPayment, LongTermContext, LongTermElement
from models.incentives.rounded import whole_minor


class CoInvestment(LongTermElement):
    """Each invests a share of the year's pay; after `years` those who stay get it back with the project's return, and
    the company's match with the same return. The company pays match and return; the stake itself was theirs.

    Payment = stake · [(1 + match)·(1 + r)^years − 1], stake = share · pay.

    Example: 10 % of 100,000 with a match of 0.5 at 8 % over 3 years: 10,000 · (1.5 · 1.259712 − 1) = 8,895.68.
    """

    kind: Literal["co_investment"]
    share: Rate = Field(gt=0, le=1, description="Part of the year's pay that is invested.")
    match_rate: Rate = Field(default=0.0, ge=0, le=10, description="What the company adds, fraction of the stake.")
    return_rate: Rate = Field(default=0.0, ge=-1, le=10, description="Expected return of the project per year, r.")
    years: Annotated[Count, Field(ge=1, le=30)] = Field(description="Years from the end of the plan year to payment.")

    def payments(self, context: LongTermContext) -> tuple[LaterPayment, ...]:
        """One payment, never below zero: the company covers no loss and takes no stake."""
        gain = max((1 + self.match_rate) * (1 + self.return_rate) ** self.years - 1, 0.0)
        return (LaterPayment(self.years, whole_minor(context.pay * self.share * gain)),)

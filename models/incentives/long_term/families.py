"""The list of long-term elements. A new kind is one file and one name here."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.incentives.long_term.base import LongTermElement
from models.incentives.long_term.co_investment import CoInvestment
from models.incentives.long_term.long_service_award import LongServiceAward
from models.incentives.long_term.phantom_shares import PhantomShares

LongTermFamily = Annotated[LongServiceAward | CoInvestment | PhantomShares, Field(discriminator="kind")]
"""What may stand in a group's `long_term`."""

LONG_TERM: tuple[type[LongTermElement], ...] = (LongServiceAward, CoInvestment, PhantomShares)

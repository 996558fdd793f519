"""The list of limit families. A new family is one file and one name here; schema, docs and tests derive from it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.attainability import Attainability
from models.allocation.limits.base import Limit
from models.allocation.limits.capacity import Capacity
from models.allocation.limits.cardinality import Cardinality
from models.allocation.limits.commitment import Commitment
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.difficulty_band import DifficultyBand
from models.allocation.limits.growth_limit import GrowthLimit
from models.allocation.limits.hold import Hold
from models.allocation.limits.margin import Margin
from models.allocation.limits.market_share import MarketShare
from models.allocation.limits.neutrality import Neutrality
from models.allocation.limits.parity import Parity
from models.allocation.limits.share_limit import ShareLimit

LimitFamily = Annotated[
    GrowthLimit
    | AmountLimit
    | ShareLimit
    | Capacity
    | Margin
    | Commitment
    | Hold
    | DifficultyBand
    | Attainability
    | Parity
    | Neutrality
    | MarketShare
    | Cardinality,
    Field(discriminator="kind"),
]
"""What may stand in a scenario's `limits`; the company target has a place of its own."""

FAMILIES: tuple[type[Limit], ...] = (
    CompanyTotal,
    GrowthLimit,
    AmountLimit,
    ShareLimit,
    Capacity,
    Margin,
    Commitment,
    Hold,
    DifficultyBand,
    Attainability,
    Parity,
    Neutrality,
    MarketShare,
    Cardinality,
)

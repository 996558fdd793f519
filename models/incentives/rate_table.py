"""Commission tables: rates by tiers that are given by their lower thresholds alone, inclusive."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from models.fields import STRICT, Listed, Number, Rate
from models.incentives.piecewise import Piece, PiecewiseLinear, exact_product, from_pieces
from models.units import MAX_MINOR

MAX_TIERS = 50


class Tier(BaseModel):
    """A rate from a threshold on, up to the next tier's."""

    model_config = ConfigDict(**{**STRICT, "populate_by_name": True})

    start: Number = Field(
        alias="from",
        ge=0,
        le=MAX_MINOR,
        description="Sales (money unit) or attainment (1 is 100 %) from which on, inclusive.",
    )
    rate: Rate = Field(ge=0, le=1, description="Commission, fraction of the sales.")


class RateTable(BaseModel):
    """Tiers and how they count: `marginal`, each rate for the sales within its tier; `retroactive`, the tier that is
    reached for all sales from the first unit on, which jumps at thresholds and nowhere else."""

    model_config = STRICT

    mode: Literal["marginal", "retroactive"] = Field(
        default="marginal", description="marginal: each tier's own sales; retroactive: all sales at the reached rate."
    )
    tiers: Annotated[tuple[Tier, ...], Listed] = Field(
        min_length=1, max_length=MAX_TIERS, description="By ascending threshold; none twice."
    )

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        for before, tier in zip(self.tiers, self.tiers[1:], strict=False):
            if tier.start == before.start:
                raise PydanticCustomError("tiers_overlap", "", {"value": str(tier.start)})
            if tier.start < before.start:
                facts = {"value": str(tier.start), "before": str(before.start)}
                raise PydanticCustomError("tiers_not_ascending", "", facts)
        return self

    def function(self, per_unit: float = 1.0) -> PiecewiseLinear:
        """Commission on z sold. `per_unit`: units of z per written unit of the thresholds (minor units per 万元)."""
        pieces, height, before = [], 0.0, None
        for tier in self.tiers:
            knot = exact_product(tier.start, per_unit)
            if self.mode == "retroactive":
                height = tier.rate * knot
            elif before is not None:
                height += before.slope * (knot - before.knot)
            before = Piece(knot, height, tier.rate)
            pieces.append(before)
        return from_pieces(pieces)

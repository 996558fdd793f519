"""The company target of an import, and the limits that are written for a start."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from models.fields import STRICT, Number, Rate
from scenarios.definition.fields import Line


class TargetMapping(BaseModel):
    """The company target, as an amount or as growth over the comparable year (baseline and stand-ins)."""

    model_config = STRICT

    amount: Annotated[Number, Field(gt=0)] | None = Field(default=None, description="Company target, money unit.")
    growth_rate: Annotated[Rate, Field(gt=-1, le=100)] | None = Field(
        default=None, description="Growth over the comparable year, fraction (0.15: 15 % more)."
    )
    owner: Line | None = Field(default=None, description="Who answers for it.")

    @model_validator(mode="after")
    def _one_of_them(self) -> TargetMapping:
        if (self.amount is None) == (self.growth_rate is None):
            raise PydanticCustomError("import_target_form", "amount or growth_rate")
        return self


class PersonLimitMapping(BaseModel):
    """Floor and cap of every person around last year, or around what stands in for it."""

    model_config = STRICT

    floor_rate: Annotated[Rate, Field(ge=0, le=10)] | None = Field(
        default=None, description="Floor, fraction of last year. Default: 0.9, lower where the company shrinks."
    )
    cap_rate: Annotated[Rate, Field(ge=0, le=1000)] | None = Field(
        default=None, description="Cap, fraction of last year. Default: 1.6, higher where the company grows faster."
    )
    cap_amount: Annotated[Number, Field(gt=0)] | None = Field(
        default=None, description="No cap is higher than this, money unit."
    )
    owner: Line | None = Field(default=None, description="Who answers for it.")

    @model_validator(mode="after")
    def _floor_below_cap(self) -> PersonLimitMapping:
        if self.floor_rate is not None and self.cap_rate is not None and self.floor_rate > self.cap_rate:
            facts = {"floor": str(self.floor_rate), "cap": str(self.cap_rate)}
            raise PydanticCustomError("floor_over_cap", "floor_rate is above cap_rate", facts)
        return self


class BandMapping(BaseModel):
    """Growth of a product or region, around the growth of the company."""

    model_config = STRICT

    below: Annotated[Rate, Field(ge=0, le=10)] = Field(description="Growth rate points below the company's growth.")
    above: Annotated[Rate, Field(ge=0, le=100)] = Field(description="Growth rate points above the company's growth.")
    owner: Line | None = Field(default=None, description="Who answers for it.")


class LimitsMapping(BaseModel):
    """Which limits are written; null leaves one out."""

    model_config = STRICT

    person: PersonLimitMapping | None = Field(
        default_factory=PersonLimitMapping, description="Floor and cap of every person."
    )
    product: BandMapping | None = Field(
        default_factory=lambda: BandMapping(below=0.2, above=0.3), description="Growth of every product."
    )
    region: BandMapping | None = Field(
        default_factory=lambda: BandMapping(below=0.25, above=0.35), description="Growth of every region."
    )

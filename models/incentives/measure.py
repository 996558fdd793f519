"""Measures: what the company counts to pay people by."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from models.fields import STRICT, Name, WhereField


class Counts(StrEnum):
    """What the numbers of a measure are."""

    MONEY = "money"
    UNITS = "units"
    SCORE = "score"


class Aggregate(StrEnum):
    """How the months of a measure make a year: their sum, their mean, or the last one that is known."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"


class Measure(BaseModel):
    """One measure, e.g. revenue, units of a new product, customer satisfaction."""

    model_config = STRICT

    name: Name = Field(description="What components, targets and actuals call it; the column in a table of actuals.")
    label: Name | None = Field(default=None, description="What people call it. Default: its name.")
    counts: Annotated[Counts, Field(strict=False)] = Field(
        default=Counts.MONEY, description="money: in the plan's unit; units: pieces, visits; score: a mark or a share."
    )
    aggregate: Annotated[Aggregate, Field(strict=False)] | None = Field(
        default=None, description="How months make a year: sum, mean or last. Default: sum; of scores the mean."
    )
    margin: bool = Field(
        default=False,
        description="Whether it counts gross margin itself and not sales: every unit of it is one of margin.",
    )
    lifecycle: Name | None = Field(
        default=None, description="Product life cycle (new, growth, mature …), for commission rates by life cycle."
    )

    cells: WhereField | None = Field(
        default=None,
        description="Which cells of an allocation make its target: members by dimension, e.g. {product_line: vision}; "
        "{}: all of them. Default: none.",
    )

    @model_validator(mode="after")
    def _margin_is_money(self) -> Self:
        if self.margin and self.counts is not Counts.MONEY:
            raise PydanticCustomError("margin_not_money", "", {"name": self.name, "counts": self.counts.value})
        return self

    def margin_rate(self, of_sales: float | None) -> float | None:
        """Margin per unit of it: 1 where it counts margin itself, else that of sales (None: not stated)."""
        return 1.0 if self.margin else of_sales

    @property
    def adds_by(self) -> Aggregate:
        """How months make a year."""
        if self.aggregate is not None:
            return self.aggregate
        return Aggregate.MEAN if self.counts is Counts.SCORE else Aggregate.SUM

    @property
    def shown(self) -> str:
        """Its label, or its name."""
        return self.label or self.name

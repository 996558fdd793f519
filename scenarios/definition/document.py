"""The scenario document: what stands in a `*.scenario.yaml`, and what REST takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.families import LimitFamily
from models.allocation.limits.fields import STRICT, Name, Number, Rate
from models.units import MoneyUnit
from scenarios.definition.fields import CurrencyCode, Identifier, Line, PeriodLabel, Text
from scenarios.definition.phasing_document import PhasingDocument
from scenarios.definition.rows import CellRows, MemberRows
from scenarios.definition.strategy_document import StrategyDocument

SCHEMA = "allot.scenario/1"


def as_tuple(value: object) -> object:
    """A list of a document as the tuple that frozen models hold."""
    return tuple(value) if isinstance(value, list) else value


class MoneyDocument(BaseModel):
    """Currency and unit of every amount in the document, its tables and its plans."""

    model_config = STRICT

    currency: CurrencyCode = Field(description="ISO 4217 code, e.g. CNY.")
    unit: Annotated[MoneyUnit, Field(strict=False)] = Field(
        default=MoneyUnit.MAJOR,
        description="What one written unit is: major (yuan), thousand, ten_thousand (万元) or minor (fen).",
    )


class DimensionDocument(BaseModel):
    """An axis of the plan, such as product lines, regions or people, with its members."""

    model_config = STRICT

    name: Identifier = Field(description="What cells and selectors call the dimension; no unit.")
    label: Line | None = Field(default=None, description="What people call it. Default: the name.")
    levels: Annotated[
        tuple[Identifier, ...],
        Field(max_length=12),
        BeforeValidator(as_tuple, json_schema_input_type=Annotated[list[Identifier], Field(max_length=12)]),
    ] = Field(
        default=(),
        description="Names of the tree's levels from the top to the leaf. Default: one level, named as the dimension.",
    )
    members: MemberRows = Field(description="The members of every level: rows, or {table: reps.csv}.")

    @model_validator(mode="after")
    def _levels_are_distinct(self) -> DimensionDocument:
        twice = [level for position, level in enumerate(self.levels) if level in self.levels[:position]]
        if twice:
            raise PydanticCustomError("level_twice", "each level once", {"level": twice[0]})
        if self.name in self.levels[:-1]:
            raise PydanticCustomError("level_named_as_dimension", "only the leaf level", {"level": self.name})
        return self

    @property
    def all_levels(self) -> tuple[str, ...]:
        """The levels, with the default filled in."""
        return self.levels or (self.name,)


class RoundingDocument(BaseModel):
    """How targets are rounded for people."""

    model_config = STRICT

    increment: Annotated[Number, Field(gt=0)] | None = Field(
        default=None,
        description="Step of published targets, money unit. Default: one major unit of the currency (1 yuan).",
    )
    levels: Mapping[Name, Annotated[Number, Field(gt=0)]] = Field(
        default_factory=dict,
        description="Coarser steps of some levels, money unit, e.g. {team: 10, region: 50}: published numbers of the "
        "level are multiples of its step. Each must be a multiple of the finer ones.",
    )


class SolveOptions(BaseModel):
    """How the scenario is solved. Options never change which plan is right, so they are not in its hash."""

    model_config = STRICT

    solver: Line = Field(default="cbc", description="Name of the solver.")
    time_limit_seconds: Annotated[Rate, Field(gt=0, le=86_400)] = Field(
        default=60.0, description="Longest time for one solve, seconds."
    )
    relative_gap: Annotated[Rate, Field(ge=0, lt=1)] = Field(
        default=1e-6, description="Accepted distance from the best possible objective, fraction of it."
    )


class ScenarioDocument(BaseModel):
    """A company target, who can get a part of it, what limits it, and the strategies to compare."""

    model_config = STRICT

    schema_version: Literal["allot.scenario/1"] = Field(alias="schema", description="Version of this document's form.")
    name: Line = Field(description="What people call the scenario, one line.")
    title: Line | None = Field(default=None, description="Longer heading, one line.")
    description: Text | None = Field(default=None, description="Free text about the scenario.")
    language: Literal["zh", "en"] = Field(default="en", description="Language of the labels.")
    money: MoneyDocument = Field(description="Currency and unit of all amounts.")
    period: PeriodLabel = Field(description="The plan year, a label such as 2025.")
    dimensions: Annotated[
        tuple[DimensionDocument, ...],
        Field(min_length=1, max_length=12),
        BeforeValidator(
            as_tuple, json_schema_input_type=Annotated[list[DimensionDocument], Field(min_length=1, max_length=12)]
        ),
    ] = Field(description="The axes of the plan, at least one.")
    cells: CellRows = Field(description="Which combinations of leaf members get a target: rows, or {table: cells.csv}.")
    company_target: CompanyTotal = Field(description="What all targets add up to, money unit.")
    limits: Annotated[tuple[LimitFamily, ...], BeforeValidator(as_tuple, json_schema_input_type=list[LimitFamily])] = (
        Field(default=(), description="Rules that the targets keep.")
    )
    strategies: Mapping[Identifier, StrategyDocument] = Field(
        default_factory=dict, description='What makes a plan good, by name. None: one named "balanced".'
    )
    strategy: Identifier | None = Field(
        default=None, description="The strategy that a plain solve uses. Default: the first."
    )
    rounding: RoundingDocument = Field(default_factory=RoundingDocument, description="Rounding of published targets.")
    phasing: PhasingDocument | None = Field(
        default=None, description="Spreads the targets over months and quarters. None: annual targets only."
    )
    options: SolveOptions = Field(default_factory=SolveOptions, description="Solver, time and gap.")

"""The scenario document: what stands in a `*.scenario.yaml`, and what REST takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from models.allocation.difficulty_basis import DifficultyMeasure
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.families import LimitFamily
from models.allocation.uncertainty.forecast_distribution import SQUARES_SLACK
from models.allocation.uncertainty.parameters import LOADING, LOG_SD, Uncertainty
from models.fields import STRICT, Name, NameList, Number, Rate, as_tuple
from models.units import Metric, MoneyUnit
from scenarios.definition.certificate_document import CertificateDocument
from scenarios.definition.expectation_document import Expectations
from scenarios.definition.fields import CurrencyCode, Identifier, Line, PeriodLabel, Text
from scenarios.definition.phasing_document import PhasingDocument
from scenarios.definition.rows import CellRows, MemberRows
from scenarios.definition.strategy_document import StrategyDocument

SCHEMA = "allot.scenario/1"


Loading = Annotated[Rate, Field(ge=-1, le=1)]


class MoneyDocument(BaseModel):
    """Currency and unit of every amount in the document, its tables and its plans."""

    model_config = STRICT

    currency: CurrencyCode = Field(description="ISO 4217 code, e.g. CNY.")
    unit: Annotated[MoneyUnit, Field(strict=False)] = Field(
        default=MoneyUnit.MAJOR,
        description="What one written unit is: major (yuan), thousand, ten_thousand (万元) or minor (fen).",
    )


class VolumeDocument(BaseModel):
    """What volumes count: pieces, tonnes, licences."""

    model_config = STRICT

    unit: Line | None = Field(default=None, description="What one piece is called, e.g. 台 or licences.")
    decimals: Annotated[int, Field(ge=0, le=6)] = Field(
        default=0, description="Decimals that a number of pieces may have in a plan of volumes (tonnes: 3)."
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


class FairnessDocument(BaseModel):
    """Whose difficulty the fairness of a plan compares: target over forecast, among peers."""

    model_config = STRICT

    by: NameList = Field(default=(), description="Whose: a level such as [rep]. Default: the people of the plan.")
    peers: NameList = Field(
        default=(), description="Compared among whom: levels or attributes such as [region]. Empty: everybody."
    )
    against: Annotated[DifficultyMeasure, Field(strict=False)] | None = Field(
        default=None,
        description="What a target is measured against. Default: the forecast where some cell states one, else the "
        "potential.",
    )


class OverAssignmentDocument(BaseModel):
    """Hedges: at each level named here, targets add up to more than what stands above them."""

    model_config = STRICT

    dimension: Identifier = Field(description="The dimension whose people or teams get more than the plan; no unit.")
    levels: Mapping[Identifier, Annotated[Rate, Field(ge=0, le=1)]] = Field(
        description="Level → what its targets add up to beyond the level above, fraction: 0.05 is five percent more."
    )


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


class UncertaintyDocument(BaseModel):
    """How far forecasts can be wrong: defaults for cells and members that state nothing of their own."""

    model_config = STRICT

    log_sd: Annotated[Rate, Field(ge=0, le=5)] = Field(
        default=LOG_SD,
        description="Standard deviation of the log of a forecast, for cells without forecast_log_sd, no unit.",
    )
    company_loading: Loading = Field(
        default=LOADING,
        description="Correlation of a cell with what moves the whole company, no unit; members may state their own "
        "as an attribute.",
    )
    region_loading: Loading = Field(
        default=LOADING,
        description="Correlation of a cell with what moves its region, no unit; members may state their own as an "
        "attribute.",
    )
    region_dimension: Line | None = Field(
        default=None,
        description="Dimension, level or attribute that says which cells share a region. Default: the dimension or "
        "level called region.",
    )

    @model_validator(mode="after")
    def _own_part(self) -> UncertaintyDocument:
        if self.company_loading**2 + self.region_loading**2 > 1.0 + SQUARES_SLACK:
            facts = {"company": self.company_loading, "region": self.region_loading}
            raise PydanticCustomError("loadings_over_one", "squares add up to at most 1", facts)
        return self

    def parameters(self) -> Uncertainty:
        """The same inside."""
        return Uncertainty(self.log_sd, self.company_loading, self.region_loading, self.region_dimension)


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
    metric: Metric = Field(
        default="amount",
        description="What targets count: amount, in the money unit, or volume, in pieces. A volume plan's cells, "
        "company target and limits count pieces too; limits of money use the cells' unit_price.",
    )
    volume: VolumeDocument = Field(default_factory=VolumeDocument, description="What volumes count.")
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
    over_assignment: OverAssignmentDocument | None = Field(
        default=None,
        description="Hedges by level of one dimension. None: people's targets add up to the company target.",
    )
    uncertainty: UncertaintyDocument = Field(
        default_factory=UncertaintyDocument, description="How far forecasts can be wrong."
    )
    limits: Annotated[tuple[LimitFamily, ...], BeforeValidator(as_tuple, json_schema_input_type=list[LimitFamily])] = (
        Field(default=(), description="Rules that the targets keep.")
    )
    strategies: Mapping[Identifier, StrategyDocument] = Field(
        default_factory=dict,
        description="What makes a plan good, by name. None: balanced, growth, profit, fairness and continuity.",
    )
    strategy: Identifier | None = Field(
        default=None, description="The strategy that a plain solve uses. Default: the first."
    )
    fairness: FairnessDocument = Field(
        default_factory=FairnessDocument, description="Whose difficulty is compared, for the fairness of a plan."
    )
    fairness_certificate: CertificateDocument = Field(
        default_factory=CertificateDocument,
        description="What the fairness certificate of a plan looks at, and the thresholds of a fair plan.",
    )
    rounding: RoundingDocument = Field(default_factory=RoundingDocument, description="Rounding of published targets.")
    phasing: PhasingDocument | None = Field(
        default=None, description="Spreads the targets over months and quarters. None: annual targets only."
    )
    options: SolveOptions = Field(default_factory=SolveOptions, description="Solver, time and gap.")
    expectations: Expectations = Field(
        default=(), description="What `allot check` expects of the plan. None: that there is one. Not in the hash."
    )

"""The incentive plan document: what stands in a `*.plan.yaml`, and what REST takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field, field_validator
from pydantic_core import PydanticCustomError

from models.fields import STRICT, Count, Listed, Number, Rate
from models.incentives.measure import Measure
from models.incentives.role_group import RoleGroup
from scenarios.definition.document import MoneyDocument
from scenarios.definition.fields import Line, PeriodLabel, Text
from scenarios.definition.phasing_document import MonthLabel
from scenarios.incentives.definition.allocation import AllocationDocument
from scenarios.incentives.definition.columns import PERIOD, PERSON
from scenarios.incentives.definition.plan_rows import ActualRows, PeopleRows, TargetRows

PLAN_SCHEMA = "allot.incentive-plan/1"
MONTHS = 12


class LongTermDocument(BaseModel):
    """What is assumed where pay lies years ahead."""

    model_config = STRICT

    discount_rate: Rate = Field(default=0.0, ge=0, le=1, description="Discount rate ρ per year.")
    leaver_rate: Rate = Field(default=0.0, ge=0, lt=1, description="Share q of people who leave within a year.")
    horizon_years: Annotated[Count, Field(ge=1, le=40)] = Field(
        default=5, description="Years after the plan year that are counted."
    )


class IncentivePlanDocument(BaseModel):
    """Role groups with their rules, the people in them, their targets, and what is expected of the year."""

    model_config = STRICT

    schema_version: Literal["allot.incentive-plan/1"] = Field(
        alias="schema", description="Version of this document's form."
    )
    name: Line = Field(description="What people call the plan, one line.")
    title: Line | None = Field(default=None, description="Longer heading, one line.")
    description: Text | None = Field(default=None, description="Free text about the plan.")
    language: Literal["zh", "en"] = Field(default="en", description="Language of the labels.")
    period: PeriodLabel = Field(description="The plan year, a label such as 2026.")
    start: MonthLabel | None = Field(
        default=None,
        description="First month of the plan year, e.g. 2026-04. Default: January of a `period` like 2026.",
    )
    money: MoneyDocument = Field(description="Currency and unit of all amounts.")
    measures: Annotated[tuple[Measure, ...], Listed] = Field(
        min_length=1, max_length=100, description="What is counted."
    )
    groups: Annotated[tuple[RoleGroup, ...], Listed] = Field(min_length=1, max_length=200, description="Role groups.")
    people: PeopleRows = Field(description="Who is paid: rows, or {table: people.csv}.")
    targets: TargetRows = Field(
        default=[], description="Targets and forecasts per person and measure: rows, or {table: targets.csv}."
    )
    allocation: AllocationDocument | None = Field(
        default=None, description="An allocation that targets come from. Default: only the rows above."
    )
    actuals: ActualRows | None = Field(
        default=None, description="What was achieved: rows, or {table: actuals.csv}. May also be given beside the plan."
    )
    seasonality: Annotated[tuple[Annotated[Rate, Field(ge=0)], ...], Listed] | None = Field(
        default=None,
        min_length=MONTHS,
        max_length=MONTHS,
        description="Twelve shares or amounts, first plan month first: how annual targets are spread. Default: evenly.",
    )
    log_sd: Rate = Field(
        default=0.25, ge=0, le=5, description="Standard deviation of the log of a forecast that states none, no unit."
    )
    margin_rate: Rate | None = Field(
        default=None, ge=-1, le=1, description="Margin per unit of money sold, for lint, cost of sales and tuning."
    )
    budget: Number | None = Field(default=None, ge=0, description="Budget of all pay in the plan year, money unit.")
    long_term: LongTermDocument = Field(default_factory=LongTermDocument, description="Assumptions about later years.")

    @field_validator("measures")
    @classmethod
    def _measure_names(cls, measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
        for measure in measures:
            if measure.name in (PERSON.name, PERIOD.name):
                raise PydanticCustomError("measure_name_taken", "", {"name": measure.name})
        _no_name_twice("measures", [measure.name for measure in measures])
        return measures

    @field_validator("groups")
    @classmethod
    def _group_keys(cls, groups: tuple[RoleGroup, ...]) -> tuple[RoleGroup, ...]:
        _no_name_twice("groups", [group.key for group in groups])
        return groups

    @field_validator("seasonality")
    @classmethod
    def _some_month(cls, shares: tuple[float, ...] | None) -> tuple[float, ...] | None:
        if shares is not None and not any(shares):
            raise PydanticCustomError("seasonality_all_zero", "")
        return shares


def _no_name_twice(section: str, names: Sequence[str]) -> None:
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        raise PydanticCustomError("plan_name_twice", "", {"section": section, "names": twice})

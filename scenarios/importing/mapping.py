"""The mapping file, `*.import.yaml`: which column is what, which years, and the rules that history is read with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from models.fields import STRICT, Number, Rate, as_tuple
from scenarios.definition.document import MoneyDocument
from scenarios.definition.fields import Identifier, Line, PeriodLabel, Text
from scenarios.importing.mapping_limits import LimitsMapping, TargetMapping
from scenarios.importing.mapping_rules import AnnualiseMapping, OneOffMapping, ProxyMapping

SCHEMA = "allot.import/1"

Column = Annotated[str, Field(min_length=1, max_length=200)]
"""A column's name as it stands in the header."""

DateFormat = Literal["ymd", "dmy", "mdy", "excel"]


def tuple_field(value: object) -> object:
    """A list of a document as a tuple."""
    return as_tuple(value)


Names = Annotated[tuple[Line, ...], BeforeValidator(tuple_field, json_schema_input_type=list[Line])]
Dimensions = Annotated[tuple[Identifier, ...], BeforeValidator(tuple_field, json_schema_input_type=list[Identifier])]


class FormatMapping(BaseModel):
    """How a table writes its dates and numbers."""

    model_config = STRICT

    sheet: Line | None = Field(default=None, description="Sheet of a workbook. Default: the first.")
    encoding: Literal["utf-8", "gb18030", "utf-16", "big5", "cp1252"] = Field(
        default="utf-8", description="Encoding of a CSV file."
    )
    date_format: DateFormat | None = Field(
        default=None,
        description="Order of day, month and year where the year does not stand first (dmy, mdy); excel: day numbers.",
    )
    thousands: Literal[",", ".", " ", "'"] | None = Field(
        default=None, description="Mark between groups of three digits, to be dropped."
    )
    decimal: Literal[".", ","] = Field(default=".", description="Decimal mark.")
    finer_amounts: Literal["error", "round"] = Field(
        default="error", description="Amounts finer than the currency's minor unit: an error, or rounded half to even."
    )


class ColumnsMapping(BaseModel):
    """Which column of the transactions is what."""

    model_config = STRICT

    date: Column = Field(description="Day or month of the sale.")
    amount: Column = Field(description="Sales, money unit; below zero: returns.")
    cost: Column | None = Field(default=None, description="Cost of what was sold, money unit; gives margin rates.")
    units: Column | None = Field(default=None, description="Quantity sold; gives unit prices.")
    orders: Column | None = Field(default=None, description="Number of orders; reported only.")
    customer: Column | None = Field(default=None, description="Customer; one-off deals are sought by customer size.")
    article: Column | None = Field(default=None, description="Article; those without history are reported.")
    currency: Column | None = Field(default=None, description="Currency code of each row; must be the document's.")


class YearsMapping(BaseModel):
    """The year that is compared with and the year that is planned."""

    model_config = STRICT

    starts: Annotated[int, Field(ge=1, le=12)] = Field(default=1, description="First month of the fiscal year.")
    named_after: Literal["end", "start"] = Field(
        default="end", description="Whether a fiscal year bears the number of the year it ends or begins in."
    )
    base: Annotated[int, Field(ge=1900, le=2200)] = Field(description="Fiscal year of the baseline.")
    is_complete: bool = Field(
        default=False,
        description="The base year is complete although its first or last months have no sales in the table.",
    )
    plan: PeriodLabel | None = Field(default=None, description="Label of the plan year. Default: the year after.")


class LevelMapping(BaseModel):
    """A level above a dimension's members."""

    model_config = STRICT

    name: Identifier = Field(description="Name of the level.")
    column: Column = Field(description="Column that holds each row's member of this level.")


class DimensionMapping(BaseModel):
    """An axis of the plan, and the column of its members."""

    model_config = STRICT

    name: Identifier = Field(description="What cells and selectors call the dimension.")
    label: Line | None = Field(default=None, description="What people call it. Default: the column's name.")
    role: Literal["product", "region", "segment", "person", "other"] = Field(
        default="other", description="What kind of axis it is; people, products and regions have rules of their own."
    )
    column: Column = Field(description="Column of the transactions that holds the member.")
    above: Annotated[
        tuple[LevelMapping, ...], BeforeValidator(tuple_field, json_schema_input_type=list[LevelMapping])
    ] = Field(default=(), description="Levels above the members, from the top down.")
    replace: Mapping[Line, Line] = Field(
        default_factory=dict, description="Members to count as others: other spellings, successors of who left."
    )


class PeopleColumns(BaseModel):
    """Columns of the people table."""

    model_config = STRICT

    person: Column = Field(description="The person as the transactions call them.")
    team: Column | None = Field(default=None, description="Team or manager; becomes the level above people.")
    place: Column | None = Field(default=None, description="Region of the person; compared with the other tables.")
    hire_date: Column | None = Field(default=None, description="First day; a start within the base year is annualised.")
    leave_date: Column | None = Field(default=None, description="Last day.")


class PeopleMapping(BaseModel):
    """The people table."""

    model_config = STRICT

    table: Line | None = Field(default=None, description="File beside the mapping; --people overrides it.")
    format: FormatMapping = Field(default_factory=FormatMapping, description="How the table writes its dates.")
    columns: PeopleColumns = Field(description="Which column is what.")
    unmatched: Literal["error", "keep"] = Field(
        default="error", description="People of the transactions who are not in the table: an error, or kept."
    )
    ignore: Names = Field(default=(), description="People of the table who get no target.")
    keep: Names = Field(default=(), description="People who left and get a target nevertheless.")


class AssignmentColumns(BaseModel):
    """Columns of the assignment table."""

    model_config = STRICT

    person: Column = Field(description="The person.")
    place: Column = Field(description="The region that the person had.")
    start: Column = Field(description="First day or month.")
    end: Column | None = Field(default=None, description="End, empty while it lasts.")


class AssignmentsMapping(BaseModel):
    """Who had which region when."""

    model_config = STRICT

    table: Line | None = Field(default=None, description="File beside the mapping; --assignments overrides it.")
    format: FormatMapping = Field(default_factory=FormatMapping, description="How the table writes its dates.")
    columns: AssignmentColumns = Field(description="Which column is what.")
    end_is: Literal["exclusive", "inclusive"] = Field(
        default="exclusive", description="Whether the end is the first day without the region, or the last day with it."
    )


class PreviousColumns(BaseModel):
    """Columns of the table of last targets."""

    model_config = STRICT

    person: Column = Field(description="The person.")
    amount: Column = Field(description="Target, money unit.")
    year: Column | None = Field(default=None, description="Fiscal year; only the base year's rows count.")


class PreviousMapping(BaseModel):
    """The last published targets, by person."""

    model_config = STRICT

    table: Line | None = Field(default=None, description="File beside the mapping; --previous overrides it.")
    format: FormatMapping = Field(default_factory=FormatMapping, description="How the table writes its numbers.")
    columns: PreviousColumns = Field(description="Which column is what.")


class SeasonalityMapping(BaseModel):
    """Whose seasonality is worked out."""

    model_config = STRICT

    by: Dimensions | None = Field(default=None, description="Dimensions. Default: the product.")
    prior_months: Annotated[int, Field(ge=0, le=120)] = Field(
        default=12, description="Months with sales at which a group's own shape counts as much as the company's."
    )


class ForecastMapping(BaseModel):
    """How growth is carried forward."""

    model_config = STRICT

    growth_by: Dimensions | None = Field(
        default=None, description="Dimensions whose combinations have a growth of their own. Default: product × region."
    )
    damping: Annotated[Rate, Field(ge=0, le=1)] | None = Field(
        default=None, description="Part of the observed growth that goes on. Default: n / (n + 1) after n changes."
    )


class ImportMapping(BaseModel):
    """Everything that an import needs to know besides the tables."""

    model_config = STRICT

    schema_version: Literal["allot.import/1"] = Field(alias="schema", description="Version of this document's form.")
    name: Line = Field(description="Name of the scenario that is written.")
    description: Text | None = Field(default=None, description="Free text, copied into the scenario.")
    language: Literal["zh", "en"] = Field(default="en", description="Language of labels and of the report.")
    money: MoneyDocument = Field(description="Currency and unit of all amounts, in the tables and in the scenario.")
    format: FormatMapping = Field(default_factory=FormatMapping, description="How the transactions are written.")
    columns: ColumnsMapping = Field(description="Columns of the transactions.")
    years: YearsMapping = Field(description="Base year and plan year.")
    dimensions: Annotated[
        tuple[DimensionMapping, ...],
        Field(min_length=1, max_length=12),
        BeforeValidator(
            tuple_field, json_schema_input_type=Annotated[list[DimensionMapping], Field(min_length=1, max_length=12)]
        ),
    ] = Field(description="The level of the cells: one target per combination of these that sold something.")
    people: PeopleMapping | None = Field(default=None, description="The people table.")
    assignments: AssignmentsMapping | None = Field(default=None, description="The assignment table.")
    previous: PreviousMapping | None = Field(default=None, description="The table of last targets.")
    annualise: AnnualiseMapping = Field(default_factory=AnnualiseMapping, description="Starts within the base year.")
    proxies: Annotated[
        tuple[ProxyMapping, ...], BeforeValidator(tuple_field, json_schema_input_type=list[ProxyMapping])
    ] = Field(default=(), description="Members without history, and what stands in for it.")
    one_off: OneOffMapping = Field(default_factory=OneOffMapping, description="Deals that will not come again.")
    seasonality: SeasonalityMapping = Field(default_factory=SeasonalityMapping, description="Shape of the year.")
    forecast: ForecastMapping = Field(default_factory=ForecastMapping, description="Expected sales.")
    company_target: TargetMapping = Field(description="What all targets add up to.")
    alternatives: Mapping[Identifier, TargetMapping] = Field(
        default_factory=dict, description="Further company targets; one more scenario file each, with the same tables."
    )
    limits: LimitsMapping = Field(default_factory=LimitsMapping, description="Limits to write for a start.")
    increment: Annotated[Number, Field(gt=0)] | None = Field(
        default=None, description="Step of published targets, money unit. Default: one major unit."
    )

    @model_validator(mode="after")
    def _names_are_distinct(self) -> ImportMapping:
        names = [dimension.name for dimension in self.dimensions]
        names += [level.name for dimension in self.dimensions for level in dimension.above]
        for place, name in enumerate(names):
            if name in names[:place]:
                raise PydanticCustomError("dimension_twice", "each name once", {"name": name})
        people = [one.name for one in self.dimensions if one.role == "person"]
        if len(people) > 1:
            raise PydanticCustomError("import_people_twice", "one dimension of people", {"names": people})
        return self

    def with_role(self, role: str) -> DimensionMapping | None:
        """The first dimension of a role."""
        return next((dimension for dimension in self.dimensions if dimension.role == role), None)

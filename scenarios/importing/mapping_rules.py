"""Rules of a mapping that change numbers: late starts, stand-ins for missing history, deals to leave out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from models.fields import STRICT, Number, Rate, as_tuple
from scenarios.definition.fields import Identifier, Line

Names = Annotated[tuple[Line, ...], BeforeValidator(as_tuple, json_schema_input_type=list[Line])]
NonEmptyNames = Annotated[
    tuple[Line, ...],
    Field(min_length=1),
    BeforeValidator(as_tuple, json_schema_input_type=Annotated[list[Line], Field(min_length=1)]),
]


class AnnualiseMapping(BaseModel):
    """A start within the base year: amount ÷ share of the year that was active."""

    model_config = STRICT

    by: Literal["months", "seasonality", "none"] = Field(
        default="months",
        description="Share of the year by equal months, by the company's seasonality, or sales left as they are.",
    )
    dimension: Identifier | None = Field(default=None, description="Whose starts count. Default: the people.")
    least_months: Annotated[Rate, Field(ge=0, le=12)] = Field(
        default=3, description="Months below which sales say too little; the member then needs a proxy."
    )
    starts: Mapping[Line, Line] = Field(
        default_factory=dict, description="First day by member (2018-11-01), before hire date and first sale."
    )


class ProxyMapping(BaseModel):
    """What stands in for the history of members that have none. It becomes their potential, never a baseline."""

    model_config = STRICT

    members: NonEmptyNames = Field(description="Who gets it; each of them the full amount.")
    dimension: Identifier | None = Field(default=None, description="Their dimension. Default: the people.")
    rule: Literal["mean_of_peers", "mean_of_team", "amount"] = Field(
        description="Mean of the named peers, mean of the others in the team (without teams: of all), or an amount."
    )
    peers: Names = Field(default=(), description="Whose sales are taken.")
    year: Literal["base", "first_full"] = Field(
        default="base", description="Which of the peers' years: the annualised base year, or their first full year."
    )
    amount: Annotated[Number, Field(gt=0)] | None = Field(default=None, description="The amount, money unit.")
    share: Annotated[Rate, Field(gt=0, le=10)] = Field(
        default=1.0, description="Part of the mean that is expected, e.g. 0.6 in a ramp."
    )
    where: Mapping[Identifier, Line] = Field(
        default_factory=dict, description="Members of other dimensions, e.g. the region. Default: the assignment table."
    )
    reason: Line | None = Field(default=None, description="Why this rule; shown in the report.")

    @model_validator(mode="after")
    def _rule_is_complete(self) -> ProxyMapping:
        needed = {"mean_of_peers": "peers", "amount": "amount"}.get(self.rule)
        if needed is not None and not getattr(self, needed):
            raise PydanticCustomError(
                "import_proxy_incomplete", "the rule needs it", {"rule": self.rule, "needed": needed}
            )
        return self


class ExcludedRow(BaseModel):
    """One row that is left out; its amount makes sure that it is still the same row."""

    model_config = STRICT

    row: Annotated[int, Field(ge=1)] = Field(description="Row as a spreadsheet shows it.")
    amount: Number = Field(description="The amount in that row, money unit.")
    reason: Line | None = Field(default=None, description="Why it will not come again.")


class OneOffMapping(BaseModel):
    """Deals that stand out among those of the same product and customer size."""

    model_config = STRICT

    score: Annotated[Rate, Field(ge=2, le=100)] = Field(
        default=5.0, description="Robust standard deviations above the median (in logs) from which a deal is listed."
    )
    least_share: Annotated[Rate, Field(ge=0, le=1)] = Field(
        default=0.001, description="Smallest part of the base year's sales that is worth listing."
    )
    exclude_listed: bool = Field(default=False, description="Leave out every deal that is listed.")
    exclude: Annotated[tuple[ExcludedRow, ...], BeforeValidator(as_tuple, json_schema_input_type=list[ExcludedRow])] = (
        Field(default=(), description="Leave out these rows.")
    )

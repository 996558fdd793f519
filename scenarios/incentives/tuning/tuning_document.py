"""What is asked of tuning: an objective, conditions, the parameters that may be turned, and what is assumed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, Field, ValidationError

from models.errors import InvalidInput
from models.fields import STRICT, Count, Listed, Name, NameList, Number, Rate
from models.incentives.cost.assumptions import CostAssumptions
from models.incentives.tuning.conditions import TuningCondition
from models.incentives.tuning.goals import TuningGoal
from models.incentives.tuning.response import ResponseAssumptions
from scenarios.definition.another_kind import QUESTION
from scenarios.definition.schema_findings import no_document, schema_findings

Parameter = Literal[
    "multiplier",
    "weight",
    "threshold",
    "pay_at_threshold",
    "accelerator",
    "excellence",
    "beyond",
    "headroom",
    "rate_factor",
    "amount",
]
"""Every parameter that can be turned."""

USUAL: frozenset[Parameter] = frozenset(
    (
        "multiplier",
        "weight",
        "threshold",
        "pay_at_threshold",
        "accelerator",
        "beyond",
        "headroom",
        "rate_factor",
        "amount",
    )
)
"""What is turned when nobody chooses: all but excellence, which is a promise about what is excellent."""

Analysis = Literal["restored", "ranges", "frontier", "sensitivity"]
"""What is worked out beside the tuned plan."""

ANALYSES: tuple[Analysis, ...] = ("restored", "ranges", "frontier", "sensitivity")


class KnobSelection(BaseModel):
    """Some parameters: what is not stated fits all. `variant: ""` means the group itself, not its variants."""

    model_config = STRICT

    group: Name | None = Field(default=None, description="Key of a role group. Default: every group.")
    variant: Annotated[str, Field(max_length=120)] | None = Field(
        default=None, description="Name of a variant; empty text: the group itself. Default: all of them."
    )
    component: Name | None = Field(default=None, description="Name of a component. Default: every component.")
    parameter: Parameter | None = Field(default=None, description="Name of a parameter. Default: the usual ones.")


class TunedKnobs(KnobSelection):
    """Parameters that may be turned, with bounds where the usual ones do not fit."""

    lower: Rate | None = Field(default=None, description="Least value, in the unit of the parameter. Default: usual.")
    upper: Rate | None = Field(default=None, description="Largest value. Default: usual.")


class TuningRequest(BaseModel):
    """A tuning: maximise an objective by turning parameters of a plan, under a budget and other conditions."""

    model_config = STRICT

    objective: TuningGoal | None = Field(
        default=None,
        description="What is best. Default: margin less cost where the plan states `margin_rate`, else motivation.",
    )
    budget: Number | None = Field(
        default=None, gt=0, description="Most expected pay of the plan year, money unit. Default: the plan's budget."
    )
    conditions: Annotated[tuple[TuningCondition, ...], Listed] = Field(
        default=(),
        max_length=100,
        description="More conditions. An `expected_cost` takes the place of the plan's budget.",
    )
    participation: Literal["required", "none"] = Field(
        default="required",
        description="`required`: nobody's utility falls below today's. `none` is a trap: without it every start ends "
        "at a plan that pays next to nothing below excellence; such an end is refused as an answer.",
    )
    tune: Annotated[tuple[TunedKnobs, ...], Listed] = Field(
        default=(), max_length=500, description="Parameters that may be turned. Default: the usual ones of all groups."
    )
    keep: Annotated[tuple[KnobSelection, ...], Listed] = Field(
        default=(), max_length=500, description="Parameters that stay as they are, whatever `tune` says."
    )
    sales: Annotated[NameList, Field(min_length=1, max_length=50)] | None = Field(
        default=None,
        description="Measure whose sales bring margin, or several that do not overlap. Default: of those of money that "
        "people are paid on themselves the one that counts margin, else the one with the largest expected total.",
    )
    response: ResponseAssumptions = Field(
        default_factory=ResponseAssumptions, description="What is assumed about people."
    )
    uncertainty: CostAssumptions = Field(
        default_factory=CostAssumptions, description="What is assumed about the spread of results."
    )
    starts: Annotated[Count, Field(ge=1, le=500)] = Field(
        default=20, description="Local searches: the first one from today's plan, the others from seeded points."
    )
    seed: Annotated[Count, Field(ge=0, le=2**31 - 1)] = Field(default=20, description="Seed of the starting points.")
    estimate_draws: Annotated[Count, Field(ge=1_000, le=1_000_000)] = Field(
        default=20_000, description="Draws by which the model is set right on the way."
    )
    certificate_draws: Annotated[Count, Field(ge=1_000, le=5_000_000)] = Field(
        default=200_000, description="Fresh draws of the certificate."
    )
    certificate_seed: Annotated[Count, Field(ge=0, le=2**31 - 1)] = Field(
        default=9_001, description="Seed of the certificate's draws; no other draws have it."
    )
    workers: Annotated[Count, Field(ge=1, le=64)] = Field(
        default=2, description="Processes at once; the result does not depend on it."
    )
    time_limit_seconds: Rate | None = Field(
        default=None, gt=0, le=86_400, description="Ends the search early; what is done by then is kept. Default: none."
    )
    within: Rate = Field(
        default=0.05, gt=0, le=0.5, description="Parameter ranges: part of the gain whose loss counts as as good."
    )
    analyses: Annotated[tuple[Analysis, ...], Listed] = Field(
        default=ANALYSES, max_length=4, description="What is worked out beside the tuned plan. Default: everything."
    )


def tuning_request(value: object) -> TuningRequest:
    """The request of a JSON object. Raises InvalidInput with every fault."""
    if not isinstance(value, Mapping):
        raise InvalidInput([no_document(value)])
    try:
        return TuningRequest.model_validate(value)
    except ValidationError as error:
        raise InvalidInput([finding for _, finding in schema_findings(error, value, TuningRequest, QUESTION)]) from None

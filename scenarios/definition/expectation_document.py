"""What a scenario's author expects of it, as written: outcome, objective, figures, reasons, seconds."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from models.allocation.limits.families import FAMILIES
from models.fields import STRICT, Number, Rate, as_tuple
from scenarios.definition.fields import Identifier, Line

FAMILY_NAMES = tuple(str(get_args(family.model_fields["kind"].annotation)[0]) for family in FAMILIES)
"""The kinds of limits that a contradiction can be between."""

Operator = Literal["<=", ">=", "==", "<", ">"]

ExpectedOutcome = Literal["optimal", "feasible", "infeasible", "limit"]


def _family(value: str) -> str:
    if value not in FAMILY_NAMES:
        expected = ", ".join(f"'{name}'" for name in FAMILY_NAMES)
        raise PydanticCustomError("not_one_of", "a kind of limit", {"expected": expected, "value": value})
    return value


FamilyName = Annotated[Line, AfterValidator(_family), Field(json_schema_extra={"enum": list(FAMILY_NAMES)})]


class ObjectiveExpectation(BaseModel):
    """The strategy's loss, as the score card states it."""

    model_config = STRICT

    value: Rate = Field(description="Expected loss, per unit of company target.")
    tolerance: Annotated[Rate, Field(ge=0)] = Field(default=1e-6, description="Accepted distance from it; no unit.")


class FigureExpectation(BaseModel):
    """One figure of the plan against a number."""

    model_config = STRICT

    metric: Line = Field(
        description="A figure of the score card such as margin_rate or terms.fairness, or of a node: "
        "target[region=East], share[product=pump, region=East]."
    )
    operator: Operator = Field(description="How the figure compares with the value; in quotation marks.")
    value: Number = Field(description="What it is compared with: money unit, fraction of one, or count.")
    tolerance: Annotated[Number, Field(ge=0)] = Field(
        default=Decimal(0), description="How far the figure may miss the comparison, in the unit of the value."
    )


class ExpectationDocument(BaseModel):
    """What must come of one solve. Without any line: a verified plan."""

    model_config = STRICT

    name: Line | None = Field(default=None, description="What reports call it. Default: the strategy's name.")
    strategy: Identifier | None = Field(default=None, description="Strategy to solve. Default: the scenario's own.")
    solver: Line | None = Field(default=None, description="Solver to use. Default: the scenario's own.")
    outcome: ExpectedOutcome | None = Field(
        default=None,
        description="optimal: a plan that is proven best; feasible: any verified plan; infeasible: no plan satisfies "
        "all limits, proven; limit: stopped before a plan was found. Default: feasible, or infeasible where "
        "infeasible_because is given.",
    )
    objective: ObjectiveExpectation | None = Field(default=None, description="The strategy's loss.")
    metrics: Annotated[
        tuple[FigureExpectation, ...],
        BeforeValidator(as_tuple, json_schema_input_type=list[FigureExpectation]),
    ] = Field(default=(), description="Figures of the plan.")
    infeasible_because: Annotated[
        tuple[FamilyName, ...], BeforeValidator(as_tuple, json_schema_input_type=list[FamilyName])
    ] = Field(
        default=(),
        description="Kinds of limits that must be part of the contradiction, e.g. [company_total, capacity].",
    )
    max_seconds: Annotated[Rate, Field(gt=0, le=86_400)] | None = Field(
        default=None, description="Longest time that the solve may take, seconds."
    )

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> ExpectationDocument:
        expected = self.expected_outcome
        if self.infeasible_because and expected != "infeasible":
            raise _contradiction("infeasible_because", f"outcome: {expected}")
        about_a_plan = "objective" if self.objective is not None else "metrics" if self.metrics else None
        if about_a_plan is not None and expected in ("infeasible", "limit"):
            raise _contradiction(about_a_plan, f"outcome: {expected}" if self.outcome else "infeasible_because")
        return self

    @property
    def expected_outcome(self) -> ExpectedOutcome:
        """The outcome, with the default filled in."""
        return self.outcome or ("infeasible" if self.infeasible_because else "feasible")


Expectations = Annotated[
    tuple[ExpectationDocument, ...],
    Field(max_length=200),
    BeforeValidator(as_tuple, json_schema_input_type=Annotated[list[ExpectationDocument], Field(max_length=200)]),
]
"""A list of expectations, each checked by a solve of its own."""


def _contradiction(first: str, second: str) -> PydanticCustomError:
    return PydanticCustomError("expectation_contradicts", "one of the two", {"first": first, "second": second})

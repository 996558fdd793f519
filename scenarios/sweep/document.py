"""A sweep as it is written in JSON or YAML: which numbers of a scenario take which values."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from models.errors import InvalidInput
from models.fields import STRICT, Count, NameList, Number, as_tuple
from scenarios.definition.fields import Line
from scenarios.definition.schema_findings import no_document, schema_findings
from scenarios.sweep.design import Design
from scenarios.sweep.parameter import MOST_DIGITS, MOST_STEPS, Parameter, Span
from scenarios.sweep.request import SweepRequest

MOST_PARAMETERS = 20


def _few_digits(value: Decimal) -> Decimal:
    if len(value.normalize().as_tuple().digits) > MOST_DIGITS:
        raise PydanticCustomError("vary_digits", "at most 15 digits", {"text": str(value)[:60]})
    return value


Value = Annotated[Number, Field(ge=-1e15, le=1e15)]


class ParameterDocument(BaseModel):
    """A number of the scenario and the values that it takes: a list, or a range."""

    model_config = STRICT

    pointer: Line = Field(
        description="JSON pointer to a number in company_target, over_assignment, uncertainty, limits, strategies or "
        "rounding; a limit may stand by its name: /limits/[cap of the east]/max_amount."
    )
    values: (
        Annotated[
            tuple[Value, ...],
            Field(min_length=1, max_length=MOST_STEPS),
            BeforeValidator(as_tuple, json_schema_input_type=Annotated[list[Value], Field(min_length=1)]),
        ]
        | None
    ) = Field(default=None, description="The values, in the number's own unit.")
    low: Value | None = Field(default=None, alias="from", description="First value of a range.")
    high: Value | None = Field(default=None, alias="to", description="Last value of a range.")
    steps: Annotated[Count, Field(ge=2, le=MOST_STEPS)] | None = Field(
        default=None,
        description="How many evenly spaced values stand for the range; not where points are drawn.",
    )

    @model_validator(mode="after")
    def _values_or_range(self) -> ParameterDocument:
        has_range = self.low is not None and self.high is not None
        stray = self.steps is not None and not has_range
        if (self.values is not None) == has_range or (self.low is None) != (self.high is None) or stray:
            raise PydanticCustomError("vary_values_or_range", "either values or a range")
        for value in (*(self.values or ()), self.low, self.high):
            if value is not None:
                _few_digits(value)
        return self

    def parameter(self) -> Parameter:
        """The same inside."""
        if self.values is not None:
            return Parameter(self.pointer, self.values)
        assert self.low is not None and self.high is not None
        return Parameter(self.pointer, Span(self.low, self.high, self.steps))


class SweepDocument(BaseModel):
    """One scenario solved again and again with other numbers."""

    model_config = STRICT

    parameters: Annotated[
        tuple[ParameterDocument, ...],
        Field(min_length=1, max_length=MOST_PARAMETERS),
        BeforeValidator(
            as_tuple,
            json_schema_input_type=Annotated[list[ParameterDocument], Field(min_length=1, max_length=MOST_PARAMETERS)],
        ),
    ] = Field(description="What is varied.")
    design: Annotated[Design, Field(strict=False)] = Field(
        default=Design.GRID,
        description="grid: every combination of the values; one-at-a-time: each number over its values, the others as "
        "they are; random, latin-hypercube: drawn points.",
    )
    points: Annotated[Count, Field(ge=1, le=10**9)] | None = Field(
        default=None, description="How many points are drawn; only for the designs that draw."
    )
    seed: Annotated[Count, Field(ge=0, le=2**53)] = Field(default=0, description="The same seed draws the same points.")
    strategy: Line | None = Field(default=None, description="Solved at every point. Default: the scenario's own.")
    by: Annotated[NameList, Field(max_length=12)] = Field(
        default=(), description="Levels, dimensions or attributes whose targets are listed too, one or two."
    )

    def request(self) -> SweepRequest:
        """The same inside."""
        parameters = tuple(item.parameter() for item in self.parameters)
        return SweepRequest(parameters, self.design, self.points, self.seed, self.strategy, self.by)


def read_sweep(value: object) -> SweepRequest:
    """The request of a document's plain values. Raises InvalidInput with everything that is wrong."""
    if not isinstance(value, dict):
        raise InvalidInput([no_document(value)])
    try:
        return SweepDocument.model_validate(value).request()
    except ValidationError as error:
        raise InvalidInput([finding for _, finding in schema_findings(error, value, SweepDocument)]) from None

"""A certificate worked out again from what a tuning published."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.errors import InvalidInput
from models.fields import Count, Rate
from models.findings import Finding, Location
from scenarios.definition.schema_findings import no_document, schema_findings
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.tuning.certificate import Certificate
from scenarios.incentives.tuning.certifying import certify
from scenarios.incentives.tuning.question_reading import question_field
from scenarios.incentives.tuning.tuning_document import TuningRequest
from scenarios.incentives.tuning.tuning_result import Outcome

ANOTHER = 1_000_003
"""Added to the seed of a result's own certificate, so that its draws are others."""

LEAST_DRAWS = 1_000
"""Fewest draws of a certificate: of fewer an interval says nothing."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class PublishedValues(_Part):
    """What of a certificate is worked out again."""

    values: dict[str, Rate]
    draws: Annotated[Count, Field(ge=LEAST_DRAWS, le=5_000_000)]
    seed: Annotated[Count, Field(ge=0)]


class TunedResult(_Part):
    """What is read of a tuning document. `certificate` None: nothing was published. `outcome`: how the tuning ended,
    None: whoever shortened the document left it out; a plan that was refused is no answer although it keeps its
    ceilings."""

    schema_version: Literal["allot.tuning/1"] = Field(alias="schema")
    plan_hash: str
    outcome: Literal["tuned", "unchanged", "uncertified", "infeasible", "refused", "cut_off"] | None = None
    request: TuningRequest
    certificate: PublishedValues | None


_FIELDS = frozenset(info.alias or name for name, info in TunedResult.model_fields.items())


def read_result(value: object) -> TunedResult:
    """A tuning document. Raises InvalidInput."""
    if not isinstance(value, Mapping):
        raise InvalidInput([no_document(value)])
    try:
        return TunedResult.model_validate(value)
    except ValidationError as error:
        raise InvalidInput([finding for _, finding in schema_findings(error, value, TunedResult)]) from None


def certified_again(
    loaded: LoadedPlan,
    result: TunedResult,
    seed: int | None = None,
    draws: int | None = None,
    stop: threading.Event | None = None,
) -> Certificate:
    """The certificate of a result on other draws: as many as its own, and another seed, where none is stated.

    Raises InvalidInput: `certificate_of_nothing` where the tuning published nothing, `certificate_of_refused` where its
    plan was refused as an answer, `certificate_other_plan` where the
    plan is not the one that was tuned, and what `certify` finds, at its place in the result where it is about that.
    Raises LimitReached once `stop` is set.
    """
    if result.certificate is None:
        raise InvalidInput([Finding("certificate_of_nothing", Location(pointer="/certificate"))])
    if result.outcome == Outcome.REFUSED.value:
        raise InvalidInput([Finding("certificate_of_refused", Location(pointer="/outcome"))])
    if result.plan_hash != loaded.plan_hash:
        facts = {"found": loaded.plan_hash, "expected": result.plan_hash[:80]}
        raise InvalidInput([Finding("certificate_other_plan", Location(pointer="/plan_hash"), facts)])
    own = result.certificate
    try:
        return certify(
            loaded,
            result.request,
            own.values,
            seed=own.seed + ANOTHER if seed is None else seed,
            draws=own.draws if draws is None else draws,
            stop=stop,
        )
    except InvalidInput as error:
        raise InvalidInput([_in_result(finding) for finding in error.findings]) from None


def is_of_result(finding: Finding) -> bool:
    """Whether a finding of these functions speaks of the result; else it speaks of the plan."""
    pointer = finding.location.pointer
    return not pointer or pointer[1:].partition("/")[0] in _FIELDS


def _in_result(finding: Finding) -> Finding:
    """What is wrong with the question, below the result's `request`."""
    if question_field(finding) is None:
        return finding
    place = finding.location
    return replace(finding, location=replace(place, pointer=f"/request{place.pointer}"))

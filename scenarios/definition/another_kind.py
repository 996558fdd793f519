"""Documents that were named in the place of another one: a plan where a result is read, a question where a plan is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from pydantic import BaseModel

from models.findings import Fact, Finding, Location

QUESTION = "tuning-question"
"""A question of a tuning, which has no `schema` to say so."""

KINDS = frozenset(
    {
        "scenario",
        "plan",
        "incentive-plan",
        "tuning",
        "certificate",
        "payout",
        "ledger",
        "rollup",
        "comparison",
        "frontier",
        "alternatives",
        "sweep",
        "import",
        "import-report",
        "case",
        "baseline",
        "check",
    }
)
"""Kinds of documents, as `schema` names them: `allot.scenario/1`."""

QUESTION_FIELDS = frozenset(
    {
        "objective",
        "sales",
        "budget",
        "conditions",
        "participation",
        "tune",
        "keep",
        "response",
        "uncertainty",
        "starts",
        "seed",
        "estimate_draws",
        "certificate_draws",
        "certificate_seed",
        "workers",
        "time_limit_seconds",
        "within",
        "analyses",
    }
)
"""Everything that a question of a tuning may say."""


def another_kind(value: object, model: type[BaseModel], kind: str | None = None) -> Finding | None:
    """The only thing to say of a document of another kind than the model's; None where it is not known as one. `kind`:
    the model's, where it has no `schema`."""
    if not isinstance(value, Mapping):
        return None
    needed, found = kind or _needed(model), _found(value)
    if found is None or needed is None or found == needed:
        return None
    facts: dict[str, Fact] = {"kind_found": found, "kind_needed": needed}
    return Finding("document_of_another_kind", Location(pointer="/schema" if "schema" in value else ""), facts)


def _found(value: Mapping[object, object]) -> str | None:
    if "schema" not in value:
        return QUESTION if value and set(value) <= QUESTION_FIELDS else None
    written = value["schema"]
    found = written.removeprefix("allot.").rpartition("/")[0] if isinstance(written, str) else ""
    return found if found in KINDS else None


def _needed(model: type[BaseModel]) -> str | None:
    """The kind that a model's `schema` states."""
    for info in model.model_fields.values():
        if info.alias == "schema":
            return str(get_args(info.annotation)[0]).removeprefix("allot.").rpartition("/")[0]
    return None

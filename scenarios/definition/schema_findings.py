"""What pydantic says about a document, as findings: our codes, JSON pointers without tags, what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from models.findings import Fact, Finding, Location, as_pointer, near_names
from scenarios.definition.another_kind import another_kind
from scenarios.definition.percentages import as_fraction

Part = str | int
Path = tuple[Part, ...]

_CODES: Mapping[str, str] = MappingProxyType(
    {
        "missing": "field_missing",
        "union_tag_not_found": "field_missing",
        "extra_forbidden": "field_unknown",
        "string_type": "not_text",
        "string_too_short": "text_empty",
        "string_too_long": "text_too_long",
        "string_pattern_mismatch": "control_character",
        "string_unicode": "control_character",
        "literal_error": "not_one_of",
        "enum": "not_one_of",
        "union_tag_invalid": "not_one_of",
        "bool_type": "not_a_truth_value",
        "int_type": "not_a_whole_number",
        "list_type": "not_a_list",
        "tuple_type": "not_a_list",
        "too_short": "list_too_short",
        "too_long": "list_too_long",
        "dict_type": "not_an_object",
        "mapping_type": "not_an_object",
        "model_type": "not_an_object",
        "model_attributes_type": "not_an_object",
        "greater_than": "number_not_above",
        "greater_than_equal": "number_below_minimum",
        "less_than": "number_not_below",
        "less_than_equal": "number_above_maximum",
        "finite_number": "not_finite",
    }
)
"""Error types of pydantic; those that are not here are our own codes, raised by our own validators."""

_THOUSANDS = re.compile(r"\d{3}(\.\d+)?")
"""What YAML makes of `{amount: 4,800}`: an amount of 4, and a field called 800 without a value."""

_BOUNDS = ("gt", "ge", "lt", "le")


def schema_findings(
    error: ValidationError, value: object, model: type[BaseModel], kind: str | None = None
) -> list[tuple[Path, Finding]]:
    """One finding per faulty place, in document order, with the path that its pointer is written from. A document of
    another kind has only that one fault; `kind`: what a model without `schema` is of."""
    if (other := another_kind(value, model, kind)) is not None:
        return [(tuple(filter(None, other.location.pointer.split("/"))), other)]
    by_path: dict[Path, list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False):
        by_path.setdefault(_path(detail, value), []).append(detail)
    return [
        (path, _finding(path, details, value, model))
        for path, details in by_path.items()
        if not _is_consequence(path, details, by_path)
    ]


def no_document(value: object) -> Finding:
    """What is wrong with a document that is no object: there is nothing in it, or something without names."""
    return Finding("document_empty") if value is None else Finding("document_without_fields")


def _path(detail: ErrorDetails, value: object) -> Path:
    """The error's place in the document. `loc` also names union members, which stand in no document."""
    missing = detail["type"] == "missing"
    path = _resolve(detail["loc"], value, missing=missing)
    if path is None:
        path = tuple(part for part in _greedy(detail["loc"], value))
    if detail["type"].startswith("union_tag"):
        return (*path, "kind")
    return path


def _resolve(loc: Sequence[Part], value: object, *, missing: bool) -> Path | None:
    """The parts of `loc` that lead from `value` to its last part; for a missing field, to where it should stand."""
    if not loc:
        return ()
    head, rest = loc[0], loc[1:]
    if not rest and missing:
        return (head,) if isinstance(value, Mapping) and head not in value else None
    child = _child(value, head)
    if child is not _ABSENT:
        below = _resolve(rest, child, missing=missing)
        if below is not None:
            return (head, *below)
    return _resolve(rest, value, missing=missing) if rest else None


def _greedy(loc: Sequence[Part], value: object) -> list[Part]:
    path: list[Part] = []
    for part in loc:
        child = _child(value, part)
        if child is not _ABSENT:
            path.append(part)
            value = child
    return path


_ABSENT = object()


def _child(value: object, part: Part) -> object:
    if isinstance(value, Mapping):
        return value.get(part, _ABSENT)
    if isinstance(value, list | tuple) and isinstance(part, int) and part < len(value):
        return value[part]
    return _ABSENT


def _is_consequence(path: Path, details: Sequence[ErrorDetails], faults: Iterable[Path]) -> bool:
    """A list counts as too short when an entry of it is broken: then only the entry is at fault."""
    is_short = all(detail["type"] == "too_short" for detail in details)
    return is_short and any(other != path and other[: len(path)] == path for other in faults)


def _finding(path: Path, details: Sequence[ErrorDetails], value: object, model: type[BaseModel]) -> Finding:
    place = Location(pointer=as_pointer(path))
    if len(details) > 1:  # every member of a union said why it is not the one
        return Finding("value_not_allowed", place, {"value": _words(details[0]["input"])})
    detail = details[0]
    code = _CODES.get(detail["type"], detail["type"])
    if code == "field_unknown" and detail["input"] is None and _THOUSANDS.fullmatch(str(path[-1])):
        return Finding("number_in_braces", place, {"value": str(path[-1])})
    return Finding(code, place, _facts(code, detail, path, _fields_around(path, value, model)))


def _facts(code: str, detail: ErrorDetails, path: Path, known_fields: Sequence[str]) -> Mapping[str, Fact]:
    context = detail.get("ctx", {})
    if code == "field_missing":
        return {"field": str(path[-1])}
    if code == "field_unknown":
        near = near_names(str(path[-1]), known_fields)
        return {"field": str(path[-1])[:60], "known": known_fields, "near": near}
    if code == "not_one_of":
        known = _expected(str(context.get("expected", context.get("expected_tags", ""))))
        written = str(context.get("tag", detail["input"]))[:60]
        return {"value": written, "known": known, "near": near_names(written, known)}
    if code in ("list_too_short", "list_too_long", "text_too_long"):
        bound = context.get("min_length", context.get("max_length", 0))
        return {"length": int(context.get("actual_length", len(str(detail["input"])))), "bound": int(bound)}
    bound = next((context[name] for name in _BOUNDS if name in context), None)
    if bound is not None:
        return {"value": _words(detail["input"]), "bound": float(bound), **as_fraction(detail["input"], float(bound))}
    if detail["type"] in _CODES:
        return {"value": _words(detail["input"])}
    return {name: _fact(fact) for name, fact in context.items()}


def _expected(text: str) -> list[str]:
    """pydantic's "'a', 'b' or 'c'" as a list."""
    return [part.strip().strip("'") for part in text.replace(" or ", ", ").split(",") if part.strip()]


def _fact(value: object) -> Fact:
    if isinstance(value, str | int | float):
        return value
    return [str(item) for item in value] if isinstance(value, list | tuple) else str(value)


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    return str(value)[:60] if isinstance(value, str | int | float | Decimal) else repr(value)[:60]


def _fields_around(path: Path, value: object, model: type[BaseModel]) -> list[str]:
    """Names that the object around a field may hold, found by following the path through document and models."""
    models: list[type[BaseModel]] = [model]
    for part in path[:-1]:
        value = _child(value, part)
        inner = [found for owner in models for found in _models_of(owner, part)]
        models = _of_kind(inner or models, _child(value, "kind"))
    return sorted({info.alias or name for owner in models for name, info in owner.model_fields.items()})


def _of_kind(models: list[type[BaseModel]], kind: object) -> list[type[BaseModel]]:
    """The model that an object's `kind` names; all of them where it names none."""
    named = [
        found
        for found in models
        if "kind" in found.model_fields and kind in get_args(found.model_fields["kind"].annotation)
    ]
    return named or models


def _models_of(owner: type[BaseModel], part: Part) -> list[type[BaseModel]]:
    named = [info for name, info in owner.model_fields.items() if part in (name, info.alias)]
    return [found for info in named for found in _models_in(info.annotation)]


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for argument in get_args(annotation) for found in _models_in(argument)]

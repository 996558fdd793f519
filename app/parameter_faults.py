"""What is wrong with a query parameter, and what it may be instead: read from the operation that declares it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import EnumType
from typing import Any, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from fastapi.routing import APIRoute

from models.findings import Fact, Finding, near_names

LONGEST_NAME = 60

_LOW: Mapping[type, str] = {Ge: "ge", Gt: "gt", MinLen: "min_length"}
_HIGH: Mapping[type, str] = {Le: "le", Lt: "lt", MaxLen: "max_length"}


def parameter_fault(detail: Mapping[str, Any], route: object) -> Finding:
    """One entry of a RequestValidationError as a finding. The value is not repeated: it may be anything."""
    name = str(detail["loc"][1] if len(detail["loc"]) > 1 else detail["loc"][-1])[:LONGEST_NAME]
    if detail["type"] == "parameter_unknown":
        near = near_names(name, detail["known"])
        return Finding("parameter_unknown", facts={"field": name, "known": detail["known"], "near": near})
    if detail["type"] == "parameter_twice":
        return Finding("parameter_twice", facts={"field": name})
    if detail["type"] == "missing":
        return Finding("parameter_missing", facts={"field": name})
    return _refused(name, detail, _field(route, name))


def _refused(name: str, detail: Mapping[str, Any], field: Any) -> Finding:
    """A value that does not fit its kind or range."""
    facts: dict[str, Fact] = {"field": name}
    kind = None if field is None else _kind(field.annotation)
    if kind in (int, float):
        facts |= _ends(field.metadata)
        return Finding("parameter_whole" if kind is int else "parameter_number", facts=facts)
    if kind is bool:
        return Finding("parameter_yes_no", facts=facts)
    if detail["type"] in ("too_short", "too_long"):
        return Finding("parameter_entries", facts=facts | _ends(field.metadata))
    if detail["type"] == "string_too_long":
        return Finding("parameter_too_long", facts=facts | {"high": int(detail["ctx"]["max_length"])})
    allowed: Sequence[Any] = list(kind) if isinstance(kind, EnumType) else get_args(kind)
    return Finding("parameter_invalid", facts=facts | {"known": [str(one) for one in allowed]})


def _field(route: object, name: str) -> Any:
    """How the operation declares a query parameter; None where it does not."""
    if not isinstance(route, APIRoute):
        return None
    return next((field.field_info for field in route.dependant.query_params if field.alias == name), None)


def _kind(annotation: Any) -> Any:
    """The type of one value: without None."""
    kinds = [one for one in get_args(annotation) if one is not type(None)]
    return kinds[0] if type(None) in get_args(annotation) and get_origin(annotation) is not list else annotation


def _text(value: float) -> str:
    text = f"{Decimal(str(value)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ends(metadata: list[Any]) -> dict[str, Fact]:
    """The range that is allowed, as far as one is."""
    found: dict[str, Fact] = {}
    for one in metadata:
        for end, names in (("low", _LOW), ("high", _HIGH)):
            if type(one) in names:
                found[end] = _text(getattr(one, names[type(one)]))
    return found

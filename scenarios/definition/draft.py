"""The document as far as it is well-formed, so that one pass can list what else is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from models.findings import FindingList
from scenarios.definition.document import SCHEMA, ScenarioDocument
from scenarios.definition.schema_findings import Path, no_document, schema_findings

_STAND_INS: Mapping[str, object] = {
    "schema": SCHEMA,
    "name": "unnamed",
    "period": "unnamed",
    "money": {"currency": "CNY", "unit": "major"},
    "cells": [],
    "company_target": {"amount": 1},
}
"""Values that let the rest of a document be read where a required one is broken; never shown."""


@dataclass(frozen=True)
class Draft:
    """A document whose broken parts were taken out. `broken` names the sections that are not what was written.

    `dimensions` and `limits` hold the position in the written document of each one that is left.
    """

    document: ScenarioDocument
    broken: frozenset[str]
    dimensions: tuple[int, ...]
    limits: tuple[int, ...]


def read_draft(value: object, findings: FindingList) -> Draft | None:
    """Validate the document's form. Adds one finding per fault; None when nothing is left to read."""
    if not isinstance(value, Mapping):
        findings.extend([no_document(value)])
        return None
    try:
        document = ScenarioDocument.model_validate(value)
    except ValidationError as error:
        faults = schema_findings(error, value, ScenarioDocument)
        findings.extend([finding for _, finding in faults])
        return _without(value, [path for path, _ in faults])
    return Draft(document, frozenset(), _positions(document.dimensions), _positions(document.limits))


def _without(value: Mapping[str, object], paths: Sequence[Path]) -> Draft | None:
    left = dict(value)
    dropped: dict[str, set[object]] = {}
    for path in paths:
        section = str(path[0]) if path else ""
        items = left.get(section)
        if section in ("limits", "dimensions", "strategies") and len(path) > 1 and isinstance(items, list | dict):
            dropped.setdefault(section, set()).add(path[1])
        else:
            left.pop(section, None)
            if section in _STAND_INS:
                left[section] = _STAND_INS[section]
    kept = {section: _drop(left, section, places) for section, places in dropped.items() if section in left}
    if "strategies" in dropped:
        left.pop("strategy", None)
    try:
        document = ScenarioDocument.model_validate(left)
    except ValidationError:
        return None
    broken = frozenset(str(path[0]) for path in paths if path)
    return Draft(
        document,
        broken,
        kept.get("dimensions", _positions(document.dimensions)),
        kept.get("limits", _positions(document.limits)),
    )


def _drop(left: dict[str, object], section: str, places: set[object]) -> tuple[int, ...]:
    """Take the items at `places` out of a section; the positions of those that stay."""
    items = left[section]
    if isinstance(items, dict):
        left[section] = {name: item for name, item in items.items() if name not in places}
        return ()
    assert isinstance(items, list)
    kept = tuple(position for position in range(len(items)) if position not in places)
    left[section] = [items[position] for position in kept]
    return kept


def _positions(items: Sequence[object]) -> tuple[int, ...]:
    return tuple(range(len(items)))

"""Two documents in one request: as fields of a JSON body, or as parts of a form. Findings about each name its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from app.forms import Part
from app.part_media import media_of_part
from models.errors import InvalidInput
from models.findings import Finding, FindingList, Location
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.json_source import read_json
from scenarios.definition.schema_findings import no_document
from scenarios.definition.source import Source
from scenarios.definition.yaml_source import read_yaml

T = TypeVar("T")


@dataclass(frozen=True)
class PostedDocuments:
    """What was posted: one JSON body, or the parts of a form."""

    body: bytes | None = field(default=None, repr=False)
    parts: tuple[Part, ...] = field(default=(), repr=False)


def fields_of(
    body: bytes, needed: Sequence[str], ceilings: Ceilings, optional: Sequence[str] = ()
) -> Mapping[str, object]:
    """The documents of a JSON body, by field. Raises InvalidInput: no object, fields missing or unknown; TooLarge."""
    value = read_json(body, None, ceilings).value
    if not isinstance(value, Mapping):
        raise InvalidInput([no_document(value)])
    findings, known = FindingList(), [*needed, *optional]
    for name in needed:
        if name not in value:
            findings.add("field_missing", Location(pointer=f"/{name}"), {"field": name})
    for name in value:
        if name not in known:
            facts = {"field": str(name)[:60], "known": known, "near": []}
            findings.add("field_unknown", Location(pointer=f"/{name}"[:60]), facts)
    if len(findings):
        raise InvalidInput(tuple(findings))
    return value


def part_of(parts: Sequence[Part], name: str, ceilings: Ceilings) -> Source | None:
    """The document of a form's part, YAML or JSON; None where there is no such part. Raises InvalidInput, TooLarge."""
    asked = [part for part in parts if part.name == name]
    if len(asked) > 1:
        raise InvalidInput([Finding("form_part_twice", Location(pointer=f"/{name}"), {"name": name})])
    if not asked:
        return None
    data = asked[0].data
    read = read_json if media_of_part(asked[0]) == "json" else read_yaml
    return within(f"/{name}", lambda: read(data, None, ceilings))


def within(prefix: str, read: Callable[[], T]) -> T:
    """What `read` reads; its findings stand below a prefix. Raises InvalidInput."""
    try:
        return read()
    except InvalidInput as error:
        moved = [
            Finding(one.code, replace(one.location, pointer=prefix + one.location.pointer), one.facts)
            for one in error.findings
        ]
        raise InvalidInput(moved, malformed=error.malformed) from None

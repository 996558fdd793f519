"""Reading a mapping: YAML or JSON, with everything that is wrong listed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models.errors import InvalidInput, TooLarge
from models.findings import Finding, Location, near_names
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.json_source import read_json
from scenarios.definition.read_files import read_whole
from scenarios.definition.schema import DIALECT
from scenarios.definition.schema_findings import no_document, schema_findings
from scenarios.definition.source import Source
from scenarios.definition.yaml_source import read_yaml
from scenarios.importing.mapping import SCHEMA, ImportMapping

SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(frozen=True)
class MappingFile:
    """A mapping, and the file that it was read from."""

    mapping: ImportMapping
    source: Source

    def located(self, error: InvalidInput) -> InvalidInput:
        """The error with file and line for every finding about the mapping itself."""
        return InvalidInput([self.source.locate(finding) for finding in error.findings], malformed=error.malformed)


def load_mapping(path: Path, ceilings: Ceilings) -> MappingFile:
    """Read a mapping file. Raises InvalidInput with every finding, TooLarge."""
    if path.suffix.lower() not in SUFFIXES:
        facts = {"file": path.name, "known": list(SUFFIXES)}
        raise InvalidInput([Finding("file_kind_unknown", Location(file=path.name), facts)])
    return read_mapping(read_file(path, ceilings), path.name, ceilings)


def read_mapping(data: bytes, name: str, ceilings: Ceilings) -> MappingFile:
    """Read a mapping from bytes; `name` ends in .json for JSON, all else is YAML. Raises InvalidInput, TooLarge."""
    is_json = name.lower().endswith(".json")
    source = read_json(data, name, ceilings) if is_json else read_yaml(data, name, ceilings)
    return MappingFile(check_mapping(source), source)


def check_mapping(source: Source) -> ImportMapping:
    """The mapping of a document. Raises InvalidInput with one finding per fault."""
    if not isinstance(source.value, dict):
        raise InvalidInput([source.locate(no_document(source.value))])
    try:
        return ImportMapping.model_validate(source.value)
    except ValidationError as error:
        faults = schema_findings(error, source.value, ImportMapping)
        raise InvalidInput([source.locate(finding) for _, finding in faults]) from None


def read_file(path: Path, ceilings: Ceilings) -> bytes:
    """A file's bytes. Raises InvalidInput when there is none, TooLarge over the ceiling."""
    if not path.is_file():
        beside = sorted(item.name for item in path.parent.iterdir())[:500] if path.parent.is_dir() else []
        near = near_names(path.name, beside)
        raise InvalidInput([Finding("file_missing", Location(file=path.name), {"file": path.name, "near": near})])
    try:
        size = path.stat().st_size
        if size > ceilings.bytes:
            raise TooLarge("bytes", size, ceilings.bytes)
        return read_whole(path)
    except OSError as error:
        facts = {"file": path.name, "reason": error.strerror or str(error)}
        raise InvalidInput([Finding("file_unreadable", Location(file=path.name), facts)]) from None


def import_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a mapping."""
    schema = ImportMapping.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": DIALECT, "$id": f"urn:{SCHEMA.replace('/', ':')}", **schema, "title": "Allot import mapping"}

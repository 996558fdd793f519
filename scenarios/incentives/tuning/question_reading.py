"""Where questions of a tuning come from: a file, or what was posted, with what is asked for beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from models.errors import InvalidInput
from models.findings import Finding, Location
from scenarios.definition.json_source import read_json
from scenarios.definition.loading import media_of_name
from scenarios.definition.schema_findings import no_document
from scenarios.definition.source import Source
from scenarios.definition.yaml_source import read_yaml
from scenarios.incentives.definition.plan_loading import PLAN_CEILINGS, file_bytes
from scenarios.incentives.tuning.tuning_document import TuningRequest, tuning_request


def load_question(path: Path | None, beside: Mapping[str, object]) -> TuningRequest:
    """The request of a file (`.yaml`, `.yml`, `.json`; None: nothing is asked in particular), and what is asked for
    beside it, which counts. Raises InvalidInput with everything that is wrong, TooLarge."""
    if path is None:
        return tuning_request(dict(beside))
    media = media_of_name(path.name)
    if media not in ("json", "yaml"):
        facts = {"file": path.name, "known": [".yaml", ".yml", ".json"]}
        raise InvalidInput([Finding("tuning_file_kind", Location(file=path.name), facts)])
    read = read_json if media == "json" else read_yaml
    return question_of(read(file_bytes(path), path.name, PLAN_CEILINGS), beside)


def question_of(source: Source, beside: Mapping[str, object]) -> TuningRequest:
    """The request of a document. An empty one asks for nothing in particular. Raises InvalidInput."""
    value = {} if source.value is None else source.value
    if not isinstance(value, Mapping):
        raise InvalidInput([source.locate(no_document(value))])
    try:
        return tuning_request({**value, **beside})
    except InvalidInput as error:
        raise InvalidInput([source.locate(finding) for finding in error.findings]) from None

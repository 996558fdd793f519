"""Where questions of a tuning come from: a file, or what was posted, with what is asked for beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
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

NOTHING: Mapping[str, object] = {}
"""Nothing is asked for beside the document."""


@dataclass(frozen=True)
class AskedTuning:
    """What is asked of a tuning, and the document that asks it. `beside`: fields that were asked for beside the
    document, and so do not stand in it, with what they are called there."""

    request: TuningRequest
    source: Source
    beside: Mapping[str, str] = field(default_factory=dict)

    @contextmanager
    def placing(self) -> Iterator[None]:
        """What is found wrong with the question within it gets its file and line. Raises InvalidInput."""
        try:
            yield
        except InvalidInput as error:
            raise InvalidInput([self._placed(finding) for finding in error.findings]) from None

    def _placed(self, finding: Finding) -> Finding:
        return finding if question_field(finding) is None else _placed(finding, self.source, self.beside)


def _placed(finding: Finding, source: Source, beside: Mapping[str, str]) -> Finding:
    """At its line of the document, or at what it is called where it was asked for beside the document."""
    asked = question_field(finding)
    if asked is None or asked not in beside:
        return source.locate(finding)
    return replace(finding, location=replace(finding.location, file=beside[asked]))


def question_field(finding: Finding) -> str | None:
    """The field of a question that a finding speaks of; None where it speaks of the plan."""
    field = finding.location.pointer[1:].partition("/")[0]
    return field if field in TuningRequest.model_fields else None


def load_question(path: Path | None, beside: Mapping[str, object], called: Mapping[str, str]) -> AskedTuning:
    """The request of a file (`.yaml`, `.yml`, `.json`; None: nothing is asked in particular), and what is asked for
    beside it, which counts; `called`: what people call these fields. Raises InvalidInput with everything that is wrong,
    TooLarge."""
    if path is None:
        return question_of(Source({}), beside, called)
    media = media_of_name(path.name)
    if media not in ("json", "yaml"):
        facts = {"file": path.name, "known": [".yaml", ".yml", ".json"]}
        raise InvalidInput([Finding("tuning_file_kind", Location(file=path.name), facts)])
    read = read_json if media == "json" else read_yaml
    return question_of(read(file_bytes(path), path.name, PLAN_CEILINGS), beside, called)


def question_of(
    source: Source, beside: Mapping[str, object] = NOTHING, called: Mapping[str, str] | None = None
) -> AskedTuning:
    """The request of a document. An empty one asks for nothing in particular. Raises InvalidInput."""
    value = {} if source.value is None else source.value
    if not isinstance(value, Mapping):
        raise InvalidInput([source.locate(no_document(value))])
    names = {name: (called or {}).get(name, name) for name in beside}
    try:
        return AskedTuning(tuning_request({**value, **beside}), source, names)
    except InvalidInput as error:
        raise InvalidInput([_placed(finding, source, names) for finding in error.findings]) from None

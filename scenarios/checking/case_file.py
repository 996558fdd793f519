"""A file to check: a scenario with its own expectations, or a case file that names one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from models.errors import InvalidInput, TooLarge
from models.findings import Fact, Finding, FindingList, Location, near_names
from scenarios.checking.case_document import CaseDocument
from scenarios.checking.endings import CASE_ENDINGS, SCENARIO_ENDINGS
from scenarios.definition import Ceilings, Scenario, load_scenario, media_of_name
from scenarios.definition.expectation import Expectation, read_expectations
from scenarios.definition.json_source import read_json
from scenarios.definition.read_files import read_whole
from scenarios.definition.schema_findings import no_document, schema_findings
from scenarios.definition.source import Source
from scenarios.definition.yaml_source import read_yaml


@dataclass(frozen=True, eq=False)
class CheckFile:
    """A scenario and everything that is expected of it: at least one expectation."""

    scenario: Scenario
    expectations: tuple[Expectation, ...]


def is_case_file(path: Path) -> bool:
    """True for files that name the scenario they are about."""
    return path.name.lower().endswith(CASE_ENDINGS)


def load_check_file(path: Path, ceilings: Ceilings) -> CheckFile:
    """Read a scenario or a case file. A scenario that says nothing is expected to have a plan. Raises InvalidInput
    with every finding, TooLarge."""
    if is_case_file(path):
        return _case_file(path, ceilings)
    scenario = load_scenario(path, ceilings)
    own = Expectation(scenario.default_strategy, scenario.default_strategy)
    return CheckFile(scenario, scenario.expectations or (own,))


def _case_file(path: Path, ceilings: Ceilings) -> CheckFile:
    source = _source(path, ceilings)
    if not isinstance(source.value, dict):
        raise InvalidInput([source.locate(no_document(source.value))])
    try:
        document = CaseDocument.model_validate(source.value)
    except ValidationError as error:
        faults = schema_findings(error, source.value, CaseDocument)
        raise InvalidInput([source.locate(finding) for _, finding in faults]) from None
    scenario = load_scenario(_scenario_path(path, document.scenario, source), ceilings)
    findings = FindingList()
    expectations = read_expectations(
        document.expectations, scenario.problem, scenario.strategies, scenario.default_strategy, findings
    )
    if len(findings):
        raise InvalidInput([source.locate(finding) for finding in findings])
    return CheckFile(scenario, expectations)


def _scenario_path(path: Path, written: str, source: Source) -> Path:
    """Where the named scenario lies. Raises InvalidInput at the name: what is found there is another file's matter."""
    place = Location(pointer="/scenario")
    named = Path(os.path.normpath(path.parent / written))
    if is_case_file(named):
        raise InvalidInput([source.locate(Finding("case_of_case", place, {"name": written}))])
    if media_of_name(named.name) is None:
        facts: dict[str, Fact] = {"file": written, "known": list(SCENARIO_ENDINGS)}
        raise InvalidInput([source.locate(Finding("scenario_kind_unknown", place, facts))])
    if not named.is_file():
        beside = sorted(one.name for one in named.parent.iterdir())[:500] if named.parent.is_dir() else []
        missing: dict[str, Fact] = {"scenario": written, "near": near_names(named.name, beside)}
        raise InvalidInput([source.locate(Finding("scenario_missing", place, missing))])
    return named


def _source(path: Path, ceilings: Ceilings) -> Source:
    if not path.is_file():
        raise InvalidInput([Finding("file_missing", Location(file=path.name), {"file": path.name, "near": []})])
    try:
        if path.stat().st_size > ceilings.bytes:
            raise TooLarge("bytes", path.stat().st_size, ceilings.bytes)
        data = read_whole(path)
    except OSError as error:
        facts = {"file": path.name, "reason": error.strerror or str(error)}
        raise InvalidInput([Finding("file_unreadable", Location(file=path.name), facts)]) from None
    read = read_json if path.suffix.lower() == ".json" else read_yaml
    return read(data, path.name, ceilings)

"""What the service answers to a sweep: the rows as JSON, CSV, a workbook or Parquet."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from app.answers import solver_options
from app.documents.sweep import sweep_document
from app.documents.sweep_files import sweep_bytes
from app.finished_answer import CSV, JSON, Answer
from app.forms import Part
from app.messages import Language
from app.negotiation import PARQUET, XLSX, Form
from app.plan_answers import answer_language, file_name
from app.scenario_forms import PostedScenario, posted_scenario
from app.settings import Settings
from app.solver_choice import usable_backend
from models.errors import InvalidInput, LimitReached, TooLarge
from models.findings import Finding, FindingList, Location
from scenarios.definition import Scenario, read_upload
from scenarios.definition.building import build_scenario
from scenarios.definition.json_source import read_json
from scenarios.definition.schema_findings import no_document
from scenarios.definition.source import Source
from scenarios.definition.yaml_source import read_yaml
from scenarios.sweep.document import read_sweep
from scenarios.sweep.request import SweepCeilings, SweepRequest
from scenarios.sweep.running import SweepRun, run_sweep

T = TypeVar("T")

SCENARIO, SWEEP = "scenario", "sweep"
"""The parts of a form, and the fields of a JSON body."""


@dataclass(frozen=True)
class PostedSweep:
    """What was posted: one JSON body, or the parts of a form."""

    body: bytes | None = field(default=None, repr=False)
    parts: tuple[Part, ...] = field(default=(), repr=False)


def swept(
    posted: PostedSweep, form: Form, language: Language | None, settings: Settings, stop: threading.Event
) -> Answer:
    """The rows of a posted sweep. Raises InvalidInput, TooLarge, and what leaves no row at all: LimitReached."""
    scenario, request, places = _read(posted, settings)
    backend = usable_backend(settings, scenario.options.solver)
    run = SweepRun(
        backend,
        solver_options(scenario, settings, stop),
        seconds=float(settings.max_seconds),
        ceilings=SweepCeilings(settings.max_points, settings.max_sweep_cells, settings.max_values),
    )
    try:
        result = run_sweep(scenario, request, run)
    except InvalidInput as error:
        raise InvalidInput([_placed(finding, places) for finding in error.findings]) from None
    if not result.rows:
        raise LimitReached(str(result.stopped), 0.0)
    document = sweep_document(scenario, result)
    spoken = answer_language(scenario, language, form)
    data = sweep_bytes(scenario, document, f".{form}", spoken)
    if form == "json":
        return Answer(200, data, JSON, spoken)
    media = {"csv": CSV, "xlsx": XLSX}.get(form, PARQUET)
    return Answer(200, data, media, spoken, file_name(scenario, f"sweep.{form}"))


@dataclass(frozen=True)
class _Places:
    """Where the two documents stand in what was posted: findings about each get its prefix."""

    scenario: str = ""
    sweep: str = ""


_IN_BODY = _Places("/scenario", "/sweep")
_IN_FORM = _Places("", "/sweep")

_OF_SWEEP = ("/parameters", "/points", "/by")


def _placed(finding: Finding, places: _Places) -> Finding:
    """A finding of the run speaks of the sweep, or of the place in the scenario that is varied."""
    place = finding.location
    before = places.sweep if not place.pointer or place.pointer.startswith(_OF_SWEEP) else places.scenario
    return Finding(finding.code, Location(before + place.pointer), finding.facts)


def _read(posted: PostedSweep, settings: Settings) -> tuple[Scenario, SweepRequest, _Places]:
    if posted.body is not None:
        scenario, request = _from_body(posted.body, settings)
        places = _IN_BODY
    else:
        scenario, request = _from_form(posted.parts, settings)
        places = _IN_FORM
    count = scenario.problem.cells.count
    if count > settings.max_variables:
        raise TooLarge("variables", count, settings.max_variables)
    return scenario, request, places


def _from_body(body: bytes, settings: Settings) -> tuple[Scenario, SweepRequest]:
    value = read_json(body, None, settings.ceilings).value
    if not isinstance(value, Mapping):
        raise InvalidInput([no_document(value)])
    findings = FindingList()
    known = [SCENARIO, SWEEP]
    for name in known:
        if name not in value:
            findings.add("field_missing", Location(pointer=f"/{name}"), {"field": name})
    for name in value:
        if name not in known:
            facts = {"field": str(name)[:60], "known": known, "near": []}
            findings.add("field_unknown", Location(pointer=f"/{name}"[:60]), facts)
    if len(findings):
        raise InvalidInput(tuple(findings))
    scenario = _within("/scenario", lambda: build_scenario(Source(value["scenario"]), None, settings.ceilings))
    return scenario, _within("/sweep", lambda: read_sweep(value[SWEEP]))


def _from_form(parts: tuple[Part, ...], settings: Settings) -> tuple[Scenario, SweepRequest]:
    asked = [part for part in parts if part.name == SWEEP]
    if len(asked) != 1:
        code = "form_part_twice" if asked else "sweep_part_missing"
        facts: dict[str, Any] = {"name": SWEEP} if asked else {"found": [part.name[:60] for part in parts]}
        raise InvalidInput([Finding(code, Location(pointer=f"/{SWEEP}"), facts)])
    scenario = _scenario(posted_scenario([part for part in parts if part.name != SWEEP]), settings)
    data = asked[0].data
    read = read_json if data.lstrip()[:1] == b"{" else read_yaml
    return scenario, _within("/sweep", lambda: read_sweep(read(data, None, settings.ceilings).value))


def _within(prefix: str, read: Callable[[], T]) -> T:
    """What `read` reads; its findings stand below a prefix. Raises InvalidInput."""
    try:
        return read()
    except InvalidInput as error:
        moved = [
            Finding(one.code, replace(one.location, pointer=prefix + one.location.pointer), one.facts)
            for one in error.findings
        ]
        raise InvalidInput(moved, malformed=error.malformed) from None


def _scenario(posted: PostedScenario, settings: Settings) -> Scenario:
    return read_upload(posted.data, posted.media, posted.file, posted.tables or {}, settings.ceilings)

"""What the service answers to a sweep: the rows as JSON, CSV, a workbook or Parquet."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TypeVar

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
from app.two_documents import PostedDocuments, fields_of, part_of, within
from models.errors import InvalidInput, LimitReached, TooLarge
from models.findings import Finding, Location
from scenarios.definition import Scenario, read_upload
from scenarios.definition.building import build_scenario
from scenarios.definition.source import Source
from scenarios.sweep.document import read_sweep
from scenarios.sweep.places import NO_PLACE
from scenarios.sweep.request import SweepCeilings, SweepRequest
from scenarios.sweep.running import SweepRun, run_sweep

T = TypeVar("T")

SCENARIO, SWEEP = "scenario", "sweep"
"""The parts of a form, and the fields of a JSON body."""


def swept(
    posted: PostedDocuments, form: Form, language: Language | None, settings: Settings, stop: threading.Event
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
        raise InvalidInput([_placed(finding, places, request) for finding in error.findings]) from None
    if not result.rows:
        raise LimitReached(str(result.stopped), 0.0)
    spoken = answer_language(scenario, language, form)
    document = sweep_document(scenario, result, spoken)
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


def _placed(finding: Finding, places: _Places, request: SweepRequest) -> Finding:
    """A finding of the run speaks of the sweep, or of the place in the scenario that is varied. A place that cannot be
    varied is none of the scenario: what is wrong stands in the sweep."""
    place = finding.location.pointer
    written = [parameter.pointer[:200] for parameter in request.parameters]
    if finding.code in NO_PLACE and place in written:
        return Finding(
            finding.code, Location(f"{places.sweep}/parameters/{written.index(place)}/pointer"), finding.facts
        )
    before = places.sweep if not place or place.startswith(_OF_SWEEP) else places.scenario
    return Finding(finding.code, Location(before + place), finding.facts)


def _read(posted: PostedDocuments, settings: Settings) -> tuple[Scenario, SweepRequest, _Places]:
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
    value = fields_of(body, [SCENARIO, SWEEP], settings.ceilings)
    scenario = within("/scenario", lambda: build_scenario(Source(value[SCENARIO]), None, settings.ceilings))
    return scenario, within("/sweep", lambda: read_sweep(value[SWEEP]))


def _from_form(parts: tuple[Part, ...], settings: Settings) -> tuple[Scenario, SweepRequest]:
    asked = part_of(parts, SWEEP, settings.ceilings)
    if asked is None:
        found = [part.name[:60] for part in parts]
        raise InvalidInput([Finding("sweep_part_missing", Location(pointer=f"/{SWEEP}"), {"found": found})])
    scenario = _scenario(posted_scenario([part for part in parts if part.name != SWEEP]), settings)
    return scenario, within("/sweep", lambda: read_sweep(asked.value))


def _scenario(posted: PostedScenario, settings: Settings) -> Scenario:
    return read_upload(posted.data, posted.media, posted.file, posted.tables or {}, settings.ceilings)

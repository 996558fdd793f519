"""`allot tune`: tune a plan, on the screen, as documents, and as a plan file to work on with."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.cli.atomic_file import check_writable, write_whole
from app.cli.plan_request import PlanRequest
from app.cli.progress import progress
from app.cli.request import opened_plan, print_json, problems_as_json
from app.cli.tuning_tables import print_tuning_table
from app.cli.voice import Voice
from app.documents.tuning.document import tuning_document
from app.documents.tuning.files import tuning_bytes
from app.documents.tuning.tables import (
    blocking_table,
    certificate_table,
    parameters_table,
    people_table,
    plans_table,
)
from app.documents.tuning.tuned_file import tuned_plan_file
from app.interruption import INTERRUPTED_EXIT
from app.messages.tuning import WORDS, tuning_word
from models.findings import Fact
from models.smooth.result import Limit
from scenarios.incentives.definition import LoadedPlan
from scenarios.incentives.tuning.cost_spread import certified_spread
from scenarios.incentives.tuning.question_reading import load_question
from scenarios.incentives.tuning.tuning import tune_plan
from scenarios.incentives.tuning.tuning_result import Outcome, TuningReport

MOST_PEOPLE = 12
NOT_FOUND, CUT_OFF = 4, 5
"""Exit codes: no plan that may be published, stopped by a limit before there was one."""

EXITS: Mapping[Outcome, int] = {
    Outcome.TUNED: 0,
    Outcome.UNCHANGED: 0,
    Outcome.UNCERTIFIED: NOT_FOUND,
    Outcome.INFEASIBLE: NOT_FOUND,
    Outcome.REFUSED: NOT_FOUND,
    Outcome.CUT_OFF: CUT_OFF,
}
OPTIONS: Mapping[str, str] = {
    "budget": "--budget",
    "starts": "--starts",
    "seed": "--seed",
    "certificate_draws": "--draws",
    "workers": "--jobs",
    "time_limit_seconds": "--time-limit",
}
"""Fields of the question that have an option beside it."""
PUBLISHABLE = (Outcome.TUNED, Outcome.UNCHANGED)
YAML = (".yaml", ".yml")
WIDE = ("growth", "spread_today", "spread_tuned", "motivation_today", "motivation_tuned")


@dataclass(frozen=True)
class TuneCommand:
    """What was asked for. `beside`: fields of the question from the command line; `out`: files to write."""

    request: PlanRequest
    question: Path | None
    beside: Mapping[str, object]
    out: tuple[Path, ...]


def tune_file(voice: Voice, command: TuneCommand) -> int:
    """Tune, write the files, print. Raises what `guarded` puts in words."""

    def work(loaded: LoadedPlan) -> tuple[TuningReport, dict[str, Any]]:
        asked = load_question(command.question, command.beside, OPTIONS)
        question = asked.request
        for path in command.out:  # again: none of them may be what was read
            check_writable(path)
        with progress(voice) as phase, _until_interrupted() as enough, asked.placing():
            phase("tuning")
            report = tune_plan(loaded, question, enough=enough)
        spread = None if report.certificate is None else certified_spread(loaded, question, report.certificate)
        return report, tuning_document(report, spread, voice.language)

    with problems_as_json(voice, command.request):
        for path in command.out:
            check_writable(path)
    _, (report, document) = opened_plan(voice, command.request, work)
    with problems_as_json(voice, command.request):
        written = [path for path in command.out if _write(voice, command, path, report, document)]
    if command.request.as_json:
        print_json(document)
    else:
        _print(voice, document)
    for path in written:
        voice.line(voice.word("written", file=str(path)), voice.err)
    return INTERRUPTED_EXIT if report.search.limit is Limit.STOP else EXITS[report.outcome]


@contextmanager
def _until_interrupted() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C sets; the second one ends the command."""
    event = threading.Event()

    def interrupted(number: int, frame: Any) -> None:
        if event.is_set():
            signal.default_int_handler(number, frame)
        event.set()

    if threading.current_thread() is not threading.main_thread():
        yield event  # only the main thread hears signals
        return
    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield event
    finally:
        signal.signal(signal.SIGINT, before)


def _write(voice: Voice, command: TuneCommand, path: Path, report: TuningReport, document: dict[str, Any]) -> bool:
    """Write one file; whether it was written. Raises CannotWrite."""
    suffix = path.suffix.lower()
    if suffix not in YAML:
        write_whole(path, tuning_bytes(document, report.money, suffix, voice.language))
        return True
    if report.outcome not in PUBLISHABLE:
        voice.line(WORDS["no_plan_to_write"].fill({"file": str(path)}, voice.language), voice.err, "yellow")
        return False
    written = tuned_plan_file(report, command.request.file, voice.language)
    write_whole(path, written.text.encode())
    if written.is_rewritten:
        voice.line(WORDS["rewritten"].fill({"file": str(path)}, voice.language), voice.err, "yellow")
    home = command.request.file.parent
    if path.parent.resolve() != home.resolve():
        voice.line(WORDS["elsewhere"].fill({"file": str(path), "folder": str(home)}, voice.language), voice.err)
    return True


def _print(voice: Voice, document: Mapping[str, Any]) -> None:
    language = voice.language
    voice.title(f"{document['name']} · {document['plan_period']} · {tuning_word('title', language)}")
    for sentence in document["summary"]:
        voice.item("  ", sentence)
    tables = (
        plans_table(document, language),
        blocking_table(document, language),
        parameters_table(document, language),
        people_table(document, language, most=MOST_PEOPLE),
        certificate_table(document["certificate"], language),
    )
    wide = {tuning_word(name, language) for name in WIDE}
    for table in tables:
        if table.rows:
            voice.out.print()
            print_tuning_table(voice, table, wide)
    count = len(document["people"])
    if count > MOST_PEOPLE:
        facts: dict[str, Fact] = {"shown": MOST_PEOPLE, "count": f"{count:,}"}
        voice.line(WORDS["more_people"].fill(facts, language), style="dim")
    if document["notices"]:
        voice.out.print()
    for notice in document["notices"]:
        voice.item("! ", notice["message"])

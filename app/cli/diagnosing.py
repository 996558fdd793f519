"""`allot diagnose`: whether a scenario has a plan, what its limits allow, why not, and repairs written into it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from app.cli.diagnosis_lines import DiagnosisPrinter
from app.cli.figures import Figures
from app.cli.progress import progress
from app.cli.request import SolveRequest, backend_and_options, chosen_strategy, opened, print_json
from app.cli.voice import Voice
from app.documents.feasibility import feasibility_document
from app.documents.limit_changes import limit_text
from app.documents.repair_comments import repair_comments
from app.problems import BY_ERROR, USAGE_EXIT
from models.allocation.chosen_node import NodeName
from models.allocation.repairing.written_number import NotWritable
from models.errors import Infeasible
from scenarios.definition import Scenario, media_of_name
from scenarios.definition.table_folder import DiskFolder
from scenarios.feasibility import Feasibility, feasibility
from scenarios.repairing.repaired_scenario import ScenarioFile, repaired_scenario, unchanged_text

INFEASIBLE_EXIT = BY_ERROR[Infeasible].exit_code


@dataclass(frozen=True)
class DiagnoseRequest:
    """What was asked for. `node`: texts such as `region=East`, together one node. `apply`: the number of a repair to
    write, from 1."""

    solve: SolveRequest
    node: tuple[str, ...]
    apply: int | None


def diagnose_file(voice: Voice, request: DiagnoseRequest) -> int:
    """Print the diagnosis, or the scenario with a repair. Exit code: 0 where there is a plan, or a repair was written;
    4 where there is none. Raises what `guarded` puts in words."""
    if request.apply is not None and request.solve.as_json:
        return _usage(voice, voice.word("apply_not_json"))
    scenario, found = opened(voice, request.solve, lambda scenario: _feasibility(voice, scenario, request))
    if request.apply is not None:
        return _apply(voice, scenario, found, request, request.apply)
    strategy = chosen_strategy(scenario, request.solve.strategy).name
    document = feasibility_document(scenario, strategy, found, voice.language)
    if request.solve.as_json:
        print_json(document)
    else:
        _print(voice, scenario, document, request)
    return 0 if found.is_feasible else INFEASIBLE_EXIT


def _feasibility(voice: Voice, scenario: Scenario, request: DiagnoseRequest) -> Feasibility:
    """Ask the limits, and show what is being done while somebody is watching."""
    strategy = chosen_strategy(scenario, request.solve.strategy)
    node = NodeName.of(request.node) if request.node else None
    with progress(voice) as listener:
        backend, options = backend_and_options(scenario, request.solve)
        return feasibility(scenario.problem, strategy, backend, options, node, listener)


def _print(voice: Voice, scenario: Scenario, document: dict[str, Any], request: DiagnoseRequest) -> None:
    voice.title(f"{scenario.name} · {scenario.period}")
    voice.line(document["message"], style="green" if document["feasible"] else "bold red")
    diagnosis = document["diagnosis"]
    if diagnosis is not None:
        figures = Figures(scenario.problem.money, voice.language)
        DiagnosisPrinter(voice, figures, voice.out).print(diagnosis)
    ranges = [] if document["node_range"] is None else [document["node_range"]["message"]]
    if diagnosis is None:
        ranges.insert(0, document["range"]["message"])
    if ranges:
        voice.line(f"\n{voice.word('totals')}", style="bold")
    for message in ranges:
        voice.item("  • ", message)
    if diagnosis is not None and diagnosis["repairs"]:
        voice.line(f"\n{voice.word('apply_hint', file=str(request.solve.file))}", style="dim")


def _apply(voice: Voice, scenario: Scenario, found: Feasibility, request: DiagnoseRequest, number: int) -> int:
    """Print the scenario with the repair of this number; what is to be said goes to standard error."""
    path = request.solve.file
    media = media_of_name(path.name)
    assert media is not None
    file = ScenarioFile(path.read_bytes(), media, path.name, DiskFolder(path.parent))
    if found.diagnosis is None:
        _write(unchanged_text(file, scenario))
        voice.line(voice.word("nothing_to_repair", name=scenario.name), voice.err)
        return 0
    repairs = found.diagnosis.repairs
    if not repairs:
        voice.line(voice.word("no_repair"), voice.err)
        return INFEASIBLE_EXIT
    if number > len(repairs):
        return _usage(voice, voice.word("repair_unknown", number=number, count=len(repairs)))
    comment = repair_comments(scenario.problem, number, voice.language)
    backend, options = backend_and_options(scenario, request.solve)
    try:
        repaired = repaired_scenario(file, scenario, repairs[number - 1], comment, backend, options)
    except NotWritable as refused:
        limit = limit_text(refused.change, scenario.problem, voice.language)
        voice.line(voice.word("not_writable", number=number, limit=limit), voice.err)
        return INFEASIBLE_EXIT
    _write(repaired.text)
    voice.line(voice.word("repair_written", number=number), voice.err)
    for word, is_so in (("became_yaml", repaired.is_rewritten), ("inline_rows", repaired.has_inline_rows)):
        if is_so:
            voice.line(voice.word(word), voice.err)
    return 0


def _usage(voice: Voice, words: str) -> int:
    voice.line(words, voice.err)
    return USAGE_EXIT


def _write(text: str) -> None:
    """A document on standard output, its line ends as they are."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()

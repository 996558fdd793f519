"""`allot sweep`: a scenario solved again and again with other numbers, as a table on the screen or in a file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Column, Table
from rich.text import Text

from app.cli.figures import NOTHING, Figures
from app.cli.progress import counted_progress
from app.cli.request import backend_and_options, deliver, opened
from app.cli.voice import Voice
from app.documents.sweep import sweep_document
from app.documents.sweep_files import sweep_bytes
from app.problems import INTERRUPTED_EXIT, exit_code
from app.settings import Settings
from models.errors import LimitReached, SolverFailed
from scenarios.definition import Scenario
from scenarios.sweep.design import Design
from scenarios.sweep.parameter import Parameter
from scenarios.sweep.request import SweepCeilings, SweepRequest
from scenarios.sweep.row import Stopped, SweepResult
from scenarios.sweep.running import SweepRun, run_sweep

SHOWN_ROWS = 24
MOST_JOBS = 8

_ENDS: Mapping[Stopped, int] = {
    Stopped.INTERRUPTED: INTERRUPTED_EXIT,
    Stopped.TIME_LIMIT: exit_code(LimitReached("time_limit", 0.0)),
    Stopped.PROCESS_DIED: exit_code(SolverFailed("sweep", "a process ended")),
}


@dataclass(frozen=True)
class SweepCommand:
    """What was asked for. None: what the scenario says; `jobs` None: as many as there are cores. `out` ends in .csv,
    .xlsx, .parquet or .json."""

    file: Path
    vary: tuple[str, ...]
    design: Design
    points: int | None
    seed: int
    by: tuple[str, ...]
    strategy: str | None
    solver: str | None
    seconds: float | None
    jobs: int | None
    out: Path | None
    as_json: bool


def sweep_file(voice: Voice, command: SweepCommand) -> int:
    """Solve every point, print or write the rows. An interrupt keeps those that are done. With `--json` standard
    output holds one document, whatever happens. Raises what `guarded` puts in words."""
    scenario, result = opened(voice, command, lambda scenario: _swept(voice, scenario, command))
    document = sweep_document(scenario, result)
    deliver(
        voice,
        command,
        document,
        lambda suffix: sweep_bytes(scenario, document, suffix, voice.language),
        lambda: _print_sweep(voice, scenario, document),
    )
    return 0 if result.stopped is None else _ENDS[result.stopped]


def _swept(voice: Voice, scenario: Scenario, command: SweepCommand) -> SweepResult:
    settings = Settings.from_environment()
    parameters = tuple(Parameter.of_text(text) for text in command.vary)
    request = SweepRequest(parameters, command.design, command.points, command.seed, command.strategy, command.by)
    backend, options = backend_and_options(scenario, command)
    jobs = command.jobs or min(len(os.sched_getaffinity(0)), MOST_JOBS)
    with counted_progress(voice, "sweeping") as listener:
        ceilings = SweepCeilings(points=settings.max_points, values=settings.max_values)
        return run_sweep(scenario, request, SweepRun(backend, options, jobs, ceilings=ceilings, listener=listener))


def _print_sweep(voice: Voice, scenario: Scenario, document: dict[str, Any]) -> None:
    figures = Figures(scenario.problem.money, voice.language)
    voice.title(f"{scenario.name} · {scenario.period}")
    outcomes = [f"{voice.word(f'sweep_{name}')} {count:,}" for name, count in document["outcomes"].items()]
    label = scenario.strategy_label(document["strategy"])
    voice.line(voice.word("sweep_head", count=f"{document['points']:,}", strategy=label))
    voice.line(voice.word("sweep_outcomes", outcomes=outcomes))
    voice.line(voice.word("amounts_in", unit=figures.unit), style="dim")
    voice.out.print()
    voice.out.print(_table(voice, document))
    if len(document["rows"]) > SHOWN_ROWS:
        facts = {"shown": f"{SHOWN_ROWS:,}", "count": f"{len(document['rows']):,}"}
        voice.line(voice.word("sweep_more", **facts), style="dim")
    if not document["complete"]:
        facts = {"done": f"{document['done']:,}", "count": f"{document['points']:,}"}
        voice.line(voice.word(f"sweep_stopped_{document['stopped']}", **facts), voice.err, "yellow")


def _table(voice: Voice, document: dict[str, Any]) -> Table:
    pointers = _short([item["pointer"] for item in document["parameters"]])
    heads = ["sweep_outcome", "target", "sweep_moved", "sweep_loss"]
    table = Table(
        Column(voice.word("sweep_point"), justify="right"),
        *(Column(pointer, justify="right", overflow="fold") for pointer in pointers),
        *(Column(voice.word(name), justify="left" if name == "sweep_outcome" else "right") for name in heads),
        box=box.SIMPLE,
        show_edge=False,
        pad_edge=False,
    )
    for row in document["rows"][:SHOWN_ROWS]:
        table.add_row(*(Text(text) for text in _cells(voice, row)))
    return table


def _short(pointers: Sequence[str]) -> list[str]:
    """The last words of the places, where these tell them apart."""
    last = [pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~") for pointer in pointers]
    return last if len(set(last)) == len(last) else list(pointers)


def _cells(voice: Voice, row: Mapping[str, Any]) -> list[str]:
    card = row["scorecard"]
    number = voice.word("sweep_base") if row["point"] == 0 else f"{row['point']:,}"
    outcome = voice.word(f"sweep_{row['outcome']}")
    if row["reason"] is not None:
        named = row["reason"]["limit"] or row["reason"]["code"]
        outcome = f"{outcome}: {named}"
    return [
        number,
        *(f"{float(value):g}" for value in row["values"]),
        outcome,
        NOTHING if row["target"] is None else f"{row['target']:,}",
        NOTHING if row["moved_from_base"] is None else f"{row['moved_from_base']:,}",
        NOTHING if card is None else f"{card['loss']:.6g}",
    ]

"""`allot sweep`: a scenario solved again and again with other numbers, as a table on the screen or in a file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
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
from app.interruption import INTERRUPTED_EXIT
from app.problems import BY_ERROR, exit_code
from app.settings import Settings
from models.allocation.plan import Outcome
from models.errors import Infeasible, LimitReached, SolverFailed
from scenarios.definition import Scenario
from scenarios.sweep.design import Design
from scenarios.sweep.parameter import Parameter
from scenarios.sweep.request import SweepCeilings, SweepRequest
from scenarios.sweep.row import Stopped, SweepResult
from scenarios.sweep.running import SweepRun, run_sweep

SHOWN_ROWS, SHOWN_REASONS, SHOWN_NUMBERS = 24, 8, 10
MOST_JOBS = 8

_ENDS: Mapping[Stopped, int] = {
    Stopped.INTERRUPTED: INTERRUPTED_EXIT,
    Stopped.TIME_LIMIT: exit_code(LimitReached("time_limit", 0.0)),
    Stopped.PROCESS_DIED: exit_code(SolverFailed("sweep", "a process ended")),
}

_WITHOUT_PLAN: Mapping[str, int] = {
    Outcome.INFEASIBLE: BY_ERROR[Infeasible].exit_code,
    Outcome.LIMIT: exit_code(LimitReached("time_limit", 0.0)),
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
    document = sweep_document(scenario, result, voice.language)
    deliver(
        voice,
        command,
        document,
        lambda suffix: sweep_bytes(scenario, document, suffix, voice.language),
        lambda: _print_sweep(voice, scenario, document),
    )
    return _end(result)


def _end(result: SweepResult) -> int:
    """The exit code: why it was stopped, or where no row has a plan, what the first ended in."""
    if result.stopped is not None:
        return _ENDS[result.stopped]
    if any(row.plan_hash is not None for row in result.rows):
        return 0
    return _WITHOUT_PLAN.get(result.rows[0].outcome, exit_code(SolverFailed("sweep", "no plan")))


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
    label = scenario.strategy_label(document["strategy"])
    voice.line(voice.word("sweep_head", count=f"{document['points']:,}", strategy=label))
    if document["outcomes"]:
        outcomes = [f"{voice.word(f'sweep_{name}')} {count:,}" for name, count in document["outcomes"].items()]
        voice.line(voice.word("sweep_outcomes", outcomes=outcomes))
    voice.line(voice.word("amounts_in", unit=figures.unit), style="dim")
    voice.out.print()
    voice.out.print(_table(voice, document))
    _print_reasons(voice, document)
    if len(document["rows"]) > SHOWN_ROWS:
        facts = {"shown": f"{SHOWN_ROWS:,}", "count": f"{len(document['rows']):,}"}
        voice.line(voice.word("sweep_more", **facts), style="dim")
    if not document["complete"]:
        facts = {"done": f"{document['done']:,}", "count": f"{document['points']:,}"}
        voice.line(voice.word(f"sweep_stopped_{document['stopped']}", **facts), voice.err, "yellow")


def _print_reasons(voice: Voice, document: Mapping[str, Any]) -> None:
    """Why points have no plan, those with the same reason together."""
    alike: dict[str, list[str]] = {}
    for row in document["rows"]:
        if row["reason"] is not None:
            alike.setdefault(row["reason"]["message"], []).append(_number(voice, row))
    if not alike:
        return
    voice.line("\n" + voice.word("sweep_reasons"), style="bold")
    for message, numbers in list(alike.items())[:SHOWN_REASONS]:
        named = [*numbers[:SHOWN_NUMBERS], *(["…"] if len(numbers) > SHOWN_NUMBERS else [])]
        voice.item("  • ", voice.word("sweep_reason", points=named, message=message))
    if len(alike) > SHOWN_REASONS:
        voice.line(voice.word("sweep_more_reasons", count=f"{len(alike) - SHOWN_REASONS:,}"), style="dim")


def _number(voice: Voice, row: Mapping[str, Any]) -> str:
    return voice.word("sweep_base") if row["point"] == 0 else f"{row['point']:,}"


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


def _value_text(value: Decimal | float) -> str:
    """A value as it was given, with separators."""
    text = f"{Decimal(str(value)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _short(pointers: Sequence[str]) -> list[str]:
    """The last words of the places, where these tell them apart."""
    last = [pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~") for pointer in pointers]
    return last if len(set(last)) == len(last) else list(pointers)


def _cells(voice: Voice, row: Mapping[str, Any]) -> list[str]:
    card = row["scorecard"]
    outcome = voice.word(f"sweep_{row['outcome']}")
    return [
        _number(voice, row),
        *(_value_text(value) for value in row["values"]),
        outcome,
        NOTHING if row["target"] is None else f"{row['target']:,}",
        NOTHING if row["moved_from_base"] is None else f"{row['moved_from_base']:,}",
        NOTHING if card is None else f"{card['loss']:.6g}",
    ]

"""`allot frontier`: what can be had of one aim for giving up some of another, on the screen or in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rich import box
from rich.table import Column, Table

from app.cli.figures import NOTHING, Figures
from app.cli.progress import counted_progress
from app.cli.request import SolveRequest, backend_and_options, chosen_strategy, deliver, opened, without_plan
from app.cli.voice import Voice
from app.documents.frontier import frontier_csv, frontier_document
from app.interruption import INTERRUPTED_EXIT
from app.json_text import json_bytes
from app.messages.aims import aim_amount_words, aim_words
from app.problems import exit_code
from models.allocation.rollup import cut_of
from models.allocation.strategy import Strategy
from models.errors import LimitReached
from scenarios.definition import Scenario
from scenarios.frontier.result import FrontierRequest, FrontierResult, Stopped
from scenarios.frontier.tracing import trace_frontier


@dataclass(frozen=True)
class FrontierCommand:
    """What was asked for: how to solve, between which aims, whose targets are listed, and how long all of it may
    take (None: as long as it takes)."""

    solve: SolveRequest
    frontier: FrontierRequest
    by: tuple[str, ...]
    seconds: float | None


def trace_file(voice: Voice, command: FrontierCommand) -> int:
    """Solve, print or write. An interrupt keeps the points that are there. With `--json` standard output holds one
    document, whatever happens. Raises what `guarded` puts in words."""
    request = command.solve

    def work(scenario: Scenario) -> tuple[Strategy, FrontierResult]:
        strategy = chosen_strategy(scenario, request.strategy)
        cut_of(scenario.problem, command.by)  # refused before anything is solved
        return strategy, _traced(voice, scenario, strategy, command)

    scenario, (strategy, result) = opened(voice, request, work)
    if result.frontier is None:
        assert result.allocation.error is not None
        return without_plan(voice, scenario, strategy, result.allocation.error, request)
    own, frontier = result.raise_for_outcome()
    document = frontier_document(scenario, own, frontier, command.by)
    deliver(
        voice,
        request,
        document,
        lambda suffix: frontier_bytes(voice, scenario, document, suffix),
        lambda: _print_frontier(voice, scenario, document),
    )
    return 0 if frontier.stopped is None else stopped_exit(frontier.stopped)


def stopped_exit(stopped: Stopped) -> int:
    """The exit code of a search that ended before its last point."""
    return INTERRUPTED_EXIT if stopped is Stopped.INTERRUPTED else exit_code(LimitReached("time_limit", 0.0))


def frontier_bytes(voice: Voice, scenario: Scenario, document: Mapping[str, Any], suffix: str) -> bytes:
    """The frontier in the form that a file's ending asks for."""
    if suffix == ".csv":
        return frontier_csv(document)
    if suffix == ".xlsx":
        from app.documents.workbook.frontier_workbook import frontier_workbook  # only those who need it wait for it

        return frontier_workbook(scenario, document, voice.language)
    return json_bytes(document)


def _traced(voice: Voice, scenario: Scenario, strategy: Strategy, command: FrontierCommand) -> FrontierResult:
    backend, options = backend_and_options(scenario, command.solve)
    with counted_progress(voice, "tracing") as listener:
        return trace_frontier(scenario.problem, strategy, backend, options, command.frontier, command.seconds, listener)


def _print_frontier(voice: Voice, scenario: Scenario, document: dict[str, Any]) -> None:
    figures = Figures(scenario.problem.money, voice.language)
    aims = [aim_words(aim, voice.language) for aim in document["aims"]]
    voice.title(f"{scenario.name} · {scenario.period}")
    voice.line(voice.word("frontier_between", aims=aims, strategy=scenario.strategy_label(document["strategy"])))
    voice.line(voice.word("amounts_in", unit=figures.unit), style="dim")
    voice.out.print()
    voice.out.print(_table(voice, document, aims))
    if document["contested"]:
        voice.line(_what_points_are(voice, document), style="dim")
    if document["stopped"] is not None:
        voice.line(voice.word(f"frontier_stopped_{document['stopped']}"), voice.err, "yellow")
    elif not document["contested"]:
        voice.line(voice.word("frontier_uncontested"))
    elif len(aims) == 2 and document["knee"] is None:
        voice.line(voice.word("frontier_straight"))
    elif document["knee"] is not None:
        voice.line(voice.word("frontier_knee", first=aims[0], second=aims[1], **_knee_facts(document)))


def _table(voice: Voice, document: dict[str, Any], aims: list[str]) -> Table:
    shown = [place for place, aim in enumerate(document["aims"]) if aim["kind"] != "loss"]
    heads = [aim_amount_words(document["aims"][place], voice.language) for place in shown]
    rated = any(point["exchange_rate"] is not None for point in document["points"])
    last = [*(["frontier_rate"] if rated else []), "frontier_moved"]
    table = Table(
        Column(voice.word("frontier_point"), justify="right"),
        *(Column(name, justify="right") for name in aims),
        *(Column(name, justify="right") for name in heads),
        *(Column(voice.word(name), justify="right") for name in last),
        box=box.SIMPLE,
        show_edge=False,
        pad_edge=False,
    )
    for point in document["points"]:
        rate = point["exchange_rate"]
        table.add_row(
            f"{'→ ' if point['knee'] else ''}{point['point']}",
            *(f"{loss:.6f}" for loss in point["losses"]),
            *(_value(document["aims"][place], point["values"][place]) for place in shown),
            *([NOTHING if rate is None else f"{rate:.4g}"] if rated else []),
            f"{point['moved_from_own']:,}",
        )
    own = [f"{loss:.6f}" for loss in document["own_losses"]]
    own += [_value(document["aims"][place], document["own"]["values"][place]) for place in shown]
    table.add_row(voice.word("frontier_own"), *own, *([NOTHING] if rated else []), "0", style="dim")
    return table


def _knee_facts(document: Mapping[str, Any]) -> dict[str, str]:
    """The knee's number, and how far it is on the way between the ends in each aim."""
    losses = [point["losses"] for point in document["points"]]
    start, knee, end = losses[0], losses[document["knee"] - 1], losses[-1]
    given, got = ((knee[place] - start[place]) / (end[place] - start[place]) for place in (0, 1))
    return {"point": str(document["knee"]), "given": f"{100 * given:.0f} %", "got": f"{100 * got:.0f} %"}


def _what_points_are(voice: Voice, document: Mapping[str, Any]) -> str:
    """What is proven about the points, and what the ends are."""
    known = [point["efficient_within"] for point in document["points"]]
    if document["method"] == "epsilon_constraint":
        return voice.word("frontier_efficient", share=f"{max(known):.2%}")
    return voice.word("frontier_weighed" if None in known else "frontier_optimal", fit=f"{document['fit']:g}")


def _value(aim: Mapping[str, Any], value: float) -> str:
    return f"{value:,.0f}" if aim["kind"] == "amount" else f"{value:.2%}"

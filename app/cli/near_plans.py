"""`allot alternatives`: plans that are nearly as good as the best, on the screen or in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rich import box
from rich.table import Column, Table
from rich.text import Text

from app.cli.figures import Figures
from app.cli.node_tables import axis_name
from app.cli.progress import counted_progress
from app.cli.request import SolveRequest, backend_and_options, chosen_strategy, deliver, opened, without_plan
from app.cli.tracing import stopped_exit
from app.cli.voice import Voice
from app.cli.wide_tables import parts_that_fit
from app.documents.alternatives import alternatives_csv, alternatives_document, axes_of
from app.documents.comparison.figures import hedged_cut
from app.documents.comparison.numbers import percent_text
from app.json_text import json_bytes
from models.allocation.rollup import cut_of
from models.allocation.strategy import Strategy
from scenarios.definition import Scenario
from scenarios.frontier.alternatives import AlternativesRequest, AlternativesResult, find_alternatives

SHOWN_NODES = 20


@dataclass(frozen=True)
class AlternativesCommand:
    """What was asked for: how to solve, how many plans and how near, whose targets are listed, and how long the search
    may take (None: as long as it takes)."""

    solve: SolveRequest
    alternatives: AlternativesRequest
    by: tuple[str, ...]
    seconds: float | None


def alternatives_of_file(voice: Voice, command: AlternativesCommand) -> int:
    """Solve, look, print or write. An interrupt keeps the plans that are there. With `--json` standard output holds
    one document, whatever happens. Raises what `guarded` puts in words."""
    request = command.solve

    def work(scenario: Scenario) -> tuple[Strategy, AlternativesResult]:
        strategy = chosen_strategy(scenario, request.strategy)
        cut_of(scenario.problem, axes_of(scenario.problem, command.by))  # refused before anything is solved
        return strategy, _found(voice, scenario, strategy, command)

    scenario, (strategy, result) = opened(voice, request, work)
    found = result.alternatives
    if found is None:
        assert result.allocation.error is not None
        return without_plan(voice, scenario, strategy, result.allocation.error, request)
    document = alternatives_document(scenario, found, command.alternatives.within, command.by)
    deliver(
        voice,
        request,
        document,
        lambda suffix: _bytes(voice, scenario, document, suffix),
        lambda: _print(voice, scenario, document),
    )
    return 0 if found.stopped is None else stopped_exit(found.stopped)


def _bytes(voice: Voice, scenario: Scenario, document: Mapping[str, Any], suffix: str) -> bytes:
    """The alternatives in the form that a file's ending asks for."""
    if suffix == ".csv":
        return alternatives_csv(document)
    if suffix == ".xlsx":
        from app.documents.workbook.alternatives_workbook import alternatives_workbook  # only who needs it waits

        return alternatives_workbook(scenario, document, voice.language)
    return json_bytes(document)


def _found(voice: Voice, scenario: Scenario, strategy: Strategy, command: AlternativesCommand) -> AlternativesResult:
    backend, options = backend_and_options(scenario, command.solve)
    asked = command.alternatives
    with counted_progress(voice, "searching") as listener:
        return find_alternatives(scenario.problem, strategy, backend, options, asked, command.seconds, listener)


def _print(voice: Voice, scenario: Scenario, document: dict[str, Any]) -> None:
    figures = Figures(scenario.problem.money, voice.language)
    voice.title(f"{scenario.name} · {scenario.period}")
    label = scenario.strategy_label(document["strategy"])
    voice.line(voice.word("alternatives_head", share=_percent(document["within"]), strategy=label))
    voice.line(voice.word("amounts_in", unit=figures.unit), style="dim")
    for one in document["alternatives"]:
        facts = {
            "plan": str(one["plan"]),
            "side": voice.word(f"alternatives_{one['direction']}"),
            "node": one["label"],
            "moved": f"{one['moved']:,}",
            "people": f"{one['people_moved']:,}",
            "used": percent_text(one["used"]),
            "share": _percent(document["within"]),
        }
        voice.line(voice.word("alternatives_line", **facts))
    if document["stopped"] is not None:
        voice.line(voice.word(f"frontier_stopped_{document['stopped']}"), voice.err, "yellow")
    elif not document["alternatives"]:
        voice.line(voice.word("alternatives_none"))
    if document["alternatives"]:
        cut = cut_of(scenario.problem, document["by"])
        heads = [axis_name(voice, scenario.problem, cut, place) for place in range(len(cut.axes))]
        _print_nodes(voice, document, heads)
        over = scenario.problem.over_assigned(cut.dimensions, cut.levels)
        for sentence in hedged_cut({"by_labels": heads, "over_assignment": over}, voice.language):
            voice.line(sentence, style="dim")


def _percent(share: float) -> str:
    return f"{100.0 * share:g} %"


def _print_nodes(voice: Voice, document: dict[str, Any], heads: list[str]) -> None:
    nodes = sorted(document["nodes"], key=_difference, reverse=True)
    table = Table(
        *heads,
        Column(voice.word("frontier_own"), justify="right"),
        *(
            Column(voice.word("alternatives_plan", plan=str(one["plan"])), justify="right")
            for one in document["alternatives"]
        ),
        box=box.SIMPLE,
        show_edge=False,
        pad_edge=False,
    )
    for node in nodes[:SHOWN_NODES]:
        amounts = [f"{value:,}" for value in (node["own"], *node["targets"])]
        table.add_row(*(Text(text) for text in (*node["label"], *amounts)))
    for part in parts_that_fit(table, len(heads), voice.out.width):
        voice.out.print()
        voice.out.print(part)
    if len(nodes) > SHOWN_NODES:
        facts = {"shown": f"{SHOWN_NODES:,}", "count": f"{len(nodes):,}"}
        voice.line(voice.word("alternatives_rest", **facts), style="dim")


def _difference(node: Mapping[str, Any]) -> Any:
    return max(abs(target - node["own"]) for target in node["targets"])

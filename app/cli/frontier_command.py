"""The commands `allot frontier` and `allot alternatives`. Their heavy parts are imported when they run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.command import Lang, ScenarioFile, ending_in, finish

if TYPE_CHECKING:
    from app.cli.voice import Voice


def frontier(
    file: ScenarioFile,
    between: Annotated[
        str,
        typer.Option(
            metavar="AIM,AIM",
            help="Two aims, or three: fit, strategic, profit, stability, fairness, attainability, load; as amounts "
            "margin, strategic_volume, moved, shortfall, moved_from_history; of a node target[region=East], and so "
            "margin, moved, moved_from_history, growth_rate, like_for_like_rate, difficulty (min: or max: before it "
            "says which way); between the nodes of a level growth_range[region], difficulty_range[region].",
        ),
    ],
    points: Annotated[int, typer.Option(min=3, max=500, help="Most points.")] = 20,
    fit: Annotated[
        float,
        typer.Option(
            min=0.001,
            max=1.0,
            help="Weight of the fit beside the dearest aim, where fit or attainability is an aim, or there are three.",
        ),
    ] = 0.05,
    by: Annotated[
        list[str] | None, typer.Option(metavar="AXIS", help="List the targets of a level, dimension or attribute too.")
    ] = None,
    strategy: Annotated[str | None, typer.Option(metavar="NAME", help="Default: the scenario's own.")] = None,
    solver: Annotated[str | None, typer.Option(metavar="NAME", help="cbc or highs. Default: the scenario's.")] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0.001, max=86_400, help="Longest time for all points. Default: no limit."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", callback=ending_in(".json", ".csv", ".xlsx"), help="Also write it: .json, .csv or .xlsx."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the frontier document and nothing else.")] = False,
    lang: Lang = None,
) -> None:
    """Show what can be had of one aim for giving up some of another."""

    def work(voice: Voice) -> int:
        from app.cli.request import SolveRequest
        from app.cli.tracing import FrontierCommand, trace_file
        from models.allocation.aims.aim_name import split_aims
        from scenarios.frontier.result import FrontierRequest

        solve = SolveRequest(file, strategy, solver, None, out, as_json)
        asked = FrontierRequest(split_aims(between), points, fit)
        return trace_file(voice, FrontierCommand(solve, asked, tuple(by or ()), time_limit))

    finish(lang, work)


def alternatives(
    file: ScenarioFile,
    count: Annotated[int, typer.Option(min=1, max=20, help="How many other plans.")] = 3,
    within: Annotated[
        float,
        typer.Option(metavar="SHARE", min=1e-6, max=0.5, help="How much worse they may be: 0.005 is half a percent."),
    ] = 0.005,
    by: Annotated[
        list[str] | None, typer.Option(metavar="AXIS", help="Whose targets are listed. Default: the people's.")
    ] = None,
    strategy: Annotated[str | None, typer.Option(metavar="NAME", help="Default: the scenario's own.")] = None,
    solver: Annotated[str | None, typer.Option(metavar="NAME", help="cbc or highs. Default: the scenario's.")] = None,
    time_limit: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0.001, max=86_400, help="Longest time for the search. Default: no limit."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", callback=ending_in(".json", ".csv", ".xlsx"), help="Also write it: .json, .csv or .xlsx."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the alternatives document and nothing else.")] = False,
    lang: Lang = None,
) -> None:
    """Show other plans that are nearly as good and as different as can be."""

    def work(voice: Voice) -> int:
        from app.cli.near_plans import AlternativesCommand, alternatives_of_file
        from app.cli.request import SolveRequest
        from scenarios.frontier.alternatives import AlternativesRequest

        solve = SolveRequest(file, strategy, solver, None, out, as_json)
        command = AlternativesCommand(solve, AlternativesRequest(count, within), tuple(by or ()), time_limit)
        return alternatives_of_file(voice, command)

    finish(lang, work)

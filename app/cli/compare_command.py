"""The command `allot compare`. Its heavy parts are imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.command import Lang, ScenarioFile, ending_in, finish

if TYPE_CHECKING:
    from app.cli.voice import Voice


def compare(
    file: ScenarioFile,
    strategy: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A strategy; repeat for more. Default: all of them.")
    ] = None,
    base: Annotated[
        str | None, typer.Option(metavar="NAME", help="What the others are compared with. Default: the first.")
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(metavar="AXIS", help="A dimension, level or attribute; twice for a crossing. Default: all."),
    ] = None,
    prices: Annotated[
        bool, typer.Option("--prices", help="Also what each limit and term of the base costs; solves once for each.")
    ] = False,
    break_evens: Annotated[
        bool,
        typer.Option(
            "--break-evens",
            help="Also from which intensity or weight of the base on somebody falls behind; solves up to 150 times.",
        ),
    ] = False,
    plan: Annotated[
        Path | None,
        typer.Option(metavar="PLAN", help="An incentive plan: also what it pays under each strategy's targets."),
    ] = None,
    solver: Annotated[str | None, typer.Option(metavar="NAME", help="cbc or highs. Default: the scenario's.")] = None,
    time_limit: Annotated[
        float | None, typer.Option(metavar="SECONDS", min=0.001, max=86_400, help="Longest time for one strategy.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            callback=ending_in(".json", ".csv", ".xlsx", ".html"),
            help="Also write it: .json, .csv, .xlsx or .html.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the comparison document and nothing else.")] = False,
    lang: Lang = None,
) -> None:
    """Compare strategies: who gains, who loses, what each of them costs."""

    def work(voice: Voice) -> int:
        from app.cli.comparing import CompareCommand, compare_file
        from scenarios.comparison.request import ComparisonRequest

        request = ComparisonRequest(tuple(strategy or ()), base, tuple(by or ()), prices, break_evens)
        return compare_file(voice, CompareCommand(file, request, solver, time_limit, out, as_json, plan))

    finish(lang, work)

"""The command `allot break-even`. Its heavy parts are imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.command import Lang, ScenarioFile, ending_in, finish

if TYPE_CHECKING:
    from app.cli.voice import Voice


def break_even(
    file: ScenarioFile,
    node: Annotated[
        list[str] | None,
        typer.Option(metavar="LEVEL=MEMBER", help="Whose target, e.g. region=West; twice: crossed. Default: company."),
    ] = None,
    against: Annotated[
        list[str] | None,
        typer.Option(metavar="LEVEL=MEMBER", help="Compared with whom. Default: with its own target at --from."),
    ] = None,
    dial: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="What is turned: strategic_intensity, or the weight of strategic, profit, stability, fairness, "
            "attainability or load.",
        ),
    ] = "strategic_intensity",
    gain: Annotated[bool, typer.Option("--gain", help="Compare gains in percent since --from, not targets.")] = False,
    low: Annotated[float, typer.Option("--from", metavar="VALUE", min=0.0, help="Where the dial starts.")] = 0.0,
    high: Annotated[
        float | None,
        typer.Option("--to", metavar="VALUE", help="Where it ends. Default: 3 for the intensity, 1 for a weight."),
    ] = None,
    strategy: Annotated[str | None, typer.Option(metavar="NAME", help="Default: the scenario's own.")] = None,
    solver: Annotated[str | None, typer.Option(metavar="NAME", help="cbc or highs. Default: the scenario's.")] = None,
    time_limit: Annotated[
        float | None, typer.Option(metavar="SECONDS", min=0.001, max=86_400, help="Longest time for each plan.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", callback=ending_in(".json"), help="Also write it: .json.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the break-even document and nothing else.")] = False,
    lang: Lang = None,
) -> None:
    """Find from which intensity or weight on somebody loses to somebody else."""

    def work(voice: Voice) -> int:
        from app.cli.breaking_even import BreakEvenCommand, break_even_of_file
        from app.cli.request import SolveRequest
        from scenarios.comparison.break_even_request import BreakEvenRequest

        asked = BreakEvenRequest(dial, tuple(node or ()), tuple(against or ()), gain, low, high)
        solve = SolveRequest(file, strategy, solver, time_limit, out, as_json)
        return break_even_of_file(voice, BreakEvenCommand(solve, asked))

    finish(lang, work)

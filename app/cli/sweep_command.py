"""The command `allot sweep`. Its heavy parts are imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.cli.command import Lang, ScenarioFile, ending_in, finish

if TYPE_CHECKING:
    from app.cli.voice import Voice


def sweep(
    file: ScenarioFile,
    vary: Annotated[
        list[str],
        typer.Option(
            metavar="POINTER=VALUES",
            help="A number of the scenario and its values: /company_target/amount=900,950 or …=900:1000:5 (from, to, "
            "how many); repeat for more.",
        ),
    ],
    design: Annotated[
        Literal["grid", "one-at-a-time", "random", "latin-hypercube"],
        typer.Option(help="All combinations, each number alone, or drawn points."),
    ] = "grid",
    points: Annotated[int | None, typer.Option(min=1, help="How many points are drawn.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed draws the same points.")] = 0,
    by: Annotated[
        list[str] | None, typer.Option(metavar="AXIS", help="List the targets of a level, dimension or attribute too.")
    ] = None,
    strategy: Annotated[str | None, typer.Option(metavar="NAME", help="Default: the scenario's own.")] = None,
    solver: Annotated[str | None, typer.Option(metavar="NAME", help="cbc or highs. Default: the scenario's.")] = None,
    time_limit: Annotated[
        float | None, typer.Option(metavar="SECONDS", min=0.001, max=86_400, help="Longest time for one point.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes at once. Default: one per core, at most 8.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="TABLE",
            callback=ending_in(".csv", ".xlsx", ".parquet", ".json"),
            help="Also write every row: .csv, .xlsx, .parquet or .json.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the sweep document and nothing else.")] = False,
    lang: Lang = None,
) -> None:
    """Solve a scenario again and again with other numbers."""

    def work(voice: Voice) -> int:
        from app.cli.sweeping import SweepCommand, sweep_file
        from scenarios.sweep.design import Design

        chosen, axes = Design(design), tuple(by or ())
        command = SweepCommand(
            file, tuple(vary), chosen, points, seed, axes, strategy, solver, time_limit, jobs, out, as_json
        )
        return sweep_file(voice, command)

    finish(lang, work)

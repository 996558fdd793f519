"""The command `allot generate`. Its heavy parts are imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.command import Lang, ending_in, finish

if TYPE_CHECKING:
    from app.cli.voice import Voice


def generate(
    cells: Annotated[int, typer.Option(min=10, max=1_000_000, help="How many cells.")],
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same scenario.")] = 0,
    tight: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="How close the limits are: 0 roomy, 1 as tight as can be.")
    ] = 0.5,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", callback=ending_in(".yaml", ".yml"), help="Default: generated-CELLS-SEED.scenario.yaml."
        ),
    ] = None,
    lang: Lang = None,
) -> None:
    """Write a scenario of any size that has a plan, with its tables beside it."""

    def work(voice: Voice) -> int:
        from app.cli.generating import generate_file

        path = out or Path(f"generated-{cells}-{seed}.scenario.yaml")
        return generate_file(voice, cells, seed, tight, path)

    finish(lang, work)

"""What all commands have in common: their language, their scenario, and how they end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from app.cli.voice import Voice

Lang = Annotated[
    Literal["en", "zh"] | None,
    typer.Option("--lang", help="Language of the output. Default: the scenario's; before it is read, the locale's."),
]
ScenarioFile = Annotated[Path, typer.Argument(metavar="FILE", help="A scenario: .yaml, .yml, .json or .xlsx.")]


def finish(lang: Literal["en", "zh"] | None, work: Callable[[Voice], int]) -> None:
    """Do a command's work and end with its exit code."""
    try:
        from app.cli.failures import guarded
        from app.cli.voice import Voice
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    raise typer.Exit(guarded(Voice(lang), work))

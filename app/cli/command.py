"""What all commands have in common: their language, their scenario, and how they end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.interruption import speak_when_interrupted

if TYPE_CHECKING:
    from app.cli.voice import Voice

Lang = Annotated[
    Literal["en", "zh"] | None,
    typer.Option("--lang", help="Language of the output. Default: the scenario's; before it is read, the locale's."),
]
ScenarioFile = Annotated[Path, typer.Argument(metavar="FILE", help="A scenario: .yaml, .yml, .json or .xlsx.")]


def ending_in(*suffixes: str) -> Callable[[Path | None], Path | None]:
    """A check of the files that a command can write: their ending, or a usage error that names those there are."""

    def check(value: Path | None) -> Path | None:
        if value is not None and value.suffix.lower() not in suffixes:
            known = suffixes[0] if len(suffixes) == 1 else f"one of {', '.join(suffixes)}"
            raise typer.BadParameter(f"'{value}' must end with {known}.")
        return value

    return check


def finish(lang: Literal["en", "zh"] | None, work: Callable[[Voice], int]) -> None:
    """Do a command's work and end with its exit code."""
    if lang is not None:
        speak_when_interrupted(lang)
    from app.cli.failures import guarded
    from app.cli.voice import Voice

    raise typer.Exit(guarded(Voice(lang), work))

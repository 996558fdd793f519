"""Where an explanation may be written."""

from __future__ import annotations

from pathlib import Path

import typer

SUFFIXES = (".json", ".xlsx")


def explanation_path(value: Path | None) -> Path | None:
    """The path, if its ending is one that explanations are written in. Raises BadParameter."""
    if value is not None and value.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"'{value}' must end with one of {', '.join(SUFFIXES)}.")
    return value

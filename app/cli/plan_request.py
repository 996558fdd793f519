"""What every command that works on an incentive plan shares: what is asked for, and how it is read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="An incentive plan: .yaml, .yml or .json.")]
"""The plan of a command."""


@dataclass(frozen=True)
class PlanRequest:
    """What was asked for. `actuals`, `allocation`: in the place of the plan's own; `out`: where the answer is written
    too; `as_json`: whether standard output holds one document, whatever happens."""

    file: Path
    actuals: Path | None = None
    out: Path | None = None
    as_json: bool = False
    allocation: Path | None = None

"""The command `allot lint`. Its heavy parts are imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.command import Lang, ending_in, finish
from app.cli.plan_request import PlanFile, PlanRequest

if TYPE_CHECKING:
    from app.cli.voice import Voice


def lint(
    file: PlanFile,
    ratchet: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE",
            min=0.001,
            max=1.0,
            help="Share of the sales above target that is added to the next target, e.g. 0.5. Default: not assumed.",
        ),
    ] = None,
    next_year: Annotated[
        float,
        typer.Option(metavar="WEIGHT", min=0.001, max=1.0, help="With --ratchet: what next year's money counts today."),
    ] = 1.0,
    shift: Annotated[
        float,
        typer.Option(
            metavar="SHARE",
            min=0.001,
            max=1.0,
            help="Largest part of a period's sales that can be reported elsewhere.",
        ),
    ] = 0.25,
    margin: Annotated[
        float | None,
        typer.Option(metavar="RATE", min=0.0, max=1.0, help="Margin per unit of money sold. Default: the plan's."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="End with exit code 1 on an error or a warning.")] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", callback=ending_in(".json"), help="Also write it: .json.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the lint document and nothing else.")] = False,
    lang: Lang = None,
) -> None:
    """Find cliffs, dead zones and false incentives in an incentive plan."""

    def work(voice: Voice) -> int:
        from app.cli.linting import LintCommand, lint_file
        from models.incentives.lint.base import LintAssumptions

        request = PlanRequest(file, None, out, as_json)
        return lint_file(voice, LintCommand(request, LintAssumptions(ratchet, next_year, shift, margin), strict))

    finish(lang, work)

"""The command `allot payout`. Its heavy parts are imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.command import Lang, ending_in, finish
from app.cli.plan_request import PlanFile, PlanRequest

if TYPE_CHECKING:
    from app.cli.voice import Voice


def payout(
    plan: PlanFile,
    actuals: Annotated[
        Path | None,
        typer.Argument(
            metavar="[ACTUALS]", help="Actuals: .csv or .xlsx. Default: the plan's own.", show_default=False
        ),
    ] = None,
    person: Annotated[
        list[str] | None,
        typer.Option(metavar="PERSON", help="Whose statement, by key or name; repeat for more. Default: none."),
    ] = None,
    at: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ATTAINMENT",
            help="What the one person would earn: 1.1 or 110% of every target, or revenue=110%; repeat for more.",
        ),
    ] = None,
    statements: Annotated[bool, typer.Option("--statements", help="The statements of everybody.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            callback=ending_in(".json", ".csv", ".xlsx", ".html"),
            help="Also write it: .json, .csv (lines), .xlsx, or .html: the page of one person.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the payout document and nothing else.")] = False,
    lang: Lang = None,
) -> None:
    """Pay everybody by an incentive plan and its actuals, and say why."""

    def work(voice: Voice) -> int:
        from app.cli.paying import pay_file
        from scenarios.incentives.pay_request import PayRequest

        request = PayRequest(tuple(person or ()), tuple(at or ()), statements)
        return pay_file(voice, PlanRequest(plan, actuals, out, as_json), request)

    finish(lang, work)

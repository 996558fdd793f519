"""The command `allot template`. Its heavy parts are imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.cli.command import Lang, ending_in, finish

if TYPE_CHECKING:
    from app.cli.voice import Voice


def template(
    out: Annotated[
        Path, typer.Option(metavar="FILE", callback=ending_in(".xlsx"), help="The workbook to write: .xlsx.")
    ] = Path("plan.scenario.xlsx"),
    example: Annotated[Literal["tiny", "company"], typer.Option(help="The company that it is filled with.")] = "tiny",
    source: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Fill it with this scenario instead.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Write a scenario as an Excel workbook to fill in."""

    def work(voice: Voice) -> int:
        from app.cli.templating import write_template

        return write_template(voice, out, example, source)

    finish(lang, work)

"""The command `allot import`. Its heavy parts are imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.command import Lang, ending_in, finish

if TYPE_CHECKING:
    from app.cli.voice import Voice


def import_table(
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="Transactions: .csv, .xlsx, .parquet and others.")],
    mapping: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help="The mapping: which column is what, and the rules.")
    ] = None,
    guess: Annotated[bool, typer.Option("--guess", help="Write a mapping to review instead of importing.")] = False,
    people: Annotated[Path | None, typer.Option(metavar="FILE", help="People table. Default: the mapping's.")] = None,
    assignments: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Who had which region when. Default: the mapping's.")
    ] = None,
    previous: Annotated[Path | None, typer.Option(metavar="FILE", help="Last targets. Default: the mapping's.")] = None,
    currency: Annotated[
        str | None, typer.Option(metavar="CODE", help="Currency of a guess, e.g. CNY. Default: what the table shows.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", callback=ending_in(".yaml", ".yml"), help="Scenario, or with --guess the mapping, to write."
        ),
    ] = None,
    lang: Lang = None,
) -> None:
    """Turn a table of past sales into a scenario ready to solve."""
    if guess == (mapping is not None):
        raise typer.BadParameter("give either --guess or --map FILE.")

    def work(voice: Voice) -> int:
        from app.cli.importing import ImportRequest, guess_file, import_file

        request = ImportRequest(table, mapping, people, assignments, previous, out, currency)
        return guess_file(voice, request) if guess else import_file(voice, request)

    finish(lang, work)

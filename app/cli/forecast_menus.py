"""`allot forecast-menu`: a menu of pay on the screen, as a document, or as a table to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.table import Table

from app.cli.atomic_file import check_writable
from app.cli.request import deliver, problems_as_json
from app.cli.voice import Voice
from app.cli.wide_tables import parts_that_fit
from app.documents.forecast_menu.document import forecast_menu_csv, forecast_menu_document, percent
from app.json_text import json_bytes
from app.messages.forecast_menu import MENU
from models.errors import InvalidInput
from models.findings import Finding
from scenarios.incentives.forecast_menu_document import MenuTable, read_forecast_menu

OPTIONS: Mapping[str, str] = {
    "forecast_from": "--forecasts",
    "forecast_to": "--forecasts",
    "actual_from": "--actuals",
    "actual_to": "--actuals",
}
"""Options that have another name than the field of the request."""


@dataclass(frozen=True)
class MenuCommand:
    """What was asked for: the values of a request, where to write the answer, and whether to print it as JSON."""

    asked: Mapping[str, object]
    out: Path | None
    as_json: bool


def show_forecast_menu(voice: Voice, command: MenuCommand) -> int:
    """Design the menu, print or write it. Raises InvalidInput, CannotWrite."""
    with problems_as_json(voice, command):
        if command.out is not None:
            check_writable(command.out)
        document = forecast_menu_document(_designed(command.asked), voice.language)
    return deliver(
        voice, command, document, lambda ending: _file(voice, document, ending), lambda: _show(voice, document)
    )


def _designed(asked: Mapping[str, object]) -> MenuTable:
    """The menu; what is wrong stands at the option that said it. Raises InvalidInput."""
    try:
        return read_forecast_menu(dict(asked))
    except InvalidInput as error:
        raise InvalidInput([_at_option(finding) for finding in error.findings]) from None


def _at_option(finding: Finding) -> Finding:
    field = finding.location.pointer[1:].partition("/")[0]
    if not field:
        return finding
    option = OPTIONS.get(field, f"--{field.replace('_', '-')}")
    return replace(finding, location=replace(finding.location, file=option))


def _file(voice: Voice, document: dict[str, Any], ending: str) -> bytes:
    if ending == ".csv":
        return forecast_menu_csv(document, voice.language)
    if ending == ".xlsx":
        from app.documents.forecast_menu.workbook import forecast_menu_workbook  # only those who need it wait for it

        return forecast_menu_workbook(document, voice.language)
    return json_bytes(document)


def _show(voice: Voice, document: dict[str, Any]) -> None:
    voice.title(MENU["title"].text(voice.language))
    for sentence in document["sentences"]:
        voice.line(sentence)
    voice.line(MENU["units"].text(voice.language))
    table = Table(box=None, padding=(0, 1))
    for head in (MENU["actual_by_forecast"].text(voice.language), *map(percent, document["forecasts"])):
        table.add_column(head, justify="right", overflow="fold")
    for actual, row in zip(document["actuals"], document["pay"], strict=True):
        table.add_row(percent(actual), *(percent(pay) for pay in row))
    for part in parts_that_fit(table, 1, voice.out.width):
        voice.out.print(part)

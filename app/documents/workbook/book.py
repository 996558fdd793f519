"""An Excel workbook in memory whose texts are never formulas and whose bytes depend on nothing but its content."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from app.messages import Language

FONT: Mapping[Language, str] = {"en": "Calibri", "zh": "Microsoft YaHei"}
INK, DIM, LINE, SHADE, ACCENT = "#1F2A37", "#6B7280", "#D1D5DB", "#F3F4F6", "#1F5FA8"
GOOD, BAD = "#1B7F4B", "#B42318"

_CREATED = datetime(2000, 1, 1)
"""Every workbook has the same date: the same plan has the same bytes."""

_LONGEST = 32_000
"""Characters that fit into a cell."""

Style = Mapping[str, object]

TITLE: Style = {"bold": True, "font_size": 16, "font_color": INK}
SUBTITLE: Style = {"font_color": DIM}
HEADING: Style = {"bold": True, "font_size": 12, "font_color": ACCENT}
HEADER: Style = {
    "bold": True,
    "bg_color": "#E8EEF6",
    "font_color": INK,
    "bottom": 1,
    "bottom_color": ACCENT,
    "valign": "vcenter",
    "text_wrap": True,
}
NUMBER_HEADER: Style = {**HEADER, "align": "right"}
KEY_HEADER: Style = {**HEADER, "indent": 1}
TEXT: Style = {"valign": "vcenter"}
KEY: Style = {**TEXT, "indent": 1, "font_color": DIM}
WRAPPED: Style = {"valign": "top", "text_wrap": True}
GAIN: Style = {"font_color": GOOD}
LOSS: Style = {"font_color": BAD}
TOTAL: Style = {"bold": True, "top": 1, "top_color": INK, "bg_color": SHADE}
ALARM: Style = {"bg_color": "#F9D5D1", "font_color": BAD}
CAUTION: Style = {"bg_color": "#FCEFC9"}
GROWTH = "+0.0%;\\-0.0%;0.0%"
SHARE = "0.0%"
CHANGE = "+0.00%;\\-0.00%;0.00%"


class Book:
    """Sheets and their formats. Coordinates count from zero: row 0, column 0 is A1."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._base: Style = {"font_name": FONT[language], "font_size": 10, "font_color": INK}
        self._buffer = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": dict(self._base),
        }
        self._book = xlsxwriter.Workbook(self._buffer, options)
        self._book.set_properties({"created": _CREATED, "author": "Allot"})
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    @property
    def sheet_names(self) -> frozenset[str]:
        """The names of the sheets so far, in small letters: Excel does not tell capitals apart."""
        return frozenset(sheet.get_name().casefold() for sheet in self._book.worksheets())

    def sheet(self, name: str) -> Any:
        """A new sheet at the end, with the workbook's font in every cell."""
        sheet = self._book.add_worksheet(name)
        sheet.set_default_row(16)
        return sheet

    def chart(self, kind: str, subtype: str | None = None) -> Any:
        """A chart to be placed on a sheet."""
        return self._book.add_chart({"type": kind, **({} if subtype is None else {"subtype": subtype})})

    def format(self, *styles: Style, number: str | None = None) -> Any:
        """The format of these styles together, later ones over earlier ones."""
        merged: dict[str, object] = dict(self._base)
        for style in styles:
            merged.update(style)
        if number is not None:
            merged["num_format"] = number
        key = tuple(sorted(merged.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(merged))
        return self._formats[key]

    def highlight(self, style: Style) -> Any:
        """What a conditional format changes; everything else stays as the cell has it."""
        key = ("highlight", True), *sorted(style.items())
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(style))
        return self._formats[key]

    def close(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._buffer.getvalue()


def put_text(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """A text as it is: never run as a formula, never turned into a link or a number."""
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    if shown:
        sheet.write_string(row, column, shown, style)
    else:
        sheet.write_blank(row, column, None, style)


def put_number(sheet: Any, row: int, column: int, value: Decimal | int | float | None, style: Any) -> None:
    """A number, with the 15 digits that a spreadsheet keeps; a blank for None."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_number(row, column, float(f"{float(value):.15g}"), style)


def keeps_digits(value: Decimal | int | float) -> bool:
    """Whether the number has no more than the 15 digits of a spreadsheet."""
    return Decimal(f"{float(value):.15g}") == (Decimal(repr(value)) if isinstance(value, float) else Decimal(value))

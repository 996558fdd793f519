"""What the sheets of a scenario workbook have in common: headers with comments, drop-downs, widths, exact values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from app.documents.template.descriptions import description
from app.documents.workbook.book import HEADER, TEXT, Book, Style, keeps_digits, put_number, put_text
from app.messages import Language
from scenarios.definition.workbook.selector_text import names_text, selector_text, tiers_text
from scenarios.definition.workbook.sheet_fields import FieldKind, SheetField
from scenarios.definition.workbook.sheets import (
    CELLS,
    INSTRUCTIONS,
    MEMBERS,
    ROW_SHEETS,
    SCENARIO,
    SEASONALITY,
    SheetName,
)

VALIDATED_ROWS = 2000
"""Rows below a header that get drop-downs."""

_YES_NO: Mapping[Language, tuple[str, str]] = {"en": ("yes", "no"), "zh": ("是", "否")}
_LONGEST_LIST = 250
"""Characters that Excel allows in a drop-down that is written out."""


@dataclass(frozen=True, eq=False)
class ScenarioBook:
    """The workbook being written, and its language."""

    book: Book
    language: Language

    def title_of(self, sheet: str) -> str:
        """The name on a sheet's tab."""
        names: Sequence[SheetName] = (
            SCENARIO,
            MEMBERS,
            CELLS,
            SEASONALITY,
            INSTRUCTIONS,
            *(one.title for one in ROW_SHEETS),
        )
        found = next(one for one in names if one.en == sheet)
        return found.zh if self.language == "zh" else found.en

    @property
    def yes_no(self) -> tuple[str, str]:
        """What drop-downs offer for true and false."""
        return _YES_NO[self.language]

    def table_sheet(self, name: str, headers: Sequence[tuple[str, str, float]], key: str) -> Any:
        """A sheet with a frozen header of (name, description, width), each described in a comment."""
        sheet = self.book.sheet(name)
        for column, (header, dotted_description, width) in enumerate(headers):
            width = max(width, len(header) + 4.0)
            sheet.set_column(column, column, width, self.book.format(TEXT))
            put_text(sheet, 0, column, header, self.book.format(HEADER))
            if dotted_description:
                sheet.write_comment(0, column, dotted_description, {"x_scale": 2.2, "font_size": 9, "author": key})
        sheet.set_row(0, 20)
        sheet.freeze_panes(1, 0)
        set_up_print(sheet)
        return sheet

    def described(self, sheet: str, field: SheetField) -> str:
        """What a column means, in the workbook's language."""
        return description(sheet, field.dotted, field.description, self.language == "zh")

    def put(self, sheet: Any, row: int, column: int, value: object, field: SheetField, over: Style = TEXT) -> None:
        """A value of the document, written so that it reads back as the same."""
        style = self.book.format(TEXT, over, number=number_format(field))
        if isinstance(value, bool):
            put_text(sheet, row, column, self.yes_no[0 if value else 1], style)
        elif isinstance(value, Decimal | int | float):
            put_exact(sheet, row, column, value, style)
        else:
            put_text(sheet, row, column, written_text(value, field.kind), style)

    def drop_down(
        self, sheet: Any, column: int, choices: Sequence[str] | str, first: int = 1, last: int | None = None
    ) -> None:
        """Offer choices in a column: texts, or the range of another sheet. Other entries are only warned about."""
        if not choices or (not isinstance(choices, str) and len(",".join(choices)) > _LONGEST_LIST):
            return
        source = choices if isinstance(choices, str) else list(choices)
        options = {"validate": "list", "source": source, "error_type": "warning"}
        sheet.data_validation(first, column, VALIDATED_ROWS if last is None else last, column, options)

    def field_drop_down(
        self, sheet: Any, column: int, field: SheetField, first: int = 1, last: int | None = None
    ) -> None:
        """The choices of a field with fixed ones, or yes and no."""
        choices = self.yes_no if field.kind is FieldKind.TRUTH else field.choices
        self.drop_down(sheet, column, choices, first, last)


def set_up_print(sheet: Any) -> None:
    """Landscape A4, as wide as the page, header repeated."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def put_exact(sheet: Any, row: int, column: int, value: Decimal | int | float, style: Any) -> None:
    """A number; as text where a spreadsheet would drop digits of it."""
    if keeps_digits(value):
        put_number(sheet, row, column, value, style)
    else:
        put_text(sheet, row, column, str(value), style)


def written_text(value: object, kind: FieldKind) -> str:
    """Selectors, lists and references as one line of text."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        attribute = value.get("attribute") if kind is FieldKind.NUMBER_OR_ATTRIBUTE else None
        return selector_text(value) if attribute is None else f"{{{attribute}}}"
    if kind is FieldKind.TIERS and isinstance(value, list | tuple):
        return tiers_text(value)
    return names_text(value) if isinstance(value, list | tuple) else str(value)


def number_format(field: SheetField) -> str:
    """Shares and rates as percentages, amounts grouped, texts as texts so that 000123 stays."""
    if field.kind in (FieldKind.NUMBER, FieldKind.NUMBER_OR_ATTRIBUTE):
        return "General"
    if field.kind is FieldKind.RATE:
        return "0.0##%" if field.path[-1].endswith(("_rate", "_share")) else "General"
    return "@"


def column_range(sheet: str, column: int, first: int, last: int) -> str:
    """A column's cells as another sheet's drop-down names them; rows count from zero."""
    quoted = sheet.replace("'", "''")
    letters = xl_col_to_name(column)
    return f"='{quoted}'!${letters}${first + 1}:${letters}${last + 1}"

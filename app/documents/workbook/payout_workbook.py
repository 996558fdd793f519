"""A payout as an Excel workbook: totals, people, every line with its derivation, payments, later payments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.documents.incentives.figures import PayFigures
from app.documents.incentives.payout_tables import (
    CAP,
    CLAWBACK,
    LATER_COLUMNS,
    LINE_COLUMNS,
    PAYMENT_COLUMNS,
    WHO,
    Row,
    later_rows,
    line_rows,
    payment_rows,
)
from app.documents.incentives.statement_words import later_reasons, stretch
from app.documents.incentives.words import word
from app.documents.workbook.amount_format import amount_format
from app.documents.workbook.book import HEADER, NUMBER_HEADER, SHARE, SUBTITLE, TEXT, TITLE, Book, put_number, put_text
from app.messages.language import Language
from scenarios.incentives.pay_columns import AMOUNTS
from scenarios.incentives.pay_request import PayAnswer

TOP = 3
"""Row of a table's header."""

MOST_ROWS = 1_048_000
"""Rows of a sheet below which Excel's end lies."""

_WHO_HEADS = {"person": "key", "label": "person", "group": "group", "variant": "variant"}
_RATES = frozenset(("rate", "share"))
_PLAIN = frozenset(("actual", "target", "number", "value", "gate_factor"))
_TEXTS = frozenset((*WHO, "component", "item", "day", "through", "element", "line"))
_HEADS = {"number": "attainment", "through": "period", "amount": "amount"}


def payout_workbook(answer: PayAnswer, document: Mapping[str, Any], language: Language) -> bytes:
    """The file's bytes: the same for the same pay. Statements that were asked for have a sheet with their sentences."""
    writer = _Writer(Book(language), PayFigures(answer.run.plan, language), document)
    writer.totals()
    labels = {one["group"]: one["label"] for one in document["groups"]}
    people = ([row[name] for name in (*WHO, *AMOUNTS, "rate")] for row in document["people"])
    writer.table("sheet_people", (*WHO, *AMOUNTS, "rate"), _labelled(people, labels))
    if document["statements"]:
        writer.table("line", (*WHO[:2], "component", "item", "pay", "line"), _reasons(document, writer.figures))
    cuts = {CAP: word("cap_cut", language), CLAWBACK: word("clawback", language)}
    writer.table("sheet_lines", LINE_COLUMNS, _labelled(_without_money(line_rows(answer, cuts)), labels))
    if answer.what_if is None:
        writer.table("sheet_payments", PAYMENT_COLUMNS, _labelled(payment_rows(answer), labels))
    if document["later"]:
        writer.table("sheet_later", LATER_COLUMNS, _labelled(later_rows(answer, writer.figures), labels))
    return writer.book.close()


def _without_money(rows: Iterable[Row]) -> Iterable[Row]:
    """Lines without what is no attainment and no share: the sales and the money of a commission, which is on nothing
    but itself."""
    base, number, value = (LINE_COLUMNS.index(name) for name in ("base", "number", "value"))
    for row in rows:
        hidden = (number, value) if row[base] is None else ()
        yield [None if place in hidden else one for place, one in enumerate(row)]


def _labelled(rows: Iterable[Row], labels: Mapping[str, str]) -> Iterable[Row]:
    """Rows that begin with `WHO`, groups as people call them."""
    place = WHO.index("group")
    for row in rows:
        yield *row[:place], labels[str(row[place])], *row[place + 1 :]


def _reasons(document: Mapping[str, Any], figures: PayFigures) -> Iterable[Row]:
    """Every line with its derivation, below it those of its periods, which count in it; then gates, sums and later
    payments in words."""
    for one in document["statements"]:
        who = one["person"], one["label"]
        for line in one["lines"]:
            yield *who, line["label"], line["item"] or "", line["earned"], line["sentence"]
            for period in line["periods"]:
                yield *who, line["label"], stretch(period["first"], period["last"]), None, period["sentence"]
        sentences = [*(gate["sentence"] for gate in one["gates"]), *one["sentences"]]
        for sentence in [*sentences, *later_reasons(figures, one["later"])]:
            yield *who, "", "", None, sentence


class _Writer:
    """Sheets of one payout."""

    def __init__(self, book: Book, figures: PayFigures, document: Mapping[str, Any]) -> None:
        self.book, self.figures, self._document = book, figures, document
        self._amount = amount_format(figures.money)

    def totals(self) -> None:
        """Groups and components, with everybody's total, and what is worth knowing."""
        groups = [[one["label"], one["people"], *(one[name] for name in AMOUNTS)] for one in self._document["groups"]]
        total = self._document["total"]
        groups.append([self._word("total"), total["people"], *(total[name] for name in AMOUNTS)])
        sheet = self._sheet("sheet_totals")
        below = self._rows(sheet, TOP, ("group", "people", *AMOUNTS), groups)
        labels = {one["group"]: one["label"] for one in self._document["groups"]}
        components = [
            [labels[one["group"]], one["people"], one["label"], one["earned"]] for one in self._document["components"]
        ]
        end = self._rows(sheet, below + 1, ("group", "people", "component", "earned"), components)
        for row, notice in enumerate(self._document["notices"], end + 1):
            put_text(sheet, row, 0, notice["message"], self.book.format(SUBTITLE))
        sheet.set_column(0, 0, 26, self.book.format())
        sheet.set_column(1, len(AMOUNTS) + 1, 16, self.book.format())

    def table(self, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """A sheet with one table; a sheet that is full goes on in a next one."""
        held: list[Row] = []
        part = 1
        for row in rows:
            held.append(row)
            if len(held) == MOST_ROWS:
                self._table(name, part, columns, held)
                held, part = [], part + 1
        if held or part == 1:
            self._table(name, part, columns, held)

    def _table(self, name: str, part: int, columns: Sequence[str], rows: Sequence[Row]) -> None:
        sheet = self._sheet(name, part)
        end = self._rows(sheet, TOP, columns, rows)
        for place, column in enumerate(columns):
            width = 90 if column == "line" else 18 if column in _TEXTS else 14
            sheet.set_column(place, place, width, self.book.format())
        sheet.freeze_panes(TOP + 1, 2)
        if rows:
            sheet.autofilter(TOP, 0, end - 1, len(columns) - 1)

    def _sheet(self, name: str, part: int = 1) -> Any:
        title = self._word(name)
        sheet = self.book.sheet(title if part == 1 else f"{title} {part}")
        document, figures = self._document, self.figures
        put_text(sheet, 0, 0, f"{title} · {document['name']} · {document['plan_period']}", self.book.format(TITLE))
        notes = [
            word("through", figures.language, through=document["through"]),
            word("amounts_in", figures.language, unit=figures.unit),
        ]
        put_text(sheet, 1, 0, " · ".join(notes), self.book.format(SUBTITLE))
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _rows(self, sheet: Any, top: int, columns: Sequence[str], rows: Sequence[Row]) -> int:
        """Header and rows from a row on; the row after them."""
        for place, column in enumerate(columns):
            head = self._word(_WHO_HEADS.get(column, _HEADS.get(column, column)))
            put_text(sheet, top, place, head, self.book.format(HEADER if column in _TEXTS else NUMBER_HEADER))
        styles = [self._style(column) for column in columns]
        for offset, row in enumerate(rows, start=top + 1):
            for place, value in enumerate(row):
                if isinstance(value, Decimal | int | float):
                    put_number(sheet, offset, place, value, styles[place])
                elif value:
                    put_text(sheet, offset, place, value, styles[place])
        return top + 1 + len(rows)

    def _style(self, column: str) -> Any:
        if column in _TEXTS:
            return self.book.format(TEXT)
        if column == "people":
            return self.book.format(TEXT, number="#,##0")
        if column in _RATES:
            return self.book.format(TEXT, number=SHARE)
        return self.book.format(TEXT, number="#,##0.####" if column in _PLAIN else self._amount)

    def _word(self, key: str) -> str:
        return word(key, self.figures.language)

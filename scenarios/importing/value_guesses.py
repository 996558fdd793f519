"""What the values of the transactions tell: order of dates, marks in numbers, fiscal year, currency and unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from iso4217 import Currency

from models.findings import FindingList
from models.history.calendar import FiscalCalendar, month_of, month_text
from models.tables.csv_table import CsvTable
from models.units import MoneyUnit, minor_digits
from scenarios.importing.column_guesses import SAMPLE, ColumnGuess
from scenarios.importing.dates import AmbiguousDate, day_of
from scenarios.importing.guess_words import said
from scenarios.importing.mapping import DateFormat

_PARTS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}([,.' ])\d{3}(?:\1\d{3})*(?:([.,])\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d+,\d{1,2}", re.ASCII)
_MARKS = {"￥": "CNY", "¥": "CNY", "元": "CNY", "人民币": "CNY", "€": "EUR", "£": "GBP", "$": "USD"}
_UNITS = (
    ("万元", MoneyUnit.TEN_THOUSAND),
    ("万", MoneyUnit.TEN_THOUSAND),
    ("千元", MoneyUnit.THOUSAND),
    ("thousand", MoneyUnit.THOUSAND),
    ("kUSD", MoneyUnit.THOUSAND),
    ("kEUR", MoneyUnit.THOUSAND),
)


@dataclass(frozen=True)
class Said:
    """A value to write, and the comment beside it. `sure` is False where somebody has to decide."""

    value: str
    comment: str
    sure: bool = True


def date_order(texts: Sequence[str], language: str) -> Said | None:
    """Day or month first, where years stand last; None where they do not."""
    found = [match for text in dict.fromkeys(texts) if (match := _PARTS.match(text))]
    if not found:
        return None
    day_first = next((match[0] for match in found if int(match[1]) > 12), None)
    month_first = next((match[0] for match in found if int(match[2]) > 12), None)
    if day_first is not None and month_first is None:
        return Said("dmy", said("order_sure", language).format(example=day_first))
    if month_first is not None and day_first is None:
        return Said("mdy", said("order_sure", language).format(example=month_first))
    return Said("null", said("order_check", language).format(example=found[0][0]), False)


def number_marks(texts: Sequence[str], language: str) -> dict[str, Said]:
    """`thousands` and `decimal` where they are not those of programs."""
    for text in texts[:: max(len(texts) // SAMPLE, 1)]:
        grouped = _GROUPED.fullmatch(text)
        if grouped and (grouped[2] or text.count(grouped[1]) > 1 or grouped[1] == ","):
            comment = said("thousands", language).format(example=text)
            marks = {"thousands": Said(f'"{grouped[1]}"', comment)}
            return marks | ({"decimal": Said('","', comment)} if grouped[2] == "," or grouped[1] == "." else {})
        if _COMMA.fullmatch(text):
            return {"decimal": Said('","', said("thousands", language).format(example=text))}
    return {}


def finer_amount(texts: Sequence[str], digits: int) -> str | None:
    """An amount that is finer than the currency's smallest unit."""
    return next((text for text in texts if len(text.partition(".")[2].rstrip("0")) > digits), None)


def months_in(table: CsvTable, column: str, order: DateFormat | None) -> list[int]:
    """Every row's month, −1 where the date cannot be read."""
    known: dict[str, int] = {}
    for text in dict.fromkeys(table.texts(column, FindingList())):
        try:
            day = day_of(text, order) if text else None
        except AmbiguousDate:
            day = None
        known[text] = -1 if day is None else month_of(day.day)
    return [known[text] for text in table.texts(column, FindingList())]


def fiscal_year(
    months: Sequence[int], table: CsvTable, guess: ColumnGuess | None, language: str
) -> tuple[FiscalCalendar, Said]:
    """The fiscal years that agree with a column of them in every row; else calendar years."""
    if guess is not None:
        texts = table.texts(guess.column, FindingList())
        pairs = {
            (month, int(digits[-4:]))
            for month, text in zip(months, texts, strict=True)
            if month >= 0 and len(digits := re.sub(r"\D", "", text)) >= 4
        }
        for starts in range(1, 13):
            for after_start in (False, True):
                calendar = FiscalCalendar(starts, after_start)
                if pairs and all(calendar.year_of(month) == year for month, year in pairs):
                    return calendar, Said(str(starts), said("fiscal_found", language).format(column=guess.column))
    return FiscalCalendar(), Said("1", said("calendar", language), False)


def base_year(months: Sequence[int], calendar: FiscalCalendar, language: str) -> tuple[int, Said]:
    """The last fiscal year that is complete."""
    seen = [month for month in months if month >= 0]
    opening, closing = min(seen, default=0), max(seen, default=0)
    for year in range(calendar.year_of(closing), calendar.year_of(opening) - 1, -1):
        span = calendar.months(year)
        if span.start >= opening and span.stop - 1 <= closing:
            facts = {"first": month_text(span.start), "last": month_text(span.stop - 1)}
            return year, Said(str(year), said("base", language).format(**facts))
    facts = {"first": month_text(opening), "last": month_text(closing)}
    return calendar.year_of(closing), Said(
        str(calendar.year_of(closing)), said("base_incomplete", language).format(**facts), False
    )


def currency_of(table: CsvTable, chosen: Mapping[str, ColumnGuess], asked: str | None, language: str) -> Said:
    """What was asked for, else what a column, a header or a value names, else a question."""
    if asked is not None:
        return Said(asked, said("currency_asked", language))
    if "currency" in chosen:
        column = chosen["currency"].column
        codes = sorted({text.upper() for text in table.texts(column, FindingList()) if text})
        if len(codes) == 1 and _is_currency(codes[0]):
            return Said(codes[0], said("currency_column", language).format(column=column))
    amount = chosen["amount"].column if "amount" in chosen else ""
    values = table.texts(amount, FindingList())[:1] if amount else []
    for place in (amount, *values):
        for mark, code in _MARKS.items():
            if mark in place:
                return Said(code, said("currency_symbol", language).format(mark=mark, place=place))
        for code in re.findall(r"\b[A-Z]{3}\b", place):
            if _is_currency(code):
                return Said(code, said("currency_symbol", language).format(mark=code, place=place))
    return Said("CNY" if language == "zh" else "USD", said("currency_check", language), False)


def unit_of(chosen: Mapping[str, ColumnGuess], language: str) -> Said:
    """The money unit that the amount's header names; else whole units."""
    column = chosen["amount"].column if "amount" in chosen else ""
    for mark, unit in _UNITS:
        if mark in column:
            return Said(str(unit), said("unit", language).format(mark=mark, column=column))
    return Said(str(MoneyUnit.MAJOR), said("unit_check", language), False)


def _is_currency(code: str) -> bool:
    try:
        minor_digits(code)
    except ValueError:
        return False
    return code in {one.code for one in Currency}

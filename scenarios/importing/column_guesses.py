"""Which column of a table is what: by its header, and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.tables.csv_table import CsvTable
from scenarios.importing.dates import AmbiguousDate, day_of
from scenarios.importing.guess_words import HEADERS, MEANINGS, said

SAMPLE = 2000
"""Values of a column that are looked at, spread over the table."""

MOST_MEMBERS = 2000
"""Different values beyond which a column is no dimension."""

MOST_YEARS = 60
"""Different values beyond which a column holds no years."""

LEAST_CONFIDENCE = 0.45

SURE = 0.65
"""Confidence below which a guess is marked for checking."""

_YEAR = re.compile(r"\D{0,4}(19|20)\d{2}\D{0,3}", re.ASCII)
_NUMBER = re.compile(r"[¥￥$€£]?\s*[+-]?[\d,.' ]*\d\s*(元|万元)?", re.ASCII)
_EXACT, _PART = 0.95, 0.7
_NUMERIC = frozenset({"amount", "cost", "units", "orders", "previous", "fiscal_year", "year"})
_DATED = frozenset({"date", "hire_date", "leave_date", "start", "end"})


@dataclass(frozen=True)
class ColumnKind:
    """What stands in a column: shares of dates and numbers among the values, how many differ, an example."""

    dates: float
    numbers: float
    distinct: int
    filled: float
    example: str


@dataclass(frozen=True)
class ColumnGuess:
    """One column, what it is taken for, how sure that is, and why."""

    column: str
    role: str
    meaning: str
    confidence: float
    reason: str


def guess_columns(table: CsvTable, roles: Sequence[str], language: str) -> dict[str, ColumnGuess]:
    """The best column for each role, every column at most once; roles that no column fits are left out."""
    kinds = {column: kind_of(values) for column, values in table.columns.items()}
    scored = [
        (guess.confidence, -place, guess)
        for role in roles
        for place, (column, kind) in enumerate(kinds.items())
        if (guess := _guess(column, kind, role, language)) is not None
    ]
    chosen: dict[str, ColumnGuess] = {}
    taken: set[str] = set()
    for _, _, guess in sorted(scored, key=lambda one: (-one[0], -one[1], roles.index(one[2].role))):
        if guess.role not in chosen and guess.column not in taken:
            chosen[guess.role] = guess
            taken.add(guess.column)
    return chosen


def kind_of(values: Sequence[str]) -> ColumnKind:
    """What stands in a column, from a sample spread over it."""
    step = max(len(values) // SAMPLE, 1)
    sample = values[::step]
    filled = [value for value in sample if value]
    if not filled:
        return ColumnKind(0.0, 0.0, 0, 0.0, "")
    dates = sum(_is_date(value) for value in filled) / len(filled)
    numbers = sum(_NUMBER.fullmatch(value) is not None for value in filled) / len(filled)
    distinct = len(set(filled))
    if distinct == len(filled) and len(values) > len(sample):
        distinct = len(set(values))
    return ColumnKind(dates, numbers, distinct, len(filled) / len(sample), filled[0][:40])


def _is_date(value: str) -> bool:
    try:
        return not value.isdecimal() and day_of(value, None) is not None
    except AmbiguousDate:
        return True


def _guess(column: str, kind: ColumnKind, role: str, language: str) -> ColumnGuess | None:
    header, word = _header(column, role)
    fit = _fit(kind, role)
    if fit == 0.0 or (header == 0.0 and role not in ("date",)):
        return None
    confidence = 0.65 * header + 0.35 * fit if header else 0.5 * fit
    if confidence < LEAST_CONFIDENCE:
        return None
    key = "values_only" if not header else "exact" if header > _PART else "part"
    reason = said(key, language).format(column=column, word=word)
    if confidence < SURE:
        reason = f"CHECK: {reason}"
    return ColumnGuess(
        column, role, MEANINGS[role].text(language), round(confidence, 2), f"{reason}; {_values(kind, role, language)}"
    )


def _header(column: str, role: str) -> tuple[float, str]:
    """How well the header fits, and the word that does. Later words of a role fit a little less."""
    plain = re.sub(r"[\s_\-./]+", " ", column).strip().lower()
    plain = re.sub(r"[(（].*?[)）]", "", plain).strip()
    words = HEADERS[role]
    if plain in words:
        return _EXACT - 0.005 * words.index(plain), plain
    parts = plain.split()
    for word in words:
        if (word in parts or (" " in word and word in plain)) or (not word.isascii() and word in plain):
            return _PART, word
    return 0.0, ""


def _fit(kind: ColumnKind, role: str) -> float:
    """How well the values fit the role, 0 to 1; 0 rules it out."""
    if role in _DATED:
        least = 0.6 if role == "date" else 0.0
        return kind.dates if kind.dates > least or (role in ("end", "leave_date") and not kind.filled) else 0.0
    if role in ("fiscal_year", "year"):
        return 1.0 if 0 < kind.distinct <= MOST_YEARS and _YEAR.fullmatch(kind.example) else 0.0
    if role in _NUMERIC:
        return kind.numbers if kind.numbers > 0.6 else 0.0
    if role == "currency":
        return 1.0 if 0 < kind.distinct <= 20 and kind.numbers == 0.0 else 0.0
    if kind.dates > 0.5 or not kind.distinct:
        return 0.0
    if role in ("customer", "article"):
        return 0.6 if kind.numbers > 0.9 else 1.0
    if kind.distinct > MOST_MEMBERS:
        return 0.0
    # Numbers can be codes of members, but names are what people want to read.
    return 0.2 if kind.numbers > 0.9 else 1.0


def _values(kind: ColumnKind, role: str, language: str) -> str:
    example = kind.example.replace("\n", " ")
    if role in _DATED:
        return said("dates", language).format(share=f"{kind.dates:.0%}", example=example)
    if role in _NUMERIC:
        return said("numbers", language).format(share=f"{kind.numbers:.0%}", example=example)
    return said("names", language).format(count=kind.distinct, example=example)


def unused_columns(table: CsvTable, chosen: Mapping[str, ColumnGuess]) -> list[str]:
    """Columns that no role took."""
    taken = {guess.column for guess in chosen.values()}
    return [column for column in table.columns if column not in taken]

"""A mapping proposed from the tables themselves: a file to review, with a reason and a confidence at every guess."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from models.errors import InvalidInput
from models.findings import FindingList
from models.history.calendar import FiscalCalendar
from models.tables.csv_table import CsvTable
from models.units import minor_digits
from scenarios.definition.ceilings import Ceilings
from scenarios.importing.column_guesses import ColumnGuess, guess_columns, unused_columns
from scenarios.importing.guess_words import MEANINGS, said
from scenarios.importing.import_tables import ImportTables
from scenarios.importing.mapping import SCHEMA, FormatMapping
from scenarios.importing.table_files import CSV_SUFFIXES, TableFile, read_table
from scenarios.importing.value_guesses import (
    Said,
    base_year,
    currency_of,
    date_order,
    finer_amount,
    fiscal_year,
    months_in,
    number_marks,
    unit_of,
)

DIMENSION_ROLES = ("product", "region", "segment", "person")
FACT_ROLES = ("date", "amount", "cost", "units", "orders", "customer", "article", "currency")
LISTED = 30


@dataclass(frozen=True)
class Guess:
    """A mapping as text, its language, what each column was taken for, and what somebody has to decide."""

    text: str
    language: str
    columns: tuple[ColumnGuess, ...]
    questions: tuple[str, ...]


@dataclass
class _Draft:
    """The lines of the mapping while they are written."""

    language: str
    paths: Mapping[str, str]
    lines: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    def line(self, text: str, comment: str = "") -> None:
        """One line with its comment."""
        plain = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", comment)
        self.lines.append(f"{text}  # {plain}" if plain else text)

    def say(self, indent: str, key: str, value: Said) -> None:
        """A value with its comment; a question where it is not sure."""
        self.line(f"{indent}{key}: {value.value}", value.comment)
        if not value.sure:
            self.questions.append(value.comment)

    def comment(self, text: str) -> None:
        """Lines of comment only."""
        for one in text.splitlines():
            self.line("", one)
            self.lines[-1] = self.lines[-1].strip()


def guess_mapping(
    tables: ImportTables,
    ceilings: Ceilings,
    asked: str | None,
    currency: str | None,
    paths: Mapping[str, str] | None = None,
) -> Guess:
    """Propose a mapping. `asked` is the language (None: Chinese for Chinese headers); `paths` is where the mapping
    finds its other tables, by section (none: beside it). Raises InvalidInput when the transactions cannot be read at
    all, TooLarge."""
    findings = FindingList()
    table, encoding = _readable(tables.transactions, ceilings, findings)
    if table is None:
        raise InvalidInput(tuple(findings))
    language = asked or ("zh" if any(re.search("[一-鿿]", column) for column in table.columns) else "en")
    chosen = guess_columns(table, [*FACT_ROLES, "fiscal_year", *DIMENSION_ROLES], language)
    draft = _Draft(language, paths or {})
    months, calendar, year = _start(draft, table, chosen, encoding, currency)
    _dimensions(draft, chosen)
    guesses = [*chosen.values()]
    if tables.people is not None:
        guesses += _people(draft, tables.people, ceilings, table, chosen, months, calendar, year)
    if tables.assignments is not None:
        roles = {"person": "person", "region": "place", "start": "start", "end": "end"}
        guesses += _other(draft, "assignments", tables.assignments, ceilings, roles)
    if tables.previous is not None:
        roles = {"person": "person", "previous": "amount", "fiscal_year": "year"}
        guesses += _other(draft, "previous", tables.previous, ceilings, roles)
    _end(draft)
    return Guess("\n".join(draft.lines) + "\n", language, tuple(guesses), tuple(draft.questions))


def _readable(file: TableFile | CsvTable, ceilings: Ceilings, findings: FindingList) -> tuple[CsvTable | None, str]:
    """The table, and the encoding with which it could be read."""
    if isinstance(file, CsvTable):
        return file, "utf-8"
    encoding = "utf-8"
    if f".{file.name.rpartition('.')[2].lower()}" in CSV_SUFFIXES:
        encoding = next((one for one in ("utf-8", "utf-16", "gb18030") if _decodes(file.data, one)), "utf-8")
    written = FormatMapping.model_validate({"encoding": encoding})
    return read_table(file, written, ceilings, findings, FindingList()), encoding


def _decodes(data: bytes, encoding: str) -> bool:
    if encoding == "utf-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return False
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _start(
    draft: _Draft, table: CsvTable, chosen: Mapping[str, ColumnGuess], encoding: str, currency: str | None
) -> tuple[list[int], FiscalCalendar, int]:
    """Everything up to the years; (month of every row, fiscal years, base year)."""
    language = draft.language
    findings = FindingList()
    dates = table.texts(chosen["date"].column, findings) if "date" in chosen else []
    order = date_order(dates, language)
    amounts = table.texts(chosen["amount"].column, findings) if "amount" in chosen else []
    marks = number_marks(amounts, language)
    known = None if order is None or not order.sure else order.value
    months = months_in(table, chosen["date"].column, known) if "date" in chosen else []  # type: ignore[arg-type]
    calendar, starts = fiscal_year(months, table, chosen.get("fiscal_year"), language)
    year, base = base_year(months, calendar, language)
    money = currency_of(table, chosen, currency, language)
    draft.comment(said("head", language))
    draft.line(f"schema: {SCHEMA}")
    draft.line(f"name: {_scalar(table.file.partition('.')[0] + ' ' + calendar.label(year + 1))}")
    draft.line(f"language: {language}")
    draft.line("money:")
    draft.say("  ", "currency", money)
    draft.say("  ", "unit", unit_of(chosen, language))
    _format(draft, order, marks, encoding, finer_amount(amounts, _digits(money.value)) if not marks else None)
    draft.line("columns:")
    for role in FACT_ROLES:
        if role in chosen:
            _column(draft, "  ", role, chosen[role])
    for role in ("date", "amount"):
        if role not in chosen:
            question = said("no_column", language).format(meaning=MEANINGS[role].text(language))
            draft.line(f"  # {role}:", question)
            draft.questions.append(question)
    unused = unused_columns(table, chosen)
    if unused:
        draft.comment(said("unused", language).format(columns=", ".join(unused)))
    draft.line("years:")
    draft.say("  ", "starts", starts)
    if calendar.named_after_start:
        draft.line("  named_after: start")
    draft.say("  ", "base", base)
    return months, calendar, year


def _digits(currency: str) -> int:
    try:
        return minor_digits(currency)
    except ValueError:
        return 2


def _format(draft: _Draft, order: Said | None, marks: Mapping[str, Said], encoding: str, finer: str | None) -> None:
    lines: dict[str, Said] = dict(marks)
    if order is not None:
        lines["date_format"] = order
    if encoding != "utf-8":
        lines["encoding"] = Said(encoding, said("encoding", draft.language))
    if finer is not None:
        lines["finer_amounts"] = Said("round", said("finer", draft.language).format(example=finer))
    if lines:
        draft.line("format:")
        for key, value in lines.items():
            draft.say("  ", key, value)


def _dimensions(draft: _Draft, chosen: Mapping[str, ColumnGuess]) -> None:
    draft.comment(said("levels", draft.language))
    draft.line("dimensions:")
    for role in DIMENSION_ROLES:
        if role in chosen:
            guess = chosen[role]
            label = _scalar(guess.column.replace("_", " "))
            body = f"{{name: {role}, label: {label}, role: {role}, column: {_scalar(guess.column)}}}"
            draft.line(f"  - {body}", f"{guess.confidence:.0%}: {guess.reason}")
    if not any(role in chosen for role in DIMENSION_ROLES):
        question = said("no_column", draft.language).format(meaning=MEANINGS["product"].text(draft.language))
        draft.line("  # - {name: product, role: product, column: …}", question)
        draft.questions.append(question)


def _people(
    draft: _Draft,
    file: TableFile | CsvTable,
    ceilings: Ceilings,
    table: CsvTable,
    chosen: Mapping[str, ColumnGuess],
    months: Sequence[int],
    calendar: FiscalCalendar,
    year: int,
) -> list[ColumnGuess]:
    """The people table; who sold nothing in the base year, or is not in the table, is asked about."""
    roles = {
        "person": "person",
        "team": "team",
        "region": "place",
        "hire_date": "hire_date",
        "leave_date": "leave_date",
    }
    found = _other(draft, "people", file, ceilings, roles)
    person = next((guess for guess in found if guess.role == "person"), None)
    people, _ = _readable(file, ceilings, FindingList())
    if person is None or people is None or "person" not in chosen:
        return found
    names = list(dict.fromkeys(text for text in people.texts(person.column, FindingList()) if text))
    sellers = table.texts(chosen["person"].column, FindingList())
    selling = {
        name for name, month in zip(sellers, months, strict=True) if month >= 0 and calendar.year_of(month) == year
    }
    unmatched = sorted(selling - {*names, ""})
    if unmatched:
        question = said("unmatched", draft.language).format(names=", ".join(unmatched[:LISTED]))
        draft.comment(question)
        draft.questions.append(question)
    idle = [name for name in names if name not in selling]
    if idle:
        question = said("no_history", draft.language).format(count=len(idle))
        draft.comment(question)
        draft.comment("proxies:")
        for name in idle[:LISTED]:
            draft.comment(f"  - {{members: [{_scalar(name)}], rule: mean_of_peers, peers: [], reason: }}")
        draft.questions.append(question)
    return found


def _other(
    draft: _Draft, section: str, file: TableFile | CsvTable, ceilings: Ceilings, roles: Mapping[str, str]
) -> list[ColumnGuess]:
    """A section of another table, its columns guessed in the same way."""
    table, encoding = _readable(file, ceilings, FindingList())
    if table is None:
        return []
    chosen = guess_columns(table, list(roles), draft.language)
    draft.line(f"{section}:")
    draft.line(f"  table: {_scalar(draft.paths.get(section, table.file))}")
    dated = [guess for role, guess in chosen.items() if role in ("hire_date", "leave_date", "start", "end")]
    texts = [text for guess in dated for text in table.texts(guess.column, FindingList())]
    order = date_order(texts, draft.language)
    if order is not None or encoding != "utf-8":
        draft.line("  format:")
        if encoding != "utf-8":
            draft.line(f"    encoding: {encoding}", said("encoding", draft.language))
        if order is not None:
            draft.say("    ", "date_format", order)
    draft.line("  columns:")
    for role, key in roles.items():
        if role in chosen:
            _column(draft, "    ", key, chosen[role])
    return list(chosen.values())


def _column(draft: _Draft, indent: str, key: str, guess: ColumnGuess) -> None:
    draft.line(f"{indent}{key}: {_scalar(guess.column)}", f"{guess.confidence:.0%}: {guess.reason}")


def _end(draft: _Draft) -> None:
    draft.line("annualise: {by: months, least_months: 3}")
    draft.line("company_target: {growth_rate: 0.1}", said("target", draft.language))
    draft.questions.append(said("target", draft.language))
    draft.comment(said("limits", draft.language))
    draft.line("limits:")
    draft.line("  person: {floor_rate: 0.9, cap_rate: 1.6}")


def _scalar(text: str) -> str:
    """A text as YAML writes it within a line."""
    return yaml.safe_dump([text], allow_unicode=True, default_flow_style=True, width=10_000).strip()[1:-1]

"""`allot import`: from a transaction table to a scenario file ready to solve, with a report."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from app.cli.atomic_file import check_writable, write_whole
from app.cli.generating import stem
from app.cli.voice import Voice
from app.documents.import_report import import_report
from app.documents.import_report_text import import_report_text, summary_lines
from app.json_text import json_bytes
from app.messages import at_place, describe, describe_place
from models.errors import InvalidInput
from models.units import Money
from scenarios.importing.guessing import guess_mapping
from scenarios.importing.import_tables import ImportTables
from scenarios.importing.mapping import ImportMapping
from scenarios.importing.mapping_loading import load_mapping, read_file
from scenarios.importing.run import CEILINGS, Import, import_scenarios
from scenarios.importing.table_files import TableFile

MAPPING_ENDING = ".import.yaml"
MOST_QUALITY = 12


@dataclass(frozen=True)
class ImportRequest:
    """What was asked for. `out` of a guess is a mapping, of an import a scenario; None: named after the table."""

    table: Path
    mapping: Path | None
    people: Path | None
    assignments: Path | None
    previous: Path | None
    out: Path | None
    currency: str | None


def guess_file(voice: Voice, request: ImportRequest) -> int:
    """Write a mapping to review. Raises InvalidInput, TooLarge, CannotWrite."""
    out = request.out or request.table.with_name(f"{_table_stem(request.table)}{MAPPING_ENDING}")
    check_writable(out)
    tables = _tables(request, None)
    check_writable(out)  # not over a table either
    guess = guess_mapping(tables, CEILINGS, voice.asked, request.currency, _paths_from(out.parent, request))
    voice.document = guess.language
    write_whole(out, guess.text.encode())
    voice.line(voice.word("guessed", file=str(out), count=len(guess.columns)))
    for column in guess.columns:
        facts = {"column": column.column, "meaning": column.meaning, "confidence": f"{column.confidence:.0%}"}
        voice.item("  • ", voice.word("guess", reason=column.reason, **facts))
    for question in guess.questions:
        voice.item("  ? ", question)
    voice.line(voice.word("review", file=str(out), table=str(request.table)))
    return 0


def import_file(voice: Voice, request: ImportRequest) -> int:
    """Write the scenarios, their tables and the report. Raises InvalidInput, TooLarge, CannotWrite."""
    assert request.mapping is not None
    out = request.out or request.table.with_name(f"{_table_stem(request.table)}.scenario.yaml")
    check_writable(out)
    file = load_mapping(request.mapping, CEILINGS)
    check_writable(out)  # not over the mapping either
    voice.document = file.mapping.language
    check_writable(out)  # again: it may not be the mapping
    try:
        found = import_scenarios(_tables(request, file.mapping), file.mapping, stem(out), CEILINGS)
    except InvalidInput as error:
        raise file.located(error) from None
    report = import_report(found, voice.language)
    written = _write(found, report, out, voice)
    money = found.history.money
    for line in summary_lines(report, money, voice.language):
        voice.line(line)
    _print_quality(voice, found)
    voice.line(voice.word("import_written"))
    for path in written:
        voice.item("  • ", str(path))
    return 0


def _write(found: Import, report: dict[str, object], out: Path, voice: Voice) -> list[Path]:
    """Tables first and scenarios last, so that a scenario never lacks its tables."""
    money: Money = found.history.money
    base, ending = stem(out), out.name.removeprefix(stem(out))
    files = found.tables() | {
        f"{base}.import-report.json": json_bytes(report),
        f"{base}.import-report.md": import_report_text(report, money, voice.language).encode(),
    }
    for scenario in found.scenarios:
        files[f"{base}-{scenario.name}{ending}" if scenario.name else out.name] = scenario.yaml_bytes()
    paths = [out.with_name(name) for name in files]
    for path in paths:
        check_writable(path)  # all of them or none: one may be a table that was read
    for path, data in zip(paths, files.values(), strict=True):
        write_whole(path, data)
    return paths


def _print_quality(voice: Voice, found: Import) -> None:
    findings = found.quality.findings
    if findings:
        voice.line(voice.word("data_notices"), style="yellow")
    for finding in findings[:MOST_QUALITY]:
        place = describe_place(finding.location, voice.language)
        text = describe(finding, voice.language)
        voice.item("  • ", at_place(place, text, voice.language))
    if len(findings) > MOST_QUALITY:
        voice.line(voice.word("more_data_notices", count=len(findings) - MOST_QUALITY))


def _tables(request: ImportRequest, mapping: ImportMapping | None) -> ImportTables:
    """The tables of the command line, else those that the mapping names, beside it."""
    folder = None if request.mapping is None else request.mapping.parent
    named = {"people": request.people, "assignments": request.assignments, "previous": request.previous}
    files: dict[str, TableFile | None] = {}
    for section, path in named.items():
        described = None if mapping is None else getattr(mapping, section)
        if path is None and folder is not None and described is not None and described.table is not None:
            path = folder / described.table
        files[section] = None if path is None else TableFile(path.name, read_file(path, CEILINGS))
    main = TableFile(request.table.name, read_file(request.table, CEILINGS))
    return ImportTables(main, files["people"], files["assignments"], files["previous"])


def _paths_from(folder: Path, request: ImportRequest) -> dict[str, str]:
    """Where a mapping in a folder finds the tables of the command line."""
    named = {"people": request.people, "assignments": request.assignments, "previous": request.previous}
    return {
        section: Path(os.path.relpath(path, folder)).as_posix() for section, path in named.items() if path is not None
    }


def _table_stem(path: Path) -> str:
    return path.name.partition(".")[0] or path.stem

"""What the service answers to an import: the scenario, its tables, and the report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from app.documents.import_report import import_report
from app.documents.import_report_text import import_report_text
from app.messages import Language
from app.schemas.imports import ImportBody
from models.errors import InvalidInput, TooLarge
from models.findings import Finding, FindingList, Location, as_pointer
from models.tables.csv_table import CsvTable
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.json_source import read_json
from scenarios.definition.schema_findings import no_document, schema_findings
from scenarios.importing.import_tables import ImportTables
from scenarios.importing.mapping_loading import read_mapping
from scenarios.importing.run import Import, import_scenarios
from scenarios.importing.table_files import TableFile

PARTS = ("table", "mapping", "people", "assignments", "previous")
"""Parts of a posted form; the first two are needed."""

TABLES = {
    "table": "rows",
    "people": "people_rows",
    "assignments": "assignment_rows",
    "previous": "previous_rows",
}
"""Fields of a JSON body that hold the rows of each table."""

STEM = "import"


class InlineRows(CsvTable):
    """Rows of a JSON body: places are JSON pointers."""

    def place(self, row: int | None, column: str | None) -> Location:
        """The pointer of the row or field."""
        parts = [part for part in (None if row is None else self.rows[row], column) if part is not None]
        return Location(pointer=self.pointer + as_pointer(parts))


@dataclass(frozen=True)
class Upload:
    """One part of a form: the name of its file and its bytes."""

    name: str
    data: bytes


def imported_form(
    parts: Mapping[str, Upload], ceilings: Ceilings, most_cells: int, language: Language
) -> dict[str, Any]:
    """The answer to a posted form. Raises InvalidInput with everything that is wrong, TooLarge."""
    missing = [name for name in PARTS[:2] if name not in parts]
    unknown = sorted(parts.keys() - {*PARTS})
    if missing or unknown:
        faults = [Finding("import_part_missing", Location(pointer=f"/{name}"), {"part": name}) for name in missing]
        known = list(PARTS)
        faults += [
            Finding("import_part_unknown", Location(pointer=f"/{name}"[:60]), {"part": name[:60], "known": known})
            for name in unknown
        ]
        raise InvalidInput(faults)
    mapping = read_mapping(parts["mapping"].data, parts["mapping"].name, ceilings)
    files = {name: TableFile(_plain(part.name), part.data) for name, part in parts.items() if name != "mapping"}
    tables = ImportTables(files["table"], files.get("people"), files.get("assignments"), files.get("previous"))
    stem = files["table"].name.partition(".")[0] or STEM
    try:
        return _answer(import_scenarios(tables, mapping.mapping, stem, ceilings), most_cells, stem, language)
    except InvalidInput as error:
        raise mapping.located(error) from None


def imported_json(body: bytes, ceilings: Ceilings, most_cells: int, language: Language) -> dict[str, Any]:
    """The answer to a JSON body. Raises InvalidInput with everything that is wrong, TooLarge."""
    source = read_json(body, None, ceilings)
    if not isinstance(source.value, Mapping):
        raise InvalidInput([no_document(source.value)])
    try:
        posted = ImportBody.model_validate(source.value)
    except ValidationError as error:
        raise InvalidInput([one for _, one in schema_findings(error, source.value, ImportBody)]) from None
    findings = FindingList()
    rows = _table(posted.rows, TABLES["table"], ceilings, findings)
    others = [
        None if (given := getattr(posted, TABLES[name])) is None else _table(given, TABLES[name], ceilings, findings)
        for name in PARTS[2:]
    ]
    if len(findings):
        raise InvalidInput(tuple(findings))
    tables = ImportTables(rows, *others)
    try:
        return _answer(import_scenarios(tables, posted.mapping, STEM, ceilings), most_cells, STEM, language)
    except InvalidInput as error:
        raise InvalidInput([_in_body(finding) for finding in error.findings]) from None


def _answer(found: Import, most_cells: int, stem: str, language: Language) -> dict[str, Any]:
    cells = len(found.history.cells.cells)
    if cells > most_cells:
        raise TooLarge("variables", cells, most_cells)
    report = import_report(found, language)
    first, *others = found.scenarios
    return {
        "scenario": first.inline,
        "alternatives": {scenario.name: scenario.inline for scenario in others},
        "files": {
            f"{stem}{'-' if scenario.name else ''}{scenario.name}.scenario.yaml": scenario.yaml_bytes().decode()
            for scenario in found.scenarios
        },
        "tables": {name: data.decode() for name, data in found.tables().items()},
        "report": report,
        "report_text": import_report_text(report, found.history.money, language),
    }


def _table(rows: Sequence[object], section: str, ceilings: Ceilings, findings: FindingList) -> CsvTable:
    """Rows of the body as columns of text; what is no plain value is a finding."""
    if len(rows) > ceilings.rows:
        raise TooLarge("rows", len(rows), ceilings.rows)
    names: dict[str, None] = {}
    for place, row in enumerate(rows):
        where = f"/{section}/{place}"
        if not isinstance(row, Mapping):
            findings.add("not_an_object", Location(pointer=where), {"value": str(row)[:60]})
            continue
        names |= dict.fromkeys(row)
        for name, value in row.items():
            if isinstance(value, Mapping | list):
                findings.add("value_not_allowed", Location(pointer=where + as_pointer([name])), {"value": "…"})
    if not rows:
        findings.add("import_no_rows", Location(pointer=f"/{section}"), {})
    objects = [row if isinstance(row, Mapping) else {} for row in rows]
    columns = {name: [_text(row.get(name)) for row in objects] for name in names}
    return InlineRows(columns, range(len(rows)), section, f"/{section}")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value).strip()


def _in_body(finding: Finding) -> Finding:
    """A finding about the mapping stands under `mapping` in the body; one about a row stands where it is."""
    place = finding.location
    if place.pointer.split("/")[1:2] and place.pointer.split("/")[1] in TABLES.values():
        return finding
    return Finding(finding.code, Location(f"/mapping{place.pointer}"), finding.facts)


def _plain(name: str) -> str:
    """A client's file name without folders or characters that a file name should not hold."""
    return re.sub(r"[^\w.\- ]", "_", name.replace("\\", "/").rpartition("/")[2])[:100] or STEM

"""A small company whose history can be added up in the head, and ways to spoil it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

import pytest
import yaml

from models.errors import InvalidInput
from models.finding_codes import CODES
from models.findings import Finding
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.scenario import Scenario
from scenarios.importing.import_tables import ImportTables
from scenarios.importing.mapping_loading import read_mapping
from scenarios.importing.run import Import, import_scenarios
from scenarios.importing.table_files import TableFile

CEILINGS = Ceilings()

MAPPING: Mapping[str, Any] = {
    "schema": "allot.import/1",
    "name": "small 2025",
    "money": {"currency": "CNY", "unit": "major"},
    "columns": {"date": "month", "amount": "sales"},
    "years": {"base": 2024},
    "dimensions": [
        {"name": "product", "role": "product", "column": "product"},
        {"name": "region", "role": "region", "column": "region"},
        {"name": "rep", "role": "person", "column": "rep"},
    ],
    "company_target": {"growth_rate": 0.1},
}

PEOPLE = "name,team,hired\nAnn,North,2020-01-01\nBen,South,2020-01-01\n"
PEOPLE_MAPPING: Mapping[str, Any] = {"columns": {"person": "name", "team": "team", "hire_date": "hired"}}

Row = tuple[str, str, str, str, object]


def rows() -> list[Row]:
    """Ann sells 100 a month in the East, Ben 50 in the West, in 2023 and a tenth more in 2024."""
    found: list[Row] = []
    for year, factor in ((2023, 10), (2024, 11)):
        for month in range(1, 13):
            date = f"{year}-{month:02d}"
            found.append((date, "core", "East", "Ann", 10 * factor))
            found.append((date, "core", "West", "Ben", 5 * factor))
    return found


def csv_of(written: Sequence[Row], header: str = "month,product,region,rep,sales") -> bytes:
    """Rows as a CSV file."""
    return ("\n".join([header, *(",".join(map(str, row)) for row in written)]) + "\n").encode()


def mapping_with(**changes: Any) -> dict[str, Any]:
    """The mapping with other sections; None takes one out."""
    written = deepcopy(dict(MAPPING)) | changes
    return {key: value for key, value in written.items() if value is not None}


def imported(
    written: Sequence[Row] | bytes | TableFile | None = None,
    people_csv: str | None = None,
    assignments_csv: str | None = None,
    previous_csv: str | None = None,
    /,
    **changes: Any,
) -> Import:
    """Import rows with the mapping and its changes. Raises InvalidInput."""
    table = written if isinstance(written, TableFile) else None
    if table is None:
        data = written if isinstance(written, bytes) else csv_of(rows() if written is None else written)
        table = TableFile("sales.csv", data)
    if people_csv is not None:
        changes.setdefault("people", PEOPLE_MAPPING)
    mapping = read_mapping(yaml.safe_dump(mapping_with(**changes), allow_unicode=True).encode(), "m.yaml", CEILINGS)
    others = [
        None if text is None else TableFile("other.csv", text.encode())
        for text in (people_csv, assignments_csv, previous_csv)
    ]
    return import_scenarios(ImportTables(table, *others), mapping.mapping, "small", CEILINGS)


def faults(*arguments: Any, **changes: Any) -> list[Finding]:
    """The findings of an import that is refused; each has the facts that its code promises."""
    with pytest.raises(InvalidInput) as refused:
        imported(*arguments, **changes)
    for finding in refused.value.findings:
        assert set(CODES[finding.code].always) <= set(finding.facts), finding
    return list(refused.value.findings)


def fault(*arguments: Any, **changes: Any) -> Finding:
    """The only finding of an import that is refused."""
    (finding,) = faults(*arguments, **changes)
    return finding


def amounts(found: Import, column: str = "baseline") -> dict[str, int | None]:
    """One column of the cells in minor units, by “product region rep”."""
    return {" ".join(cell.key): getattr(cell, column) for cell in found.history.cells.cells}


def quality(found: Import) -> dict[str, Mapping[str, object]]:
    """Facts of the warnings by code."""
    for finding in found.quality.findings:
        assert set(CODES[finding.code].always) <= set(finding.facts), finding
    return {finding.code: finding.facts for finding in found.quality.findings}


def read_back(found: Import, folder: Any, name: str = "") -> Scenario:
    """A written scenario, read from its files."""
    from scenarios.definition import load_scenario

    for file, data in found.tables().items():
        (folder / file).write_bytes(data)
    scenario = next(one for one in found.scenarios if one.name == name)
    path = folder / "small.scenario.yaml"
    path.write_bytes(scenario.yaml_bytes())
    return load_scenario(path)

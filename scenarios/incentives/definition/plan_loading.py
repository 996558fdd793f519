"""Where incentive plans come from: a file with tables beside it, or the body of a request."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from models.errors import InvalidInput
from models.findings import Fact, Finding, FindingList, Location, near_names
from models.tables.base import Table
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.json_source import read_json
from scenarios.definition.loading import Media, media_of_name, scenario_source
from scenarios.definition.read_files import read_whole
from scenarios.definition.rows import TableReference
from scenarios.definition.table_folder import DiskFolder, TableFolder, UploadedTables
from scenarios.definition.table_reading import TableReader
from scenarios.incentives.definition.allocation import AllocationDocument
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.definition.plan_building import build_plan

PLAN_CEILINGS = Ceilings(bytes=1_000_000_000, rows=5_000_000)
"""A hundred thousand people have 1.2 million rows of monthly actuals."""

_TABLE_ENDINGS = (".csv", ".xlsx")


def load_plan(
    path: Path,
    actuals: Path | None = None,
    ceilings: Ceilings = PLAN_CEILINGS,
    allocation: Path | AllocationDocument | None = None,
    *,
    needs_actuals: bool = True,
) -> LoadedPlan:
    """Read a plan file (`.yaml`, `.yml`, `.json`) and the tables beside it. In the place of the plan's own: `actuals`,
    a table (`.csv`, `.xlsx`), and `allocation`, a plan of targets (`.json`, or as it was built). Without
    `needs_actuals` those of the plan are not read. Raises InvalidInput with all that is wrong, TooLarge over a
    ceiling."""
    media = media_of_name(path.name)
    if media not in ("json", "yaml"):
        raise _refused("plan_file_kind", path, {"file": path.name, "known": [".yaml", ".yml", ".json"]})
    folder = DiskFolder(path.parent)
    source = scenario_source(file_bytes(path), media, path.name, ceilings)
    table = None if actuals is None else _table(actuals, ceilings)
    given = _allocation(allocation, ceilings) if isinstance(allocation, Path) else allocation
    return build_plan(source, folder, ceilings, table, given, needs_actuals=needs_actuals)


def read_plan(
    data: bytes,
    media: Media,
    file: str | None = None,
    tables: Mapping[str, bytes] | None = None,
    ceilings: Ceilings = PLAN_CEILINGS,
    allocation: AllocationDocument | None = None,
    *,
    needs_actuals: bool = True,
) -> LoadedPlan:
    """Read a plan that was posted, with the tables sent along by name, if any. `allocation`: in the place of the plan's
    own. Without `needs_actuals` those of the plan are not read. Raises InvalidInput, TooLarge."""
    if media == "xlsx":
        raise InvalidInput([Finding("plan_file_kind", Location(), {"file": file or "", "known": ["JSON", "YAML"]})])
    folder: TableFolder | None = None if tables is None else UploadedTables(tables)
    source = scenario_source(data, media, file, ceilings)
    return build_plan(source, folder, ceilings, allocation=allocation, needs_actuals=needs_actuals)


def _table(path: Path, ceilings: Ceilings) -> Table:
    """The actuals that are named on a command line. Raises InvalidInput, TooLarge."""
    if path.suffix.lower() not in _TABLE_ENDINGS:
        raise _refused("table_file_kind", path, {"file": path.name, "known": list(_TABLE_ENDINGS)})
    if not path.is_file():
        raise _refused("actuals_file_missing", path, {"path": str(path), "near": _near(path, _TABLE_ENDINGS)})
    findings = FindingList()
    reader = TableReader(DiskFolder(path.parent), ceilings, findings)
    table = reader.read(TableReference(table=path.name), "")
    if table is None or len(findings):
        raise InvalidInput(tuple(findings))
    return table


def _allocation(path: Path, ceilings: Ceilings) -> AllocationDocument:
    """An allocation that is named on a command line. Raises InvalidInput, TooLarge."""
    value = read_json(file_bytes(path), path.name, ceilings).value
    if not isinstance(value, dict):
        raise InvalidInput([Finding("document_without_fields", Location(file=path.name))])
    return AllocationDocument(plan=value)


def file_bytes(path: Path) -> bytes:
    """What a file holds. Raises InvalidInput: `file_missing`, `file_unreadable`."""
    if not path.is_file():
        raise _refused("file_missing", path, {"file": path.name, "near": _near(path)})
    try:
        return read_whole(path)
    except OSError as error:
        raise _refused("file_unreadable", path, {"file": path.name, "reason": error.strerror or str(error)}) from None


def _near(path: Path, endings: tuple[str, ...] = ()) -> list[str]:
    """Names beside a path that are like its own, of files with some endings where such are wanted."""
    beside = sorted(item.name for item in path.parent.iterdir()) if path.parent.is_dir() else []
    wanted = [name for name in beside if not endings or name.lower().endswith(endings)]
    return near_names(path.name, wanted[:500])


def _refused(code: str, path: Path, facts: dict[str, Fact]) -> InvalidInput:
    return InvalidInput([Finding(code, Location(file=path.name), facts)])

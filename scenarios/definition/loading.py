"""Where scenarios come from: a file, or the body of a request."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from models.errors import InvalidInput, TooLarge
from models.findings import Fact, Finding, Location, near_names
from scenarios.definition.building import build_scenario
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.json_source import read_json
from scenarios.definition.read_files import read_whole
from scenarios.definition.scenario import Scenario
from scenarios.definition.source import Source
from scenarios.definition.table_folder import DiskFolder, UploadedTables
from scenarios.definition.yaml_source import read_yaml

Media = Literal["json", "yaml", "xlsx"]

_MEDIA: dict[str, Media] = {".json": "json", ".yaml": "yaml", ".yml": "yaml", ".xlsx": "xlsx"}
_OTHER_WORKBOOKS = (".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods", ".et")
_DEFAULT_CEILINGS = Ceilings()


def load_scenario(path: Path, ceilings: Ceilings = _DEFAULT_CEILINGS) -> Scenario:
    """Read a scenario file (`.yaml`, `.yml`, `.json`, `.xlsx`) and the tables beside it.

    Raises InvalidInput with everything that is wrong, TooLarge over a ceiling.
    """
    media = media_of_name(path.name)
    if path.suffix.lower() in _OTHER_WORKBOOKS:
        raise _refused("workbook_kind", path, {"file": path.name})
    if media is None:
        raise _refused("file_kind_unknown", path, {"file": path.name, "known": sorted(_MEDIA)})
    if not path.is_file():
        beside = sorted(item.name for item in path.parent.iterdir())[:500] if path.parent.is_dir() else []
        raise _refused("file_missing", path, {"file": path.name, "near": near_names(path.name, beside)})
    try:
        _check_size(path.stat().st_size, ceilings)
        data = read_whole(path)
    except OSError as error:
        raise _refused("file_unreadable", path, {"file": path.name, "reason": error.strerror or str(error)}) from None
    return build_scenario(scenario_source(data, media, path.name, ceilings), DiskFolder(path.parent), ceilings)


def read_scenario(data: bytes, media: Media, ceilings: Ceilings = _DEFAULT_CEILINGS) -> Scenario:
    """Read a scenario from bytes. There is no folder: its tables stand inline. Raises InvalidInput, TooLarge."""
    _check_size(len(data), ceilings)
    return build_scenario(scenario_source(data, media, None, ceilings), None, ceilings)


def read_upload(
    data: bytes, media: Media, file: str, tables: Mapping[str, bytes], ceilings: Ceilings = _DEFAULT_CEILINGS
) -> Scenario:
    """Read a scenario that was posted as `file` with its tables, by name, as if they lay in one folder.

    Tables that it does not name get a notice, `table_unused`. Raises InvalidInput, TooLarge.
    """
    _check_size(len(data), ceilings)
    return build_scenario(scenario_source(data, media, file, ceilings), UploadedTables(tables), ceilings)


def media_of_name(name: str) -> Media | None:
    """The kind of scenario that a file's ending stands for; None for any other ending."""
    return _MEDIA.get(Path(name).suffix.lower())


def scenario_source(data: bytes, media: Media, file: str | None, ceilings: Ceilings) -> Source:
    """A scenario's bytes as the plain document that they hold. Raises InvalidInput, malformed, TooLarge."""
    if media == "xlsx":
        from scenarios.definition.workbook.workbook_source import read_workbook  # only those who need it wait for it

        return read_workbook(data, file, ceilings)
    return read_json(data, file, ceilings) if media == "json" else read_yaml(data, file, ceilings)


def _check_size(size: int, ceilings: Ceilings) -> None:
    if size > ceilings.bytes:
        raise TooLarge("bytes", size, ceilings.bytes)


def _refused(code: str, path: Path, facts: dict[str, Fact]) -> InvalidInput:
    return InvalidInput([Finding(code, Location(file=path.name), facts)])

"""How the broken workbooks are made: the sound one of the tests with one thing wrong.

`python -m tests.malformed.workbooks` writes them again; a test compares what they hold with what is said here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.support.workbooks import sheets, workbook

FOLDER = Path(__file__).parent / "workbooks"


def changed(sheet: str, address: str, value: object) -> Callable[[], bytes]:
    """The sound workbook with another value in one cell."""

    def change(book: Any) -> None:
        book[sheet][address] = value

    return lambda: workbook(sheets(), change)


def without(sheet: str) -> Callable[[], bytes]:
    """The sound workbook without one sheet."""
    return lambda: workbook({name: rows for name, rows in sheets().items() if name != sheet})


def merged(sheet: str, cells: str) -> Callable[[], bytes]:
    """The sound workbook with merged cells."""
    return lambda: workbook(sheets(), lambda book: book[sheet].merge_cells(cells))


def headed(sheet: str) -> Callable[[], bytes]:
    """The sound workbook with a title above the header of a sheet."""
    return lambda: workbook({**sheets(), sheet: [["Plan of the year"], [], *sheets()[sheet]]})


WORKBOOKS: Mapping[str, Callable[[], bytes]] = {
    "amount-true": changed("cells", "C2", True),
    "amount-an-error": changed("cells", "C2", "#N/A"),
    "amount-a-formula-never-computed": changed("cells", "C2", "=A1*2"),
    "amount-in-two-readings": changed("cells", "C2", "1.234,5"),
    "amount-with-currency": changed("cells", "C2", "¥100"),
    "cells-merged": merged("cells", "A2:A3"),
    "code-that-lost-digits": changed("cells", "B2", 1234567890123456789),
    "column-unknown": changed("cells", "C1", "basline"),
    "column-unnamed": changed("cells", "D1", None),
    "currency-unknown": changed("scenario", "B3", "CNX"),
    "field-unknown": changed("scenario", "A3", "money.curency"),
    "header-below-a-title": headed("cells"),
    "limit-selector": changed("limits", "C2", "lifecycle"),
    "limit-kind-unknown": changed("limits", "A2", "growht_limit"),
    "member-unknown": changed("cells", "B2", "r9"),
    "parent-unknown": changed("members", "D5", "t9"),
    "sheet-missing": without("cells"),
    "strategy-as-text": changed("strategies", "C2", "60 percent"),
}
"""Builders by the files' names."""


def write_all() -> None:
    """Write every workbook into the folder."""
    FOLDER.mkdir(exist_ok=True)
    for name, build in WORKBOOKS.items():
        (FOLDER / f"{name}.xlsx").write_bytes(build())


if __name__ == "__main__":
    write_all()

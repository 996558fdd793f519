"""Excel workbooks (.xlsx): checked before they are opened, and read sheet by sheet as plain values."""

from __future__ import annotations

import io
import re
import threading
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from models.errors import TooLarge
from models.findings import NO_FACTS, Fact
from models.tables.sheet_values import CellError, CellValue, NotComputed, PercentNumber, is_blank

UNPACKED_PER_BYTE = 4
"""How many times the ceiling on bytes a workbook may take when unpacked: spreadsheets' XML is verbose."""

MAX_COLUMNS = 500
MAX_PARTS = 2000

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 20
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z0-9:]{2,40})\"")
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, EOFError, OSError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError, RuntimeError),
)
"""What openpyxl raises for parts that are missing, cut short or not what they should be."""

_quiet = threading.RLock()
"""openpyxl warns about parts that it leaves out, and the filter of warnings is the whole process's."""


_Result = TypeVar("_Result")


class WorkbookRefused(Exception):
    """A file that is no workbook to read from: `code` is a finding code, `facts` fill its sentence."""

    def __init__(self, code: str, facts: dict[str, Fact] | None = None) -> None:
        self.code, self.facts = code, NO_FACTS if facts is None else facts
        super().__init__(code)


class WorkbookCeilings(NamedTuple):
    """Ceilings of one workbook: bytes packed, rows of a sheet, values of a sheet."""

    bytes: int
    rows: int
    values: int


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet: the rows that are not blank, each cut after its last value, and the number of each (1: the first).

    `merged` holds the ranges of merged cells, such as B3:B7. Hidden rows and sheets count like others.
    """

    name: str
    rows: Sequence[tuple[CellValue, ...]]
    numbers: Sequence[int]
    merged: Sequence[str]


class WorkbookFile:
    """A workbook in memory. Raises WorkbookRefused for bytes that are none, TooLarge over a ceiling."""

    def __init__(self, data: bytes, ceilings: WorkbookCeilings) -> None:
        self._data, self._ceilings = data, ceilings
        _check_package(data, ceilings.bytes * UNPACKED_PER_BYTE)
        self._values = self._opened(formulas=False)

    @property
    def names(self) -> list[str]:
        """Names of the sheets with cells, in the order of their tabs."""
        return [sheet.title for sheet in self._values.worksheets]

    def sheet(self, name: str) -> Sheet:
        """Read one sheet. Raises WorkbookRefused, TooLarge."""
        return _guarded(lambda: self._sheet(name))

    def _sheet(self, name: str) -> Sheet:
        has_formulas, merged = self._markup(self._values[name]._worksheet_path)
        formulas = _rows(self._opened(formulas=True)[name]) if has_formulas else None
        rows: list[tuple[CellValue, ...]] = []
        numbers: list[int] = []
        values = 0
        for number, cells in enumerate(_rows(self._values[name]), start=1):
            values += len(cells)
            row = _plain_row(cells, None if formulas is None else next(formulas, ()))
            if row:
                rows.append(row)
                numbers.append(number)
            if len(rows) > self._ceilings.rows + 1:
                raise TooLarge("rows", len(rows) - 1, self._ceilings.rows)
            if len(row) > MAX_COLUMNS:
                raise TooLarge("columns", len(row), MAX_COLUMNS)
            if values > self._ceilings.values:
                raise TooLarge("values", values, self._ceilings.values)
        return Sheet(name, rows, numbers, merged)

    def _opened(self, *, formulas: bool) -> Any:
        source = io.BytesIO(self._data)
        return _guarded(lambda: load_workbook(source, read_only=True, data_only=not formulas, keep_links=False))

    def _markup(self, path: str) -> tuple[bool, list[str]]:
        """Whether a sheet has formulas, and its merged ranges: what reading cell by cell does not tell."""
        has_formulas, merged, tail = False, dict[str, None](), b""
        with zipfile.ZipFile(io.BytesIO(self._data)) as package, package.open(path.lstrip("/")) as part:
            while chunk := part.read(_CHUNK):
                text = tail + chunk
                has_formulas = has_formulas or _FORMULA.search(text) is not None
                merged.update((found.decode(), None) for found in _MERGED.findall(text))
                tail = text[-200:]
        return has_formulas, list(merged)


def _guarded(work: Callable[[], _Result]) -> _Result:
    """The work's result; whatever openpyxl stumbles over is a damaged file."""
    try:
        with _quiet, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return work()
    except _DAMAGE as error:
        raise WorkbookRefused("workbook_damaged", {"reason": _reason(error)}) from None


def _check_package(data: bytes, max_unpacked: int) -> None:
    """Whether these bytes are a macro-free .xlsx of a bearable size, found out without unpacking it."""
    if data.startswith(_OLE):
        raise WorkbookRefused("workbook_encrypted" if _ENCRYPTED in data else "workbook_old")
    if not data.startswith(_ZIP):
        raise WorkbookRefused("workbook_other")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            unpacked = sum(part.file_size for part in parts)
            if unpacked > max_unpacked:
                raise TooLarge("bytes", unpacked, max_unpacked)
            names = {part.filename.lower() for part in parts}
            if len(parts) > MAX_PARTS or any(part.flag_bits & 1 for part in parts):
                raise WorkbookRefused("workbook_damaged", {"reason": "not as Excel writes it"})
            if any(name.endswith("vbaproject.bin") for name in names):
                raise WorkbookRefused("workbook_macros")
            if "xl/workbook.bin" in names:
                raise WorkbookRefused("workbook_old")
            if "[content_types].xml" not in names:
                raise WorkbookRefused("workbook_other")
            if any(_declares_type(package, part) for part in parts):
                raise WorkbookRefused("workbook_damaged", {"reason": "a part declares entities"})
    except _DAMAGE as error:
        raise WorkbookRefused("workbook_damaged", {"reason": _reason(error)}) from None


def _reason(error: Exception) -> str:
    if isinstance(error, zipfile.BadZipFile | zlib.error | EOFError):
        return "its archive is broken"
    return "its XML is broken" if isinstance(error, ParseError) else str(error)[:120]


def _declares_type(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """XML with a document type may define entities that grow without end; spreadsheets never write one."""
    if not part.filename.lower().endswith((".xml", ".rels")):
        return False
    with package.open(part) as opened:
        return b"<!DOCTYPE" in opened.read(2048).replace(b"\0", b"")


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what the file says about its size may be wrong, by mistake or on purpose
    return iter(sheet.iter_rows())


def _plain_row(cells: tuple[Any, ...], formulas: tuple[Any, ...] | None) -> tuple[CellValue, ...]:
    """The row's values up to the last that is not blank."""
    row = [_plain(cell) for cell in cells]
    for place, formula in enumerate(formulas or ()):
        # A formula that came to an empty text has a type; one that was never computed has neither type nor value.
        if formula.data_type == "f" and row[place] is None and cells[place].data_type == "n":
            row[place] = NotComputed(str(formula.value)[:60])
    while row and is_blank(row[-1]):
        row.pop()
    return tuple(row)


def _plain(cell: Any) -> CellValue:
    value: CellValue = cell.value
    if value is None or isinstance(value, str):
        return CellError(value) if value is not None and cell.data_type == "e" else value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in cell.number_format:
        return PercentNumber(value)
    return value

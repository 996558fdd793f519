"""Writes a program in free MPS with full precision and names of our own: the path that every build of CBC reads.

Names are x0000001… and c0000001…, so that no user text can collide, escape or be taken for a number. Rows without any
bound are left out (MPS would make a second objective of them); `written_rows` says which remain.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path

import numpy as np

from models.arrays import FloatArray, IntArray
from models.program import LinearProgram


def written_rows(program: LinearProgram) -> IntArray:
    """Indices of the rows that appear in the file, in order."""
    bounded = np.isfinite(program.row_lower) | np.isfinite(program.row_upper)
    return np.flatnonzero(bounded).astype(np.int64)


def write_mps(program: LinearProgram, path: Path) -> None:
    """Write `program` to a new file. Raises OSError.

    `FREE` after NAME and a name for the bound set are not optional: without them CBC misreads some bounds.
    """
    columns = [f"x{j:07d}" for j in range(1, program.n_columns + 1)]
    rows = written_rows(program)
    names = [f"c{i:07d}" for i in range(1, len(rows) + 1)]
    lower, upper = program.row_lower[rows], program.row_upper[rows]
    lines = chain(
        ("NAME ALLOT FREE", "ROWS", " N obj"),
        map(" {} {}".format, _row_kinds(lower, upper), names),
        ("COLUMNS",),
        _column_lines(program, columns, rows, names),
        ("RHS", f" RHS obj {-program.offset!r}"),
        map(" RHS {} {!r}".format, names, np.where(np.isfinite(upper), upper, lower).tolist()),
        ("RANGES",),
        _range_lines(lower, upper, names),
        ("BOUNDS",),
        _bound_lines(program, columns),
        ("ENDATA", ""),
    )
    with path.open("x", encoding="ascii") as file:
        file.write("\n".join(lines))


def _row_kinds(lower: FloatArray, upper: FloatArray) -> list[str]:
    kinds = np.where(np.isfinite(upper), "L", "G")
    kinds = np.where(lower == upper, "E", kinds)
    return [str(kind) for kind in kinds]


def _range_lines(lower: FloatArray, upper: FloatArray, names: list[str]) -> Iterator[str]:
    for i in np.flatnonzero(np.isfinite(lower) & np.isfinite(upper) & (lower != upper)):
        yield f" RNG {names[i]} {float(upper[i] - lower[i])!r}"


def _column_lines(program: LinearProgram, columns: list[str], rows: IntArray, names: list[str]) -> Iterator[str]:
    """Columns in order, integer runs between markers; every column names its cost, so that none goes missing."""
    kept = program.matrix[rows, :] if len(rows) < program.n_rows else program.matrix
    starts = kept.indptr.tolist()
    indices, data = kept.indices.tolist(), kept.data.tolist()
    costs, integer = program.objective.tolist(), program.integer.tolist()
    inside = False
    for j, column in enumerate(columns):
        if integer[j] is not inside:
            yield _marker(j, opens=integer[j])
            inside = integer[j]
        yield f" {column} obj {costs[j]!r}"
        entries = slice(starts[j], starts[j + 1])
        yield from map(" {} {} {!r}".format, repeat(column), map(names.__getitem__, indices[entries]), data[entries])
    if inside:
        yield _marker(len(columns), opens=False)


def _marker(number: int, *, opens: bool) -> str:
    return f" M{number} 'MARKER' '{'INTORG' if opens else 'INTEND'}'"


def _bound_lines(program: LinearProgram, columns: list[str]) -> Iterator[str]:
    """Both bounds of every column: integer columns have another default than continuous ones."""
    infinite = float("inf")
    bounds = zip(columns, program.col_lower.tolist(), program.col_upper.tolist(), strict=True)
    for column, lower, upper in bounds:
        if lower == upper:
            yield f" FX BND {column} {lower!r}"
        elif lower == -infinite and upper == infinite:
            yield f" FR BND {column}"
        else:
            yield f" MI BND {column}" if lower == -infinite else f" LO BND {column} {lower!r}"
            yield f" PL BND {column}" if upper == infinite else f" UP BND {column} {upper!r}"

"""CBC's two binary files: the model that `-restoreModel` reads, and the solution that `-saveSolution` writes.

Neither is documented. Both were learned from this build (Clp 1.17 inside CBC 2.10.3, little-endian x86-64), so
`cbc_probe` tries them on a tiny program before anything relies on them.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from models.arrays import FloatArray
from models.program import LinearProgram

CLP_INFINITY = sys.float_info.max
TOLERANCE = 1e-7
STEEPEST = 0xC2
"""Pivot rule as saved: steepest edge (2) in mode 3."""

SCALARS = np.dtype(
    [
        ("direction", "<f8"),
        ("dual_limit", "<f8"),
        ("primal_limit", "<f8"),
        ("dual_tolerance", "<f8"),
        ("primal_tolerance", "<f8"),
        ("objective_offset", "<f8"),
        ("max_seconds", "<f8"),
        ("max_wall_seconds", "<f8"),
        ("presolve_tolerance", "<f8"),
        ("objective_value", "<f8"),
        ("dual_bound", "<f8"),
        ("dual_tolerance_in_use", "<f8"),
        ("primal_tolerance_in_use", "<f8"),
        ("sum_dual_infeasibilities", "<f8"),
        ("sum_primal_infeasibilities", "<f8"),
        ("infeasibility_cost", "<f8"),
        ("rows", "<i4"),
        ("columns", "<i4"),
        ("max_iterations", "<i4"),
        ("max_iterations_hot", "<i4"),
        ("name_discipline", "<i4"),
        ("iterations", "<i4"),
        ("problem_status", "<i4"),
        ("iteration_limit", "<i4"),
        ("name_length", "<i4"),
        ("dual_infeasibilities", "<i4"),
        ("dual_infeasibilities_free", "<i4"),
        ("primal_infeasibilities", "<i4"),
        ("refinements", "<i4"),
        ("scaling", "<i4"),
        ("algorithm", "<i4"),
        ("special_options", "<i4"),
        ("dual_pivot", "<i4"),
        ("primal_pivot", "<i4"),
        ("matrix_storage", "<i4"),
        ("padding", "<i4"),
    ]
)
"""The fixed head of a saved model, 208 bytes."""
BASIC, AT_LOWER, AT_UPPER, FREE = 1, 3, 2, 0


class SolutionFileError(Exception):
    """The solution file is missing, cut short, or of another program."""


@dataclass(frozen=True, eq=False)
class SavedSolution:
    """The arrays of a solution file, as doubles, in CBC's own sign convention."""

    row_activity: FloatArray
    row_duals: FloatArray
    values: FloatArray
    reduced_costs: FloatArray


def write_model(program: LinearProgram, path: Path) -> None:
    """Write `program` (its offset and integer marks are not part of the format) for `-restoreModel`. Raises OSError."""
    n, m = program.n_columns, program.n_rows
    matrix = program.matrix
    with path.open("xb") as file:
        file.write(_scalars(n, m).tobytes())
        _write_count(file, 0)  # the problem's name
        for length in (m, n, m, n):  # row activity, column activity, duals, reduced costs: a cold start
            _write_doubles(file, np.zeros(length))
        _write_doubles(file, _finite(program.row_lower))
        _write_doubles(file, _finite(program.row_upper))
        _write_doubles(file, program.objective)
        _write_count(file, 0)  # row objective
        _write_doubles(file, _finite(program.col_lower))
        _write_doubles(file, _finite(program.col_upper))
        _write_count(file, 0)  # ray
        _write_count(file, n + m)
        file.write(_starting_statuses(program).tobytes())
        _write_count(file, 0)  # no integer marks; without this a matrix of one entry is taken for a 1 = "marks follow"
        _write_count(file, int(matrix.nnz))
        file.write(np.ascontiguousarray(matrix.data, dtype="<f8").data)
        file.write(np.ascontiguousarray(matrix.indices, dtype="<i4").data)
        file.write(np.ascontiguousarray(matrix.indptr, dtype="<i4").data)
        file.write(np.ascontiguousarray(np.diff(matrix.indptr), dtype="<i4").data)


def read_solution(path: Path, n: int, m: int) -> SavedSolution:
    """Read a solution of n columns and m rows. Raises SolutionFileError when the file is not exactly that."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise SolutionFileError("the solver wrote no solution file") from None
    expected = 16 + 16 * (n + m)
    if len(data) != expected:
        raise SolutionFileError(f"the solution file has {len(data)} bytes of {expected}")
    rows, columns = (int(count) for count in np.frombuffer(data, "<i4", 2))
    if (rows, columns) != (m, n):
        raise SolutionFileError(f"the solution file is of {rows} rows and {columns} columns, not {m} and {n}")
    doubles = np.frombuffer(data, "<f8", 2 * (n + m), 16).astype(np.float64)
    activity, duals, values, reduced_costs = np.split(doubles, [m, 2 * m, 2 * m + n])
    if not np.isfinite(values).all():
        raise SolutionFileError("the solution file has values that are not numbers")
    return SavedSolution(activity, duals, values, reduced_costs)


def _scalars(n: int, m: int) -> np.ndarray[tuple[int], np.dtype[np.void]]:
    """The head for a minimisation that was never solved; every other field is zero."""
    head = np.zeros(1, SCALARS)
    head["direction"] = 1.0
    head["dual_limit"] = head["primal_limit"] = CLP_INFINITY
    for name in ("dual_tolerance", "primal_tolerance", "dual_tolerance_in_use", "primal_tolerance_in_use"):
        head[name] = TOLERANCE
    head["max_seconds"] = head["max_wall_seconds"] = -1.0  # no limit
    head["presolve_tolerance"] = 1e-8
    head["dual_bound"] = head["infeasibility_cost"] = 1e10
    head["rows"], head["columns"] = m, n
    head["max_iterations"] = head["iteration_limit"] = np.iinfo(np.int32).max
    head["max_iterations_hot"] = 9_999_999
    head["name_discipline"] = 1
    head["problem_status"] = -1  # not solved
    head["primal_infeasibilities"] = 100  # as saved by this build
    head["scaling"] = 3
    head["dual_pivot"] = head["primal_pivot"] = STEEPEST
    head["matrix_storage"] = 1
    return head


def _starting_statuses(program: LinearProgram) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """The slack basis: columns at a finite bound, rows basic."""
    columns = np.where(np.isfinite(program.col_upper), AT_UPPER, FREE)
    columns = np.where(np.isfinite(program.col_lower), AT_LOWER, columns)
    rows = np.full(program.n_rows, BASIC)
    return np.concatenate([columns, rows]).astype(np.uint8)


def _finite(bounds: FloatArray) -> FloatArray:
    return np.clip(bounds, -CLP_INFINITY, CLP_INFINITY)


def _write_count(file: BinaryIO, count: int) -> None:
    file.write(np.int32(count).tobytes())


def _write_doubles(file: BinaryIO, values: FloatArray) -> None:
    _write_count(file, values.shape[0])
    file.write(np.ascontiguousarray(values, dtype="<f8").data)

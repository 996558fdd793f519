"""linopy with HiGHS: labelled arrays, totals by groupby on the sparse path, handed over in memory."""

from __future__ import annotations

import linopy
import numpy as np
import pandas as pd
import xarray as xr
from scipy.sparse import coo_array, sparray

from models.allocation.linearisation import Linearisation
from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray
from scenarios.stopwatch import Stopwatch

linopy.options["semantics"] = "v1"  # the sparse path asks for it


def solve(lean: Linearisation, watch: Stopwatch) -> FloatArray:
    """Values of the lean program's columns."""
    program = lean.program
    with watch.phase("build"):
        model, columns = _columns(program.col_lower, program.col_upper)
        _add_rows(model, columns, program.matrix, program.row_lower, program.row_upper)
        model.add_objective((xr.DataArray(program.objective, columns.coords) * columns).sum())
    return _solved(model, columns, watch)


def solve_exact(program: SeparableProgram, watch: Stopwatch) -> FloatArray:
    """x per cell from the quadratic program; |x − a| as a variable with two rows per cell."""
    with watch.phase("build"):
        model, columns = _columns(program.lower, program.upper)
        _add_rows(model, columns, program.matrix, program.row_lower, program.row_upper)
        data = {
            name: xr.DataArray(values, columns.coords)
            for name, values in {
                "half": 0.5 / program.curvature,
                "price": program.price - program.reference / program.curvature,
                "anchor": program.anchor,
                "weight": program.anchor_weight,
            }.items()
        }
        moved = model.add_variables(lower=0.0, coords=columns.coords, name="moved")
        model.add_constraints(moved - columns >= -data["anchor"], name="fallen")
        model.add_constraints(moved + columns >= data["anchor"], name="risen")
        square = (data["half"] * columns * columns).sum()
        model.add_objective(square + (data["price"] * columns + data["weight"] * moved).sum())
    return _solved(model, columns, watch)


def _columns(lower: FloatArray, upper: FloatArray) -> tuple[linopy.Model, linopy.Variable]:
    model = linopy.Model(sparse=True)
    index = pd.RangeIndex(lower.shape[0], name="column")
    return model, model.add_variables(pd.Series(lower, index), pd.Series(upper, index), name="x")


def _add_rows(
    model: linopy.Model, columns: linopy.Variable, matrix: sparray, row_lower: FloatArray, row_upper: FloatArray
) -> None:
    meets = row_lower == row_upper
    for name, sign, side, chosen in (
        ("meet", "=", row_lower, meets),
        ("floor", ">=", row_lower, np.isfinite(row_lower) & ~meets),
        ("cap", "<=", row_upper, np.isfinite(row_upper) & ~meets),
    ):
        rows = np.flatnonzero(chosen)
        entries = coo_array(matrix.tocsr()[rows])
        picked = columns.isel(column=xr.DataArray(entries.col, dims="entry"))
        terms = xr.DataArray(entries.data, dims="entry") * picked
        totals = terms.groupby(xr.DataArray(entries.row, dims="entry", name="row")).sum()
        model.add_constraints(totals, sign, xr.DataArray(side[rows], {"row": np.arange(rows.size)}), name=name)


def _solved(model: linopy.Model, columns: linopy.Variable, watch: Stopwatch) -> FloatArray:
    with watch.phase("solve"):
        status, condition = model.solve("highs", io_api="direct", output_flag=False)
    if status != "ok":
        raise RuntimeError(condition)
    with watch.phase("read"):
        values: FloatArray = columns.solution.to_numpy()
        return values

"""Auxiliary columns: the proximal rounds end where an independent solver does, and their error bound holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.allocation.proximal import polish_columns
from models.allocation.strategy import ReferenceSource, Strategy, Weights
from tests.support.oracle import oracle_targets
from tests.support.random_companies import Kind, random_company
from tests.support.solving import formulation_of

PLAIN = Weights(fit=1.0, strategic=0.1, profit=0.1, stability=0.05)


def strategy(**weights: float) -> Strategy:
    return Strategy("one", {ReferenceSource.EQUAL: 1.0}, 0.3, replace(PLAIN, **weights))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "weights",
    [{"fairness": 0.1}, {"fairness": 2.0}, {"load": 0.3}, {"fairness": 0.5, "load": 0.3}, {"fit": 0.3, "load": 1.0}],
)
def test_ends_where_an_interior_point_method_does(seed: int, weights: dict[str, Any]) -> None:
    program = formulation_of(random_company(seed, Kind(cells=16)).problem, strategy(**weights)).program
    assert program.n_auxiliary
    found, wanted = polish_columns(program, np.zeros(program.n_rows)), oracle_targets(program)
    n = program.n_cells
    # The oracle ends within its own tolerance: it may not be better, and lies where ours does.
    assert program.objective(found.targets) <= program.objective(wanted) + 1e-6 * program.scale
    assert found.targets[:n] == pytest.approx(wanted[:n], abs=max(found.cell_error, 1e-4 * program.scale))
    assert program.row_violation(found.targets)[np.isinf(program.penalty)].max(initial=0.0) <= 1e-7 * program.scale


@pytest.mark.parametrize("seed", range(4))
def test_the_error_bound_holds(seed: int) -> None:
    program = formulation_of(random_company(seed, Kind(cells=16)).problem, strategy(fairness=0.5, load=0.2)).program
    exact = polish_columns(program, np.zeros(program.n_rows))
    rough = polish_columns(program, np.zeros(program.n_rows), rough=True)
    n = program.n_cells
    distance = float(np.abs(rough.targets[:n] - exact.targets[:n]).max())
    assert distance <= rough.cell_error + exact.cell_error


def test_without_auxiliary_columns_it_is_the_polish() -> None:
    program = formulation_of(random_company(1, Kind(cells=8)).problem, strategy()).program
    assert program.n_auxiliary == 0
    assert polish_columns(program, np.zeros(program.n_rows)).rounding >= 0.0


def test_the_cells_part_keeps_the_limits_rows() -> None:
    formulation = formulation_of(random_company(2, Kind(cells=8)).problem, strategy(fairness=0.5, load=0.2))
    whole, cells = formulation.program, formulation.program.of_cells()
    assert (cells.n_auxiliary, cells.n_columns) == (0, whole.n_cells)
    limits = np.flatnonzero(formulation.row_of >= 0)
    np.testing.assert_array_equal(
        cells.matrix.toarray()[: limits.size], whole.matrix[limits].toarray()[:, : cells.n_cells]
    )


def test_a_moved_centre_changes_nothing_but_the_centre() -> None:
    program = formulation_of(random_company(2, Kind(cells=8)).problem, strategy(fairness=0.5)).program
    centre = np.arange(1.0, program.n_auxiliary + 1.0)
    moved = program.centred(centre, 3.0)
    n, x = program.n_cells, np.maximum(program.reference, 1.0)
    np.testing.assert_array_equal(moved.reference[n:], centre)
    np.testing.assert_array_equal(moved.curvature[n:], 3.0 * program.curvature[n:])
    np.testing.assert_array_equal(moved.column_loss(x), program.column_loss(x))
    np.testing.assert_allclose(moved.row_curvature, moved.squared @ moved.curvature)

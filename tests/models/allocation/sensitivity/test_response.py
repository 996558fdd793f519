"""The response of a number, against solving again with a little more of everything."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.binding import binding_limits
from models.allocation.polish import polish
from models.allocation.sensitivity.response import response_of, row_multipliers
from tests.support.problems import BALANCED, random_problem
from tests.support.solving import formulation_of, linear_start

TINY = 1e-4


@given(st.integers(0, 10**4))
@settings(max_examples=5, derandomize=True)
def test_rows_and_prices_move_a_number_as_the_response_says(seed: int) -> None:
    formulation = formulation_of(random_problem(40, seed), BALANCED)
    program = formulation.program
    found = polish(program, linear_start(program))
    cells = np.arange(program.n_cells) % 3 == seed % 3
    response = response_of(program, found, cells)
    own = float(found.targets[cells].sum())

    price = np.where(np.arange(program.n_columns) == seed % program.n_columns, TINY, 0.0)
    priced = polish(program.priced(price), found.multipliers)
    expected = -response.to_price @ price
    assert float(priced.targets[cells].sum()) - own == pytest.approx(
        expected, abs=1e-6 * program.row_scale.max() * TINY
    )

    for row in np.flatnonzero(found.multipliers)[:4]:
        lower, upper = program.row_lower.copy(), program.row_upper.copy()
        lower[row] += TINY
        upper[row] += TINY
        moved = polish(replace(program, row_lower=lower, row_upper=upper), found.multipliers)
        change = float(moved.targets[cells].sum()) - own
        assert change == pytest.approx(response.of_rows[row] * TINY, abs=1e-5 * TINY + 1e-9)


def test_what_a_number_gives_is_never_more_than_its_own_cells_do() -> None:
    formulation = formulation_of(random_problem(40, 1), BALANCED)
    program = formulation.program
    found = polish(program, linear_start(program))
    cells = np.arange(program.n_cells) < 7
    assert 0.0 <= response_of(program, found, cells).give <= program.curvature[:7].sum()


def test_everybody_together_gives_nothing() -> None:
    formulation = formulation_of(random_problem(40, 1), BALANCED)
    program = formulation.program
    found = polish(program, linear_start(program))
    give = response_of(program, found, np.ones(program.n_cells, dtype=np.bool_)).give
    assert give == pytest.approx(0.0, abs=1e-6 * program.curvature.sum())


def test_multipliers_of_all_limit_rows_are_the_prices_of_what_binds() -> None:
    formulation = formulation_of(random_problem(60, 2, slack=0.005), BALANCED)
    found = polish(formulation.program, linear_start(formulation.program))
    held = row_multipliers(formulation, found)
    binding = binding_limits(formulation, found)
    assert {item.identity.name for item in binding} >= {"cell", "company target"}
    for item in binding:
        assert held[item.row] == pytest.approx(-item.price)

"""The shape of cells: season times availability."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.allocation.problem import AllocationProblem
from tests.support.phasing import DOUBLE_DECEMBER, phased, season
from tests.support.problems import flat, two_by_two


def company(hire_date: str | None = None) -> AllocationProblem:
    regions = flat("region", ["east", "west"], **({} if hire_date is None else {"east": {"hire_date": hire_date}}))
    return two_by_two(dimensions=(flat("product", ["a", "b"]), regions))


def shares(problem: AllocationProblem) -> np.ndarray:
    assert problem.shapes is not None
    return problem.shapes.shares


def test_without_rows_all_months_are_equal() -> None:
    assert shares(phased(company())) == pytest.approx(np.full((4, 12), 1 / 12))


def test_the_year_is_given_so_ramp_only_moves_it() -> None:
    # East from March at half speed: half a part, eight parts, December's two: 10.5.
    found = shares(phased(company("2025-03-01"), season(DOUBLE_DECEMBER), ramp=[0.5]))
    assert found[0] * 10.5 == pytest.approx([0, 0, 0.5, 1, 1, 1, 1, 1, 1, 1, 1, 2])
    assert found[1] * 13 == pytest.approx(DOUBLE_DECEMBER)


def test_a_cell_that_is_never_available_is_known() -> None:
    problem = phased(company("2025-12-01"), season((*(1,) * 11, 0)))
    assert problem.shapes is not None
    assert problem.shapes.idle.tolist() == [0, 2]
    assert shares(problem)[0] == pytest.approx([1 / 11] * 11 + [0])


@given(
    st.lists(st.integers(0, 1000), min_size=12, max_size=12).filter(any),
    st.dates(),
    st.lists(st.floats(0, 1), max_size=6),
)
def test_shares_are_never_negative_and_add_up_to_one(months: list[int], hired: object, ramp: list[float]) -> None:
    found = shares(phased(company(str(hired)), season(months), ramp=ramp))
    assert (found >= 0).all()
    assert found.sum(axis=1) == pytest.approx(np.ones(4), abs=1e-12)

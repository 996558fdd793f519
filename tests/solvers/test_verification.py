"""Our own check against points that are wrong in one way each."""

from __future__ import annotations

import numpy as np
import pytest

from solvers.micro_programs import INF, program
from solvers.verification import RAW_TOLERANCE, verify

ONE = program([1, 2], [[1, 1], [1000, 0]], [4, -INF], [INF, 3000], upper=[3, INF], integer=[False, True], offset=10)


def test_a_good_point_passes() -> None:
    check = verify(ONE, np.array([3.0, 1.0]), claimed_objective=15.0)
    assert check.passed()
    assert check.objective == 15
    assert (check.worst_row, check.worst_column) == (None, None)


def test_row_violation_is_relative_to_its_terms() -> None:
    check = verify(ONE, np.array([3.003, 1.0]))
    assert check.row_absolute == pytest.approx(3)
    assert check.row_relative == pytest.approx(3 / 3003)
    assert check.worst_row == 1


@pytest.mark.parametrize(
    ("values", "claimed"),
    [
        ([3.0, 0.0], None),
        ([3.0 + 1e-5, 1.0], None),
        ([3.0, 1.5], None),
        ([3.0, 1.0], 15.001),
        ([float("nan"), 1.0], None),
    ],
    ids=["row", "bound", "integer", "objective", "not a number"],
)
def test_a_bad_point_fails(values: list[float], claimed: float | None) -> None:
    check = verify(ONE, np.array(values), claimed)
    assert not check.passed()
    assert not check.passed(RAW_TOLERANCE)


def test_shapes_must_fit() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        verify(ONE, np.zeros(3))

"""What no solver may see is refused before a solver sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csc_array

from models.program import MAX_MAGNITUDE, LinearProgram, ProgramError

INF = np.inf
ONE = LinearProgram(
    objective=np.array([1.0, 2.0]),
    col_lower=np.zeros(2),
    col_upper=np.array([3.0, INF]),
    row_lower=np.array([4.0]),
    row_upper=np.array([INF]),
    matrix=csc_array(np.array([[1.0, 1.0]])),
    integer=np.array([False, True]),
)


def test_a_sound_program_passes() -> None:
    ONE.check()
    assert (ONE.n_columns, ONE.n_rows, ONE.is_integer) == (2, 1, True)


def test_bytes_count_every_array() -> None:
    # Three arrays of 2 numbers and one of 2 marks for the columns, two arrays of 1 number for the row.
    dense = 3 * 2 * 8 + 2 + 2 * 8
    sparse = sum(part.nbytes for part in (ONE.matrix.data, ONE.matrix.indices, ONE.matrix.indptr))
    assert ONE.nbytes == dense + sparse


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"objective": np.array([1.0, np.nan])}, "objective: not a number"),
        ({"objective": np.array([1.0, INF])}, "objective: a magnitude"),
        ({"objective": np.array([1.0])}, "do not fit"),
        ({"col_lower": np.array([0.0, np.nan])}, "column bounds: not a number"),
        ({"col_lower": np.array([4.0, 0.0])}, "column 0 has its lower bound above"),
        ({"col_upper": np.array([3.0])}, "do not fit"),
        ({"integer": np.array([True])}, "do not fit"),
        ({"row_lower": np.array([5.0]), "row_upper": np.array([4.0])}, "row 0 has its lower bound above"),
        ({"row_upper": np.array([4.0, 5.0])}, "differ in length"),
        ({"row_upper": np.array([10 * MAX_MAGNITUDE])}, "row bounds: a magnitude"),
        ({"matrix": csc_array(np.array([[1.0, np.nan]]))}, "matrix: not a number"),
        ({"matrix": csc_array(np.array([[1.0, 1e31]]))}, "matrix: a magnitude"),
        ({"matrix": csc_array(np.ones((2, 2)))}, "do not fit"),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
def test_what_solvers_would_misread_is_refused(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(ProgramError, match=words):
        replace(ONE, **changed).check()

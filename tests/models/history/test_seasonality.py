"""Shape of the year."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from models.history.seasonality import SHARE_UNITS, seasonality_of

EVEN = [1] * 12


def sums(*groups: list[list[int]]) -> np.ndarray:
    return np.array(groups, dtype=np.int64)


def test_a_group_is_mixed_with_the_company() -> None:
    december = [0] * 11 + [12]
    found = seasonality_of(sums([EVEN], [december]), prior_months=1)
    # The company sells 1 in each of eleven months and 13 in December: 1/24 and 13/24.
    assert abs(found.company[-1] - SHARE_UNITS * 13 / 24) < 1
    # December alone: n = 1 month with sales, w = 1/2, so (1 + 13/24) / 2 = 37/48.
    assert found.weight.tolist() == [12 / 13, 1 / 2]
    assert abs(found.shares[1, -1] - SHARE_UNITS * 37 / 48) < 1


def test_years_weigh_the_same() -> None:
    january, december = [100] + [0] * 11, [0] * 11 + [1]
    found = seasonality_of(sums([january, december]), prior_months=0)
    assert found.shares[0].tolist() == [500_000] + [0] * 10 + [500_000]


def test_returns_count_as_zero() -> None:
    found = seasonality_of(sums([[-5, 1, 1] + [0] * 9]), prior_months=0)
    assert found.shares[0].tolist() == [0, 500_000, 500_000] + [0] * 9


def test_nothing_sold_gives_even_months() -> None:
    found = seasonality_of(sums([[0] * 12]))
    assert sorted(set(found.shares[0].tolist())) == [83_333, 83_334]


@given(hnp.arrays(np.int64, (3, 2, 12), elements=st.integers(-(10**9), 10**12)), st.integers(0, 60))
def test_shares_add_up_to_one(history: np.ndarray, prior: int) -> None:
    found = seasonality_of(history, prior)
    assert (found.shares.sum(axis=1) == SHARE_UNITS).all()
    assert found.company.sum() == SHARE_UNITS
    assert (found.shares >= 0).all()

"""Slopes, intervals and rank correlations against formulas written anew."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from models.allocation.certificate.association import Association, associate
from models.allocation.certificate.rules import Missing


def found_for(z: list[float], d: list[float], *, equal: bool = False) -> Association:
    return associate("size", np.array(z), np.array(d), 0.95, equal=equal)


def test_the_slope_of_the_neutrality_limit() -> None:
    """400 and 600 sold, difficulties 2 and 1.2: (d₂ − d₁)/2 = −0.4, the example of the limit."""
    found = found_for([400, 600], [2.0, 1.2])
    assert found.slope == pytest.approx(-0.4)
    assert (found.low, found.high, found.rank_correlation) == (None, None, None)
    assert (found.missing, found.rank_missing) == (None, Missing.TOO_FEW)


def test_an_exact_line() -> None:
    found = found_for([1, 2, 3], [0.9, 1.0, 1.1])
    spread = np.sqrt(2 / 3)
    assert found.slope == pytest.approx(0.1 * spread)
    assert found.low == pytest.approx(0.1 * spread, abs=1e-6)
    assert found.high == pytest.approx(0.1 * spread, abs=1e-6)
    assert found.rank_correlation == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("z", "missing"),
    [([], Missing.NO_DATA), ([3.0], Missing.TOO_FEW), ([3.0, 3.0, 3.0], Missing.NO_SPREAD)],
)
def test_nothing_to_compare(z: list[float], missing: Missing) -> None:
    found = found_for(z, [1.0 + place for place in range(len(z))])
    assert (found.slope, found.rank_correlation) == (None, None)
    assert found.missing is found.rank_missing is missing


def test_unknown_values_are_left_out() -> None:
    found = found_for([1, np.nan, 3, 4], [0.9, 77.0, 1.1, 1.2])
    known = found_for([1, 3, 4], [0.9, 1.1, 1.2])
    assert found == known
    assert found.count == 3


def test_equal_difficulties_have_no_order() -> None:
    found = found_for([1, 2, 3], [1.0, 1.0, 1.0])
    assert (found.slope, found.low, found.high) == (0.0, 0.0, 0.0)
    assert (found.rank_correlation, found.rank_missing) == (None, Missing.ALL_EQUAL)
    rounded = found_for([1, 2, 3], [1.0, 1.0000001, 1.0000002], equal=True)
    assert (rounded.rank_correlation, rounded.rank_missing) == (None, Missing.ALL_EQUAL)


@pytest.mark.parametrize(
    ("z", "d", "p_value"),
    [
        ([1, 2, 3], [3.0, 2.0, 1.0], 2 / 6),  # only the falling and the rising order are as strong
        ([1, 2, 3, 4], [1.0, 2.0, 3.0, 4.0], 2 / 24),
        ([1, 2, 3, 4, 5], [2.0, 1.0, 3.0, 5.0, 4.0], 16 / 120),
        ([1, 2, 3], [1.0, 1.0, 2.0], 4 / 6),  # the one that differs stands at either end
    ],
)
def test_p_values_of_few_people_count_every_order(z: list[float], d: list[float], p_value: float) -> None:
    assert found_for(z, d).p_value == pytest.approx(p_value, abs=1e-12)


def test_the_p_value_of_many_people_is_about_the_share_of_orders() -> None:
    rng = np.random.default_rng(1)
    z, d = rng.normal(size=9), rng.normal(size=9)
    found = found_for(z.tolist(), d.tolist())
    assert found.rank_correlation is not None and found.p_value is not None
    drawn = [np.corrcoef(ranks(z), rng.permutation(9))[0, 1] for _ in range(5000)]
    share = np.mean(np.abs(drawn) >= abs(found.rank_correlation) - 1e-9)
    assert found.p_value == pytest.approx(share, abs=0.04)


VALUES = st.integers(0, 1000).map(float)


@given(st.lists(st.tuples(VALUES, VALUES), min_size=4, max_size=30))
def test_against_formulas_written_anew(pairs: list[tuple[float, float]]) -> None:
    z, d = (np.array(column) for column in zip(*pairs, strict=True))
    found = associate("z", z, d, 0.95, equal=False)
    if np.ptp(z) == 0:
        assert found.missing is Missing.NO_SPREAD
        return
    n, spread = z.size, z.std()
    slope = float(((z - z.mean()) * d).sum() / (n * spread))
    assert found.slope == pytest.approx(slope, abs=1e-9)
    residual = d - d.mean() - slope * (z - z.mean()) / spread
    margin = t.ppf(0.975, n - 2) * np.sqrt((residual**2).sum() / (n - 2) / n)
    assert found.low == pytest.approx(slope - margin, abs=1e-4)
    assert found.high == pytest.approx(slope + margin, abs=1e-4)
    if np.ptp(d) == 0:
        assert found.rank_correlation is None
    else:
        assert found.rank_correlation == pytest.approx(np.corrcoef(ranks(z), ranks(d))[0, 1], abs=1e-9)
        assert found.p_value is not None
        assert 0.0 <= found.p_value <= 1.0


def ranks(values: np.ndarray) -> np.ndarray:
    """Mean ranks, ties shared."""
    return np.array([(values < one).sum() + ((values == one).sum() + 1) / 2 for one in values])

"""Growth, shrunk to the mean."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.history.growth import LARGEST_LOG_GROWTH, damping_of, log_growth, shrunk_growth


def test_log_growth() -> None:
    found = log_growth(np.array([100, 0, 100, 1, -5]), np.array([110, 10, 0, 100, 5]))
    assert found[0] == pytest.approx(math.log(1.1))
    assert np.isnan(found[[1, 2, 4]]).all()
    assert found[3] == LARGEST_LOG_GROWTH


def test_damping() -> None:
    assert [damping_of(changes) for changes in (0, 1, 3)] == [0, 0.5, 0.75]


def test_by_hand() -> None:
    # Deviations ± 0.2 from the mean 0.1: spread 0.04; noise 0.01, so τ² = 0.03 and w = 0.03 / 0.04.
    found = shrunk_growth(np.array([0.3, -0.1, np.nan]), 0.1, np.array([0.01, 0.01, np.nan]), 0.5)
    assert found.between_variance == pytest.approx(0.03)
    assert found.weight.tolist() == pytest.approx([0.75, 0.75, 0.0])
    assert found.expected.tolist() == pytest.approx([0.125, -0.025, 0.05])


def test_noise_alone_leaves_the_mean() -> None:
    found = shrunk_growth(np.array([0.12, 0.08]), 0.1, np.array([0.5, 0.5]), 1.0)
    assert found.expected.tolist() == pytest.approx([0.1, 0.1])


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=8), st.floats(-1, 1), st.floats(0.001, 1))
def test_expected_lies_between_mean_and_observed(observed: list[float], mean: float, noise: float) -> None:
    found = shrunk_growth(np.array(observed), mean, np.full(len(observed), noise), 1.0)
    for one, expected in zip(observed, found.expected, strict=True):
        assert min(one, mean) - 1e-12 <= expected <= max(one, mean) + 1e-12

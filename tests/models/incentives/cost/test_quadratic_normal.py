"""X = W + c·(W² − 1): closed forms against integration over W."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri

from models.incentives.cost.quadratic_normal import MOST_BENT, bend_of, expected_excess, probability_above

W = ndtri((np.arange(1_000_000) + 0.5) / 1_000_000)


@pytest.mark.parametrize("c", [-0.3, -0.05, -1e-6, 0.0, 1e-6, 0.05, 0.3])
def test_closed_forms(c: float) -> None:
    x = np.array([-3.0, -1.5, 0.0, 0.4, 1.7, 3.5])
    bend, values = np.full(x.size, c), W + c * (W * W - 1)
    np.testing.assert_allclose(probability_above(x, bend), [(values > one).mean() for one in x], atol=2e-6)
    excess, slope = expected_excess(x, bend)
    np.testing.assert_allclose(excess, [np.maximum(values - one, 0).mean() for one in x], atol=1e-5)
    step = 1e-5
    numeric = (expected_excess(x, bend + step)[0] - expected_excess(x, bend - step)[0]) / (2 * step)
    np.testing.assert_allclose(slope, numeric, atol=1e-6)


def test_bend_gives_the_skewness() -> None:
    for skewness in (-1.5, -0.1, 0.0, 0.4, 2.0):
        c = bend_of(np.array([skewness])).item()
        values = W + c * (W * W - 1)
        assert (values**3).mean() / (values**2).mean() ** 1.5 == pytest.approx(skewness, abs=2e-3)
    assert bend_of(np.array([50.0, -50.0])).tolist() == [MOST_BENT, -MOST_BENT]

"""Sums that are nearly normal: X = W + c·(W² − 1), W standard normal, which has closed forms and a chosen skewness.

With D = 1 + 4c(x + c), near = 2(x + c)/(1 + √D) and far = −(1 + √D)/(2c):
P(X > x) = Φ(−near) + sign(c)·Φ(−|far|); E(X − x)+ = [φ(a)(1 + c·a) − x·Φ(−a)] between near and far.
Variance 1 + 2c², skewness (6c + 8c³)/(1 + 2c²)^1.5, with derivative 6/(1 + 2c²)^2.5.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from models.arrays import BoolArray, FloatArray
from models.incentives.cost.distribution import density

MOST_BENT = 0.5
"""Largest |c|: skewness 2.1. Sums of people do not come near it."""

NEWTON_STEPS = 8
ALMOST_STRAIGHT = 5e-5
"""|c| under which the far root is beyond 10,000 standard deviations."""

FAR = 1e4


def bend_of(skewness: FloatArray) -> FloatArray:
    """c of a skewness, within ±0.5."""
    c: FloatArray = np.clip(skewness / 6.0, -MOST_BENT, MOST_BENT)
    for _ in range(NEWTON_STEPS):
        spread = 1.0 + 2.0 * c * c
        miss = (6.0 * c + 8.0 * c**3) / spread**1.5 - skewness
        c = np.clip(c - miss * spread**2.5 / 6.0, -MOST_BENT, MOST_BENT)
    return c


def probability_above(x: FloatArray, c: FloatArray) -> FloatArray:
    """P(X > x)."""
    near, far, outside = _roots(x, c)
    inside = ndtr(-near) + np.sign(c) * ndtr(-np.abs(far))
    return np.where(outside, np.where(c > 0, 1.0, 0.0), np.clip(inside, 0.0, 1.0))


def expected_excess(x: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray]:
    """E(X − x)+ and its derivative after c."""
    near, far, outside = _roots(x, c)
    above, turn = -x * ndtr(-near) + density(near) * (1.0 + c * near), near * density(near)
    beyond = -x * ndtr(-far) + density(far) * (1.0 + c * far)
    # c > 0: everything above `near` and everything below `far`; c < 0: what is between them.
    rest = np.where(c > 0, -x - beyond, -beyond)
    whole = np.where(c > 0, -x, 0.0)
    bent = turn - far * density(far)
    return np.where(outside, whole, np.maximum(above + rest, 0.0)), np.where(outside, 0.0, bent)


def density_of(x: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The density of X at x, −dP(X > x)/dx, and dP(X > x)/dc: with dw/dx = 1/√D and dw/dc = −(w² − 1)/√D at near."""
    near, far, outside = _roots(x, c)
    root = np.sqrt(np.maximum(1.0 + 4.0 * c * (x + c), np.finfo(float).tiny))
    tips = density(near), density(far)
    bent = tips[0] * (near**2 - 1.0) + tips[1] * (far**2 - 1.0)
    return np.where(outside, 0.0, (tips[0] + tips[1]) / root), np.where(outside, 0.0, bent / root)


def _roots(x: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray, BoolArray]:
    """The values of W where X = x, nearest zero first, and where there are none."""
    inner = 1.0 + 4.0 * c * (x + c)
    outside = inner < 0.0
    root = np.sqrt(np.maximum(inner, 0.0))
    near = 2.0 * (x + c) / (1.0 + root)
    straight = np.abs(c) < ALMOST_STRAIGHT
    far = np.where(straight, np.where(c > 0, -FAR, FAR), -(1.0 + root) / (2.0 * np.where(straight, 1.0, c)))
    return near, far, outside

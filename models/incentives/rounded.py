"""Whole minor units of computed amounts."""

from __future__ import annotations

import numpy as np

from models.arrays import FloatArray

TIE = 1e-6
"""Part of a minor unit by which a float may miss a half that is meant: products of rates and amounts end in bits of
their own. Amounts up to 10⁹ minor units are exact in this sense."""


def whole_minor(amounts: FloatArray) -> FloatArray:
    """Amounts rounded half up to whole minor units."""
    return np.floor(amounts + (0.5 + TIE))

"""Plans that are nearly as good and as different as can be: chosen by the money that moves between them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.arrays import FloatArray


def moved(first: FloatArray, second: FloatArray) -> float:
    """Σ |first − second| over all cells."""
    return float(np.abs(first - second).sum())


def most_different(plan: FloatArray, candidates: Sequence[FloatArray], count: int, least: float) -> list[int]:
    """Places of up to `count` candidates, chosen one after the other: each is the one whose nearest neighbour, among
    the plan and those chosen before, is furthest away. None that moves less than `least`; the first one on ties."""
    nearest = np.array([moved(plan, one) for one in candidates])
    chosen: list[int] = []
    while len(chosen) < min(count, len(candidates)):
        place = int(nearest.argmax())
        if nearest[place] <= least:
            break
        chosen.append(place)
        nearest = np.minimum(nearest, [moved(candidates[place], one) for one in candidates])
    return chosen

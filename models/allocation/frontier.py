"""The frontier between aims: plans of which none is beaten by another, and where giving way begins to cost more."""

from __future__ import annotations

import numpy as np

from models.arrays import FloatArray, IntArray

SAME = 1e-6
"""Share of a term's range within which two plans count as equal."""

LEAST_BEND = 0.05
"""Distance of the knee from the straight line between the ends, in ranges: below it the frontier is nearly straight."""


def efficient(losses: FloatArray, width: FloatArray) -> IntArray:
    """Places of the points (n × k) that no other point beats, ordered by their first loss and then the others. `width`
    (k): range of each loss. Points that are alike within SAME of the ranges appear once."""
    room = SAME * np.asarray(width)
    kept: list[int] = []
    for place in np.lexsort(losses.T[::-1]):
        point = losses[place]
        if not any(bool((losses[one] <= point + room).all()) for one in kept):
            kept.append(int(place))
    return np.array(kept, dtype=np.int64)


def knee(losses: FloatArray) -> int | None:
    """The point (of n × 2, ordered, the first and last being the ends) that lies furthest below the straight line
    between the ends, both losses measured in what they differ by between the ends. None where the frontier is nearly
    straight, or has fewer than three points."""
    if losses.shape[0] < 3:
        return None
    first, last = losses[0], losses[-1]
    a = (losses[:, 0] - first[0]) / (last[0] - first[0])
    b = (losses[:, 1] - last[1]) / (first[1] - last[1])
    distance = (1.0 - a - b) / np.sqrt(2.0)
    furthest = int(distance.argmax())
    return furthest if distance[furthest] >= LEAST_BEND else None

"""The inner loop of drawing: independent standard normals become correlated deviations, in place."""

from __future__ import annotations

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.cost.compiled import compiled, entry


@entry
def correlate_rows(
    normals: FloatArray,
    common: FloatArray,
    places: IntArray,
    own: FloatArray,
    shared: float,
    spread: FloatArray,
    shift: FloatArray,
) -> None:
    """`normals` (B, m, n), independent, become spread·(common + own·e) − shift, where the e of a person have
    correlation `shared` with each other.

    `common` (B, G): what people of a place see; `places` (n,); `own` (n,): standard deviation of what is their own;
    `spread`, `shift` (m, n). e is the symmetric root of the correlation times the normals: α·x_j + β·Σx with
    α = √(1−shared), β = (√(1−shared+m·shared) − α)/m, so that no further normal is drawn for the person.
    """
    measures, people = normals.shape[1:]
    alone = np.sqrt(1.0 - shared)
    together = (np.sqrt(1.0 - shared + measures * shared) - alone) / measures
    seen, total = np.empty(people), np.empty(people)
    for draw in range(normals.shape[0]):
        for i in range(people):
            seen[i] = common[draw, places[i]]
        total[:] = 0.0
        for measure in range(measures):
            _add(normals[draw, measure], total)
        for i in range(people):
            seen[i] += own[i] * together * total[i]
        for measure in range(measures):
            _deviate(normals[draw, measure], seen, own, alone, spread[measure], shift[measure])


@compiled
def _add(values: FloatArray, total: FloatArray) -> None:
    for i in range(total.size):
        total[i] += values[i]


@compiled
def _deviate(
    values: FloatArray, seen: FloatArray, own: FloatArray, alone: float, spread: FloatArray, shift: FloatArray
) -> None:
    for i in range(values.size):
        values[i] = spread[i] * (seen[i] + own[i] * alone * values[i]) - shift[i]

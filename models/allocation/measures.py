"""What can be said about each node of one cut of a plan: its numbers, and how hard they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.allocation.attainment import Attainment, attainment_of
from models.allocation.problem import AllocationProblem, Amounts
from models.allocation.utilisation import CapacityUse, utilisation
from models.arrays import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class NodeMeasures:
    """Measures per node, NaN where the data for one is missing.

    `difficulty`: target over forecast, `attain_probability`: that sales reach the target; both over the cells that
    state a forecast, and in both the node's own number is meant. `utilisation`: as in `utilisation.utilisation`.
    """

    difficulty: FloatArray
    attain_probability: FloatArray
    utilisation: FloatArray


def measure_nodes(
    problem: AllocationProblem,
    code: IntArray,
    count: int,
    target_minor: IntArray,
    capacities: Sequence[CapacityUse],
    attainment: Attainment = attainment_of,
) -> NodeMeasures:
    """Measures of the nodes of `code`; `target_minor` are the cells' numbers at the nodes' depth."""
    forecast = problem.cells.forecast
    compared = np.where(forecast.present, code, -1)
    target = _sums(compared, count, target_minor)
    probability = attainment(problem, compared, count, target / problem.money.minor_per_thousand)
    known = np.bincount(compared[compared >= 0], minlength=count) > 0
    return NodeMeasures(
        difficulty=_difficulty(forecast, compared, count, target),
        attain_probability=np.where(known, probability, np.nan),
        utilisation=utilisation(capacities, code, count),
    )


def _difficulty(forecast: Amounts, code: IntArray, count: int, target: FloatArray) -> FloatArray:
    size = _sums(code, count, forecast.minor)
    positive = size > 0
    return np.where(positive, target / np.where(positive, size, 1.0), np.nan)


def _sums(code: IntArray, count: int, minor: IntArray) -> FloatArray:
    inside = code >= 0
    return np.asarray(np.bincount(code[inside], weights=minor[inside], minlength=count), dtype=np.float64)

"""How the total cost of today's plan and of a tuned one is distributed, as shares of simulated years."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.tuning.certificate import Certificate
from scenarios.incentives.tuning.simulated_cost import simulated_cost
from scenarios.incentives.tuning.tuning_document import TuningRequest
from scenarios.incentives.tuning.tuning_question import tuning_question

Stop = threading.Event | None

BINS = 40
OUTSIDE = 0.001
"""Share of years on each side that the outermost bins take in."""


@dataclass(frozen=True)
class CostSpread:
    """`edges` (B + 1), minor units, ascending and evenly spaced; `today` and `tuned` (B): share of years in each bin;
    the first and the last bin hold what lies beyond them too."""

    edges: tuple[float, ...]
    today: tuple[float, ...]
    tuned: tuple[float, ...]
    draws: int
    seed: int


def cost_spread(today: FloatArray, tuned: FloatArray, seed: int) -> CostSpread:
    """Of the total costs of as many simulated years (draws,) under both plans."""
    both = np.concatenate([today, tuned])
    low, high = np.quantile(both, [OUTSIDE, 1 - OUTSIDE])
    edges = np.linspace(low, high if high > low else low + 1.0, BINS + 1)
    return CostSpread(
        edges=tuple(edges.tolist()),
        today=_shares(today, edges),
        tuned=_shares(tuned, edges),
        draws=int(today.size),
        seed=seed,
    )


def _shares(cost: FloatArray, edges: FloatArray) -> tuple[float, ...]:
    inside = np.clip(np.searchsorted(edges, cost, side="right") - 1, 0, edges.size - 2)
    return tuple((np.bincount(inside, minlength=edges.size - 1) / cost.size).tolist())


def certified_spread(
    loaded: LoadedPlan, request: TuningRequest, certificate: Certificate, stop: Stop = None
) -> CostSpread:
    """Under today's plan and at the values of a certificate, in as many years as estimates take. Raises LimitReached
    once `stop` is set."""
    model = tuning_question(loaded, request).model
    values = dict(certificate.values)
    tuned = model.at(np.array([values[one.name] for one in model.knobs.knobs]))
    draws, seed = request.estimate_draws, request.certificate_seed
    costs = [simulated_cost(point, draws, seed, stop).cost for point in (model.today, tuned)]
    return cost_spread(costs[0], costs[1], seed)

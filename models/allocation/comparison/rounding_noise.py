"""How far rounding alone can set the measures of two plans apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from models.allocation.attainment import attainment_of
from models.allocation.comparison.measure import Measure
from models.allocation.difficulty import difficulty
from models.allocation.nodes import people, people_level
from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem
from models.allocation.scorecard import EVEN_CHANCE
from models.allocation.utilisation import CapacityUse
from models.arrays import FloatArray


def rounding_noise(problem: AllocationProblem, plans: Sequence[Plan]) -> Mapping[Measure, float]:
    """By measure, what two plans can differ by although their exact targets give the same; what is not named is exact.

    A rounded number is at most one increment h from its exact one, so two are at most 2h apart. In shares that is
    2h/T; in a margin rate 2h/T times the range of the margins; in use over capacity 2h of the costliest cell; in the
    spread of difficulty, which no longer vector of errors e exceeds, 2·√(mean (h/f)²), in its Gini coefficient
    2·mean(h/f) over the mean difficulty. Of n amounts moved errors of either sign add up to about 2h·√n. People whose
    target is likely to be reached are as many as 2h makes likely or unlikely in one of the plans. There must be a plan.
    """
    plan = plans[0]
    step = problem.increment_minor
    total = plan.numbers.plan.sum()
    apart = 2.0 * step / total if total > 0 else 0.0
    previous = int(problem.cells.previous.present.sum())
    return {
        Measure.STRATEGIC_SHARE: apart,
        Measure.MARGIN_RATE: apart * _margin_range(problem),
        Measure.UTILISATION_WORST: _use(plan.capacities, 2.0 * step / problem.money.minor_per_thousand),
        Measure.MOVED: 2.0 * step * float(np.sqrt(previous)),
        Measure.LIKELY_SHARE: max(_undecided(problem, one) for one in plans),
        **_of_difficulty(problem, plan),
    }


def _undecided(problem: AllocationProblem, plan: Plan) -> float:
    """Share of the people with a forecast who are on either side of an even chance within two increments."""
    persons = people(problem, plan.index)
    step = problem.increment_of(persons.dimensions, persons.levels)
    code = np.where(problem.cells.forecast.present, persons.code, -1)
    inside = code >= 0
    own, _ = plan.numbers.of_nodes(persons.dimensions, persons.levels)
    target = np.bincount(code[inside], weights=own[inside], minlength=persons.count)
    known = np.bincount(code[inside], minlength=persons.count) > 0
    more, less = (
        attainment_of(problem, code, persons.count, (target + change) / problem.money.minor_per_thousand) >= EVEN_CHANCE
        for change in (2.0 * step, -2.0 * step)
    )
    return float((more != less)[known].mean()) if known.any() else 0.0


def _of_difficulty(problem: AllocationProblem, plan: Plan) -> dict[Measure, float]:
    found = difficulty(problem, problem.difficulty_basis)
    if found is None:
        return {}
    dimension, level = people_level(problem)
    step = problem.increment_of((dimension,), (level,)) / problem.money.minor_per_thousand
    error: FloatArray = step / found.measure
    mean = plan.scorecard.difficulty_mean
    return {
        Measure.DIFFICULTY_SPREAD: 2.0 * float(np.sqrt((error**2).mean())),
        Measure.DIFFICULTY_GINI: 2.0 * float(error.mean()) / mean if mean else 0.0,
    }


def _margin_range(problem: AllocationProblem) -> float:
    """Largest margin rate less the smallest; in a plan of pieces, whose prices count too, times the range of prices."""
    rate = problem.cells.margin_rate[~np.isnan(problem.cells.margin_rate)]
    price = problem.unit_price[~np.isnan(problem.unit_price)]
    uneven = float(price.max() / price.min()) if problem.metric == "volume" and price.size and price.min() > 0 else 1.0
    return float(np.ptp(rate)) * uneven if rate.size else 0.0


def _use(capacities: Sequence[CapacityUse], thousands: float) -> float:
    """The most that an amount adds to the use of a group: that of its costliest cell over its capacity."""
    most = [
        abs(use.matrix[[place], :]).max() / use.capacity[place]
        for use in capacities
        for place in np.flatnonzero(use.capacity > 0)
    ]
    return thousands * float(max(most, default=0.0))

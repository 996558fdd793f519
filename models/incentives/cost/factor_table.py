"""Expected cost and its variance given what moves everybody: company and region.

A person's numbers see Z and Z_region through one sum, the shift t = ρ_c·Z + ρ_r·Z_region. So the cost of a class in a
region is a smooth function of t alone, worked out at Chebyshev nodes and read off everywhere else; the quadratures over
company and regions cost nothing more, however many regions there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.cost.class_moments import PayMoments, class_moments
from models.incentives.cost.uncertain_numbers import UncertainNumbers
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import Measured, Scale

REACH = 4.2
"""Standard deviations of either factor that are looked at."""

NODES_PER_WIDTH = 4.3
"""A step that own noise of width σ smooths needs so many nodes per half range over σ, for about 1e-4."""


@dataclass(frozen=True, eq=False)
class FactorTable:
    """`nodes` (N,): shifts t. `mean` and `variance` (C classes, G regions, N): of the cost of a class in a region given
    t, minor units. The last region holds people without one: their t is ρ_c·Z alone."""

    nodes: FloatArray
    mean: FloatArray
    variance: FloatArray
    company_loading: float
    region_loading: float

    def of_rows(self, classes: Sequence[int]) -> FactorTable:
        """The rows of some classes."""
        chosen = list(classes)
        return replace(self, mean=self.mean[chosen], variance=self.variance[chosen])

    def of(self, classes: Sequence[int], rates: Sequence[float] = ()) -> FactorTable:
        """The table of the sum of some classes, each times its rate; no rates: 1."""
        chosen = list(classes)
        times = np.array(rates or [1.0] * len(chosen))[:, None, None]
        mean = (times * self.mean[chosen]).sum(axis=0, keepdims=True)
        variance = (times**2 * self.variance[chosen]).sum(axis=0, keepdims=True)
        return replace(self, mean=mean, variance=variance)


def factor_table(numbers: UncertainNumbers) -> FactorTable:
    """The table of a plan under its assumptions."""
    plan = numbers.plan
    tables = [
        class_table(numbers, pay_class, plan.roster.members(index)) for index, pay_class in enumerate(plan.classes)
    ]
    first = tables[0]
    mean, variance = (
        np.concatenate(parts) for parts in zip(*((one.mean, one.variance) for one in tables), strict=True)
    )
    return FactorTable(first.nodes, mean, variance, first.company_loading, first.region_loading)


def class_table(numbers: UncertainNumbers, pay_class: PayClass, people: IntArray) -> FactorTable:
    """The table of some people of one class."""
    plan, assumptions = numbers.plan, numbers.assumptions
    nodes = shift_nodes(assumptions.company_loading, assumptions.region_loading)
    count = int(numbers.regions.max(initial=-1)) + 2
    mean, variance = np.zeros((1, count, nodes.size)), np.zeros((1, count, nodes.size))
    where = np.where(numbers.regions >= 0, numbers.regions, count - 1)[people]
    scales = line_scales(plan, pay_class, people, numbers)
    for at, shift in enumerate(nodes if people.size else ()):
        moments = moments_given(numbers, pay_class, people, scales, shift)
        mean[0, :, at] = np.bincount(where, moments.mean, count)
        variance[0, :, at] = np.bincount(where, moments.variance, count)
        for measured, sd in moments.pooled.items():
            variance[0, :, at] += _together(plan, measured, people, where, sd, count)
    return FactorTable(nodes, mean, variance, assumptions.company_loading, assumptions.region_loading)


def shift_nodes(company_loading: float, region_loading: float) -> FloatArray:
    """Chebyshev nodes over the shifts that matter; one where nothing is common."""
    reach = REACH * (company_loading + region_loading)
    if reach == 0.0:
        return np.zeros(1)
    own = np.sqrt(1.0 - company_loading**2 - region_loading**2)
    count = int(np.clip(np.ceil(NODES_PER_WIDTH * reach / own), 12, 128))
    return reach * np.cos(np.pi * (np.arange(count) + 0.5) / count)


def read_off(nodes: FloatArray, shifts: FloatArray) -> FloatArray:
    """Weights (shifts, N) that read a function off its values at Chebyshev nodes (barycentric formula)."""
    if nodes.size == 1:
        return np.ones((shifts.size, 1))
    angles = np.pi * (np.arange(nodes.size) + 0.5) / nodes.size
    signs = np.sin(angles) * (-1.0) ** np.arange(nodes.size)
    bounded = np.clip(shifts.ravel(), nodes.min(), nodes.max())
    apart = bounded[:, None] - nodes[None, :]
    hit = apart == 0.0
    weights = signs / np.where(hit, 1.0, apart)
    weights = np.where(hit.any(axis=1, keepdims=True), hit.astype(np.float64), weights)
    result: FloatArray = weights / weights.sum(axis=1, keepdims=True)
    return result


def line_scales(plan: IncentivePlan, pay_class: PayClass, people: IntArray, numbers: UncertainNumbers) -> FloatArray:
    """factor · scale of every line for some people, shape (L, k); 0 where its number is not known."""
    scales = np.empty((len(pay_class.lines), people.size))
    for index, line in enumerate(pay_class.lines):
        scale = np.ones(people.size)
        if line.scale is Scale.TARGET_INCENTIVE:
            scale = plan.target_incentive[people]
        elif line.scale is Scale.TARGET:
            scale = numbers.expected.target_of(line.measured, plan.roster)[people]
        scales[index] = np.where(numbers.of(line.measured).known[people], line.factor * scale, 0.0)
    return scales


def moments_given(
    numbers: UncertainNumbers, pay_class: PayClass, people: IntArray, scales: FloatArray, shift: float
) -> PayMoments:
    """Moments of pay given the shift t that the people see; what is left is their own."""
    common = numbers.common[people]
    factor = np.divide(shift, common, out=np.zeros(people.size), where=common > 0)
    given = {one: numbers.of(one).some(people).given(factor) for one in looked_at(pay_class)}
    return class_moments(pay_class, given, scales, numbers.own_correlation)


def whole_moments(numbers: UncertainNumbers, pay_class: PayClass, people: IntArray, scales: FloatArray) -> PayMoments:
    """Moments of pay with everything uncertain."""
    whole = {one: numbers.of(one).some(people).distribution for one in looked_at(pay_class)}
    return class_moments(pay_class, whole, scales, lambda first, second: numbers.correlation(first, second)[people])


def looked_at(pay_class: PayClass) -> list[Measured]:
    """Every number that the lines and gates of a class look at, once."""
    looked = [line.measured for line in pay_class.lines] + [gate.measured for gate in pay_class.gates]
    return list(dict.fromkeys(looked))


def _together(
    plan: IncentivePlan, measured: Measured, people: IntArray, regions: IntArray, sd: FloatArray, count: int
) -> FloatArray:
    """Variance per region of what a pooled number moves: whoever shares a pool is moved together."""
    pools = np.maximum(plan.roster.codes(measured.pool or "")[people], 0)
    sums = np.zeros((int(pools.max(initial=0)) + 1, count))
    np.add.at(sums, (pools, regions), sd)
    result: FloatArray = (sums**2).sum(axis=0)
    return result

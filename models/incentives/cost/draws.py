"""Fresh draws of what people will achieve, block by block, from a seed that is stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.cost.uncertain_numbers import UncertainNumbers
from models.incentives.measure import Counts
from models.incentives.pay_line import Measured

BLOCK_BYTES = 32_000_000
"""Memory of one block's actuals."""


@dataclass(frozen=True, eq=False)
class Block:
    """Actuals of B draws: per measure that is paid by, an array (B, n); minor units, pieces, marks. The columns are
    people in the order of `Draws.order`, so that a class is a slice."""

    actual: dict[int, FloatArray]

    def total(self, measured: Measured) -> FloatArray:
        """Σ actual of everybody's measures, (B, n); not yet over a pool."""
        first, *others = (self.actual[index] for index in measured.measures)
        for other in others:
            first = first + other
        return first


@dataclass(frozen=True, eq=False)
class Draws:
    """`count` draws of all numbers. The same seed gives the same draws, whatever is paid by them and by how many
    threads; other seeds give independent ones."""

    numbers: UncertainNumbers
    count: int
    seed: int

    @cached_property
    def order(self) -> IntArray:
        """People by class: column → position in the roster."""
        return np.argsort(self.numbers.plan.roster.pay_class, kind="stable")

    @cached_property
    def measures(self) -> tuple[int, ...]:
        """Measures that something is paid by."""
        used: set[int] = set()
        for pay_class, _ in self.numbers.plan.members():
            for measured in (*(line.measured for line in pay_class.lines), *(g.measured for g in pay_class.gates)):
                used.update(measured.measures)
        return tuple(sorted(used))

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Draws of each block."""
        row = 8 * max(self.numbers.plan.roster.count * max(len(self.measures), 1), 1)
        size = max(1, min(BLOCK_BYTES // row, self.count))
        full, rest = divmod(self.count, size)
        return (size,) * full + ((rest,) if rest else ())

    def blocks(self) -> Iterator[Block]:
        """All blocks in order."""
        return (self.block(index) for index in range(len(self.sizes)))

    def block(self, index: int) -> Block:
        """One block: log z = log μ − s²/2 + s·(ρ_c·Z + ρ_r·Z_region + own); scores are μ·(1 + s·(…))."""
        numbers, size, order = self.numbers, self.sizes[index], self.order
        random = np.random.Generator(np.random.SFC64(np.random.SeedSequence((self.seed, index))))
        assumptions, regions = numbers.assumptions, numbers.regions[order]
        shift = assumptions.company_loading * random.standard_normal((size, 1))
        places = int(regions.max(initial=-1)) + 1
        regional = np.zeros((size, places + 1))  # the last column: no region
        regional[:, :places] = assumptions.region_loading * random.standard_normal((size, places))
        common = regional[:, regions]
        common += shift
        own = np.sqrt(1.0 - numbers.common[order] ** 2)
        kept = assumptions.own_correlation
        if kept > 0 and len(self.measures) > 1:
            person = random.standard_normal(common.shape)
            person *= own * np.sqrt(kept)
            common += person
            own = own * np.sqrt(1.0 - kept)
        return Block({measure: self._actual(random, measure, common, own) for measure in self.measures})

    def _actual(self, random: np.random.Generator, measure: int, common: FloatArray, own: FloatArray) -> FloatArray:
        mean, spread = self.numbers.mean[self.order, measure], self.numbers.spread[self.order, measure]
        z = random.standard_normal(common.shape)
        z *= own
        z += common
        z *= spread
        if self.numbers.plan.measures[measure].counts is Counts.SCORE:
            z *= mean
            z += mean
            return z
        z -= 0.5 * spread**2
        np.exp(z, out=z)
        z *= mean
        return z

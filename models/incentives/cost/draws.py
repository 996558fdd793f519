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

CHUNK = 65_536
"""Numbers drawn at a time: they stay next to the processor until they are actuals."""


@dataclass(frozen=True, eq=False)
class Block:
    """Actuals of B draws: `values` (B, m, n) by draw, `measures` that are paid by, and person; minor units, pieces,
    marks; 0 where nothing is expected. The people are in the order of `Draws.order`, so that a class is a slice."""

    measures: tuple[int, ...]
    values: FloatArray

    @property
    def actual(self) -> dict[int, FloatArray]:
        """Actuals (B, n) of each measure."""
        return {measure: self.values[:, place] for place, measure in enumerate(self.measures)}

    def total(self, measured: Measured) -> FloatArray:
        """Σ actual of everybody's measures, (B, n); not yet over a pool."""
        first, *others = (self.values[:, self.measures.index(measure)] for measure in measured.measures)
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
        numbers, size = self.numbers, self.sizes[index]
        random = np.random.Generator(np.random.SFC64(np.random.SeedSequence((self.seed, index))))
        assumptions, regions = numbers.assumptions, int(numbers.regions.max(initial=-1)) + 1
        company = assumptions.company_loading * random.standard_normal((size, 1))
        common = np.tile(company, (1, regions + 1))  # the last column: no region
        common[:, :regions] += assumptions.region_loading * random.standard_normal((size, regions))
        values = np.empty((size, len(self.measures), self.order.size))
        step = max(1, CHUNK // max(values[0].size, 1))
        for start in range(0, size, step):
            rows = slice(start, start + step)
            self._draw(random, values[rows], common[rows])
        return Block(self.measures, values)

    def _draw(self, random: np.random.Generator, values: FloatArray, common: FloatArray) -> None:
        from models.incentives.cost.draw_kernel import correlate_rows  # compiled only for those who draw

        if not values.size:
            return
        random.standard_normal(out=values)
        own = self.numbers.assumptions.own_correlation
        correlate_rows(values, common, self._places, self._own, own, self._spread, self._shift)
        for place, mean in enumerate(self._mean):
            actual = values[:, place]
            if not self._is_score[place]:
                np.exp(actual, out=actual)
            actual *= mean
            if self._is_score[place]:
                actual += mean

    @cached_property
    def _is_score(self) -> tuple[bool, ...]:
        return tuple(self.numbers.plan.measures[measure].counts is Counts.SCORE for measure in self.measures)

    @cached_property
    def _places(self) -> IntArray:
        """Column of each person's region; the last one: none."""
        regions = self.numbers.regions[self.order]
        return np.where(regions >= 0, regions, self.numbers.regions.max(initial=-1) + 1)

    @cached_property
    def _own(self) -> FloatArray:
        result: FloatArray = np.sqrt(1.0 - self.numbers.common[self.order] ** 2)
        return result

    @cached_property
    def _mean(self) -> FloatArray:
        return self._of_measures(self.numbers.mean)

    @cached_property
    def _spread(self) -> FloatArray:
        return self._of_measures(self.numbers.spread)

    @cached_property
    def _shift(self) -> FloatArray:
        logarithmic = ~np.array(self._is_score, dtype=np.bool_)
        return 0.5 * self._spread**2 * logarithmic[:, None]

    def _of_measures(self, numbers: FloatArray) -> FloatArray:
        return np.ascontiguousarray(np.nan_to_num(numbers[self.order][:, list(self.measures)].T))

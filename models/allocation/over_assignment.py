"""Over-assignment: what is handed down adds up to more than the plan, so that the plan holds when somebody misses.

One dimension carries the hedges. At a level with hedge h the numbers of that level add up to (1 + h) times what stands
above them; hedges multiply down the tree, and a member that skips a level still carries that level's hedge. So the
number of a cell at depth d is a_d = p·Π_{i ≤ d}(1 + h_i), p its share of the plan, and its leaf target is x = p·H with
H = Π(1 + h), the same for all cells. Depth 0 is the plan, depth d the d-th level from the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from models.arrays import IntArray


@dataclass(frozen=True)
class Layer:
    """Numbers that differ from those above them. Plan numbers times `above` are the layer's numbers (exact), and these
    times `below` the leaf targets. `depth` is the first depth at which they stand."""

    depth: int
    above: Fraction
    below: float
    is_leaf: bool

    @property
    def is_plan(self) -> bool:
        """True for the numbers that add up to the company target."""
        return self.above == 1


PLAN_ONLY = Layer(depth=0, above=Fraction(1), below=1.0, is_leaf=True)
"""Without over-assignment there is one layer: the plan is what people get."""


@dataclass(frozen=True)
class OverAssignment:
    """Hedges of one dimension: `rates[i]` ≥ 0 at `levels[i]`, from the top to the leaf, 0 where there is none."""

    dimension: str
    levels: tuple[str, ...]
    rates: tuple[Decimal, ...]

    @cached_property
    def _above(self) -> tuple[Fraction, ...]:
        """Π(1 + h) from the plan to each depth."""
        factors = [Fraction(1)]
        for rate in self.rates:
            factors.append(factors[-1] * (1 + Fraction(rate)))
        return tuple(factors)

    @property
    def exact_factor(self) -> Fraction:
        """H: leaf targets over plan numbers."""
        return self._above[-1]

    @property
    def factor(self) -> float:
        """H as a float."""
        return float(self.exact_factor)

    def below(self, depth: int) -> float:
        """Leaf targets over the numbers at a depth."""
        return float(self.exact_factor / self._above[depth])

    def depth_of(self, dimensions: Sequence[str], levels: Sequence[str | None]) -> int | None:
        """Depth at which nodes of these levels stand, the deepest of several; None for nodes outside the dimension
        (attributes too)."""
        named = zip(dimensions, levels, strict=True)
        depths = [self.levels.index(level) + 1 for name, level in named if name == self.dimension and level is not None]
        return max(depths, default=None)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The plan, then every depth with a hedge of its own; the last is the leaf targets'."""
        depths = [0, *(place + 1 for place, rate in enumerate(self.rates) if rate)]
        return tuple(
            Layer(depth, self._above[depth], self.below(depth), is_leaf=depth == depths[-1]) for depth in depths
        )


@dataclass(frozen=True, eq=False)
class LevelNumbers:
    """A plan's numbers per cell in minor units, one array per layer, from the plan to the leaf targets; of the months
    of a plan every array is cells × 12."""

    over_assignment: OverAssignment | None
    minor: tuple[IntArray, ...]

    @property
    def plan(self) -> IntArray:
        """What adds up to the company target."""
        return self.minor[0]

    @property
    def leaf(self) -> IntArray:
        """The targets of the leaf members: what people get."""
        return self.minor[-1]

    def at(self, depth: int) -> IntArray:
        """The numbers at a depth of the dimension that carries the hedges."""
        if self.over_assignment is None:
            return self.leaf
        layers = self.over_assignment.layers
        return self.minor[max(place for place, layer in enumerate(layers) if layer.depth <= depth)]

    def of_nodes(self, dimensions: Sequence[str], levels: Sequence[str | None]) -> tuple[IntArray, IntArray]:
        """(target, assigned) per cell for nodes of these levels: the numbers at the nodes' own depth, and what the
        depth below carries; outside the dimension the plan's numbers, and the leaf targets."""
        over = self.over_assignment
        depth = None if over is None else over.depth_of(dimensions, levels)
        return (self.plan, self.leaf) if depth is None else (self.at(depth), self.at(depth + 1))

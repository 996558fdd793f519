"""The allocation problem inside: dimensions, cells as columns of exact numbers, limits, money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import numpy as np

from models.allocation.difficulty_basis import EVERYBODY, DifficultyBasis
from models.allocation.dimensions import Dimension
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.families import LimitFamily
from models.allocation.over_assignment import PLAN_ONLY, Layer, OverAssignment
from models.allocation.phasing.shapes import PhaseShapes, PhasingRules, phase_shapes
from models.allocation.uncertainty.forecast_distribution import ForecastDistribution, forecast_distribution
from models.allocation.uncertainty.parameters import Uncertainty
from models.allocation.unit_prices import member_prices
from models.arrays import BoolArray, FloatArray, IntArray
from models.units import Metric, Money, Pieces

_NO_LEVELS: Mapping[tuple[str, str], int] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Amounts:
    """A money column: integers of the minor unit, and which cells state one. Null is not zero."""

    minor: IntArray
    present: BoolArray

    @classmethod
    def absent(cls, count: int) -> Amounts:
        """A column in which no cell states an amount."""
        return cls(np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.bool_))

    def total_minor(self) -> int:
        """Sum over the cells that state an amount, in minor units."""
        return int(self.minor[self.present].sum())


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells (n), sorted by their members' keys. `members[d, c]` is the leaf position of cell c in dimension d.

    Money columns are `Amounts`; rates are float arrays with NaN for null: `margin_rate` and `forecast_log_sd` are
    fractions, `effort` is capacity used per major currency unit (per piece in a plan of volumes), `priority` adds to
    the members' priorities, `unit_price` is in major currency units per piece.
    """

    members: IntArray
    baseline: Amounts
    potential: Amounts
    market: Amounts
    forecast: Amounts
    commitment: Amounts
    hold: Amounts
    previous: Amounts
    forecast_log_sd: FloatArray
    margin_rate: FloatArray
    effort: FloatArray
    priority: FloatArray
    unit_price: FloatArray = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        """No prices at all are prices that no cell states."""
        if not self.unit_price.size:
            object.__setattr__(self, "unit_price", np.full(self.count, np.nan))

    @property
    def count(self) -> int:
        """Number of cells."""
        return int(self.members.shape[1])


@dataclass(frozen=True, eq=False)
class AllocationProblem:
    """Everything that decides which plans are allowed. Strategies say which of them is best.

    `increment_minor` is the rounding step of published targets, in minor units. `difficulty_basis`: whose difficulty
    the fairness of a plan compares. `over_assignment`: None where people's targets add up to the company target.
    `volume` says what limits in volume count; a plan in volume has it in `money` too. `level_increments`: coarser steps
    of some levels, by (dimension, level). `phasing`: how targets are spread over months; None: they are annual.
    """

    money: Money
    dimensions: tuple[Dimension, ...]
    cells: Cells
    company_total: CompanyTotal
    limits: tuple[LimitFamily, ...]
    increment_minor: int
    difficulty_basis: DifficultyBasis = EVERYBODY
    over_assignment: OverAssignment | None = None
    uncertainty: Uncertainty = field(default_factory=Uncertainty)
    volume: Pieces = field(default_factory=Pieces)
    level_increments: Mapping[tuple[str, str], int] = field(default_factory=lambda: _NO_LEVELS)
    phasing: PhasingRules | None = None

    @property
    def hedge_factor(self) -> float:
        """H: what all leaf targets add up to, over the company target. 1 without over-assignment."""
        return 1.0 if self.over_assignment is None else self.over_assignment.factor

    def handed_down(self, dimensions: Sequence[str], levels: Sequence[str | None]) -> float:
        """Leaf targets over the numbers that nodes of these levels publish: H for what stands outside the dimension of
        the hedges, and for the company."""
        over = self.over_assignment
        return 1.0 if over is None else over.below(over.depth_of(dimensions, levels) or 0)

    def over_assigned(self, dimensions: Sequence[str], levels: Sequence[str | None]) -> float:
        """What nodes of these levels publish together above the plan, as a fraction of it."""
        return self.hedge_factor / self.handed_down(dimensions, levels) - 1.0

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The kinds of numbers to publish, from the plan to the leaf targets; one where they are the same."""
        return (PLAN_ONLY,) if self.over_assignment is None else self.over_assignment.layers

    @property
    def reference_total(self) -> float:
        """L = T_ref·H in thousands: what the references of all cells add up to."""
        target = float(self.company_total.reference * self.money.minor_per_unit) / self.money.minor_per_thousand
        return target * self.hedge_factor

    @property
    def metric(self) -> Metric:
        """What targets count."""
        return "amount" if self.money.pieces is None else "volume"

    @cached_property
    def unit_price(self) -> FloatArray:
        """Price of a piece per cell, its own or that of its members, NaN where nobody states one. Raises DataError."""
        return np.where(np.isnan(self.cells.unit_price), member_prices(self), self.cells.unit_price)

    @cached_property
    def forecasts(self) -> ForecastDistribution:
        """The distribution of every cell's sales. Raises DataError."""
        return forecast_distribution(self)

    @cached_property
    def shapes(self) -> PhaseShapes | None:
        """The months' shares of each cell; None without phasing."""
        if self.phasing is None:
            return None
        return phase_shapes(self.phasing, self.dimensions, self.cells.members)

    def increment_of(self, dimensions: tuple[str, ...], levels: tuple[str, ...]) -> int:
        """The rounding step of a partition's nodes in minor units: that of its level, else that of single targets."""
        if len(levels) != 1:
            return self.increment_minor
        return self.level_increments.get((dimensions[0], levels[0]), self.increment_minor)

    def dimension(self, name: str) -> int:
        """Position of a dimension. Raises KeyError for an unknown name."""
        for index, dimension in enumerate(self.dimensions):
            if dimension.name == name:
                return index
        raise KeyError(name)

    def thousands(self, amounts: Amounts) -> FloatArray:
        """A money column in program units (thousands of the major unit), NaN where null."""
        values = amounts.minor / self.money.minor_per_thousand
        values[~amounts.present] = np.nan
        return values

    def cell_key(self, cell: int) -> tuple[str, ...]:
        """The cell's leaf keys, one per dimension."""
        return tuple(
            dimension.leaves[self.cells.members[index, cell]].key for index, dimension in enumerate(self.dimensions)
        )

    @cached_property
    def priority(self) -> FloatArray:
        """Strategic priority per cell: the members' plus the cell's own,
        clipped to [−1, 1]."""
        total = np.nan_to_num(self.cells.priority, nan=0.0)
        for index, dimension in enumerate(self.dimensions):
            leaf = np.array([member.priority for member in dimension.leaves])
            total = total + leaf[self.cells.members[index]]
        return np.clip(total, -1.0, 1.0)

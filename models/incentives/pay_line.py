"""Pay lines: what every component comes down to, a piecewise linear function of one measured number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.incentives.piecewise import PiecewiseLinear


class Basis(StrEnum):
    """The number z that a line or gate looks at."""

    ATTAINMENT = "attainment"
    """Actual over target."""
    ACTUAL = "actual"
    """The actual itself: minor units of money, pieces, marks."""


class Scale(StrEnum):
    """What a line's function is multiplied by."""

    TARGET_INCENTIVE = "target_incentive"
    TARGET = "target"
    """The target of the line's own measures, in minor units: commission by attainment."""
    ONE = "one"
    """Nothing: the function itself is in minor units."""


@dataclass(frozen=True)
class Measured:
    """The number z: the sum of `measures` (positions in the plan's list), over the people who share the attribute
    `pool` where one is named, against the same sum of targets where the basis is attainment."""

    measures: tuple[int, ...]
    basis: Basis
    pool: str | None = None


@dataclass(frozen=True)
class PayLine:
    """Pay = factor · scale · function(z), in minor units, before gates and caps.

    `component` is its component's name, `item` the part of it (a scorecard's measure); `is_weighted` lines are shares
    of the target incentive and subject to gates that name no components.
    """

    component: str
    label: str
    measured: Measured
    scale: Scale
    factor: float
    function: PiecewiseLinear
    item: str = ""

    @property
    def is_weighted(self) -> bool:
        """Whether it pays a share of the target incentive."""
        return self.scale is Scale.TARGET_INCENTIVE


@dataclass(frozen=True)
class PayGate:
    """Lines of `components` (empty: all weighted ones) are multiplied by `factor` where z < `least`; never where z is
    not known."""

    component: str
    label: str
    measured: Measured
    least: float
    factor: float
    components: tuple[str, ...] = ()

    def holds(self, line: PayLine) -> bool:
        """Whether the gate acts on a line."""
        return line.component in self.components if self.components else line.is_weighted

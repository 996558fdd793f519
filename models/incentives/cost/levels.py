"""Threshold, target and excellence: who is expected to reach which, by component."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.components.quota_bonus import QuotaBonus
from models.incentives.cost.uncertain_numbers import UncertainNumbers
from models.incentives.curve import PointCurve
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import Measured, PayLine


@dataclass(frozen=True)
class Levels:
    """Attainments that a bonus knows: `threshold` (None: it pays from the first sale on), 1, and `excellence` (None:
    the curve has none)."""

    line: PayLine
    threshold: float | None
    excellence: float | None

    @property
    def measured(self) -> Measured:
        """The number."""
        return self.line.measured

    @property
    def named(self) -> tuple[tuple[str, float], ...]:
        """Those it has, by name, ascending."""
        found = (("threshold", self.threshold), ("target", 1.0), ("excellence", self.excellence))
        return tuple((name, attainment) for name, attainment in found if attainment is not None)

    @property
    def knots(self) -> FloatArray:
        """Their attainments."""
        return np.array([attainment for _, attainment in self.named])


def levels_of(pay_class: PayClass) -> Iterator[Levels]:
    """The levels of every bonus by attainment of a class."""
    components = {component.name: component for component in pay_class.group.components_of(pay_class.variant)}
    for line in pay_class.lines:
        component = components[line.component]
        if isinstance(component, QuotaBonus):
            curve = component.curve
            threshold = curve.points[0].attainment if isinstance(curve, PointCurve) else curve.threshold
            yield Levels(line, threshold or None, None if isinstance(curve, PointCurve) else curve.excellence)


def expected_shares(numbers: UncertainNumbers, levels: Levels, people: IntArray) -> FloatArray:
    """Expected share of people at each level: the mean of P(a ≥ x)."""
    distribution = numbers.of(levels.measured).some(people).distribution
    mass = distribution.bands(levels.knots).moments[0]
    result: FloatArray = np.cumsum(mass[:, :0:-1], axis=1)[:, ::-1].mean(axis=0)
    return result

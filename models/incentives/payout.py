"""Payouts: the one code that statements, simulation and tuning pay by.

P_i = min(cap_i, Σ_lines gates · factor · scale_i · f(z_i)), every line a whole number of minor units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.achievement import Achievement
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import PayLine, Scale
from models.incentives.piecewise import reached_from
from models.incentives.roster import Roster
from models.incentives.rounded import whole_minor


@dataclass(frozen=True, eq=False)
class ClassPayout:
    """Pay of the k people of one class with L lines and G gates. Minor units, whole numbers.

    `people`: their positions in the roster. `numbers` (L, k): z per line, from `actuals` and `targets` (L, k).
    `scales` (L, k): what f is multiplied by.
    `gate_numbers` (G, k) and `gate_factors` (G, k): what each gate looked at and let through. `line_pay` (L, k): with
    gates. `cap_cut` (k,): what the cap takes, ≥ 0. `pay` (k,) = Σ line_pay − cap_cut.
    """

    pay_class: PayClass
    people: IntArray
    numbers: FloatArray
    actuals: FloatArray
    targets: FloatArray
    scales: FloatArray
    gate_numbers: FloatArray
    gate_factors: FloatArray
    line_pay: FloatArray
    cap_cut: FloatArray

    @property
    def pay(self) -> FloatArray:
        """Pay after the cap, shape (k,)."""
        total: FloatArray = self.line_pay.sum(axis=0)
        return total - self.cap_cut


def class_payout(
    pay_class: PayClass,
    people: IntArray,
    roster: Roster,
    achievement: Achievement,
    target_incentive: FloatArray,
) -> ClassPayout:
    """Pay of some people of one class. `target_incentive`: of the whole roster, minor units, for the stretch of time
    that the achievement covers. Numbers that are not known (NaN) pay nothing and close no gate: whether
    they may be missing is checked where actuals are read."""
    incentive = target_incentive[people]
    numbers = [achievement.number(line.measured, roster)[people] for line in pay_class.lines]
    actuals = [achievement.actual_of(line.measured, roster)[people] for line in pay_class.lines]
    targets = [achievement.target_of(line.measured, roster)[people] for line in pay_class.lines]
    scales = [_scale(line, target, incentive) for line, target in zip(pay_class.lines, targets, strict=True)]
    gate_numbers = [achievement.number(gate.measured, roster)[people] for gate in pay_class.gates]
    factors = [
        np.where(number < reached_from(gate.least), gate.factor, 1.0)  # what is not known yet closes no gate
        for gate, number in zip(pay_class.gates, gate_numbers, strict=True)
    ]
    pays = [
        whole_minor(line_pay(line, number, scale) * _product(pay_class, line, factors))
        for line, number, scale in zip(pay_class.lines, numbers, scales, strict=True)
    ]
    shape = (0, people.size)
    line_pays = np.array(pays).reshape(-1, people.size)
    return ClassPayout(
        pay_class=pay_class,
        people=people,
        numbers=np.array(numbers).reshape(-1, people.size),
        actuals=np.array(actuals).reshape(-1, people.size),
        targets=np.array(targets).reshape(-1, people.size),
        scales=np.array(scales).reshape(-1, people.size),
        gate_numbers=np.array(gate_numbers) if gate_numbers else np.empty(shape),
        gate_factors=np.array(factors) if factors else np.empty(shape),
        line_pay=line_pays,
        cap_cut=np.maximum(line_pays.sum(axis=0) - caps(pay_class, incentive), 0.0),
    )


def line_pay(line: PayLine, number: FloatArray, scale: FloatArray) -> FloatArray:
    """factor · scale · f(z), not rounded; 0 where z is not stated. Any shapes that broadcast."""
    return np.nan_to_num(line.factor * scale * line.function.value(number), nan=0.0)


def caps(pay_class: PayClass, target_incentive: FloatArray) -> FloatArray:
    """Most pay of each person, +∞ without a cap."""
    most = np.full(target_incentive.shape, np.inf)
    if pay_class.cap_multiple is not None:
        most = np.minimum(most, whole_minor(pay_class.cap_multiple * target_incentive))
    return most if pay_class.cap_minor is None else np.minimum(most, float(pay_class.cap_minor))


def _product(pay_class: PayClass, line: PayLine, factors: list[FloatArray]) -> FloatArray | float:
    product: FloatArray | float = 1.0
    for index in pay_class.gates_of(line):
        product = product * factors[index]
    return product


def _scale(line: PayLine, target: FloatArray, incentive: FloatArray) -> FloatArray:
    if line.scale is Scale.TARGET_INCENTIVE:
        return incentive
    return target if line.scale is Scale.TARGET else np.ones(incentive.size)

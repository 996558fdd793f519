"""The solver-neutral smooth program: a value and its gradient, conditions c(x) ≥ 0 and their Jacobian, no business."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite, isnan
from typing import Protocol

import numpy as np

from models.arrays import FloatArray
from models.program import ProgramError


@dataclass(frozen=True)
class Variable:
    """One number to choose between `lower` and `upper`, both included, in its own unit.

    Solvers work on (x − lower)/width, which lies in [0, 1] when both bounds are finite; a variable without an upper
    bound has width 1. Raises ProgramError for crossed bounds, a missing lower bound, or not-a-number.
    """

    name: str
    lower: float
    upper: float = inf

    def __post_init__(self) -> None:
        if not isfinite(self.lower) or isnan(self.upper) or self.upper < self.lower:
            raise ProgramError(f"variable {self.name}: the bounds {self.lower!r} and {self.upper!r} do not fit")

    @property
    def width(self) -> float:
        """The distance that counts as one; a fixed variable has width 1, and cannot move."""
        return self.upper - self.lower if isfinite(self.upper) and self.upper > self.lower else 1.0


@dataclass(frozen=True)
class Condition:
    """One inequality c(x) ≥ 0 in the unit of c. `scale` > 0 is a large amount of it: a violation is measured in scales,
    so that currency and shares can be compared. Raises ProgramError for a scale that is not positive."""

    name: str
    scale: float = 1.0

    def __post_init__(self) -> None:
        if not (isfinite(self.scale) and self.scale > 0):
            raise ProgramError(f"condition {self.name}: a scale is positive, not {self.scale!r}")


@dataclass(frozen=True, eq=False)
class Evaluation:
    """A smooth program at one point. Shapes: n variables, m conditions.

    objective: to be minimised. gradient (n): ∂objective/∂x. slacks (m): c(x). jacobian (m, n): ∂c/∂x.
    """

    objective: float
    gradient: FloatArray
    slacks: FloatArray
    jacobian: FloatArray

    @property
    def finite(self) -> bool:
        """False when any of its numbers is infinite or not a number."""
        arrays = (self.gradient, self.slacks, self.jacobian)
        return isfinite(self.objective) and all(bool(np.isfinite(array).all()) for array in arrays)


class SmoothProgram(Protocol):
    """min f(x) subject to c(x) ≥ 0 and lower ≤ x ≤ upper, with f and c continuously differentiable between the bounds.

    It is read only and can be pickled: the starts of a multistart run in several processes. Values are in the
    variables' own units; scaling is the solver's business. A linear row is a condition with a constant Jacobian.
    """

    @property
    def variables(self) -> tuple[Variable, ...]:
        """What is chosen, in the order of x."""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What must hold, in the order of c."""

    @property
    def objective_scale(self) -> float:
        """A large amount of the objective, > 0: values nearer than a millionth of it count as equal."""

    def evaluate(self, values: FloatArray) -> Evaluation:
        """f, c and their derivatives at `values` (n); called between the bounds only."""


def shortfalls(program: SmoothProgram, slacks: FloatArray) -> FloatArray:
    """How far each condition is missed, in its scales: max(0, −c/scale), shape (m)."""
    scales = np.array([condition.scale for condition in program.conditions])
    return np.maximum(0.0, -slacks / scales) if scales.size else np.zeros(0)

"""What a solver answers: why it stopped, what we hold, and the arrays only when we hold something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from models.arrays import FloatArray


class TerminationCondition(StrEnum):
    """Why did it stop?"""

    OPTIMAL = "optimal"
    WITHIN_GAP = "within_gap"
    TIME_LIMIT = "time_limit"
    NODE_LIMIT = "node_limit"
    INTERRUPTED = "interrupted"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    INFEASIBLE_OR_UNBOUNDED = "infeasible_or_unbounded"
    ERROR = "error"


NO_POINT = (TerminationCondition.INFEASIBLE, TerminationCondition.INFEASIBLE_OR_UNBOUNDED)
"""Claims that a program has no point at all; only a program without costs cannot be meant by the second otherwise."""


class SolutionStatus(StrEnum):
    """What do we hold?"""

    NONE = "none"
    FEASIBLE = "feasible"
    OPTIMAL = "optimal"


@dataclass(frozen=True)
class SolverReport:
    """Which solver ran, how, and for how long. `message` says in one line what went wrong, if anything."""

    name: str
    version: str
    seconds: float
    options: Mapping[str, str | int | float] = field(default_factory=lambda: MappingProxyType({}))
    iterations: int | None = None
    message: str = ""


@dataclass(frozen=True, eq=False)
class Point:
    """A solution's arrays. `duals` and `reduced_costs`: change of the objective per +1 of the row's (column's)
    active bound, for the minimised objective; None for integer programs, where they have no meaning."""

    values: FloatArray
    row_activity: FloatArray
    duals: FloatArray | None
    reduced_costs: FloatArray | None


@dataclass(frozen=True, eq=False)
class Solution:
    """A solver's answer. `point` is None exactly when `status` is NONE: no arrays, never zeros.

    `objective` and `bound` are of the minimised objective including its offset; `bound` is the proven lower bound.
    """

    termination: TerminationCondition
    status: SolutionStatus
    report: SolverReport
    objective: float | None = None
    bound: float | None = None
    point: Point | None = None

    def __post_init__(self) -> None:
        if (self.point is None) != (self.status is SolutionStatus.NONE):
            raise ValueError("a solution holds arrays exactly when its status is not NONE")

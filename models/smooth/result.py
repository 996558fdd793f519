"""What a multistart found: every start's end, the best of them with its multipliers, and what blocks when none fits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.arrays import FloatArray


class StartEnd(StrEnum):
    """Why one start ended, by our own judgement of its end point."""

    CONVERGED = "converged"
    """All conditions hold and the first-order conditions of a local optimum too."""
    FEASIBLE = "feasible"
    """All conditions hold, but the solver went no further although the first-order conditions are not met."""
    INFEASIBLE = "infeasible"
    """It ended where a condition is broken. This does not prove that no point satisfies them all."""
    NOT_FINITE = "not_finite"
    """The program returned an infinite number or not-a-number, and nothing that satisfies all conditions was seen."""
    NOT_RUN = "not_run"
    """Time or a stop came first."""


class Origin(StrEnum):
    """Where a start point comes from."""

    GIVEN = "given"
    SAMPLED = "sampled"
    PHASE_ONE = "phase_one"


class Limit(StrEnum):
    """What ended a search early."""

    TIME = "time_limit"
    STOP = "interrupted"


@dataclass(frozen=True, eq=False)
class Optimum:
    """A point that satisfies all conditions within the tolerance, and the prices there.

    values (n), slacks (m): c(x), in their own units. multipliers (m), all ≥ 0: what the objective falls by when a
    condition is relaxed by one unit (valid for small changes). bound_prices (n): the rest of the gradient that the
    bounds carry, > 0 at a lower bound, < 0 at an upper one. residual: the largest part of the gradient, in objective
    scales per width of a variable and relative to the gradient's own size, that neither conditions nor bounds carry.
    violation: the largest shortfall in scales.
    """

    values: FloatArray
    objective: float
    slacks: FloatArray
    multipliers: FloatArray
    bound_prices: FloatArray
    residual: float
    violation: float


@dataclass(frozen=True, eq=False)
class StartOutcome:
    """One start. `number` counts from 0 in the order of the starts. `reached` is where it ended (None when it did not
    run or met no finite number), its shortfalls (m) in scales are in `shortfalls`. `limit` is set when it was cut off;
    what it had reached is kept. message: the solver's own last words."""

    number: int
    origin: Origin
    start: FloatArray
    end: StartEnd
    reached: Optimum | None
    shortfalls: FloatArray
    iterations: int
    evaluations: int
    restarts: int
    message: str
    limit: Limit | None = None

    @property
    def feasible(self) -> bool:
        """True when the end satisfies all conditions."""
        return self.end in (StartEnd.CONVERGED, StartEnd.FEASIBLE)

    @property
    def converged(self) -> bool:
        """True when it satisfies the first-order conditions of a local optimum too."""
        return self.end is StartEnd.CONVERGED

    @property
    def violation(self) -> float:
        """The largest shortfall in scales; infinite without an end."""
        return float("inf") if self.reached is None else self.reached.violation


@dataclass(frozen=True)
class LocalOptimum:
    """One value that converged starts ended at, within the tolerance, and the numbers of those starts."""

    objective: float
    starts: tuple[int, ...]


@dataclass(frozen=True)
class Blocking:
    """A condition that stands in the way where the total violation is least.

    shortfall: how far it is missed there, in its unit (0 when it holds exactly and pushes others out). relief: how much
    the total violation, in scales, falls when it is relaxed by one unit (for small changes). least_relaxation: the
    least amount, in its unit, that it must be relaxed by when all the others are kept, as far as the starts found; None
    when the others exclude each other too.
    """

    name: str
    shortfall: float
    relief: float
    least_relaxation: float | None


@dataclass(frozen=True, eq=False)
class NoFeasibleEnd:
    """No start ended where all conditions hold. That is what was tried, not a proof that there is no such point.

    values (n): where the total violation was least, `violation` its sum in scales. `blocking` in the order of the
    conditions."""

    starts_tried: int
    values: FloatArray
    violation: float
    blocking: tuple[Blocking, ...]


@dataclass(frozen=True, eq=False)
class MultistartResult:
    """The best of `starts_run` starts: never proven to be the best of all points.

    best: None when no end satisfies all conditions; then `infeasible` says what blocks, unless time or a stop came
    first. reached_best: how many ends satisfy all conditions at the best value, within the tolerance. spread: the
    distinct values of converged ends, best first. limit: set when the search was cut short.
    """

    outcomes: tuple[StartOutcome, ...]
    best: Optimum | None
    best_start: int | None
    reached_best: int
    spread: tuple[LocalOptimum, ...]
    infeasible: NoFeasibleEnd | None
    limit: Limit | None

    @property
    def starts_run(self) -> int:
        """The starts that ran, cut off ones included."""
        return sum(outcome.end is not StartEnd.NOT_RUN for outcome in self.outcomes)


@dataclass(frozen=True)
class VariableRange:
    """Between which values a variable can lie while the objective is within a margin of the best, the others adapting.

    low and high are attained by points that satisfy all conditions; the true range may be wider, because they are local
    optima themselves. `low_converged` and `high_converged`: the first-order conditions hold there."""

    name: str
    low: float
    best: float
    high: float
    low_converged: bool
    high_converged: bool


@dataclass(frozen=True, eq=False)
class SweepPoint:
    """The best point found when a condition is relaxed by `amount`, in its unit. `optimum` is None when no end
    satisfied all conditions; `price`: what the objective falls by for one unit more, NaN without a point."""

    amount: float
    optimum: Optimum | None
    price: float

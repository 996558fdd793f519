"""What is asked of a frontier, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.allocation.aims.aim import Aim
from models.allocation.plan import Outcome, Plan
from models.allocation.staging import TermRange
from models.allocation.strategy import Weights
from scenarios.allocation import AllocationResult
from scenarios.staging import LONE_FIT

CountListener = Callable[[int, int], None]
"""Is told how many points are done, of how many."""

DEFAULT_POINTS = 20
LEAST_POINTS, MOST_POINTS = 3, 500


@dataclass(frozen=True)
class FrontierRequest:
    """`between`: two or three aims as `aim_names` reads them. `points`: at most so many. `fit`: weight of the fit
    beside the dearest aim where it has a say; less of it lets plans go further from their reference."""

    between: Sequence[str]
    points: int = DEFAULT_POINTS
    fit: float = LONE_FIT


class Stopped(StrEnum):
    """Why a search ended before its last point."""

    INTERRUPTED = "interrupted"
    TIME_LIMIT = "time_limit"


@dataclass(frozen=True, eq=False)
class FrontierPoint:
    """A plan that no other plan of the frontier beats. `losses`: of its aims, in their order, soft limits included;
    `own_losses`: without them.
    `by_aim`: what the aims weigh in the program whose optimum it is, and `weights` the strategy of the same plan as far
    as terms go; both None for the plans of an ε-constraint. `rate`: what a unit of the second loss costs of the first.

    `within`: no plan at all is better in every aim by more than this share of their ranges, as proven; None where that
    was not looked into, because the fit has a say beside the aims."""

    losses: tuple[float, ...]
    own_losses: tuple[float, ...]
    plan: Plan
    by_aim: tuple[float, ...] | None = None
    weights: Weights | None = None
    rate: float | None = None
    within: float | None = None

    @property
    def outcome(self) -> Outcome:
        """Optimal where the plan is proven to be the only one of its weights; feasible where it is one of several that
        are as good, or nearly so."""
        return Outcome.FEASIBLE if self.weights is None else self.plan.outcome


@dataclass(frozen=True, eq=False)
class Frontier:
    """The points between `aims`, ordered by what they lose of the first. `ranges`: of the aims' losses between the
    ends; `alone`: the least that any plan can lose of an aim, None where that is not known. `fit`: what the fit weighs
    beside the dearest aim; None where it has no say. `knee`: its place, None where there is none. `own_losses`: of the
    strategy's own plan, `own_alone` without what broken soft limits cost. `is_contested`: False where one plan is best
    for every aim. `stopped`: None when the search is complete."""

    aims: tuple[Aim, ...]
    fit: float | None
    ranges: tuple[TermRange, ...]
    alone: tuple[float | None, ...]
    points: tuple[FrontierPoint, ...]
    knee: int | None
    own_losses: tuple[float, ...]
    own_alone: tuple[float, ...]
    is_contested: bool
    stopped: Stopped | None


@dataclass(frozen=True, eq=False)
class FrontierResult:
    """What came of the strategy's own solve; `frontier` is there when a plan is."""

    allocation: AllocationResult
    frontier: Frontier | None

    def raise_for_outcome(self) -> tuple[Plan, Frontier]:
        """The strategy's own plan and the frontier, or the error that stands in their place."""
        plan = self.allocation.raise_for_outcome()
        assert self.frontier is not None
        return plan, self.frontier

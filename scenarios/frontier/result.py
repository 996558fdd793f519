"""What is asked of a frontier, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.allocation.plan import Plan
from models.allocation.staging import TermRange
from models.allocation.strategy import Term, Weights
from scenarios.allocation import AllocationResult
from scenarios.staging import LONE_FIT

CountListener = Callable[[int, int], None]
"""Is told how many points are done, of how many."""

DEFAULT_POINTS = 20
LEAST_POINTS, MOST_POINTS = 3, 500


@dataclass(frozen=True)
class FrontierRequest:
    """`between`: two or three names of AIMS. `points`: at most so many. `fit`: weight of the fit beside the dearest
    term; less of it lets plans go further from their reference."""

    between: Sequence[str]
    points: int = DEFAULT_POINTS
    fit: float = LONE_FIT


class Stopped(StrEnum):
    """Why a search ended before its last point."""

    INTERRUPTED = "interrupted"
    TIME_LIMIT = "time_limit"


@dataclass(frozen=True, eq=False)
class FrontierPoint:
    """A plan that no other plan of the frontier beats. `losses`: of its terms, in their order, soft limits included.
    `weights`: the strategy whose plan it is."""

    losses: tuple[float, ...]
    weights: Weights
    plan: Plan


@dataclass(frozen=True, eq=False)
class Frontier:
    """The points between `terms`, ordered by what they lose of the first. `knee`: its place, None where there is none.
    `own_losses`: of the strategy's own plan. `is_contested`: False where one plan is best for every term but for what
    the fit keeps. `stopped`: None when the search is complete."""

    names: tuple[str, ...]
    terms: tuple[Term, ...]
    fit: float
    ranges: tuple[TermRange, ...]
    points: tuple[FrontierPoint, ...]
    knee: int | None
    own_losses: tuple[float, ...]
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

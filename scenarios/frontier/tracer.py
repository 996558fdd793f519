"""What every search for a frontier does: publish each point at once, keep those there are when it ends early."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

import numpy as np

from models.allocation.frontier import efficient, knee
from models.allocation.plan import Plan
from models.allocation.staging import TermRange
from models.errors import LimitReached
from models.solution import TerminationCondition
from scenarios.frontier.programs import FrontierPrograms, is_contested
from scenarios.frontier.result import CountListener, Frontier, FrontierPoint, FrontierRequest, Stopped
from scenarios.many import StrategyEngine
from scenarios.optimum import Optimum


class Tracer(ABC):
    """One search. Points are made plans as they are found, so that an end of the time loses none."""

    fit: float | None

    def __init__(
        self,
        engine: StrategyEngine,
        programs: FrontierPrograms,
        near: Optimum,
        request: FrontierRequest,
        listener: CountListener,
    ) -> None:
        """`near`: the optimum of the strategy's own plan."""
        self.engine, self.programs, self.near, self.request = engine, programs, near, request
        self._listener = listener

    @abstractmethod
    def ranges(self) -> tuple[TermRange, ...]:
        """The aims' ranges between the ends. Raises LimitReached once the time is up."""

    @abstractmethod
    def alone(self) -> tuple[float | None, ...]:
        """The least that any plan can lose of each aim; None where that is not known."""

    @abstractmethod
    def points(self) -> Iterator[FrontierPoint | None]:
        """The points, each as soon as it is found; None for one that cannot be shown."""

    def frontier(self, own: Plan) -> Frontier:
        """The frontier. Raises LimitReached where no point was found in time."""
        ranges, alone = self.ranges(), self.alone()
        found, stopped = self._found()
        if not found:
            raise LimitReached(str(stopped or TerminationCondition.TIME_LIMIT), self.programs.optimiser.watch.elapsed)
        points = self._efficient(found, ranges)
        contested = is_contested(ranges)
        is_plane = len(self.programs.aims) == 2 and contested and stopped is None
        return Frontier(
            aims=self.programs.aims,
            fit=self.fit,
            ranges=ranges,
            alone=alone,
            points=points,
            knee=knee(np.array([point.losses for point in points])) if is_plane else None,
            own_losses=self.losses(own),
            own_alone=self.own_losses(own),
            is_contested=contested,
            stopped=stopped,
        )

    def losses(self, plan: Plan) -> tuple[float, ...]:
        """What a plan loses of every aim."""
        return self.programs.losses(self.near.formulation.terms, plan.exact)

    def own_losses(self, plan: Plan) -> tuple[float, ...]:
        """The same without what broken soft limits cost."""
        return self.programs.own_losses(self.near.formulation.terms, plan.exact)

    def _found(self) -> tuple[list[FrontierPoint], Stopped | None]:
        """The points, and why the search ended early."""
        found: list[FrontierPoint] = []
        try:
            for number, point in enumerate(self.points(), 1):
                found += [] if point is None else [point]
                self._listener(number, self.request.points)
        except KeyboardInterrupt:
            return found, Stopped.INTERRUPTED
        except LimitReached as limit:
            is_stop = limit.limit == str(TerminationCondition.INTERRUPTED)
            return found, Stopped.INTERRUPTED if is_stop else Stopped.TIME_LIMIT
        return found, None

    def _efficient(self, found: list[FrontierPoint], ranges: Sequence[TermRange]) -> tuple[FrontierPoint, ...]:
        """The points that none of the others beats, ordered by what they lose of the first aim."""
        losses = np.array([point.losses for point in found])
        width = np.maximum(losses.max(axis=0) - losses.min(axis=0), [one.width for one in ranges])
        return tuple(found[place] for place in efficient(losses, width))

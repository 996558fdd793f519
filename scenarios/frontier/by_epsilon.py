"""The frontier between two linear or piecewise linear aims."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from models.allocation.staging import TermRange
from scenarios.frontier.epsilon import EpsilonConstraint
from scenarios.frontier.programs import is_contested
from scenarios.frontier.result import FrontierPoint
from scenarios.frontier.tracer import Tracer


class EpsilonTracer(Tracer):
    """Points by the augmented ε-constraint; the fit has no say but among plans that are as good."""

    fit = None

    @cached_property
    def _search(self) -> EpsilonConstraint:
        return EpsilonConstraint(self.programs, self.near)

    def ranges(self) -> tuple[TermRange, ...]:
        """The aims' ranges between the lexicographic ends."""
        return self._search.ranges

    def alone(self) -> tuple[float | None, ...]:
        """What the ends lose."""
        return tuple(one.ideal for one in self.ranges())

    def points(self) -> Iterator[FrontierPoint | None]:
        """The points of the grid."""
        contested = is_contested(self.ranges())
        trials = self._search.trials(self.request.points) if contested else iter([self._search.single()])
        for trial in trials:
            plan = self.engine.planned(self.programs.strategy, trial.optimum).plan
            rate, within = (trial.rate, trial.within) if contested else (None, None)
            if plan is None:
                yield None
            else:
                yield FrontierPoint(trial.losses, self.own_losses(plan), plan, rate=rate, within=within)

"""The frontier between aims of which one is a curve, and the surface between three: optima of weights."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from models.allocation.plan import Outcome, Plan
from models.allocation.staging import TermRange
from models.allocation.strategy import Term
from scenarios.frontier.epsilon import best_alone
from scenarios.frontier.linear_aims import LinearAims
from scenarios.frontier.programs import Payoff, Trial
from scenarios.frontier.result import FrontierPoint
from scenarios.frontier.surface import surface_trials
from scenarios.frontier.tracer import Tracer
from scenarios.frontier.trade_off import TradeOff


class WeightTracer(Tracer):
    """Points that are optima of positive weights. Where the fit is an aim, nothing else has a say, and no plan beats
    them; else they are so but for what the fit keeps."""

    @property
    def fit(self) -> float | None:  # type: ignore[override]
        """What the fit weighs beside the dearest aim."""
        return self.request.fit

    @cached_property
    def _payoff(self) -> Payoff:
        return self.programs.payoff(self.near)

    def ranges(self) -> tuple[TermRange, ...]:
        """Every aim alone, beside the fit."""
        return self._payoff.ranges

    def alone(self) -> tuple[float | None, ...]:
        """By a linear program for each aim but the attainability; the fit's own optimum."""
        linear = LinearAims.of(self.programs)
        return tuple(
            trial.losses[place]
            if aim.term is Term.FIT
            else None
            if aim.term is Term.ATTAINABILITY
            else min(best_alone(self.programs, linear, place), trial.losses[place])
            for place, (aim, trial) in enumerate(zip(self.programs.aims, self._payoff.lone, strict=True))
        )

    def points(self) -> Iterator[FrontierPoint | None]:
        """A plan for every trial."""
        for trial in self._trials():
            weights = trial.weights
            strategy = self.programs.strategy_of(weights)
            plan = self.engine.near(strategy, trial.optimum, weights.metrics).plan
            yield None if plan is None else self._point(trial, plan)

    def _trials(self) -> Iterator[Trial]:
        if not self._payoff.is_contested:
            yield from self._payoff.lone
        elif len(self.programs.aims) == 2:
            yield from TradeOff(self.programs, self._payoff).trials(self.request.points)
        else:
            yield from surface_trials(self.programs, self._payoff, self.request.points)

    def _point(self, trial: Trial, plan: Plan) -> FrontierPoint:
        by_aim = trial.weights.by_aim
        is_pair = len(by_aim) == 2 and self._payoff.is_contested
        return FrontierPoint(
            losses=self.losses(plan),
            own_losses=self.own_losses(plan),
            plan=plan,
            by_aim=by_aim,
            weights=trial.weights.terms,
            rate=by_aim[1] / by_aim[0] if is_pair and by_aim[0] > 0.0 else None,
            within=self._within(trial, plan),
        )

    def _within(self, trial: Trial, plan: Plan) -> float | None:
        """0 where the plan is proven to be the optimum of positive weights of the aims and of nothing else, what the
        proof leaves open where it is not; None where the fit is no aim."""
        if not any(aim.term is Term.FIT for aim in self.programs.aims):
            return None
        if plan.outcome is Outcome.OPTIMAL:
            return 0.0
        pairs = zip(trial.weights.by_aim, self._payoff.ranges, strict=True)
        worth = sum(weight * one.width for weight, one in pairs)
        return plan.polished.gap / (plan.scale * worth) if worth > 0.0 else None

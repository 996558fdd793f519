"""The programs of a frontier: its aims weighed against each other, with the fit that keeps every answer unique.

A plan that keeps one aim within ε and is best for another is the optimum at the price of that constraint. So the plans
of a frontier are those of weights between an aim alone and the other alone. The dearest aim weighs one, and the fit
beside it what it weighs beside an aim alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.allocation.aims.aim import Aim
from models.allocation.aims.metric import Weighed
from models.allocation.formulation import Formulation, LimitRows, formulate
from models.allocation.objective import TermData, soft_cost
from models.allocation.problem import AllocationProblem
from models.allocation.staging import LEAST_RANGE, TermRange, rounded
from models.allocation.strategy import Normalise, Strategy, Term, Weights
from models.arrays import FloatArray
from scenarios.optimum import Optimiser, Optimum


@dataclass(frozen=True, eq=False)
class AimWeights:
    """Weights of the terms, and of the aims that are metrics; `by_aim` those of the aims in their order."""

    terms: Weights
    metrics: tuple[Weighed, ...]
    by_aim: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Trial:
    """The optimum of some weights, and what it loses of each aim of the frontier, soft limits included."""

    weights: AimWeights
    optimum: Optimum
    losses: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Payoff:
    """Every aim alone, in their order: its `ideal` is what it loses then, its nadir the most that it loses in the
    plans of the others."""

    lone: tuple[Trial, ...]
    ranges: tuple[TermRange, ...]

    @property
    def is_contested(self) -> bool:
        """False where an aim loses nothing by the others: there is nothing to trade for it."""
        return is_contested(self.ranges)


@dataclass(frozen=True, eq=False)
class FrontierPrograms:
    """All programs between some aims over one set of limit rows; `fit` as a share of the dearest aim's weight. Every
    solve raises LimitReached once the time is up or the request was stopped."""

    problem: AllocationProblem
    strategy: Strategy
    rows: LimitRows
    optimiser: Optimiser
    aims: tuple[Aim, ...]
    fit: float

    def weights(self, parts: Sequence[float]) -> AimWeights:
        """Weights of the aims in the proportion of `parts` (≥ 0, not all zero)."""
        most = max(parts)
        return self.weighed([rounded(part / most) for part in parts], self.fit)

    def weighed(self, by_aim: Sequence[float], fit: float) -> AimWeights:
        """Weights of the aims as they are; the fit weighs `fit` at least."""
        pairs = list(zip(self.aims, by_aim, strict=True))
        by_term = {aim.term: weight for aim, weight in pairs if aim.term is not None}
        metrics = tuple((aim.metric, weight) for aim, weight in pairs if aim.metric is not None and weight > 0.0)
        terms = Weights.of({**by_term, Term.FIT: max(by_term.get(Term.FIT, 0.0), fit)})
        return AimWeights(terms, metrics, tuple(by_aim))

    def strategy_of(self, weights: AimWeights) -> Strategy:
        """The strategy that has a point's plan: the reference as it is, these weights, all terms at once."""
        return replace(self.strategy, weights=weights.terms, normalise=Normalise.NONE, tiers=())

    def formulation(self, weights: AimWeights) -> Formulation:
        """The program of some weights."""
        return formulate(self.problem, self.strategy, self.rows, weights.terms, metrics=weights.metrics)

    def at(self, parts: Sequence[float], near: Optimum) -> Trial:
        """Nearly the optimum of the aims in some proportion."""
        weights = self.weights(parts)
        formulation = self.formulation(weights)
        found = self.optimiser.again(formulation, near)
        return Trial(weights, found, self.losses(formulation.terms, found.targets))

    def losses(self, data: TermData, targets: FloatArray) -> tuple[float, ...]:
        """What counts on the frontier: each aim, and in each what broken soft limits cost."""
        soft = soft_cost(self.rows, targets) / data.scale
        return tuple(loss + soft for loss in self.own_losses(data, targets))

    def own_losses(self, data: TermData, targets: FloatArray) -> tuple[float, ...]:
        """Each aim alone."""
        return tuple(aim.loss(data, targets) for aim in self.aims)

    def payoff(self, near: Optimum) -> Payoff:
        """Every aim alone."""
        count = len(self.aims)
        lone = tuple(self.at([float(other == place) for other in range(count)], near) for place in range(count))
        ranges = (
            TermRange(lone[place].losses[place], max(trial.losses[place] for trial in lone)) for place in range(count)
        )
        return Payoff(lone, tuple(ranges))


def is_contested(ranges: Sequence[TermRange]) -> bool:
    """False where an aim loses nothing by the others."""
    return all(one.width > LEAST_RANGE for one in ranges)

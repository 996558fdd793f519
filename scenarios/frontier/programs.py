"""The programs of a frontier: its terms weighed against each other, with the fit that keeps every answer unique.

A plan that keeps one term within ε and is best for another is the optimum at the price of that constraint. So the plans
of a frontier are those of weights between a term alone and the other alone, and ε is reached by a search over weights,
as with tiers. The dearest term weighs one, and the fit beside it what it weighs beside a term alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.allocation.formulation import LimitRows, formulate
from models.allocation.objective import soft_cost, term_losses
from models.allocation.problem import AllocationProblem
from models.allocation.staging import LEAST_RANGE, TermRange, rounded
from models.allocation.strategy import Normalise, Strategy, Term, Weights
from scenarios.optimum import Optimiser, Optimum


@dataclass(frozen=True, eq=False)
class Trial:
    """The optimum of some weights, and what it loses of each term of the frontier, soft limits included."""

    weights: Weights
    optimum: Optimum
    losses: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Payoff:
    """Every term alone, in the order of the terms: its `ideal` is what it loses then, its nadir the most that it loses
    in the plans of the others."""

    lone: tuple[Trial, ...]
    ranges: tuple[TermRange, ...]

    @property
    def is_contested(self) -> bool:
        """False where a term loses nothing by the others: there is nothing to trade for it."""
        return all(one.width > LEAST_RANGE for one in self.ranges)


@dataclass(frozen=True, eq=False)
class FrontierPrograms:
    """All programs between some terms over one set of limit rows; `fit` as a share of the dearest term's weight. Every
    solve raises LimitReached once the time is up or the request was stopped."""

    problem: AllocationProblem
    strategy: Strategy
    rows: LimitRows
    optimiser: Optimiser
    terms: tuple[Term, ...]
    fit: float

    def weights(self, parts: Sequence[float]) -> Weights:
        """Weights of the terms in the proportion of `parts` (≥ 0, not all zero)."""
        most = max(parts)
        by_term = {term: rounded(part / most) for term, part in zip(self.terms, parts, strict=True)}
        return Weights.of({**by_term, Term.FIT: max(by_term.get(Term.FIT, 0.0), self.fit)})

    def strategy_of(self, weights: Weights) -> Strategy:
        """The strategy that has a point's plan: the reference as it is, these weights, all terms at once."""
        return replace(self.strategy, weights=weights, normalise=Normalise.NONE, tiers=())

    def at(self, parts: Sequence[float], near: Optimum) -> Trial:
        """Nearly the optimum of the terms in some proportion."""
        weights = self.weights(parts)
        formulation = formulate(self.problem, self.strategy, self.rows, weights)
        found = self.optimiser.again(formulation, near)
        soft = soft_cost(self.rows, found.targets) / formulation.program.scale
        return Trial(weights, found, self.losses(term_losses(formulation.terms, found.targets), soft))

    def losses(self, losses: Mapping[Term, float], soft: float) -> tuple[float, ...]:
        """What counts on the frontier: each term, and in each what broken soft limits cost."""
        return tuple(losses[term] + soft for term in self.terms)

    def payoff(self, near: Optimum) -> Payoff:
        """Every term alone."""
        count = len(self.terms)
        lone = tuple(self.at([float(other == place) for other in range(count)], near) for place in range(count))
        ranges = (
            TermRange(lone[place].losses[place], max(trial.losses[place] for trial in lone)) for place in range(count)
        )
        return Payoff(lone, tuple(ranges))

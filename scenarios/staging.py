"""The optimum of a whole strategy: weights normalised by the terms' ranges where asked, tiers one after the other.

A tier before the last is kept by a price: the later tiers are optimised with the earlier one's loss at the least
multiplier that keeps it within its tolerance. The multiplier is the dual of that constraint, so the answer is the
optimum of the tier problem with the tolerance as far as it was used (`TierKept.is_used` asks for nearly all), and every
number is as exact as without tiers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.allocation.formulation import Formulation, LimitRows, formulate
from models.allocation.objective import soft_cost, term_losses, weighted_loss
from models.allocation.plan import exact_tolerance
from models.allocation.problem import AllocationProblem
from models.allocation.staging import (
    LEAST_RANGE,
    LEAST_TOLERANCE,
    Staging,
    TermRange,
    TierKept,
    normalised,
    rounded,
)
from models.allocation.strategy import Normalise, Strategy, Term, Weights
from models.solution import Solution
from scenarios.optimum import Optimiser, Optimum

LONE_FIT = 0.05
"""Fit weight beside a term that is optimised alone: it makes the answer unique and hardly worse."""

FIRST_PRICE, DEAREST_PRICE = 1.0, 1e5
PRICE_STEP = 8.0
CLOSE_ENOUGH = 0.02
"""Share of a tier's tolerance that may stay unused."""

KEPT_BACK = 0.02
"""Share of a tier's tolerance that the search by rough optima leaves to the exact one that follows it."""

MAX_SEARCH = 20
MAX_SWEEPS = 2


@dataclass(frozen=True, eq=False)
class StagedOptimum:
    """The optimum of a strategy and how its weights came about."""

    optimum: Optimum
    staging: Staging


def strategy_optimum(
    problem: AllocationProblem,
    strategy: Strategy,
    rows: LimitRows,
    optimiser: Optimiser,
    near: Optimum | None = None,
) -> StagedOptimum | Solution:
    """The strategy's optimum over some limit rows; a linear program's solution where that ended without a point.

    `near`: another optimum to start from. Searches over weights start from the linear programs all the same: what they
    find depends on where they begin."""
    plain = formulate(problem, strategy, rows)
    warm = None
    if near is not None and is_plain(strategy):
        warm = optimiser.exact_from(near, plain, exact_tolerance(problem))
    first = warm or optimiser.optimum(plain)
    if isinstance(first, Solution):
        return first
    stager = _Stager(problem, strategy, rows, optimiser, first)
    staging = stager.normalised() if strategy.normalise is Normalise.PAYOFF else Staging(strategy.weights)
    if strategy.tiers:
        return stager.in_tiers(staging)
    if staging.weights == strategy.weights:
        return StagedOptimum(first, staging)
    found = optimiser.optimum(stager.formulation(staging.weights))
    return found if isinstance(found, Solution) else StagedOptimum(found, staging)


def term_ranges(
    written: Weights, formulation: Callable[[Weights], Formulation], near: Optimum, optimiser: Optimiser
) -> dict[Term, TermRange]:
    """Every weighed term optimised alone; best and worst of each over all of these plans."""
    absent, weights = near.formulation.terms.absent(), written.by_term()
    terms = [term for term in Term if weights[term] > 0 and term not in absent]
    lone = [optimiser.again(formulation(_alone({term: 1.0})), near) for term in terms]
    losses = [term_losses(found.formulation.terms, found.targets) for found in lone]
    return {
        term: TermRange(losses[place][term], max(loss[term] for loss in losses)) for place, term in enumerate(terms)
    }


def is_plain(strategy: Strategy) -> bool:
    """True when one program holds the whole strategy: its weights as written, all at once."""
    return not strategy.tiers and strategy.normalise is Normalise.NONE


@dataclass(frozen=True, eq=False)
class _Stager:
    """One strategy over one set of rows; `near` is an optimum to start others from."""

    problem: AllocationProblem
    strategy: Strategy
    rows: LimitRows
    optimiser: Optimiser
    near: Optimum

    def formulation(self, weights: Weights, soft_scale: float = 1.0) -> Formulation:
        return formulate(self.problem, self.strategy, self.rows, weights, soft_scale)

    def normalised(self) -> Staging:
        """The weights per range of their terms."""
        ranges = term_ranges(self.strategy.weights, self.formulation, self.near, self.optimiser)
        dropped = tuple(term for term in ranges if term is not Term.FIT and ranges[term].width <= LEAST_RANGE)
        return Staging(normalised(self.strategy.weights, ranges), ranges=ranges, dropped=dropped)

    def in_tiers(self, staging: Staging) -> StagedOptimum | Solution:
        """The tiers one after the other, each with those before it kept."""
        *earlier, last = _tiers(self.strategy, staging.weights)
        free = self.optimiser.again(self.formulation(_alone(last)), self.near)
        search = _TierSearch(self, [], [], [])
        for tier in earlier:
            best = search.optimum(tier)
            value = self._tier_loss(best, tier)
            width = max(self._tier_loss(free, tier) - value, 0.0)
            search.tiers.append(tier)
            search.best.append(value)
            search.allowed.append(value + max(LEAST_TOLERANCE, self.strategy.tier_tolerance * width))
        warm = search.optimum(last)
        weights, scale = search.weights(last)
        exact = self.optimiser.optimum(self.formulation(weights, scale))
        if isinstance(exact, Solution):
            return exact
        chosen = exact if exact.polished.gap <= warm.polished.gap else replace(warm, solution=exact.solution)
        kept = tuple(
            TierKept(tuple(tier), best, allowed, self._tier_loss(chosen, tier), price)
            for tier, best, allowed, price in zip(search.tiers, search.best, search.allowed, search.prices, strict=True)
        )
        return StagedOptimum(chosen, replace(staging, weights=weights, soft_scale=scale, tiers=kept))

    def _losses(self, found: Optimum) -> dict[Term, float]:
        return term_losses(found.formulation.terms, found.targets)

    def _tier_loss(self, found: Optimum, tier: dict[Term, float]) -> float:
        """Weighted loss of a tier's terms, soft limits included at their own price."""
        scale = found.formulation.program.scale
        return weighted_loss(self._losses(found), Weights.of(tier)) + soft_cost(self.rows, found.targets) / scale


@dataclass(eq=False)
class _TierSearch:
    """The least prices of the earlier tiers that keep each within what it is allowed."""

    stager: _Stager
    tiers: list[dict[Term, float]]
    best: list[float]
    allowed: list[float]

    def __post_init__(self) -> None:
        self.prices: list[float] = []
        self._at: Optimum = self.stager.near

    def optimum(self, tier: dict[Term, float]) -> Optimum:
        """The optimum of a tier with the earlier ones kept: one price after the other, until all of them hold."""
        self.prices = [*self.prices, *([0.0] * (len(self.tiers) - len(self.prices)))]
        found = self._solve(tier)
        ray = [*self.prices[:-1], 1.0]
        for _ in range(MAX_SWEEPS):
            if all(self._is_settled(found, place) for place in range(len(self.tiers))):
                return found
            for place in range(len(self.tiers)):
                found = self._settle(tier, place)
        return found if self._worst(found) <= 0.0 else self._from_inside(tier, ray)

    def weights(self, tier: dict[Term, float]) -> tuple[Weights, float]:
        """Weights of the program that stands for a tier with the earlier ones at their prices, and what penalties are
        multiplied with: soft limits belong to every tier. Scaled so that the dearest tier counts once."""
        total = dict(tier)
        for price, earlier in zip(self.prices, self.tiers, strict=True):
            for term, weight in earlier.items():
                total[term] = total.get(term, 0.0) + price * weight
        unit = max(1.0, *self.prices) if self.prices else 1.0
        soft = (1.0 + sum(self.prices)) / unit
        return _alone({term: rounded(weight / unit) for term, weight in total.items()}), soft

    def _solve(self, tier: dict[Term, float]) -> Optimum:
        weights, soft = self.weights(tier)
        self._at = self.stager.optimiser.again(self.stager.formulation(weights, soft), self._at)
        return self._at

    def _excess(self, found: Optimum, place: int) -> float:
        """What a tier lost beyond what it may, a small part of its room kept back for the exact optimum."""
        room = self.allowed[place] - self.best[place]
        return self.stager._tier_loss(found, self.tiers[place]) - self.allowed[place] + KEPT_BACK * room

    def _is_settled(self, found: Optimum, place: int) -> bool:
        """Within what is allowed, and either free of charge or hardly below it."""
        excess, room = self._excess(found, place), self.allowed[place] - self.best[place]
        return excess <= 0.0 and (self.prices[place] == 0.0 or excess >= -CLOSE_ENOUGH * room)

    def _worst(self, found: Optimum) -> float:
        """The largest excess of an earlier tier, as a share of what it may give up; not above zero when all hold."""
        room = [allowed - best for allowed, best in zip(self.allowed, self.best, strict=True)]
        return max((self._excess(found, place) / room[place] for place in range(len(room))), default=0.0)

    def _from_inside(self, tier: dict[Term, float], ray: list[float]) -> Optimum:
        """Prices that keep every tier, where raising one price after the other breaks what the price before had mended.

        Under prices far along `ray` (those that the newest tier's own optimum needed, and 1 for that tier) the plan is
        that optimum, which keeps them all: so the least multiple that does is found first. From there on one price
        after the other goes down as far as every tier allows.
        """

        def along(length: float) -> tuple[Optimum, float]:
            self.prices = [rounded(length * price) for price in ray]
            found = self._solve(tier)
            return found, self._worst(found)

        found = _least_price(along, 1.0, 0.0)
        for place in range(len(self.tiers)):
            if self.prices[place] > 0.0 and self._worst(found) <= 0.0:
                found = self._lowered(tier, place)
        return found

    def _lowered(self, tier: dict[Term, float], place: int) -> Optimum:
        """Move one price down to the least at which every tier is still kept."""

        def at(price: float) -> tuple[Optimum, float]:
            self.prices[place] = price
            found = self._solve(tier)
            return found, self._worst(found)

        return _least_price(at, 1.0, self.prices[place])

    def _settle(self, tier: dict[Term, float], place: int) -> Optimum:
        """Move one price to the least that keeps its tier: bracketed, then halved or interpolated."""

        def at(price: float) -> tuple[Optimum, float]:
            self.prices[place] = price
            found = self._solve(tier)
            return found, self._excess(found, place)

        return _least_price(at, self.allowed[place] - self.best[place], self.prices[place])


def _least_price(at: Callable[[float], tuple[Optimum, float]], room: float, last: float) -> Optimum:
    """The least price at which the excess is not above zero (it falls as the price rises), as far as
    CLOSE_ENOUGH of the room; the dearest price where even that does not keep the tier. `last`: where to start."""
    low, high = last / PRICE_STEP, last or FIRST_PRICE
    found, low_excess = at(low)
    if low_excess <= 0.0 and low > 0.0:
        low = 0.0
        found, low_excess = at(low)
    if low_excess <= 0.0:
        return found
    found, high_excess = at(high)
    while high_excess > 0.0 and high < DEAREST_PRICE:
        low, low_excess, high = high, high_excess, high * PRICE_STEP
        found, high_excess = at(high)
    for turn in range(MAX_SEARCH):
        if high_excess >= -CLOSE_ENOUGH * room or high_excess > 0.0:
            break
        secant = low + (high - low) * low_excess / (low_excess - high_excess)
        middle = 0.5 * (low + high) if turn % 3 == 2 else secant
        trial, value = at(rounded(middle))
        if value > 0.0:
            low, low_excess = middle, value
        else:
            high, high_excess, found = rounded(middle), value, trial
    trial, value = at(high)
    return trial if value <= 0.0 else found


def _tiers(strategy: Strategy, weights: Weights) -> Sequence[dict[Term, float]]:
    """Terms and weights by tier; what no tier names belongs to the last one."""
    written = {term: weight for term, weight in weights.by_term().items() if weight > 0}
    tiers = [{term: written[term] for term in tier if term in written} for tier in strategy.tiers]
    named = {term for tier in strategy.tiers for term in tier}
    tiers[-1] |= {term: weight for term, weight in written.items() if term not in named}
    return [tier for tier in tiers if tier] or [written]


def _alone(terms: dict[Term, float]) -> Weights:
    """Weights of some terms, with the fit that makes their optimum unique."""
    least = LONE_FIT * max(terms.values())
    return Weights.of({**terms, Term.FIT: max(terms.get(Term.FIT, 0.0), rounded(least))})

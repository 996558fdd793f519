"""The price list of a strategy: every limit and every term taken away on its own, and solved again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from models.allocation.comparison.price import Price, Subject, price_of
from models.allocation.limits.difficulty_band import DifficultyBand
from models.allocation.limits.families import LimitFamily
from models.allocation.limits.neutrality import Neutrality
from models.allocation.limits.parity import Parity
from models.allocation.plan import Outcome
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Normalise, Strategy, Term, Weights
from scenarios.allocation import AllocationResult
from scenarios.comparison.comparison import standard_of
from scenarios.many import StrategyEngine

FAIRNESS_LIMITS = (Parity, Neutrality, DifficultyBand)
"""Families of limits that are there for fairness."""


@dataclass(frozen=True, eq=False)
class PriceLine:
    """One thing that was taken away. `name`: of the limit or term; `pointer`: of the limit in the document; `kind`: its
    family. `result`: the plan without it, or why there is none; `price` is None then. `is_fairness`: the fairness term
    or a limit that is there for fairness. `is_proven`: both plans are optimal."""

    subject: Subject
    name: str
    pointer: str
    kind: str
    owner: str | None
    is_fairness: bool
    result: AllocationResult
    price: Price | None
    is_proven: bool


@dataclass(frozen=True, eq=False)
class PriceList:
    """`base`: the strategy's plan with everything. `limits` and `terms`: what each costs, dearest first, lines without
    a price last. `fairness`: without the fairness term and all limits of fairness at once; None where there is none of
    them. All are empty where `base` has no plan.

    The company target is never taken away, nor are holds written in cells (references are drawn around them) or the
    fit, without which plans are not unique.
    """

    strategy: Strategy
    base: AllocationResult
    limits: tuple[PriceLine, ...] = ()
    terms: tuple[PriceLine, ...] = ()
    fairness: PriceLine | None = None

    @property
    def of_fairness(self) -> tuple[PriceLine, ...]:
        """The fairness term and every limit of fairness, each taken away alone."""
        return tuple(line for line in (*self.terms, *self.limits) if line.is_fairness)


def price_list(
    engine: StrategyEngine,
    strategy: Strategy,
    listener: Callable[[str], None] | None = None,
    base: AllocationResult | None = None,
) -> PriceList:
    """Solve a strategy with everything (`base`, where that is known already), then without each limit and each term
    that weighs something and has data. Prices are of annual targets: the plans without something have no months.

    Weights stay those that the plan was solved with, so that a price compares like with like: `normalise: payoff` is
    not worked out again. Tiers are, because they are kept by prices: there a price may be below zero. `listener` is
    told the name of what is taken away. Raises InvalidInput for a reference that cannot be drawn.
    """
    base = engine.solve(strategy) if base is None else base
    if base.plan is None:
        return PriceList(strategy, base)
    pricing = _Pricing(engine, as_solved(strategy, base), base, listener)
    limits = [pricing.without_limit(place) for place in range(len(engine.problem.limits))]
    terms = [pricing.without_term(term) for term in Term if term is not Term.FIT and pricing.counts(term)]
    return PriceList(strategy, base, _dearest_first(limits), _dearest_first(terms), pricing.without_fairness())


def as_solved(strategy: Strategy, result: AllocationResult) -> Strategy:
    """The strategy with the weights that its plan was solved with; one with tiers as it is."""
    plan = result.plan
    if strategy.tiers or strategy.normalise is Normalise.NONE or plan is None or plan.staging is None:
        return strategy
    return replace(strategy, weights=plan.staging.weights, normalise=Normalise.NONE)


def _dearest_first(lines: Sequence[PriceLine]) -> tuple[PriceLine, ...]:
    return tuple(sorted(lines, key=lambda line: -line.price.loss if line.price is not None else float("inf")))


@dataclass(frozen=True, eq=False)
class _Pricing:
    """One strategy, `strategy` as it was solved, and its plan with everything."""

    engine: StrategyEngine
    strategy: Strategy
    base: AllocationResult
    listener: Callable[[str], None] | None

    @cached_property
    def yearly(self) -> StrategyEngine:
        """All limits, and no months."""
        return self.engine.yearly()

    def counts(self, term: Term) -> bool:
        """True where a term weighs something and has data: without any it cannot cost anything, nor bring anything."""
        if not self.strategy.weights.by_term()[term]:
            return False
        if term is Term.STRATEGIC:
            return bool((self.engine.problem.priority > 0).any())
        optimum = self.base.optimum
        return optimum is None or term not in optimum.formulation.terms.absent()

    def without_limit(self, place: int) -> PriceLine:
        limit = self.engine.problem.limits[place]
        self._tell(limit.name)
        result = self._engine_without([limit]).solve(self.strategy, self.base.optimum)
        line = self._line(Subject.LIMIT, limit.name, result, is_fairness=isinstance(limit, FAIRNESS_LIMITS))
        return replace(line, pointer=f"/limits/{place}", kind=limit.kind, owner=limit.owner)

    def without_term(self, term: Term) -> PriceLine:
        self._tell(term.value)
        result = self.yearly.solve(_without_term(self.strategy, term), self.base.optimum)
        return self._line(Subject.TERM, term.value, result, is_fairness=term is Term.FAIRNESS)

    def without_fairness(self) -> PriceLine | None:
        limits = [limit for limit in self.engine.problem.limits if isinstance(limit, FAIRNESS_LIMITS)]
        if not limits and not self.counts(Term.FAIRNESS):
            return None
        self._tell(Subject.FAIRNESS.value)
        engine = self._engine_without(limits) if limits else self.yearly
        result = engine.solve(_without_term(self.strategy, Term.FAIRNESS), self.base.optimum)
        return self._line(Subject.FAIRNESS, Subject.FAIRNESS.value, result, is_fairness=True)

    def _tell(self, name: str) -> None:
        if self.listener is not None:
            self.listener(name)

    def _engine_without(self, limits: Sequence[LimitFamily]) -> StrategyEngine:
        engine, problem = self.engine, without_limits(self.engine.problem, limits)
        return StrategyEngine(problem, engine.backend, engine.options, nodes=engine.nodes).yearly()

    def _line(self, subject: Subject, name: str, result: AllocationResult, *, is_fairness: bool) -> PriceLine:
        base, price = self.base, None
        if result.plan is not None:
            assert base.plan is not None and base.optimum is not None
            price = price_of(base.plan, result.plan, base.optimum.targets, standard_of(result))
        proven = base.outcome is Outcome.OPTIMAL and result.outcome is Outcome.OPTIMAL
        return PriceLine(subject, name, "", "", None, is_fairness, result, price, proven)


def without_limits(problem: AllocationProblem, limits: Sequence[LimitFamily]) -> AllocationProblem:
    """The same problem without some of its limits."""
    return replace(problem, limits=tuple(limit for limit in problem.limits if not any(limit is one for one in limits)))


def _without_term(strategy: Strategy, term: Term) -> Strategy:
    """The same strategy with a term that weighs nothing, and that no tier names."""
    weights = Weights.of({**strategy.weights.by_term(), term: 0.0})
    tiers = tuple(tuple(one for one in tier if one is not term) for tier in strategy.tiers)
    return replace(strategy, weights=weights, tiers=tuple(tier for tier in tiers if tier))

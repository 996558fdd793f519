"""The comparison of a scenario's strategies: which ones, against which, and by which cut of the company."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from models.allocation.comparison.node_comparison import NodeSet
from models.allocation.rollup import Cut, cut_of
from models.allocation.strategy import Term
from models.errors import TooLarge, UnknownResource
from scenarios.comparison.comparison import Comparison, chosen_strategies, compare_strategies
from scenarios.comparison.price_list import PriceList, price_list
from scenarios.definition import Scenario
from scenarios.many import StrategyEngine
from solvers.base import SolverBackend, SolverOptions


@dataclass(frozen=True)
class ComparisonRequest:
    """`strategies`: by name, all of the scenario's where there are none. `base`: what the others are compared with, the
    first one where it is None; it comes first, and is added where it is not among them. `by`: one or two levels,
    dimensions or attributes; without any, every level and every crossing of two levels. `prices`: the price list of the
    base too. `most_work`: ceiling of solves times cells."""

    strategies: tuple[str, ...] = ()
    base: str | None = None
    by: tuple[str, ...] = ()
    prices: bool = False
    most_work: int | None = None


@dataclass(frozen=True, eq=False)
class ScenarioComparison:
    """Strategies of one scenario beside each other. `cut`: the one that was asked for; `prices`: the price list of
    the base, where it was asked for and the base has a plan."""

    scenario: Scenario
    comparison: Comparison
    cut: Cut | None = None
    prices: PriceList | None = None

    @cached_property
    def cuts(self) -> tuple[NodeSet, ...]:
        """Whose targets stand side by side; none where no strategy has a plan."""
        plans = self.comparison.plans
        if not plans:
            return ()
        if self.cut is not None:
            return (self.cut,)
        index = plans[0].index
        return (*index.by_level, *index.crossings())


def compare_scenario(
    scenario: Scenario,
    request: ComparisonRequest,
    backend: SolverBackend,
    options: SolverOptions,
    listener: Callable[[int, int], None] | None = None,
) -> ScenarioComparison:
    """Solve every strategy; one without a plan is a row with its reason. `listener` is told how many of how many are
    done. Raises UnknownResource, TooLarge, InvalidInput (`strategy_twice`, `one_strategy`, and what is wrong with the
    axes) before anything is solved."""
    strategies = chosen_strategies(scenario, ordered_names(scenario, request))
    problem, count = scenario.problem, count_solves(scenario, request)
    work = count * problem.cells.count
    if request.most_work is not None and work > request.most_work:
        raise TooLarge("comparison_work", work, request.most_work)
    cut = cut_of(problem, request.by) if request.by else None
    begun = iter(range(count))

    def told(_: str) -> None:
        if listener is not None:
            listener(next(begun, count), count)

    engine = StrategyEngine(problem, backend, options)
    found = compare_strategies(engine, strategies, rules=scenario.certificate_rules, listener=told)
    base = found.base
    prices = price_list(engine, base.strategy, told) if request.prices and base is not None else None
    return ScenarioComparison(scenario, found, cut, prices)


def count_solves(scenario: Scenario, request: ComparisonRequest) -> int:
    """How many plans a request asks for at most. Raises UnknownResource."""
    strategies = len(ordered_names(scenario, request))
    return strategies + (len(scenario.problem.limits) + len(Term) if request.prices else 0)


def ordered_names(scenario: Scenario, request: ComparisonRequest) -> tuple[str, ...]:
    """The names as asked for, the base first. Raises UnknownResource."""
    known = list(scenario.strategies)
    names = request.strategies or tuple(known)
    if request.base is None:
        return names
    if request.base not in scenario.strategies:
        raise UnknownResource("strategy", request.base, known)
    return (request.base, *(name for name in names if name != request.base))

"""The comparison of a scenario's strategies: which ones, against which, and by which cut of the company."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from models.allocation.comparison.node_comparison import NodeSet
from models.allocation.rollup import Cut, cut_of
from models.allocation.strategy import Term
from models.errors import TooLarge, UnknownResource
from scenarios.comparison.comparison import Comparison, StrategyRow, chosen_strategies, compare_strategies
from scenarios.comparison.pay_figures import PayCosts
from scenarios.comparison.price_list import PriceList, price_list
from scenarios.comparison.turns import MOST_NODES, MOST_SOLVES, TurnBounds, TurnList, find_turns
from scenarios.definition import Scenario
from scenarios.many import StrategyEngine
from scenarios.stopwatch import Stopwatch
from solvers.base import SolverBackend, SolverOptions


@dataclass(frozen=True)
class ComparisonRequest:
    """`strategies`: by name, all of the scenario's where there are none. `base`: what the others are compared with, the
    first one where it is None; it comes first, and is added where it is not among them. `by`: one or two levels,
    dimensions or attributes; without any, every level and every crossing of two levels. `prices`: the price list of the
    base too. `break_evens`: who changes places along its dials too. `most_work`: ceiling of solves times cells.
    `seconds`: for everything, as far as break-evens are concerned: they take what the plans left of it."""

    strategies: tuple[str, ...] = ()
    base: str | None = None
    by: tuple[str, ...] = ()
    prices: bool = False
    break_evens: bool = False
    most_work: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, eq=False)
class ScenarioComparison:
    """Strategies of one scenario beside each other. `cut`: the one that was asked for; `prices`, `turns`: the price
    list of the base and who changes places along its dials, where it was asked for and the base has a plan. `pay`: what
    an incentive plan pays under each strategy, where one was given."""

    scenario: Scenario
    comparison: Comparison
    cut: Cut | None = None
    prices: PriceList | None = None
    turns: TurnList | None = None
    pay: PayCosts | None = None

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

    @property
    def watched(self) -> tuple[NodeSet, ...]:
        """Whose places break-evens speak of: the cut that was asked for, else the coarsest level of every dimension
        that divides the company, those with many nodes only where there is no other."""
        if self.cut is not None or not self.comparison.plans:
            return self.cuts
        first: dict[str, NodeSet] = {}
        for level in self.comparison.plans[0].index.by_level:
            if level.count > 1:
                first.setdefault(level.dimensions[0], level)
        few = tuple(level for level in first.values() if level.count <= MOST_NODES)
        return few or tuple(first.values())


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
    begun, watch = iter(range(count)), Stopwatch(request.seconds)

    def told(_: str) -> None:
        if listener is not None:
            listener(next(begun, count), count)

    engine = StrategyEngine(problem, backend, options)
    found = compare_strategies(engine, strategies, rules=scenario.certificate_rules, listener=told)
    base = found.base
    prices = price_list(engine, base.strategy, told, base.result) if request.prices and base is not None else None
    compared = ScenarioComparison(scenario, found, cut, prices)
    if not request.break_evens or base is None:
        return compared
    bounds = TurnBounds(seconds=watch.remaining)
    return replace(compared, turns=_turns(engine, base, compared.watched, bounds, told))


def _turns(
    engine: StrategyEngine,
    base: StrategyRow,
    cuts: Sequence[NodeSet],
    bounds: TurnBounds,
    listener: Callable[[str], None],
) -> TurnList:
    assert base.plan is not None
    return find_turns(engine, base.strategy, cuts, base.plan.exact, bounds, listener)


def count_solves(scenario: Scenario, request: ComparisonRequest) -> int:
    """How many plans a request asks for at most. Raises UnknownResource."""
    strategies = len(ordered_names(scenario, request))
    prices = len(scenario.problem.limits) + len(Term) if request.prices else 0
    return strategies + prices + (MOST_SOLVES if request.break_evens else 0)


def ordered_names(scenario: Scenario, request: ComparisonRequest) -> tuple[str, ...]:
    """The names as asked for, the base first. Raises UnknownResource."""
    known = list(scenario.strategies)
    names = request.strategies or tuple(known)
    if request.base is None:
        return names
    if request.base not in scenario.strategies:
        raise UnknownResource("strategy", request.base, known)
    return (request.base, *(name for name in names if name != request.base))

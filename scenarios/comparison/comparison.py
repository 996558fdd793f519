"""Several strategies over one problem, beside each other. A strategy without a plan is a row with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from models.allocation.certificate.certificate import FairnessCertificate, certify
from models.allocation.certificate.rules import CertificateRules
from models.allocation.comparison.binding_table import BindingLine, binding_table
from models.allocation.comparison.dominance import NO_NOISE, Dominance, dominance
from models.allocation.comparison.gains import NodeChange, largest_gains, largest_losses
from models.allocation.comparison.measure import USUAL_MEASURES, Measure
from models.allocation.comparison.moved_money import MovedMoney, moved_money
from models.allocation.comparison.node_comparison import NodeComparison, NodeSet, compare_nodes
from models.allocation.comparison.regret import RegretMatrix, Standard, regret_matrix
from models.allocation.comparison.rounding_noise import rounding_noise
from models.allocation.nodes import people
from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Strategy
from models.errors import InvalidInput, UnknownResource
from models.findings import Finding
from scenarios.allocation import AllocationResult
from scenarios.definition.scenario import Scenario
from scenarios.many import StrategyEngine
from scenarios.optimum import Optimum

LEAST_STRATEGIES = 2


@dataclass(frozen=True, eq=False)
class StrategyRow:
    """One strategy and what came of it. `place`: of its plan among the comparison's plans, None without one."""

    name: str
    strategy: Strategy
    result: AllocationResult
    place: int | None

    @property
    def plan(self) -> Plan | None:
        """The plan; where there is none, `result` says why: an outcome, and an error or a diagnosis."""
        return self.result.plan


@dataclass(frozen=True, eq=False)
class Comparison:
    """Strategies in the order asked for. Everything that compares speaks of `plans`, those of the rows that have one;
    the first of them is the base that differences refer to. `measures`: what dominance looks at."""

    problem: AllocationProblem
    rows: tuple[StrategyRow, ...]
    measures: tuple[Measure, ...] = USUAL_MEASURES
    rules: CertificateRules = field(default_factory=CertificateRules)

    @cached_property
    def with_plan(self) -> tuple[StrategyRow, ...]:
        """The rows that have a plan."""
        return tuple(row for row in self.rows if row.plan is not None)

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plans, in the order of the rows."""
        return tuple(row.plan for row in self.with_plan if row.plan is not None)

    @property
    def base(self) -> StrategyRow | None:
        """The first strategy that has a plan; None where none has."""
        return self.with_plan[0] if self.with_plan else None

    def nodes(self, cut: NodeSet) -> NodeComparison:
        """The nodes of a level, a crossing (`plans[0].index`) or any cut (`models.allocation.rollup.cut_of`) under
        every plan. There must be a plan."""
        return compare_nodes([plan.numbers for plan in self.plans], cut)

    @cached_property
    def people(self) -> NodeComparison:
        """The people of the plan."""
        return self.nodes(people(self.problem, self.plans[0].index))

    def gains(self, cut: NodeSet, place: int, count: int = 5) -> tuple[NodeChange, ...]:
        """Who gains most under a plan against the base."""
        return largest_gains(self.nodes(cut), place, count)

    def losses(self, cut: NodeSet, place: int, count: int = 5) -> tuple[NodeChange, ...]:
        """Who loses most under a plan against the base."""
        return largest_losses(self.nodes(cut), place, count)

    def moved(self, place: int) -> MovedMoney:
        """What moves between the cells of the base and of a plan, in numbers that add up to the company target."""
        return moved_money(self.plans[0].numbers.plan, self.plans[place].numbers.plan)

    @cached_property
    def binding(self) -> tuple[BindingLine, ...]:
        """What binds where under every plan."""
        return binding_table([plan.binding for plan in self.plans])

    @cached_property
    def dominance(self) -> Dominance:
        """Which plans another one beats throughout. Where nothing has a priority, its share says nothing."""
        noise = rounding_noise(self.problem, self.plans) if self.plans else NO_NOISE
        mute = {Measure.STRATEGIC_SHARE} if not (self.problem.priority > 0).any() else set()
        told = [measure for measure in self.measures if measure not in mute]
        found = dominance([plan.scorecard for plan in self.plans], told, noise)
        return replace(found, left_out=tuple(one for one in self.measures if one not in found.measures))

    @cached_property
    def regret(self) -> RegretMatrix:
        """Every plan by every strategy's standard."""
        return regret_matrix([standard_of(row.result) for row in self.with_plan])

    @cached_property
    def certificates(self) -> tuple[FairnessCertificate, ...]:
        """The fairness certificate of every plan."""
        return tuple(certify(self.problem, plan.numbers, self.rules) for plan in self.plans)


def chosen_strategies(scenario: Scenario, names: Sequence[str] = ()) -> dict[str, Strategy]:
    """Strategies by name, in the order asked for; all of the scenario's without names. Raises UnknownResource, and
    InvalidInput: `strategy_twice`, `one_strategy`."""
    known = list(scenario.strategies)
    for name in names:
        if name not in scenario.strategies:
            raise UnknownResource("strategy", name, known)
    twice = [name for place, name in enumerate(names) if name in names[:place]]
    if twice:
        raise InvalidInput([Finding("strategy_twice", facts={"name": twice[0]})])
    chosen = list(names) or known
    if len(chosen) < LEAST_STRATEGIES:
        others = [name for name in known if name not in chosen]
        raise InvalidInput([Finding("one_strategy", facts={"name": chosen[0], "others": others})])
    return {name: scenario.strategies[name] for name in chosen}


def compare_strategies(
    engine: StrategyEngine,
    strategies: Mapping[str, Strategy],
    measures: Sequence[Measure] = USUAL_MEASURES,
    rules: CertificateRules | None = None,
    listener: Callable[[str], None] | None = None,
) -> Comparison:
    """Solve every strategy, each from the optimum of the one before. `listener` is told each strategy as it begins.
    Raises InvalidInput for references that cannot be drawn; everything that a solve can end in is a row."""
    rows: list[StrategyRow] = []
    near: Optimum | None = None
    plans = 0
    for name, strategy in strategies.items():
        if listener is not None:
            listener(name)
        result = engine.solve(strategy, near)
        near = result.optimum or near
        rows.append(StrategyRow(name, strategy, result, plans if result.plan is not None else None))
        plans += result.plan is not None
    return Comparison(engine.problem, tuple(rows), tuple(measures), rules or CertificateRules())


def standard_of(result: AllocationResult) -> Standard:
    """What the strategy of a result with a plan judges plans by."""
    plan, optimum = result.plan, result.optimum
    assert plan is not None and optimum is not None
    return Standard(
        formulation=optimum.formulation,
        targets=optimum.targets,
        program_gap=optimum.polished.gap,
        soft_scale=1.0 if plan.staging is None else plan.staging.soft_scale,
    )

"""Why a number is what it is: its ledger, the limits that hold it, what would move it, and how firm it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from models.allocation.binding import BindingLimit
from models.allocation.binding_reach import binding_on
from models.allocation.chosen_node import ChosenNode, NodeName, find_node, find_person
from models.allocation.ledger import Ledger, NodeLedger
from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem
from models.allocation.sensitivity.counterfactual import Counterfactuals
from models.allocation.sensitivity.limit_price import LimitPrice
from models.allocation.sensitivity.next_amount import NextAmount
from models.allocation.sensitivity.number_range import NodeRanges, NumberRange
from models.asked_by import asked_by
from models.errors import InvalidInput, LimitReached
from models.findings import Finding, Location
from scenarios.ledger import explain_plan
from scenarios.sensitivity.counterfactuals import counterfactuals
from scenarios.sensitivity.next_amount import next_amount
from scenarios.sensitivity.prices import limit_prices
from scenarios.sensitivity.ranges import near_optimal_range, near_optimal_ranges
from scenarios.sensitivity.reopened_plan import ReopenedPlan, reopen
from scenarios.stopwatch import Stopwatch
from solvers.base import SolverBackend, SolverOptions

T = TypeVar("T")


@dataclass(frozen=True)
class AskedNode:
    """Whose number is asked about: `person` by key or label, or a node by its `parts`; neither: the company."""

    parts: tuple[str, ...] = ()
    person: str | None = None


@dataclass(frozen=True, eq=False)
class Explanation:
    """Everything about one number. `whole`: the ledger of the whole plan, `ledger` the node's; `holding`: the limits
    that bind on its cells in the published plan. `prices`: of the whole company only, what one step of each binding
    limit is worth to the plan. What the time did not suffice for is None."""

    plan: Plan
    node: ChosenNode
    whole: Ledger
    ledger: NodeLedger
    holding: tuple[BindingLimit, ...]
    counterfactuals: Counterfactuals | None
    next_amount: NextAmount | None
    range: NumberRange | None
    prices: tuple[LimitPrice, ...] | None = None


def asked_node(problem: AllocationProblem, asked: AskedNode) -> ChosenNode:
    """The node that is asked about. Raises InvalidInput: `person_and_node`, and as `find_node`."""
    if asked.person is not None and asked.parts:
        raise InvalidInput([Finding("person_and_node", Location(parameter="rep"), {"person": asked.person})])
    if asked.person is not None:
        with asked_by("rep"):
            return find_person(problem, asked.person)
    with asked_by("node"):
        return find_node(problem, NodeName.of(asked.parts))


def explain_node(
    plan: Plan,
    node: ChosenNode,
    backend: SolverBackend,
    options: SolverOptions,
    listener: Callable[[str], None] | None = None,
    ledger: Ledger | None = None,
) -> Explanation:
    """Everything about the number of one node. The time of `options` is for all of it; questions for which it does not
    suffice stay open. `ledger`: the plan's, where it is there already. Raises LimitReached when it does not suffice for
    the ledger or when it is interrupted, SolverFailed."""
    watch = Stopwatch(options.time_limit_seconds, listener)
    whole = explain_plan(plan, backend, options, listener) if ledger is None else ledger
    with watch.phase("question"):
        reopened = _in_time(lambda: reopen(plan, backend, replace(options, time_limit_seconds=watch.remaining)))
        return Explanation(
            plan=plan,
            node=node,
            whole=whole,
            ledger=whole.of_node(node),
            holding=binding_on(plan, node),
            counterfactuals=_asked(reopened, lambda ready: counterfactuals(ready, node)),
            next_amount=_asked(reopened, next_amount),
            range=_asked(reopened, lambda ready: near_optimal_range(ready, node)),
            prices=_asked(reopened, limit_prices) if node.is_company else None,
        )


def ledger_in_time(
    plan: Plan, backend: SolverBackend, options: SolverOptions, listener: Callable[[str], None] | None = None
) -> Ledger | None:
    """The ledger of a plan; None when the time does not suffice. Raises LimitReached when it is interrupted,
    SolverFailed."""
    return _in_time(lambda: explain_plan(plan, backend, options, listener))


def ranges_in_time(plan: Plan, backend: SolverBackend, options: SolverOptions, seconds: float) -> NodeRanges | None:
    """How firm the numbers of all nodes above cells are, as far as the seconds go; None where they do not suffice to
    begin. Raises LimitReached when it is interrupted, SolverFailed."""
    limited = replace(options, time_limit_seconds=seconds)
    return _in_time(lambda: near_optimal_ranges(reopen(plan, backend, limited), seconds))


def _asked(reopened: ReopenedPlan | None, question: Callable[[ReopenedPlan], T]) -> T | None:
    """The answer to a question; None when the time is up."""
    return None if reopened is None else _in_time(lambda: question(reopened))


def _in_time(work: Callable[[], T]) -> T | None:
    try:
        return work()
    except LimitReached as limit:
        if limit.limit == "interrupted":
            raise
        return None

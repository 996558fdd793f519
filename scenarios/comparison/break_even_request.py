"""A break-even as people ask for it: a dial and nodes by name, answered on a scenario's problem."""

from __future__ import annotations

from dataclasses import dataclass

from models.allocation.chosen_node import ChosenNode, NodeName, find_node
from models.allocation.formulation import formulate
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Strategy
from models.asked_by import asked_by
from models.errors import InvalidInput
from models.findings import Finding, Location
from scenarios.comparison.break_even import BreakEven, Question, Span, break_even, check_span
from scenarios.comparison.dial import Dial
from scenarios.many import StrategyEngine
from solvers.base import SolverBackend, SolverOptions


@dataclass(frozen=True)
class BreakEvenRequest:
    """`dial`: `strategic_intensity` or a term. `node`, `against`: texts such as `region=East`, together one node each;
    no `node` is the company, and without `against` a node is compared with itself at `low`. `gain`: gains are compared,
    not targets. `high` None: as far as is usual for the dial."""

    dial: str
    node: tuple[str, ...]
    against: tuple[str, ...] = ()
    gain: bool = False
    low: float = 0.0
    high: float | None = None

    @property
    def question(self) -> Question:
        """What it is about."""
        if not self.against and not self.gain:
            return Question.OWN
        return Question.GAIN if self.gain else Question.TARGET


@dataclass(frozen=True, eq=False)
class FoundBreakEven:
    """The answer, and the nodes it is about. `stands`: where the strategy's own dial stands."""

    break_even: BreakEven
    nodes: tuple[ChosenNode, ...]
    stands: float


def find_break_even(
    problem: AllocationProblem,
    strategy: Strategy,
    backend: SolverBackend,
    options: SolverOptions,
    request: BreakEvenRequest,
) -> FoundBreakEven:
    """The break-even that was asked for. The time limit of `options` is for each optimum. Raises InvalidInput:
    `dial_unknown`, `dial_without_data`, as `break_even` and `find_node`; and what stands in the place of a plan."""
    with asked_by("dial"):
        dial = Dial.named(request.dial)
    span = Span(request.low, dial.usual(strategy) if request.high is None else request.high)
    with asked_by("to"):
        check_span(strategy, dial, span)
    with asked_by("node"):
        first = find_node(problem, NodeName.of(request.node))
    with asked_by("against"):
        second = find_node(problem, NodeName.of(request.against)) if request.against else None
    engine = StrategyEngine(problem, backend, options)
    absent = formulate(problem, strategy, engine.rows).terms.absent()
    if dial.term is not None and not dial.has_data(problem, absent):
        raise InvalidInput([Finding("dial_without_data", Location(parameter="dial"), {"turned_term": dial.term.value})])
    found = break_even(engine, strategy, dial, request.question, (first, second), span)
    if found.error is not None:
        raise found.error
    return FoundBreakEven(found, (first,) if second is None else (first, second), dial.of(strategy))

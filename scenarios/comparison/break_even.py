"""Break-even: from which value of a dial on one node stands worse than another one, or than at the start."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from models.allocation.chosen_node import ChosenNode
from models.allocation.plan import exact_tolerance
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Strategy
from models.arrays import BoolArray, FloatArray
from models.errors import AllotError, Infeasible, InvalidInput, LimitReached, SolverFailed
from models.findings import Fact, Finding, Location
from scenarios.comparison.dial import Dial
from scenarios.comparison.dial_path import DialPath
from scenarios.many import StrategyEngine

AGAINST = Location(parameter="against")
"""Where the second node is asked for."""

STEPS = 16
TOLERANCE_SHARE = 1e-3


class Question(StrEnum):
    """What a break-even is about, x the exact target that a node publishes and x₀ that at the start of the range.

    TARGET: the order of the two nodes' targets turns round. GAIN: that of their gains x/x₀ − 1 does. OWN: the first
    node's target falls below x₀.
    """

    TARGET = "target"
    GAIN = "gain"
    OWN = "own"


@dataclass(frozen=True)
class Span:
    """Where to look: from `low` to `high`, in `steps` equal parts; the answer is narrowed to `tolerance` (None: a
    thousandth of the range)."""

    low: float
    high: float
    steps: int = STEPS
    tolerance: float | None = None

    @property
    def width(self) -> float:
        """How near the answer is to be."""
        return (self.high - self.low) * TOLERANCE_SHARE if self.tolerance is None else self.tolerance


@dataclass(frozen=True)
class Reading:
    """The exact targets of both nodes at one value of the dial, thousands: the numbers that each publishes, of the plan
    where its own level carries no over-assignment."""

    value: float
    first: float
    second: float


@dataclass(frozen=True)
class BreakEven:
    """`after`: the smallest value found at which the answer holds, `before`: a value at most `tolerance` below at which
    it does not yet. Both None: it holds nowhere in the range, as far as the steps tell (two turns within one step would
    go unseen). Targets nearer than the accuracy of an exact plan (a hundredth of an increment) count as equal, and
    neither is ahead then. `start`: the reading at the low end. `first_leads`: at the first step where the two differ,
    the first node is ahead. `error`: why there was no answer. `solves`: optima found."""

    question: Question
    dial: Dial
    span: Span
    start: Reading | None
    before: Reading | None
    after: Reading | None
    first_leads: bool | None
    solves: int
    error: AllotError | None = None

    @property
    def value(self) -> float | None:
        """The break-even value of the dial."""
        return None if self.after is None else self.after.value

    @property
    def tolerance(self) -> float:
        """How far below the value the turn may lie."""
        return self.span.width


def break_even(
    engine: StrategyEngine,
    strategy: Strategy,
    dial: Dial,
    question: Question,
    nodes: tuple[ChosenNode, ChosenNode | None],
    span: Span,
) -> BreakEven:
    """The break-even of a strategy's dial. The strategy's other dials stay where they are. For OWN the second node is
    left out. Raises InvalidInput: `dial_range`, `dial_weight_range`, `same_node`, `second_node_missing`,
    `gain_without_start`."""
    check_span(strategy, dial, span)
    search = _Search(engine, strategy, dial, question, _summed(engine.problem, question, nodes))
    try:
        return _searched(search, span, nodes)
    except (Infeasible, LimitReached, SolverFailed) as error:
        return BreakEven(question, dial, span, None, None, None, None, search.solves, error)


def check_span(strategy: Strategy, dial: Dial, span: Span) -> None:
    """Raises InvalidInput for a range that is none, or that the dial does not have: `dial_range` (strategic intensity),
    `dial_weight_range`."""
    most = dial.most(strategy)
    sound = 0.0 <= span.low < span.high <= most and span.steps >= 1 and span.width > 0.0
    if not sound:
        facts: dict[str, Fact] = {"low": span.low, "high": span.high, "most": most}
        code = "dial_range" if dial.term is None else "dial_weight_range"
        raise InvalidInput(
            [Finding(code, facts=facts if dial.term is None else {"turned_term": dial.term.value, **facts})]
        )


@dataclass(frozen=True, eq=False)
class _Summed:
    """The cells of a node, and their leaf targets over the numbers that it publishes."""

    cells: BoolArray
    handed_down: float = 1.0

    @classmethod
    def of(cls, problem: AllocationProblem, node: ChosenNode) -> _Summed:
        return cls(node.cells, problem.handed_down(node.dimensions, node.levels))

    def target(self, targets: FloatArray) -> float:
        """Its published target of leaf targets, thousands."""
        return float(targets[self.cells].sum()) / self.handed_down


def _summed(
    problem: AllocationProblem, question: Question, nodes: tuple[ChosenNode, ChosenNode | None]
) -> tuple[_Summed, _Summed]:
    first, second = nodes
    if question is Question.OWN:
        return _Summed.of(problem, first), _Summed(np.zeros_like(first.cells))
    if second is None:
        raise InvalidInput([Finding("second_node_missing", AGAINST, {"node": _name(first)})])
    if (first.cells == second.cells).all():
        raise InvalidInput([Finding("same_node", AGAINST, {"node": _name(first)})])
    return _Summed.of(problem, first), _Summed.of(problem, second)


def _name(node: ChosenNode) -> str:
    return " × ".join(node.labels) or "company"


def _searched(search: _Search, span: Span, nodes: tuple[ChosenNode, ChosenNode | None]) -> BreakEven:
    start = search.read(span.low)
    if search.question is Question.GAIN:
        for node, target in zip(nodes, (start.first, start.second), strict=True):
            if target <= search.tie and node is not None:
                raise InvalidInput([Finding("gain_without_start", facts={"node": _name(node)})])
    search.start = start
    own = search.question is Question.OWN
    lead = 1.0 if own else search.sign(start)
    wanted = -lead
    before, after = start, None
    for step in range(1, span.steps + 1):
        reading = search.read(span.low + (span.high - span.low) * step / span.steps)
        sign = search.sign(reading)
        if lead == 0.0 and sign != 0.0:
            lead, wanted = sign, -sign
        elif sign != 0.0 and sign == wanted:
            after = reading
            break
        before = reading
    leads = None if own or lead == 0.0 else lead > 0.0
    if after is None:
        return BreakEven(search.question, search.dial, span, start, None, None, leads, search.solves)
    before, after = search.narrowed(before, after, wanted, span.width)
    return BreakEven(search.question, search.dial, span, start, before, after, leads, search.solves)


class _Search:
    """Optima of one strategy along one dial, each from the one before."""

    def __init__(
        self,
        engine: StrategyEngine,
        strategy: Strategy,
        dial: Dial,
        question: Question,
        nodes: tuple[_Summed, _Summed],
    ) -> None:
        self.dial, self.question = dial, question
        self._path = DialPath(engine, strategy, dial)
        self._nodes = nodes
        self.tie = exact_tolerance(engine.problem)
        self.start = Reading(0.0, 0.0, 0.0)

    @property
    def solves(self) -> int:
        """Optima found so far."""
        return self._path.solves

    def read(self, value: float) -> Reading:
        """Both nodes at one value. Raises what stands in the place of a plan."""
        targets = self._path.targets(value)
        first, second = self._nodes
        return Reading(value, first.target(targets), second.target(targets))

    def sign(self, reading: Reading) -> float:
        """Above zero where the first node is ahead, below where it is behind; zero on ties."""
        first, second, start = reading.first, reading.second, self.start
        if self.question is Question.GAIN:
            measure = first / start.first - second / start.second
            tie = self.tie * (1.0 / start.first + 1.0 / start.second)
        else:
            measure = first - (start.first if self.question is Question.OWN else second)
            tie = self.tie
        return 0.0 if abs(measure) <= tie else float(np.sign(measure))

    def narrowed(self, before: Reading, after: Reading, wanted: float, width: float) -> tuple[Reading, Reading]:
        """Halve until both are within the width; the turn stays between them."""
        while after.value - before.value > width:
            middle = 0.5 * (before.value + after.value)
            if not before.value < middle < after.value:
                break
            reading = self.read(middle)
            before, after = (before, reading) if self.sign(reading) == wanted else (reading, after)
        return before, after

"""Who changes places along the dials of a strategy: the break-evens of all nodes of some cuts, found together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from models.allocation.chosen_node import ChosenNode, NodeName, find_node
from models.allocation.comparison.node_comparison import NodeSet
from models.allocation.formulation import formulate
from models.allocation.plan import exact_tolerance
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Strategy, Term
from models.arrays import FloatArray, IntArray
from models.errors import Infeasible, LimitReached, SolverFailed
from scenarios.comparison.break_even import BreakEven, Question, Reading, Span
from scenarios.comparison.break_even_request import FoundBreakEven
from scenarios.comparison.dial import Dial
from scenarios.comparison.dial_path import DialPath
from scenarios.many import StrategyEngine
from scenarios.stopwatch import Stopwatch

STEPS = 8
WIDTH_SHARE = 0.005
"""How near a turn is found, as a share of the dial's range: five halvings of a step."""

MOST_TURNS = 3
"""Turns of one dial that are narrowed and told: those nearest to where the dial stands."""

MOST_NODES = 20
"""Nodes of one cut that are watched: the largest under the strategy as it is."""

MOST_SOLVES = 150
"""Optima of one search."""


@dataclass(frozen=True, eq=False)
class DialTurns:
    """What happens along one dial. `found`: the turns nearest to where it stands, nearest first. `more`: turns that
    were seen beside them. `is_complete`: the whole range was looked at, and every turn told is narrowed to
    `span.width`; else its `before` and `after` may lie further apart, or turns may be missing."""

    dial: Dial
    stands: float
    span: Span
    found: tuple[FoundBreakEven, ...]
    more: int
    is_complete: bool


@dataclass(frozen=True, eq=False)
class TurnList:
    """`dials`: strategic intensity first, then every term, as far as there is data for them. `solves`: optima found."""

    strategy: Strategy
    dials: tuple[DialTurns, ...]
    solves: int

    @property
    def is_complete(self) -> bool:
        """False where the work ended before everything was looked at."""
        return all(one.is_complete for one in self.dials)


@dataclass(frozen=True)
class TurnBounds:
    """How much work a search may be: optima, and seconds for all of them (None: as long as they take)."""

    solves: int = MOST_SOLVES
    seconds: float | None = None


def find_turns(
    engine: StrategyEngine,
    strategy: Strategy,
    cuts: Sequence[NodeSet],
    near: FloatArray,
    bounds: TurnBounds | None = None,
    listener: Callable[[str], None] | None = None,
) -> TurnList:
    """Turn every dial of a strategy over its usual range while the others stay, and say which nodes of one cut change
    places: from which value on one stands behind another. Two turns within one step go unseen, as in `break_even`.
    `near`: the strategy's targets, thousands per cell; they say which nodes are watched. `listener` is told each dial
    before every optimum. Whatever ends early is left incomplete and said so."""
    watched = [_Watched(engine.problem, cut, near) for cut in cuts if cut.count > 1]
    purse = _Purse(bounds or TurnBounds(), listener)
    absent = formulate(engine.problem, strategy, engine.rows).terms.absent()
    dials = [Dial(), *(Dial(term) for term in Term if term is not Term.FIT)]
    known = [dial for dial in dials if dial.has_data(engine.problem, absent)]
    turned = [dial for dial in known if watched and dial.usual(strategy) > 0.0]
    searches = [_DialSearch(engine, strategy, dial, watched, purse) for dial in turned]
    for search in searches:
        search.scan()
    for place in range(MOST_TURNS):
        for search in searches:
            search.narrow(place)
    return TurnList(strategy, tuple(search.turns() for search in searches), purse.spent)


class _Purse:
    """What is left of the work."""

    def __init__(self, bounds: TurnBounds, listener: Callable[[str], None] | None) -> None:
        self._bounds, self._listener = bounds, listener
        self._watch = Stopwatch(bounds.seconds)
        self.spent = 0

    def pays(self, name: str) -> bool:
        """Take one optimum; False where there is none left, or no time."""
        if self.spent >= self._bounds.solves or self._watch.remaining == 0.0:
            return False
        self.spent += 1
        if self._listener is not None:
            self._listener(name)
        return True


class _Watched:
    """The nodes of one cut that are looked at, by the numbers that they publish."""

    def __init__(self, problem: AllocationProblem, cut: NodeSet, near: FloatArray) -> None:
        self.cut, self.tie = cut, exact_tolerance(problem)
        self._handed_down = problem.handed_down(cut.dimensions, cut.levels)
        self._code: IntArray = np.where(cut.code < 0, cut.count, cut.code)
        largest = np.argsort(-self.sums(near), kind="stable")[:MOST_NODES]
        self.pairs = list(combinations(sorted(int(node) for node in largest), 2))

    def sums(self, targets: FloatArray) -> FloatArray:
        """Targets of the nodes, thousands."""
        sums = np.bincount(self._code, targets, self.cut.count + 1)
        return np.asarray(sums[: self.cut.count] / self._handed_down, dtype=np.float64)

    def sign(self, targets: FloatArray, pair: tuple[int, int]) -> float:
        """Above zero where the first of a pair is ahead, below where it is behind; zero on ties."""
        sums = self.sums(targets)
        ahead = float(sums[pair[0]] - sums[pair[1]])
        return 0.0 if abs(ahead) <= self.tie else float(np.sign(ahead))


@dataclass
class _Turn:
    """One pair that changes places between two values of the dial. `lead`: the sign before."""

    watched: _Watched
    pair: tuple[int, int]
    lead: float
    before: float
    after: float

    def distance(self, stands: float) -> float:
        """How far the turn is from where the dial stands."""
        return max(self.before - stands, stands - self.after, 0.0)


@dataclass(eq=False)
class _DialSearch:
    """One dial. `seen`: targets by value."""

    engine: StrategyEngine
    strategy: Strategy
    dial: Dial
    watched: Sequence[_Watched]
    purse: _Purse
    seen: dict[float, FloatArray] = field(default_factory=dict)
    found: list[_Turn] = field(default_factory=list)
    is_complete: bool = True

    def __post_init__(self) -> None:
        self.stands = self.dial.of(self.strategy)
        self.span = usual_span(self.dial, self.strategy)
        self._path = DialPath(self.engine, self.strategy, self.dial)

    def scan(self) -> None:
        """Step after step through the range; `found` holds the turns, nearest to where the dial stands first."""
        width = self.span.high - self.span.low
        for step in range(STEPS + 1):
            if self._targets(self.span.low + width * step / STEPS) is None:
                break
        found = [turn for watched in self.watched for pair in watched.pairs for turn in self._turns_of(watched, pair)]
        self.found = sorted(found, key=lambda turn: turn.distance(self.stands))

    def narrow(self, place: int) -> None:
        """Halve around the turn at a place, as long as there is work left."""
        if place >= len(self.found):
            return
        turn = self.found[place]
        while turn.after - turn.before > self.span.width:
            middle = 0.5 * (turn.before + turn.after)
            targets = self._targets(middle)
            if targets is None:
                break
            if turn.watched.sign(targets, turn.pair) == -turn.lead:
                turn.after = middle
            else:
                turn.before = middle

    def turns(self) -> DialTurns:
        """What was found."""
        shown = sorted(self.found[:MOST_TURNS], key=lambda turn: turn.distance(self.stands))
        told = tuple(self._told(turn) for turn in shown)
        return DialTurns(self.dial, self.stands, self.span, told, len(self.found) - len(shown), self.is_complete)

    def _targets(self, value: float) -> FloatArray | None:
        """Targets at a value; None where the work ended."""
        if value not in self.seen:
            try:
                if not self.purse.pays(self.dial.name):
                    self.is_complete = False
                    return None
                self.seen[value] = self._path.targets(value)
            except (Infeasible, LimitReached, SolverFailed):
                self.is_complete = False
                return None
        return self.seen[value]

    def _turns_of(self, watched: _Watched, pair: tuple[int, int]) -> Iterator[_Turn]:
        lead, before = 0.0, self.span.low
        for value, targets in self.seen.items():
            sign = watched.sign(targets, pair)
            if lead and sign == -lead:
                yield _Turn(watched, pair, lead, before, value)
            lead, before = sign or lead, value

    def _told(self, turn: _Turn) -> FoundBreakEven:
        problem = self.engine.problem
        start, before, after = (self._reading(turn, value) for value in (self.span.low, turn.before, turn.after))
        leads, solves = turn.lead > 0.0, self._path.solves
        answer = BreakEven(Question.TARGET, self.dial, self.span, start, before, after, leads, solves)
        return FoundBreakEven(
            answer, tuple(_node(problem, turn.watched.cut, place) for place in turn.pair), self.stands
        )

    def _reading(self, turn: _Turn, value: float) -> Reading:
        sums = turn.watched.sums(self.seen[value])
        return Reading(value, float(sums[turn.pair[0]]), float(sums[turn.pair[1]]))


def usual_span(dial: Dial, strategy: Strategy) -> Span:
    """As far as is usual, and at least twice as far as the dial stands."""
    high = min(max(dial.usual(strategy), 2.0 * dial.of(strategy)), dial.most(strategy))
    return Span(0.0, high, STEPS, WIDTH_SHARE * high)


def _node(problem: AllocationProblem, cut: NodeSet, place: int) -> ChosenNode:
    names = [
        axis if level is None else f"{dimension}.{level}"
        for axis, dimension, level in zip(cut.groups.axes, cut.dimensions, cut.levels, strict=True)
    ]
    return find_node(problem, NodeName(tuple(zip(names, cut.groups.keys[place], strict=True))))

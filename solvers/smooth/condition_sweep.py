"""One condition's right side varied, each point warm at its neighbour, once upwards and once downwards."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from math import nan

from models.arrays import FloatArray
from models.smooth.program import SmoothProgram
from models.smooth.result import Optimum, Origin, SweepPoint
from models.smooth.variations import RelaxedProgram
from solvers.smooth.multistart import Multistart, SearchBase
from solvers.smooth.options import SearchOptions
from solvers.smooth.single_start import StartRunner, StartTask

_Best = dict[float, Optimum]
"""By amount, the best that was reached."""


@dataclass(frozen=True, eq=False)
class _Direction:
    """A walk over the amounts in their order; `given`: what was reached there from the given starts."""

    index: int
    amounts: tuple[float, ...]
    given: _Best


def condition_sweep(
    program: SmoothProgram,
    index: int,
    amounts: Sequence[float],
    starts: Sequence[FloatArray],
    options: SearchOptions | None = None,
) -> tuple[SweepPoint, ...]:
    """The best points found when condition number `index` is relaxed by each of `amounts` (in its unit, negative:
    tightened), in their order.

    `starts` (n each, the optimum first) begin at every amount, and so does the end of its neighbour. The better end of
    the two directions counts; they run beside each other where there are two workers. Points cut off by time or a stop
    keep what was reached. `starts` and `seed` of the options play no part. Raises ValueError without a start,
    SolverFailed.
    """
    if not starts:
        raise ValueError("a sweep needs a point to start at")
    upwards = tuple(sorted(set(amounts)))
    search = Multistart(program, options or SearchOptions())
    best = _from_given(search, index, upwards, starts)
    walks = [_Direction(index, order, dict(best)) for order in (upwards, upwards[::-1])]
    for found in sorted(search.results(_walked, walks), key=_first):
        _take(best, found.items())
    return tuple(_point(amount, best.get(amount), index) for amount in amounts)


def _from_given(search: Multistart, index: int, amounts: Sequence[float], starts: Sequence[FloatArray]) -> _Best:
    placed = [(amount, start) for amount in amounts for start in starts]
    tasks = [
        StartTask(number, Origin.GIVEN, start, partial(RelaxedProgram, index=index, amount=amount))
        for number, (amount, start) in enumerate(placed)
    ]
    ends = search.outcomes(tasks)
    best: _Best = {}
    kept = [end for end in ends if end.feasible]
    _take(best, ((placed[end.number][0], end.reached) for end in kept if end.reached is not None))
    return best


def _take(best: _Best, found: Iterable[tuple[float, Optimum]]) -> None:
    """Keep what is better; of equals the first."""
    for amount, reached in found:
        if amount not in best or reached.objective < best[amount].objective:
            best[amount] = reached


def _walked(base: SearchBase, stop: threading.Event) -> Callable[[_Direction], _Best]:
    return partial(_walk, base.runner(stop))


def _walk(runner: StartRunner, direction: _Direction) -> _Best:
    """What is reached on the way; each amount begins where its neighbour ended."""
    found: _Best = {}
    neighbour: Optimum | None = None
    for amount in direction.amounts:
        given = direction.given.get(amount)
        best = {} if given is None else {amount: given}
        if neighbour is not None:
            vary = partial(RelaxedProgram, index=direction.index, amount=amount)
            end = runner.outcome(StartTask(0, Origin.GIVEN, neighbour.values, vary))
            _take(best, [(amount, end.reached)] if end.feasible and end.reached is not None else [])
        neighbour = best.get(amount, neighbour)
        found.update(best)
    return found


def _first(found: _Best) -> float:
    """Sorts the walks, whichever ended first: the same points give the same answer."""
    return next(iter(found), 0.0)


def _point(amount: float, optimum: Optimum | None, index: int) -> SweepPoint:
    return SweepPoint(amount, optimum, nan if optimum is None else float(optimum.multipliers[index]))

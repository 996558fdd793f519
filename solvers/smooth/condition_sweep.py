"""One condition's right side varied, each point warm at its neighbour, once upwards and once downwards."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
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


@dataclass(frozen=True, eq=False)
class _Direction:
    """A walk over the amounts in their order."""

    index: int
    amounts: tuple[float, ...]
    starts: tuple[FloatArray, ...]


_Found = tuple[tuple[float, Optimum], ...]


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
    walks = [_Direction(index, order, tuple(starts)) for order in (upwards, upwards[::-1])]
    best: dict[float, Optimum] = {}
    for found in sorted(Multistart(program, options or SearchOptions()).results(_walked, walks), key=_first):
        for amount, reached in found:
            if amount not in best or reached.objective < best[amount].objective:
                best[amount] = reached
    return tuple(_point(amount, best.get(amount), index) for amount in amounts)


def _walked(base: SearchBase, stop: threading.Event) -> Callable[[_Direction], _Found]:
    return partial(_walk, base.runner(stop))


def _walk(runner: StartRunner, direction: _Direction) -> _Found:
    found: list[tuple[float, Optimum]] = []
    for amount in direction.amounts:
        vary = partial(RelaxedProgram, index=direction.index, amount=amount)
        warm = [*(reached.values for _, reached in found[-1:]), *direction.starts]
        ends = [runner.outcome(StartTask(number, Origin.GIVEN, start, vary)) for number, start in enumerate(warm)]
        reached = min(
            (end.reached for end in ends if end.feasible and end.reached),
            key=lambda optimum: optimum.objective,
            default=None,
        )
        if reached is not None:
            found.append((amount, reached))
    return tuple(found)


def _first(found: _Found) -> float:
    """Sorts the walks, whichever ended first: the same points give the same answer."""
    return found[0][0] if found else 0.0


def _point(amount: float, optimum: Optimum | None, index: int) -> SweepPoint:
    return SweepPoint(amount, optimum, nan if optimum is None else float(optimum.multipliers[index]))

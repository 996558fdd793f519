"""One condition's right side varied, each point warm at its neighbour, once upwards and once downwards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import nan

from models.arrays import FloatArray
from models.smooth.program import SmoothProgram
from models.smooth.result import Optimum, Origin, SweepPoint
from models.smooth.variations import RelaxedProgram
from solvers.smooth.multistart import Multistart
from solvers.smooth.options import SearchOptions
from solvers.smooth.single_start import StartTask


def condition_sweep(
    program: SmoothProgram,
    index: int,
    amounts: Sequence[float],
    starts: Sequence[FloatArray],
    options: SearchOptions | None = None,
) -> tuple[SweepPoint, ...]:
    """The best points found when condition number `index` is relaxed by each of `amounts` (in its unit, negative:
    tightened), in their order.

    `starts` (n each, the optimum first) begin both directions; then each search starts at the end of its neighbour too.
    The better end of the two directions counts. Both run in this process. Points cut off by time or a stop keep what
    was reached. Raises ValueError without a start, SolverFailed.
    """
    if not starts:
        raise ValueError("a sweep needs a point to start at")
    search = Multistart(program, options or SearchOptions())
    upwards = sorted(set(amounts))
    best: dict[float, Optimum] = {}
    for direction in (upwards, upwards[::-1]):
        warm = list(starts)
        for amount in direction:
            reached = _reached(search, index, amount, warm)
            if reached is None:
                continue
            warm = [reached.values, *starts]
            if amount not in best or reached.objective < best[amount].objective:
                best[amount] = reached
    return tuple(_point(amount, best.get(amount), index) for amount in amounts)


def _reached(search: Multistart, index: int, amount: float, warm: Sequence[FloatArray]) -> Optimum | None:
    vary = partial(RelaxedProgram, index=index, amount=amount)
    tasks = [StartTask(number, Origin.GIVEN, start, vary) for number, start in enumerate(warm)]
    found = [outcome.reached for outcome in search.outcomes_here(tasks) if outcome.feasible and outcome.reached]
    return min(found, key=lambda optimum: optimum.objective, default=None)


def _point(amount: float, optimum: Optimum | None, index: int) -> SweepPoint:
    return SweepPoint(amount, optimum, nan if optimum is None else float(optimum.multipliers[index]))

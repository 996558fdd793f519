"""A smallest conflict: by kind of limit, then by limit, then by the sides of their rows, as far as the time goes.

Whatever is left out without the rest becoming possible is not needed (a deletion filter). The prices of a
minimal-change program are where each stage starts: the sides that carry one cannot hold together by themselves.
Every stage ends with a set that has no plan, and the last one is confirmed by the solver of the request.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np

from models.allocation.diagnosing.elastic import elastic_program
from models.allocation.diagnosing.row_sides import RowSides
from models.allocation.diagnosis import Conflict
from models.allocation.formulation import LimitRows
from models.arrays import BoolArray, FloatArray, IntArray
from models.solution import NO_POINT
from solvers.base import SolverBackend, SolverOptions
from solvers.highs import HighsBackend
from solvers.kept_program import KeptProgram, Possible

FEW = 64
"""Sides up to which each is tried alone at once; of more, bunches go first."""


def smallest_conflict(
    rows: LimitRows, prices: FloatArray | None, backend: SolverBackend, options: SolverOptions, seconds: float
) -> Conflict | None:
    """One smallest set of hard limits that no plan keeps; None where none is confirmed.

    `prices`: per limit row, of the minimal-change program over all rows (None: not known). `seconds`: for the whole
    search; cut short it returns what is left by then, with `minimal: False`.
    """
    sides = RowSides.of(rows)
    every = np.ones(sides.count, dtype=np.bool_)
    search = _Search(sides, KeptProgram(sides.program(every)), options, time.monotonic() + seconds)
    start = every if prices is None else search.widened(sides.pressing(prices))
    kept = start if search.impossible(start) else every
    kept = search.without_groups(kept, sides.family)
    kept = search.without_groups(kept, sides.limit)
    kept, complete = search.needed(search.pressing(kept))
    if backend.solve(sides.program(kept), options).termination not in NO_POINT:
        return None
    return sides.conflict(kept, minimal=complete)


@dataclass(frozen=True, eq=False)
class _Search:
    """One search over the sides; `deadline` in monotonic seconds."""

    sides: RowSides
    probe: KeptProgram
    options: SolverOptions
    deadline: float

    def impossible(self, kept: BoolArray) -> bool:
        """True when it is known in time that no plan keeps these sides."""
        return self._ask(kept) is Possible.NO

    def _ask(self, kept: BoolArray) -> Possible:
        if self.options.stop is not None and self.options.stop.is_set():
            return Possible.UNKNOWN
        used = np.unique(self.sides.row)
        lower, upper = self.sides.bounds(kept)
        return self.probe.within_rows(lower[used], upper[used], self.deadline).possible

    def widened(self, kept: BoolArray) -> BoolArray:
        """All sides of the kinds of limits that are in `kept`."""
        return np.asarray(np.isin(self.sides.family, self.sides.family[kept]), dtype=np.bool_)

    def without_groups(self, kept: BoolArray, group: IntArray) -> BoolArray:
        """Without the groups of sides that are not needed, the last in the document tried first."""
        for one in np.unique(group[kept])[::-1]:
            fewer = kept & (group != one)
            if fewer.any() and self.impossible(fewer):
                kept = fewer
        return kept

    def pressing(self, kept: BoolArray) -> BoolArray:
        """The sides among `kept` that carry a price in their own minimal-change program; `kept` itself where these
        alone have a plan after all."""
        rows = self.sides.rows
        may_give = np.zeros(rows.count, dtype=np.bool_)
        may_give[self.sides.row[kept]] = True
        elastic = elastic_program(rows.within(*self.sides.bounds(kept)), may_give)
        solution = HighsBackend().solve(elastic.program, self.options)
        if solution.point is None or solution.point.duals is None:
            return kept
        pressing = kept & self.sides.pressing(elastic.prices(solution.point.duals, rows.count))
        return kept if not pressing.any() or self._ask(pressing) is Possible.YES else pressing

    def needed(self, kept: BoolArray) -> tuple[BoolArray, bool]:
        """Only sides that are needed; False where the time ended before each was tried."""
        complete = True
        places = np.flatnonzero(kept)
        sizes = [1] if places.size <= FEW else [math.isqrt(places.size), 1]
        for size in sizes:
            complete = True
            left = np.flatnonzero(kept)[::-1]
            for start in range(0, left.size, size):
                fewer = kept.copy()
                fewer[left[start : start + size]] = False
                answer = self._ask(fewer) if fewer.any() else Possible.YES
                if answer is Possible.NO:
                    kept = fewer
                complete = complete and answer is not Possible.UNKNOWN
        return kept, complete

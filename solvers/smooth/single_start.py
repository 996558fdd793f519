"""One start: SLSQP from a point to a local optimum, restarted where it stops short, judged by our own check."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, OptimizeResult, minimize

from models.arrays import FloatArray
from models.smooth.program import SmoothProgram
from models.smooth.result import Limit, Origin, StartEnd, StartOutcome
from solvers.smooth.optimality import Judgement, judged
from solvers.smooth.options import VALUE_TOLERANCE, SearchOptions
from solvers.smooth.scaled_program import CutOff, NotFinite, ScaledProgram, watch

PRECISION = 1e-12
"""Where SLSQP stops, in objective scales: far under what we ask for, because our own check decides."""

FINEST = 1e-15
"""The same for the one answer that is shown, whose digits people compare: twice the work where the optimum is flat."""

STEEPNESS = 1e-6
"""Gradients under this, in objective scales per width, are not stretched further."""


@dataclass(frozen=True, eq=False)
class StartTask:
    """A start point (n) in the program's units; `vary` makes another program of the shared one, None leaves it."""

    number: int
    origin: Origin
    start: FloatArray
    vary: Callable[[SmoothProgram], SmoothProgram] | None = None
    precision: float = PRECISION


class StartRunner:
    """Runs the starts of one program in one process."""

    def __init__(
        self, program: SmoothProgram, options: SearchOptions, deadline: float | None, stop: threading.Event | None
    ) -> None:
        self._program = program
        self._options = options
        self._deadline = deadline
        self._stop = stop

    def outcome(self, task: StartTask) -> StartOutcome:
        """The outcome of one start; it depends on the task alone unless time or a stop cuts it off."""
        program = self._program if task.vary is None else task.vary(self._program)
        scaled = ScaledProgram(program, watch(self._deadline, self._stop))
        return _Descent(scaled, task, self._options).run()


class _Descent:
    """The state of one start."""

    def __init__(self, program: ScaledProgram, task: StartTask, options: SearchOptions) -> None:
        self._program = program
        self._task = task
        self._options = options
        self._point = program.scaled(task.start)
        self._best: Judgement | None = None
        self._iterations = 0
        self._restarts = 0
        self._message = ""

    def run(self) -> StartOutcome:
        limit: Limit | None = None
        broken = False
        try:
            self._descend()
        except CutOff as cut:
            limit = cut.limit
        except NotFinite as error:
            broken, self._message = True, str(error)
        return self._judged_outcome(limit, broken)

    def _descend(self) -> None:
        self._take(judged(self._program, self._point))
        for restart in range(self._options.restarts + 1):
            self._restarts = restart
            before = self._best
            self._take(judged(self._program, self._minimised()))
            if self._best is None or self._best.converged or not _progress(before, self._best):
                return

    def _minimised(self) -> FloatArray:
        """Where SLSQP ends from the current point; the objective is stretched to a gradient of about one there."""
        program = self._program
        steepness = float(np.abs(program.at(self._point).gradient).max(initial=0.0))
        stretch = 1.0 / max(steepness, STEEPNESS)
        conditions = {"type": "ineq", "fun": lambda y: program.at(y).slacks, "jac": lambda y: program.at(y).jacobian}
        call: Any = minimize  # its types do not know gradients that are functions of arrays of any shape
        result = call(
            lambda y: program.at(y).objective * stretch,
            self._point,
            jac=lambda y: program.at(y).gradient * stretch,
            method="SLSQP",
            bounds=Bounds(np.zeros_like(program.upper), program.upper),
            constraints=[conditions] if program.scales.size else [],
            callback=self._iterated,
            options={"maxiter": self._options.iterations, "ftol": self._task.precision},
        )
        self._message = str(result.message)
        end = np.asarray(result.x, dtype=float)
        self._point = program.inside(end) if np.isfinite(end).all() else self._point
        return self._point

    def _iterated(self, intermediate_result: OptimizeResult) -> None:
        self._iterations += 1
        if np.isfinite(intermediate_result.x).all():
            self._point = self._program.inside(np.array(intermediate_result.x, dtype=float))

    def _take(self, found: Judgement) -> None:
        if self._best is None or found.rank < self._best.rank or (found.converged and not self._best.converged):
            self._best = found

    def _judged_outcome(self, limit: Limit | None, broken: bool) -> StartOutcome:
        if self._program.evaluations:
            self._look_back(cut=limit is not None or broken)
        best = self._best
        return StartOutcome(
            number=self._task.number,
            origin=self._task.origin,
            start=self._task.start,
            end=_end(best, broken),
            reached=None if best is None else best.optimum,
            shortfalls=np.zeros(0) if best is None else best.shortfalls,
            iterations=self._iterations,
            evaluations=self._program.evaluations,
            restarts=self._restarts,
            message=self._message,
            limit=limit,
        )

    def _look_back(self, cut: bool) -> None:
        """A start never ends worse than a point that it has seen: its own beginning, for instance."""
        looking = ScaledProgram(self._program.program, lambda: None)
        for point in (self._point if cut else None, self._program.fallback):
            if point is None:
                continue
            try:
                found = judged(looking, point)
            except NotFinite:
                continue
            better = self._best is None or found.rank < self._best.rank
            if self._best is not None and self._best.feasible:
                better = found.feasible and found.objective < self._best.objective - VALUE_TOLERANCE
            if better:
                self._best = found


def _progress(before: Judgement | None, now: Judgement) -> bool:
    return before is None or now.rank < before.rank or now.optimum.residual < before.optimum.residual


def _end(best: Judgement | None, broken: bool) -> StartEnd:
    if best is not None and best.feasible:
        return StartEnd.CONVERGED if best.converged else StartEnd.FEASIBLE
    if broken:
        return StartEnd.NOT_FINITE
    return StartEnd.NOT_RUN if best is None else StartEnd.INFEASIBLE

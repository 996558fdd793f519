"""HiGHS, in process: the second opinion, and the quick one for small programs (a launch of CBC costs 30 ms)."""

from __future__ import annotations

import math
import os
import threading
import time
from pathlib import Path

import highspy
import numpy as np
from highspy import HighsModelStatus as Status

from models.program import LinearProgram
from models.solution import Point, Solution, SolutionStatus, SolverReport, TerminationCondition
from solvers.ambiguity import settle
from solvers.base import Capabilities, SolverOptions, check_program, gap_outcome, with_point, without_point
from solvers.edge_cases import is_separable, solve_separable
from solvers.verification import RAW_TOLERANCE, verify

FEASIBILITY = 1e-9
"""Primal, dual and integer tolerance; HiGHS' own defaults are 1e-7 and 1e-6, which shows in the objective. One integer
program in 4,000 ends with a solve error at this tolerance: it is solved again with those defaults."""
SMALL_ENTRY = 1e-12
"""Matrix entries below this are dropped; HiGHS' own default is 1e-9."""
COLUMN_WISE, MINIMISE = 1, 1
FEASIBLE_POINT = 2
WATCH_SECONDS = 0.05

TERMINATIONS = {
    Status.kOptimal: TerminationCondition.OPTIMAL,
    Status.kInfeasible: TerminationCondition.INFEASIBLE,
    Status.kUnbounded: TerminationCondition.UNBOUNDED,
    Status.kUnboundedOrInfeasible: TerminationCondition.INFEASIBLE_OR_UNBOUNDED,
    Status.kTimeLimit: TerminationCondition.TIME_LIMIT,
    Status.kSolutionLimit: TerminationCondition.NODE_LIMIT,
    Status.kInterrupt: TerminationCondition.INTERRUPTED,
}


class HighsBackend:
    """LPs by the simplex method on one thread with a fixed seed: the answer is a vertex and the same every time.

    `presolve=False` keeps the simplex method on the program as written; `interior` starts from an interior point, which
    is quicker where very many vertices are alike. Memory limits are not supported in process.
    """

    name = "highs"
    capabilities = Capabilities(integers=True, duals=True, warm_start=False, memory_limit=False)

    def __init__(self, *, presolve: bool = True, interior: bool = False) -> None:
        self._presolve = presolve
        self._interior = interior

    def version(self) -> str:
        """As the library states it."""
        return f"{highspy.HIGHS_VERSION_MAJOR}.{highspy.HIGHS_VERSION_MINOR}.{highspy.HIGHS_VERSION_PATCH}"

    def availability(self) -> str | None:
        """Always usable once imported."""
        return None

    def solve(self, program: LinearProgram, options: SolverOptions) -> Solution:
        """Solve in this process. Raises ProgramError for a program that no solver may see."""
        check_program(program)
        return settle(program, options, self._once(program, options), self._once)

    def _once(self, program: LinearProgram, options: SolverOptions) -> Solution:
        started = time.monotonic()
        if is_separable(program):
            return solve_separable(program, self._report(options, started))
        answer = self._attempt(program, options, started, FEASIBILITY)
        if answer.termination is TerminationCondition.ERROR:
            answer = self._attempt(program, options, started, None)
        return answer

    def _attempt(
        self, program: LinearProgram, options: SolverOptions, started: float, tolerance: float | None
    ) -> Solution:
        highs = self.loaded(program, options, tolerance)
        if options.time_limit_seconds is not None:
            left = options.time_limit_seconds - (time.monotonic() - started)
            if left <= 0:
                return without_point(TerminationCondition.TIME_LIMIT, self._report(options, started))
            _set(highs, "time_limit", left)
        _run(highs, options.stop)
        return self._read(highs, program, options, started)

    def loaded(
        self, program: LinearProgram, options: SolverOptions, tolerance: float | None = FEASIBILITY
    ) -> highspy.Highs:
        """A solver of its own that holds the program and has not run; `tolerance` None: HiGHS' own ones."""
        highs = self._configured(program, options)
        if tolerance is not None:
            for kind in ("primal_feasibility", "dual_feasibility", "mip_feasibility"):
                _set(highs, f"{kind}_tolerance", tolerance)
        _pass_program(highs, program)
        return highs

    def _configured(self, program: LinearProgram, options: SolverOptions) -> highspy.Highs:
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        _set(highs, "output_flag", False)
        _set(highs, "threads", 1)
        _set(highs, "parallel", "off")
        _set(highs, "random_seed", 0)
        _set(highs, "presolve", "on" if self._presolve else "off")
        _set(highs, "small_matrix_value", SMALL_ENTRY)
        _set(highs, "mip_rel_gap", options.relative_gap)
        _set(highs, "mip_abs_gap", 0.0)
        if options.node_limit is not None:
            _set(highs, "mip_max_nodes", options.node_limit)
        if not program.is_integer:
            _set(highs, "solver", "ipm" if self._interior else "simplex")
        return highs

    def _read(self, highs: highspy.Highs, program: LinearProgram, options: SolverOptions, started: float) -> Solution:
        model_status, info = highs.getModelStatus(), highs.getInfo()
        termination = TERMINATIONS.get(model_status, TerminationCondition.ERROR)
        failure = termination is TerminationCondition.ERROR
        message = f"HiGHS said {highs.modelStatusToString(model_status)!r}" if failure else ""
        iterations = max(0, info.simplex_iteration_count)
        report = self._report(options, started, iterations, message)
        bound = info.mip_dual_bound if program.is_integer and math.isfinite(info.mip_dual_bound) else None
        incumbent = program.is_integer and info.primal_solution_status == FEASIBLE_POINT
        optimal = termination is TerminationCondition.OPTIMAL
        if not optimal and (not incumbent or failure):
            return without_point(termination, report, bound)
        point = _point(highs, program)
        check = verify(program, point.values)
        if not check.passed(RAW_TOLERANCE):
            if not optimal:
                return without_point(termination, report, bound)
            words = f"HiGHS claims an optimum that breaks the program ({check.row_relative:.1e} in a row)"
            failed = self._report(options, started, iterations, words)
            return without_point(TerminationCondition.ERROR, failed)
        if not optimal:
            return with_point(termination, SolutionStatus.FEASIBLE, report, program, point, bound)
        proven = check.objective if bound is None else min(bound, check.objective)
        outcome, status = gap_outcome(check.objective, proven)
        return with_point(outcome, status, report, program, point, proven)

    def _report(
        self, options: SolverOptions, started: float, iterations: int | None = None, message: str = ""
    ) -> SolverReport:
        seconds = time.monotonic() - started
        return SolverReport(self.name, self.version(), seconds, options.report(), iterations, message)


def _greet_in_silence() -> None:
    """Make the process's first Highs object with standard output shut.

    HiGHS prints its banner from that first constructor, before any option can forbid it, and commands that print JSON
    would start with it. Done on import, while hardly anything else can be printing."""
    try:
        kept = os.dup(1)
    except OSError:  # no standard output, nothing to protect
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, 1)
        os.close(kept)


_greet_in_silence()


def _set(highs: highspy.Highs, option: str, value: str | float | bool) -> None:
    if highs.setOptionValue(option, value) != highspy.HighsStatus.kOk:
        raise RuntimeError(f"this build of HiGHS refuses the option {option}")


def _pass_program(highs: highspy.Highs, program: LinearProgram) -> None:
    matrix = program.matrix
    status = highs.passModel(
        program.n_columns,
        program.n_rows,
        int(matrix.nnz),
        COLUMN_WISE,
        MINIMISE,
        program.offset,
        program.objective,
        program.col_lower,
        program.col_upper,
        program.row_lower,
        program.row_upper,
        matrix.indptr.astype(np.int32, copy=False),
        matrix.indices.astype(np.int32, copy=False),
        matrix.data,
        program.integer.astype(np.int32),
    )
    if status == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refuses the program although it passed our own check")


def _run(highs: highspy.Highs, stop: threading.Event | None) -> None:
    """Run to the end; with `stop`, on a thread of its own so that this one can watch."""
    if stop is None:
        highs.run()
        return
    highs.HandleUserInterrupt = True
    worker = threading.Thread(target=highs.run, daemon=True)
    worker.start()
    try:
        while worker.is_alive():
            worker.join(WATCH_SECONDS)
            if stop.is_set():
                highs.cancelSolve()  # type: ignore[no-untyped-call]
    except BaseException:
        highs.cancelSolve()  # type: ignore[no-untyped-call]
        raise


def _point(highs: highspy.Highs, program: LinearProgram) -> Point:
    solution = highs.getSolution()
    values = np.array(solution.col_value, dtype=np.float64)
    activity = np.asarray(program.matrix @ values)
    if program.is_integer:
        return Point(values, activity, None, None)
    duals = np.array(solution.row_dual, dtype=np.float64)
    return Point(values, activity, duals, np.array(solution.col_dual, dtype=np.float64))

"""CBC through PuLP, without PuLP's cost: the only module that imports PuLP.

`ProgramProblem` is an LpProblem that carries a LinearProgram instead of one object per variable, and `ArrayCbc` is an
LpSolver that hands arrays to the CBC binary. `problem.solve(ArrayCbc())` works for both kinds of problem.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from scipy.sparse import csc_array, csr_array

from models.arrays import FloatArray
from models.program import LinearProgram
from models.solution import Solution, SolutionStatus, SolverReport, TerminationCondition
from solvers.base import Capabilities, SolverOptions, without_point
from solvers.cbc_probe import Probe, probe
from solvers.cbc_process import Transfer, solve_with_cbc

with warnings.catch_warnings():
    # PuLP 3.3 announces the removal of these two names in 4.0; the version is pinned below 4.
    warnings.filterwarnings("ignore", message="PULP_CBC_CMD is deprecated", category=DeprecationWarning)
    warnings.filterwarnings("ignore", message=r"LpVariable\(", category=DeprecationWarning)
    import pulp


def bundled_binary() -> Path:
    """The CBC binary that PuLP brings along."""
    return Path(pulp.PULP_CBC_CMD.pulp_cbc_path).resolve()


class ProgramProblem(pulp.LpProblem):  # type: ignore[misc]
    """An LpProblem that is its LinearProgram. After `solve`, `solution` holds the answer."""

    def __init__(self, program: LinearProgram) -> None:
        super().__init__("allot", pulp.LpMinimize)
        self.program = program
        self.solution: Solution | None = None

    def isMIP(self) -> int:  # noqa: N802 - PuLP's name
        """1 when some column is integer."""
        return int(self.program.is_integer)

    def fixObjective(self) -> tuple[bool, None]:  # noqa: N802 - PuLP's name
        """Nothing to fix: PuLP would add a dummy variable to a problem without an objective of its own kind."""
        return False, None


class ArrayCbc(pulp.LpSolver):  # type: ignore[misc]
    """A drop-in for `PULP_CBC_CMD` that speaks arrays. Values, duals and statuses are written back as PuLP does, save
    that nothing is written when nothing is held. Raises pulp.PulpSolverError for an ordinary problem that CBC broke on.

    binary: None for the bundled one. temp_folder: parent of the private folders, None for the system's. transfer: None
    for the fastest that the binary understands.
    """

    name = "ARRAY_CBC"

    def __init__(
        self,
        solver_options: SolverOptions | None = None,
        binary: Path | None = None,
        temp_folder: Path | None = None,
        transfer: Transfer | None = None,
    ) -> None:
        self.solver_options = solver_options or SolverOptions()
        super().__init__(mip=True, msg=False, timeLimit=self.solver_options.time_limit_seconds)
        self.path = binary or bundled_binary()
        self.temp_folder = temp_folder
        self.transfer = transfer

    def copy(self) -> ArrayCbc:
        """Another solver with the same settings."""
        return ArrayCbc(self.solver_options, self.path, self.temp_folder, self.transfer)

    def available(self) -> bool:
        """True when the binary works here."""
        return self.probe().reason is None

    def probe(self) -> Probe:
        """What is known of the binary; tried once per process."""
        return probe(self.path, self.temp_folder)

    def actualSolve(self, problem: pulp.LpProblem) -> int:  # noqa: N802 - PuLP's name
        """Called by `problem.solve`; returns PuLP's status code."""
        if isinstance(problem, ProgramProblem):
            problem.solution = self._solve(problem.program)
            problem.assignStatus(*pulp_status(problem.solution))
        else:
            ordinary = OrdinaryProblem(problem)
            ordinary.write_back(self._solve(ordinary.program))
        return int(problem.status)

    def _solve(self, program: LinearProgram) -> Solution:
        found = self.probe()
        if found.transfer is None:
            report = SolverReport("cbc", found.binary.version, 0.0, message=found.reason or "")
            return without_point(TerminationCondition.ERROR, report)
        return solve_with_cbc(found.binary, program, self.solver_options, self.transfer or found.transfer)


class OrdinaryProblem:
    """The bridge between an LpProblem made of variables and constraints, and arrays. `program` minimises."""

    def __init__(self, problem: pulp.LpProblem) -> None:
        if problem.sos1 or problem.sos2:
            raise pulp.PulpSolverError("special ordered sets are not supported")
        self._problem = problem
        self._sign = -1.0 if problem.sense == pulp.LpMaximize else 1.0
        self._constraints = problem.constraints()
        self._variables = problem.variables()
        self.program = self._program()

    def write_back(self, solution: Solution) -> None:
        """Set status, values, reduced costs, duals and slacks. Raises pulp.PulpSolverError for a broken solve."""
        if solution.termination is TerminationCondition.ERROR:
            raise pulp.PulpSolverError(solution.report.message)
        self._problem.assignStatus(*pulp_status(solution))
        point = solution.point
        n, m = self.program.n_columns, self.program.n_rows
        values = None if point is None else np.where(self.program.integer, np.round(point.values), point.values)
        reduced_costs = None if point is None or point.reduced_costs is None else self._sign * point.reduced_costs
        duals = None if point is None or point.duals is None else self._sign * point.duals
        activity = None if point is None else point.row_activity
        for variable, value, cost in zip(self._variables, _each(values, n), _each(reduced_costs, n), strict=True):
            variable.varValue, variable.dj = value, cost
        for constraint, dual, total in zip(self._constraints, _each(duals, m), _each(activity, m), strict=True):
            constraint.pi = dual
            constraint.slack = None if total is None else -(constraint.constant + total)

    def _program(self) -> LinearProgram:
        variables, problem = self._variables, self._problem
        column = {id(variable): j for j, variable in enumerate(variables)}
        cost = np.zeros(len(variables))
        for variable, coefficient in problem.objective.items():
            cost[column[id(variable)]] = self._sign * coefficient
        sense = np.array([constraint.sense for constraint in self._constraints], dtype=np.int64)
        limit = np.array([-constraint.constant for constraint in self._constraints], dtype=np.float64)
        return LinearProgram(
            objective=cost,
            col_lower=np.array([-np.inf if v.lowBound is None else v.lowBound for v in variables], dtype=np.float64),
            col_upper=np.array([np.inf if v.upBound is None else v.upBound for v in variables], dtype=np.float64),
            row_lower=np.where(sense >= pulp.LpConstraintEQ, limit, -np.inf),
            row_upper=np.where(sense <= pulp.LpConstraintEQ, limit, np.inf),
            matrix=self._matrix(column),
            integer=np.array([v.cat == pulp.LpInteger for v in variables], dtype=np.bool_),
            offset=self._sign * problem.objective.constant,
        )

    def _matrix(self, column: dict[int, int]) -> csc_array:
        data: list[float] = []
        indices: list[int] = []
        starts = [0]
        for constraint in self._constraints:
            indices += [column[id(variable)] for variable in constraint]
            data += constraint.values()
            starts.append(len(data))
        shape = (len(self._constraints), len(column))
        matrix = csr_array((np.array(data, dtype=np.float64), indices, starts), shape=shape).tocsc()
        matrix.eliminate_zeros()
        return matrix


class CbcBackend:
    """The default backend. `binary`: None for the one that PuLP bundles; see ArrayCbc for the rest."""

    name = "cbc"
    capabilities = Capabilities(integers=True, duals=True, warm_start=False, memory_limit=True)

    def __init__(
        self, binary: Path | None = None, temp_folder: Path | None = None, transfer: Transfer | None = None
    ) -> None:
        self._binary, self._temp_folder, self._transfer = binary, temp_folder, transfer

    def version(self) -> str:
        """As the binary introduces itself; "unknown" when it cannot be run."""
        return self._solver(SolverOptions()).probe().binary.version

    def availability(self) -> str | None:
        """None, or why the binary cannot be used."""
        return self._solver(SolverOptions()).probe().reason

    def solve(self, program: LinearProgram, options: SolverOptions) -> Solution:
        """One CBC process. Raises ProgramError for a program that no solver may see."""
        problem = ProgramProblem(program)
        problem.solve(self._solver(options))
        assert problem.solution is not None
        return problem.solution

    def _solver(self, options: SolverOptions) -> ArrayCbc:
        return ArrayCbc(options, self._binary, self._temp_folder, self._transfer)


def pulp_status(solution: Solution) -> tuple[int, int]:
    """PuLP's status and solution status. An unproven point is called "Optimal" with LpSolutionIntegerFeasible there."""
    if solution.status is SolutionStatus.OPTIMAL:
        return pulp.LpStatusOptimal, pulp.LpSolutionOptimal
    if solution.status is SolutionStatus.FEASIBLE:
        return pulp.LpStatusOptimal, pulp.LpSolutionIntegerFeasible
    match solution.termination:
        case TerminationCondition.INFEASIBLE:
            return pulp.LpStatusInfeasible, pulp.LpSolutionInfeasible
        case TerminationCondition.UNBOUNDED:
            return pulp.LpStatusUnbounded, pulp.LpSolutionUnbounded
        case TerminationCondition.INFEASIBLE_OR_UNBOUNDED | TerminationCondition.ERROR:
            return pulp.LpStatusUndefined, pulp.LpSolutionNoSolutionFound
        case _:
            return pulp.LpStatusNotSolved, pulp.LpSolutionNoSolutionFound


def _each(values: FloatArray | None, count: int) -> list[float] | list[None]:
    return [None] * count if values is None else values.tolist()

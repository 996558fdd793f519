"""Short ways from a problem to its plan, for tests."""

from __future__ import annotations

import numpy as np

from models.allocation.formulation import Formulation, formulate, limit_rows
from models.allocation.linearisation import FIRST_SPREAD, REFINED_SPREAD, linearise
from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem
from models.allocation.separable import SeparableProgram
from models.allocation.strategy import Strategy
from models.arrays import FloatArray
from models.errors import InvalidInput
from models.findings import Finding
from scenarios.allocation import AllocationResult, allocate
from solvers.base import SolverBackend, SolverOptions
from solvers.cbc import CbcBackend
from solvers.highs import HighsBackend
from tests.support.problems import BALANCED, PLAIN

HIGHS, CBC = HighsBackend(), CbcBackend()


def formulation_of(problem: AllocationProblem, strategy: Strategy = BALANCED) -> Formulation:
    """The formulation of a problem."""
    return formulate(problem, strategy, limit_rows(problem))


def program_of(problem: AllocationProblem, strategy: Strategy = BALANCED) -> SeparableProgram:
    """The separable program of a problem."""
    return formulation_of(problem, strategy).program


def linear_start(program: SeparableProgram) -> FloatArray:
    """The multipliers that the refined linear program ends with: where the polish starts in earnest."""
    start = np.zeros(program.n_rows)
    for spread in (FIRST_SPREAD, REFINED_SPREAD):
        centre = program.reference if spread == FIRST_SPREAD else program.response(program.transposed @ start)
        solution = HIGHS.solve(linearise(program, centre, spread).program, SolverOptions())
        assert solution.point is not None and solution.point.duals is not None
        start = -solution.point.duals
    return start


def result_of(
    problem: AllocationProblem, strategy: Strategy = PLAIN, backend: SolverBackend = HIGHS
) -> AllocationResult:
    """What comes of a request without a time limit."""
    return allocate(problem, strategy, backend, SolverOptions())


def plan_of(problem: AllocationProblem, strategy: Strategy = PLAIN, backend: SolverBackend = HIGHS) -> Plan:
    """The plan of a problem that has one."""
    return result_of(problem, strategy, backend).raise_for_outcome()


def exact_yuan(plan: Plan) -> FloatArray:
    """The unrounded targets in yuan."""
    return np.asarray(plan.exact * 1000.0)


def published_yuan(plan: Plan) -> list[float]:
    """The published targets in yuan."""
    return (plan.targets_minor / 100).tolist()


def findings_of(problem: AllocationProblem) -> tuple[Finding, ...]:
    """What is wrong with the limits of a problem."""
    try:
        limit_rows(problem)
    except InvalidInput as error:
        return error.findings
    return ()

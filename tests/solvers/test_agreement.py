"""CBC = HiGHS = arithmetic, and every way into CBC gives the same answer."""

from __future__ import annotations

import numpy as np
import pulp
import pytest
from hypothesis import HealthCheck, given, settings
from scipy.sparse import csr_array

from models.program import LinearProgram
from models.solution import Solution, SolutionStatus, TerminationCondition
from solvers.base import SolverBackend, SolverOptions
from solvers.cbc import ArrayCbc, CbcBackend, ProgramProblem
from solvers.cbc_process import Transfer
from solvers.highs import HighsBackend
from solvers.micro_programs import INF, program
from solvers.verification import RAW_TOLERANCE, verify
from tests.solvers.programs import bounded_programs

DEFAULTS = SolverOptions()
CBC, MPS, HIGHS = CbcBackend(), CbcBackend(transfer=Transfer.MPS), HighsBackend()
quick = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def assert_same(first: Solution, second: Solution, gap: float = 1e-9) -> None:
    assert first.termination == second.termination
    if first.objective is not None:
        assert first.objective == pytest.approx(second.objective, rel=gap, abs=1e-6)


def assert_optimality(one: LinearProgram, answer: Solution) -> None:
    """Feasible, the duals price every column, and the dual objective meets the primal one: no solver to trust."""
    assert answer.point is not None
    assert verify(one, answer.point.values, answer.objective).passed(RAW_TOLERANCE)
    duals, reduced_costs = answer.point.duals, answer.point.reduced_costs
    assert duals is not None and reduced_costs is not None
    np.testing.assert_allclose(one.objective - one.matrix.T @ duals, reduced_costs, atol=1e-7)
    worth = one.offset
    for price, lower, upper in (
        (duals, one.row_lower, one.row_upper),
        (reduced_costs, one.col_lower, one.col_upper),
    ):
        price = np.where(np.abs(price) < 1e-9, 0.0, price)
        worth += float(price[price > 0] @ lower[price > 0] + price[price < 0] @ upper[price < 0])
    assert worth == pytest.approx(answer.objective, rel=1e-7, abs=1e-6)


@quick
@given(bounded_programs())
def test_linear_programs(one: LinearProgram) -> None:
    by_cbc, by_highs = CBC.solve(one, DEFAULTS), HIGHS.solve(one, DEFAULTS)
    assert_same(by_cbc, by_highs)
    for answer in (by_cbc, by_highs):
        if answer.status is SolutionStatus.OPTIMAL:
            assert_optimality(one, answer)


@quick
@given(bounded_programs(integers=True))
def test_integer_programs(one: LinearProgram) -> None:
    assert_same(CBC.solve(one, DEFAULTS), HIGHS.solve(one, DEFAULTS), gap=2e-6)


@quick
@given(bounded_programs())
def test_binary_and_mps_hand_over_agree(one: LinearProgram) -> None:
    binary, text = CBC.solve(one, DEFAULTS), MPS.solve(one, DEFAULTS)
    assert_same(binary, text)
    if text.status is SolutionStatus.OPTIMAL:
        assert_optimality(one, text)


def as_pulp(one: LinearProgram, sense: int) -> tuple[pulp.LpProblem, list[pulp.LpVariable]]:
    """The same program in ordinary PuLP objects; maximised programs have their costs turned."""
    problem = pulp.LpProblem("ordinary", sense)
    sign = 1.0 if sense == pulp.LpMinimize else -1.0
    variables = [
        problem.add_variable(
            f"v{j}",
            None if np.isneginf(low) else low,
            None if np.isposinf(high) else high,
            "Integer" if whole else "Continuous",
        )
        for j, (low, high, whole) in enumerate(zip(one.col_lower, one.col_upper, one.integer, strict=True))
    ]
    costs = [(v, sign * c) for v, c in zip(variables, one.objective, strict=True)]
    problem += pulp.LpAffineExpression(costs, constant=sign * one.offset)
    rows = csr_array(one.matrix).toarray()
    for row, low, high in zip(rows, one.row_lower, one.row_upper, strict=True):
        left = [(v, float(a)) for v, a in zip(variables, row, strict=True)]
        if np.isfinite(low):
            problem += pulp.LpConstraint(pulp.LpAffineExpression(left), pulp.LpConstraintGE, rhs=float(low))
        if np.isfinite(high):
            problem += pulp.LpConstraint(pulp.LpAffineExpression(left), pulp.LpConstraintLE, rhs=float(high))
    return problem, variables


@quick
@given(bounded_programs(integers=True))
@pytest.mark.parametrize("sense", [pulp.LpMinimize, pulp.LpMaximize], ids=["minimise", "maximise"])
def test_ordinary_problems_are_solved_in_place(sense: int, one: LinearProgram) -> None:
    problem, variables = as_pulp(one, sense)
    status = problem.solve(ArrayCbc())
    expected = HIGHS.solve(one, DEFAULTS)
    if expected.status is SolutionStatus.OPTIMAL:
        assert (status, problem.sol_status) == (pulp.LpStatusOptimal, pulp.LpSolutionOptimal)
        sign = 1.0 if sense == pulp.LpMinimize else -1.0
        assert sign * pulp.value(problem.objective) == pytest.approx(expected.objective, rel=1e-9, abs=1e-6)
    else:
        assert pulp.LpStatus[status] == "Infeasible"
        assert all(variable.varValue is None for variable in variables)


class TestPulpConventions:
    """What PuLP's users read after a solve, against PuLP's own CBC."""

    @staticmethod
    def problem() -> pulp.LpProblem:
        problem = pulp.LpProblem("plan", pulp.LpMaximize)
        x, y = problem.add_variable("x", 0, 30), problem.add_variable("y", 0)
        problem += 3 * x + 2 * y + 7
        problem += x + y <= 40, "capacity"
        problem += x - y >= -35, "balance"
        problem += y <= 25, "single"
        return problem

    def test_same_values_duals_and_slacks(self) -> None:
        ours, stock = self.problem(), self.problem()
        ours.solve(ArrayCbc())
        with pytest.warns(DeprecationWarning):
            stock.solve(pulp.PULP_CBC_CMD(msg=False))
        for one, other in zip(ours.variables(), stock.variables(), strict=True):
            assert (one.varValue, one.dj) == pytest.approx((other.varValue, other.dj))
        for one, other in zip(ours.constraints(), stock.constraints(), strict=True):
            assert (one.pi, one.slack) == pytest.approx((other.pi, other.slack))

    def test_no_objective(self) -> None:
        problem = pulp.LpProblem("any", pulp.LpMinimize)
        x = problem.add_variable("x", 0, 9)
        problem += x >= 4
        assert problem.solve(ArrayCbc()) == pulp.LpStatusOptimal
        assert 4 <= x.varValue <= 9

    def test_copy_and_availability(self) -> None:
        solver = ArrayCbc(SolverOptions(relative_gap=0.5)).copy()
        assert solver.available()
        assert solver.solver_options.relative_gap == 0.5

    def test_special_ordered_sets_are_refused(self) -> None:
        problem = self.problem()
        problem.sos1["set"] = {problem.variables()[0]: 1}
        with pytest.raises(pulp.PulpSolverError, match="special ordered sets"):
            problem.solve(ArrayCbc())

    def test_a_missing_binary_is_an_error_with_words(self, tmp_path) -> None:  # type: ignore[no-untyped-def]
        with pytest.raises(pulp.PulpSolverError, match="no CBC binary"):
            self.problem().solve(ArrayCbc(binary=tmp_path / "none"))

    def test_a_program_problem_carries_its_solution(self) -> None:
        problem = ProgramProblem(program([1], [[1]], [2], [INF], integer=[True]))
        assert problem.solve(ArrayCbc()) == pulp.LpStatusOptimal
        assert problem.isMIP() and problem.solution is not None
        assert problem.solution.objective == 2


class TestReports:
    def test_names_version_options_and_time(self, backend: SolverBackend) -> None:
        one = program([1, 2], [[1, 1]], [4], [INF])
        report = backend.solve(one, SolverOptions(time_limit_seconds=9)).report
        assert report.name == backend.name
        assert report.version == backend.version()
        assert report.options["time_limit_seconds"] == 9
        assert report.options["relative_gap"] == 1e-6
        assert 0 < report.seconds < 9

    def test_answers_repeat(self, backend: SolverBackend) -> None:
        from solvers.micro_programs import hard_knapsack

        one = hard_knapsack(n=25, m=5)
        first, second = (backend.solve(one, SolverOptions()) for _ in range(2))
        assert first.point is not None and second.point is not None
        assert first.termination is TerminationCondition.OPTIMAL
        np.testing.assert_array_equal(first.point.values, second.point.values)


def test_highs_solves_again_when_its_tight_tolerance_fails() -> None:
    """HiGHS 1.16 says "Solve error" to this one at 1e-9."""
    one = program(
        [3, 7, 8, -3, -8, 7],
        [[0, 2, 0, 4, 2, 3], [2, 0, 0, -3, 4, 2]],
        [-INF, 0.6931646],
        [INF, INF],
        lower=[1, -1, -4, 2, -2, 0],
        upper=[4, 2, -4, 4, 2, 4],
        integer=[True, True, True, False, True, True],
    )
    answer = HIGHS.solve(one, DEFAULTS)
    assert answer.objective == pytest.approx(CBC.solve(one, DEFAULTS).objective)

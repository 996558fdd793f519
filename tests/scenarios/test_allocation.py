"""The main job end to end: exact, the same for every solver, and honest about what it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import numpy as np
import pytest

from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.fields import Soft
from models.allocation.plan import Outcome, Plan
from models.allocation.polish import Polished
from models.allocation.problem import AllocationProblem
from models.allocation.proximal import polish_columns
from models.allocation.strategy import Weights
from models.errors import Infeasible, InvalidInput, LimitReached, SolverFailed, VerificationFailed
from models.program import LinearProgram
from models.solution import Solution, SolutionStatus, SolverReport, TerminationCondition
from scenarios.allocation import AllocationResult, allocate
from solvers.base import Capabilities, SolverOptions
from solvers.highs import HighsBackend
from tests.support.problems import BALANCED, PLAIN, amounts, random_problem, two_by_two
from tests.support.solving import CBC, exact_yuan, plan_of, program_of, published_yuan, result_of
from tests.support.variations import renamed, scaled, with_held, with_limits, with_target

INCREMENT = 100_000
DOZEN = [(40, 0, 0.02), (40, 1, 0.2), (60, 2, 1e-3), (60, 3, 0.02), (80, 4, 1e-4), (80, 5, 0.02)]
DOZEN += [(120, 6, 0.2), (120, 7, 0.02), (120, 8, 1e-3), (200, 9, 0.02), (200, 10, 1e-5), (300, 11, 0.02)]


@cache
def highs_plan(cells: int, seed: int, slack: float) -> Plan:
    """The plan of one of the dozen, solved once."""
    return plan_of(random_problem(cells, seed, slack=slack), BALANCED)


def loss(plan: Plan) -> float:
    """The strategy's loss of the exact plan, in thousands."""
    return program_of(plan.problem, plan.strategy).objective(plan.exact)


@pytest.mark.parametrize(("cells", "seed", "slack"), DOZEN)
class TestRandomCompanies:
    def test_both_solvers_publish_the_same(self, cells: int, seed: int, slack: float) -> None:
        by_highs = highs_plan(cells, seed, slack)
        by_cbc = plan_of(by_highs.problem, BALANCED, CBC)
        np.testing.assert_array_equal(by_highs.targets_minor, by_cbc.targets_minor)
        assert by_highs.outcome is by_cbc.outcome is Outcome.OPTIMAL

    def test_targets_add_up_to_the_company_target(self, cells: int, seed: int, slack: float) -> None:
        plan = highs_plan(cells, seed, slack)
        assert int(plan.targets_minor.sum()) == plan.problem.money.to_minor(plan.problem.company_total.lower)
        assert plan.total_minor == int(plan.targets_minor.sum())

    def test_the_exact_plan_keeps_every_limit(self, cells: int, seed: int, slack: float) -> None:
        plan = highs_plan(cells, seed, slack)
        program = program_of(plan.problem)
        size = np.maximum(abs(program.matrix) @ plan.exact, 1.0)
        assert (program.row_violation(plan.exact) / size).max() <= 1e-9
        assert (plan.exact >= program.lower).all() and (plan.exact <= program.upper).all()
        assert plan.exact_check.passed


@pytest.mark.parametrize("seed", range(3))
def test_other_names_permute_the_plan(seed: int) -> None:
    problem = random_problem(80, seed)
    other, order = renamed(problem, seed)
    assert not np.array_equal(order, np.arange(order.size))
    np.testing.assert_array_equal(
        plan_of(other, BALANCED).targets_minor, plan_of(problem, BALANCED).targets_minor[order]
    )


@pytest.mark.parametrize("factor", [7, 1000])
def test_scaling_all_money_scales_the_plan(factor: int) -> None:
    problem = random_problem(80, 4)
    np.testing.assert_array_equal(
        plan_of(scaled(problem, factor), BALANCED).targets_minor, factor * plan_of(problem, BALANCED).targets_minor
    )


@pytest.mark.parametrize("seed", range(4))
class TestMonotony:
    """Definitions: more room is never worse, less never better."""

    def change(self, seed: int, name: str, change: Callable[[float], float]) -> tuple[float, float]:
        problem = random_problem(60, seed)
        other = with_held(problem, lambda value: round(change(value), 2), (name,))
        return loss(plan_of(problem, BALANCED)), loss(plan_of(other, BALANCED))

    def test_relaxing_caps_never_raises_the_loss(self, seed: int) -> None:
        before, after = self.change(seed, "cap", lambda cap: cap * 1.05)
        assert after <= before + 1e-9

    def test_relaxing_floors_never_raises_the_loss(self, seed: int) -> None:
        before, after = self.change(seed, "floor", lambda floor: floor * 0.95)
        assert after <= before + 1e-9

    def test_a_further_limit_never_lowers_the_loss(self, seed: int) -> None:
        problem = random_problem(60, seed)
        plan = plan_of(problem, BALANCED)
        region = problem.dimensions[1].leaves[0].key
        now = float(plan.exact[problem.cells.members[1] == 0].sum())
        cap = AmountLimit(kind="amount_limit", name="cap", where={"region": region}, max_amount=round(now * 999, 2))
        result = result_of(with_limits(problem, cap), BALANCED)
        assert result.plan is None or loss(result.plan) > loss(plan)


@pytest.mark.parametrize("seed", range(4))
def test_a_limit_that_does_not_bind_changes_nothing(seed: int) -> None:
    problem = random_problem(60, seed)
    loose = AmountLimit(kind="amount_limit", name="loose", by=["product", "region"], max_amount=10**9)
    plan, other = plan_of(problem, BALANCED), plan_of(with_limits(problem, loose), BALANCED)
    np.testing.assert_array_equal(other.targets_minor, plan.targets_minor)
    np.testing.assert_allclose(other.exact, plan.exact, atol=1e-9)


class TestNoCornerAnswers:
    """Allocation.md 3: maximising a weighted sum leaves nearly every cell at its floor or cap."""

    @staticmethod
    def at_limits(**weights: float) -> float:
        strategy = replace(BALANCED, weights=Weights(**weights))
        shares = [plan_of(random_problem(120, seed), strategy).scorecard.at_limit_share for seed in range(5)]
        return float(np.mean(shares))

    def test_a_balanced_plan_has_at_most_a_fifth_of_its_cells_at_their_limits(self) -> None:
        assert self.at_limits() <= 0.2

    def test_prices_without_fit_would_run_into_corners(self) -> None:
        assert self.at_limits(fit=0.01, strategic=1, profit=1) > 0.5


def test_the_same_request_gives_the_same_bytes() -> None:
    first, second = (plan_of(random_problem(120, 3), BALANCED) for _ in range(2))
    assert first.targets_minor.tobytes() == second.targets_minor.tobytes()
    assert first.exact.tobytes() == second.exact.tobytes()


class TestByHand:
    """Last year 100, 200, 300, 400: a east, a west, b east, b west."""

    def test_without_limits_everybody_grows_alike(self) -> None:
        assert published_yuan(plan_of(two_by_two(1100))) == [110, 220, 330, 440]

    def test_a_range_takes_the_reference_inside_it(self) -> None:
        target = CompanyTotal(min_amount=900, max_amount=1300)
        assert published_yuan(plan_of(two_by_two(target))) == [110, 220, 330, 440]

    def test_priority_is_worth_its_weight(self) -> None:
        # Price −0.2·0.5 on the first cell of 500: alone it would rise by 100·0.1/2 = 5; everybody gives 1/1000 back.
        strategy = replace(PLAIN, weights=Weights(strategic=0.2, profit=0, stability=0))
        plan = plan_of(two_by_two(1000, priority=np.array([0.5, 0, 0, 0])), strategy)
        assert exact_yuan(plan) == pytest.approx([105 - 0.5, 200 - 1, 300 - 1.5, 400 - 2])

    def test_margin_is_worth_its_weight(self) -> None:
        # The same with a margin of 0.25 at a weight of 0.4.
        strategy = replace(PLAIN, weights=Weights(strategic=0, profit=0.4, stability=0))
        plan = plan_of(two_by_two(1000, margin_rate=np.array([0.25, 0, 0, np.nan])), strategy)
        assert exact_yuan(plan) == pytest.approx([104.5, 199, 298.5, 398])

    def test_stability_keeps_previous_targets(self) -> None:
        # Previous targets within r·σ/2 = 10 % of the reference hold everybody.
        strategy = replace(PLAIN, weights=Weights(strategic=0, profit=0, stability=0.2))
        plan = plan_of(two_by_two(1000, previous=amounts([105, 195, 290, 410])), strategy)
        assert published_yuan(plan) == [105, 195, 290, 410]

    def test_stability_gives_way_at_its_price(self) -> None:
        # The first was at 200. It may keep 10 % of its reference: 110 less what all give back to make room, 10/1000.
        strategy = replace(PLAIN, weights=Weights(strategic=0, profit=0, stability=0.2))
        plan = plan_of(two_by_two(1000, previous=amounts([200, None, None, None])), strategy)
        assert exact_yuan(plan) == pytest.approx([109, 198, 297, 396])

    def test_a_hold_is_published_to_the_cent(self) -> None:
        plan = plan_of(two_by_two(1000, hold=amounts([None, None, None, 460.37])))
        assert published_yuan(plan)[3] == 460.37
        assert plan.total_minor == 100_000

    def test_a_target_of_a_fraction_of_the_reference_stays_positive(self) -> None:
        assert published_yuan(plan_of(two_by_two(10, increment=1))) == [1, 2, 3, 4]


class TestOutcomes:
    def test_optimal_when_every_number_is_proven(self) -> None:
        plan = plan_of(random_problem(60, 0), BALANCED)
        assert plan.polished.cell_error <= INCREMENT / 100_000 / 100
        assert plan.outcome is Outcome.OPTIMAL

    @pytest.mark.parametrize("cells", [40, 120])
    def test_whole_yuan_can_be_proven_too(self, cells: int) -> None:
        assert plan_of(random_problem(cells, 0, increment=100), BALANCED).outcome is Outcome.OPTIMAL

    def test_feasible_when_they_are_not(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def doubtful(*given: object) -> Polished:
            return replace(polish_columns(*given), cell_error=0.02)  # type: ignore[arg-type]

        monkeypatch.setattr("scenarios.optimum.polish_columns", doubtful)
        # A hundredth of 1000 yuan is 0.01 thousand.
        assert plan_of(random_problem(60, 0), BALANCED).outcome is Outcome.FEASIBLE

    def test_a_plan_that_breaks_a_limit_is_never_shown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def wrong(*given: object) -> Polished:
            found = polish_columns(*given)  # type: ignore[arg-type]
            return replace(found, targets=found.targets * (1 + 1e-6))

        monkeypatch.setattr("scenarios.optimum.polish_columns", wrong)
        result = result_of(random_problem(60, 0), BALANCED)
        assert (result.outcome, result.plan) == (Outcome.SUSPECT, None)
        assert isinstance(result.error, VerificationFailed)

    def test_infeasible_carries_its_diagnosis(self) -> None:
        cap = AmountLimit(kind="amount_limit", name="cap", max_amount=900)
        result = result_of(two_by_two(1000, limits=[cap]))
        assert (result.outcome, result.termination) == (Outcome.INFEASIBLE, TerminationCondition.INFEASIBLE)
        assert result.diagnosis is not None
        with pytest.raises(Infeasible):
            result.raise_for_outcome()

    def test_crossed_bounds_of_a_cell_are_infeasible(self) -> None:
        limits = [
            AmountLimit(kind="amount_limit", name="cap", where={"region": "east", "product": "a"}, max_amount=50),
            AmountLimit(kind="amount_limit", name="floor", where={"region": "east", "product": "a"}, min_amount=60),
        ]
        assert result_of(two_by_two(1000, limits=limits)).outcome is Outcome.INFEASIBLE

    def test_limits_that_do_not_fit_are_raised(self) -> None:
        with pytest.raises(InvalidInput):
            result_of(two_by_two(limits=[AmountLimit(kind="amount_limit", name="x", by="nowhere", max_amount=1)]))

    def test_a_soft_target_gives_way_to_hard_floors(self) -> None:
        # Floors far above the target: it is broken at its price, and that is a plan.
        floor = AmountLimit(kind="amount_limit", name="floor", by=["product", "region"], min_amount=20_000)
        target = CompanyTotal(amount=1000, soft=Soft(penalty=1))
        assert published_yuan(plan_of(two_by_two(target, limits=[floor]))) == [20_000] * 4


@dataclass(frozen=True)
class Saying:
    """A solver that says one thing, whatever it is asked; with `after`, only from that solve on."""

    termination: TerminationCondition
    name: str = "saying"
    after: int = 0
    asked: tuple[int, ...] = ()

    @property
    def capabilities(self) -> Capabilities:
        return HighsBackend().capabilities

    def version(self) -> str:
        return "1"

    def availability(self) -> str | None:
        return None

    def solve(self, program: LinearProgram, options: SolverOptions) -> Solution:
        del program, options
        return Solution(self.termination, SolutionStatus.NONE, SolverReport(self.name, "1", 0.0))


def said(termination: TerminationCondition, problem: AllocationProblem | None = None) -> AllocationResult:
    return allocate(problem or two_by_two(1000), PLAIN, Saying(termination), SolverOptions())


class TestSolversThatFail:
    @pytest.mark.parametrize("word", ["time_limit", "node_limit", "interrupted"])
    def test_a_limit_without_a_plan(self, word: str) -> None:
        result = said(TerminationCondition(word))
        assert result.outcome is Outcome.LIMIT
        assert isinstance(result.error, LimitReached)

    @pytest.mark.parametrize("word", ["error", "unbounded"])
    def test_an_error(self, word: str) -> None:
        result = said(TerminationCondition(word))
        assert result.outcome is Outcome.ERROR
        with pytest.raises(SolverFailed):
            result.raise_for_outcome()

    @pytest.mark.parametrize("word", ["infeasible", "infeasible_or_unbounded"])
    def test_infeasible_without_proof_is_suspect(self, word: str) -> None:
        result = said(TerminationCondition(word))
        assert (result.outcome, result.diagnosis) == (Outcome.SUSPECT, None)

    def test_arithmetic_proves_it_even_when_the_solver_has_no_points(self) -> None:
        cap = AmountLimit(kind="amount_limit", name="cap", max_amount=900)
        result = said(TerminationCondition.INFEASIBLE, two_by_two(1000, limits=[cap]))
        assert result.outcome is Outcome.INFEASIBLE


def test_a_linear_program_stopped_early_costs_nothing_but_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever multipliers the linear program ends with, the plan is the same."""
    problem = random_problem(80, 2)
    expected = plan_of(problem, BALANCED).targets_minor
    monkeypatch.setattr("scenarios.optimum.multipliers", lambda solution: np.zeros(solution.point.row_activity.size))
    np.testing.assert_array_equal(plan_of(problem, BALANCED).targets_minor, expected)


def test_a_cent_more_moves_the_plan_by_a_cent() -> None:
    problem = random_problem(60, 5, increment=1)
    more = with_target(problem, lambda total: total + Decimal("0.01"))
    before, after = plan_of(problem, BALANCED), plan_of(more, BALANCED)
    assert after.total_minor - before.total_minor == 1
    assert np.abs(after.targets_minor - before.targets_minor).max() <= 2

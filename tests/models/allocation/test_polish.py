"""The exact optimum: against an independent solver, from any start, with a proof that tells the truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array, vstack

from models.allocation.limits.fields import Soft
from models.allocation.polish import Polished, polish
from models.allocation.problem import AllocationProblem
from models.allocation.separable import SeparableProgram
from models.arrays import FloatArray
from tests.support.oracle import oracle_targets
from tests.support.problems import random_problem
from tests.support.programs import random_separable, separable
from tests.support.solving import linear_start, program_of

INCREMENT = 1.0
"""A thousand yuan, the increment of the random problems, in program units."""


def from_zero(program: SeparableProgram) -> Polished:
    return polish(program, np.zeros(program.n_rows))


def broken_by(program: SeparableProgram, x: FloatArray) -> float:
    """Largest relative violation of hard rows and of bounds."""
    size = np.maximum(abs(program.matrix) @ np.abs(x), 1.0)
    rows = (program.row_violation(x) / size)[np.isinf(program.penalty)]
    bounds = np.maximum(program.lower - x, x - program.upper)
    return float(max(rows.max(initial=0.0), bounds.max(initial=0.0)))


def assert_optimal(program: SeparableProgram, found: Polished, step: float = INCREMENT) -> None:
    """Definition 7: within a hundredth of an increment of the oracle's point, or not a worse objective."""
    oracle = oracle_targets(program)
    assert broken_by(program, found.targets) <= 1e-9
    near = np.abs(found.targets - oracle).max() <= step / 100
    as_good = program.objective(found.targets) <= program.objective(oracle) + 1e-9 * program.scale
    assert near or as_good
    assert program.objective(found.targets) <= program.objective(oracle) + 1e-6 * program.scale


def softened(problem: AllocationProblem, penalty: float, *, squeeze: float) -> AllocationProblem:
    """Every second band at a price, and the company target moved so that the bands are out of reach."""
    limits = tuple(
        limit.model_copy(update={"soft": Soft(penalty=penalty)}) if place >= 1 else limit
        for place, limit in enumerate(problem.limits)
    )
    total = problem.company_total
    assert total.amount is not None
    moved = round(float(total.amount) * squeeze, 2)
    return replace(problem, limits=limits, company_total=type(total)(amount=moved))


@pytest.mark.slow
@pytest.mark.parametrize("slack", [0.2, 0.02, 1e-3, 1e-4, 1e-5])
@pytest.mark.parametrize(("cells", "seed"), [(40, 0), (120, 2)])
def test_equals_the_oracle(cells: int, seed: int, slack: float) -> None:
    program = program_of(random_problem(cells, seed, slack=slack))
    assert_optimal(program, polish(program, linear_start(program)))


@pytest.mark.parametrize("slack", [0.2, 0.02, 1e-3, 1e-4])
def test_equals_the_oracle_without_a_start(slack: float) -> None:
    program = program_of(random_problem(80, 4, slack=slack))
    assert_optimal(program, from_zero(program))


@pytest.mark.slow
@pytest.mark.parametrize("slack", [0.2, 0.02, 1e-3, 1e-4, 1e-5])
@pytest.mark.parametrize(("cells", "seed"), [(40, 1), (80, 2), (200, 4), (200, 5), (300, 3)])
def test_equals_the_oracle_on_larger_companies(cells: int, seed: int, slack: float) -> None:
    program = program_of(random_problem(cells, seed, slack=slack))
    assert_optimal(program, polish(program, linear_start(program)))


@pytest.mark.slow
@pytest.mark.parametrize("slack", [1e-5, 1e-6, 1e-7, 1e-8])
@pytest.mark.parametrize("seed", range(6))
def test_ranges_too_narrow_to_converge_in_are_never_called_exact(seed: int, slack: float) -> None:
    """Ranges of a millionth of their total can end unfinished: then the proof must fail, or the number be right."""
    program = program_of(random_problem(80, seed, slack=slack))
    found = from_zero(program)
    if found.is_exact(INCREMENT / 100):
        assert_optimal(program, found)
    else:
        assert found.residual > 1e-11


@pytest.mark.parametrize("penalty", [0.01, 0.1, 1.0])
@pytest.mark.parametrize(("squeeze", "seed"), [(0.97, 0), (1.05, 1), (1.1, 2)])
def test_equals_the_oracle_with_soft_rows(penalty: float, squeeze: float, seed: int) -> None:
    program = program_of(softened(random_problem(80, seed), penalty, squeeze=squeeze))
    assert_optimal(program, from_zero(program))


@settings(max_examples=25)
@given(st.integers(0, 10**6))
def test_equals_the_oracle_on_weighted_overlapping_rows(seed: int) -> None:
    program = random_separable(seed)
    assert_optimal(program, from_zero(program), step=1e-3)


@pytest.mark.slow
@settings(max_examples=300)
@given(st.integers(0, 10**6), st.integers(2, 60), st.integers(1, 30), st.sampled_from([0.3, 0.01, 1e-4]))
def test_equals_the_oracle_at_length(seed: int, cells: int, rows: int, slack: float) -> None:
    program = random_separable(seed, cells, rows, slack=slack)
    assert_optimal(program, from_zero(program), step=1e-3)


class TestByHand:
    """r = 100 and 300, fit only: a price λ takes r·λ/2."""

    reference = np.array([100.0, 300.0])
    both = np.array([[1.0, 1.0]])

    def solve(self, low: float, high: float, penalty: float = np.inf, **rest: FloatArray) -> Polished:
        return from_zero(
            separable(
                self.reference,
                matrix=self.both,
                row_lower=np.array([low]),
                row_upper=np.array([high]),
                penalty=np.array([penalty]),
                **rest,
            )
        )

    def test_nothing_presses(self) -> None:
        found = self.solve(350, 450)
        assert (found.targets.tolist(), found.multipliers.tolist()) == ([100, 300], [0])

    def test_upper_side_presses_with_a_positive_multiplier(self) -> None:
        found = self.solve(0, 360)
        assert found.targets == pytest.approx([90, 270])
        assert found.multipliers == pytest.approx([0.2])

    def test_lower_side_presses_with_a_negative_multiplier(self) -> None:
        found = self.solve(480, 600)
        assert found.targets == pytest.approx([120, 360])
        assert found.multipliers == pytest.approx([-0.4])

    def test_a_bound_takes_what_it_can(self) -> None:
        # 480 in all, the second at most 330: the first takes 150.
        found = self.solve(480, 480, upper=np.array([1000.0, 330.0]))
        assert found.targets == pytest.approx([150, 330])
        assert found.multipliers == pytest.approx([-1])

    def test_a_price_boxes_the_multiplier(self) -> None:
        found = self.solve(0, 360, penalty=0.1)
        assert found.targets == pytest.approx([95, 285])
        assert found.multipliers == pytest.approx([0.1])

    def test_previous_targets_hold_against_a_weak_press(self) -> None:
        # At 100 and 300 last time, σ = 0.1: to 390 the press is within the kink of one cell only if both may rest.
        anchored = {"anchor": self.reference, "anchor_weight": np.array([0.1, 10.0])}
        found = self.solve(0, 390, **anchored)
        assert found.targets == pytest.approx([90, 300])
        # The first cell alone pays: 2·10/100 for the fit and 0.1 for leaving its previous target.
        assert found.multipliers == pytest.approx([0.3])


def random_starts(program: SeparableProgram, count: int) -> list[FloatArray]:
    rng = np.random.default_rng(0)
    return [rng.normal(0.0, 10.0**power, program.n_rows) for power in range(-2, count - 2)]


@pytest.mark.parametrize(("cells", "seed", "slack"), [(40, 4, 0.02), (40, 5, 1e-3), (120, 6, 0.2)])
def test_the_start_does_not_matter(cells: int, seed: int, slack: float) -> None:
    program = program_of(random_problem(cells, seed, slack=slack))
    expected = from_zero(program).targets
    for start in random_starts(program, 3):
        np.testing.assert_allclose(polish(program, start).targets, expected, atol=1e-7)


@settings(max_examples=12)
@given(st.integers(0, 10**6))
def test_the_start_does_not_matter_with_soft_rows(seed: int) -> None:
    program = random_separable(seed)
    expected = from_zero(program).targets
    for start in random_starts(program, 2):
        np.testing.assert_allclose(polish(program, start).targets, expected, atol=1e-7)


def test_from_the_answer_no_step_is_needed() -> None:
    program = program_of(random_problem(80, 7))
    again = polish(program, from_zero(program).multipliers)
    assert again.steps <= 1


def repeated(program: SeparableProgram, copies: int) -> SeparableProgram:
    """Every row several times: multipliers are no longer unique, targets are."""
    return replace(
        program,
        matrix=csr_array(vstack([program.matrix] * copies)),
        row_lower=np.tile(program.row_lower, copies),
        row_upper=np.tile(program.row_upper, copies),
        penalty=np.tile(program.penalty, copies),
    )


@pytest.mark.parametrize("slack", [0.02, 1e-3, pytest.param(1e-5, marks=pytest.mark.slow)])
def test_redundant_rows_change_nothing(slack: float) -> None:
    program = program_of(random_problem(40, 8, slack=slack))
    once, thrice = from_zero(program), from_zero(repeated(program, 3))
    np.testing.assert_allclose(thrice.targets, once.targets, atol=1e-6)
    assert broken_by(program, thrice.targets) <= 1e-9


def test_redundant_equalities() -> None:
    # All, first and second fixed: the third row follows from the others.
    matrix = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    fixed = np.array([480.0, 130.0, 350.0])
    found = from_zero(separable(np.array([100.0, 300.0]), matrix=matrix, row_lower=fixed, row_upper=fixed))
    assert found.targets == pytest.approx([130, 350], abs=1e-9)
    assert found.is_exact(1e-6)


class TestProof:
    @pytest.mark.parametrize("slack", [0.2, 0.02, 1e-3, pytest.param(1e-5, marks=pytest.mark.slow)])
    @pytest.mark.parametrize("seed", range(2))
    def test_no_number_is_further_off_than_it_says(self, seed: int, slack: float) -> None:
        program = program_of(random_problem(60, seed, slack=slack))
        found = from_zero(program)
        oracle = oracle_targets(program)
        # The oracle has an error of its own: strong convexity bounds it by how much worse its objective is.
        worse = max(program.objective(oracle) - program.objective(found.targets), 0.0)
        own = np.sqrt(2.0 * program.curvature.max() * (worse + 1e-9)) + 1e-6
        assert np.abs(found.targets - oracle).max() <= found.cell_error + own

    def test_it_holds_for_unfinished_work(self, monkeypatch: pytest.MonkeyPatch) -> None:
        program = program_of(random_problem(80, 3))
        exact = from_zero(program).targets
        for steps in range(6):
            monkeypatch.setattr("models.allocation.polish.MAX_STEPS", steps)
            early = from_zero(program)
            assert np.abs(early.targets - exact).max() <= early.cell_error + 1e-9
        assert early.steps == 5

    def test_a_row_that_nothing_presses_on_yet_counts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("models.allocation.polish.MAX_STEPS", 0)
        found = TestByHand().solve(480, 480)
        # 400 instead of 480 with every multiplier zero: nothing is proven.
        assert found.gap == pytest.approx(80)
        assert not found.is_exact(1.0)

    def test_what_floating_point_cannot_show_is_no_error(self) -> None:
        program = program_of(random_problem(40, 0, increment=100))
        assert from_zero(program).cell_error <= 1e-9 * program.scale

    def test_the_residual_is_published(self) -> None:
        program = program_of(random_problem(80, 1))
        found = from_zero(program)
        activity = program.matrix @ found.targets
        outside = np.maximum(np.maximum(program.row_lower - activity, activity - program.row_upper), 0.0)
        assert (outside / program.row_scale).max() <= found.residual <= 1e-11

    @pytest.mark.parametrize("distance", [1.0, 1e-2, 1e-4])
    def test_contradictions_are_never_called_exact(self, distance: float) -> None:
        matrix = np.array([[1.0, 1.0], [1.0, 1.0]])
        low, high = np.array([500.0, -np.inf]), np.array([np.inf, 500.0 - distance])
        found = from_zero(separable(np.array([100.0, 300.0]), matrix=matrix, row_lower=low, row_upper=high))
        assert not found.is_exact(0.01)


class TestOptimalityConditions:
    """The conditions themselves, whatever another solver says."""

    @settings(max_examples=15)
    @given(st.integers(0, 10**6))
    def test_multipliers_press_only_where_the_row_rests(self, seed: int) -> None:
        program = random_separable(seed)
        found = from_zero(program)
        activity, tolerance = program.matrix @ found.targets, 1e-8 * program.row_scale
        hard = np.isinf(program.penalty)
        up, down = hard & (found.multipliers > 1e-9), hard & (found.multipliers < -1e-9)
        assert (np.abs(activity - program.row_upper)[up] <= tolerance[up]).all()
        assert (np.abs(activity - program.row_lower)[down] <= tolerance[down]).all()

    @settings(max_examples=15)
    @given(st.integers(0, 10**6))
    def test_soft_rows_pay_their_price_and_no_more(self, seed: int) -> None:
        program = random_separable(seed)
        found = from_zero(program)
        soft = np.isfinite(program.penalty)
        assert (np.abs(found.multipliers) <= program.penalty).all()
        broken = soft & (program.row_violation(found.targets) > 1e-6)
        assert np.abs(found.multipliers[broken]) == pytest.approx(program.penalty[broken])

    def test_cells_are_the_best_answer_to_their_price(self) -> None:
        program = program_of(random_problem(80, 2))
        found = from_zero(program)
        np.testing.assert_array_equal(found.targets, program.response(program.transposed @ found.multipliers))

"""Only the whole numbers are impossible: said so, with repairs that are tried by enumeration, and what takes part."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from models.allocation.diagnosing.changes import changed_limits
from models.allocation.diagnosing.choice_elastic import any_choice, changed_blocks
from models.allocation.diagnosis import Diagnosis, Proof, Repair
from models.allocation.formulation import limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.cardinality import Cardinality
from models.allocation.limits.families import LimitFamily
from models.allocation.limits.fields import AttributeValueOf
from models.allocation.plan import Outcome
from models.allocation.problem import AllocationProblem
from scenarios.feasible_range import feasible_range
from solvers.base import SolverOptions
from tests.support.problems import flat, two_by_two
from tests.support.random_companies import Kind, random_company
from tests.support.solving import CBC, HIGHS, result_of
from tests.support.variations import with_limits

BACKENDS = pytest.mark.parametrize("backend", [HIGHS, CBC], ids=lambda backend: backend.name)
ONE = Cardinality(kind="cardinality", name="one", owner="Li", by=("region",), count=("product",), max_count=1)
LEAST = Cardinality(kind="cardinality", name="least", by=("product", "region"), min_amount=Decimal(400))
CELL = AmountLimit(kind="amount_limit", name="cell", by=("product", "region"), max_amount=Decimal(500))
REGION = AmountLimit(kind="amount_limit", name="region", by=("region",), max_amount=Decimal(390))


def fixed(limit: LimitFamily) -> LimitFamily:
    return limit.model_copy(update={"negotiable": False})


def diagnosis_of(problem: AllocationProblem, backend: Any = HIGHS) -> Diagnosis:
    result = result_of(problem, backend=backend)
    assert result.outcome is Outcome.INFEASIBLE
    assert result.diagnosis is not None
    return result.diagnosis


def said(repair: Repair) -> list[tuple[str, str, float, float]]:
    """Changes: limit, side, from, by; money in yuan."""
    changes = []
    for change in repair.changes:
        unit = 1 if change.quantity == "count" else 1000
        changes.append(
            (change.identity.name, change.side, round(change.bound * unit, 6), round(change.amount * unit, 6))
        )
    return changes


def helps(problem: AllocationProblem, repair: Repair) -> bool:
    """Whether some choice of open units has a plan with the changes as written: all of them tried, by SciPy."""
    rows = limit_rows(problem)
    changed, blocks = changed_limits(rows, repair.changes), changed_blocks(rows.choices, repair.changes)
    above, below = np.isfinite(changed.upper), np.isfinite(changed.lower)
    matrix = rows.matrix.toarray()
    left = [matrix[above], -matrix[below]]
    right = [changed.upper[above], -changed.lower[below]]
    for opened in product([False, True], repeat=problem.cells.count):
        is_open = np.array(opened)
        counts = [np.bincount(block.group, weights=is_open[_cells(block)], minlength=1) for block in blocks]
        if any(
            block.max_count is not None and count.max() > block.max_count
            for block, count in zip(blocks, counts, strict=True)
        ):
            continue
        least = np.max([np.where(is_open, block.least[block.unit], 0.0) for block in blocks], axis=0)
        bounds = [(float(low), None if one else 0.0) for low, one in zip(least, opened, strict=True)]
        answer = linprog(np.zeros(is_open.size), A_ub=np.vstack(left), b_ub=np.concatenate(right), bounds=bounds)
        if answer.status == 0:
            return True
    return False


def _cells(block: Any) -> np.ndarray:
    """The cell of each unit: in these companies every unit is one cell."""
    return np.argsort(block.unit)


@BACKENDS
class TestTooFewUnits:
    problem = two_by_two(1100, limits=[ONE, CELL])

    def test_the_relaxation_has_a_plan_and_whole_numbers_have_none(self, backend: Any) -> None:
        found = diagnosis_of(self.problem, backend)
        assert found.proof is Proof.TWO_SOLVERS
        assert [identity.name for identity in found.choices] == ["one"]
        assert found.reasons == ()

    def test_repairs(self, backend: Any) -> None:
        found = diagnosis_of(self.problem, backend)
        told = [said(one) for one in found.repairs]
        assert [("company target", "floor", 1100, 100)] in told
        assert [("one", "cap", 1, 1)] in told
        assert len(told) == 3
        assert [one.score for one in found.repairs] == sorted(one.score for one in found.repairs)
        assert all(helps(self.problem, one) for one in found.repairs)

    def test_what_takes_part(self, backend: Any) -> None:
        conflict = diagnosis_of(self.problem, backend).conflict
        assert conflict is not None and conflict.minimal
        assert [identity.name for identity in conflict.limits] == ["company target", "cell", "one"]
        assert (conflict.members, conflict.n_members) == ((), 0)

    def test_the_totals_that_fit_respect_whole_numbers(self, backend: Any) -> None:
        found = diagnosis_of(self.problem, backend)
        assert (found.feasible_low, found.feasible_high) == pytest.approx((0.0, 1.0))


class TestLeastsTooLarge:
    def test_a_smaller_least(self) -> None:
        problem = two_by_two(700, limits=[LEAST, REGION])
        found = diagnosis_of(problem)
        # The regions carry 350 each at least: 50 less than asked.
        assert said(found.repairs[0]) == [("least", "floor", 400, 50)]
        assert all(helps(problem, one) for one in found.repairs)

    def test_leasts_of_single_members_are_changed_for_them_alone(self) -> None:
        least = Cardinality(
            kind="cardinality",
            name="least",
            by=("product", "region"),
            min_amount=AttributeValueOf(attribute="least"),
        )
        regions = flat("region", ["east", "west"], east={"least": 400}, west={"least": 200})
        base = two_by_two(760, limits=[least, fixed(REGION)], dimensions=(flat("product", ["a", "b"]), regions))
        found = diagnosis_of(base)
        # The west carries 390 of the 760 at most, so the east has to open a unit: 390 is 10 less than its least.
        assert [(change.group[-1], round(change.amount * 1000)) for change in found.repairs[0].changes] == [
            ("east", 10)
        ]


class TestHardFacts:
    def test_a_number_that_is_a_fact_is_never_raised(self) -> None:
        problem = two_by_two(1100, limits=[fixed(ONE), CELL])
        found = diagnosis_of(problem)
        assert found.repairs
        assert all(change.identity.name != "one" for one in found.repairs for change in one.changes)
        assert all(helps(problem, one) for one in found.repairs)

    def test_where_nothing_may_give_there_is_no_repair(self) -> None:
        target = two_by_two(1100).company_total.model_copy(update={"negotiable": False})
        assert diagnosis_of(two_by_two(target, limits=[fixed(ONE), fixed(CELL)])).repairs == ()


def test_of_two_rules_only_the_needed_one_is_named() -> None:
    other = Cardinality(
        kind="cardinality", name="harmless", by=("region",), count=("product",), max_count=1, where={"region": "west"}
    )
    problem = two_by_two(
        1000,
        limits=[
            ONE,
            other,
            CELL,
            AmountLimit(kind="amount_limit", name="east", where={"region": "east"}, min_amount=Decimal(600)),
        ],
    )
    found = diagnosis_of(problem)
    assert [identity.name for identity in found.choices] == ["one"]
    assert found.conflict is not None
    assert [identity.name for identity in found.conflict.limits] == ["cell", "east", "one"]


def test_repairs_of_amounts_are_proven_with_whole_numbers() -> None:
    # The caps add up to 1,200 of 1,300, and one product per region leaves 600: more of the caps alone must do it.
    caps = AmountLimit(kind="amount_limit", name="cell", by=("product", "region"), max_amount=Decimal(300))
    problem = two_by_two(1300, limits=[fixed(ONE), caps])
    found = diagnosis_of(problem)
    assert found.proof is Proof.ARITHMETIC
    assert (found.feasible_low, found.feasible_high) == pytest.approx((0.0, 0.6))
    assert found.repairs
    assert all(helps(problem, one) for one in found.repairs)


def chosen_company(seed: int) -> AllocationProblem:
    """A random company of few products whose people may carry one or two of them, none of them a crumb."""
    rng = np.random.default_rng(seed)
    problem = random_company(seed, Kind(cells=8, families=("growth_limit", "capacity", "margin"))).problem
    least = float(problem.company_total.reference) / problem.cells.count * float(rng.choice([0.3, 0.9, 1.2]))
    rule = Cardinality(
        kind="cardinality",
        name="rule",
        by=("rep.rep",),
        count=("product",),
        max_count=int(rng.integers(1, 3)),
        min_amount=Decimal(str(round(least, 2))),
    )
    return with_limits(problem, rule)


@settings(max_examples=20, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_random_companies_with_choices(seed: int) -> None:
    problem = chosen_company(seed)
    rows = limit_rows(problem)
    result = result_of(problem)
    fits = feasible_range(problem, rows, None, HIGHS, SolverOptions())
    assert fits.is_feasible is (result.plan is not None)
    if result.diagnosis is None:
        return
    assert result.diagnosis.repairs
    for one in result.diagnosis.repairs:
        changed, blocks = changed_limits(rows, one.changes), changed_blocks(rows.choices, one.changes)
        program = any_choice(changed, blocks, problem.reference_total).program
        assert all(solver.solve(program, SolverOptions()).point is not None for solver in (HIGHS, CBC))


def test_units_that_have_no_room_leave_no_plan_and_no_error() -> None:
    # Nobody can carry the least of 400 in a region of 390: every unit is closed, and 700 find no place.
    assert result_of(two_by_two(700, limits=[LEAST, REGION])).outcome is Outcome.INFEASIBLE

"""Different repairs: at least three where there are three, each proven anew by both solvers, none of a hard fact."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.diagnosing.changes import changed_limits
from models.allocation.diagnosis import Diagnosis, Repair
from models.allocation.formulation import limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.capacity import Capacity
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.fields import Soft
from models.allocation.problem import AllocationProblem
from scenarios.diagnosing.repair_search import limits_of
from scenarios.diagnosis import diagnose
from solvers.base import SolverOptions
from tests.support.planted_conflicts import PLANTED, broken, has_plan
from tests.support.problems import two_by_two
from tests.support.random_companies import Kind
from tests.support.solving import CBC, HIGHS

SEEDS = st.integers(0, 10**6)
EAST = {"region": "east"}


def amount(name: str, **fields: Any) -> AmountLimit:
    return AmountLimit(kind="amount_limit", name=name, **fields)


def diagnosis_of(problem: AllocationProblem, backend: Any = HIGHS) -> Diagnosis:
    found = diagnose(problem, limit_rows(problem), backend, SolverOptions(), 0.0)
    assert found is not None
    return found


def names(repair: Repair) -> set[str]:
    return {change.identity.name for change in repair.changes}


def helps(problem: AllocationProblem, repair: Repair) -> bool:
    """Whether there is a plan with the changes as written, by SciPy."""
    rows = limit_rows(problem)
    changed = changed_limits(rows, repair.changes)
    return has_plan(rows, changed.lower, changed.upper, np.isinf(rows.penalty))


class TestThreeWays:
    """The east: floors of 300 for two products, a cap of 500 for both and hours for 550; the target has no say."""

    floors = amount("floors", owner="Li", where=EAST, by=["product", "region"], min_amount=300)
    cap = amount("cap", owner="Wang", where=EAST, max_amount=500)
    hours = Capacity(kind="capacity", name="hours", owner="Zhao", by="region", where=EAST, amount=550)
    problem = two_by_two(1000, limits=[floors, cap, hours])

    def test_who_could_give(self) -> None:
        found = diagnosis_of(self.problem)
        # 100 less of the floors; or 100 more of the cap and 50 more hours; or something of both.
        assert [names(one) for one in found.repairs[:1]] == [{"floors"}]
        assert {"cap", "hours"} in [names(one) for one in found.repairs]
        # In the middle floors and cap give an eleventh each: 600 · 10/11 = 500 · 12/11 = 545.5, within the hours.
        assert {"floors", "cap"} in [names(one) for one in found.repairs]

    def test_they_change_different_limits_and_are_ordered_by_score(self) -> None:
        found = diagnosis_of(self.problem).repairs
        assert len({limits_of(one) for one in found}) == len(found)
        assert found[0].score == 1.0
        assert [one.score for one in found] == sorted(one.score for one in found)
        assert [one.score * found[0].total for one in found] == pytest.approx([one.total for one in found])

    def test_scores_by_hand(self) -> None:
        scores = {frozenset(names(one)): one.score for one in diagnosis_of(self.problem).repairs}
        assert scores[frozenset({"floors"})] == 1.0
        assert scores[frozenset({"cap", "hours"})] == pytest.approx(1.5)

    def test_owners_are_told(self) -> None:
        owners = {change.identity.owner for one in diagnosis_of(self.problem).repairs for change in one.changes}
        assert owners == {"Li", "Wang", "Zhao"}

    def test_each_helps(self) -> None:
        assert all(helps(self.problem, one) for one in diagnosis_of(self.problem).repairs)

    @pytest.mark.parametrize("fixed", [0, 1, 2])
    def test_hard_facts_are_never_proposed(self, fixed: int) -> None:
        limits = tuple(
            limit.model_copy(update={"negotiable": place != fixed}) for place, limit in enumerate(self.problem.limits)
        )
        found = diagnosis_of(replace(self.problem, limits=limits))
        assert found.repairs
        assert all(change.identity.negotiable for one in found.repairs for change in one.changes)


def test_the_middle_between_two_ways() -> None:
    # The cap gives 20 % and the target 1/6, or both an eleventh.
    found = diagnosis_of(two_by_two(1200, limits=[amount("cap", by="region", max_amount=500)], increment=1))
    both = next(one for one in found.repairs if len(names(one)) == 2)
    amounts = {change.identity.name: round(change.amount * 1000, 2) for change in both.changes}
    assert amounts == {"company target": 109.1, "cap": 45.46} or amounts == {"company target": 109.10, "cap": 45.46}
    assert both.score == pytest.approx(1.0, rel=1e-5)


def test_one_way_is_one_repair() -> None:
    target = CompanyTotal(amount=Decimal(1200), negotiable=False)
    found = diagnosis_of(two_by_two(target, limits=[amount("cap", by="region", max_amount=500)]))
    assert [names(one) for one in found.repairs] == [{"cap"}]


def test_soft_limits_are_never_proposed() -> None:
    soft = amount("soft", by="region", max_amount=1, soft=Soft(penalty=1))
    found = diagnosis_of(two_by_two(1200, limits=[soft, amount("cap", by="region", max_amount=500)]))
    assert all("soft" not in names(one) for one in found.repairs)


def test_changed_hours_have_few_digits_and_are_enough() -> None:
    hours = Capacity(
        kind="capacity", name="hours", by="region", where=EAST, measure="effort", amount=Decimal("1.23456789")
    )
    floor = amount("floor", where=EAST, min_amount=997, negotiable=False)
    problem = two_by_two(1000, limits=[hours, floor], effort=np.full(4, 0.00333333))
    (repair,) = diagnosis_of(problem).repairs
    (change,) = repair.changes
    new = (change.bound + change.amount) * change.scale
    assert new == pytest.approx(3.32334, abs=1e-9)
    assert new >= 997 * 0.00333333
    assert helps(problem, repair)


@pytest.mark.slow
@settings(max_examples=25, derandomize=True)
@given(seed=SEEDS, hedges=st.booleans(), holds=st.booleans(), ranged=st.booleans())
def test_undoing_what_was_planted_is_the_dearest_that_the_best_repair_may_be(
    seed: int, hedges: bool, holds: bool, ranged: bool
) -> None:
    company = broken(seed, Kind(cells=12, hedges=hedges, holds=holds, range_target=ranged))
    found = diagnosis_of(company.problem)
    assert found.repairs[0].total * 1000 <= company.amount * (1 + 1e-6)
    assert all(helps(company.problem, one) for one in found.repairs)
    assert len({limits_of(one) for one in found.repairs}) == len(found.repairs)


@pytest.mark.slow
@settings(max_examples=15, derandomize=True)
@given(seed=SEEDS)
def test_what_was_planted_as_a_fact_is_never_undone(seed: int) -> None:
    company = broken(seed, Kind(cells=12), negotiable=False)
    for one in diagnosis_of(company.problem).repairs:
        assert PLANTED not in names(one)
        assert helps(company.problem, one)


@pytest.mark.parametrize("seed", range(4))
def test_both_solvers_prove_the_same_repairs(seed: int) -> None:
    problem = broken(seed, Kind(cells=20)).problem
    by_highs, by_cbc = diagnosis_of(problem).repairs, diagnosis_of(problem, CBC).repairs
    assert by_highs == by_cbc
    assert by_highs

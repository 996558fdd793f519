"""A repair is what people will type in: the written numbers make a plan possible, whatever the increment."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from models.allocation.binding import binding_limits
from models.allocation.diagnosing.changes import changed_rows
from models.allocation.diagnosis import Diagnosis, Repair
from models.allocation.formulation import formulate, limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.growth_limit import GrowthLimit
from models.allocation.limits.margin import Margin
from models.allocation.limits.share_limit import ShareLimit
from models.allocation.polish import polish
from models.allocation.problem import AllocationProblem
from scenarios.allocation import allocate
from solvers.base import SolverOptions
from solvers.registry import find_backend
from tests.support.problems import BALANCED, two_by_two

HIGHS = find_backend("highs")


def diagnosis_of(problem: AllocationProblem) -> Diagnosis:
    found = allocate(problem, BALANCED, HIGHS, SolverOptions()).diagnosis
    assert found is not None
    return found


def helps(problem: AllocationProblem, repair: Repair) -> bool:
    return HIGHS.solve(changed_rows(limit_rows(problem), repair.changes), SolverOptions()).point is not None


def caps(amount: str, **fields: object) -> AmountLimit:
    return AmountLimit(kind="amount_limit", name="cap", by=("region",), max_amount=Decimal(amount), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("increment", [1, 100, 1_000, 10_000, 70_000])
def test_every_repair_helps_at_every_increment(increment: int) -> None:
    problem = two_by_two(1100.37, limits=[caps("503.21")], increment=increment)
    repairs = diagnosis_of(problem).repairs
    assert len(repairs) == 3
    assert all(helps(problem, repair) for repair in repairs)


def test_a_target_between_two_increments_is_not_rounded_away() -> None:
    grow = GrowthLimit(kind="growth_limit", name="grow", min_growth_rate=0.005, negotiable=False)
    problem = two_by_two(1100, limits=[grow, caps("503", negotiable=False)], increment=1_000)
    (repair,) = diagnosis_of(problem).repairs
    (change,) = repair.changes
    assert round((change.bound - change.amount) * 1000, 2) == 1006.0
    assert helps(problem, repair)


def test_a_company_target_is_not_lowered_to_nothing() -> None:
    problem = two_by_two(1100, limits=[caps("0", negotiable=False)])
    assert diagnosis_of(problem).repairs == ()


def test_only_the_limits_of_the_smallest_change_move() -> None:
    problem = two_by_two(
        1100, limits=[caps("500"), AmountLimit(kind="amount_limit", name="all", max_amount=Decimal(2000))]
    )
    for repair in diagnosis_of(problem).repairs:
        assert "all" not in {change.identity.name for change in repair.changes}


def test_a_folded_row_with_a_negative_coefficient_keeps_its_side() -> None:
    base = two_by_two(1100)
    rates = np.array([0.5, 0.6, 0.7, 0.8])
    margin = Margin(kind="margin", name="margin", by=("product", "region"), min_rate=0.55)
    problem = replace(base, cells=replace(base.cells, margin_rate=rates), limits=(margin,))
    form = formulate(problem, BALANCED, limit_rows(problem))
    found = binding_limits(form, polish(form.program, np.zeros(form.program.n_rows)))
    pressed = next(item for item in found if item.identity.name == "margin")
    assert (pressed.group, pressed.side, pressed.bound) == (("a", "east"), "floor", 0.0)
    assert np.isfinite(pressed.price)


def test_limits_that_only_conflict_together_are_named() -> None:
    shares = [
        ShareLimit(kind="share_limit", name=region, where={"region": region}, max_share=0.3)
        for region in ("east", "west")
    ]
    found = diagnosis_of(two_by_two(1100, limits=shares))
    assert found.reasons == ()
    assert [identity.name for identity in found.together] == ["company target", "east", "west"]


def test_a_sum_that_shows_the_reason_needs_no_more() -> None:
    found = diagnosis_of(two_by_two(1100, limits=[caps("500")]))
    assert found.reasons
    assert found.together == ()

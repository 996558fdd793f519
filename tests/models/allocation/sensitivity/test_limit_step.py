"""Steps of limits: what moves, by how much, and what cannot be written."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from models.allocation.binding import BindingLimit
from models.allocation.formulation import limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.attainability import Attainability
from models.allocation.limits.base import Limit
from models.allocation.limits.capacity import Capacity
from models.allocation.limits.cardinality import Cardinality
from models.allocation.limits.growth_limit import GrowthLimit
from models.allocation.limits.margin import Margin
from models.allocation.limits.parity import Parity
from models.allocation.limits.share_limit import ShareLimit
from models.allocation.sensitivity.counterfactual import StepUnit
from models.allocation.sensitivity.limit_step import RATES, LimitStep, LimitSteps, raised_target
from tests.support.problems import amounts, two_by_two

COLUMNS: dict[str, Any] = {
    "forecast": amounts([100, 250, 300, 350]),
    "forecast_log_sd": np.full(4, 0.3),
    "margin_rate": np.array([0.1, 0.3, 0.1, 0.3]),
}


def step_of(limit: Any, row: int, side: str, direction: int = 1, increment: int = 100) -> LimitStep | None:
    """One step of one row of a problem's only limit, as if it were binding."""
    problem = two_by_two(1000, limits=[limit], increment=increment, **COLUMNS)
    rows = limit_rows(problem)
    block = rows.origin(row)
    bound = float((rows.lower if side == "floor" else rows.upper)[row]) / block.factor
    item = BindingLimit(
        block.identity, block.axes, rows.key(row), side, bound, 0.0, block.quantity, block.scale, 0.0, row
    )
    return LimitSteps(problem, rows).of(item, direction)


@pytest.mark.parametrize(
    ("limit", "row", "side"),
    [
        (GrowthLimit(kind="growth_limit", name="l", by="region", max_growth_rate=0.1), 2, "cap"),
        (ShareLimit(kind="share_limit", name="l", where={"product": "a"}, by="region", min_share=0.2), 2, "floor"),
        (Margin(kind="margin", name="l", by="region", min_rate=0.05), 2, "floor"),
        (Attainability(kind="attainability", name="l", by="region", min_probability=0.5), 2, "cap"),
        (Parity(kind="parity", name="l", by="region", tolerance=0.1), 2, "cap"),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_only_the_row_of_the_group_moves_and_to_what_the_stepped_limit_says(limit: Limit, row: int, side: str) -> None:
    step = step_of(limit, row, side)
    assert step is not None and step.unit is StepUnit.POINTS and step.asked is not None
    rows = limit_rows(step.problem)
    moved = step.applied(rows)
    assert moved is not None
    fields = RATES[limit.kind]  # type: ignore[attr-defined]
    name = fields.floor if side == "floor" else fields.cap
    assert name is not None
    stepped = limit.model_copy(update={name: step.asked + 0.01})
    expected = limit_rows(two_by_two(1000, limits=[stepped], **COLUMNS))  # type: ignore[list-item]
    np.testing.assert_allclose(moved.matrix.toarray()[row], expected.matrix.toarray()[row], atol=1e-12)
    assert moved.upper[row] == pytest.approx(expected.upper[row])
    assert moved.lower[row] == pytest.approx(expected.lower[row])
    others = [place for place in range(rows.count) if place != row]
    np.testing.assert_array_equal(moved.matrix.toarray()[others], rows.matrix.toarray()[others])
    np.testing.assert_array_equal(moved.upper[others], rows.upper[others])


@pytest.mark.parametrize(("increment", "size"), [(100, 0.003), (500, 0.005), (10_000, 0.1)])
def test_amounts_step_by_a_percent_in_whole_increments(increment: int, size: float) -> None:
    limit = AmountLimit(kind="amount_limit", name="l", where={"region": "east"}, max_amount=Decimal(340))
    step = step_of(limit, 1, "cap", increment=increment)
    assert step is not None
    assert step.step == pytest.approx(size)


@pytest.mark.parametrize(
    ("limit", "side", "direction"),
    [
        (GrowthLimit(kind="growth_limit", name="l", min_growth_rate=-0.995), "floor", -1),
        (ShareLimit(kind="share_limit", name="l", where={"product": "a"}, max_share=0.995), "cap", 1),
        (Attainability(kind="attainability", name="l", min_probability=0.01), "cap", -1),
        (AmountLimit(kind="amount_limit", name="l", max_amount=Decimal("0.5")), "cap", -1),
    ],
    ids=["growth", "share", "probability", "amount"],
)
def test_numbers_that_cannot_be_written_are_no_step(limit: Any, side: str, direction: int) -> None:
    assert step_of(limit, 1, side, direction) is None
    assert step_of(limit, 1, side, -direction) is not None


def test_a_floor_that_passes_its_cap_has_no_rows() -> None:
    limit = GrowthLimit(kind="growth_limit", name="l", min_growth_rate=0.1, max_growth_rate=0.105)
    step = step_of(limit, 1, "floor")
    assert step is not None
    assert step.applied(limit_rows(step.problem)) is None


def test_what_is_chosen_by_yes_or_no_has_no_step() -> None:
    problem = two_by_two(1000, limits=[Cardinality(kind="cardinality", name="c", min_amount=Decimal(10), by="region")])
    rows = limit_rows(problem)
    identity = rows.choices[0].identity
    item = BindingLimit(identity, (), (), "floor", 0.01, 1.0, rows.blocks[0].quantity, 1.0, 0.0, 5)
    assert LimitSteps(problem, rows).of(item, 1) is None


def test_a_capacity_in_money_is_an_amount() -> None:
    step = step_of(Capacity(kind="capacity", name="l", by="region", amount=Decimal(500)), 2, "cap")
    assert step is not None
    assert (step.unit, step.step, step.changed.tolist()) == (StepUnit.AMOUNT, pytest.approx(0.005), [2])


def test_a_target_in_cents_moves_exactly() -> None:
    problem = two_by_two(1000)
    moved = raised_target(problem, limit_rows(problem), 1)
    assert moved is not None
    assert moved[0].company_total.amount == Decimal("1000.01")
    assert moved[1].upper[0] == pytest.approx(1.00001, abs=1e-15)

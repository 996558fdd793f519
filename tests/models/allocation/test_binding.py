"""What binds and what it costs, on the company of the limit contract: the east at 340 instead of 400 of 1000."""

from __future__ import annotations

from typing import Any

import pytest

from models.allocation.binding import BindingLimit
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.fields import Soft
from models.allocation.limits.hold import Hold
from models.allocation.problem import AllocationProblem
from tests.support.problems import PLAIN, two_by_two
from tests.support.solving import plan_of, program_of

EAST, WEST = {"region": "east"}, {"region": "west"}


def east(**fields: Any) -> AmountLimit:
    return AmountLimit(kind="amount_limit", name="limit", **{"where": EAST, **fields})


def binding(limit: Any) -> dict[str, BindingLimit]:
    return {one.identity.name: one for one in plan_of(two_by_two(1000, limits=[limit])).binding}


def loss(problem: AllocationProblem) -> float:
    """Loss of the exact plan in yuan."""
    return 1000 * program_of(problem, PLAIN).objective(plan_of(problem).exact)


def test_nothing_binds_where_all_get_their_reference() -> None:
    assert plan_of(two_by_two(1000)).binding == ()


def test_a_cap_has_a_negative_price() -> None:
    # A yuan more for the east takes the pressure of 0.5 off.
    found = binding(east(max_amount=340))["limit"]
    assert (found.side, found.bound) == ("cap", pytest.approx(0.34))
    assert found.price == pytest.approx(-0.5)


def test_a_floor_has_a_positive_price() -> None:
    found = binding(east(where=WEST, min_amount=660))["limit"]
    assert (found.side, found.price) == ("floor", pytest.approx(0.5))


def test_the_company_target_has_the_price_of_the_last_yuan() -> None:
    # The west takes it at 10 % over its reference: 2 · 0.1.
    found = binding(east(max_amount=340))["company target"]
    assert (found.side, found.price) == ("fixed", pytest.approx(0.2))


def test_a_cell_at_its_own_cap() -> None:
    # b west 60 below its 400: 2 · 60/400 = 0.3, and the others pay 0.2 for taking over.
    found = binding(east(where={"region": "west", "product": "b"}, max_amount=340))["limit"]
    assert (found.side, found.price) == ("cap", pytest.approx(-0.5))


def test_a_hold_is_fixed() -> None:
    hold = Hold(kind="hold", name="hold", owner="o", reason="r", where=EAST, amount=340)
    assert binding(hold)["hold"].side == "fixed"


def test_the_hardest_press_comes_first() -> None:
    found = plan_of(two_by_two(1000, limits=[east(max_amount=340)])).binding
    assert [one.identity.name for one in found] == ["limit", "company target"]


def test_a_broken_soft_limit_says_what_is_paid_for() -> None:
    found = binding(east(max_amount=340, soft=Soft(penalty=0.2)))["limit"]
    assert found.price == pytest.approx(-0.2)
    assert found.paid * 1000 == pytest.approx(36)


@pytest.mark.parametrize("where", [EAST, {"region": "west", "product": "b"}], ids=["group", "cell"])
def test_prices_are_what_solving_again_shows(where: dict[str, str]) -> None:
    price = binding(east(where=where, max_amount=340))["limit"].price
    more, less = (loss(two_by_two(1000, limits=[east(where=where, max_amount=cap)])) for cap in (340.5, 339.5))
    assert more - less == pytest.approx(price, rel=1e-6)

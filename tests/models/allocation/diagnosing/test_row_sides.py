"""Sides of rows by hand: what is in force, what a price says, how a conflict is told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from models.allocation.diagnosing.row_sides import LISTED_MEMBERS, RowSides
from models.allocation.formulation import limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.fields import Soft
from tests.support.problems import two_by_two


def amount(name: str, **fields: Any) -> AmountLimit:
    return AmountLimit(kind="amount_limit", name=name, **fields)


LIMITS = (
    amount("band", by="region", min_amount=100, max_amount=500),
    amount("soft", max_amount=1, soft=Soft(penalty=1)),
    amount("cap", where={"product": "a"}, max_amount=300),
)
SIDES = RowSides.of(limit_rows(two_by_two(1000, limits=LIMITS)))
EVERY = np.ones(SIDES.count, dtype=np.bool_)


def test_a_number_is_one_side_and_a_band_two() -> None:
    said = [
        (member.identity.name, member.group, member.side) for member in SIDES.conflict(EVERY, minimal=False).members
    ]
    assert said == [
        ("company target", (), "fixed"),
        ("band", ("east",), "floor"),
        ("band", ("east",), "cap"),
        ("band", ("west",), "floor"),
        ("band", ("west",), "cap"),
        ("cap", (), "cap"),
    ]


def test_a_range_is_two_sides() -> None:
    target = CompanyTotal(min_amount=Decimal(900), max_amount=Decimal(1000))
    sides = RowSides.of(limit_rows(two_by_two(target)))
    members = sides.conflict(np.ones(2, dtype=np.bool_), minimal=False).members
    assert [(member.side, member.bound) for member in members] == [("floor", 0.9), ("cap", 1.0)]


def test_only_kept_sides_are_in_force() -> None:
    kept = np.array([False, False, True, False, False, False])
    lower, upper = SIDES.bounds(kept)
    assert np.flatnonzero(np.isfinite(lower)).size == 0
    assert upper[np.isfinite(upper)] == pytest.approx([0.5])
    program = SIDES.program(kept)
    assert (program.n_rows, program.row_upper.tolist()) == (1, [0.5])


def test_prices_press_on_the_side_that_they_speak_of() -> None:
    prices = np.zeros(SIDES.rows.count)
    prices[SIDES.row[0]], prices[SIDES.row[1]] = -1.0, 1.0
    assert SIDES.pressing(prices).tolist() == [True, True, False, False, False, False]
    assert SIDES.pressing(-prices).tolist() == [True, False, True, False, False, False]


def test_limits_are_counted() -> None:
    conflict = SIDES.conflict(EVERY, minimal=True)
    assert conflict.families == ("company_total", "amount_limit")
    assert [identity.name for identity in conflict.limits] == ["company target", "band", "cap"]
    assert (conflict.counts, conflict.n_members, conflict.minimal) == ((1, 4, 1), 6, True)


def test_many_members_are_not_listed() -> None:
    limits = [amount(f"cap {place}", max_amount=place + 1) for place in range(LISTED_MEMBERS)]
    sides = RowSides.of(limit_rows(two_by_two(1000, limits=limits)))
    every = np.ones(sides.count, dtype=np.bool_)
    assert sides.conflict(every, minimal=False).members == ()
    every[-1] = False
    assert len(sides.conflict(every, minimal=False).members) == LISTED_MEMBERS

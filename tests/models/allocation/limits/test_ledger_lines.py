"""Every family of limits has its line."""

from __future__ import annotations

from typing import get_args

from models.allocation.ledger import LedgerLine
from models.allocation.limits.families import FAMILIES
from models.allocation.limits.ledger_lines import LINE_OF_FAMILY


def test_every_family_has_exactly_one_line() -> None:
    kinds = [get_args(family.model_fields["kind"].annotation)[0] for family in FAMILIES]
    assert sorted(LINE_OF_FAMILY) == sorted(kinds)


def test_families_act_after_the_formulas_and_before_rounding() -> None:
    order = list(LedgerLine)
    places = {order.index(line) for line in LINE_OF_FAMILY.values()}
    assert min(places) == order.index(LedgerLine.OVER_ASSIGNMENT) + 1
    assert max(places) == order.index(LedgerLine.ROUNDING) - 1
    assert places == set(range(min(places), max(places) + 1)) - {order.index(LedgerLine.OBJECTIVE_TERMS)}

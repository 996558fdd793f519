"""Prices of pieces that members state: what ties volumes to money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.allocation.member_numbers import MEMBERS, member_numbers
from models.allocation.statement_error import DataError
from models.arrays import FloatArray

if TYPE_CHECKING:
    from models.allocation.problem import AllocationProblem

UNIT_PRICE = "unit_price"


def member_prices(problem: AllocationProblem) -> FloatArray:
    """The attribute `unit_price` of each cell's members, in major units of the currency; NaN where nobody states it.

    Raises DataError: a price that is no number or not above zero, two members of one cell with different prices.
    """
    return member_numbers(problem, UNIT_PRICE, _above_zero)


def _above_zero(member: str, value: float) -> None:
    if not value > 0.0:
        raise DataError("unit_price_not_positive", MEMBERS, member=member, value=str(value))

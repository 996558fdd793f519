"""Calendar years of payment: the days of the statements."""

from __future__ import annotations

import pytest

from models.incentives.settlement.advances import Advances, Every
from models.incentives.settlement.payment_years import due_year, paid_by_end_of

JANUARY = 12 * 2026
APRIL = JANUARY + 3


@pytest.mark.parametrize(
    ("advances", "first_month", "parts"),
    [
        (Advances(), JANUARY, {2027: 1.0}),
        (Advances(delay_months=0), JANUARY, {2026: 1.0}),
        (Advances(every=Every.QUARTER, share=0.8), JANUARY, {2026: 0.6, 2027: 1.0}),
        (Advances(every=Every.MONTH), JANUARY, {2026: 11 / 12, 2027: 1.0}),
        (Advances(every=Every.MONTH, delay_months=14), JANUARY, {2027: 10 / 12, 2028: 1.0}),
        (Advances(every=Every.QUARTER), APRIL, {2026: 0.5, 2027: 1.0}),
    ],
)
def test_parts_of_the_pay_by_calendar_year(advances: Advances, first_month: int, parts: dict[int, float]) -> None:
    found = paid_by_end_of(advances, first_month)
    assert list(found) == list(parts) and list(found.values()) == pytest.approx(list(parts.values()))


def test_later_years_count_from_the_last_payment() -> None:
    assert [due_year(Advances(), JANUARY, years) for years in (0, 2)] == [2027, 2029]
    assert due_year(Advances(delay_months=0), APRIL, 1) == 2028

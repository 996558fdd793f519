"""Written amounts and minor units: exact both ways, one by one and by the column."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.units import MAX_MINOR, AmountError, Money, MoneyUnit

monies = st.builds(Money, st.sampled_from(["CNY", "JPY", "KWD", "USD"]), st.sampled_from(MoneyUnit))
minors = st.integers(-MAX_MINOR, MAX_MINOR)


@given(monies, minors)
def test_written_amounts_survive_the_round_trip(money: Money, minor: int) -> None:
    assert money.to_minor(money.from_minor(minor)) == minor


@given(monies, minors)
def test_anything_finer_than_the_minor_unit_is_refused(money: Money, minor: int) -> None:
    finer = money.from_minor(minor) + Decimal("0.5").scaleb(-money.written_digits)
    with pytest.raises(AmountError) as caught:
        money.to_minor(finer)
    assert caught.value.reason in ("too_fine", "too_large")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1E+999999", "too_large"),
        ("1E-999999", "too_fine"),
        ("1.0000000000000000000000000000000000000000001", "too_fine"),
        ("10000000000000", "too_large"),
        ("NaN", "not_finite"),
        ("Infinity", "not_finite"),
    ],
)
def test_extreme_numbers(text: str, reason: str) -> None:
    with pytest.raises(AmountError) as caught:
        Money("CNY", MoneyUnit.MAJOR).to_minor(Decimal(text))
    assert caught.value.reason == reason


def test_trailing_zeros_are_no_finer() -> None:
    assert Money("CNY", MoneyUnit.MAJOR).to_minor(Decimal("1." + "0" * 100)) == 100


@given(monies, st.lists(st.tuples(st.integers(-(10**18) + 1, 10**18 - 1), st.integers(0, 30)), min_size=1))
def test_columns_agree_with_single_amounts(money: Money, written: list[tuple[int, int]]) -> None:
    mantissa, decimals = (np.array(column, dtype=np.int64) for column in zip(*written, strict=True))
    minor, too_fine, too_large = money.to_minor_column(mantissa, decimals)
    for row, (digits, scale) in enumerate(written):
        try:
            expected, reason = money.to_minor(Decimal(digits).scaleb(-scale)), None
        except AmountError as error:
            expected, reason = 0, error.reason
        assert bool(too_fine[row] or too_large[row]) == (reason is not None)
        assert int(minor[row]) == expected

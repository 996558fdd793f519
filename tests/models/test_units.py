"""Amounts become integers of the minor unit and back without losing anything."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.units import MAX_MINOR, AmountError, Money, MoneyUnit, Pieces, minor_digits

MONEYS = [Money(currency, unit) for currency in ("CNY", "JPY", "KWD") for unit in MoneyUnit]
some_money = st.sampled_from(MONEYS)
minor_units = st.integers(-MAX_MINOR, MAX_MINOR)


@pytest.mark.parametrize(("currency", "digits"), [("CNY", 2), ("JPY", 0), ("KWD", 3)])
def test_minor_digits_come_from_the_iso_table(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


@pytest.mark.parametrize("currency", ["XXY", "cny", "", "XAU"])
def test_an_unknown_currency_or_one_without_minor_unit_is_refused(currency: str) -> None:
    with pytest.raises(ValueError, match=r"not a valid|no minor unit"):
        minor_digits(currency)


@pytest.mark.parametrize(
    ("currency", "unit", "written", "minor"),
    [
        ("CNY", MoneyUnit.MAJOR, "12.34", 1_234),
        ("CNY", MoneyUnit.THOUSAND, "12.34567", 1_234_567),
        ("CNY", MoneyUnit.TEN_THOUSAND, "1.000001", 1_000_001),
        ("CNY", MoneyUnit.MINOR, "1234", 1_234),
        ("JPY", MoneyUnit.MAJOR, "1234", 1_234),
        ("JPY", MoneyUnit.TEN_THOUSAND, "1.2345", 12_345),
        ("KWD", MoneyUnit.MAJOR, "-1.234", -1_234),
        ("KWD", MoneyUnit.THOUSAND, "0.000001", 1),
    ],
)
def test_written_amounts_by_hand(currency: str, unit: MoneyUnit, written: str, minor: int) -> None:
    money = Money(currency, unit)
    assert money.to_minor(Decimal(written)) == minor
    assert money.from_minor(minor) == Decimal(written)


@given(some_money, minor_units)
def test_minor_units_survive_the_way_out_and_back(money: Money, minor: int) -> None:
    assert money.to_minor(money.from_minor(minor)) == minor


@given(some_money, minor_units)
def test_a_written_amount_is_the_exact_quotient(money: Money, minor: int) -> None:
    assert money.from_minor(minor) * money.minor_per_unit == minor


@given(some_money, minor_units)
def test_a_written_amount_has_no_exponent_and_no_idle_zeros(money: Money, minor: int) -> None:
    text = str(money.from_minor(minor))
    assert "E" not in text
    assert "." not in text or not text.endswith("0")


@given(some_money, minor_units)
def test_half_a_minor_unit_is_too_fine(money: Money, minor: int) -> None:
    half = Decimal(minor).scaleb(-money.written_digits) + Decimal(5).scaleb(-money.written_digits - 1)
    with pytest.raises(AmountError) as refused:
        money.to_minor(half)
    assert refused.value.reason in {"too_fine", "too_large"}
    assert abs(minor) > MAX_MINOR // 10 or refused.value.reason == "too_fine"


@pytest.mark.parametrize("money", MONEYS, ids=lambda money: f"{money.currency}-{money.unit}")
def test_the_largest_amount_fits_and_the_next_does_not(money: Money) -> None:
    step = Decimal(1).scaleb(-money.written_digits)
    assert money.to_minor(MAX_MINOR * step) == MAX_MINOR
    assert money.to_minor(-MAX_MINOR * step) == -MAX_MINOR
    with pytest.raises(AmountError, match="too_large"):
        money.to_minor((MAX_MINOR + 1) * step)


@pytest.mark.parametrize("written", ["1E+400", "-9E+20", "1E+999999"])
def test_huge_amounts_are_refused_at_once(written: str) -> None:
    with pytest.raises(AmountError, match="too_large"):
        Money("CNY", MoneyUnit.MAJOR).to_minor(Decimal(written))


@pytest.mark.parametrize("written", ["1E-400", "0.001", "1." + "0" * 70 + "1"])
def test_tiny_parts_are_not_rounded_away(written: str) -> None:
    with pytest.raises(AmountError, match="too_fine"):
        Money("CNY", MoneyUnit.MAJOR).to_minor(Decimal(written))


@pytest.mark.parametrize("written", ["NaN", "Infinity", "-Infinity"])
def test_only_finite_amounts(written: str) -> None:
    with pytest.raises(AmountError, match="not_finite"):
        Money("CNY", MoneyUnit.MAJOR).to_minor(Decimal(written))


def test_trailing_zeros_are_not_fineness() -> None:
    assert Money("CNY", MoneyUnit.MAJOR).to_minor(Decimal("1.5000000")) == 150


@given(some_money, st.lists(st.tuples(st.integers(-(10**18) + 1, 10**18 - 1), st.integers(0, 30)), min_size=1))
def test_a_column_is_read_as_its_amounts_one_by_one(money: Money, written: list[tuple[int, int]]) -> None:
    mantissa, decimals = (np.array(part, dtype=np.int64) for part in zip(*written, strict=True))
    minor, too_fine, too_large = money.to_minor_column(mantissa, decimals)
    for place, (digits, shift) in enumerate(written):
        try:
            expected = money.to_minor(Decimal(digits).scaleb(-shift))
        except AmountError:
            assert too_fine[place] or too_large[place]
            assert minor[place] == 0
        else:
            assert not (too_fine[place] or too_large[place])
            assert minor[place] == expected


def test_program_units_are_thousands_of_the_major_unit() -> None:
    assert Money("CNY", MoneyUnit.TEN_THOUSAND).minor_per_thousand == 100_000
    assert Money("JPY", MoneyUnit.MAJOR).minor_per_thousand == 1_000
    assert Money("KWD", MoneyUnit.MINOR).minor_per_thousand == 1_000_000


class TestPieces:
    LITRES = Money("CNY", MoneyUnit.TEN_THOUSAND, Pieces("L", 1))

    def test_a_written_unit_is_a_piece_whatever_the_money_unit(self) -> None:
        assert (self.LITRES.minor_per_unit, self.LITRES.minor_per_major, self.LITRES.minor_per_thousand) == (
            10,
            10,
            10_000,
        )
        assert (self.LITRES.to_minor(Decimal("12.5")), self.LITRES.from_minor(125)) == (125, Decimal("12.5"))

    def test_finer_than_its_decimals_is_refused(self) -> None:
        with pytest.raises(AmountError):
            self.LITRES.to_minor(Decimal("0.05"))

    def test_whole_pieces(self) -> None:
        assert Money("CNY", MoneyUnit.MINOR, Pieces("台")).to_minor(Decimal(7)) == 7

    def test_money_of_a_plan_of_pieces(self) -> None:
        money = Money("CNY", MoneyUnit.TEN_THOUSAND)
        assert self.LITRES.in_currency == self.LITRES.of("amount") == money
        assert self.LITRES.of("volume") == self.LITRES.of(None) == self.LITRES
        assert money.of("amount") == money.of(None) == money
        assert money.of("volume") is None

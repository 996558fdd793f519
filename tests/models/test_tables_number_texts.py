"""Numbers in texts: read exactly, or refused with the reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.tables.number_texts import NumberRefused, number_from_text


def amount(text: str, *, commas_group: bool = True) -> Decimal:
    return number_from_text(text, is_rate=False, commas_group=commas_group)


def refusal(text: str, *, is_rate: bool = False, commas_group: bool = True) -> str:
    with pytest.raises(NumberRefused) as refused:
        number_from_text(text, is_rate=is_rate, commas_group=commas_group)
    return refused.value.code


class TestRead:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("1,234,567", "1234567"),
            ("1,234.50", "1234.50"),
            ("-12,345", "-12345"),
            ("1 234 567", "1234567"),
            ("1\u00a0234\u00a0567.8", "1234567.8"),
            ("1\u202f234", "1234"),
            ("１２３４", "1234"),
            ("１，２３４．５", "1234.5"),
            ("－１２", "-12"),
            ("(1,234)", "-1234"),
            ("（５０）", "-50"),
            (" 12 ", "12"),
            ("1e3", "1E+3"),
        ],
    )
    def test_amounts(self, text: str, number: str) -> None:
        assert amount(text) == Decimal(number)

    @pytest.mark.parametrize(
        ("text", "number"),
        [("12.5%", "0.125"), ("12.5 %", "0.125"), ("１０％", "0.1"), ("-3%", "-0.03"), ("(3%)", "-0.03")],
    )
    def test_percentages_of_rates(self, text: str, number: str) -> None:
        assert number_from_text(text, is_rate=True, commas_group=True) == Decimal(number)

    @given(st.integers(-(10**15), 10**15), st.integers(0, 6))
    def test_grouped_numbers_read_back(self, whole: int, decimals: int) -> None:
        number = Decimal(whole).scaleb(-decimals)
        assert amount(f"{number:,f}") == number
        assert amount(f"{number:,f}".replace(",", " ")) == number


class TestRefused:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("1.234,5", "number_ambiguous"),
            ("1.234.567", "number_ambiguous"),
            ("1,5", "number_decimal_comma"),
            ("12,34,567", "number_as_text"),
            ("¥100", "number_with_currency"),
            ("100 €", "number_with_currency"),
            ("￥５", "number_with_currency"),
            ("12万", "number_as_text"),
            ("12.5%", "percent_not_amount"),
            ("1 23", "number_as_text"),
            ("((5))", "number_as_text"),
            ("(-5)", "number_as_text"),
            ("abc", "number_as_text"),
            ("%", "number_as_text"),
            ("1" * 401, "number_as_text"),
        ],
    )
    def test_reasons(self, text: str, code: str) -> None:
        assert refusal(text) == code

    @pytest.mark.parametrize(
        ("text", "code"),
        [("1,5", "number_decimal_comma"), ("1,234", "number_ambiguous"), ("1,234.5", "number_as_text")],
    )
    def test_commas_beside_semicolons(self, text: str, code: str) -> None:
        assert refusal(text, commas_group=False) == code

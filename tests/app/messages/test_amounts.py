"""Amounts as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.messages.amounts import money_words
from models.units import Money, MoneyUnit


@pytest.mark.parametrize(
    ("amount", "currency", "unit", "words"),
    [
        ("1599309.1", "USD", MoneyUnit.MAJOR, "1,599,309.10 USD"),
        ("32180000.00", "USD", MoneyUnit.MAJOR, "32,180,000 USD"),
        ("-0.5", "KWD", MoneyUnit.MAJOR, "-0.500 KWD"),
        ("0.125", "USD", MoneyUnit.MAJOR, "0.125 USD"),
        ("1234.50", "CNY", MoneyUnit.TEN_THOUSAND, "1,234.5 × 10,000 CNY"),
    ],
)
def test_coins_in_full_and_no_digit_lost(amount: str, currency: str, unit: MoneyUnit, words: str) -> None:
    assert money_words(Decimal(amount), Money(currency, unit), "en") == words

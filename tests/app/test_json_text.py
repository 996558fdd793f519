"""Amounts are written exactly, and nothing else gets through."""

from __future__ import annotations

import json
import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.json_text import json_bytes
from models.units import MAX_MINOR, Money, MoneyUnit

MONEY = st.sampled_from([Money(currency, unit) for currency in ("CNY", "JPY", "KWD") for unit in MoneyUnit])


class TestJsonBytes:
    @given(MONEY, st.integers(-MAX_MINOR, MAX_MINOR))
    def test_every_amount_keeps_its_digits(self, money: Money, minor: int) -> None:
        amount = money.from_minor(minor)
        assert json.loads(json_bytes({"a": amount}), parse_float=Decimal, parse_int=Decimal)["a"] == amount

    def test_a_number_and_no_text(self) -> None:
        assert json_bytes({"a": Decimal("12.30"), "b": Decimal("100")}) == b'{"a":12.3,"b":100}'

    def test_chinese_is_utf_8(self) -> None:
        assert json_bytes({"区": "东"}) == '{"区":"东"}'.encode()

    @pytest.mark.parametrize("value", [math.nan, math.inf, Decimal("NaN"), Decimal("0.12345678901234567890")])
    def test_refuses_what_readers_would_change(self, value: float | Decimal) -> None:
        with pytest.raises(ValueError):
            json_bytes({"a": value})

    def test_refuses_other_types(self) -> None:
        with pytest.raises(TypeError):
            json_bytes({"a": object()})

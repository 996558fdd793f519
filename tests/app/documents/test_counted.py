"""What limits count, with its unit, in both languages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.documents.counted import counted, counted_words, quantity_name
from app.messages.language import Language
from models.allocation.limits.context import Quantity
from models.units import Money, MoneyUnit, Pieces
from tests.support.problems import two_by_two

IN_MONEY = replace(two_by_two(), money=Money("CNY", MoneyUnit.TEN_THOUSAND), volume=Pieces("台"))
IN_PIECES = replace(two_by_two(), money=Money("CNY", MoneyUnit.TEN_THOUSAND, Pieces("台", 1)))


@pytest.mark.parametrize(
    ("quantity", "name", "value"),
    [
        (Quantity.MONEY, "money", 0.2),  # 2 thousand yuan in units of 10,000; the scale of such rows is 1
        (Quantity.VOLUME, "volume", 6.0),
        (Quantity.EFFORT, "effort", 6.0),
        (Quantity.RATE, "rate", 6.0),
    ],
)
def test_in_a_plan_of_money(quantity: Quantity, name: str, value: float) -> None:
    assert quantity_name(IN_MONEY, quantity) == name
    assert counted(IN_MONEY, quantity, 3.0, 2.0) == pytest.approx(value)


@pytest.mark.parametrize(
    ("quantity", "name", "value"),
    [
        (Quantity.MONEY, "volume", 2000.0),
        (Quantity.CURRENCY, "money", 0.6),  # 3 · 2 thousand yuan in units of 10,000
        (Quantity.EFFORT, "effort", 6.0),
    ],
)
def test_in_a_plan_of_pieces(quantity: Quantity, name: str, value: float) -> None:
    assert quantity_name(IN_PIECES, quantity) == name
    assert counted(IN_PIECES, quantity, 3.0, 2.0) == pytest.approx(value)


@pytest.mark.parametrize(
    ("quantity", "value", "english", "chinese"),
    [
        (Quantity.MONEY, Decimal("1234.5"), "1,234.5 × 10,000 CNY", "1,234.5 万元"),
        (Quantity.VOLUME, 1200.0, "1,200 台", "1,200 台"),
        (Quantity.EFFORT, 8.0, "8 units of effort", "8 工作量单位"),
        (Quantity.RATE, 0.025, "2.5 points of difficulty", "2.5 个难度百分点"),
    ],
)
def test_words_in_a_plan_of_money(quantity: Quantity, value: Decimal | float, english: str, chinese: str) -> None:
    assert counted_words(IN_MONEY, quantity, value, "en") == english
    assert counted_words(IN_MONEY, quantity, value, "zh") == chinese


@pytest.mark.parametrize(("language", "words"), [("en", "0.6 × 10,000 CNY"), ("zh", "0.6 万元")])
def test_words_in_a_plan_of_pieces(language: Language, words: str) -> None:
    assert counted_words(IN_PIECES, Quantity.MONEY, Decimal("12.5"), language) == "12.5 台"
    assert counted_words(IN_PIECES, Quantity.CURRENCY, 0.6, language) == words


def test_pieces_without_a_name() -> None:
    unnamed = replace(IN_MONEY, volume=Pieces())
    assert counted_words(unnamed, Quantity.VOLUME, 3.0, "en") == "3 pieces"
    assert counted_words(unnamed, Quantity.VOLUME, 3.0, "zh") == "3 件"

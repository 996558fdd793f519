"""The words of comparisons: the same facts in both languages, and numbers that read alike everywhere."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.documents.comparison.numbers import NOTHING, amount_texts, number_text, percent_text, rate_words
from app.documents.comparison.words import WORDS


@pytest.mark.parametrize("key", sorted(WORDS))
def test_both_languages_say_the_same_facts(key: str) -> None:
    sentence = WORDS[key]
    assert sentence.en and sentence.zh
    assert sentence.required("en") == sentence.required("zh")


def test_amounts_of_a_column_have_the_same_digits() -> None:
    values: list[Decimal | int | None] = [Decimal("1234.5"), 0, None, Decimal("-0.25"), Decimal("100")]
    assert amount_texts(values) == ["1,234.50", "0.00", NOTHING, "−0.25", "100.00"]
    assert amount_texts([5, -7, 0], signed=True) == ["+5", "−7", "0"]


def test_rates_and_shares() -> None:
    assert [rate_words(rate) for rate in (0.15, -0.032, 0.0001, None)] == ["+15.0 %", "−3.2 %", "0.0 %", NOTHING]
    assert [percent_text(share, 2) for share in (0.5, -0.1234, None)] == ["50.00 %", "−12.34 %", NOTHING]
    assert [number_text(value) for value in (0.0254, None)] == ["0.025", NOTHING]

"""Columns of written numbers: exact, fast, and strict about what a number is."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.tables.written_numbers import read_numbers

plain = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20).map(
    lambda d: f"{d:f}"
)
scientific = st.floats(allow_nan=False, allow_infinity=False).map(repr)


@given(st.lists(plain | scientific | st.just("")))
def test_every_number_keeps_its_exact_value(texts: list[str]) -> None:
    column = read_numbers(texts)
    assert not column.invalid.size
    for row, text in enumerate(texts):
        assert column.present[row] == bool(text)
        if text:
            fast = Decimal(int(column.mantissa[row])).scaleb(-int(column.decimals[row]))
            assert column.others.get(row, fast) == Decimal(text)


@given(st.lists(plain | scientific, min_size=1))
def test_floats_are_the_nearest_ones(texts: list[str]) -> None:
    assert read_numbers(texts).floats().tolist() == [float(text) for text in texts]


@pytest.mark.parametrize(
    "text",
    ["-", "+", ".", "1.2.3", "1,5", "12%", "1 2", "NaN", "inf", "0x10", "1_000", "--1", "1e", "１２", "一", "9\0"],
)
def test_what_is_no_number(text: str) -> None:
    column = read_numbers(["1", text, ""])
    assert column.invalid.tolist() == [1]
    assert column.present.tolist() == [True, False, False]


@given(st.lists(st.text(max_size=6)))
def test_nothing_but_numbers_is_read(texts: list[str]) -> None:
    column = read_numbers(texts)
    for row, text in enumerate(texts):
        if column.present[row]:
            assert text.isascii() and np.isfinite(float(text))


def test_a_very_long_field_costs_no_memory() -> None:
    column = read_numbers(["1"] * 1000 + ["9" * 5_000_000])
    assert column.invalid.tolist() == [1000]


def test_an_empty_column() -> None:
    assert read_numbers([]).floats().shape == (0,)


@pytest.mark.parametrize(
    ("text", "value"),
    [("+3.", "3"), (".5", "0.5"), ("007.50", "7.5"), ("1e3", "1000"), ("0." + "0" * 30 + "1", "1E-31")],
)
def test_unusual_forms(text: str, value: str) -> None:
    column = read_numbers([text])
    fast = Decimal(int(column.mantissa[0])).scaleb(-int(column.decimals[0]))
    assert column.others.get(0, fast) == Decimal(value)

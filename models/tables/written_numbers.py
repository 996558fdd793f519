"""Columns of written decimal numbers, read exactly and fast: value = mantissa · 10^−decimals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from models.arrays import BoolArray, FloatArray, IntArray

MAX_WIDTH = 24
"""Longest text that the fast way reads; longer ones are read one by one."""

MAX_TEXT = 400
"""Longest text that can be a number at all."""

_FAST_DIGITS = 18
_EXACT_FLOAT_MANTISSA = 2**53
_EXACT_FLOAT_DECIMALS = 22
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?", re.ASCII)


@dataclass(frozen=True, eq=False)
class WrittenNumbers:
    """One column (n rows). `present`: a number stands there; `invalid`: rows with something else, in order.

    `mantissa` and `decimals` hold the numbers of up to 18 digits; `others` holds the few longer or exponent ones.
    """

    mantissa: IntArray
    decimals: IntArray
    present: BoolArray
    others: Mapping[int, Decimal]
    invalid: IntArray

    def floats(self) -> FloatArray:
        """The nearest float of every number, NaN where there is none."""
        exact = (np.abs(self.mantissa) <= _EXACT_FLOAT_MANTISSA) & (self.decimals <= _EXACT_FLOAT_DECIMALS)
        # Both operands are exact floats, so the quotient is the correctly rounded value of the written number.
        values = self.mantissa / np.power(10.0, np.minimum(self.decimals, _EXACT_FLOAT_DECIMALS))
        for row in np.flatnonzero(~exact).tolist():
            values[row] = float(Decimal(int(self.mantissa[row])).scaleb(-int(self.decimals[row])))
        for row, number in self.others.items():
            values[row] = float(number)
        values[~self.present] = np.nan
        return values

    def with_numbers(self, found: Mapping[int, Decimal]) -> WrittenNumbers:
        """The column with the numbers that stood in odd texts, by row."""
        if not found:
            return self
        present = self.present.copy()
        present[list(found)] = True
        left = self.invalid[~np.isin(self.invalid, list(found))]
        return replace(self, present=present, others={**self.others, **found}, invalid=left)


def read_numbers(texts: Sequence[str]) -> WrittenNumbers:
    """Read a column of texts; "" is null. Accepts 12, -0.5, +3., .5, 1e3; nothing else (no spaces, commas, NaN)."""
    odd = _odd_rows(texts)
    plain: Sequence[str] = texts
    if odd:
        plain = list(texts)
        for row in odd:
            plain[row] = ""
    mantissa, decimals, digits, clean = _scan(_characters(plain))
    fast = clean & (digits > 0) & (digits <= _FAST_DIGITS)
    others: dict[int, Decimal] = {}
    invalid: list[int] = []
    for row in np.flatnonzero(~fast).tolist():
        text = texts[row]
        if not text:
            continue
        if len(text) <= MAX_TEXT and _NUMBER.fullmatch(text):
            others[row] = Decimal(text)
        else:
            invalid.append(row)
    present = fast.copy()
    present[list(others)] = True
    mantissa[~fast] = 0
    decimals[~fast] = 0
    return WrittenNumbers(mantissa, decimals, present, others, np.array(invalid, dtype=np.int64))


def _odd_rows(texts: Sequence[str]) -> list[int]:
    """Rows that must not enter the character matrix: too wide, or characters that a byte cannot hold."""
    joined = "".join(texts)
    if joined.isascii() and "\0" not in joined and max(map(len, texts), default=0) <= MAX_WIDTH:
        return []
    return [i for i, text in enumerate(texts) if len(text) > MAX_WIDTH or not text.isascii() or "\0" in text]


def _characters(texts: Sequence[str]) -> NDArray[np.uint8]:
    """Character p of text r at [p, r], 0 where the text has ended."""
    if not len(texts):
        return np.zeros((1, 0), dtype=np.uint8)
    array = np.array(texts, dtype="S")
    width = max(array.dtype.itemsize, 1)
    return np.ascontiguousarray(array.view(np.uint8).reshape(len(texts), width).T)


def _scan(characters: NDArray[np.uint8]) -> tuple[IntArray, IntArray, IntArray, BoolArray]:
    """(mantissa, decimals, digits, clean) of every row, one character position at a time."""
    count = characters.shape[1]
    mantissa = np.zeros(count, dtype=np.int64)
    decimals = np.zeros(count, dtype=np.uint8)
    digits = np.zeros(count, dtype=np.uint8)
    dotted = np.zeros(count, dtype=np.bool_)
    negative = characters[0] == ord("-")
    clean = np.ones(count, dtype=np.bool_)
    for position, character in enumerate(characters):
        digit = character - np.uint8(ord("0"))  # wraps around for what stands before "0"
        is_digit = digit < 10
        is_dot = character == ord(".")
        known = is_digit | (is_dot & ~dotted) | (character == 0)
        clean &= (known | negative | (character == ord("+"))) if position == 0 else known
        # Only 18 digits fit; rows with more are read the slow way, so what overflows here is never used.
        room = is_digit & (digits < _FAST_DIGITS)
        np.multiply(mantissa, 10, out=mantissa, where=room)
        np.add(mantissa, digit, out=mantissa, where=room)
        digits += is_digit
        decimals += is_digit & dotted
        dotted |= is_dot
    np.negative(mantissa, out=mantissa, where=negative)
    return mantissa, decimals.astype(np.int64), digits.astype(np.int64), clean

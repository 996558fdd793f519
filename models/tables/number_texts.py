"""Numbers as people write them in texts: grouped, full-width, percent, in parentheses; exact or refused."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Literal

NumberFault = Literal[
    "number_as_text", "number_ambiguous", "number_decimal_comma", "number_with_currency", "percent_not_amount"
]

MAX_LENGTH = 400

_SPACES = "\u0020\u00a0\u2007\u2009\u202f\u3000"
_WIDE = {
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    **dict(zip(map(ord, "．，％＋－−（）"), ".,%+--()", strict=True)),
}
_PLAIN = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?", re.ASCII)
_SPACED = re.compile(rf"[+-]?[0-9]{{1,3}}([{_SPACES}][0-9]{{3}})+(\.[0-9]*)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+", re.ASCII)
_TWO_READINGS = re.compile(r"[+-]?[0-9]{1,3}((\.[0-9]{3})+(,[0-9]+)?|(,[0-9]{3})+)", re.ASCII)
_IN_PARENTHESES = re.compile(r"\(([^()+-]+)\)")


class NumberRefused(ValueError):
    """A text that is no number for sure; `code` says why."""

    def __init__(self, code: NumberFault) -> None:
        self.code = code
        super().__init__(code)


def number_from_text(text: str, *, is_rate: bool, commas_group: bool) -> Decimal:
    """The exact number that a text states. Raises NumberRefused.

    Read: thousands in groups of three by commas or spaces (1,234,567.5), full-width digits, parentheses for amounts
    below zero, and 12.5% where `is_rate`. Where commas may be decimal marks (`commas_group` false: tables with
    semicolons) a comma is refused, and 1.234,5 everywhere: it could mean two numbers.
    """
    if len(text) > MAX_LENGTH:
        raise NumberRefused("number_as_text")
    plain = text.translate(_WIDE).strip(_SPACES)
    if any(unicodedata.category(character) == "Sc" for character in plain):
        raise NumberRefused("number_with_currency")
    sign = 1
    inner = _IN_PARENTHESES.fullmatch(plain)
    if inner is not None:
        plain, sign = inner.group(1).strip(_SPACES), -1
    percent = plain.endswith("%")
    if percent:
        plain = plain[:-1].rstrip(_SPACES)
    number = _ungrouped(plain, commas_group)
    if percent and not is_rate:
        raise NumberRefused("percent_not_amount")
    return sign * (number.scaleb(-2) if percent else number)


def _ungrouped(plain: str, commas_group: bool) -> Decimal:
    if _PLAIN.fullmatch(plain):
        return Decimal(plain)
    if commas_group and _GROUPED.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    if _SPACED.fullmatch(plain):
        return Decimal("".join(character for character in plain if character not in _SPACES))
    if _TWO_READINGS.fullmatch(plain):
        raise NumberRefused("number_ambiguous")
    raise NumberRefused("number_decimal_comma" if _DECIMAL_COMMA.fullmatch(plain) else "number_as_text")

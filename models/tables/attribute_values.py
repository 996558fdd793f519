"""Free facts of members, as written: text, truth values and numbers."""

from __future__ import annotations

import re
from decimal import Decimal

AttributeValue = str | bool | int | float

MAX_NUMBER_DIGITS = 15
"""Digits a number keeps in a spreadsheet or a 64-bit float. Longer ones are identifiers and stay text."""

_PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", re.ASCII)
_TRUTH = {"true": True, "false": False}


def attribute_from_number(number: int | Decimal) -> AttributeValue:
    """A number as an attribute: whole numbers as int, others as float; text when it has more than 15 digits."""
    exact = Decimal(number)
    exponent = int(exact.as_tuple().exponent)
    if len(exact.as_tuple().digits) > MAX_NUMBER_DIGITS or abs(exact.adjusted()) > MAX_NUMBER_DIGITS:
        return str(number)
    if exponent >= 0 or exact == exact.to_integral_value():
        return int(exact)
    return float(exact)


def attribute_from_text(text: str) -> AttributeValue:
    """A field of a CSV file as an attribute. `000001` and `1E5` are codes and stay text; `true` is a truth value."""
    if text in _TRUTH:
        return _TRUTH[text]
    return attribute_from_number(Decimal(text)) if _PLAIN_NUMBER.fullmatch(text) else text

"""Documents as JSON bytes: amounts as exact numbers, the same bytes for the same document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """Compact UTF-8 JSON. Decimals become numbers with exactly their digits. Raises ValueError for NaN, infinities,
    and Decimals that a reader would round (over 15 digits; amounts never have more)."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_number)
    return text.encode("utf-8")


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} has no form in JSON")
    whole = int(value)
    if whole == value:
        return whole
    # The shortest text of a float is its Decimal's own digits as long as there are at most 15 of them.
    nearest = float(value)
    if Decimal(repr(nearest)) != value:
        raise ValueError(f"{value} cannot be written as a JSON number that every reader keeps")
    return nearest

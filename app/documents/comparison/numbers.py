"""Numbers as comparisons write them for people: grouped digits, one width per column, signs of one kind."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

NOTHING = "–"


def amount_texts(values: Sequence[Decimal | int | None], *, signed: bool = False) -> list[str]:
    """Amounts of one column with the same decimals, all of them."""
    exact = [None if value is None else Decimal(value) for value in values]
    digits = max((-int(value.normalize().as_tuple().exponent) for value in exact if value), default=0)
    return [NOTHING if value is None else _amount(value, max(digits, 0), signed) for value in exact]


def rate_words(rate: float | None) -> str:
    """A signed change: `+15.0 %`, `−3.2 %`, `0.0 %`."""
    if rate is None:
        return NOTHING
    percent = round(rate * 100.0, 1)
    return f"{percent:+,.1f} %".replace("-", "−") if percent else "0.0 %"


def percent_text(share: float | None, digits: int = 1) -> str:
    """A share of the whole: `33.8 %`."""
    return NOTHING if share is None else f"{share * 100.0:,.{digits}f} %".replace("-", "−")


def number_text(value: float | None, digits: int = 3) -> str:
    """A number of no unit."""
    return NOTHING if value is None else f"{value:,.{digits}f}".replace("-", "−")


def _amount(value: Decimal, digits: int, signed: bool) -> str:
    text = f"{value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,f}".replace("-", "−")
    return f"+{text}" if signed and value > 0 else text

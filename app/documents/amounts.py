"""Amounts as documents write them: exact ones as Decimals, unrounded ones cut to their significant digits."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from models.units import Money

SIGNIFICANT = 12
"""Digits of exact (unrounded) numbers: below them lies solver noise."""


def written(money: Money, thousands: float) -> float:
    """An unrounded amount in the document's unit, cut to its significant digits."""
    return significant(thousands * _unit(money)[1])


def amount(money: Money, minor: int) -> Decimal:
    """`Money.from_minor`, with a short way for whole units: there are many of them in a plan."""
    whole, rest = divmod(minor, _unit(money)[0])
    return money.from_minor(minor) if rest else Decimal(whole)


def amounts(money: Money, minors: Iterable[int]) -> list[Decimal]:
    """Several amounts."""
    return [amount(money, int(minor)) for minor in minors]


def significant(value: float) -> float:
    """A number cut to its significant digits."""
    return float(f"{value:.{SIGNIFICANT}g}")


def known_significant(value: float | None) -> float | None:
    """A number cut to its significant digits; None where it is not known."""
    return None if value is None else significant(value)


@lru_cache(maxsize=32)
def _unit(money: Money) -> tuple[int, float]:
    """(minor units in one written unit, written units in a thousand of the major unit)"""
    return int(money.minor_per_unit), money.minor_per_thousand / float(money.minor_per_unit)

"""Currencies and money units. The only place that knows how a written amount becomes an integer and back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np
from iso4217 import Currency

from models.arrays import BoolArray, IntArray

Metric = Literal["amount", "volume"]
"""What numbers count: money, or pieces."""

MAX_MINOR = 10**15 - 1
"""Largest amount in minor units: 15 digits survive a 64-bit float, hence every JSON reader, unchanged."""


class MoneyUnit(StrEnum):
    """The unit in which a document writes its amounts."""

    MAJOR = "major"
    THOUSAND = "thousand"
    TEN_THOUSAND = "ten_thousand"
    MINOR = "minor"


_MAX_MINOR_DIGITS = 15
_EXACT = Context(prec=60, Emin=-(10**6), Emax=10**6, traps=[Inexact])
"""Refuses to round: a product with more than 60 significant digits is finer than any minor unit."""

_MAJOR_PER_UNIT = {
    MoneyUnit.MAJOR: Decimal(1),
    MoneyUnit.THOUSAND: Decimal(1000),
    MoneyUnit.TEN_THOUSAND: Decimal(10000),
}


class AmountError(ValueError):
    """An amount that cannot be held: `reason` is `too_fine`, `too_large` or `not_finite`."""

    def __init__(self, reason: str, amount: Decimal) -> None:
        self.reason, self.amount = reason, amount
        super().__init__(f"{reason}: {amount}")


@lru_cache(maxsize=256)
def minor_digits(currency: str) -> int:
    """Digits of the minor unit by ISO 4217 (CNY 2, JPY 0, KWD 3). Raises ValueError for an unknown code."""
    exponent = Currency(currency).exponent
    if exponent is None:
        raise ValueError(f"{currency} has no minor unit")
    return int(exponent)


@dataclass(frozen=True)
class Pieces:
    """What a volume counts: the name of one piece (None: nobody named it), and the decimals that a number may have."""

    unit: str | None = None
    decimals: int = 0


@dataclass(frozen=True)
class Money:
    """How one document writes its numbers: currency and unit. Amounts inside are integers of the minor unit.

    Programs work in thousands of the major unit (`thousands`), so that their numbers are near 1…10⁶. With `pieces` the
    document plans volumes: one written unit and one major unit is a piece, the minor unit its last decimal; currency
    and unit then speak of the limits that count money (`in_currency`).
    """

    currency: str
    unit: MoneyUnit
    pieces: Pieces | None = None

    @property
    def in_currency(self) -> Money:
        """How the same document writes money."""
        return Money(self.currency, self.unit)

    def of(self, metric: Metric | None) -> Money | None:
        """How amounts of a metric are written (None: the plan's own); None for pieces in a plan of money, which are
        plain numbers."""
        if metric == "volume" and self.pieces is None:
            return None
        return self.in_currency if metric == "amount" else self

    @cached_property
    def minor_per_unit(self) -> Decimal:
        """Minor units in one written unit (万元 of CNY: 1,000,000)."""
        if self.pieces is not None:
            return Decimal(self.minor_per_major)
        if self.unit is MoneyUnit.MINOR:
            return Decimal(1)
        return _MAJOR_PER_UNIT[self.unit] * self.minor_per_major

    @cached_property
    def minor_per_major(self) -> int:
        """Minor units in one major unit (CNY 100, JPY 1)."""
        return int(10 ** (minor_digits(self.currency) if self.pieces is None else self.pieces.decimals))

    @cached_property
    def minor_per_thousand(self) -> int:
        """Minor units in one program unit (a thousand of the major unit)."""
        return 1000 * self.minor_per_major

    @cached_property
    def written_digits(self) -> int:
        """Decimals that a written amount may have (万元 of CNY: 6; yuan: 2; minor: 0)."""
        return max(len(str(int(self.minor_per_unit))) - 1, 0)

    def to_minor(self, amount: Decimal | int) -> int:
        """Exact minor units of a written amount. Raises AmountError when finer than the minor unit or too large."""
        amount = Decimal(amount)
        if not amount.is_finite():
            raise AmountError("not_finite", amount)
        if amount and amount.adjusted() + self.written_digits > _MAX_MINOR_DIGITS:
            raise AmountError("too_large", amount)
        try:
            minor = _EXACT.multiply(amount, self.minor_per_unit)
        except Inexact:
            raise AmountError("too_fine", amount) from None
        if minor != minor.to_integral_value():
            raise AmountError("too_fine", amount)
        if abs(minor) > MAX_MINOR:
            raise AmountError("too_large", amount)
        return int(minor)

    def to_minor_column(self, mantissa: IntArray, decimals: IntArray) -> tuple[IntArray, BoolArray, BoolArray]:
        """(minor units, too fine, too large) of many written amounts mantissa · 10^−decimals, exactly.

        Mantissas have at most 18 digits. Minor units are 0 where the amount cannot be held.
        """
        shift = self.written_digits - decimals
        up = np.power(np.int64(10), np.clip(shift, 0, _MAX_MINOR_DIGITS), dtype=np.int64)
        down = np.power(np.int64(10), np.clip(-shift, 0, 18), dtype=np.int64)
        # A mantissa of at most 18 digits with more than 18 decimals too many is below one minor unit.
        too_fine = (np.where(-shift > 18, mantissa, mantissa % down)) != 0
        whole = np.where(too_fine, 0, mantissa // down)
        too_large = np.abs(whole) > MAX_MINOR // up
        return np.where(too_large, 0, whole) * up, too_fine, too_large

    def from_minor(self, minor: int) -> Decimal:
        """The written amount of an integer of minor units, exact and without trailing zeros."""
        written = Decimal(int(minor)).scaleb(-self.written_digits).normalize()
        return written.quantize(Decimal(1)) if written == written.to_integral_value() else written

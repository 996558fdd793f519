"""A parameter of a sweep: a number of the scenario, and the values that it takes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Self

from models.errors import InvalidInput
from models.findings import Finding, Location

MOST_DIGITS = 15
"""Digits of a written value: what every reader of a table keeps."""

MOST_STEPS = 10**9
"""Values of one range that can be written; how many a sweep may have is a setting."""


@dataclass(frozen=True)
class Span:
    """A range of values, ends included. `steps`: how many evenly spaced values stand for it where a design takes
    single values; None: the design draws from it."""

    low: Decimal
    high: Decimal
    steps: int | None = None

    def values(self) -> tuple[Decimal, ...]:
        """The evenly spaced values, the ends exact."""
        count = self.steps or 2
        gaps = max(count - 1, 1)
        inner = [self.at(Decimal(place) / gaps) for place in range(1, count - 1)]
        return (self.low, *inner, self.high) if count > 1 else (self.low,)

    def at(self, share: Decimal) -> Decimal:
        """The value at a share of the way from low to high."""
        return self.low + (self.high - self.low) * share


@dataclass(frozen=True)
class Parameter:
    """`pointer`: JSON pointer to a number of the scenario document; a limit may stand by its name, as in
    `/limits/[cap of the east]/max_amount`. `values`: those it takes, or a range."""

    pointer: str
    values: tuple[Decimal, ...] | Span

    @classmethod
    def of_text(cls, text: str) -> Self:
        """A parameter as the command line writes it: `POINTER=0.1,0.2,0.5` or `POINTER=0:1` or `POINTER=0:1:5`.

        Raises InvalidInput: `vary_malformed`.
        """
        pointer, equals, written = text.rpartition("=")
        try:
            if not equals or not pointer:
                raise ValueError(text)
            return cls(pointer, _span(written) if ":" in written else _list(written))
        except (ValueError, InvalidOperation):
            raise InvalidInput([Finding("vary_malformed", Location(), {"text": text[:120]})]) from None

    @property
    def listed(self) -> tuple[Decimal, ...]:
        """The single values; of a range the evenly spaced ones."""
        return self.values.values() if isinstance(self.values, Span) else self.values

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The values that must make sense by themselves: all listed ones, or both ends of a range."""
        return (self.values.low, self.values.high) if isinstance(self.values, Span) else self.values


def _list(written: str) -> tuple[Decimal, ...]:
    return tuple(_number(part) for part in written.split(","))


def _span(written: str) -> Span:
    low, high, *steps = written.split(":")
    if len(steps) > 1:
        raise ValueError(written)
    count = int(steps[0]) if steps else None
    if count is not None and not 1 < count <= MOST_STEPS:
        raise ValueError(written)
    return Span(_number(low), _number(high), count)


def _number(written: str) -> Decimal:
    number = Decimal(written.strip())
    if not number.is_finite() or abs(number.adjusted()) > 30 or len(number.as_tuple().digits) > MOST_DIGITS:
        raise ValueError(written)
    return number

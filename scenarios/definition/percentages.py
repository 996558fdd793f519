"""Rates that were written as percentages: 30 in the place of 0.3."""

from __future__ import annotations

from models.findings import Fact

LEAST, MOST = 2.0, 100.0


def as_fraction(value: object, bound: float) -> dict[str, Fact]:
    """The fact `fraction` of a rate above its bound of one that was probably meant as a percentage; else nothing."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return {}
    return {"fraction": number / 100} if bound == 1 and LEAST <= number <= MOST else {}

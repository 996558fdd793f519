"""A price list as lines to be shown: dearest first, what costs nothing counted alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

from app.documents.comparison.numbers import NOTHING
from app.documents.comparison.words import word
from app.messages import Language
from app.messages.amounts import unit_words
from models.units import Money, MoneyUnit

SHOWN = ("margin", "strategic_share", "difficulty_spread", "likely_share")
"""Measures whose change is shown beside a price, where some plan has them."""


POINTS = ("strategic_share", "likely_share")
"""Shares: they change by percentage points."""

SPREAD, SPREAD_DIGITS = "difficulty_spread", 4


def priced_lines(prices: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Everything that costs something, or whose price is not known: fairness altogether where it is more than one
    thing, then terms and limits, dearest first and unknown prices last."""
    single: Sequence[Mapping[str, Any]] = sorted([*prices["terms"], *prices["limits"]], key=_cheapness)
    several = sum(line["is_fairness"] for line in single) > 1
    every = [prices["fairness"], *single] if several and prices["fairness"] is not None else single
    return [line for line in every if not costs_nothing(line)]


def _cheapness(line: Mapping[str, Any]) -> float:
    return inf if line["price"] is None else -float(line["price"]["loss"])


def free_lines(prices: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Terms and limits that cost nothing."""
    return [line for line in (*prices["terms"], *prices["limits"]) if costs_nothing(line)]


def costs_nothing(line: Mapping[str, Any]) -> bool:
    """True where the price is exactly zero."""
    return line["price"] is not None and line["price"]["loss"] == 0


def shown_measures(lines: Sequence[Mapping[str, Any]]) -> list[str]:
    """The measures that some line has a change of."""
    return [name for name in SHOWN if any(change_without(line, name) is not None for line in lines)]


def measure_heads(document: Mapping[str, Any], measures: Sequence[str], language: Language) -> list[str]:
    """Heads of their columns; where amounts are pieces, that of the margin names its money."""
    money = Money(document["money"]["currency"], MoneyUnit(document["money"]["unit"]))
    unit = unit_words(money, language) if document["metric"] == "volume" else ""
    return [word(f"price_{name}", language, unit=unit) for name in measures]


def change_without(line: Mapping[str, Any], name: str) -> float | None:
    """By how much a measure would change without the line's subject."""
    if line["price"] is None:
        return None
    for one in line["price"]["measures"]:
        if one["name"] == name and one["with"] is not None and one["without"] is not None:
            return float(one["without"] - one["with"])
    return None


def change_text(line: Mapping[str, Any], name: str) -> str:
    """The same in words: money with two decimals at most, shares in percentage points, the spread as it is shown."""
    value = change_without(line, name)
    if value is None:
        return NOTHING
    digits = SPREAD_DIGITS if name == SPREAD else 2 if name != "margin" or abs(value) < 100 else 0
    rounded = round(in_unit(value, name), digits)
    return f"{rounded:+,.{digits}f}".replace("-", "−") if rounded else "0"


def in_unit(value: float, name: str) -> float:
    """A change in the unit that the head of its column names: percentage points for shares."""
    return value * 100.0 if name in POINTS else value

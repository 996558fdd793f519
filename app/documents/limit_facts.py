"""What people are told about limits: how they are called, and their numbers in the scenario's unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from app.documents.counted import counted, counted_words
from app.messages.diagnosis import limit_words
from app.messages.language import Language
from models.allocation.limits.context import LimitIdentity, Quantity
from models.allocation.problem import AllocationProblem
from models.units import Money

SNAP = Decimal("0.001")
"""Nearness to a whole minor unit, in minor units, that counts as that unit: below it lies solver noise."""

SIGNIFICANT = 9
"""Digits of efforts."""

RATIOS = ("share_limit", "margin")
"""Families whose rows compare sums: their bound is zero, and only the distance means something to people."""

GAPS = ("parity", "neutrality")
"""Families whose rows are differences between people, whatever their bound."""


@dataclass(frozen=True)
class LimitFacts:
    """One scenario's units, labels and language."""

    problem: AllocationProblem
    language: Language
    labels: Mapping[str, str]

    @classmethod
    def of(cls, problem: AllocationProblem, language: Language | str) -> LimitFacts:
        """The facts of a scenario; labels by key, for keys that mean one member only."""
        found: dict[str, set[str]] = {}
        for dimension in problem.dimensions:
            for member in dimension.members:
                found.setdefault(member.key, set()).add(member.label)
        labels = {key: next(iter(names)) for key, names in found.items() if len(names) == 1}
        return cls(problem, "zh" if language == "zh" else "en", labels)

    @property
    def money(self) -> Money:
        """The unit of targets."""
        return self.problem.money

    def limit(self, identity: LimitIdentity, group: tuple[str, ...]) -> str:
        """A limit as people call it."""
        return limit_words(identity.kind, identity.name, self.group(group), self.language)

    def group(self, group: tuple[str, ...]) -> str:
        """Members of a group as people call them."""
        return " × ".join(self.labels.get(key, key) for key in group)

    def identity(self, identity: LimitIdentity, group: tuple[str, ...]) -> dict[str, Any]:
        """A limit for programs."""
        return {
            "name": identity.name,
            "kind": identity.kind,
            "owner": identity.owner,
            "negotiable": identity.negotiable,
            "pointer": identity.pointer,
            "group": list(group),
            "label": self.group(group),
        }

    def amount(self, thousands: float, rounding: str) -> Decimal:
        """An amount in the scenario's unit, on a whole minor unit."""
        return written_amount(thousands, self.money, rounding)

    def number(
        self, value: float, quantity: Quantity, scale: float, rounding: str = ROUND_HALF_EVEN
    ) -> Decimal | float:
        """A limit's own number as it is written: money exact, other counts with their significant digits."""
        if quantity is Quantity.MONEY:
            return self.amount(value, rounding)
        return digits(counted(self.problem, quantity, scale, value))

    def words(self, value: Decimal | float, quantity: Quantity) -> str:
        """A number with its unit."""
        return counted_words(self.problem, quantity, value, self.language)


def written_amount(thousands: float, money: Money, rounding: str) -> Decimal:
    """An amount in the document's unit, on a whole minor unit; solver noise is no reason to round."""
    minor = Decimal(thousands) * money.minor_per_thousand
    nearest = minor.to_integral_value(ROUND_HALF_EVEN)
    if abs(minor - nearest) > SNAP:
        nearest = minor.to_integral_value(rounding)
    return money.from_minor(int(nearest))


def digits(value: float) -> float:
    """A number with its significant digits."""
    return float(f"{value:.{SIGNIFICANT}g}")

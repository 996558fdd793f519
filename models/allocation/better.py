"""Which way the figures of a score card are better: the one place that says so, for comparisons and for checks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from models.allocation.strategy import Term

TERM = "terms."
"""What the figures of the terms' losses begin with."""


class Better(StrEnum):
    """Which way a figure is better."""

    HIGHER = "higher"
    LOWER = "lower"

    @property
    def sign(self) -> int:
        """1 where more is better, −1 where less is."""
        return 1 if self is Better.HIGHER else -1


CARD_FIGURES: Mapping[str, Better | None] = MappingProxyType(
    {
        "growth_rate": Better.HIGHER,
        "like_for_like_rate": None,
        "strategic_share": Better.HIGHER,
        "margin_rate": Better.HIGHER,
        "difficulty_mean": Better.LOWER,
        "difficulty_spread": Better.LOWER,
        "difficulty_gini": Better.LOWER,
        "moved": Better.LOWER,
        "at_limit_share": Better.LOWER,
        "loss": Better.LOWER,
        "likely_share": Better.HIGHER,
        "company_probability": Better.HIGHER,
        "utilisation_mean": None,
        "utilisation_worst": Better.LOWER,
        **{f"{TERM}{term.value}": Better.LOWER for term in Term},
    }
)
"""Figures of the score card, and which way is better; None: neither. Growth like for like is a matter of how much of
one company target falls to what is new."""

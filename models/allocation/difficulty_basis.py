"""Whose difficulty is compared, among which peers, and against what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DifficultyMeasure(StrEnum):
    """What a target is measured against."""

    FORECAST = "forecast"
    POTENTIAL = "potential"
    BASELINE = "baseline"


@dataclass(frozen=True)
class DifficultyBasis:
    """Whose difficulty counts (`by`), among which peers (empty: everybody), against what (None: the forecast where
    some cell states one, else the potential). Empty `by`: the people of the plan."""

    by: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()
    against: DifficultyMeasure | None = None


EVERYBODY = DifficultyBasis()
"""The people of the plan among all others."""

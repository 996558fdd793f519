"""How far a number can move while the plan stays nearly as good."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RangeEnd(StrEnum):
    """What ends a range. SCORE: beyond it the plan is worse than allowed. LIMITS: the limits themselves. NONE: the
    score allows nothing, because all allowed plans are the same to every term but one."""

    SCORE = "score"
    LIMITS = "limits"
    NONE = "none"


@dataclass(frozen=True)
class NumberRange:
    """Least and largest value of a node's own number over all plans within ε = share · Σ weight·(nadir − ideal) of the
    best score, before rounding, in minor units. `value_minor`: the number in the exact optimum.

    `allowed`: ε, a loss without unit. `expected_minor`: the width that the number's own response at the optimum
    suggests. `is_tie`: the range is much wider than that: the number stands where it does by a hair. `keeps_choice`:
    the plan chose by yes or no, and only plans with the same choice were looked at.
    """

    value_minor: int
    low_minor: int
    high_minor: int
    low_end: RangeEnd
    high_end: RangeEnd
    share: float
    allowed: float
    expected_minor: int
    is_tie: bool
    keeps_choice: bool

    @property
    def width_minor(self) -> int:
        """Largest less least."""
        return self.high_minor - self.low_minor


@dataclass(frozen=True)
class NodeRange:
    """The range of one node; all three texts are empty for the company."""

    dimension: str
    level: str
    key: str
    range: NumberRange


@dataclass(frozen=True)
class NodeRanges:
    """Ranges of the company and every member of every level above cells, in the order of the levels. `is_complete`:
    False where the time ended first; then the later nodes are missing."""

    nodes: tuple[NodeRange, ...]
    is_complete: bool

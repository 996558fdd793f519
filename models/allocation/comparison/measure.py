"""What plans are judged by beside each other: measures of the score card, and which way each is better."""

from __future__ import annotations

from enum import StrEnum

from models.allocation.better import CARD_FIGURES, Better
from models.allocation.scorecard import ScoreCard


class Measure(StrEnum):
    """Measures of the score card that mean the same under every strategy."""

    GROWTH_RATE = "growth_rate"
    LIKE_FOR_LIKE_RATE = "like_for_like_rate"
    STRATEGIC_SHARE = "strategic_share"
    MARGIN_RATE = "margin_rate"
    DIFFICULTY_SPREAD = "difficulty_spread"
    DIFFICULTY_GINI = "difficulty_gini"
    LIKELY_SHARE = "likely_share"
    COMPANY_PROBABILITY = "company_probability"
    UTILISATION_WORST = "utilisation_worst"
    MOVED = "moved_minor"

    @property
    def better(self) -> Better | None:
        """Which way this measure is better; None: neither."""
        return CARD_FIGURES[self.value.removesuffix("_minor")]

    def of(self, card: ScoreCard) -> float | None:
        """The value of a plan; None where its data is missing."""
        value: float | int | None = getattr(card, self.value)
        return None if value is None else float(value)


USUAL_MEASURES = (
    Measure.STRATEGIC_SHARE,
    Measure.MARGIN_RATE,
    Measure.DIFFICULTY_SPREAD,
    Measure.LIKELY_SHARE,
    Measure.UTILISATION_WORST,
    Measure.MOVED,
)
"""What dominance looks at unless told otherwise. Growth is left out: strategies share one company target."""

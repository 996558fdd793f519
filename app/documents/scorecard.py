"""Writes score cards: as a part of documents, and as columns of tables."""

from __future__ import annotations

from typing import Any

from app.documents.amounts import known_significant, significant
from app.documents.strategy_part import losses_part
from models.allocation.scorecard import ScoreCard
from models.units import Money

CARD_COLUMNS = (
    "growth_rate",
    "like_for_like_rate",
    "strategic_share",
    "margin_rate",
    "difficulty_mean",
    "difficulty_spread",
    "difficulty_gini",
    "moved",
    "at_limit_share",
    "likely_share",
    "company_probability",
    "utilisation_mean",
    "utilisation_worst",
)
"""The measures of a score card in the order of tables; the losses have columns of their own."""


def scorecard_document(card: ScoreCard, money: Money) -> dict[str, Any]:
    """The score card of a plan."""
    return {
        "growth_rate": known_significant(card.growth_rate),
        "like_for_like_rate": known_significant(card.like_for_like_rate),
        "strategic_share": significant(card.strategic_share),
        "margin_rate": known_significant(card.margin_rate),
        "difficulty_mean": known_significant(card.difficulty_mean),
        "difficulty_spread": known_significant(card.difficulty_spread),
        "difficulty_gini": known_significant(card.difficulty_gini),
        "moved": None if card.moved_minor is None else money.from_minor(card.moved_minor),
        "at_limit_share": significant(card.at_limit_share),
        "loss": significant(card.loss),
        "terms": losses_part(card.terms),
        "likely_share": known_significant(card.likely_share),
        "company_probability": known_significant(card.company_probability),
        "utilisation_mean": known_significant(card.utilisation_mean),
        "utilisation_worst": known_significant(card.utilisation_worst),
    }

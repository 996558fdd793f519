"""What a what-if assumes, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.incentives.figures import trimmed
from app.documents.incentives.statement_words import COMMA
from app.documents.incentives.words import word
from app.messages.language import Language
from models.incentives.incentive_plan import IncentivePlan


def assumed_words(asked: Mapping[str, Any], plan: IncentivePlan, language: Language) -> str:
    """`Revenue 110 %, all other targets 100 %`."""
    if not asked["at"]:
        return word("assumed_all", language, rate=rate_words(asked["every"], language))
    labels = {measure.name: measure.shown for measure in plan.measures}
    parts = [
        word("assumed_one", language, measure=labels[name], rate=rate_words(rate, language))
        for name, rate in asked["at"].items()
    ]
    parts.append(word("assumed_others", language, rate=rate_words(asked["every"], language)))
    return COMMA[language].join(parts)


def rate_words(rate: float, language: Language) -> str:
    """A rate with two decimals at most: `108.34 %`, in Chinese `108.34%`."""
    return trimmed(rate * 100.0, 2) + ("%" if language == "zh" else " %")

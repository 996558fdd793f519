"""What a tuned plan would not keep under another assumption: by how much, and at how many people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.documents.tuning.figures import TuningFigures
from app.documents.tuning.names import PlanNames
from app.messages import Language
from app.messages.amounts import percent_words
from app.messages.tuning import WORDS
from app.messages.tuning_assumptions import MISSES
from scenarios.incentives.tuning.tuning_result import MissedCondition

Part = Mapping[str, Any]

OF_INCENTIVES = frozenset({"participation", "least_expected_pay"})
"""Conditions that are measured in target incentives."""


def misses_part(misses: Sequence[MissedCondition], figures: TuningFigures, names: PlanNames) -> list[dict[str, Any]]:
    """One entry per condition."""
    return [
        {
            "kind": one.kind.value,
            "label": names.condition(one.kind, one.name),
            "in_money": one.in_money,
            "by": figures.measured(one.by, in_money=one.in_money),
            "people": one.people,
        }
        for one in misses
    ]


def miss_text(part: Part, amount: Callable[[Decimal], str], language: Language) -> str:
    """In words; `amount` writes money."""
    if part["people"] is None:
        by = amount(part["by"]) if part["in_money"] else distance_text(part["kind"], float(part["by"]), language)
        return MISSES["plan"].fill({"condition": part["label"], "by": by}, language)
    by = percent_words(round(float(part["by"]), 4), language)
    return MISSES["people"].fill({"condition": part["label"], "by": by, "people": part["people"]}, language)


def distance_text(kind: str, value: float, language: Language) -> str:
    """How far a share is from its limit: percentage points; of what people are paid a percentage of target
    incentive."""
    if kind in OF_INCENTIVES:
        return percent_words(round(value, 4), language)
    return WORDS["points"].fill({"points": f"{round(value * 100, 2):,g}"}, language)

"""What a tuned plan would not keep under another assumption: by how much, and at how many people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.documents.tuning.figures import TuningFigures
from app.documents.tuning.names import PlanNames
from app.messages import Language
from app.messages.amounts import percent_words
from app.messages.tuning_assumptions import MISSES
from scenarios.incentives.tuning.tuning_result import MissedCondition

Part = Mapping[str, Any]


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
    by = amount(part["by"]) if part["in_money"] else percent_words(round(float(part["by"]), 4), language)
    facts = {"condition": part["label"], "by": by}
    if part["people"] is None:
        return MISSES["plan"].fill(facts, language)
    return MISSES["people"].fill({**facts, "people": part["people"]}, language)

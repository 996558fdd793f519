"""Writes changes of limits: for programs one by one, for people alike ones together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from app.documents.counted import quantity_name
from app.documents.limit_facts import GAPS, RATIOS, LimitFacts, digits
from app.messages.amounts import change_words
from app.messages.diagnosis import (
    CHANGES,
    COMPANY_TOTAL,
    EXAMPLES,
    TOGETHER,
    TOGETHER_FROM,
    example_words,
    joined_words,
)
from app.messages.language import Language
from models.allocation.diagnosis import Change
from models.allocation.limits.context import LimitIdentity
from models.allocation.problem import AllocationProblem
from models.findings import Fact


def change_document(facts: LimitFacts, change: Change) -> dict[str, Any]:
    """One limit and where it has to move."""
    old, new = _ends(facts, change)
    words = _change_words(facts, change)
    return {
        "message": f"{words[0].upper()}{words[1:]}",
        "limit": facts.identity(change.identity, change.group),
        "side": change.side,
        "from": old,
        "to": new,
        "amount": _distance(old, new),
        "rate": _rate(old, new),
        "quantity": quantity_name(facts.problem, change.quantity),
    }


def changes_words(facts: LimitFacts, changes: Sequence[Change]) -> list[str]:
    """Changes in words, those of the same side of the same limit together where they are many."""
    groups: dict[tuple[LimitIdentity, str], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.identity, change.side), []).append(change)
    return [text for alike in groups.values() for text in _alike_words(facts, alike)]


def describe_changes(changes: Sequence[Change], problem: AllocationProblem, language: Language) -> str:
    """Changes of limits in one line."""
    return joined_words(changes_words(LimitFacts.of(problem, language), changes), language)


def limit_text(change: Change, problem: AllocationProblem, language: Language) -> str:
    """A changed limit as people call it."""
    return LimitFacts.of(problem, language).limit(change.identity, change.group)


def _ends(facts: LimitFacts, change: Change) -> tuple[Decimal | float, Decimal | float]:
    """The bound as it is and as it should be, rounded to the side that helps."""
    up = change.side == "cap"
    new = change.bound + change.amount if up else change.bound - change.amount
    rounding = ROUND_CEILING if up else ROUND_FLOOR
    return (
        facts.number(change.bound, change.quantity, change.scale),
        facts.number(new, change.quantity, change.scale, rounding),
    )


def _change_words(facts: LimitFacts, change: Change) -> str:
    old, new = _ends(facts, change)
    rate = _rate(old, new)
    known: dict[str, Fact] = {
        "limit": facts.limit(change.identity, change.group),
        "old": facts.words(old, change.quantity),
        "new": facts.words(new, change.quantity),
        "amount": facts.words(_distance(old, new), change.quantity),
        "rate": "" if rate is None else change_words(rate),
    }
    return CHANGES[_sentence_of(change)].fill(known, facts.language)


def _alike_words(facts: LimitFacts, changes: list[Change]) -> list[str]:
    """Changes of one side of one limit: one by one, or together where they are many."""
    if len(changes) < TOGETHER_FROM or _sentence_of(changes[0]) not in TOGETHER:
        return [_change_words(facts, change) for change in changes]
    ends = [_ends(facts, change) for change in changes]
    rates = [abs(rate) for old, new in ends if (rate := _rate(old, new)) is not None]
    named = [
        (facts.group(change.group), f"{old:,}", f"{new:,}")
        for change, (old, new) in zip(changes[:EXAMPLES], ends, strict=False)
    ]
    known: dict[str, Fact] = {
        "limit": facts.limit(changes[0].identity, ()),
        "count": len(changes),
        "rate": change_words(max(rates)).lstrip("+") if len(rates) == len(changes) else "",
        "amount": facts.words(_total([_distance(old, new) for old, new in ends]), changes[0].quantity),
        "examples": example_words(named, len(changes), facts.language),
    }
    return [TOGETHER[changes[0].side].fill(known, facts.language)]


def _sentence_of(change: Change) -> str:
    kind = change.identity.kind
    if kind == COMPANY_TOTAL:
        return "raise_target" if change.side == "cap" else "lower_target"
    if kind == "cardinality":
        return "units" if change.side == "cap" else "least"
    if kind == "hold":
        return "hold"
    return "ratio" if kind in GAPS or (kind in RATIOS and not change.bound) else change.side


def _total(amounts: list[Decimal | float]) -> Decimal | float:
    exact = [amount for amount in amounts if isinstance(amount, Decimal)]
    return sum(exact, Decimal(0)) if len(exact) == len(amounts) else math.fsum(float(amount) for amount in amounts)


def _rate(old: Decimal | float, new: Decimal | float) -> float | None:
    return None if not old else digits(float(new) / float(old) - 1.0)


def _distance(old: Decimal | float, new: Decimal | float) -> Decimal | float:
    if isinstance(old, Decimal) and isinstance(new, Decimal):
        return abs(new - old)
    return digits(abs(float(new) - float(old)))

"""The price list of a strategy, as a comparison document writes it."""

from __future__ import annotations

from typing import Any

from app.documents.amounts import written
from app.documents.comparison.moved import moved_part
from app.documents.comparison.reason import reason_part
from app.documents.comparison.words import word
from app.documents.plan import known
from app.messages import Language
from app.messages.strategy import term_words
from models.allocation.comparison.price import Change, Price, Subject
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Term
from scenarios.comparison.price_list import PriceLine, PriceList

MARGIN, MOVED = "margin_thousands", "moved_minor"
"""Measures that count money."""


def prices_part(found: PriceList, problem: AllocationProblem, language: Language) -> dict[str, Any]:
    """What each limit, each term and everything for fairness costs, dearest first."""

    def line(one: PriceLine) -> dict[str, Any]:
        return _line(one, problem, language)

    return {
        "strategy": found.strategy.name,
        "fairness": None if found.fairness is None else line(found.fairness),
        "terms": [line(one) for one in found.terms],
        "limits": [line(one) for one in found.limits],
    }


def _line(one: PriceLine, problem: AllocationProblem, language: Language) -> dict[str, Any]:
    return {
        "subject": str(one.subject),
        "name": one.name,
        "label": _label(one, language),
        "kind": one.kind or None,
        "pointer": one.pointer or None,
        "owner": one.owner,
        "is_fairness": one.is_fairness,
        "is_proven": one.is_proven,
        "outcome": str(one.result.outcome),
        "reason": reason_part(one.result, problem, language),
        "price": None if one.price is None else _price(one.price, problem),
    }


def _label(one: PriceLine, language: Language) -> str:
    if one.subject is Subject.LIMIT:
        return one.name
    if one.subject is Subject.FAIRNESS:
        return word("price_fairness", language)
    words = term_words(Term(one.name), language)
    return words[0].upper() + words[1:]


def _price(price: Price, problem: AllocationProblem) -> dict[str, Any]:
    return {
        "loss": known(price.loss),
        "error": known(price.error),
        "amount": written(problem.money, price.thousands),
        "moved": moved_part(price.moved, problem.money),
        "changes_nothing": price.changes_nothing,
        "measures": [_change(change, problem) for change in price.changes],
        "terms": [_change(change, problem) for _, change in price.terms],
    }


def _change(change: Change, problem: AllocationProblem) -> dict[str, Any]:
    return {
        "name": change.name.removesuffix("_thousands").removesuffix("_minor"),
        "better": None if change.better is None else str(change.better),
        "with": _shown(change, change.with_it, problem),
        "without": _shown(change, change.without_it, problem),
        "given_up": _shown(change, change.given_up, problem),
    }


def _shown(change: Change, value: float | None, problem: AllocationProblem) -> float | None:
    """Money in the document's unit, everything else as it is."""
    if value is None:
        return None
    if change.name == MARGIN:
        return written(problem.money.in_currency, value)
    if change.name == MOVED:
        return float(problem.money.from_minor(round(value)))
    return known(value)

"""Writes what a scenario's limits allow as a document: whether there is a plan, ranges of totals, and why not."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from app.documents.diagnosis import diagnosis_document
from app.documents.limit_facts import written_amount
from app.messages.amounts import money_words
from app.messages.diagnosis import range_words
from app.messages.feasibility import FEASIBLE, INFEASIBLE, node_range_words
from app.messages.language import Language
from models.allocation.feasible_range import FeasibleRange
from models.units import Money
from scenarios.definition import Scenario
from scenarios.feasibility import Feasibility, NodeRange


def feasibility_document(scenario: Scenario, strategy: str, found: Feasibility, language: Language) -> dict[str, Any]:
    """The answer as JSON-ready values; amounts are Decimals in the scenario's unit."""
    problem = scenario.problem
    diagnosis = found.diagnosis
    return {
        "feasible": found.is_feasible,
        "message": (FEASIBLE if found.is_feasible else INFEASIBLE).text(language),
        "scenario_hash": scenario.scenario_hash,
        "strategy": strategy,
        "range": _company_range(found.company, problem.money, language),
        "node_range": None if found.node is None else _node_range(found.node, problem.money, language),
        "diagnosis": None if diagnosis is None else diagnosis_document(diagnosis, problem, language),
    }


def _company_range(found: FeasibleRange, money: Money, language: Language) -> dict[str, Any]:
    low, high = _ends(found, money)
    if low is None:
        kind = "none"
    elif high is None:
        kind = "from" if low else "any"
    else:
        kind = "between" if low else "to"
    words = {"low": _words(low, money, language), "high": _words(high, money, language)}
    message = range_words(kind, words["low"], words["high"], language)
    return {"low": low, "high": high, "with_choices": found.with_choices, "message": message}


def _node_range(one: NodeRange, money: Money, language: Language) -> dict[str, Any]:
    low, high = _ends(one.range, money)
    if low is None:
        kind = "none"
    elif high is None:
        kind = "from" if low else "any"
    elif low >= high:
        kind = "fixed"
    else:
        kind = "between" if low else "to"
    label = " × ".join(one.node.labels)
    facts = {"node": label, "low": _words(low, money, language), "high": _words(high, money, language)}
    return {
        "node": {"axes": list(one.node.axes), "keys": list(one.node.keys), "label": label},
        "low": low,
        "high": high,
        "with_choices": one.range.with_choices,
        "message": node_range_words(kind, facts, with_choices=one.range.with_choices or low is None, language=language),
    }


def _ends(found: FeasibleRange, money: Money) -> tuple[Decimal | None, Decimal | None]:
    """Both ends on whole minor units within the range; the same where only one number is possible."""
    if found.low is None:
        return None, None
    low = written_amount(found.low, money, ROUND_CEILING)
    if found.high is None:
        return low, None
    high = written_amount(found.high, money, ROUND_FLOOR)
    return low, max(low, high)


def _words(amount: Decimal | None, money: Money, language: Language) -> str:
    return "" if amount is None else money_words(amount, money, language)

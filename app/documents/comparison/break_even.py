"""Writes a break-even as the document of `break_even_schema`: the same for the command line and REST."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Any

from app.documents.amounts import significant, written
from app.documents.ledger_words import node_words
from app.messages.amounts import money_words
from app.messages.break_even import STAYS, TURNS, dial_words
from app.messages.language import Language
from models.allocation.chosen_node import ChosenNode
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Strategy
from models.units import Money
from scenarios.comparison.break_even import Question, Reading
from scenarios.comparison.break_even_request import FoundBreakEven
from scenarios.definition import Scenario

DIGITS = 5
"""Significant digits of amounts in the sentence."""


def break_even_document(
    scenario: Scenario, strategy: Strategy, found: FoundBreakEven, language: Language
) -> dict[str, Any]:
    """The break-even as JSON-ready values."""
    answer, money = found.break_even, scenario.problem.money
    assert answer.start is not None
    return {
        "schema": "allot.break_even/1",
        "name": scenario.name,
        "plan_period": scenario.period,
        "money": {"currency": money.currency, "unit": str(money.unit)},
        "strategy": strategy.name,
        "scenario_hash": scenario.scenario_hash,
        "dial": answer.dial.name,
        "stands": found.stands,
        "question": str(answer.question),
        "nodes": [node_part(node) for node in found.nodes],
        "low": answer.span.low,
        "high": answer.span.high,
        "tolerance": significant(answer.tolerance),
        "value": None if answer.value is None else significant(answer.value),
        "start": reading_part(found, answer.start, money),
        "before": None if answer.before is None else reading_part(found, answer.before, money),
        "after": None if answer.after is None else reading_part(found, answer.after, money),
        "first_leads": answer.first_leads,
        "sentence": break_even_sentence(found, scenario.problem, language),
    }


def node_part(node: ChosenNode) -> dict[str, Any]:
    """A node that a break-even is about."""
    return {
        "axes": list(node.axes),
        "key": list(node.keys),
        "label": list(node.labels),
        "cells": int(node.cells.sum()),
    }


def reading_part(found: FoundBreakEven, reading: Reading, money: Money) -> dict[str, Any]:
    """The nodes' targets at one value of the dial."""
    targets = (reading.first, reading.second)[: len(found.nodes)]
    return {"value": significant(reading.value), "targets": [written(money, target) for target in targets]}


def break_even_sentence(found: FoundBreakEven, problem: AllocationProblem, language: Language) -> str:
    """The answer in words."""
    answer = found.break_even
    names = [node_words(node, language) for node in found.nodes]
    first, last = names[0], names[-1]
    # Of two, who is ahead to begin with; one node is ahead of what it may fall to.
    ahead, behind = (last, first) if answer.first_leads is False else (first, last)
    facts = {
        "dial": dial_words(answer.dial.term, language),
        "low": _dial_text(answer.span.low),
        "high": _dial_text(answer.span.high),
    }
    if answer.after is None:
        is_level = answer.first_leads is None and answer.question is not Question.OWN
        sentence = STAYS["equal" if is_level else str(answer.question)]
        return sentence.fill({**facts, "ahead": ahead, "behind": behind}, language)
    assert answer.start is not None
    turned = {
        "behind": ahead,  # from here on
        "ahead": behind,
        "value": _dial_text(answer.after.value),
        "start": _amount_words(problem, answer.start.first, language),
        "meeting": _amount_words(problem, 0.5 * (answer.after.first + answer.after.second), language),
    }
    at_once = answer.question is Question.OWN and answer.after.value - answer.span.low <= answer.tolerance
    return TURNS["own_at_once" if at_once else str(answer.question)].fill({**facts, **turned}, language)


def _dial_text(value: float) -> str:
    return f"{value:.4g}"


def _amount_words(problem: AllocationProblem, thousands: float, language: Language) -> str:
    """An unrounded target in a few digits: the sentence is about an order, not about the last digit."""
    money = problem.money
    minor = Decimal(round(thousands * money.minor_per_thousand))
    shown = int(minor.normalize(Context(prec=DIGITS)))
    return money_words(money.from_minor(shown), money, language)

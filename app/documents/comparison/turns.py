"""Who changes places along the dials of the base, as a comparison document writes it."""

from __future__ import annotations

from typing import Any

from app.documents.amounts import significant
from app.documents.comparison.break_even import break_even_sentence, node_part, reading_part
from app.documents.comparison.nodes import cut_labels
from app.messages.break_even import dial_words
from app.messages.language import Language
from models.allocation.problem import AllocationProblem
from scenarios.comparison.break_even_request import FoundBreakEven
from scenarios.comparison.request import ScenarioComparison
from scenarios.comparison.turns import DialTurns, TurnList


def turns_part(found: ScenarioComparison, turns: TurnList, language: Language) -> dict[str, Any]:
    """Every dial, with the turns nearest to where it stands."""
    problem = found.scenario.problem
    return {
        "strategy": turns.strategy.name,
        "complete": turns.is_complete,
        "solves": turns.solves,
        "watched": [
            {"by": list(cut.groups.axes), "by_labels": cut_labels(problem, cut, language)} for cut in found.watched
        ],
        "dials": [_dial(dial, problem, language) for dial in turns.dials],
    }


def _dial(one: DialTurns, problem: AllocationProblem, language: Language) -> dict[str, Any]:
    words = dial_words(one.dial.term, language)
    return {
        "dial": one.dial.name,
        "label": words[0].upper() + words[1:],
        "stands": one.stands,
        "low": one.span.low,
        "high": one.span.high,
        "tolerance": significant(one.span.width),
        "complete": one.is_complete,
        "more": one.more,
        "turns": [_turn(turn, problem, language) for turn in one.found],
    }


def _turn(found: FoundBreakEven, problem: AllocationProblem, language: Language) -> dict[str, Any]:
    answer, money = found.break_even, problem.money
    assert answer.before is not None and answer.after is not None
    return {
        "nodes": [node_part(node) for node in found.nodes],
        "value": significant(answer.after.value),
        "before": reading_part(found, answer.before, money),
        "after": reading_part(found, answer.after, money),
        "first_leads": answer.first_leads,
        "sentence": break_even_sentence(found, problem, language),
    }

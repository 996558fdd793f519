"""Why a strategy has no plan: facts, and a sentence."""

from __future__ import annotations

from typing import Any

from app.documents.diagnosis import describe_diagnosis
from app.documents.row_reason import reason_facts
from app.messages import Language
from app.messages.errors import describe_error
from models.allocation.problem import AllocationProblem
from scenarios.allocation import AllocationResult
from scenarios.sweep.row import RowReason


def reason_part(result: AllocationResult, problem: AllocationProblem, language: Language) -> dict[str, Any] | None:
    """The first reason of a result; None where there is a plan."""
    found = RowReason.of(result, problem.money)
    if found is None:
        return None
    return {**reason_facts(found, problem.money), "messages": _messages(result, problem, language)}


def _messages(result: AllocationResult, problem: AllocationProblem, language: Language) -> list[str]:
    """The reasons and repairs of limits that contradict each other, else what happened."""
    if result.diagnosis is not None:
        return describe_diagnosis(result.diagnosis, problem, language)
    return [] if result.error is None else [describe_error(result.error, language)]

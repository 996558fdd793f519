"""Why a point or a strategy has no plan: facts for programs, and a sentence for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.amounts import amount
from app.documents.diagnosis import describe_diagnosis
from app.messages import Language, describe
from app.messages.sentence import Sentence
from models.allocation.plan import Outcome
from models.allocation.problem import AllocationProblem
from models.units import Money
from scenarios.sweep.row import RowReason

WITHOUT_ANSWER: Mapping[str, Sentence] = {
    Outcome.LIMIT: Sentence(
        "The time was up before any plan was found. Allow more time.",
        "在得到任何方案之前时间已用尽。请增加时间。",
    ),
    Outcome.SUSPECT: Sentence(
        "The answer of the solver did not pass our own check, so it is not shown as a plan. Try another solver.",
        "求解器的结果没有通过独立校验，因此不作为方案给出。请换用其他求解器。",
    ),
    Outcome.ERROR: Sentence(
        "The solver broke off. Try again, or choose another solver.",
        "求解器异常中断。请重试，或选择其他求解器。",
    ),
}
"""What is said of an outcome that no limit and no number explains."""


def reason_facts(reason: RowReason, money: Money) -> dict[str, Any]:
    """The reason without words; the amount in the scenario's unit."""
    return {
        "code": reason.code,
        "limit": reason.limit,
        "limits": list(reason.limits),
        "pointer": reason.pointer,
        "against": reason.against,
        "amount": None if reason.minor is None else amount(money, reason.minor),
    }


def reason_message(reason: RowReason, outcome: str, problem: AllocationProblem, language: Language) -> str:
    """The reason in a sentence; labels and units are those of `problem`."""
    if reason.diagnosis is not None:
        return describe_diagnosis(reason.diagnosis, problem, language)[0]
    if reason.fault is not None:
        return describe(reason.fault, language)
    return WITHOUT_ANSWER[outcome].text(language)

"""What came of a solve against what was expected of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from models.allocation.diagnosis import Diagnosis
from models.allocation.figures import Figure, figure_of, published
from models.allocation.plan import Outcome, Plan
from models.solution import TerminationCondition
from scenarios.allocation import AllocationResult
from scenarios.definition import Scenario
from scenarios.definition.expectation import Expectation, ExpectedFigure


class Status(StrEnum):
    """How a case ended."""

    PASSED = "passed"
    BROKEN = "broken"
    INVALID = "invalid"
    INFEASIBLE = "infeasible"
    INCONCLUSIVE = "inconclusive"
    SOLVER_MISSING = "solver_missing"
    FAILED = "failed"


class MarkKind(StrEnum):
    """What one mark is about."""

    OUTCOME = "outcome"
    OBJECTIVE = "objective"
    METRIC = "metric"
    REASONS = "reasons"
    SECONDS = "seconds"


@dataclass(frozen=True)
class Mark:
    """One thing that was expected, and what came. `subject`: the figure's name, for metrics. `actual` is None where
    the plan's data does not say."""

    kind: MarkKind
    passed: bool
    operator: str
    expected: str | Figure | tuple[str, ...]
    actual: str | Figure | tuple[str, ...]
    subject: str = ""
    tolerance: Figure = None


@dataclass(frozen=True)
class Judgement:
    """How one case ended, with a mark for everything that was expected and could be looked at."""

    status: Status
    marks: tuple[Mark, ...]


_NO_PLAN = {
    Outcome.INFEASIBLE: Status.INFEASIBLE,
    Outcome.LIMIT: Status.INCONCLUSIVE,
    Outcome.SUSPECT: Status.FAILED,
    Outcome.ERROR: Status.FAILED,
}
_STOPPED = (TerminationCondition.TIME_LIMIT, TerminationCondition.NODE_LIMIT, TerminationCondition.INTERRUPTED)


def judge(expectation: Expectation, scenario: Scenario, result: AllocationResult) -> Judgement:
    """Compare a result with an expectation of its scenario."""
    outcome = _outcome_mark(expectation, result)
    marks = (outcome, *_further_marks(expectation, scenario, result))
    if not outcome.passed:
        return Judgement(_missed(expectation, result), marks)
    return Judgement(Status.PASSED if all(mark.passed for mark in marks) else Status.BROKEN, marks)


def families_of(scenario: Scenario, diagnosis: Diagnosis) -> tuple[str, ...]:
    """The kinds of limits that take part in a contradiction, in document order."""
    if diagnosis.conflict is not None:
        return diagnosis.conflict.families
    problem = scenario.problem
    by_name = {limit.name: limit.kind for limit in (problem.company_total, *problem.limits)}
    identities = [*diagnosis.together, *diagnosis.choices, *(change.identity for change in diagnosis.hard_conflict)]
    found = {identity.kind for identity in identities}
    for reason in diagnosis.reasons:
        found |= {reason.against.kind, *(by_name[name] for name in reason.limits if name in by_name)}
    return tuple(kind for kind in dict.fromkeys(by_name.values()) if kind in found)


def _outcome_mark(expectation: Expectation, result: AllocationResult) -> Mark:
    expected, actual = expectation.outcome, str(result.outcome)
    met = actual == expected or (expected == "feasible" and result.plan is not None)
    return Mark(MarkKind.OUTCOME, met, "==", expected, actual)


def _missed(expectation: Expectation, result: AllocationResult) -> Status:
    """The status of a case whose outcome is not the expected one."""
    if result.plan is None:
        return _NO_PLAN[result.outcome]
    stopped = expectation.outcome == "optimal" and result.termination in _STOPPED
    return Status.INCONCLUSIVE if stopped else Status.BROKEN


def _further_marks(expectation: Expectation, scenario: Scenario, result: AllocationResult) -> Iterator[Mark]:
    if result.plan is not None:
        yield from _plan_marks(expectation, result.plan)
    if expectation.families and result.diagnosis is not None:
        found = families_of(scenario, result.diagnosis)
        met = set(expectation.families) <= set(found)
        yield Mark(MarkKind.REASONS, met, "in", expectation.families, found)
    if expectation.max_seconds is not None:
        met = result.seconds <= expectation.max_seconds
        yield Mark(MarkKind.SECONDS, met, "<=", expectation.max_seconds, round(result.seconds, 3))


def _plan_marks(expectation: Expectation, plan: Plan) -> Iterator[Mark]:
    wanted = expectation.objective
    if wanted is not None:
        loss = published(plan.scorecard.loss)
        met = loss is not None and abs(loss - wanted.value) <= wanted.tolerance
        yield Mark(MarkKind.OBJECTIVE, met, "==", wanted.value, loss, "", wanted.tolerance)
    for figure in expectation.figures:
        actual = figure_of(plan, figure.name)
        met = _compares(figure, actual)
        yield Mark(
            MarkKind.METRIC, met, figure.operator, figure.value, actual, figure.name.text, figure.tolerance or None
        )


def _compares(expected: ExpectedFigure, actual: Figure) -> bool:
    """Exact comparison: rates by their published digits, amounts by all of theirs."""
    if actual is None:
        return False
    over = (Decimal(repr(actual)) if isinstance(actual, float) else Decimal(actual)) - expected.value
    match expected.operator:
        case "<=":
            return over <= expected.tolerance
        case ">=":
            return over >= -expected.tolerance
        case "<":
            return over < expected.tolerance
        case ">":
            return over > -expected.tolerance
        case _:
            return abs(over) <= expected.tolerance

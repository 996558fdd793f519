"""Expectations of a scenario, checked against it: strategies, figures and nodes that exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.allocation.figures import FigureName, check_figure
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Strategy
from models.errors import InvalidInput
from models.findings import Fact, FindingList, Location, as_pointer, near_names
from scenarios.definition.expectation_document import (
    ExpectationDocument,
    ExpectedOutcome,
    FigureExpectation,
    ObjectiveExpectation,
    Operator,
)


@dataclass(frozen=True)
class ExpectedFigure:
    """One figure against a number, in the scenario's unit."""

    name: FigureName
    operator: Operator
    value: Decimal
    tolerance: Decimal


@dataclass(frozen=True)
class Expectation:
    """What must come of one solve. `solver` and `max_seconds`: None where the expectation says nothing."""

    name: str
    strategy: str
    solver: str | None = None
    outcome: ExpectedOutcome = "feasible"
    objective: ObjectiveExpectation | None = None
    figures: tuple[ExpectedFigure, ...] = ()
    families: tuple[str, ...] = ()
    max_seconds: float | None = None


def read_expectations(
    documents: Sequence[ExpectationDocument],
    problem: AllocationProblem,
    strategies: Mapping[str, Strategy],
    default_strategy: str,
    findings: FindingList,
) -> tuple[Expectation, ...]:
    """The expectations of a document's `/expectations`. Finds `unknown_strategy`, `expectation_twice`, and what is
    wrong with the names of figures and nodes."""
    found: list[Expectation] = []
    for position, document in enumerate(documents):
        pointer = as_pointer(["expectations", position])
        strategy = document.strategy or default_strategy
        if strategy not in strategies:
            known = list(strategies)
            facts: dict[str, Fact] = {"name": strategy, "known": known, "near": near_names(strategy, known)}
            findings.add("unknown_strategy", Location(pointer=f"{pointer}/strategy"), facts)
        name = document.name or (strategy if document.solver is None else f"{strategy}, {document.solver}")
        if name in (one.name for one in found):
            findings.add("expectation_twice", Location(pointer=pointer), {"name": name})
        found.append(
            Expectation(
                name=name,
                strategy=strategy,
                solver=document.solver,
                outcome=document.expected_outcome,
                objective=document.objective,
                figures=_figures(document.metrics, problem, pointer, findings),
                families=document.infeasible_because,
                max_seconds=document.max_seconds,
            )
        )
    return tuple(found)


def _figures(
    documents: Sequence[FigureExpectation], problem: AllocationProblem, pointer: str, findings: FindingList
) -> tuple[ExpectedFigure, ...]:
    figures = []
    for position, document in enumerate(documents):
        try:
            name = FigureName.of(document.metric)
            check_figure(problem, name)
        except InvalidInput as error:
            place = Location(pointer=f"{pointer}/metrics/{position}/metric")
            for finding in error.findings:
                findings.add(finding.code, place, finding.facts)
            continue
        figures.append(ExpectedFigure(name, document.operator, document.value, document.tolerance))
    return tuple(figures)

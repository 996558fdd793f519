"""Results against expectations: every outcome, every operator at, within and over its tolerance."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.allocation.figures import FigureName
from models.allocation.plan import Outcome
from models.solution import TerminationCondition
from scenarios.allocation import AllocationResult, allocate
from scenarios.checking.judgement import Judgement, MarkKind, Status, families_of, judge
from scenarios.definition import Scenario, load_scenario, read_scenario
from scenarios.definition.expectation import Expectation, ExpectedFigure
from scenarios.definition.expectation_document import ExpectedOutcome, ObjectiveExpectation, Operator
from solvers.base import SolverOptions
from solvers.registry import get_backend
from tests.app.cli.conftest import EXAMPLES

CHECKS = EXAMPLES.parent / "checks"


@cache
def solved(name: str) -> tuple[Scenario, AllocationResult]:
    folder = EXAMPLES if name in ("tiny", "infeasible") else CHECKS
    scenario = load_scenario(folder / f"{name}.scenario.yaml")
    return scenario, allocate(
        scenario.problem, scenario.strategies[scenario.default_strategy], get_backend(), SolverOptions()
    )


def judged(name: str, result: AllocationResult | None = None, **fields: Any) -> Judgement:
    scenario, own = solved(name)
    return judge(Expectation("case", scenario.default_strategy, **fields), scenario, result or own)


def figure(operator: Operator, value: str, tolerance: str = "0", name: str = "target[region=north]") -> Any:
    """North's target is 2,100 in the example."""
    return (ExpectedFigure(FigureName.of(name), operator, Decimal(value), Decimal(tolerance)),)


class TestOutcomes:
    @pytest.mark.parametrize(
        ("expected", "came", "status"),
        [
            ("feasible", Outcome.OPTIMAL, Status.PASSED),
            ("feasible", Outcome.FEASIBLE, Status.PASSED),
            ("optimal", Outcome.OPTIMAL, Status.PASSED),
            ("optimal", Outcome.FEASIBLE, Status.BROKEN),
            ("infeasible", Outcome.OPTIMAL, Status.BROKEN),
            ("limit", Outcome.FEASIBLE, Status.BROKEN),
        ],
    )
    def test_with_a_plan(self, expected: ExpectedOutcome, came: Outcome, status: Status) -> None:
        result = replace(solved("tiny")[1], outcome=came)
        assert judged("tiny", result, outcome=expected).status is status

    @pytest.mark.parametrize(
        ("expected", "came", "status"),
        [
            ("feasible", Outcome.INFEASIBLE, Status.INFEASIBLE),
            ("infeasible", Outcome.INFEASIBLE, Status.PASSED),
            ("optimal", Outcome.LIMIT, Status.INCONCLUSIVE),
            ("infeasible", Outcome.LIMIT, Status.INCONCLUSIVE),
            ("limit", Outcome.LIMIT, Status.PASSED),
            ("limit", Outcome.INFEASIBLE, Status.INFEASIBLE),
            ("infeasible", Outcome.SUSPECT, Status.FAILED),
            ("optimal", Outcome.ERROR, Status.FAILED),
        ],
    )
    def test_without_one(self, expected: ExpectedOutcome, came: Outcome, status: Status) -> None:
        result = replace(solved("tiny")[1], outcome=came, plan=None)
        assert judged("tiny", result, outcome=expected).status is status

    def test_a_plan_that_time_left_unproven_is_inconclusive(self) -> None:
        result = replace(solved("tiny")[1], outcome=Outcome.FEASIBLE, termination=TerminationCondition.TIME_LIMIT)
        assert judged("tiny", result, outcome="optimal").status is Status.INCONCLUSIVE
        assert judged("tiny", result).status is Status.PASSED


class TestFigures:
    @pytest.mark.parametrize(
        ("operator", "value", "tolerance", "met"),
        [
            ("<=", "2100", "0", True),
            ("<=", "2099.99", "0", False),
            ("<=", "2090", "10", True),
            (">=", "2100", "0", True),
            (">=", "2100.01", "0", False),
            (">=", "2110", "10", True),
            (">=", "2110.01", "10", False),
            ("==", "2100", "0", True),
            ("==", "2101", "1", True),
            ("==", "2101.1", "1", False),
            ("<", "2100", "0", False),
            ("<", "2100.01", "0", True),
            ("<", "2090", "10", False),
            (">", "2100", "0", False),
            (">", "2099.99", "0", True),
        ],
    )
    def test_operators_at_the_edge(self, operator: Operator, value: str, tolerance: str, met: bool) -> None:
        judgement = judged("tiny", figures=figure(operator, value, tolerance))
        assert judgement.status is (Status.PASSED if met else Status.BROKEN)
        assert judgement.marks[1].actual == Decimal(2100)

    @given(value=st.integers(0, 4000), tolerance=st.integers(0, 2000))
    def test_not_at_most_is_more_than(self, value: int, tolerance: int) -> None:
        """≤ with a tolerance and > with value and tolerance taken together never agree."""
        at_most = judged("tiny", figures=figure("<=", str(value), str(tolerance)))
        more = judged("tiny", figures=figure(">", str(value + tolerance)))
        assert at_most.status is not more.status

    def test_what_is_not_known_is_missed(self) -> None:
        judgement = judged("tiny", figures=figure(">=", "0", name="margin_rate"))
        assert judgement.status is Status.BROKEN
        assert judgement.marks[1].actual is None

    def test_all_are_looked_at_although_one_is_missed(self) -> None:
        figures = (*figure("<", "1"), *figure(">", "1"), *figure("==", "1"))
        assert [mark.passed for mark in judged("tiny", figures=figures).marks] == [True, False, True, False]


class TestObjective:
    @pytest.mark.parametrize(("distance", "status"), [(0.9e-6, Status.PASSED), (1.1e-6, Status.BROKEN)])
    def test_within_its_tolerance(self, distance: float, status: Status) -> None:
        loss = solved("tiny")[1].raise_for_outcome().scorecard.loss
        wanted = ObjectiveExpectation(value=loss + distance)
        assert judged("tiny", objective=wanted).status is status


class TestSeconds:
    @pytest.mark.parametrize(("seconds", "status"), [(2.0, Status.PASSED), (2.001, Status.BROKEN)])
    def test_at_the_edge(self, seconds: float, status: Status) -> None:
        result = replace(solved("tiny")[1], seconds=seconds)
        assert judged("tiny", result, max_seconds=2.0).status is status


class TestReasons:
    @pytest.mark.parametrize(
        ("name", "families", "status"),
        [
            ("infeasible", ("company_total", "capacity"), Status.PASSED),
            ("infeasible", ("capacity",), Status.PASSED),
            ("infeasible", ("capacity", "growth_limit"), Status.BROKEN),
            ("signed-and-capped", ("amount_limit", "capacity"), Status.PASSED),
            ("signed-and-capped", ("company_total",), Status.BROKEN),
            ("growth-against-mix", ("growth_limit", "share_limit"), Status.PASSED),
            ("too-few-lines", ("cardinality",), Status.PASSED),
        ],
    )
    def test_every_named_kind_takes_part(self, name: str, families: tuple[str, ...], status: Status) -> None:
        judgement = judged(name, outcome="infeasible", families=families)
        assert judgement.status is status
        assert judgement.marks[-1].kind is MarkKind.REASONS

    def test_a_diagnosis_without_a_narrowed_conflict_names_the_kinds_of_its_reasons(self) -> None:
        scenario, result = solved("infeasible")
        assert result.diagnosis is not None
        assert families_of(scenario, replace(result.diagnosis, conflict=None)) == ("company_total", "capacity")


def test_expectations_are_not_part_of_the_hash() -> None:
    text = (EXAMPLES / "tiny.scenario.yaml").read_text("utf-8")
    bare = text[: text.index("\nexpectations:")]
    assert read_scenario(bare.encode(), "yaml").scenario_hash == solved("tiny")[0].scenario_hash
    assert read_scenario(bare.encode(), "yaml").expectations == ()
    assert [one.outcome for one in solved("tiny")[0].expectations] == ["optimal"]

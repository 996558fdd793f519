"""Everything about one number: parts that fit together, time that ends, questions that are broken off."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from models.allocation.binding_reach import binding_cells, binding_on
from models.allocation.chosen_node import ChosenNode
from models.allocation.plan import Plan
from models.allocation.selection import Selection
from models.errors import InvalidInput, LimitReached
from scenarios import explanation
from scenarios.allocation import allocate
from scenarios.definition import load_scenario
from scenarios.explanation import AskedNode, asked_node, explain_node, ledger_in_time
from scenarios.ledger import explain_plan
from solvers.base import SolverOptions
from solvers.registry import get_backend

EXAMPLES = Path(__file__).parents[2] / "scenarios" / "examples"
BACKEND = get_backend("highs")


@cache
def solved(name: str) -> Plan:
    scenario = load_scenario(EXAMPLES / f"{name}.scenario.yaml")
    strategy = scenario.strategies[scenario.default_strategy]
    return allocate(scenario.problem, strategy, BACKEND, SolverOptions()).raise_for_outcome()


def node(name: str, *parts: str, person: str | None = None) -> ChosenNode:
    return asked_node(solved(name).problem, AskedNode(parts, person))


class TestExplainNode:
    def test_parts_speak_of_the_same_number(self) -> None:
        plan, ann = solved("tiny"), node("tiny", person="Ann")
        found = explain_node(plan, ann, BACKEND, SolverOptions())
        assert found.ledger.total_minor == int(plan.targets_minor[ann.cells].sum())
        assert found.range is not None and found.next_amount is not None and found.counterfactuals is not None
        assert found.range.low_minor <= found.range.value_minor <= found.range.high_minor
        assert {item.identity.name for item in found.holding} == {"company target", "largest target of a person"}

    def test_a_ledger_that_is_there_is_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        plan = solved("tiny")
        ledger = explain_plan(plan, BACKEND, SolverOptions())
        monkeypatch.setattr(explanation, "explain_plan", None)
        found = explain_node(plan, node("tiny"), BACKEND, SolverOptions(), ledger=ledger)
        assert found.whole is ledger

    def test_without_time_questions_stay_open(self) -> None:
        plan = solved("tiny")
        ledger = explain_plan(plan, BACKEND, SolverOptions())
        found = explain_node(plan, node("tiny"), BACKEND, SolverOptions(time_limit_seconds=1e-9), ledger=ledger)
        assert found.ledger.total_minor == plan.total_minor
        assert (found.next_amount, found.range) == (None, None)
        assert found.counterfactuals is None or not found.counterfactuals.is_complete

    def test_without_time_there_is_no_ledger(self) -> None:
        assert ledger_in_time(solved("company-en"), BACKEND, SolverOptions(time_limit_seconds=1e-9)) is None

    def test_whoever_leaves_gets_no_answer(self) -> None:
        stop = threading.Event()
        stop.set()
        plan = solved("company-en")
        with pytest.raises(LimitReached, match="interrupted"):
            ledger_in_time(plan, BACKEND, SolverOptions(stop=stop))
        with pytest.raises(LimitReached, match="interrupted"):
            explain_node(plan, node("company-en"), BACKEND, SolverOptions(stop=stop))


class TestAskedNode:
    def test_neither_is_the_company(self) -> None:
        assert node("tiny").is_company

    def test_both_are_refused(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            node("tiny", "region=north", person="Ann")
        assert [finding.code for finding in caught.value.findings] == ["person_and_node"]

    def test_labels_are_suggested_and_people_are_people(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            node("company-en", person="Gu Simn")
        facts = caught.value.findings[0].facts
        assert facts["near"][0] == "Gu Simin"  # type: ignore[index]
        assert "East Channel" not in facts["known"]  # type: ignore[operator]


class TestBindingOn:
    def test_limits_are_found_where_their_rows_have_cells(self) -> None:
        plan = solved("company-en")
        selection = Selection(plan.problem.dimensions, plan.problem.cells.members)
        for item in plan.binding:
            cells = binding_cells(plan.problem, selection, item)
            assert cells.any(), item.identity.name
            single = ChosenNode((), (), ("x",), ("x",), ("x",), cells)
            assert item in binding_on(plan, single)

    def test_nobody_else_is_held_by_it(self) -> None:
        plan = solved("company-en")
        (held,) = [item for item in plan.binding if item.identity.name == "target during maternity leave"]
        bai = node("company-en", person="Bai Yujie")
        gu = node("company-en", person="Gu Simin")
        assert held in binding_on(plan, bai)
        assert held not in binding_on(plan, gu)
        selection = Selection(plan.problem.dimensions, plan.problem.cells.members)
        assert np.array_equal(binding_cells(plan.problem, selection, held), bai.cells)

"""Rounding keeps to the time and stop of the request, and does not miss limits that it can keep."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

import scenarios.allocation
from models.allocation.formulation import formulate, limit_rows
from models.allocation.nodes import NodeIndex
from models.allocation.plan import Outcome
from models.allocation.polish import polish
from models.errors import LimitReached
from models.solution import TerminationCondition
from scenarios.allocation import allocate
from scenarios.definition import load_scenario
from scenarios.generation import generate_scenario
from scenarios.rounding import Rounded, round_plan
from solvers.base import SolverOptions
from solvers.registry import find_backend
from tests.support.problems import BALANCED, random_problem


def rounded_with(options: SolverOptions) -> Rounded:
    problem = random_problem(400, seed=3, slack=0.001)
    rows = limit_rows(problem)
    program = formulate(problem, BALANCED, rows).program
    exact = polish(program, program.row_lower * 0.0).targets
    return round_plan(problem, rows, program, exact, NodeIndex(problem), options)


def test_no_time_left_is_a_limit() -> None:
    with pytest.raises(LimitReached, match="time_limit"):
        rounded_with(SolverOptions(time_limit_seconds=0.0))


def test_a_stop_ends_it() -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(LimitReached, match="interrupted"):
        rounded_with(SolverOptions(stop=stop))


def test_a_limit_while_rounding_is_the_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_time(*_: object) -> Rounded:
        raise LimitReached("time_limit", 0.0)

    monkeypatch.setattr(scenarios.allocation, "round_plan", out_of_time)
    result = allocate(random_problem(60, seed=1), BALANCED, find_backend("highs"), SolverOptions())
    assert (result.outcome, result.termination) == (Outcome.LIMIT, TerminationCondition.TIME_LIMIT)
    assert result.plan is None


def test_limits_that_can_be_kept_are_kept(tmp_path: Path) -> None:
    generated = generate_scenario(3_000, 1, 1.0)
    for file, content in generated.tables.items():
        (tmp_path / file).write_bytes(content)
    path = tmp_path / "generated.scenario.yaml"
    path.write_bytes(generated.yaml_bytes())
    scenario = load_scenario(path)
    strategy = scenario.strategies[scenario.default_strategy]
    plan = allocate(scenario.problem, strategy, find_backend("highs"), SolverOptions()).raise_for_outcome()
    assert plan.rounded_check.limits == ()
    assert plan.rounded_check.nodes == ()

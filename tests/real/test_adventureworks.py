"""Real-shaped data nobody here wrote: 17 people, ten territories, four product lines, three company targets."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from models.allocation.plan import Outcome
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition import load_scenario
from solvers.base import SolverOptions
from solvers.registry import find_backend
from tests.real.adventureworks import CAP_CEILING, TARGETS, read_case, write_all

DATA = Path(os.environ.get("ALLOT_REAL_DATA", Path(__file__).parents[3] / "shared" / "data" / "adventureworks"))

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the AdventureWorks planning case is not at hand")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("adventureworks")
    return {path.name.removesuffix(".scenario.yaml"): path for path in write_all(DATA, folder)}


def solve(path: Path, solver: str = "cbc") -> AllocationResult:
    scenario = load_scenario(path)
    strategy = scenario.strategies[scenario.default_strategy]
    return allocate(scenario.problem, strategy, find_backend(solver), SolverOptions(time_limit_seconds=60))


def test_the_baseline_is_the_planning_cases() -> None:
    case = read_case(DATA)
    assert case.cells["potential"].sum() == pytest.approx(31_189_103, abs=100)
    without_history = case.cells.groupby("rep")["baseline"].apply(lambda column: column.isna().all())
    assert sorted(without_history[without_history].index) == ["Lynn Tsoflias", "Rachel Valdez", "Syed Abbas"]


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_that_fits_is_met_exactly(files: dict[str, Path], name: str) -> None:
    plan = solve(files[name]).raise_for_outcome()
    assert plan.outcome is Outcome.OPTIMAL
    assert plan.total_minor == TARGETS[name] * 100
    assert plan.rounded_check.limits == ()
    assert plan.rounded_check.nodes == ()


@pytest.mark.parametrize("name", TARGETS)
def test_both_solvers_give_people_the_same_numbers(files: dict[str, Path], name: str) -> None:
    by_cbc, by_highs = (solve(files[name], solver).raise_for_outcome() for solver in ("cbc", "highs"))
    assert np.array_equal(by_cbc.targets_minor, by_highs.targets_minor)


def test_nobody_exceeds_the_cap(files: dict[str, Path]) -> None:
    plan = solve(files["plus54"]).raise_for_outcome()
    reps = plan.problem.dimensions[2]
    totals = np.bincount(plan.problem.cells.members[2], weights=plan.targets_minor)
    caps = np.array([float(reps.by_key[leaf.key].attributes["cap"]) for leaf in reps.leaves])
    assert (totals / 100 <= caps).all()
    assert totals.max() / 100 <= CAP_CEILING


def test_tighter_caps_fall_short_by_2_91_million(files: dict[str, Path]) -> None:
    result = solve(files["infeasible"])
    assert result.outcome is Outcome.INFEASIBLE
    assert result.diagnosis is not None
    (reason,) = result.diagnosis.reasons
    assert reason.limits == ("floor and cap per rep",)
    assert reason.shortfall == pytest.approx(2_906.2088)
    assert result.diagnosis.feasible_high == pytest.approx(40_333.7912)
    assert [repair.keeps_target for repair in result.diagnosis.repairs] == [True, False, False]
    assert all(repair.score >= 1.0 for repair in result.diagnosis.repairs)

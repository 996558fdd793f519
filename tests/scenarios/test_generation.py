"""Generated scenarios: the same bytes for the same seed, and always a plan."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.formulation import limit_rows
from models.allocation.plan import Outcome
from scenarios.allocation import allocate
from scenarios.definition import Scenario, load_scenario
from scenarios.generated_company import INCREMENT
from scenarios.generation import LEAST_CELLS, MOST_CELLS, GeneratedScenario, generate_scenario
from solvers.base import SolverOptions
from solvers.registry import get_backend


def loaded(found: GeneratedScenario, folder: Path) -> Scenario:
    """The scenario as a user would read it, from files."""
    path = folder / "generated.scenario.yaml"
    path.write_bytes(found.yaml_bytes())
    for name, data in found.tables.items():
        (folder / name).write_bytes(data)
    return load_scenario(path)


def hidden_plan(found: GeneratedScenario, scenario: Scenario) -> np.ndarray:
    """The hidden plan in the order of the scenario's cells, in thousands."""
    table = found.tables["generated.cells.csv"].decode()
    keys = [(row["product"], row["region"], row["rep"]) for row in csv.DictReader(io.StringIO(table))]
    amount = dict(zip(keys, found.plan.tolist(), strict=True))
    return np.array([amount[scenario.problem.cell_key(cell)] for cell in range(len(keys))], dtype=np.float64)


class TestDeterminism:
    def test_same_seed_same_bytes(self) -> None:
        first, second = generate_scenario(300, 5, 0.7), generate_scenario(300, 5, 0.7)
        assert first.yaml_bytes() == second.yaml_bytes()
        assert first.tables == second.tables

    def test_another_seed_is_another_scenario(self) -> None:
        assert generate_scenario(300, 5).tables != generate_scenario(300, 6).tables

    def test_tightness_moves_limits_and_no_numbers(self) -> None:
        roomy, tight = generate_scenario(300, 5, 0.0), generate_scenario(300, 5, 1.0)
        assert roomy.tables["generated.cells.csv"] == tight.tables["generated.cells.csv"]
        assert roomy.yaml_bytes() != tight.yaml_bytes()


class TestFeasibility:
    @settings(max_examples=25, deadline=None)
    @given(st.integers(LEAST_CELLS, 400), st.integers(0, 10_000), st.sampled_from([0.0, 0.5, 1.0]))
    def test_the_hidden_plan_keeps_every_limit(
        self, tmp_path_factory: pytest.TempPathFactory, cells: int, seed: int, tightness: float
    ) -> None:
        found = generate_scenario(cells, seed, tightness)
        scenario = loaded(found, tmp_path_factory.mktemp("generated"))
        assert scenario.problem.cells.count == cells
        rows = limit_rows(scenario.problem)
        activity = rows.matrix @ hidden_plan(found, scenario)
        slack = 1e-9 * np.maximum(1.0, np.abs(activity))
        assert (activity >= rows.lower - slack).all()
        assert (activity <= rows.upper + slack).all()

    @pytest.mark.parametrize(
        ("cells", "tightness"), [(10, 1.0), (100, 0.5), (100, 1.0), (1000, 0.5), (1000, 1.0), (10_000, 0.8)]
    )
    def test_solves(self, tmp_path: Path, cells: int, tightness: float) -> None:
        scenario = loaded(generate_scenario(cells, 11, tightness), tmp_path)
        strategy = scenario.strategies[scenario.default_strategy]
        result = allocate(scenario.problem, strategy, get_backend("highs"), SolverOptions(time_limit_seconds=60.0))
        assert result.outcome is Outcome.OPTIMAL


class TestShape:
    def test_numbers_are_whole_increments(self) -> None:
        found = generate_scenario(500, 1)
        assert not (found.plan % INCREMENT).any()
        assert found.document["company_target"]["amount"] == int(found.plan.sum())

    def test_limits_on_every_level(self, tmp_path: Path) -> None:
        problem = loaded(generate_scenario(500, 1), tmp_path).problem
        levels = {limit.by for limit in problem.limits}
        assert {("product",), ("region",), ("product", "region"), ("rep",), ("team",)} < levels
        assert ("product", "region", "rep") in levels

    @pytest.mark.parametrize("cells", [LEAST_CELLS - 1, MOST_CELLS + 1])
    def test_sizes_out_of_range(self, cells: int) -> None:
        with pytest.raises(ValueError, match="cells"):
            generate_scenario(cells, 0)

    @pytest.mark.parametrize("tightness", [-0.1, 1.1, float("nan")])
    def test_tightness_out_of_range(self, tightness: float) -> None:
        with pytest.raises(ValueError, match="tightness"):
            generate_scenario(100, 0, tightness)

    def test_large_ones_are_quick(self) -> None:
        assert generate_scenario(100_000, 0).plan.shape == (100_000,)

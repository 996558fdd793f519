"""Every contender of many strategies still runs, and ours make the same plans; how fast, nobody asks here."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios.definition import load_scenario
from tests.benchmarks.many import CONTENDERS, FILE, Task, in_process, measured, request_of, write_instance

STRATEGIES = 8


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small instance."""
    made = tmp_path_factory.mktemp("many")
    write_instance(made, 120)
    return made


def test_all_turned_weights_are_there(folder: Path) -> None:
    assert len(request_of(load_scenario(folder / FILE), STRATEGIES).parameters) == 4


@pytest.mark.parametrize("contender", ["sweep, 2 processes", "sweep, 1 process", "comparison"])
@pytest.mark.processes
def test_sweeps_and_comparisons_make_the_plans_of_single_solves(folder: Path, contender: str) -> None:
    alone = measured(Task("solve by solve", folder, STRATEGIES, "highs"))
    assert measured(Task(contender, folder, STRATEGIES, "highs"))["hashes"] == alone["hashes"]
    assert len(set(alone["hashes"]) - {None}) == STRATEGIES


@pytest.mark.processes
def test_a_process_of_its_own(folder: Path) -> None:
    found = in_process(Task("naive pulp", folder, 1, "cbc"), 60.0)
    assert found is not None and found["megabytes"] > 0
    assert in_process(Task(next(iter(CONTENDERS)), folder, STRATEGIES, "cbc"), 0.0) is None

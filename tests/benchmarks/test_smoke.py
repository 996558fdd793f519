"""Every contender still runs and says that it is right; how fast, nobody asks here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.contender import Contender
from tests.benchmarks.contenders import BARE, CBC, CONTENDERS, OURS
from tests.benchmarks.instances import FAMILIES, Family, Instance
from tests.benchmarks.measurement import Memory, Result, Run
from tests.benchmarks.paths import prepare
from tests.benchmarks.tables import PHASES, ratio

CELLS = 120
RIGHT = {"naive pulp": "off by", "bare solvers": "–", "polish alone": "same numbers"}


@pytest.fixture(scope="module", params=FAMILIES, ids=lambda family: family.name)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small instance of every family, solved once."""
    family: Family = request.param
    made = tmp_path_factory.mktemp(family.name)
    Instance(family, CELLS).write(made)
    prepare(made, CBC)
    return made


@pytest.mark.parametrize("who", CONTENDERS, ids=lambda who: who.name)
def test_every_contender_runs(who: Contender, folder: Path) -> None:
    run = who.run(folder)
    assert run.answer.startswith(RIGHT.get(who.name, "same plan"))
    assert set(run.phases) <= set(PHASES)


@pytest.mark.processes
def test_command_line(tmp_path: Path) -> None:
    wanted = [word for name in (OURS, BARE) for word in ("--contender", name)]
    results = main(["--cells", str(CELLS), "--repetitions", "2", *wanted, "--json", str(tmp_path / "bench.json")])
    assert [len(result.runs) for result in results] == [2, 2]
    assert all(result.memory is not None and result.memory.own > 0 for result in results)
    assert len(json.loads((tmp_path / "bench.json").read_text())["results"]) == 2


@pytest.mark.processes
def test_a_slow_contender_is_stopped() -> None:
    (result,) = main(["--cells", str(CELLS), "--contender", "naive pulp", "--limit", "0"])
    assert result.stopped == "not within 0 s"
    assert result.seconds is None


def test_ratio_leaves_the_polish_out() -> None:
    ours = Result(OURS, "one", (_run(4.0, 1.0), _run(6.0, 2.0), _run(9.0, 1.0)), Memory(1, 2, 3))
    bare = Result(BARE, "one", (_run(2.0), _run(2.0), _run(4.0)), None)
    assert ratio(ours, [ours, bare], polish=True) == 2.25
    assert ratio(ours, [ours, bare], polish=False) == 2.0
    assert ratio(ours, [ours], polish=False) is None


def _run(seconds: float, polish: float = 0.0) -> Run:
    return Run(seconds, {"polish": polish}, "same plan")

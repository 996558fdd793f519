"""Peers: skipped in words without their environment; with it, all run on a small instance and are judged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scenarios.definition.loading import load_scenario
from tests.benchmarks.__main__ import main
from tests.benchmarks.contenders import CBC, NAIVE, OURS, POLISH
from tests.benchmarks.formulated import formulated
from tests.benchmarks.instances import FAMILIES, Instance, scenario_of
from tests.benchmarks.measurement import Memory, Result, Run
from tests.benchmarks.paths import prepare
from tests.benchmarks.peers import environment
from tests.benchmarks.peers.contenders import CONTENDERS
from tests.benchmarks.peers.table import peer_comparison
from tests.benchmarks.tables import ratio
from tests.benchmarks.verdict import EXACT, MINOR, judge

CELLS = 120


def test_absent_environment_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "READY", tmp_path / "no such file")
    results = main(["--peers", "--cells", str(CELLS), "--contender", "linopy", "--contender", POLISH])
    assert [result.contender for result in results] == [POLISH]
    assert "peers skipped" in capsys.readouterr().out


@pytest.mark.processes
@pytest.mark.skipif(environment.absence() is not None, reason="peers' environment .venv-peers is absent")
def test_every_peer_runs_and_is_judged() -> None:
    results = main(["--peers", "--cells", str(CELLS), "--repetitions", "1"])
    by_name = {result.contender: result for result in results}
    assert list(by_name) == [OURS, NAIVE, POLISH, *(one.name for one in CONTENDERS)]
    assert not [result.stopped for result in results if result.stopped]
    for result in results:
        assert result.runs[0].facts["violation"] < 1e-6
        assert result.runs[0].facts["right"] == 1.0 or "exact" not in result.contender
    assert by_name[OURS].runs[0].facts["total_off"] == 0.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small instance, solved once."""
    made = tmp_path_factory.mktemp("usual")
    Instance(FAMILIES[0], CELLS).write(made)
    prepare(made, CBC)
    return made


def test_verdict_on_the_exact_plan_and_its_rounding(folder: Path) -> None:
    scenario = load_scenario(scenario_of(folder))
    exact = np.load(folder / EXACT)
    verdict = judge(scenario, formulated(scenario), exact, folder, np.load(folder / MINOR))
    assert (verdict.moved, verdict.loss, verdict.furthest, verdict.right) == (0.0, 0.0, 0.0, 1.0)
    assert (verdict.total_off, verdict.limits_missed) == (0.0, 0)
    assert verdict.words == "right within an increment"


def test_verdict_on_wrong_answers(folder: Path) -> None:
    scenario = load_scenario(scenario_of(folder))
    formulation, exact = formulated(scenario), np.load(folder / EXACT)
    doubled = judge(scenario, formulation, 2.0 * exact, folder)
    assert doubled.moved == pytest.approx(1.0)
    assert doubled.violation == pytest.approx(0.5)  # the company target is missed by half of what adds up
    assert doubled.words.startswith("breaks a limit")
    assert doubled.limits_missed > 0
    increment = scenario.problem.increment_minor / scenario.problem.money.minor_per_thousand
    swapped = exact.copy()
    swapped[0] += 3.0 * increment
    one = judge(scenario, formulation, swapped, folder)
    assert one.furthest == pytest.approx(3.0)
    assert one.right == (exact.size - 1) / exact.size


def test_table_tells_right_from_wrong() -> None:
    good = {"violation": 1e-12, "moved": 0.0, "loss": 0.0, "right": 1.0, "total_off": 0.0, "limits_missed": 0.0}
    bad = {**good, "violation": 0.5, "moved": 0.25, "right": 0.4, "total_off": 3.0, "limits_missed": 2.0}
    ours = Result(OURS, "one", (Run(2.0, {}, "", good),), Memory(1, 2, 3))
    peer = Result("peer", "one", (Run(5.0, {}, "", bad),), None)
    late = Result("late", "one", (), None, "not within 1 s")
    table = peer_comparison([ours, peer, late])
    assert ratio(peer, [ours, peer], polish=True, base=OURS) == 2.5
    columns = {str(column.header): list(column.cells) for column in table.columns}
    assert columns["÷ allot"] == ["1.00", "2.50", "–"]
    assert columns["limits"] == ["hold", "broken by 5e-01", "–"]
    assert columns["right"] == ["100.0%", "40.0%", "–"]
    assert columns["rounded"] == ["exact", "total off 3, 2 missed", "not within 1 s"]

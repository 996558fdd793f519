"""No command writes its answer over a file that it has read, by whatever name; and says so before it works."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.app.cli.conftest import CHINESE, EXAMPLES, Allot, allot_with

INCENTIVES = EXAMPLES / "incentives"
VARIED = ("--vary", "/company_target/amount=48000,48760")
IN_ENGLISH = "is one of the files that this is worked out from"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Examples to spoil, some of them as JSON, from within their folder."""
    for path in (*EXAMPLES.iterdir(), *INCENTIVES.iterdir()):
        if path.is_file():
            shutil.copy(path, tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "result.json").write_text(json.dumps({"schema": "allot.tuning/1"}))
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "one.check.yaml").write_text("{}")
    (tmp_path / "q.yaml").write_text("starts: 1\n")
    (tmp_path / "alias.yaml").symlink_to("tiny.plan.yaml")
    return tmp_path


@pytest.mark.parametrize(
    ("target", "command"),
    [
        ("people.csv", ("payout", "company-en.plan.yaml", "--out", "./people.csv")),
        ("targets.csv", ("cost", "company-en.plan.yaml", "--out", "targets.csv")),
        ("company-en.cells.csv", ("solve", "company-en.scenario.yaml", "--out", "company-en.cells.csv")),
        ("company-en.reps.csv", ("rollup", "company-en.scenario.yaml", "--out", "company-en.reps.csv")),
        ("company-en.reps.csv", ("sweep", "company-en.scenario.yaml", *VARIED, "--out", "company-en.reps.csv")),
        ("tiny.plan.yaml", ("tune", "tiny.plan.yaml", "--out", "tiny.plan.yaml")),
        ("tiny.plan.yaml", ("tune", "alias.yaml", "--out", "tiny.plan.yaml")),
        ("alias.yaml", ("tune", "tiny.plan.yaml", "--out", "alias.yaml")),
        ("q.yaml", ("tune", "tiny.plan.yaml", "--question", "q.yaml", "--out", "q.yaml")),
        ("result.json", ("certify", "tiny.plan.yaml", "result.json", "--out", "result.json")),
        ("plans/one.check.yaml", ("check", "plans", "--out", "plans/one.check.yaml")),
        ("targets.csv", ("compare", "tiny.scenario.yaml", "--plan", "targets.csv", "--out", "targets.csv")),
    ],
)
def test_is_refused_and_left_alone(allot: Allot, folder: Path, target: str, command: tuple[str, ...]) -> None:
    before = (folder / target).read_bytes()
    said = allot(*command)
    assert said.code == 3 and IN_ENGLISH in " ".join(said.err.split()), said
    assert (folder / target).read_bytes() == before


def test_a_mapping_of_an_import(allot: Allot, folder: Path) -> None:
    (folder / "orders.csv").write_text("date,region,amount\n2024-01-03,East,100\n2024-02-03,West,200\n")
    assert allot("import", "orders.csv", "--guess").code == 0
    before = (folder / "orders.import.yaml").read_bytes()
    said = allot("import", "orders.csv", "--map", "orders.import.yaml", "--out", "orders.import.yaml")
    assert said.code == 3 and IN_ENGLISH in " ".join(said.err.split()), said
    assert (folder / "orders.import.yaml").read_bytes() == before


def test_a_template_of_a_workbook(allot: Allot, folder: Path) -> None:
    assert allot("template", "--out", "filled.xlsx").code == 0
    before = (folder / "filled.xlsx").read_bytes()
    assert allot("template", "--out", "filled.xlsx", "--from", "filled.xlsx").code == 3
    assert (folder / "filled.xlsx").read_bytes() == before


@pytest.mark.usefixtures("folder")
def test_with_json_it_is_a_problem_and_in_chinese_a_sentence() -> None:
    command = ("payout", "company-en.plan.yaml", "--out", "people.csv")
    assert json.loads(allot_with(*command, "--json").out)["errors"][0]["code"] == "out_is_input"
    assert "会毁掉它" in allot_with(*command, "--lang", "zh", environment=CHINESE).err


@pytest.mark.usefixtures("folder")
def test_a_file_of_an_earlier_run_is_replaced(allot: Allot) -> None:
    for _ in range(2):
        assert allot("payout", "tiny.plan.yaml", "--out", "paid.json").code == 0

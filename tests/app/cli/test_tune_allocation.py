"""`allot tune --allocation` and `allot certify --allocation`: targets of a solved scenario, and what lacks them."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
import yaml

from scenarios.incentives.definition import load_plan
from tests.app.cli.conftest import CHINESE, EXAMPLES, Allot, allot_with

ROOT = Path(__file__).parents[3]
SECTION = (
    (ROOT / "docs" / "tuning.md").read_text("utf-8").partition("## Targets from an allocation")[2].partition("\n## ")[0]
)
PLAN = """\
schema: allot.incentive-plan/1
name: Three reps
period: 2025
money: {currency: CNY}
margin_rate: 0.3
budget: 90000
log_sd: 0.25
measures: [{name: revenue, label: Revenue, cells: {}}]
groups:
  - key: rep
    label: Reps
    pay_mix: 0.4
    components:
      - kind: quota_bonus
        name: bonus
        measure: revenue
        weight: 1
        curve: {threshold: 0.8, pay_at_threshold: 0.5, accelerator: 2, cap: 2.5}
people:
  - {key: ann, label: Ann, group: rep, ote: 60000}
  - {key: bo, label: Bo, group: rep, ote: 60000}
  - {key: chen, label: Chen, group: rep, ote: 50000}
"""
QUICK = "tune: [{parameter: threshold}, {parameter: accelerator}]\nstarts: 1\nworkers: 1\nestimate_draws: 2000\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan without targets, a question, and two allocations of the smallest example, which is in thousands."""
    found = tmp_path_factory.mktemp("allocated")
    (found / "reps.plan.yaml").write_text(PLAN, "utf-8")
    (found / "q.yaml").write_text(QUICK + "certificate_draws: 5000\nanalyses: []\n", "utf-8")
    document = yaml.safe_load((EXAMPLES / "tiny.scenario.yaml").read_text("utf-8"))
    for name in ("strategies", "default_strategy"):
        document.pop(name, None)
    scenario = found / "tiny.scenario.yaml"
    scenario.write_text(yaml.safe_dump(document), "utf-8")
    for strategy in ("balanced", "growth"):
        out = found / f"{strategy}.json"
        assert allot_with("solve", scenario, "--strategy", strategy, "--out", out).code == 0
    return found


@pytest.fixture(scope="module")
def result(folder: Path) -> Path:
    """The plan tuned with the first allocation."""
    out = folder / "result.json"
    options = ("--allocation", folder / "balanced.json", "--question", folder / "q.yaml", "--out", out)
    said = allot_with("tune", folder / "reps.plan.yaml", *options)
    assert said.code == 0, said
    return out


@pytest.mark.slow
def test_targets_are_those_of_the_allocation(folder: Path, result: Path) -> None:
    targets: dict[str, float] = {}
    for cell in json.loads((folder / "balanced.json").read_bytes())["cells"]:
        person = cell["members"]["rep"]
        targets[person] = targets.get(person, 0.0) + float(cell["target"])
    plan = load_plan(folder / "reps.plan.yaml", allocation=folder / "balanced.json").plan
    assert dict(zip(plan.roster.keys, plan.annual_targets[:, 0] / 100_000, strict=True)) == pytest.approx(targets)
    document = json.loads(result.read_bytes())
    assert [one["label"] for one in document["people"]] == ["Ann", "Bo", "Chen"]


def test_the_certificate_needs_the_same_allocation(allot: Allot, folder: Path, result: Path) -> None:
    plan = folder / "reps.plan.yaml"
    seed = ("--seed", str(json.loads(result.read_bytes())["certificate"]["seed"]))
    same = allot("certify", plan, result, "--allocation", folder / "balanced.json", *seed)
    assert same.code == 0 and "The certificate holds" in same.out, same
    other = allot("certify", plan, result, "--allocation", folder / "growth.json", *seed)
    assert other.code == 3 and "was tuned from another plan" in other.err
    assert "the allocation, that were tuned" in " ".join(other.err.split())


@pytest.mark.parametrize("command", ["tune", "certify", "cost"])
def test_a_forgotten_allocation_is_said_once(folder: Path, result: Path, command: str) -> None:
    words = (command, folder / "reps.plan.yaml", *([result] if command == "certify" else []))
    said = allot_with(*words)
    text = " ".join(said.err.split())
    assert said.code == 3 and text.count("There are no targets") == 1 and "3 of the plan's people" in text
    assert "--allocation" in text and "has no target for" not in text
    assert "也可用 --allocation 给出" in allot_with(*words, "--lang", "zh", environment=CHINESE).err.replace("\n", "")


def test_some_without_a_target_are_still_named(allot: Allot, tmp_path: Path) -> None:
    plan = tmp_path / "some.plan.yaml"
    plan.write_text(PLAN + "targets: [{person: ann, measure: revenue, target: 100, forecast: 100}]\n", "utf-8")
    said = allot("cost", plan)
    assert "“Bo (bo)” has no target for Revenue" in said.err and "There are no targets" not in said.err


@pytest.mark.slow
def test_the_example_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one start and few draws, to be done sooner."""
    commands = re.findall(r"(?m)^allot (.*)$", SECTION)
    assert [command.split()[0] for command in commands] == ["solve", "tune", "certify"]
    monkeypatch.chdir(ROOT / "scenarios" / "examples" / "incentives")
    for command in commands:
        less = ["--starts", "1", "--draws", "10000"] if command.startswith("tune") else []
        said = allot_with(*shlex.split(command.replace("/tmp/", f"{tmp_path}/")), *less)
        assert said.code == 0, said
    document = json.loads((tmp_path / "reps.json").read_bytes())
    assert document["outcome"] == "tuned" and len(document["people"]) == 52

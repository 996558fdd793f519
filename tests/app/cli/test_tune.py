"""`allot tune` and `allot certify`: on the screen, as documents, as a plan file; and what is refused."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from app.documents.tuning.schema import TuningCertificateDocument, TuningResultDocument
from scenarios.incentives.definition import load_plan
from tests.app.cli.conftest import Allot, Ended, allot_with
from tests.support.tuning_reports import PLAN

ROOT = Path(__file__).parents[3]
QUESTION = """\
tune: [{parameter: threshold}, {parameter: accelerator}]
certificate_draws: 5000
estimate_draws: 1000
starts: 2
workers: 1
analyses: []
"""


def _written(folder: Path, question: str = QUESTION, **changes: Any) -> tuple[Path, Path]:
    plan, asked = folder / "three.plan.yaml", folder / "three.tuning.yaml"
    text = yaml.safe_dump(json.loads(json.dumps({**PLAN, **changes})), allow_unicode=True, sort_keys=False)
    plan.write_text("# Everybody reads this comment.\n" + text, "utf-8")
    asked.write_text(question, "utf-8")
    return plan, asked


@pytest.fixture(scope="module")
def tuned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    """One run with all its files."""
    folder = tmp_path_factory.mktemp("tuned")
    plan, asked = _written(folder)
    names = ("result.json", "result.xlsx", "result.html", "tuned.plan.yaml")
    outs = [part for name in names for part in ("--out", folder / name)]
    return folder, allot_with("tune", plan, "--question", asked, *outs)


def test_on_the_screen(tuned: tuple[Path, Ended]) -> None:
    said = tuned[1]
    assert said.code == 0
    assert said.lines[0] == "Three people · 2026 · Tuned incentive plan"
    assert "Expected margin less pay goes from" in said.out and "Best of 2 starts" in said.out
    assert "Nobody" not in said.lines[4] and "nobody of 3 people is worse off" in said.out
    assert "All of this rests on assumptions about people" in said.out


def test_the_files_say_the_same(tuned: tuple[Path, Ended]) -> None:
    folder, _ = tuned
    found = TuningResultDocument.model_validate_json((folder / "result.json").read_bytes())
    assert found.outcome == "tuned" and found.tuned is not None and found.certificate is not None
    assert found.tuned.expected_cost > 0 and found.distribution is not None
    assert abs(sum(found.distribution.today) - 1) < 1e-9
    book = load_workbook(folder / "result.xlsx")
    assert book.sheetnames == ["Summary", "Parameters", "Payout curves", "People", "Cost", "Certificate"]
    assert "Expected margin less pay goes from" in (folder / "result.html").read_text("utf-8")


def test_the_tuned_plan_is_a_plan(tuned: tuple[Path, Ended], allot: Allot) -> None:
    folder, _ = tuned
    text = (folder / "tuned.plan.yaml").read_text("utf-8")
    assert text.startswith("# Everybody reads this comment.") and "# accelerator was 2" in text
    document = json.loads((folder / "result.json").read_bytes())
    values = {one["parameter"]: one["tuned"] for one in document["parameters"]}
    curve = load_plan(folder / "tuned.plan.yaml").document.groups[0].components[0].curve  # type: ignore[union-attr]
    assert (curve.threshold, curve.accelerator) == (values["threshold"], values["accelerator"])  # type: ignore[union-attr]
    assert allot("cost", folder / "tuned.plan.yaml", "--draws", "200").code == 0


def test_a_certificate_again(tuned: tuple[Path, Ended], allot: Allot) -> None:
    folder, _ = tuned
    document = json.loads((folder / "result.json").read_bytes())
    own = document["certificate"]
    plan = folder / "three.plan.yaml"
    same = allot("certify", plan, folder / "result.json", "--seed", own["seed"], "--json")
    found = TuningCertificateDocument.model_validate_json(same.out)
    assert same.code == 0 and found.holds
    assert json.loads(same.out)["mean"] == own["mean"]
    other = allot("certify", plan, folder / "result.json", "--json")
    assert "5,000 draws leave a wide interval" in json.loads(other.out)["verdict"]
    assert json.loads(other.out)["seed"] != own["seed"] and json.loads(other.out)["mean"] != own["mean"]


def test_a_broken_certificate(tuned: tuple[Path, Ended], allot: Allot, tmp_path: Path) -> None:
    folder, _ = tuned
    document = json.loads((folder / "result.json").read_bytes())
    document["request"]["budget"] = 50000
    path = tmp_path / "less.json"
    path.write_text(json.dumps(document), "utf-8")
    said = allot("certify", folder / "three.plan.yaml", path)
    assert said.code == 4 and "The certificate is BROKEN" in said.out and "ceiling 50,000 CNY" in said.out


def test_another_plan_is_not_certified(tuned: tuple[Path, Ended], allot: Allot, tmp_path: Path) -> None:
    folder, _ = tuned
    plan, _ = _written(tmp_path, name="Another")
    said = allot("certify", plan, folder / "result.json")
    assert said.code == 3 and "was tuned from another plan" in said.err
    nothing = tmp_path / "nothing.json"
    nothing.write_text(json.dumps({"schema": "allot.tuning/1"}), "utf-8")
    assert "“plan_hash” is missing" in allot("certify", plan, nothing).err


@pytest.mark.slow
def test_the_documented_sequence_ends_with_a_certificate_that_holds(
    allot: Allot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As docs/tuning.md has it, but for the analyses, which play no part in it."""
    text = (ROOT / "docs" / "tuning.md").read_text("utf-8")
    moved, *commands = text.partition("```sh\n")[2].partition("```")[0].splitlines()
    folder = tmp_path / "examples"
    shutil.copytree(ROOT / moved.removeprefix("cd "), folder)
    asked = folder / "company.tuning.yaml"
    asked.write_text(re.sub("analyses: .*", "analyses: []", asked.read_text("utf-8")), "utf-8")
    monkeypatch.chdir(folder)
    tune, certify, cost = (allot(*command.split()[1:]) for command in commands)
    assert (tune.code, certify.code, cost.code) == (0, 0, 0)
    assert "every ceiling holds" in tune.out and "The certificate holds" in certify.out


@pytest.mark.slow
def test_an_impossible_budget(allot: Allot, tmp_path: Path) -> None:
    plan, asked = _written(tmp_path)
    out = tmp_path / "no.plan.yaml"
    said = allot("tune", plan, "--question", asked, "--budget", "20000", "--out", out, "--lang", "zh")
    assert said.code == 4 and "未找到满足全部条件的方案" in said.out and "阻碍条件：预期成本" in said.out
    assert not out.exists() and "没有可发布的调优方案" in said.err


@pytest.mark.parametrize(
    ("question", "changes", "options", "said"),
    [
        ("tune: [{parameter: treshold}]\n", {}, (), "Did you mean threshold"),
        ("tune: [{group: repp}]\n", {}, (), "Did you mean rep?"),
        ("starts: many\n", {}, (), "“many”"),
        ("- a list\n", {}, (), "is a list"),
        ("{}\n", {"budget": None}, (), "There is no budget"),
    ],
)
def test_what_is_refused(
    allot: Allot, tmp_path: Path, question: str, changes: dict[str, Any], options: tuple[str, ...], said: str
) -> None:
    plan, asked = _written(tmp_path, question, **changes)
    ended = allot("tune", plan, "--question", asked, *options)
    assert ended.code == 3 and said in ended.err


def test_a_fault_of_the_question_stands_at_its_line(allot: Allot, tmp_path: Path) -> None:
    plan, asked = _written(tmp_path, "starts: 2\ntune:\n  - parameter: threshold\n    group: repp\n")
    said = allot("tune", plan, "--question", asked)
    assert said.code == 3 and f"{asked.name}, line 4, /tune/0/group" in said.err


@pytest.mark.parametrize(
    ("option", "value"), [("--budget", "0"), ("--budget", "inf"), ("--seed", "99999999999"), ("--budget", "158000")]
)
def test_a_fault_of_an_option_stands_at_the_option(allot: Allot, tmp_path: Path, option: str, value: str) -> None:
    plan, asked = _written(tmp_path, QUESTION + "conditions: [{kind: expected_cost, amount: 170000}]\n")
    said = allot("tune", plan, "--question", asked, option, value)
    assert said.code == 3 and f"\n{option}, /" in said.err and asked.name not in said.err


def test_a_refused_plan_is_not_certified(tuned: tuple[Path, Ended], allot: Allot, tmp_path: Path) -> None:
    folder, _ = tuned
    document = json.loads((folder / "result.json").read_bytes())
    path = tmp_path / "refused.json"
    path.write_text(json.dumps(document | {"outcome": "refused"}), "utf-8")
    said = allot("certify", folder / "three.plan.yaml", path, "--lang", "zh")
    assert said.code == 3 and "不可发布" in said.err
    path.write_text(json.dumps(document | {"certificate": document["certificate"] | {"draws": 1}}), "utf-8")
    said = allot("certify", folder / "three.plan.yaml", path)
    assert said.code == 3 and "/certificate/draws" in said.err


def test_faults_of_a_result_stand_at_their_place_in_it(tuned: tuple[Path, Ended], allot: Allot, tmp_path: Path) -> None:
    folder, _ = tuned
    document = json.loads((folder / "result.json").read_bytes())
    path = tmp_path / "bad.json"
    for part, change, pointer in (
        ("certificate", {"values": {}}, "/certificate/values"),
        ("request", {"keep": [{}]}, "/request/keep"),
        ("request", {"tune": [{"group": "repp"}]}, "/request/tune/0/group"),
    ):
        path.write_text(json.dumps(document | {part: document[part] | change}), "utf-8")
        said = allot("certify", folder / "three.plan.yaml", path)
        assert said.code == 3 and f"\nbad.json, {pointer}\n" in said.err


def test_documents_that_were_exchanged_are_said_in_one_line(
    tuned: tuple[Path, Ended], allot: Allot, tmp_path: Path
) -> None:
    folder, _ = tuned
    plan, asked, result = folder / "three.plan.yaml", folder / "three.tuning.yaml", folder / "result.json"
    copied = tmp_path / "plan.json"
    copied.write_text(json.dumps(PLAN), "utf-8")
    for arguments, words in (
        (("tune", plan, "--question", plan), "This is an incentive plan; what is needed here is a question of a"),
        (("tune", asked, "--question", plan), "This is a question of a tuning; what is needed here is an incentive"),
        (("certify", result, copied), "This is the result of a tuning; what is needed here is an incentive plan."),
        (("certify", plan, copied), "This is an incentive plan; what is needed here is the result of a tuning."),
        (("certify", plan, copied, "--lang", "zh"), "这是激励方案，而此处需要的是调优结果。"),
    ):
        said = allot(*arguments)
        assert said.code == 3 and words in said.err
        assert "one fault" in said.err or "1 处问题" in said.err


@pytest.mark.parametrize("name", ["result.html", "tuned.plan.yaml"])
def test_a_missing_folder_is_said_before_anything_is_read(allot: Allot, tmp_path: Path, name: str) -> None:
    said = allot("tune", tmp_path / "no.plan.yaml", "--out", tmp_path / "none" / name)
    assert said.code == 3 and "There is no folder" in said.err and said.out == ""
    certify = allot("certify", tmp_path / "no.plan.yaml", "r.json", "--out", tmp_path / "none" / "c.json")
    assert certify.code == 3 and "There is no folder" in certify.err


def test_a_question_of_another_kind(allot: Allot, tmp_path: Path) -> None:
    plan, _ = _written(tmp_path)
    asked = tmp_path / "question.txt"
    asked.write_text("", "utf-8")
    said = allot("tune", plan, "--question", asked)
    assert said.code == 3 and "must end with .yaml, .yml, .json" in said.err


@pytest.mark.parametrize("options", [("--out", "a.csv"), ("--starts", "0"), ("--draws", "5"), ("--plan", "b.yaml"), ()])
def test_usage(allot: Allot, tmp_path: Path, options: tuple[str, ...]) -> None:
    plan = [_written(tmp_path)[0]] if options else []
    assert allot("tune", *plan, *options).code == 2

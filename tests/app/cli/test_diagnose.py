"""`allot diagnose`: what it says, what it writes, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from app.cli.words import WORDS
from app.schemas.feasibility import FeasibilityDocument
from models.findings import Fact
from scenarios.definition import load_scenario
from tests.app.cli.conftest import EXAMPLES, Allot

BROKEN = """\
schema: allot.scenario/1
name: Out of reach
period: 2025
money: {currency: CNY, unit: thousand}
dimensions:
  - name: region
    members: [{key: east, label: East}, {key: west, label: West}]
cells:
  - {region: east, baseline: 460}
  - {region: west, baseline: 340}
company_target: {amount: 900, owner: Board}
limits:
  # agreed in March
  - kind: amount_limit
    name: cap of the east
    owner: Gu
    where: {region: east}
    max_amount: 400  # signed
  - {kind: growth_limit, name: west, owner: Li, where: {region: west}, max_growth_rate: 0.25}
"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """900 for two regions that may carry 400 and 425."""
    path = tmp_path / "broken.scenario.yaml"
    path.write_text(BROKEN, "utf-8")
    return path


class TestWithoutPlan:
    def test_reasons_repairs_and_range(self, allot: Allot, broken: Path) -> None:
        ended = allot("diagnose", broken)
        assert ended.code == 4
        assert ended.lines[:2] == ["Out of reach · 2025", "No plan keeps all limits."]
        said = ended.out
        assert "825 thousand CNY; the company target needs 900 thousand CNY: 75 thousand CNY too little" in said
        assert "Raise the cap" in said or "raise the cap of “cap of the east” from 400" in said
        assert "— owner: Gu" in said
        assert "any company target up to 825 thousand CNY" in said
        assert f"allot diagnose {broken} --apply 1" in said

    def test_what_contradicts_what(self, allot: Allot, broken: Path) -> None:
        lines = allot("diagnose", broken).lines
        place = lines.index("What contradicts what")
        assert lines[place + 1].startswith("These cannot all hold, and each of them is needed")
        assert set(lines[place + 2 : place + 5]) == {
            "• The company target is exactly 900 thousand CNY",
            "• “cap of the east” is at most 400 thousand CNY",
            "• “west” is at most 425 thousand CNY",
        }

    def test_repairs_are_different_and_say_how_large_they_are(self, allot: Allot, broken: Path) -> None:
        lines = allot("diagnose", broken).lines
        assert [line[0] for line in lines if line[1:3] == ". "][:3] == ["1", "2", "3"]
        assert any(line.startswith("2. ") and "as small as the first" in line for line in lines)

    def test_in_chinese(self, allot: Allot, broken: Path) -> None:
        said = allot("diagnose", broken, "--lang", "zh").out
        assert "没有方案能满足所有限制。" in said
        assert "公司目标恰为 900 千元" in said
        assert "负责人：Gu" in said
        assert "将其中一项写入场景" in said

    def test_as_json(self, allot: Allot, broken: Path) -> None:
        ended = allot("diagnose", broken, "--json")
        assert ended.code == 4
        found = FeasibilityDocument.model_validate_json(ended.out)
        assert not found.feasible
        assert found.diagnosis is not None
        assert found.diagnosis.repairs[0].score == 1.0
        assert found.diagnosis.conflict is not None
        assert found.diagnosis.conflict.minimal

    def test_both_solvers_say_the_same(self, allot: Allot, broken: Path) -> None:
        said = [allot("diagnose", broken, "--solver", solver).out for solver in ("cbc", "highs")]
        assert said[0] == said[1]

    def test_solve_names_the_conflict_too(self, allot: Allot, broken: Path) -> None:
        ended = allot("solve", broken)
        assert ended.code == 4
        assert "“west” is at most 425 thousand CNY" in ended.err


class TestWithPlan:
    def test_range_of_the_company(self, allot: Allot, tiny: Path) -> None:
        ended = allot("diagnose", tiny)
        assert ended.code == 0
        assert "There is a plan that keeps all limits." in ended.out
        assert "What the limits allow" in ended.lines

    def test_range_of_a_node(self, allot: Allot, broken: Path) -> None:
        broken.write_text(BROKEN.replace("amount: 900", "amount: 800"), "utf-8")
        ended = allot("diagnose", broken, "--node", "region=East")
        assert ended.code == 0
        assert "• East can get between 375 thousand CNY and 400 thousand CNY." in ended.lines
        said = allot("diagnose", broken, "--node", "region=East", "--lang", "zh").out
        assert "East可以得到 375 千元 至 400 千元。" in said

    def test_node_without_a_choice(self, allot: Allot, broken: Path) -> None:
        broken.write_text(BROKEN.replace("amount: 900", "amount: 825"), "utf-8")
        said = allot("diagnose", broken, "--node", "region=east").lines
        assert "• East gets 400 thousand CNY; the limits leave no choice." in said

    def test_json(self, allot: Allot, tiny: Path) -> None:
        found = json.loads(allot("diagnose", tiny, "--json").out)
        assert found["feasible"] is True
        assert found["diagnosis"] is None
        assert found["node_range"] is None


class TestApply:
    @pytest.mark.slow
    @pytest.mark.parametrize("number", ["1", "2", "3"])
    def test_the_written_scenario_has_a_plan(self, allot: Allot, broken: Path, number: str) -> None:
        ended = allot("diagnose", broken, "--apply", number)
        assert ended.code == 0
        assert "was read again and has a plan" in ended.err
        fixed = broken.with_name("fixed.scenario.yaml")
        fixed.write_text(ended.out, "utf-8")
        assert allot("diagnose", fixed).code == 0
        assert allot("solve", fixed).code == 0

    def test_a_comment_at_the_changed_line_and_all_else_as_it_was(self, allot: Allot, broken: Path) -> None:
        for number in "123":
            lines = allot("diagnose", broken, "--apply", number).out.splitlines()
            if "    max_amount: 475  # signed" in lines:
                break
        place = lines.index("    max_amount: 475  # signed")
        assert lines[place - 2 : place] == [
            f"    # Repair {number}: raise the cap of “cap of the east” from 400 thousand CNY to 475 thousand CNY "
            "(+18.8 %).",
            "    # Was 400. Owner: Gu.",
        ]
        assert [*lines[: place - 2], "    max_amount: 400  # signed", *lines[place + 1 :]] == BROKEN.splitlines()

    def test_comments_in_chinese(self, allot: Allot, broken: Path) -> None:
        assert "# 调整方案 1：" in allot("diagnose", broken, "--apply", "1", "--lang", "zh").out

    def test_a_number_that_does_not_exist(self, allot: Allot, broken: Path) -> None:
        ended = allot("diagnose", broken, "--apply", "99")
        assert (ended.code, ended.out) == (2, "")
        assert "There is no repair 99: choose one from 1 to " in ended.err

    @pytest.mark.parametrize("number", ["0", "-1", "x"])
    def test_no_number_at_all(self, allot: Allot, broken: Path, number: str) -> None:
        assert allot("diagnose", broken, "--apply", number).code == 2

    def test_a_feasible_scenario_comes_back_as_it_is(self, allot: Allot, tiny: Path) -> None:
        ended = allot("diagnose", tiny, "--apply", "1")
        assert (ended.code, ended.out) == (0, tiny.read_text("utf-8"))
        assert "nothing to repair" in ended.err

    def test_nothing_negotiable(self, allot: Allot, broken: Path) -> None:
        hard = BROKEN.replace("owner: Board", "negotiable: false").replace("owner: Gu", "negotiable: false")
        broken.write_text(hard.replace("owner: Li", "negotiable: false"), "utf-8")
        ended = allot("diagnose", broken, "--apply", "1")
        assert (ended.code, ended.out) == (4, "")
        assert "There is no repair to write" in ended.err

    def test_not_with_json(self, allot: Allot, broken: Path) -> None:
        ended = allot("diagnose", broken, "--apply", "1", "--json")
        assert (ended.code, ended.out) == (2, "")
        assert "give one of the two" in ended.err

    def test_json_becomes_yaml(self, allot: Allot, tmp_path: Path) -> None:
        path = tmp_path / "broken.json"
        path.write_text(json.dumps(_plain()), "utf-8")
        ended = allot("diagnose", path, "--apply", "1")
        assert ended.code == 0
        assert "written anew as YAML" in ended.err
        fixed = tmp_path / "fixed.yaml"
        fixed.write_text(ended.out, "utf-8")
        assert "# Repair 1:" in ended.out
        assert allot("diagnose", fixed).code == 0

    def test_workbook_becomes_yaml_with_its_rows(self, allot: Allot, broken: Path) -> None:
        book = broken.with_name("broken.xlsx")
        assert allot("template", "--from", broken, "--out", book).code == 0
        ended = allot("diagnose", book, "--apply", "1")
        assert ended.code == 0
        assert "rows of the workbook's sheets" in ended.err
        fixed = broken.with_name("fixed.yaml")
        fixed.write_text(ended.out, "utf-8")
        assert load_scenario(fixed).problem.cells.count == 2
        assert allot("diagnose", fixed).code == 0


class TestMistakes:
    def test_unknown_node(self, allot: Allot, tiny: Path) -> None:
        ended = allot("diagnose", tiny, "--node", "region=Atlantis")
        assert ended.code == 3
        assert "“Atlantis”" in ended.err

    def test_node_without_a_member(self, allot: Allot, tiny: Path) -> None:
        assert allot("diagnose", tiny, "--node", "region").code == 3

    def test_unknown_strategy(self, allot: Allot, tiny: Path) -> None:
        ended = allot("diagnose", tiny, "--strategy", "nobody")
        assert ended.code == 3
        assert "Traceback" not in ended.err

    def test_unknown_solver(self, allot: Allot, tiny: Path) -> None:
        assert allot("diagnose", tiny, "--solver", "nobody").code == 3

    def test_no_file(self, allot: Allot, tmp_path: Path) -> None:
        assert allot("diagnose", tmp_path / "none.yaml").code == 3

    def test_broken_input_as_json(self, allot: Allot, broken: Path) -> None:
        broken.write_text(BROKEN.replace("max_amount", "max_amout"), "utf-8")
        ended = allot("diagnose", broken, "--json")
        assert ended.code == 3
        assert json.loads(ended.out)["errors"][0]["code"] == "field_unknown"


def test_an_unwritable_repair_is_said(allot: Allot, broken: Path) -> None:
    """A market of 100 cannot be outgrown: no number of that limit is enough, and the others are hard."""
    text = BROKEN.replace("baseline: 460}", "baseline: 460, market: 100}").replace("owner: Board", "negotiable: false")
    text = text.replace("owner: Li", "negotiable: false").replace(
        "kind: amount_limit\n    name: cap of the east\n    owner: Gu\n    where: {region: east}\n    max_amount: 400",
        "kind: market_share\n    name: market of the east\n    where: {region: east}\n    max_share: 0.9",
    )
    broken.write_text(text, "utf-8")
    ended = allot("diagnose", broken, "--apply", "1")
    assert (ended.code, ended.out) == (4, "")
    assert "Repair 1 cannot be written by changing numbers alone" in ended.err
    assert "“market of the east”" in ended.err


def test_words_exist_in_both_languages() -> None:
    facts: dict[str, Fact] = {"number": 1, "limit": "x", "file": "f", "name": "n", "count": 2, "times": "1.2"}
    for key in ("not_writable", "repair_written", "became_yaml", "inline_rows", "no_repair", "score", "taking_part"):
        assert WORDS[key].fill(facts, "en") != WORDS[key].fill(facts, "zh")


def _plain() -> dict[str, object]:
    document: dict[str, object] = yaml.safe_load(BROKEN)
    return document | {"period": "2025"}


def test_the_example_of_the_tour(allot: Allot, tmp_path: Path) -> None:
    ended = allot("diagnose", EXAMPLES / "infeasible.scenario.yaml", "--apply", "2")
    assert ended.code == 0
    path = tmp_path / "fixed.scenario.yaml"
    path.write_text(ended.out, "utf-8")
    assert load_scenario(path).problem.company_total.amount == 56200

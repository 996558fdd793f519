"""`allot compare`: what the screen says, what is written, and how it ends."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from app.documents.comparison.schema import ComparisonDocument
from app.routes.examples import INFEASIBLE_SCENARIO, TINY_SCENARIO
from tests.app.cli.conftest import CHINESE, EXAMPLES, Allot, Ended, allot_with

TWO = ("--strategy", "growth", "--strategy", "fairness")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documented examples as files."""
    made = tmp_path_factory.mktemp("compare")
    (made / "tiny.json").write_text(json.dumps(TINY_SCENARIO), "utf-8")
    (made / "out.json").write_text(json.dumps(INFEASIBLE_SCENARIO), "utf-8")
    return made


@pytest.fixture(scope="module")
def report(folder: Path) -> Ended:
    """Two strategies on the screen."""
    return allot_with("compare", folder / "tiny.json", *TWO)


class TestScreen:
    def test_scores_stand_side_by_side(self, report: Ended) -> None:
        assert report.code == 0
        assert "Compared with “Growth first”. Amounts in thousand CNY." in report.lines
        assert "Measure Growth first Fairness first" in report.lines
        assert "Company target 900 900" in report.lines

    def test_says_who_gains_and_loses(self, report: Ended) -> None:
        assert "Fairness first Core line +78.32 (+13.5 %) New line −78.32 (−24.6 %)" in report.lines

    def test_says_what_a_strategy_costs(self, report: Ended) -> None:
        assert "Growth first 0.00 % 3.43 %" in report.lines
        assert "Least regret at worst: “Fairness first”." in report.lines

    def test_speaks_chinese(self, folder: Path) -> None:
        found = allot_with("compare", folder / "tiny.json", *TWO, "--lang", "zh", environment=CHINESE)
        assert "指标 Growth first Fairness first" in found.lines
        assert "最坏情况下后悔值最小的是“Fairness first”。" in found.lines

    def test_says_whose_plan_is_fair(self, tmp_path: Path) -> None:
        text = (EXAMPLES / "fairness.scenario.yaml").read_text("utf-8")
        section = "fairness_certificate: {max_slope: .005, max_gap: .01, max_deviation: .01, groups: [region]}\n"
        path = tmp_path / "fair.scenario.yaml"
        path.write_text(re.sub(r"(?ms)^strategies:.*?^$", "", text) + section, "utf-8")
        asked = ("compare", path, "--strategy", "balanced", "--strategy", "growth")
        lines = allot_with(*asked).lines
        assert "Balanced: all 4 thresholds are kept." in lines
        assert "Growth first: 4 of 4 thresholds are exceeded." in lines
        said = "• The mean difficulty of region North differs from everybody's by 3.36 percentage points"
        assert any(line.startswith(said) for line in lines)
        chinese = allot_with(*asked, "--lang", "zh").out
        assert "司龄每增加一个标准差，难度变化 0.92 个百分点，超过允许的 0.5 个百分点。" in chinese
        page = tmp_path / "fair.html"
        assert allot_with(*asked, "--out", page).code == 0
        certificate = page.read_text("utf-8").partition('<section id="certificate">')[2]
        assert ">Target (part with forecast)</th>" in certificate and "Company target" not in certificate

    def test_says_who_is_left_out_of_a_certificate_that_is_kept(self, tmp_path: Path) -> None:
        document = yaml.safe_load((EXAMPLES / "fairness.scenario.yaml").read_text("utf-8"))
        for name in ("strategies", "default_strategy", "limits"):
            document.pop(name, None)
        document["fairness_certificate"] = {"max_gini": 0.9}
        for cell in document["cells"]:
            if cell["rep"] == "leo":
                cell["forecast"] = 0
        path = tmp_path / "fair.scenario.yaml"
        path.write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
        asked = ("compare", path, "--strategy", "balanced", "--strategy", "growth")
        lines = allot_with(*asked).lines
        assert "Balanced, Growth first: the threshold is kept." in lines
        assert any(
            line.startswith("• Left out of the certificate, because their forecast is not above") for line in lines
        )
        assert any(line.startswith("Fairness thresholds") and line.endswith("kept, 1 left out") for line in lines)
        chinese = allot_with(*asked, "--lang", "zh").out
        assert "有 1 人的预测不大于零，未纳入公平性证书：Leo。" in chinese and "符合（1 人未纳入）" in chinese
        for cell in document["cells"]:
            if cell["rep"] not in ("leo", "ines"):
                cell["forecast"] = 0
        path.write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
        lines = allot_with(*asked).lines
        assert "Balanced, Growth first: no threshold can be checked." in lines
        assert any(line.startswith("• Only the difficulty of Ines is known") for line in lines)

    def test_a_cut_of_ones_own(self, folder: Path) -> None:
        found = allot_with("compare", folder / "tiny.json", *TWO, "--by", "product", "--by", "region")
        assert "Targets by product × region" in found.lines

    def test_says_what_limits_and_terms_cost(self, folder: Path) -> None:
        found = allot_with("compare", folder / "tiny.json", "--base", "balanced", *TWO, "--prices")
        assert "Price list of “Balanced”" in found.lines
        priced = [line for line in found.lines if line.startswith("Strategic priorities")]
        assert len(priced) == 1 and priced[0].split()[2] != "0.00"
        assert "Cost nothing: steady regions." in found.lines

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("en", "• Once strategic intensity reaches 2.203, Core line stands behind New line; both have about 450"),
            ("zh", "• 战略强度达到 2.203 起，Core line落后于New line；此时两者约为 45"),
        ],
    )
    def test_says_who_changes_places(self, folder: Path, language: str, said: str) -> None:
        found = allot_with("compare", folder / "tiny.json", *TWO, "--break-evens", "--lang", language)
        assert any(line.startswith(said) for line in found.lines), found.out


class TestFiles:
    @pytest.mark.parametrize(
        ("ending", "start"), [("html", b"<!DOCTYPE html>"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")]
    )
    def test_every_form(self, folder: Path, tmp_path: Path, ending: str, start: bytes) -> None:
        file = tmp_path / f"c.{ending}"
        found = allot_with("compare", folder / "tiny.json", *TWO, "--out", file)
        assert found.code == 0
        assert file.read_bytes().startswith(start)
        assert str(file) in found.err.replace("\n", "")

    def test_the_document_is_what_is_printed(self, folder: Path, tmp_path: Path) -> None:
        found = allot_with("compare", folder / "tiny.json", *TWO, "--json", "--out", tmp_path / "c.json")
        assert ComparisonDocument.model_validate_json(found.out).plans == ["growth", "fairness"]
        assert json.loads(found.out) == json.loads((tmp_path / "c.json").read_text("utf-8"))

    def test_another_ending_is_refused(self, folder: Path, allot: Allot) -> None:
        found = allot("compare", folder / "tiny.json", "--out", "c.pdf")
        assert found.code == 2


class TestEnds:
    def test_without_any_plan(self, folder: Path) -> None:
        found = allot_with("compare", folder / "out.json", *TWO)
        assert found.code == 4
        assert "No strategy has a plan." in found.lines
        assert "Without a plan: Growth first, Fairness first." in found.lines
        assert found.out.count("too little") == 1

    def test_without_any_plan_as_json(self, folder: Path) -> None:
        found = allot_with("compare", folder / "out.json", *TWO, "--json")
        assert found.code == 4
        assert [one.outcome for one in ComparisonDocument.model_validate_json(found.out).strategies] == [
            "infeasible"
        ] * 2

    def test_an_unknown_strategy(self, folder: Path) -> None:
        found = allot_with("compare", folder / "tiny.json", "--strategy", "growth", "--strategy", "grwth", "--json")
        assert found.code == 3
        assert json.loads(found.out)["code"] == "unknown_resource"

    def test_one_strategy_is_no_comparison(self, tiny: Path, allot: Allot) -> None:
        found = allot("compare", tiny)
        assert found.code == 3
        assert "needs two strategies" in found.err

    def test_time_that_was_up_is_a_reason(self, folder: Path) -> None:
        found = allot_with("compare", folder / "tiny.json", *TWO, "--time-limit", "0.001", "--json")
        strategies = ComparisonDocument.model_validate_json(found.out).strategies
        assert found.code == 5
        assert [one.outcome for one in strategies] == ["limit"] * 2
        assert all(one.reason is not None and one.reason.code == "time_limit" for one in strategies)

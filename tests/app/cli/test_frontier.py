"""`allot frontier` and `allot alternatives`: tables, documents, files, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from app.documents.alternatives_schema import AlternativesDocument
from app.documents.comparison.words import word
from app.documents.frontier_schema import FrontierDocument
from app.documents.sweep_words import column_words
from app.messages.language import LANGUAGES
from tests.app.cli.conftest import EXAMPLES, Allot

TINY = EXAMPLES / "tiny.scenario.yaml"
BETWEEN = ("--between", "fit,strategic", "--points", "5")


class TestFrontier:
    def test_the_document_keeps_its_schema(self, allot: Allot) -> None:
        said = allot("frontier", TINY, *BETWEEN, "--by", "region", "--json")
        assert said.code == 0
        document = FrontierDocument.model_validate_json(said.out)
        assert [point.point for point in document.points] == list(range(1, len(document.points) + 1))
        assert [point.point for point in document.points if point.knee] == [document.knee]
        for point in document.points:
            assert sum(point.targets) == point.target
        assert allot("frontier", TINY, *BETWEEN, "--by", "region", "--json").out == said.out

    def test_the_table_says_where_the_knee_is(self, allot: Allot) -> None:
        said = allot("frontier", TINY, *BETWEEN)
        assert said.code == 0
        assert "→" in said.out
        document = FrontierDocument.model_validate_json(allot("frontier", TINY, *BETWEEN, "--json").out)
        assert document.knee is not None
        losses = [point.losses for point in document.points]
        start, knee, end = losses[0], losses[document.knee - 1], losses[-1]
        given, got = (100 * (knee[place] - start[place]) / (end[place] - start[place]) for place in (0, 1))
        told = (
            f"Knee: point {document.knee}. It gives up {given:.0f} % of the range of nearness to the reference and has "
            f"{got:.0f} % of the range of strategic priorities"
        )
        assert got > given and told in " ".join(said.out.split())
        assert "拐点" in allot("frontier", TINY, *BETWEEN, "--lang", "zh").out

    def test_files(self, allot: Allot, tmp_path: Path) -> None:
        table, book = tmp_path / "f.csv", tmp_path / "f.xlsx"
        assert allot("frontier", TINY, *BETWEEN, "--by", "region", "--out", table).code == 0
        rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))
        assert {row["region"] for row in rows} == {"north", "south"}
        assert len({row["point"] for row in rows}) * 2 == len(rows)
        assert allot("frontier", TINY, *BETWEEN, "--out", book).code == 0
        sheet = openpyxl.load_workbook(book)["Frontier"]
        assert [cell.value for cell in sheet[3]][:5] == [
            *("Point", "Knee", "Outcome", "Beaten by at most", "Loss: nearness to the reference"),
        ]

    def test_a_workbook_speaks_chinese(self, allot: Allot, tmp_path: Path) -> None:
        book = tmp_path / "f.xlsx"
        between = ("--between", "growth_range[rep],strategic", "--points", "3", "--lang", "zh")
        assert allot("frontier", TINY, *between, "--by", "region", "--out", book).code == 0
        sheet = openpyxl.load_workbook(book)["前沿"]
        heads = [cell.value for cell in sheet[3]]
        assert heads[:6] == [
            "点",
            "拐点",
            "结果",
            "损失：增长率极差 (rep)最小",
            "损失：战略优先",
            "增长率极差 (rep)",
        ]
        english = {"Region"}  # labels of the scenario are its own
        assert [name for name in heads if name.isascii() and name not in english] == []
        assert heads[-3:] == ["Region（代码）", "Region", "节点目标"]
        assert sheet["C4"].value == "可行"

    def test_measures_are_called_as_in_comparisons(self, allot: Allot, tmp_path: Path) -> None:
        for language in LANGUAGES:
            book = tmp_path / f"{language}.xlsx"
            assert allot("frontier", TINY, *BETWEEN, "--lang", language, "--out", book).code == 0
            heads = [cell.value for cell in openpyxl.load_workbook(book).worksheets[0][3]]
            names = ("difficulty_mean", "difficulty_spread", "at_limit_share", "utilisation_worst")
            assert {word(name, language) for name in names} <= set(heads)
            assert all(column_words(name, language) in heads for name in names)  # and in sweeps

    def test_the_own_plan_has_its_amounts(self, allot: Allot, tmp_path: Path) -> None:
        asked = ("frontier", TINY, "--between", "fit,strategic_volume", "--points", "3")
        document = FrontierDocument.model_validate_json(allot(*asked, "--by", "product", "--json").out)
        own = json.loads(allot("solve", TINY, "--json").out)
        (valves,) = [node["target"] for part in own["rollups"] for node in part["nodes"] if node["key"] == ["valve"]]
        assert document.own.targets[1] == valves and document.own.target == 4800
        value = document.own.values[1]
        assert document.own.values[0] is None and value == pytest.approx(0.3 * valves, abs=3)
        line = next(line for line in allot(*asked).lines if line.startswith("own plan"))
        assert line.split()[-3:] == [f"{value:,.0f}", "–", "0"]
        book = tmp_path / "f.xlsx"
        assert allot(*asked, "--out", book).code == 0
        last = list(openpyxl.load_workbook(book)["Frontier"].values)[2 + len(document.points) + 1]
        assert last[0] == "Own plan" and value in last

    def test_between_three_there_is_no_exchange_rate(self, allot: Allot, tmp_path: Path) -> None:
        book = tmp_path / "f.xlsx"
        found = allot("frontier", TINY, "--between", "fit,strategic,load", "--points", "4", "--out", book)
        assert found.code == 0 and "Exchange rate" not in found.out
        assert "Exchange rate" not in [cell.value for cell in openpyxl.load_workbook(book)["Frontier"][3]]
        assert "Exchange rate" in allot("frontier", TINY, *BETWEEN).out

    @pytest.mark.parametrize(
        ("between", "said"),
        [
            ("fit", "between two or three aims, not 1"),
            ("fit,strategc", "Did you mean strategic"),
            ("profit,margin", "one and the same aim"),
            ("fit,moved", "has no numbers for it"),
            ("fit,target[region=Nord]", "“Nord” is not known here"),
            ("fit,difficulty_gini", "neither linear nor convex"),
            ("min:load,fit", "has one good way only"),
        ],
    )
    def test_aims_that_cannot_be_traded(self, allot: Allot, between: str, said: str) -> None:
        found = allot("frontier", TINY, "--between", between)
        assert found.code == 3
        assert said in " ".join(found.err.split())

    @pytest.mark.parametrize("points", ["0", "2", "1000000"])
    def test_too_few_or_too_many_points(self, allot: Allot, points: str) -> None:
        found = allot("frontier", TINY, "--between", "fit,strategic", "--points", points)
        assert found.code == 2
        assert "'--points'" in found.err and ("equal to 3" in found.err or "equal to 500" in found.err)

    def test_metrics_are_proven_efficient(self, allot: Allot) -> None:
        aims = ("--between", "growth_range[rep], min:target[region=North]", "--points", "4")
        document = FrontierDocument.model_validate_json(allot("frontier", TINY, *aims, "--json").out)
        assert [aim.kind for aim in document.aims] == ["rate", "amount"]
        assert [aim.label for aim in document.aims] == ["rep", "North"]
        assert document.method == "epsilon_constraint" and document.fit is None
        assert all(point.efficient_within is not None and point.weights == {} for point in document.points)
        assert "Proven: no plan" in allot("frontier", TINY, *aims).out
        assert "已证明" in allot("frontier", TINY, *aims, "--lang", "zh").out

    def test_a_time_limit_says_so(self, allot: Allot) -> None:
        found = allot("frontier", TINY, *BETWEEN, "--time-limit", "0.001", "--json")
        assert found.code == 5
        assert json.loads(found.out)["code"] == "limit_reached"

    def test_no_plan(self, allot: Allot) -> None:
        found = allot("frontier", EXAMPLES / "infeasible.scenario.yaml", "--between", "fit,strategic", "--json")
        assert found.code == 4
        assert json.loads(found.out)["code"] == "infeasible"


class TestAlternatives:
    def test_the_document_keeps_its_schema(self, allot: Allot) -> None:
        said = allot("alternatives", TINY, "--within", "0.05", "--json")
        assert said.code == 0
        document = AlternativesDocument.model_validate_json(said.out)
        assert document.by == ["rep.rep"]
        assert document.alternatives
        for place, one in enumerate(document.alternatives):
            assert 0 < one.used <= 1.0
            moved = sum(abs(node.targets[place] - node.own) for node in document.nodes)
            assert 0 < moved <= one.moved

    def test_table_and_files(self, allot: Allot, tmp_path: Path) -> None:
        assert "Plan 1" in allot("alternatives", TINY).out
        for suffix in ("csv", "xlsx", "json"):
            path = tmp_path / f"a.{suffix}"
            assert allot("alternatives", TINY, "--by", "region", "--out", path).code == 0
            assert path.stat().st_size > 0

    @pytest.mark.parametrize(
        ("language", "names"),
        [("en", ("Alternatives", "Targets", "Own plan", "Total")), ("zh", ("备选方案", "目标", "现方案", "合计"))],
    )
    def test_the_workbook(self, allot: Allot, tmp_path: Path, language: str, names: tuple[str, ...]) -> None:
        path, asked = tmp_path / "a.xlsx", ("alternatives", TINY, "--within", "0.05", "--by", "region")
        assert allot(*asked, "--lang", language, "--out", path).code == 0
        document = AlternativesDocument.model_validate_json(allot(*asked, "--json").out)
        summary, targets = openpyxl.load_workbook(path).worksheets
        assert (summary.title, targets.title) == names[:2]
        first, *plans = list(summary.values)[3:]
        assert first[0] == names[2] and first[2:5] == (0, 0, 0)
        assert [row[2:5] for row in plans] == [
            (float(one.moved), one.people_moved, one.used) for one in document.alternatives
        ]
        head, *rows, total = list(targets.values)[2:]
        assert head[:2] == ("Region", names[2]) and head[-1] == (
            "Region (key)" if language == "en" else "Region（代码）"
        )
        assert [row[0] for row in rows] == [node.label[0] for node in document.nodes]
        assert total[:2] == (names[3], 4800) and set(total[1:-1]) == {4800}

    def test_what_a_plan_gives_up(self, allot: Allot) -> None:
        document = AlternativesDocument.model_validate_json(
            allot("alternatives", TINY, "--within", "0.05", "--json").out
        )
        said = " ".join(allot("alternatives", TINY, "--within", "0.05").out.split())
        assert (
            f"gives up {document.alternatives[0].used:.1%}".replace("%", " % of the 5 % of score that it may.") in said
        )
        chinese = allot("alternatives", TINY, "--within", "0.05", "--lang", "zh").out
        assert "得分最多可让出 5 %，已让出其中的" in chinese

    def test_an_axis_that_is_not_there(self, allot: Allot) -> None:
        assert allot("alternatives", TINY, "--by", "planet").code == 3

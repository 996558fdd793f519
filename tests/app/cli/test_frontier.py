"""`allot frontier` and `allot alternatives`: tables, documents, files, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from app.documents.alternatives_schema import AlternativesDocument
from app.documents.frontier_schema import FrontierDocument
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
        assert "Knee: point" in said.out and "→" in said.out
        assert "拐点" in allot("frontier", TINY, *BETWEEN, "--lang", "zh").out

    def test_files(self, allot: Allot, tmp_path: Path) -> None:
        table, book = tmp_path / "f.csv", tmp_path / "f.xlsx"
        assert allot("frontier", TINY, *BETWEEN, "--by", "region", "--out", table).code == 0
        rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))
        assert {row["region"] for row in rows} == {"north", "south"}
        assert len({row["point"] for row in rows}) * 2 == len(rows)
        assert allot("frontier", TINY, *BETWEEN, "--out", book).code == 0
        sheet = openpyxl.load_workbook(book)["Frontier"]
        assert [cell.value for cell in sheet[2]][:5] == [
            *("Point", "Knee", "Outcome", "Beaten by at most", "Loss: nearness to the reference"),
        ]

    def test_a_workbook_speaks_chinese(self, allot: Allot, tmp_path: Path) -> None:
        book = tmp_path / "f.xlsx"
        between = ("--between", "growth_range[rep],strategic", "--points", "3", "--lang", "zh")
        assert allot("frontier", TINY, *between, "--by", "region", "--out", book).code == 0
        sheet = openpyxl.load_workbook(book)["前沿"]
        heads = [cell.value for cell in sheet[2]]
        assert heads[:7] == [
            "点",
            "拐点",
            "结果",
            "最多可再改善",
            "损失：增长率极差 (rep)最小",
            "损失：战略优先",
            "增长率极差 (rep)",
        ]
        english = {"region"}  # keys of the scenario are its own
        assert [name for name in heads if name.isascii() and name not in english] == []
        assert sheet["C3"].value == "可行"
        assert allot("alternatives", TINY, "--lang", "zh", "--out", book).code == 0
        assert [cell.value for cell in openpyxl.load_workbook(book)["备选方案"][2]][2] == "现方案"

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

    def test_an_axis_that_is_not_there(self, allot: Allot) -> None:
        assert allot("alternatives", TINY, "--by", "planet").code == 3

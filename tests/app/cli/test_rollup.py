"""`allot rollup`, and what over-assignment adds to `allot solve`."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from app.documents.plan_schema import PlanDocument
from app.documents.rollup_schema import RollupDocument
from tests.app.cli.conftest import EXAMPLES, Allot

CASE = Path(__file__).parents[2] / "cases" / "over-assignment-by-level.yaml"
WIDE = {"COLUMNS": "140", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}


@pytest.fixture
def hedged(tmp_path: Path) -> Path:
    """North and south: a plan of 1,000, of which people get 1,092."""
    path = tmp_path / "hedged.scenario.yaml"
    path.write_text(CASE.read_text("utf-8").partition("\nexpect:\n")[0], "utf-8")
    return path


class TestSolve:
    def test_the_company_line(self, allot: Allot, hedged: Path) -> None:
        lines = allot("solve", hedged).lines
        said = "Company target 1,000 CNY · assigned to people 1,092 CNY · hedge 92 CNY · last year 1,000 CNY"
        assert any(line.startswith(said) for line in lines)
        lines = allot("solve", hedged, "--lang", "zh").lines
        assert any("公司目标 1,000 元 · 下达合计 1,092 元 · 加码 92 元" in line for line in lines)

    def test_levels_show_their_hedge_and_their_own_total(self, allot: Allot, hedged: Path) -> None:
        lines = allot("solve", hedged).lines
        assert "Team Target Hedge Last year Growth Share" in lines
        assert "north 600 24 600 0.0 % 57.1 %" in lines
        assert "Total 1,050 42 1,000 +5.0 % 100.0 %" in lines
        assert "Person Team Target Last year Growth Share" in lines  # nobody below them
        assert "Total 1,092 1,000 +9.2 % 100.0 %" in lines

    def test_limits_are_shown_as_written(self, allot: Allot, hedged: Path) -> None:
        assert any(line.startswith("north at most 600 Wang cap 1 ≤ 600") for line in allot("solve", hedged).lines)

    def test_the_plan_document(self, allot: Allot, hedged: Path) -> None:
        document = json.loads(allot("solve", hedged, "--json").out)
        PlanDocument.model_validate_json(json.dumps(document))
        assert document["over_assignment"] == {
            "dimension": "rep",
            "levels": {"team": 0.05, "rep": 0.04},
            "factor": 1.092,
            "plan": 1000,
            "assigned": 1092,
            "hedge": 92,
            "totals": {"team": 1050, "rep": 1092},
        }
        cell = next(cell for cell in document["cells"] if cell["members"] == {"product": "b", "rep": "chen"})
        assert (cell["plan"], cell["numbers"], cell["target"]) == (429, {"team": 450, "rep": 468}, 468)
        nodes = {
            tuple(node["key"]): node
            for rollup in document["rollups"]
            if rollup["levels"] in ([], ["team"])
            for node in rollup["nodes"]
        }
        assert [nodes["north",][name] for name in ("target", "plan", "hedge")] == [600, 571, 24]
        assert [nodes[()][name] for name in ("target", "plan", "hedge")] == [1000, 1000, 92]

    def test_without_hedges_the_document_has_none(self, allot: Allot, tiny: Path) -> None:
        document = json.loads(allot("solve", tiny, "--json").out)
        assert "over_assignment" not in document
        assert all("numbers" not in cell and cell["plan"] == cell["target"] for cell in document["cells"])
        assert all(not node["hedge"] for rollup in document["rollups"] for node in rollup["nodes"])

    def test_the_table_for_excel(self, allot: Allot, hedged: Path, tmp_path: Path) -> None:
        out = tmp_path / "plan.csv"
        allot("solve", hedged, "--out", out)
        rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
        assert [(row["plan"], row["target_team"], row["target"]) for row in rows][-1] == ("429", "450", "468")
        assert sum(Decimal(row["plan"]) for row in rows) == 1000

    def test_difficulty_where_there_is_room(self, allot: Allot) -> None:
        path = EXAMPLES / "company-en.scenario.yaml"
        wide = allot("solve", path, "--solver", "highs", environment=WIDE).lines
        assert "Region Target Hedge Last year Growth Like for like Share Difficulty P(attain)" in wide
        narrow = allot("solve", path, "--solver", "highs").out
        assert "Difficulty" not in narrow


class TestRollup:
    def test_a_crossing(self, allot: Allot, hedged: Path) -> None:
        ended = allot("rollup", hedged, "--by", "team", "--by", "product")
        assert ended.code == 0
        assert "Team Product Target Hedge Last year Growth Share" in ended.lines
        assert "south b 450 18 400 +12.5 % 42.9 %" in ended.lines
        assert "Total 1,050 42 1,000 +5.0 % 100.0 %" in ended.lines

    def test_the_company_alone(self, allot: Allot, hedged: Path) -> None:
        assert "Total 1,000 92 1,000 0.0 % 100.0 %" in allot("rollup", hedged).lines

    def test_chinese(self, allot: Allot) -> None:
        ended = allot("rollup", EXAMPLES / "company.scenario.yaml", "--by", "region", environment=WIDE)
        assert "区域 目标 加码 上年 增长 同口径 占比 毛利率 难度 达成概率 能力占用" in ended.lines
        assert ended.code == 0

    def test_an_attribute_leaves_cells_out_and_says_so(self, allot: Allot, tiny: Path) -> None:
        tiny.write_text(tiny.read_text("utf-8").replace(", attributes: {lifecycle: new}", "", 1), "utf-8")
        tiny.write_text(tiny.read_text("utf-8").replace("where: {lifecycle: new}", "where: {product: valve}"), "utf-8")
        ended = allot("rollup", tiny, "--by", "lifecycle")
        assert any(line.startswith("2 cells with ") and "belong to none of these" in line for line in ended.lines)

    def test_json(self, allot: Allot, hedged: Path, tmp_path: Path) -> None:
        out = tmp_path / "rollup.json"
        ended = allot("rollup", hedged, "--by", "team", "--json", "--out", out)
        document = json.loads(ended.out)
        RollupDocument.model_validate_json(ended.out)
        assert json.loads(out.read_text("utf-8")) == document
        south = next(node for node in document["nodes"] if node["key"] == ["south"])
        names = ("target", "plan", "assigned", "hedge", "baseline", "previous", "cells")
        assert [south[name] for name in names] == [450, 429, 468, 18, 400, None, 1]
        assert document["total"][0]["plan"] == 1000

    def test_csv(self, allot: Allot, hedged: Path, tmp_path: Path) -> None:
        out = tmp_path / "rollup.csv"
        assert allot("rollup", hedged, "--by", "team", "--out", out).code == 0
        rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
        assert [(row["team"], row["target"], row["previous"]) for row in rows] == [
            ("north", "600", ""),
            ("south", "450", ""),
        ]

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--by", "temas"], "Did you mean team?"),
            (["--by", "rep", "--by", "rep"], "asked for twice"),
            (["--by", "rep", "--by", "team", "--by", "product"], "at most 2"),
            (["--period", "month"], "no months"),
            (["--strategy", "bold"], "bold"),
        ],
    )
    def test_what_cannot_be_summed(self, allot: Allot, hedged: Path, arguments: list[str], words: str) -> None:
        ended = allot("rollup", hedged, *arguments)
        assert (ended.code, ended.out) == (3, "")
        assert words in ended.err
        assert json.loads(allot("rollup", hedged, *arguments, "--json").out)["status"] in (404, 422)

    def test_usage(self, allot: Allot, hedged: Path) -> None:
        assert allot("rollup", hedged, "--period", "week").code == 2
        assert allot("rollup", hedged, "--out", "rollup.xls").code == 2

    def test_without_a_plan(self, allot: Allot) -> None:
        ended = allot("rollup", EXAMPLES / "infeasible.scenario.yaml", "--by", "region")
        assert (ended.code, ended.out) == (4, "")

    def test_narrow_output_leaves_out_columns_never_digits(self, allot: Allot, hedged: Path) -> None:
        narrow = {"COLUMNS": "60", "LC_ALL": "C.UTF-8"}
        assert "Team Target Last year Growth" in allot("rollup", hedged, "--by", "team", environment=narrow).lines

    def test_schema(self, allot: Allot) -> None:
        assert json.loads(allot("schema", "rollup").out)["title"] == "RollupDocument"


class TestPeriods:
    """Months of equal shares; the plan year begins in April."""

    PHASED = "\nphasing: {start: 2026-04, increment: 0.01}\n"

    @pytest.fixture
    def phased(self, hedged: Path) -> Path:
        """A plan of 1,000 of which teams get 1,050 and people 1,092: 83.33, 87.50 and 91.00 a month."""
        hedged.write_text(hedged.read_text("utf-8") + self.PHASED, "utf-8")
        return hedged

    def test_quarters(self, allot: Allot, phased: Path) -> None:
        lines = allot("rollup", phased, "--by", "team", "--period", "quarter").lines
        assert "Team Period Target Hedge Share" in lines
        assert "north Q1 150.0 6.0 57.1 %" in lines
        assert "Total Q4 262.5 10.5 100.0 %" in lines

    def test_months_are_called_by_the_calendar(self, allot: Allot, phased: Path) -> None:
        lines = allot("rollup", phased, "--by", "rep", "--period", "month").lines
        assert "chen 2026-04 39 42.9 %" in lines
        assert "chen 2027-03 39 42.9 %" in lines

    def test_json_and_csv(self, allot: Allot, phased: Path, tmp_path: Path) -> None:
        out = tmp_path / "rollup.csv"
        ended = allot("rollup", phased, "--period", "month", "--by", "team", "--json", "--out", out)
        document = RollupDocument.model_validate_json(ended.out)
        assert [node.period for node in document.nodes if node.key == ["north"]][::11] == ["2026-04", "2027-03"]
        assert {node.baseline for node in document.nodes} == {None}
        assert [node.cells for node in document.total] == [4] * 12
        for name, year in (("target", 1050), ("plan", 1000), ("assigned", 1092), ("hedge", 42)):
            assert sum(getattr(node, name) for node in document.total) == year
        rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
        assert len(rows) == 2 * 12
        assert sum(Decimal(row["target"]) for row in rows if row["team"] == "south") == 450

    def test_workbook(self, allot: Allot, phased: Path, tmp_path: Path) -> None:
        out = tmp_path / "rollup.xlsx"
        assert allot("rollup", phased, "--period", "quarter", "--by", "team", "--out", out).code == 0
        sheet = openpyxl.load_workbook(out).worksheets[0]
        found = [row[:4] for row in sheet.iter_rows(min_row=4, values_only=True)]
        assert found[0] == ("Team", "Period", "Target", "Plan")
        assert found[1] == ("north", "Q1", 150, 142.75)  # 571 / 4
        assert found[-1][:3] == ("Total", "Q4", 262.5)

"""`allot sweep`: the table on the screen and in files, interrupts, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import pyarrow.parquet
import pytest
from openpyxl import load_workbook

from app.documents.sweep_schema import SweepResultDocument
from scenarios.sweep.point import PointSolver
from tests.app.cli.conftest import ENGLISH, EXAMPLES, Allot

pytestmark = pytest.mark.usefixtures("forkserver")

INTENSITY = "/strategies/balanced/strategic_intensity"
TARGET = "/company_target/amount"
GRID = ("--vary", f"{INTENSITY}=0,1", "--vary", f"{TARGET}=4800,9000")


class TestOutput:
    def test_the_screen(self, allot: Allot, tiny: Path) -> None:
        ended = allot("sweep", tiny, *GRID)
        assert ended.code == 0
        assert "Points: 4 · strategy: balanced" in ended.lines
        assert "Plans: no plan 2, optimal 2" in ended.lines
        assert "Point strategic_intensity amount Plan Target Moved up or down Loss (less is better)" in ended.lines
        assert any(line.startswith("as is 0.5 4,800 optimal 4,800 0") for line in ended.lines)
        assert any(line.startswith("2 0 9,000 no plan – – –") for line in ended.lines)
        assert any(line.startswith("• 2, 4: The caps of “") for line in ended.lines)

    def test_in_chinese(self, allot: Allot, tiny: Path) -> None:
        lines = allot("sweep", tiny, *GRID, "--lang", "zh").lines
        assert "点数：4 · 策略：balanced" in lines
        assert "方案：无方案 2、最优 2" in lines

    def test_the_limit_that_is_too_tight_is_named(self, allot: Allot, tmp_path: Path) -> None:
        asked = ("sweep", EXAMPLES / "fairness.scenario.yaml", "--vary", "/limits/0/min_probability=0.45")
        said = (
            "The caps of “a target people can reach” add up to 8,473.15762 thousand EUR; the company target needs 8,500"
        )
        assert said in allot(*asked).out
        reason = json.loads(allot(*asked, "--json").out)["rows"][1]["reason"]
        assert (reason["limit"], reason["pointer"]) == ("a target people can reach", "/limits/0")
        assert (reason["against"], reason["amount"]) == ("company target", 26.84238)
        for ending in ("csv", "xlsx"):
            assert allot(*asked, "--lang", "zh", "--out", tmp_path / f"t.{ending}").code == 0
        row = list(csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text("utf-8-sig"))))[1]
        assert (row["reason"], row["reason_limit"]) == ("caps_below_floor", "a target people can reach")
        (sheet,) = load_workbook(tmp_path / "t.xlsx").worksheets
        cells = dict(zip((cell.value for cell in sheet[3]), (cell.value for cell in sheet[5]), strict=True))
        assert cells["没有方案的原因"].startswith("“a target people can reach”的上限合计为")
        assert (cells["过紧的限制"], cells["未能满足的限制"]) == ("a target people can reach", "company target")

    def test_numbers_that_make_no_scenario_are_explained(self, allot: Allot, tiny: Path) -> None:
        asked = ("sweep", tiny, "--vary", "/strategies/balanced/weights/fit=0.0001,1")
        english, chinese = (allot(*asked, "--lang", language).out for language in ("en", "zh"))
        assert "1: The weight “fit” is 0.0001" in english and "1：权重 fit 为 0.0001" in chinese
        assert not any("fit_weight_too_small" in text for text in (english, chinese))

    def test_where_no_row_has_a_plan(self, allot: Allot, tiny: Path) -> None:
        late = allot("sweep", tiny, "--vary", f"{TARGET}=4700", "--time-limit", "0.001")
        assert late.code == 5 and "as is, 1: The time was up before any plan was found." in late.out
        assert allot("sweep", EXAMPLES / "infeasible.scenario.yaml", "--vary", f"{TARGET}=4700").code == 4
        assert allot("sweep", tiny, "--vary", f"{TARGET}=9000").code == 0

    def test_long_tables_are_cut(self, allot: Allot, tiny: Path) -> None:
        said = allot("sweep", tiny, "--vary", f"{INTENSITY}=0:1:30").out
        assert "The first 24 of 31 rows are shown; --out table.csv writes all of them" in said

    def test_json_follows_its_schema(self, allot: Allot, tiny: Path) -> None:
        document = json.loads(allot("sweep", tiny, *GRID, "--by", "region", "--json").out)
        SweepResultDocument.model_validate_json(json.dumps(document))
        assert (document["points"], document["done"], document["complete"]) == (4, 4, True)
        outcomes = [row["outcome"] for row in document["rows"]]
        assert outcomes == ["optimal", "optimal", "infeasible", "optimal", "infeasible"]
        assert sum(document["rows"][1]["targets"]) == document["rows"][1]["target"] == 4800
        plan = json.loads(allot("solve", tiny, "--json").out)
        assert document["rows"][0]["plan_hash"] == plan["plan_hash"]
        assert document["rows"][0]["scorecard"] == plan["scorecard"]

    def test_drawn_points_are_the_same_with_the_same_seed(self, allot: Allot, tiny: Path) -> None:
        words = ("--vary", f"{INTENSITY}=0:2", "--design", "latin-hypercube", "--points", "4", "--json", "--seed")
        first, again, other = (allot("sweep", tiny, *words, seed).out for seed in ("3", "3", "4"))
        assert first == again != other

    @pytest.mark.slow
    @pytest.mark.parametrize("ending", ["csv", "parquet", "json"])
    def test_files(self, allot: Allot, tiny: Path, tmp_path: Path, ending: str) -> None:
        out = tmp_path / f"table.{ending}"
        assert allot("sweep", tiny, *GRID, "--by", "region", "--out", out).code == 0
        if ending == "json":
            assert len(json.loads(out.read_bytes())["rows"]) == 5
            return
        rows = (
            pyarrow.parquet.read_table(out).to_pylist()
            if ending == "parquet"
            else list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
        )
        # Three points with two regions each, two points without a plan.
        assert len(rows) == 8
        assert [int(row["point"]) for row in rows] == [0, 0, 1, 1, 2, 3, 3, 4]
        assert {row["region"] for row in rows if row["node_target"]} == {"north", "south"}
        totals = [Decimal(str(row["node_target"])) for row in rows if row["node_target"]]
        assert sum(totals[:2]) == Decimal(str(rows[0]["target"])) == 4800
        assert float(rows[2][INTENSITY]) == 0.0 and float(rows[2][TARGET]) == 4800.0

    def test_a_workbook_in_either_language(self, allot: Allot, tiny: Path, tmp_path: Path) -> None:
        for language in ("en", "zh"):
            out = tmp_path / f"{language}.xlsx"
            assert allot("sweep", tiny, *GRID, "--by", "region", "--out", out, "--lang", language).code == 0
        (english,), (chinese,) = (load_workbook(tmp_path / f"{name}.xlsx").worksheets for name in ("en", "zh"))
        assert (english.title, chinese.title) == ("Sweep", "扫描")
        heads = [[cell.value for cell in sheet[3]] for sheet in (english, chinese)]
        assert heads[0][:6] == ["Point", INTENSITY, TARGET, "Plan", "Target", "Moved up or down from point 0"]
        assert heads[1][:5] == ["点", INTENSITY, TARGET, "方案", "目标"] and len(heads[1]) == len(heads[0])
        assert (english.freeze_panes, english.auto_filter.ref.partition(":")[0]) == ("D4", "A3")
        rows = list(english.iter_rows(min_row=4, values_only=True))
        assert len(rows) == 8
        assert rows[0][:5] == (0, 0.5, 4800, "optimal", 4800)
        assert {type(row[4]) for row in rows if row[4] is not None} == {int}
        assert next(row for row in rows if row[0] == 2)[3] == "no plan"
        assert {row[3] for row in chinese.iter_rows(min_row=4, values_only=True)} == {"最优", "无方案"}

    def test_parquet_and_csv_hold_the_same(self, allot: Allot, tiny: Path, tmp_path: Path) -> None:
        for ending in ("csv", "parquet"):
            allot("sweep", tiny, *GRID, "--out", tmp_path / f"table.{ending}")
        table = pyarrow.parquet.read_table(tmp_path / "table.parquet")
        written = list(csv.DictReader(io.StringIO((tmp_path / "table.csv").read_text("utf-8-sig"))))
        assert table.column_names == list(written[0])
        for row, text in zip(table.to_pylist(), written, strict=True):
            for name, value in row.items():
                if isinstance(value, str) or value is None:
                    assert text[name] == (value or ""), name
                else:
                    assert float(text[name]) == float(value), name


class TestEnds:
    def test_an_interrupt_keeps_what_is_done(self, allot: Allot, tiny: Path, tmp_path: Path) -> None:
        out = tmp_path / "table.csv"
        whole = PointSolver.row

        def row(self: PointSolver, number: int, point: tuple[Decimal | None, ...]) -> object:
            if number == 3:
                raise KeyboardInterrupt
            return whole(self, number, point)

        with patch.object(PointSolver, "row", row):
            ended = allot("sweep", tiny, "--vary", f"{INTENSITY}=0:1:9", "--out", out)
        assert ended.code == 130
        assert "Interrupted after 2 of 9 points; these are kept." in ended.err
        assert len(out.read_text("utf-8-sig").splitlines()) == 1 + 3

    @pytest.mark.parametrize(
        ("words", "code"),
        [
            (("--vary", "/cells/0/baseline=1"), "pointer_fixed"),
            (("--vary", f"{TARGET}"), "vary_malformed"),
            (("--vary", f"{TARGET}=1:2"), "sweep_steps_missing"),
            (("--vary", f"{TARGET}=1:2", "--design", "random"), "sweep_points_missing"),
            (("--vary", f"{TARGET}=4800", "--by", "planet"), "unknown_axis"),
        ],
    )
    def test_what_is_wrong_is_said(self, allot: Allot, tiny: Path, words: tuple[str, ...], code: str) -> None:
        ended = allot("sweep", tiny, *words, "--json")
        assert ended.code == 3
        assert [entry["code"] for entry in json.loads(ended.out)["errors"]] == [code]

    def test_a_million_points(self, allot: Allot, tiny: Path) -> None:
        ended = allot("sweep", tiny, "--vary", f"{INTENSITY}=0:1:1000", "--vary", f"{TARGET}=4000:5000:1000")
        assert ended.code == 3
        assert "Points of a sweep: 1000000, but at most 10000 are allowed here." in ended.err
        raised = allot("sweep", tiny, "--vary", f"{INTENSITY}=0:1:3", environment={**ENGLISH, "ALLOT_MAX_POINTS": "2"})
        assert "Points of a sweep: 3, but at most 2 are allowed here." in raised.err

    def test_usage(self, allot: Allot, tiny: Path) -> None:
        assert allot("sweep", tiny).code == 2
        assert allot("sweep", tiny, *GRID, "--out", "table.html").code == 2
        assert allot("sweep", tiny, *GRID, "--design", "star").code == 2

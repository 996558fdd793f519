"""Workbooks on the command line: `allot template`, .xlsx in, .xlsx out."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from scenarios.definition import load_scenario
from tests.app.cli.conftest import EXAMPLES, Allot
from tests.support.workbooks import with_value


@pytest.mark.slow
def test_a_template_validates_and_solves_into_a_workbook(allot: Allot, tmp_path: Path) -> None:
    template, plan = tmp_path / "plan.scenario.xlsx", tmp_path / "plan.xlsx"
    assert allot("template", "--out", template, "--lang", "zh").code == 0
    assert allot("validate", template).lines[0] == "“小型示例”有效。"
    assert allot("solve", template, "--out", plan).code == 0
    assert openpyxl.load_workbook(plan).sheetnames[0] == "概览"


def test_a_scenario_becomes_a_workbook(allot: Allot, tmp_path: Path) -> None:
    path = EXAMPLES / "company.scenario.yaml"
    assert allot("template", "--from", path, "--out", tmp_path / "company.xlsx").code == 0
    assert load_scenario(tmp_path / "company.xlsx").scenario_hash == load_scenario(path).scenario_hash


def test_faults_are_shown_with_sheet_and_cell(allot: Allot, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(with_value("cells", "C2", "1.234,5"))
    ended = allot("validate", path)
    assert ended.code == 3
    assert "broken.xlsx, cells!C2\n" in ended.err
    assert "“1.234,5” can be read as two different numbers." in ended.err
    assert "broken.xlsx，cells!C2\n" in allot("validate", path, "--lang", "zh").err


@pytest.mark.parametrize("name", ["old.xls", "macros.xlsm", "sheet.ods"])
def test_other_spreadsheets_are_told_what_to_do(allot: Allot, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    ended = allot("solve", tmp_path / name)
    assert ended.code == 3
    assert "Excel Workbook (.xlsx)" in ended.err


def test_a_guessed_encoding_is_told(allot: Allot, tmp_path: Path) -> None:
    text = (EXAMPLES / "company.scenario.yaml").read_text("utf-8")
    (tmp_path / "company.scenario.yaml").write_text(text, "utf-8")
    for name in ("company.reps.csv", "company.cells.csv", "company.seasonality.csv"):
        (tmp_path / name).write_bytes((EXAMPLES / name).read_text("utf-8").encode("gb18030"))
    ended = allot("validate", tmp_path / "company.scenario.yaml")
    assert ended.code == 0
    assert "company.reps.csv" in ended.out and "GB18030" in ended.out
    plain = load_scenario(EXAMPLES / "company.scenario.yaml").scenario_hash
    assert plain in ended.out


def test_other_endings_are_usage_errors(allot: Allot, tmp_path: Path) -> None:
    assert allot("template", "--out", tmp_path / "plan.csv").code == 2


class TestRanges:
    def test_how_firm_everybodys_number_is(self, allot: Allot, tiny: Path, tmp_path: Path) -> None:
        out = tmp_path / "plan.xlsx"
        assert allot("solve", tiny, "--out", out, "--ranges", "60").code == 0
        sheet = openpyxl.load_workbook(out, data_only=True)["Ledgers"]
        heads = [cell.value for cell in sheet[4]]
        rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=5, values_only=True) if row[0]]
        for row in rows:
            least, most = row["Least in plans nearly as good"], row["Most in plans nearly as good"]
            assert least - 10 <= row["Target"] <= most + 10  # ranges are before rounding to 10
        ann = next(row for row in rows if row["Whose number"] == "Ann")
        assert ann["Most in plans nearly as good"] == 2100

    def test_usage(self, allot: Allot, tiny: Path) -> None:
        assert allot("solve", tiny, "--ranges", "5").code == 2
        assert allot("solve", tiny, "--ranges", "5", "--out", "plan.csv").code == 2

"""Workbooks that are right: the same scenario as its YAML twin, whatever a spreadsheet did to its cells."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from scenarios.definition import load_scenario
from tests.support.documents import read, sound, yaml_bytes
from tests.support.workbooks import (
    LIMITS,
    STRATEGIES,
    findings_of_book,
    read_book,
    sheets,
    with_markup,
    with_value,
    workbook,
)

CELLS_PART = "xl/worksheets/sheet4.xml"
TWIN = {**sound(), "limits": LIMITS, "strategies": STRATEGIES}


def attributes(data: bytes, key: str) -> dict[str, Any]:
    """The attributes of one person."""
    return dict(read_book(data).problem.dimensions[1].by_key[key].attributes)


def test_the_same_scenario_has_the_same_hash() -> None:
    assert read_book(workbook(sheets())).canonical == read(TWIN).canonical


def test_sheets_may_have_chinese_names_and_any_order() -> None:
    names = {
        "scenario": "场景",
        "dimensions": "维度",
        "members": "成员",
        "cells": "单元",
        "limits": "限制",
        "strategies": "策略",
    }
    content = {names[name]: rows for name, rows in reversed(sheets().items())}
    assert read_book(workbook({"说明": [["..."]], **content})).scenario_hash == read(TWIN).scenario_hash


def test_limits_and_strategies_are_optional() -> None:
    content = {name: rows for name, rows in sheets().items() if name not in ("limits", "strategies")}
    assert read_book(workbook(content)).scenario_hash == read(sound()).scenario_hash


def test_short_and_dotted_names_and_no_heading() -> None:
    content = sheets()
    content["scenario"] = [["name", "Plan 2025"], ["currency", "CNY"], ["unit", "ten_thousand"], ["period", "2025"]]
    content["scenario"].append(["amount", 200])
    content["strategies"][0] = ["name", "label", "reference.history", "reference.potential", "weights.fit", "profit"]
    assert read_book(workbook(content)).scenario_hash == read(TWIN).scenario_hash


def test_other_fields_of_the_scenario_sheet() -> None:
    content = sheets()
    content["scenario"] += [["rounding.increment", 0.5], ["language", "zh"], ["options.time_limit_seconds", 7]]
    found = read_book(workbook(content))
    assert (found.problem.increment_minor, found.language, found.options.time_limit_seconds) == (500_000, "zh", 7.0)


class TestSpreadsheets:
    @pytest.mark.parametrize("value", ["120.5", "１２０．５", " 120.50 "])
    def test_numbers_in_texts(self, value: str) -> None:
        assert read_book(with_value("cells", "C2", value)).scenario_hash == read(TWIN).scenario_hash

    def test_thousands_in_texts(self) -> None:
        cells = read_book(with_value("cells", "D2", "1,300")).problem.cells
        assert int(cells.potential.minor[0]) == 1_300_000_000

    def test_binary_noise_is_no_amount(self) -> None:
        assert int(read_book(with_value("cells", "C2", 0.1 + 0.2)).problem.cells.baseline.minor[0]) == 300_000

    @pytest.mark.parametrize("value", [0.31, "31%", "0.31"])
    def test_percentages_are_rates(self, value: object) -> None:
        def change(book: Any) -> None:
            book["cells"]["E2"] = value
            book["cells"]["E2"].number_format = "0.0%"

        assert read_book(workbook(sheets(), change)).scenario_hash == read(TWIN).scenario_hash

    def test_numbers_are_keys_where_keys_are_wanted(self) -> None:
        content = sheets()
        content["members"][3][1] = 7
        content["members"][4][3] = content["members"][5][3] = "7"
        assert "7" in read_book(workbook(content)).problem.dimensions[1].by_key

    def test_codes_typed_as_text_stay_text(self) -> None:
        content = sheets()
        content["members"][0].append("code")
        content["members"][4] += ["000001"]
        assert attributes(workbook(content), "r1") == {"capacity": 5000, "code": "000001"}

    @pytest.mark.parametrize(
        ("value", "attribute"),
        [
            (date(2023, 4, 1), "2023-04-01"),
            (datetime(2023, 4, 1, 8, 30), "2023-04-01 08:30:00"),
            (True, True),
            (2.5, 2.5),
            (3.0, 3),
            ("true", "true"),
        ],
    )
    def test_dates_truth_values_and_numbers(self, value: object, attribute: object) -> None:
        content = sheets()
        content["members"][0].append("fact")
        content["members"][4].append(value)
        assert attributes(workbook(content), "r1")["fact"] == attribute

    def test_hidden_sheets_and_rows_count(self) -> None:
        def change(book: Any) -> None:
            book["cells"].row_dimensions[2].hidden = True
            book["limits"].sheet_state = "veryHidden"

        assert read_book(workbook(sheets(), change)).scenario_hash == read(TWIN).scenario_hash

    def test_blank_rows_and_columns_do_not(self) -> None:
        content = sheets()
        content["cells"] = [[*row, None, "  "] for row in content["cells"]]
        content["cells"][2:2] = [[], ["", None, " "]]
        content["cells"] += [[None] * 12, []]
        content["scenario"][3:3] = [[]]
        assert read_book(workbook(content)).scenario_hash == read(TWIN).scenario_hash

    def test_merged_cells_beside_the_table_do_not_matter(self) -> None:
        data = workbook(sheets(), lambda book: book["cells"].merge_cells("L3:M4"))
        assert read_book(data).scenario_hash == read(TWIN).scenario_hash

    def test_saved_results_of_formulas_are_used(self) -> None:
        data = with_value("cells", "C2", "=100+20.5")
        saved = with_markup(data, CELLS_PART, b"<f>100+20.5</f><v />", b"<f>100+20.5</f><v>120.5</v>")
        assert read_book(saved).scenario_hash == read(TWIN).scenario_hash

    def test_a_formula_that_came_to_an_empty_text_is_blank(self) -> None:
        data = with_value("cells", "D4", '=IF(A1="","","")')
        saved = with_markup(data, CELLS_PART, b'<c r="D4">', b'<c r="D4" t="str">')
        assert read_book(saved).scenario_hash == read(TWIN).scenario_hash

    def test_where_texts_with_line_breaks_and_wide_marks(self) -> None:
        content = sheets()
        content["limits"][1][2] = '"lifecycle"＝[new]；\nrep=r1，r2'
        found = read_book(workbook(content)).document.limits[0]
        assert found.where == {"lifecycle": ("new",), "rep": ("r1", "r2")}


class TestTablesOfDocuments:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "tables.xlsx").write_bytes(workbook({name: sheets()[name] for name in ("cells", "limits")}))
        return tmp_path

    @pytest.mark.parametrize("reference", ["tables.xlsx", "tables.xlsx#cells"])
    def test_a_sheet_stands_for_the_rows(self, folder: Path, reference: str) -> None:
        document = {**sound(), "cells": {"table": reference}}
        (folder / "plan.yaml").write_bytes(yaml_bytes(document))
        assert load_scenario(folder / "plan.yaml").scenario_hash == read(sound()).scenario_hash

    def test_scenario_files(self, tmp_path: Path) -> None:
        (tmp_path / "plan.scenario.xlsx").write_bytes(workbook(sheets()))
        assert load_scenario(tmp_path / "plan.scenario.xlsx").scenario_hash == read(TWIN).scenario_hash


def test_a_reference_of_the_reader_is_not_open_to_documents() -> None:
    content = sheets()
    content["cells"] = [["product", "rep", "baseline"], ["#cells", "r1", 5]]
    assert [finding.code for finding in findings_of_book(workbook(content))] == ["member_unknown"]

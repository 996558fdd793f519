"""Cells: members that exist, exact amounts, nulls that are no zeros, reasons for holds."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from tests.support.documents import findings_of, only, read, sound, with_cells


def test_cells_are_sorted_by_their_members() -> None:
    document = sound()
    document["cells"].reverse()
    problem = read(document).problem
    assert [problem.cell_key(cell) for cell in range(3)] == [("a", "r1"), ("b", "r1"), ("b", "r2")]


def test_null_is_not_zero() -> None:
    cells = read(with_cells({"baseline": 0, "potential": None, "forecast": 3})).problem.cells
    assert (bool(cells.baseline.present[0]), int(cells.baseline.minor[0])) == (True, 0)
    assert not cells.potential.present[0]
    assert np.isnan(cells.margin_rate[0])


def test_a_baseline_may_be_negative() -> None:
    assert int(read(with_cells({"baseline": -0.000001, "potential": 1})).problem.cells.baseline.minor[0]) == -1


@pytest.mark.parametrize("column", ["potential", "market", "forecast", "commitment", "hold", "previous"])
def test_other_amounts_may_not(column: str) -> None:
    row = {column: -1, "hold_reason": "because"}
    found = only(findings_of(with_cells(row)))
    assert (found.code, found.location.pointer) == ("number_below_minimum", f"/cells/0/{column}")
    assert found.facts == {"value": "-1", "bound": 0.0}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"forecast_log_sd": -0.1}, "number_below_minimum"),
        ({"margin_rate": 31}, "number_above_maximum"),
        ({"margin_rate": -1.5}, "number_below_minimum"),
        ({"effort": -1}, "number_below_minimum"),
        ({"priority": 2}, "number_above_maximum"),
        ({"potential": "300"}, "number_as_text"),
        ({"potential": True}, "not_a_number"),
        ({"potential": [1]}, "not_a_number"),
        ({"potential": 0.0000001}, "amount_too_fine"),
        ({"potential": 1e10}, "amount_too_large"),
        ({"hold": 5}, "hold_without_reason"),
        ({"hold": 5, "hold_reason": " "}, "hold_without_reason"),
        ({"hold": 5, "hold_reason": "a\nb"}, "control_character"),
        ({"hold": 5, "hold_reason": "x" * 300}, "text_too_long"),
        ({"rep": "r9"}, "member_unknown"),
        ({"rep": None}, "member_missing"),
        ({"rep": "t1"}, "member_not_leaf"),
        ({"rep": 1.5}, "not_text"),
        ({"basline": 5}, "column_unknown"),
        ({"baseline": None}, "cell_without_number"),
    ],
)
def test_faults(row: dict[str, object], code: str) -> None:
    document = with_cells({"baseline": 1, **row})
    found = findings_of(document)
    assert found[0].code == code
    assert found[0].location.pointer.startswith("/cells/0")
    assert {finding.code for finding in found} <= {code, "member_missing"}


def test_suggestions() -> None:
    assert only(findings_of(with_cells({"baseline": 1, "rep": "r11"}))).facts["near"] == ["r1"]
    assert "baseline" in only(findings_of(with_cells({"basline": 1}))).facts["near"]  # type: ignore[operator]


def test_a_cell_twice_names_the_first() -> None:
    found = only(findings_of(with_cells({"baseline": 1}, {"baseline": 2, "rep": "r2"}, {"baseline": 3})))
    assert (found.code, found.location.pointer) == ("cell_twice", "/cells/2")
    assert found.facts == {"cell": "a × r1", "first": "/cells/0"}


def test_a_cell_three_times_names_the_first_each_time() -> None:
    found = findings_of(with_cells({"baseline": 1}, {"baseline": 2}, {"baseline": 3}))
    assert [finding.facts["first"] for finding in found] == ["/cells/0", "/cells/0"]


def test_a_missing_dimension() -> None:
    document = sound()
    document["cells"] = [{"product": "a", "baseline": 1}]
    found = only(findings_of(document))
    assert (found.code, found.facts["column"]) == ("column_missing", "rep")


def test_no_cells() -> None:
    assert only(findings_of({**sound(), "cells": []})).code == "no_cells"


def test_rows_that_are_no_objects() -> None:
    assert only(findings_of({**sound(), "cells": [5]})).location.pointer == "/cells/0"


def test_many_faults_of_one_kind_are_counted() -> None:
    document = sound()
    document["cells"] = [{"product": "a", "rep": f"x{number}", "baseline": 1} for number in range(80)]
    found = findings_of(document)
    assert len(found) == 51
    assert found[-1].facts == {"same_as": "member_unknown", "count": 30}


def test_a_column_whose_sum_cannot_be_kept() -> None:
    found = only(findings_of(with_cells({"market": 9e8}, {"market": 9e8, "rep": "r2"})))
    assert (found.code, found.facts["column"]) == ("column_total_too_large", "market")


def test_whole_numbers_may_stand_for_keys() -> None:
    document = sound()
    document["dimensions"][0]["members"] = [{"key": 101}]
    document["cells"] = [{"product": 101, "rep": "r1", "baseline": 1}]
    assert read(document).problem.cell_key(0) == ("101", "r1")


@pytest.mark.parametrize("label", ["=SUM(A1)", "@x", "+A1|cmd", "-2+cmd!A0"])
def test_a_label_that_is_a_formula(label: str) -> None:
    document = sound()
    document["dimensions"][1]["members"][1]["label"] = label
    found = only(findings_of(document))
    assert (found.code, found.facts["value"]) == ("formula_text", label)
    assert found.location.pointer.startswith("/dimensions/1/members/1")


def test_a_limit_named_as_a_formula() -> None:
    limit = {"kind": "amount_limit", "name": "=1+1", "max_amount": 9}
    found = only(findings_of({**sound(), "limits": [limit]}))
    assert (found.code, found.location.pointer) == ("formula_text", "/limits/0/name")


def test_a_sign_before_a_label_is_allowed() -> None:
    document = sound()
    document["dimensions"][1]["members"][1]["label"] = "-20 °C"
    assert read(document).problem.dimensions[1].by_key["r1"].label == "-20 °C"


def test_hold_reasons_follow_their_cells() -> None:
    document = sound()
    document["cells"].reverse()
    assert read(document).hold_reasons == {1: "合同"}


def test_amounts_are_exact() -> None:
    minor = read(with_cells({"baseline": Decimal("90071992.547409")})).problem.cells.baseline.minor
    assert int(minor[0]) == 90071992547409

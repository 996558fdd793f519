"""Small broken workbooks: each is refused with its code at the address of its cell."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest

from models.errors import InvalidInput, TooLarge
from scenarios.definition import Ceilings
from tests.support.workbooks import (
    faults,
    findings_of_book,
    read_book,
    sheets,
    with_markup,
    with_value,
    workbook,
)

CELLS_PART = "xl/worksheets/sheet4.xml"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sheet", "address", "value", "code"),
    [
        # errors and formulas
        ("cells", "C2", "#N/A", "cell_error"),
        ("cells", "C2", "=A1", "formula_not_computed"),
        ("members", "G5", "=1+1", "formula_not_computed"),
        ("limits", "E2", "#REF!", "cell_error"),
        ("scenario", "B6", "=100+100", "formula_not_computed"),
        # numbers in texts
        ("cells", "C2", "12x", "number_as_text"),
        ("cells", "C2", "1.234,5", "number_ambiguous"),
        ("cells", "C2", "1,5", "number_decimal_comma"),
        ("cells", "C2", "¥100", "number_with_currency"),
        ("cells", "C2", "12%", "percent_not_amount"),
        ("cells", "C2", True, "not_a_number"),
        ("cells", "C2", date(2025, 1, 3), "not_a_number"),
        ("cells", "D2", -1, "number_below_minimum"),
        ("cells", "E2", 31, "number_above_maximum"),
        ("cells", "C2", 0.1234567, "amount_too_fine"),
        ("limits", "E2", "abc", "number_as_text"),
        ("limits", "F3", "1.234,5", "number_ambiguous"),
        ("scenario", "B6", "¥200", "number_with_currency"),
        ("scenario", "B6", -5, "number_below_minimum"),
        ("strategies", "C2", "60 percent", "number_as_text"),
        # keys and names
        ("cells", "A2", "c", "member_unknown"),
        ("cells", "B2", "t1", "member_not_leaf"),
        ("cells", "B2", True, "not_text"),
        ("cells", "B2", 1234567890123456789, "digits_lost"),
        ("members", "B3", 1e16, "digits_lost"),
        ("members", "A2", "prodct", "not_one_of"),
        ("members", "A2", None, "field_missing"),
        ("members", "B5", "t1", "key_twice"),
        ("members", "D5", "t9", "unknown_parent"),
        ("members", "E5", 2, "number_above_maximum"),
        ("limits", "A2", "growht_limit", "not_one_of"),
        ("limits", "B2", None, "field_missing"),
        ("limits", "C2", "lifecycle", "selector_malformed"),
        ("limits", "C2", "lifecycle=old", "unknown_member"),
        ("limits", "C2", "lifecycel=new", "unknown_axis"),
        ("limits", "D2", "rep product", "unknown_axis"),
        ("limits", "D2", "rep, =", "list_malformed"),
        ("limits", "F2", 3, "column_of_another_kind"),
        ("limits", "F3", "{capacities}", "attribute_not_in_by"),
        ("limits", "G3", "maybe", "not_a_truth_value"),
        ("strategies", "A2", None, "field_missing"),
        ("strategies", "A3", "balanced", "name_twice"),
        ("dimensions", "A3", "2rep", "name_form"),
        ("scenario", "A3", "money.curency", "field_unknown"),
        ("scenario", "A3", "name", "name_twice"),
        ("scenario", "B3", "CNX", "currency_unknown"),
        # headers
        ("cells", "C1", "basline", "column_unknown"),
        ("cells", "D1", "baseline", "column_twice"),
        ("cells", "D1", None, "column_unnamed"),
        ("limits", "C1", "were", "column_unknown"),
        ("cells", "K3", 7, "column_unnamed"),
    ],
)
def test_one_cell(sheet: str, address: str, value: object, code: str) -> None:
    at = "K1" if address == "K3" else address
    assert (code, f"{sheet}!{at}") in faults(with_value(sheet, address, value))


def test_an_unnamed_column_without_values_is_no_column() -> None:
    assert read_book(with_value("cells", "K3", "   ")).problem.cells.count == 3


@pytest.mark.parametrize("name", ["scenario", "dimensions", "members", "cells"])
def test_missing_sheets(name: str) -> None:
    content = sheets()
    del content[name]
    (found,) = [finding for finding in findings_of_book(workbook(content)) if finding.code == "sheet_missing"]
    assert found.facts["sheet"] == name


@pytest.mark.parametrize("name", ["dimensions", "members", "cells"])
def test_empty_sheets(name: str) -> None:
    assert ("table_empty", name) in faults(workbook({**sheets(), name: []}))


def test_a_slip_in_the_name_of_an_optional_sheet_is_no_silence() -> None:
    content = sheets()
    content["limit"] = content.pop("limits")
    (found,) = findings_of_book(workbook(content))
    assert (found.code, found.facts["near"]) == ("sheet_missing", ["limit"])


def test_both_names_of_a_sheet() -> None:
    assert ("sheet_twice", "单元") in faults(workbook({**sheets(), "单元": sheets()["cells"]}))


def test_a_header_below_a_title() -> None:
    content = sheets()
    content["cells"] = [["Cells of 2025"], [], *content["cells"]]
    (found,) = findings_of_book(workbook(content))
    assert (found.code, found.location.address, found.facts["found_row"]) == ("header_not_first", "cells!3", 3)


def test_merged_cells() -> None:
    data = workbook(sheets(), lambda book: book["cells"].merge_cells("A3:A4"))
    (found,) = findings_of_book(data)
    assert (found.code, found.location.address, found.facts["cells"]) == ("cells_merged", "cells!A3", "A3:A4")


def test_a_percent_format_on_an_amount() -> None:
    def change(book: Any) -> None:
        book["cells"]["C2"] = 0.12
        book["cells"]["C2"].number_format = "0.0%"

    assert faults(workbook(sheets(), change)) == [("percent_not_amount", "cells!C2")]


def test_everything_is_listed_at_once() -> None:
    def change(book: Any) -> None:
        book["scenario"]["B6"] = "x"
        book["limits"]["E2"] = "#N/A"
        book["cells"]["C2"] = "12x"
        book["members"]["E5"] = "high"

    found = faults(workbook(sheets(), change))
    assert [address for _, address in found] == ["members!E5", "scenario!B6", "limits!E2"]


def test_one_fault_hides_no_others_of_its_sheet_and_has_no_consequences() -> None:
    def change(book: Any) -> None:
        book["cells"]["A2"] = "#N/A"
        book["cells"]["C4"] = "#REF!"
        book["cells"]["I4"] = None
        book["cells"]["C2"] = "12x"
        book["cells"]["B4"] = "r9"
        book["limits"]["E2"] = "#N/A"

    found = set(faults(workbook(sheets(), change)))
    assert found == {
        ("cell_error", "cells!A2"),
        ("number_as_text", "cells!C2"),
        ("cell_error", "cells!C4"),
        ("member_unknown", "cells!B4"),
        ("cell_error", "limits!E2"),
    }


def test_a_repeated_cell_names_the_first_one() -> None:
    content = sheets()
    content["cells"].append(["a", "r1", 5])
    (found,) = findings_of_book(workbook(content))
    assert (found.code, found.location.address, found.facts["first"]) == ("cell_twice", "cells!5", "cells!2")


class TestFiles:
    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "workbook_other"),
            (b"PK\x03\x04 cut short", "workbook_damaged"),
            (b"name,value\n", "workbook_other"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "workbook_old"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "workbook_encrypted"),
        ],
    )
    def test_no_workbook(self, data: bytes, code: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            read_book(data)
        assert refused.value.malformed
        assert [finding.code for finding in refused.value.findings] == [code]

    @pytest.mark.parametrize(
        ("added", "code"),
        [
            ({"xl/vbaProject.bin": b"macro"}, "workbook_macros"),
            ({"xl/workbook.bin": b""}, "workbook_old"),
            ({"xl/more.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}, "workbook_damaged"),
        ],
    )
    def test_what_a_package_must_not_hold(self, added: dict[str, bytes], code: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            read_book(_with_parts(workbook(sheets()), added))
        assert refused.value.findings[0].code == code

    def test_another_kind_of_package(self) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        with pytest.raises(InvalidInput) as refused:
            read_book(buffer.getvalue())
        assert refused.value.findings[0].code == "workbook_other"

    def test_damage_anywhere_is_told_in_words(self) -> None:
        data = workbook(sheets())
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
        for name in names:
            try:
                read_book(with_markup(data, name, b"<", b"<<"))
            except InvalidInput as refused:
                assert refused.findings


class TestCeilings:
    def test_a_zip_bomb_is_not_unpacked(self) -> None:
        data = _with_parts(workbook(sheets()), {"xl/worksheets/sheet9.xml": b" " * 5_000_000})
        assert len(data) < 30_000
        with pytest.raises(TooLarge) as refused:
            read_book(data, Ceilings(bytes=1_000_000))
        assert (refused.value.what, refused.value.ceiling) == ("bytes", 4_000_000)

    def test_rows(self) -> None:
        with pytest.raises(TooLarge) as refused:
            read_book(workbook(sheets()), Ceilings(rows=2))
        assert refused.value.what == "rows"

    def test_values(self) -> None:
        with pytest.raises(TooLarge) as refused:
            read_book(workbook(sheets()), Ceilings(values=8))
        assert refused.value.what == "values"

    def test_columns(self) -> None:
        with pytest.raises(TooLarge) as refused:
            read_book(with_value("cells", "ZZ1", "far"))
        assert refused.value.what == "columns"

    @pytest.mark.parametrize("dimension", [b"A1:XFD1048576", b"A1"])
    def test_what_the_file_says_of_its_size_does_not_matter(self, dimension: bytes) -> None:
        data = with_markup(workbook(sheets()), CELLS_PART, b'ref="A1:I4"', b'ref="' + dimension + b'"')
        assert read_book(data).problem.cells.count == 3


def _with_parts(data: bytes, added: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package:
        for name, content in added.items():
            package.writestr(name, content)
    return buffer.getvalue()

"""CSV files as tables: headers, rows, encodings, and where things stand."""

from __future__ import annotations

import pytest

from models.errors import TooLarge
from models.findings import Finding, FindingList
from models.tables.csv_table import CHUNK_ROWS, CsvTable, read_csv


def read(data: str | bytes, max_rows: int = 10**6) -> tuple[CsvTable | None, list[Finding]]:
    findings = FindingList()
    encoded = data.encode() if isinstance(data, str) else data
    return read_csv(encoded, "t.csv", "/cells", max_rows, findings, FindingList()), list(findings)


def table(data: str | bytes) -> CsvTable:
    found, findings = read(data)
    assert found is not None, [str(finding) for finding in findings]
    return found


def fault(data: str | bytes) -> Finding:
    found, findings = read(data)
    assert found is None
    assert len(findings) == 1, [str(finding) for finding in findings]
    return findings[0]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_comma_semicolon_and_tab(mark: str) -> None:
    assert table(f"a{mark}b\n1{mark}2\n").columns == {"a": ["1"], "b": ["2"]}


def test_byte_order_mark_line_ends_quotes_and_spaces() -> None:
    found = table('\ufeffkey , label\r\n r1 ,"Wang, Wei"\r\nr2,"two\r\nlines"\r\n'.encode())
    assert found.columns == {"key": ["r1", "r2"], "label": ["Wang, Wei", "two\r\nlines"]}


def test_rows_are_counted_as_a_spreadsheet_shows_them() -> None:
    found = table('a,b\n"x\ny",1\n\n,\nz,2\n')
    assert found.rows == [2, 5]
    assert found.place(1, "b").row == 5
    assert found.place(1, "b").file == "t.csv"


def test_rows_of_many_chunks_keep_their_numbers() -> None:
    found = table("a\n" + "1\n" * (CHUNK_ROWS + 5) + "\n" + "2\n")
    assert found.rows[-1] == CHUNK_ROWS + 8
    assert found.columns["a"][-1] == "2"


def test_empty_columns_at_the_end_are_left_out() -> None:
    assert table("a,b,,\n1,2,,\n3,4,\n").columns == {"a": ["1", "3"], "b": ["2", "4"]}


def test_a_field_below_an_empty_column_name() -> None:
    finding = fault("a,,\n1,,2\n3,,4\n")
    assert (finding.code, finding.location.row, finding.facts) == ("column_unnamed", 1, {"position": 3})


def test_the_row_of_a_quotation_mark_that_is_never_closed() -> None:
    finding = fault('a,b\n1,2\n3,"4\n5,6\n')
    assert (finding.code, finding.location.row) == ("table_malformed", 3)


@pytest.mark.parametrize("data", ["", "\n", ",,\n1,2,3\n", "  \n"])
def test_no_header(data: str) -> None:
    assert fault(data).code == "table_empty"


def test_header_without_rows_is_a_table() -> None:
    assert table("a,b\n").count == 0


@pytest.mark.parametrize(("row", "fields"), [("1", 1), ("1,2,3", 3)])
def test_ragged_rows(row: str, fields: int) -> None:
    found = fault(f"a,b\n1,2\n{row}\n")
    assert (found.code, found.location.row) == ("row_ragged", 3)
    assert found.facts == {"fields": fields, "columns": 2}


def test_every_ragged_row_is_listed() -> None:
    assert [finding.location.row for finding in read("a,b\n1\n1,2\n1,2,3\n")[1]] == [2, 4]


def test_duplicate_and_unnamed_columns() -> None:
    codes = [finding.code for finding in read("a,,a\n1,2,3\n")[1]]
    assert codes == ["column_unnamed", "column_twice"]


def test_other_encodings_are_refused_with_the_row() -> None:
    found = fault(b"key,label\nr1,\xff\xff\xff\n")
    assert (found.code, found.location.row) == ("table_encoding", 2)
    assert str(fault("key,label\n".encode("utf-16-le")).facts["seems"]).startswith("UTF-16")


def test_an_encoding_that_was_concluded_is_told() -> None:
    notices = FindingList()
    found = read_csv("key,label\nr1,王伟\n".encode("gbk"), "t.csv", "/cells", 9, FindingList(), notices)
    assert found is not None and found.columns["label"] == ["王伟"]
    (notice,) = notices
    assert (notice.code, notice.location.file, notice.facts["encoding"]) == ("table_encoding_read", "t.csv", "GB18030")


def test_a_quotation_mark_that_is_never_closed() -> None:
    assert fault('a,b\n1,2\n3,"4\n').code == "table_malformed"


def test_too_many_rows() -> None:
    with pytest.raises(TooLarge):
        read("a\n1\n2\n3\n", max_rows=2)


def test_attributes_stay_what_they_look_like() -> None:
    found = table("key,n,code,flag,half,id,empty,exp\nr1,12,007,true,1.50,310101199001011234,,1E5\n")
    assert found.attributes(0, frozenset({"key"}), FindingList()) == {
        "n": 12,
        "code": "007",
        "flag": True,
        "half": 1.5,
        "id": "310101199001011234",
        "exp": "1E5",
    }

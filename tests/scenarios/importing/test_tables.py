"""Tables of every kind say the same; whatever cannot be read is named with its row and column."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as arrow
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from models.errors import TooLarge
from models.findings import FindingList
from scenarios.definition.ceilings import Ceilings
from scenarios.importing.cell_texts import text_of
from scenarios.importing.dates import AmbiguousDate, day_of
from scenarios.importing.mapping import FormatMapping
from scenarios.importing.table_files import TableFile, read_table
from tests.scenarios.importing.support import CEILINGS, amounts, csv_of, fault, faults, imported, quality, rows


def workbook(sheet: str = "Sales", *, dated: bool = True) -> bytes:
    """The small company as XLSX, dates as dates, numbers as numbers."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("Notes").write(0, 0, "nothing here")
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, ["month", "product", "region", "rep", "sales"])
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for place, (month, *members, sales) in enumerate(rows(), start=1):
            if dated:
                page.write_datetime(place, 0, date.fromisoformat(f"{month}-15"), day)  # type: ignore[arg-type]
            page.write_row(place, 1, [*members, float(str(sales))])
    return stream.getvalue()


def parquet_file(**options: Any) -> bytes:
    """The small company as Parquet, with exact decimals."""
    columns = list(zip(*rows(), strict=True))
    table = arrow.table(
        {
            "month": arrow.array([date.fromisoformat(f"{month}-15") for month in columns[0]]),
            "product": arrow.array(columns[1]).dictionary_encode(),
            "region": arrow.array(columns[2], arrow.large_string()),
            "rep": arrow.array(columns[3]),
            "sales": arrow.array([Decimal(str(one)) for one in columns[4]], arrow.decimal128(18, 2)),
            "note": arrow.array([None] * len(columns[0]), arrow.string()),
        }
    )
    stream = io.BytesIO()
    parquet.write_table(table, stream, **options)
    return stream.getvalue()


EXPECTED = {"core East Ann": 132_000, "core West Ben": 66_000}


class TestKinds:
    def test_workbook(self) -> None:
        assert amounts(imported(TableFile("s.xlsx", workbook()), format={"sheet": "Sales"})) == EXPECTED

    @pytest.mark.parametrize(
        "options", [{}, {"compression": "zstd", "data_page_version": "2.0"}, {"compression": "gzip"}]
    )
    def test_parquet(self, options: dict[str, Any]) -> None:
        assert amounts(imported(TableFile("s.parquet", parquet_file(**options)))) == EXPECTED

    @pytest.mark.parametrize(("separator", "name"), [(";", "s.csv"), ("\t", "s.tsv")])
    def test_separators(self, separator: str, name: str) -> None:
        assert amounts(imported(TableFile(name, csv_of(rows()).replace(b",", separator.encode())))) == EXPECTED

    def test_encodings(self) -> None:
        data = csv_of([(*row[:2], "华东" if row[2] == "East" else "华西", *row[3:]) for row in rows()]).decode()
        found = imported(TableFile("s.csv", data.encode("gb18030")), format={"encoding": "gb18030"})
        assert amounts(found)["core 华东 Ann"] == 132_000
        assert quality(found)["quality_encoding"] == {"encoding": "gb18030"}
        read = quality(imported(TableFile("s.csv", data.encode("gb18030"))))  # the mapping says nothing about it
        assert read["table_encoding_read"] == {"encoding": "GB18030"}
        assert amounts(imported(TableFile("s.csv", data.encode("gb18030"))))["core 华东 Ann"] == 132_000
        assert fault(b"\xff\xfe\x00", format={"encoding": "utf-16"}).code == "table_encoding"

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("s.xlsx", "import_workbook_unreadable"),
            ("s.xls", "import_workbook_unreadable"),
            ("s.parquet", "import_parquet_unreadable"),
            ("s.csv", "import_not_a_text"),
        ],
    )
    def test_broken_files(self, name: str, code: str) -> None:
        assert fault(TableFile(name, b"PK\x03\x04 not a table")).code == code

    def test_a_text_called_a_workbook(self) -> None:
        assert fault(TableFile("s.xlsx", csv_of(rows()))).code == "import_workbook_unreadable"

    def test_unknown_kinds(self) -> None:
        assert fault(TableFile("s.pdf", b"")).code == "file_kind_unknown"
        assert fault(TableFile("sales", b"")).code == "file_kind_unknown"

    def test_unknown_sheet(self) -> None:
        found = fault(TableFile("s.xlsx", workbook()), format={"sheet": "Sale"})
        assert (found.code, found.facts["known"]) == ("import_sheet_missing", ["Notes", "Sales"])

    def test_places_of_a_workbook_are_its_own(self) -> None:
        found = faults(TableFile("s.xlsx", workbook(dated=False)), format={"sheet": "Sales"})[0]
        assert (found.code, found.location.row, found.location.column) == ("import_date_missing", 2, "month")

    @pytest.mark.parametrize("data", [b"", b"\n\n"])
    def test_nothing(self, data: bytes) -> None:
        assert fault(data).code == "table_empty"

    def test_a_header_alone(self) -> None:
        assert fault(csv_of([])).code == "import_no_rows"

    @pytest.mark.parametrize("name", ["s.csv", "s.xlsx", "s.parquet"])
    def test_over_the_ceilings(self, name: str) -> None:
        data = {"s.csv": csv_of(rows()), "s.xlsx": workbook(), "s.parquet": parquet_file()}[name]
        file, written = TableFile(name, data), FormatMapping(sheet="Sales" if name == "s.xlsx" else None)
        with pytest.raises(TooLarge):
            read_table(file, written, Ceilings(rows=47), FindingList(), FindingList())
        with pytest.raises(TooLarge):
            read_table(file, written, Ceilings(bytes=100), FindingList(), FindingList())
        assert read_table(file, written, Ceilings(rows=48), FindingList(), FindingList()) is not None


class TestDates:
    @pytest.mark.parametrize(
        "text",
        [
            "2019-07-31",
            "2019/7/31",
            "2019.07.31",
            "20190731",
            "2019年7月31日",
            "2019-07-31 23:59:59",
            "2019-07-31T00:00Z",
        ],
    )
    def test_days(self, text: str) -> None:
        found = day_of(text, None)
        assert found is not None and (found.day, found.is_month) == (date(2019, 7, 31), False)

    @pytest.mark.parametrize("text", ["2019-07", "2019/7", "201907", "2019年7月"])
    def test_months(self, text: str) -> None:
        found = day_of(text, None)
        assert found is not None and (found.day, found.is_month) == (date(2019, 7, 1), True)

    def test_two_ways(self) -> None:
        with pytest.raises(AmbiguousDate):
            day_of("03/04/2019", None)
        assert day_of("03/04/2019", "dmy").day == date(2019, 4, 3)  # type: ignore[union-attr]
        assert day_of("03/04/2019", "mdy").day == date(2019, 3, 4)  # type: ignore[union-attr]
        assert day_of("04/04/2019", None).day == date(2019, 4, 4)  # type: ignore[union-attr]

    def test_day_numbers_of_excel(self) -> None:
        assert day_of("43677", "excel").day == date(2019, 7, 31)  # type: ignore[union-attr]
        assert day_of("2019-07-31", "excel") is None

    @pytest.mark.parametrize("text", ["", "soon", "2019-13", "2019-02-30", "31/02/2019", "１２３４"])
    def test_no_dates(self, text: str) -> None:
        assert day_of(text, "dmy") is None

    @given(st.text(max_size=20), st.sampled_from([None, "ymd", "dmy", "mdy", "excel"]))
    def test_never_breaks(self, text: str, written: Any) -> None:
        try:
            day_of(text, written)
        except AmbiguousDate:
            assert written in (None, "ymd", "excel")

    def test_every_fault_with_its_row(self) -> None:
        written = rows()
        for place, text in enumerate(["", "soon", "03/04/2024", "1901-01"]):
            written[place] = (text, *written[place][1:])
        found = {one.code: one.location.row for one in faults(written)}
        assert found == {
            "import_date_missing": 2,
            "import_date_unreadable": 3,
            "import_date_ambiguous": 4,
            "import_date_outside": 5,
        }


class TestAmounts:
    def test_text(self) -> None:
        written = rows()
        written[3] = (*written[3][:4], "12 yuan")
        found = fault(written)
        assert (found.code, found.location.row, found.location.column) == ("number_as_text", 5, "sales")

    def test_missing(self) -> None:
        written = rows()
        written[0] = (*written[0][:4], "")
        assert fault(written).code == "import_amount_missing"

    def test_thousands_and_decimal_comma(self) -> None:
        written = [(*row[:4], '"1.000,50"') for row in rows()]
        found = imported(written, format={"thousands": ".", "decimal": ","})
        assert amounts(found)["core East Ann"] == 12 * 100_050

    def test_finer_than_a_coin(self) -> None:
        written = rows()
        written[0] = (*written[0][:4], "100.005")
        written[1] = (*written[1][:4], "50.0050000000000000001")
        assert [one.code for one in faults(written)] == ["amount_too_fine"] * 2
        found = imported(written, format={"finer_amounts": "round"}, years={"base": 2023})
        assert amounts(found) == {"core East Ann": 120_000, "core West Ben": 60_001}  # half to even, more than half up
        assert quality(found)["quality_rounded"] == {"count": 2}

    def test_too_large(self) -> None:
        written = rows()
        written[0] = (*written[0][:4], "1" + "0" * 14)
        assert "amount_too_large" in {one.code for one in faults(written)}


class TestColumns:
    def test_a_name_that_does_not_exist(self) -> None:
        found = fault(columns={"date": "month", "amount": "sale"})
        assert (found.code, found.location.pointer) == ("import_column_missing", "/columns/amount")
        assert found.facts["near"] == ["sales"]

    def test_a_dimension_without_its_column(self) -> None:
        dimensions = [{"name": "product", "column": "prodct"}]
        assert fault(dimensions=dimensions).location.pointer == "/dimensions/0/column"

    def test_a_member_is_missing(self) -> None:
        written = rows()
        written[7] = (*written[7][:3], "", 1)
        found = fault(written)
        assert (found.code, found.location.row) == ("member_missing", 9)

    def test_a_label_that_is_a_formula(self) -> None:
        written = [(*row[:3], "=1+1", row[4]) for row in rows()]
        assert faults(written)[0].code == "formula_text"

    def test_mixed_currencies(self) -> None:
        data = csv_of([(*row, "CNY") for row in rows()], "month,product,region,rep,sales,ccy")  # type: ignore[misc]
        columns = {"date": "month", "amount": "sales", "currency": "ccy"}
        assert amounts(imported(data, columns=columns)) == EXPECTED
        found = fault(data.replace(b"100,CNY", b"100,USD", 1), columns=columns)
        assert (found.code, found.facts) == ("import_currency_mixed", {"value": "USD", "expected": "CNY"})

    def test_two_parents(self) -> None:
        dimensions = [{"name": "rep", "column": "rep", "above": [{"name": "place", "column": "region"}]}]
        written = [*rows(), ("2024-05", "core", "West", "Ann", 1)]
        found = fault(written, dimensions=dimensions)
        assert (found.code, found.location.row) == ("import_two_parents", 50)

    def test_ragged_rows(self) -> None:
        assert fault(csv_of(rows()) + b"2024-01,core\n").code == "row_ragged"


class TestTexts:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (None, ""),
            (True, "true"),
            (3.0, "3"),
            (0.1 + 0.2, "0.3"),
            (6104.97, "6104.97"),
            (" a ", "a"),
            (float("nan"), ""),
        ],
    )
    def test_as_a_csv_file_would_hold_it(self, value: object, text: str) -> None:
        assert text_of(value) == text


def test_reading_has_a_ceiling_of_its_own() -> None:
    assert CEILINGS.rows == 1_000_000

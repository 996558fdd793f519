"""Proposals: columns by header and value in English and Chinese, every guess with a reason, never silently final."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.importing.column_guesses import guess_columns, kind_of
from scenarios.importing.guess_words import HEADERS, MEANINGS, TEXTS
from scenarios.importing.guessing import FACT_ROLES, Guess, guess_mapping
from scenarios.importing.import_tables import ImportTables
from scenarios.importing.mapping_loading import read_mapping
from scenarios.importing.run import import_scenarios
from scenarios.importing.table_files import TableFile
from tests.scenarios.importing.support import CEILINGS, csv_of, rows

CHINESE = "下单日期,产品线,大区,业务员,销售金额（万元）,备注"


def guessed(data: bytes, people: bytes | None = None, currency: str | None = None) -> Guess:
    """A proposal from CSV tables."""
    other = None if people is None else TableFile("people.csv", people)
    return guess_mapping(ImportTables(TableFile("sales.csv", data), other), CEILINGS, None, currency)


class TestColumns:
    def test_english(self) -> None:
        found = {one.role: one.column for one in guessed(csv_of(rows())).columns}
        assert found == {"date": "month", "amount": "sales", "product": "product", "region": "region", "person": "rep"}

    def test_chinese_headers_unit_and_currency(self) -> None:
        data = csv_of([(*row, "x") for row in rows()], CHINESE)  # type: ignore[misc]
        found = guessed(data)
        written = yaml.safe_load(found.text)
        assert found.language == "zh"
        assert written["columns"] == {"date": "下单日期", "amount": "销售金额（万元）"}
        assert written["money"] == {"currency": "CNY", "unit": "ten_thousand"}
        assert [one["column"] for one in written["dimensions"]] == ["产品线", "大区", "业务员"]
        assert "# 未使用的列：备注" in found.text

    def test_values_decide_against_a_header(self) -> None:
        data = csv_of([(*row, "tall") for row in rows()], "month,product,region,rep,sales,amount")  # type: ignore[misc]
        found = {one.role: one.column for one in guessed(data).columns}
        assert found["amount"] == "sales"

    def test_names_win_over_numbers_for_people(self) -> None:
        data = csv_of([(*row, 17) for row in rows()], "month,product,region,rep,sales,rep id")  # type: ignore[misc]
        assert {one.role: one.column for one in guessed(data).columns}["person"] == "rep"

    def test_every_guess_has_a_reason_and_a_confidence(self) -> None:
        found = guessed(csv_of(rows()))
        for one in found.columns:
            assert one.reason
            assert f"{one.confidence:.0%}: {one.reason}" in found.text

    def test_kinds_of_values(self) -> None:
        kind = kind_of(["2024-01-01", "", "soon", "2024-02-01"])
        assert (round(kind.dates, 2), kind.filled, kind.distinct) == (0.67, 0.75, 3)


class TestValues:
    def test_fiscal_years_that_a_column_states(self) -> None:
        written = [
            (*row, f"FY{int(row[0][:4]) + (int(row[0][5:]) >= 7)}")
            for row in [*rows(), ("2025-06", "core", "East", "Ann", 1)]
        ]
        found = yaml.safe_load(guessed(csv_of(written, "month,product,region,rep,sales,fiscal year")).text)  # type: ignore[arg-type]
        assert found["years"] == {"starts": 7, "base": 2025}

    @pytest.mark.parametrize(("day", "order"), [("{d}/{m}/{y}", "dmy"), ("{m}/{d}/{y}", "mdy")])
    def test_dates_that_can_be_read_one_way(self, day: str, order: str) -> None:
        written = [(day.format(y=row[0][:4], m=row[0][5:], d=25), *row[1:]) for row in rows()]
        assert yaml.safe_load(guessed(csv_of(written)).text)["format"]["date_format"] == order  # type: ignore[arg-type]

    def test_dates_that_can_be_read_two_ways_are_asked_about(self) -> None:
        written = [(f"05/{row[0][5:]}/{row[0][:4]}", *row[1:]) for row in rows()]
        found = guessed(csv_of(written))  # type: ignore[arg-type]
        assert yaml.safe_load(found.text)["format"]["date_format"] is None
        assert any("05/01/2023" in question for question in found.questions)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ('"1,234.50"', {"thousands": ","}),
            ('"1.234,50"', {"thousands": ".", "decimal": ","}),
            ('"12,5"', {"decimal": ","}),
            ("100.125", {"finer_amounts": "round"}),
        ],
    )
    def test_marks_in_numbers(self, text: str, expected: dict[str, str]) -> None:
        written = [(*row[:4], text) for row in rows()]
        assert yaml.safe_load(guessed(csv_of(written)).text)["format"] == expected

    @pytest.mark.parametrize(
        ("header", "currency"), [("sales (EUR)", "EUR"), ("sales", "USD"), ("sales ￥", "CNY"), ("sales SKU", "USD")]
    )
    def test_currency(self, header: str, currency: str) -> None:
        found = guessed(csv_of(rows(), f"month,product,region,rep,{header}"))
        assert yaml.safe_load(found.text)["money"]["currency"] == currency
        assert any("names a currency" in question for question in found.questions) == (currency == "USD")

    def test_stated_currency(self) -> None:
        assert yaml.safe_load(guessed(csv_of(rows()), currency="JPY").text)["money"]["currency"] == "JPY"

    def test_another_encoding(self) -> None:
        data = csv_of([(*row, "华东") for row in rows()], CHINESE).decode().encode("gb18030")  # type: ignore[misc]
        assert yaml.safe_load(guessed(data).text)["format"]["encoding"] == "gb18030"


class TestText:
    def test_can_be_imported_after_a_look(self) -> None:
        found = guessed(csv_of(rows()), b"name,hire date,manager\nAnn,2020-01-01,Zoe\nBen,2020-01-01,Zoe\n")
        mapping = read_mapping(found.text.encode(), "m.yaml", CEILINGS).mapping
        people = TableFile("people.csv", b"name,hire date,manager\nAnn,2020-01-01,Zoe\nBen,2020-01-01,Zoe\n")
        tables = ImportTables(TableFile("sales.csv", csv_of(rows())), people)
        assert import_scenarios(tables, mapping, "sales", CEILINGS).history.cells.baseline == 198_000

    def test_people_without_history_are_asked_about(self) -> None:
        found = guessed(csv_of(rows()), b"name\nAnn\nCai\n")
        assert "#   - {members: [Cai], rule: mean_of_peers, peers: [], reason: }" in found.text
        assert any("Ben" in question for question in found.questions)

    @settings(max_examples=40)
    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12))
    def test_any_header_and_value_gives_a_readable_file(self, text: str) -> None:
        import csv
        import io

        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["month", "sales", f"product {text}"])
        writer.writerows([row[0], row[4], text] for row in rows())
        found = guessed(stream.getvalue().encode())
        assert yaml.safe_load(found.text)["columns"]["amount"] == "sales"

    def test_a_table_in_which_nothing_fits(self) -> None:
        found = guessed(b"a,b\nx,y\n")
        assert len(found.questions) >= 3
        assert found.columns == ()


def test_words_exist_in_both_languages() -> None:
    assert all(pair.en and pair.zh for pair in (*TEXTS.values(), *MEANINGS.values()))
    assert HEADERS.keys() == MEANINGS.keys() >= {*FACT_ROLES}
    for key, pair in TEXTS.items():
        places = [{part.split("}")[0] for part in text.split("{")[1:]} for text in pair]
        assert places[0] == places[1], key


def test_a_column_has_one_meaning() -> None:
    from models.findings import FindingList
    from models.tables.csv_table import read_csv

    table = read_csv(b"start date\n2024-01-01\n", "t.csv", "", 10, FindingList(), FindingList())
    assert table is not None
    assert len(guess_columns(table, ["hire_date", "start"], "en")) == 1

"""The Accept and Accept-Encoding headers, and names of files."""

from __future__ import annotations

import pytest

from app.negotiation import XLSX, preferred_form, takes_gzip
from app.questions import disposition
from app.refusals import NotAcceptable

ALL = ("json", "csv", "xlsx")


class TestPreferredForm:
    @pytest.mark.parametrize("accept", ["text/csv", "text/csv, application/json;q=0.5", "TEXT/CSV;q=0.2, */*;q=0.1"])
    def test_csv(self, accept: str) -> None:
        assert preferred_form(accept, ALL) == "csv"

    @pytest.mark.parametrize("accept", ["text/*", "text/csv;header=present", "application/*;q=0.1, text/*"])
    def test_ranges(self, accept: str) -> None:
        assert preferred_form(accept, ALL) == "csv"

    @pytest.mark.parametrize(
        "accept",
        [None, "", "*/*", "application/*", "application/json", "text/csv, application/json", "text/html, */*;q=0.8"],
    )
    def test_json_where_nothing_is_liked_better(self, accept: str | None) -> None:
        assert preferred_form(accept, ALL) == "json"

    @pytest.mark.parametrize("accept", [XLSX, f"{XLSX}, application/json;q=0.9", f"text/csv;q=0.5, {XLSX};q=0.6"])
    def test_workbook(self, accept: str) -> None:
        assert preferred_form(accept, ALL) == "xlsx"

    def test_the_most_specific_range_decides(self) -> None:
        assert preferred_form("application/json;q=0, */*", ALL) == "csv"
        assert preferred_form(f"application/*;q=0.5, {XLSX};q=0.4, text/csv;q=0", ALL) == "json"

    @pytest.mark.parametrize("accept", ["text/html", "image/*", "application/json;q=0", "*/*;q=0", "text/csv;q=x"])
    def test_nothing_that_there_is(self, accept: str) -> None:
        with pytest.raises(NotAcceptable) as refused:
            preferred_form(accept, ALL)
        assert refused.value.offered == ("application/json", "text/csv", XLSX)

    def test_only_what_is_offered(self) -> None:
        with pytest.raises(NotAcceptable):
            preferred_form("text/csv", ("json",))


@pytest.mark.parametrize(
    ("written", "takes"),
    [
        (None, False),
        ("", False),
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip;q=nan", False),
        ("identity", False),
    ],
)
def test_packed_answers(written: str | None, takes: bool) -> None:
    assert takes_gzip(written) is takes


def test_names_of_files() -> None:
    assert disposition("tiny.plan.csv") == 'attachment; filename="tiny.plan.csv"'
    expected = "attachment; filename=\"plan.csv\"; filename*=UTF-8''%E5%8D%8E%E4%B8%9C.plan.csv"
    assert disposition("华东.plan.csv") == expected

"""The workbook of a comparison: numbers that are numbers, native charts, nothing that runs, the same every time."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from starlette.testclient import TestClient

from app.documents.comparison.schema import ComparisonDocument
from app.negotiation import XLSX
from app.routes.examples import INFEASIBLE_SCENARIO, TINY_SCENARIO

PATH = "/v1/comparisons?strategy=growth&strategy=fairness&prices=true&break_evens=true"
FAIR: dict[str, Any] = {**TINY_SCENARIO, "fairness_certificate": {"max_gini": 0.05}}


def posted(client: TestClient, scenario: Any = FAIR, language: str = "en") -> bytes:
    """The workbook's bytes."""
    response = client.post(PATH, json=scenario, headers={"accept": XLSX, "accept-language": language})
    assert response.status_code == 200, response.text
    return response.content


@pytest.fixture(scope="module")
def data(client: TestClient) -> bytes:
    """The workbook of two strategies."""
    return posted(client)


@pytest.fixture(scope="module")
def book(data: bytes) -> Workbook:
    """The same, open."""
    return load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def document(client: TestClient) -> ComparisonDocument:
    """The same comparison as a document."""
    return ComparisonDocument.model_validate_json(client.post(PATH, json=FAIR).content)


class TestSheets:
    def test_in_their_order(self, book: Workbook) -> None:
        assert book.sheetnames == [
            "Summary",
            "Gains and losses",
            "By product",
            "By region",
            "By product × region",
            "What binds where",
            "Regret",
            "Price list",
            "Break-even",
            "Fairness certificate",
        ]

    def test_speak_chinese(self, client: TestClient) -> None:
        names = load_workbook(io.BytesIO(posted(client, language="zh"))).sheetnames
        assert names[:2] == ["概览", "增减"] and names[-1] == "公平性证书"

    def test_break_evens_are_those_of_the_document(self, book: Workbook, document: ComparisonDocument) -> None:
        assert document.break_evens is not None
        told = [(dial.stands, turn) for dial in document.break_evens.dials for turn in dial.turns]
        rows = list(book["Break-even"].iter_rows(min_row=5, max_row=4 + len(told), values_only=True))
        assert told and [row[1:3] for row in rows] == [(stands, turn.value) for stands, turn in told]
        assert rows[0][3:5] == ("Core line", "New line")
        assert [row[6] for row in rows] == [turn.sentence for _, turn in told]

    def test_targets_are_those_of_the_document(self, book: Workbook, document: ComparisonDocument) -> None:
        (cut,) = [cut for cut in document.cuts if cut.by_labels == ["Region"]]
        rows = {row[0]: row[1:] for row in book["By region"].iter_rows(min_row=5, values_only=True) if row[0]}
        for node in cut.nodes:
            assert rows[node.label[0]][:2] == tuple(float(target) for target in node.targets)
            assert rows[node.label[0]][2] == float(node.differences[1])
        assert rows["Total"][:3] == (900, 900, 0)

    def test_regret_is_that_of_the_document(self, book: Workbook, document: ComparisonDocument) -> None:
        assert document.regret is not None
        rows = list(book["Regret"].iter_rows(min_row=5, max_row=6, min_col=2, max_col=3, values_only=True))
        for row, losses in zip(rows, document.regret.loss, strict=True):
            assert list(row) == pytest.approx(losses)

    def test_prices_are_those_of_the_document(self, book: Workbook, document: ComparisonDocument) -> None:
        assert document.prices is not None
        rows = {row[0]: row for row in book["Price list"].iter_rows(min_row=5, values_only=True)}
        for line in (*document.prices.terms, *document.prices.limits):
            assert line.price is not None
            assert rows[line.label][2] == pytest.approx(line.price.loss)

    def test_certificates_state_the_verdict(self, book: Workbook) -> None:
        texts = [str(row[0]) for row in book["Fairness certificate"].iter_rows(values_only=True)]
        assert any("Gini coefficient is" in text and "0.05 is allowed" in text for text in texts)
        assert any(text.startswith("The plan keeps all 1 thresholds") for text in texts)


class TestFile:
    def test_has_native_charts(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
            texts = [parts.read(name).decode() for name in charts]
        assert len(charts) == 5
        assert sum('<c:min val="0"/>' in text for text in texts) == 2

    def test_is_the_same_every_time(self, client: TestClient, data: bytes) -> None:
        assert posted(client) == data

    def test_nothing_runs(self, book: Workbook) -> None:
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "n"}

    def test_without_a_plan_it_holds_the_reasons(self, client: TestClient) -> None:
        response = client.post(PATH, json=INFEASIBLE_SCENARIO, headers={"accept": XLSX})
        assert response.status_code == 200
        (sheet,) = load_workbook(io.BytesIO(response.content)).worksheets
        texts = [str(row[0]) for row in sheet.iter_rows(values_only=True)]
        assert sheet.title == "Why there is no plan" and texts[1] == "No strategy has a plan."
        assert texts[3].startswith("Without a plan: ") and "100 thousand CNY too little" in texts[4]
        assert any(text.startswith("Keep all other limits and lower the company target") for text in texts)


class TestPlanWorkbook:
    def test_has_the_certificate_too(self, client: TestClient) -> None:
        response = client.post("/v1/allocations?strategy=growth", json=FAIR, headers={"accept": XLSX})
        found = load_workbook(io.BytesIO(response.content))
        texts = [str(row[0]) for row in found["Fairness certificate"].iter_rows(values_only=True)]
        assert any("0.05 is allowed" in text for text in texts)

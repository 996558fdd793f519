"""POST /v1/payouts: pay of everybody, statements, what if, every form, and every way to be refused."""

from __future__ import annotations

import copy
import csv
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from httpx import Response
from starlette.testclient import TestClient

from app.documents.incentives.payout_schema import PayoutDocument
from app.negotiation import XLSX
from app.routes.incentive_documentation import PLAN_FORM_EXAMPLE, TINY_PLAN, TINY_PLAN_YAML
from tests.app.routes.test_allocations import problem

PATH = "/v1/payouts"


def tiny_plan() -> dict[str, Any]:
    """A copy of the example that a test may spoil."""
    return copy.deepcopy(dict(TINY_PLAN))


def paid(client: TestClient, query: str = "", plan: Any = TINY_PLAN) -> PayoutDocument:
    """The document of a plan."""
    response = client.post(f"{PATH}?{query}", json=plan)
    assert response.status_code == 200, response.text
    return PayoutDocument.model_validate_json(response.content)


def answered(response: Response, status: int, code: str) -> dict[str, Any]:
    """A problem document of the expected kind."""
    found = problem(response, status)
    assert found["code"] == code
    return found


class TestAnswers:
    def test_pay_of_everybody(self, client: TestClient) -> None:
        document = paid(client)
        assert document.total.earned == document.people[0].earned == Decimal(28_800)
        assert document.total.people == 1
        assert (document.through, document.months) == ("2026-12", 12)
        assert document.statements == []
        assert document.what_if is None

    @pytest.mark.parametrize("query", ["person=ann", "person=Ann", "statements=true", "person=ann&person=Ann"])
    def test_the_statement_once(self, client: TestClient, query: str) -> None:
        statements = paid(client, query).statements
        assert [one.person for one in statements] == ["ann"]
        line = statements[0].lines[0]
        assert line.sentence.endswith("24,000 × 100 % × 120 % = 28,800")
        corners = [(point.at, point.pay) for point in line.curve]
        assert corners[:4] == [(0.0, 0), (0.8, 0), (0.8, 12_000), (1.0, 24_000)]

    def test_what_if(self, client: TestClient) -> None:
        document = paid(client, "person=ann&at=revenue=120%25")
        assert document.what_if is not None
        assert document.what_if.at == {"revenue": 1.2}
        assert document.total.earned == 33_600
        assert [rung.earned for rung in document.what_if.ladder] == [12_000, 18_000, 24_000, 28_800, 33_600, 37_200]

    def test_the_same_as_yaml_and_as_a_form(self, client: TestClient) -> None:
        written = client.post(PATH, content=TINY_PLAN_YAML, headers={"content-type": "application/yaml"})
        form = client.post(PATH, files={name: (None, text) for name, text in PLAN_FORM_EXAMPLE.items()})
        assert written.json()["total"]["earned"] == 28_800
        assert form.json()["total"]["earned"] == 26_400  # one percent per percent

    def test_speaks_chinese(self, client: TestClient) -> None:
        response = client.post(f"{PATH}?person=ann", json=TINY_PLAN, headers={"accept-language": "zh-CN"})
        assert response.headers["content-language"] == "zh"
        assert response.json()["statements"][0]["sentences"][0] == "目标奖金：60,000 × 40% = 24,000。"


class TestFiles:
    def test_csv(self, client: TestClient) -> None:
        response = client.post(PATH, json=TINY_PLAN, headers={"accept": "text/csv"})
        assert response.headers["content-disposition"] == 'attachment; filename="Tiny incentive plan.payout.csv"'
        rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert [(row["person"], row["component"], row["pay"]) for row in rows] == [("ann", "revenue bonus", "28800")]

    def test_texts_in_csv_are_no_formulas(self, client: TestClient) -> None:
        plan = tiny_plan()
        plan["groups"][0]["components"][0]["label"] = "-1+1"
        response = client.post(PATH, json=plan, headers={"accept": "text/csv"})
        assert ",'-1+1," in response.content.decode("utf-8-sig")

    def test_workbook(self, client: TestClient) -> None:
        response = client.post(PATH, json=TINY_PLAN, headers={"accept": XLSX})
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        assert book.sheetnames == ["Totals", "People", "Lines", "Payments"]
        assert [cell.value for cell in book["Payments"][5]][4:7] == ["2027-01-15", "2026-12", 28_800]

    def test_page(self, client: TestClient) -> None:
        response = client.post(f"{PATH}?person=ann", json=TINY_PLAN, headers={"accept": "text/html"})
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert "<h1>Ann</h1>" in response.text and "28,800" in response.text

    def test_a_page_speaks_the_language_of_the_plan(self, client: TestClient) -> None:
        response = client.post(
            f"{PATH}?person=ann", json={**TINY_PLAN, "language": "zh"}, headers={"accept": "text/html"}
        )
        assert "奖金核算单" in response.text


class TestRefusals:
    @pytest.mark.parametrize(
        ("query", "accept", "code", "pointer"),
        [
            ("at=1.1", "application/json", "what_if_person", "/person"),
            ("person=ann&at=much", "application/json", "attainment_form", "/at"),
            ("person=ann&at=1&at=2", "application/json", "attainment_twice", "/at"),
            ("person=ann&at=rev=1", "application/json", "measure_unknown", "/at"),
            ("person=ann&at=satisfaction=1", "application/json", "attainment_without_target", "/at"),
            ("", "text/html", "statement_person", "/person"),
        ],
    )
    def test_what_cannot_be_asked(self, client: TestClient, query: str, accept: str, code: str, pointer: str) -> None:
        response = client.post(f"{PATH}?{query}", json=TINY_PLAN, headers={"accept": accept})
        found = answered(response, 422, "invalid_input")
        assert [(error["code"], error["pointer"]) for error in found["errors"]] == [(code, pointer)]

    def test_an_unknown_person(self, client: TestClient) -> None:
        found = answered(client.post(f"{PATH}?person=bob", json=TINY_PLAN), 404, "unknown_resource")
        assert found["detail"] == "There is no person called “bob”. Known are Ann. Correct the name."

    def test_without_actuals(self, client: TestClient) -> None:
        plan = tiny_plan()
        del plan["actuals"]
        found = answered(client.post(PATH, json=plan), 422, "invalid_input")
        assert found["errors"][0]["code"] == "actuals_needed"

    def test_a_missing_number_is_not_zero(self, client: TestClient) -> None:
        plan = tiny_plan()
        plan["actuals"] = [{"person": "ann", "satisfaction": 0.9}]
        found = answered(client.post(PATH, json=plan), 422, "invalid_input")
        assert found["errors"][0]["code"] == "actual_missing"

    def test_too_many_people(self, client: TestClient) -> None:
        plan = tiny_plan()
        keys = [f"p{place}" for place in range(51)]  # the service of the tests takes 50
        plan["people"] = [{"key": key, "group": "rep", "ote": 1} for key in keys]
        plan["targets"] = [{"person": key, "measure": "revenue", "target": 1} for key in keys]
        plan["actuals"] = [{"person": key, "revenue": 1, "satisfaction": 1} for key in keys]
        answered(client.post(PATH, json=plan), 413, "too_large")

    def test_other_forms_and_parameters(self, client: TestClient) -> None:
        answered(client.post(PATH, json=TINY_PLAN, headers={"accept": "image/png"}), 406, "not_acceptable")
        answered(client.post(f"{PATH}?rep=ann", json=TINY_PLAN), 422, "invalid_request")
        answered(
            client.post(PATH, content=b"<a/>", headers={"content-type": "text/xml"}), 415, "unsupported_media_type"
        )
        answered(client.post(PATH, content=b"{", headers={"content-type": "application/json"}), 400, "malformed")

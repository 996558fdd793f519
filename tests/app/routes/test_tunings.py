"""`POST /v1/tunings` and `POST /v1/certificates`."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from app.documents.tuning.schema import TuningResultDocument
from app.main import create_app
from app.negotiation import XLSX
from app.routes.tuning_examples import SMALL, TINY_CERTIFICATE, TINY_RESULT, TINY_TUNING
from app.settings import Settings

PLAN = TINY_TUNING["plan"]


def test_a_tuning_and_its_certificate(client: TestClient) -> None:
    asked = {"plan": PLAN, "tuning": {**SMALL, "analyses": [], "starts": 1}}
    answer = client.post("/v1/tunings", json=asked, headers={"accept-language": "zh"})
    assert answer.status_code == 200 and answer.headers["content-language"] == "zh"
    found = TuningResultDocument.model_validate_json(answer.content)
    assert found.request["time_limit_seconds"] == 60 and found.request["workers"] == 1
    again = client.post("/v1/certificates?draws=3000", json={"plan": PLAN, "result": answer.json()})
    assert again.status_code == 200 and again.json()["draws"] == 3000
    assert again.json()["values"] == answer.json()["certificate"]["values"]


def test_no_tuning_asks_for_the_usual_and_time_skips_what_it_does_not_reach() -> None:
    """The least time a service can give: the search, its certificate and no analysis."""
    hurried = TestClient(create_app(Settings(max_seconds=1)))
    found = TuningResultDocument.model_validate_json(
        hurried.post("/v1/tunings", json={"plan": PLAN, "tuning": None}).content
    )
    assert "sensitivity" in found.skipped


@pytest.mark.parametrize(("accept", "begins"), [(XLSX, b"PK"), ("text/html", b"<!DOCTYPE html>")])
def test_other_forms(client: TestClient, accept: str, begins: bytes) -> None:
    asked = {"plan": PLAN, "tuning": {**SMALL, "analyses": [], "starts": 1}}
    answer = client.post("/v1/tunings", json=asked, headers={"accept": accept})
    assert answer.status_code == 200 and answer.content.startswith(begins)


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "/plan", "field_missing"),
        ({"plan": PLAN, "tunning": {}}, "/tunning", "field_unknown"),
        ({"plan": PLAN, "tuning": {"starts": 0}}, "/tuning/starts", "number_below_minimum"),
        ({"plan": PLAN, "tuning": {"tune": [{"group": "repp"}]}}, "/tuning/tune/0/group", "tuning_name_unknown"),
        ({"plan": PLAN, "tuning": {"sales": "cloud"}}, "/tuning/sales", "measure_unknown"),
        ({"plan": PLAN, "tuning": []}, "/tuning", "document_without_fields"),
        ({"plan": {**PLAN, "money": {}}}, "/plan/money/currency", "field_missing"),
    ],
)
def test_what_is_refused(client: TestClient, body: dict[str, Any], pointer: str, code: str) -> None:
    answer = client.post("/v1/tunings", json=body)
    assert answer.status_code == 422
    assert (pointer, code) in [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


@pytest.mark.parametrize(
    ("result", "code", "pointer"),
    [
        ({**TINY_RESULT, "plan_hash": "sha256:0"}, "certificate_other_plan", "/plan_hash"),
        ({**TINY_RESULT, "certificate": None}, "certificate_of_nothing", "/certificate"),
        ({**TINY_RESULT, "outcome": "refused"}, "certificate_of_refused", "/outcome"),
        (
            {**TINY_RESULT, "certificate": {**TINY_RESULT["certificate"], "draws": 1}},
            "number_below_minimum",
            "/certificate/draws",
        ),
        (
            {**TINY_RESULT, "certificate": {**TINY_RESULT["certificate"], "values": {"x": 1}}},
            "certificate_values",
            "/certificate/values",
        ),
        (
            {**TINY_RESULT, "certificate": {**TINY_RESULT["certificate"], "seed": False}},
            "not_a_whole_number",
            "/certificate/seed",
        ),
        ({**TINY_RESULT, "request": {**SMALL, "keep": [{}]}}, "tuning_nothing_to_tune", "/request/keep"),
        ({**TINY_RESULT, "request": {**SMALL, "sales": "x"}}, "measure_unknown", "/request/sales"),
        (PLAN, "document_of_another_kind", "/schema"),
    ],
)
def test_results_that_cannot_be_certified(client: TestClient, result: dict[str, Any], code: str, pointer: str) -> None:
    answer = client.post("/v1/certificates", json={**TINY_CERTIFICATE, "result": result})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["code"], error["pointer"]) == (code, f"/result{pointer}")


def test_a_form_without_its_result(client: TestClient) -> None:
    answer = client.post("/v1/certificates", files={"plan": ("plan.yaml", b"{}", "application/yaml")})
    (error,) = answer.json()["errors"]
    assert (error["code"], error["pointer"]) == ("form_part_missing", "/result")

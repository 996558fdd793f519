"""Workbooks over REST: templates, .xlsx bodies, plans as .xlsx."""

from __future__ import annotations

import io

import openpyxl
from starlette.testclient import TestClient

from app.negotiation import XLSX
from app.routes.examples import TINY_SCENARIO
from app.schemas.problem import Problem
from tests.support.workbooks import with_value

PATH = "/v1/allocations"


def test_a_template_posted_as_it_is_gives_a_plan(client: TestClient) -> None:
    template = client.get("/v1/template", params={"language": "zh"})
    assert (template.status_code, template.headers["content-type"]) == (200, XLSX)
    assert template.headers["content-language"] == "zh"
    answer = client.post(PATH, content=template.content, headers={"content-type": XLSX})
    assert answer.status_code == 200, answer.text
    assert sum(cell["target"] for cell in answer.json()["cells"]) == 4800


def test_the_language_is_negotiated(client: TestClient) -> None:
    found = client.get("/v1/template", headers={"accept-language": "zh-CN"})
    assert "说明" in openpyxl.load_workbook(io.BytesIO(found.content)).sheetnames
    assert client.get("/v1/template", params={"language": "fr"}).status_code == 422


def test_faults_have_sheet_row_and_column(client: TestClient) -> None:
    answer = client.post(PATH, content=with_value("cells", "C2", "#N/A"), headers={"content-type": XLSX})
    assert answer.status_code == 422
    Problem.model_validate(answer.json())
    (error,) = answer.json()["errors"]
    assert (error["code"], error["sheet"], error["row"], error["column"]) == ("cell_error", "cells", 2, "C")


def test_no_workbook_at_all(client: TestClient) -> None:
    answer = client.post(PATH, content=b"PK\x03\x04", headers={"content-type": XLSX})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "workbook_damaged"


def test_the_plan_as_a_workbook(client: TestClient) -> None:
    answer = client.post(PATH, json=TINY_SCENARIO, headers={"accept": XLSX})
    assert (answer.status_code, answer.headers["content-type"]) == (200, XLSX)
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames[0] == "Summary"

"""POST /v1/sweeps: rows of plans under other numbers, and every way to be refused."""

from __future__ import annotations

import csv
import io
from typing import Any

import pyarrow.parquet
import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from app.documents.sweep_schema import SweepResultDocument
from app.main import create_app
from app.negotiation import PARQUET, XLSX
from app.routes.examples import TINY_SCENARIO
from app.routes.sweep_examples import DRAWN_SWEEP, SWEEP_FORM, TINY_SWEEP
from app.settings import Settings
from tests.app.routes.test_allocations import problem

pytestmark = pytest.mark.usefixtures("forkserver")

PATH = "/v1/sweeps"


def asked(**sweep: object) -> dict[str, Any]:
    """A body with another sweep."""
    return {"scenario": TINY_SCENARIO, "sweep": sweep}


def varied(pointer: str, *values: float, **sweep: object) -> dict[str, Any]:
    return asked(parameters=[{"pointer": pointer, "values": list(values)}], **sweep)


class TestAnswers:
    @pytest.mark.parametrize("body", [TINY_SWEEP, DRAWN_SWEEP], ids=["grid", "drawn"])
    def test_json(self, client: TestClient, body: dict[str, Any]) -> None:
        response = client.post(PATH, json=body)
        assert response.status_code == 200, response.text
        found = SweepResultDocument.model_validate_json(response.content)
        assert found.complete and found.done == found.points == len(found.rows) - 1
        assert client.post(PATH, json=body).content == response.content

    def test_a_row_is_the_plan_of_the_scenario_so_posted(self, client: TestClient) -> None:
        found = client.post(PATH, json=varied("/company_target/amount", 950)).json()
        plan = client.post("/v1/allocations", json={**TINY_SCENARIO, "company_target": {"amount": 950}}).json()
        assert found["rows"][1]["plan_hash"] == plan["plan_hash"]
        assert found["rows"][1]["scenario_hash"] == plan["scenario_hash"]
        assert found["rows"][1]["scorecard"] == plan["scorecard"]

    def test_csv_and_parquet(self, client: TestClient) -> None:
        written = client.post(PATH, json=TINY_SWEEP, headers={"accept": "text/csv"})
        assert 'filename="tiny.sweep.csv"' in written.headers["content-disposition"]
        rows = list(csv.DictReader(io.StringIO(written.content.decode("utf-8-sig"))))
        response = client.post(PATH, json=TINY_SWEEP, headers={"accept": PARQUET})
        assert response.headers["content-type"] == PARQUET
        table = pyarrow.parquet.read_table(io.BytesIO(response.content))
        assert table.num_rows == len(rows) == 5 * 2
        assert table.column_names == list(rows[0])

    def test_a_workbook(self, client: TestClient) -> None:
        headers = {"accept": XLSX, "accept-language": "zh"}
        response = client.post(PATH, json=TINY_SWEEP, headers=headers)
        assert (response.headers["content-type"], response.headers["content-language"]) == (XLSX, "zh")
        assert 'filename="tiny.sweep.xlsx"' in response.headers["content-disposition"]
        (sheet,) = load_workbook(io.BytesIO(response.content)).worksheets
        assert sheet.title == "扫描" and sheet.max_row == 3 + 5 * 2
        assert [cell.value for cell in sheet[3]][-3:] == ["区域（代码）", "区域", "节点目标"]
        assert client.post(PATH, json=TINY_SWEEP, headers=headers).content == response.content

    def test_a_form_with_tables(self, client: TestClient) -> None:
        files = [(name, (name, text)) for name, text in SWEEP_FORM.items()]
        found = client.post(PATH, files=files).json()
        assert [row["values"] for row in found["rows"]] == [[300], [280], [300], [320]]
        assert found["rows"][0]["plan_hash"] == found["rows"][2]["plan_hash"]

    def test_a_part_says_what_it_is(self, client: TestClient) -> None:
        flow = "{parameters: [{pointer: /company_target/amount, values: [290]}]}"
        rest = [(name, (name, text)) for name, text in SWEEP_FORM.items() if name != "sweep"]
        for part in (("sweep.yaml", flow), ("sweep", flow, "application/yaml")):
            found = client.post(PATH, files=[*rest, ("sweep", part)])
            assert found.status_code == 200, found.text
            assert [row["values"] for row in found.json()["rows"]] == [[300], [290]]

    def test_infeasible_points_are_rows(self, client: TestClient) -> None:
        found = client.post(PATH, json=varied("/company_target/amount", 900, 5000)).json()
        assert found["outcomes"] == {"infeasible": 1, "optimal": 1}
        assert found["rows"][2]["reason"] == {
            "code": "caps_below_floor",
            "limit": "steady regions",
            "limits": ["steady regions"],
            "pointer": "/limits/0",
            "against": "company target",
            "amount": 3960,
            "message": "The caps of “steady regions” add up to 1,040 thousand CNY; the company target needs 5,000 "
            "thousand CNY: 3,960 thousand CNY too little.",
        }


class TestRefusals:
    @pytest.mark.parametrize(
        ("body", "code", "pointer"),
        [
            ({"scenario": TINY_SCENARIO}, "field_missing", "/sweep"),
            ({**TINY_SWEEP, "more": 1}, "field_unknown", "/more"),
            (asked(), "field_missing", "/sweep/parameters"),
            (asked(parameters=[]), "list_too_short", "/sweep/parameters"),
            (asked(parameters=[{"pointer": "/a"}]), "vary_values_or_range", "/sweep/parameters/0"),
            (varied("/company_target/amount", 1, design="star"), "not_one_of", "/sweep/design"),
            (varied("/company_target/amount", 1, points=3), "sweep_points_given", "/sweep/points"),
            (varied("/cells/0/baseline", 1), "pointer_fixed", "/sweep/parameters/0/pointer"),
            (varied("/limits/0/name", 1), "pointer_not_a_number", "/sweep/parameters/0/pointer"),
            (varied("company_target", 1), "pointer_form", "/sweep/parameters/0/pointer"),
            (varied("/limits/99/min_share", 1), "pointer_unknown", "/sweep/parameters/0/pointer"),
            (varied("/company_target/amount", 1e15, -5), "number_below_minimum", "/scenario/company_target/amount"),
            (varied("/company_target/amount", 0.1234567890123456), "vary_digits", "/sweep/parameters/0"),
            (varied("/company_target/amount", -1), "number_below_minimum", "/scenario/company_target/amount"),
            ({**TINY_SWEEP, "scenario": {**TINY_SCENARIO, "name": 1}}, "not_text", "/scenario/name"),
            (varied("/company_target/amount", 900, by=["planet"]), "unknown_axis", "/sweep"),
        ],
    )
    def test_faults(self, client: TestClient, body: dict[str, Any], code: str, pointer: str) -> None:
        document = problem(client.post(PATH, json=body), 422)
        assert [(entry["code"], entry["pointer"]) for entry in document["errors"]] == [(code, pointer)]

    def test_no_json(self, client: TestClient) -> None:
        headers = {"content-type": "application/json"}
        problem(client.post(PATH, content=b"{", headers=headers), 400)
        assert client.post(PATH, content=b"x", headers={"content-type": "application/yaml"}).status_code == 415
        problem(client.post(PATH, json=[1]), 422)

    def test_a_form_without_a_sweep(self, client: TestClient) -> None:
        document = problem(client.post(PATH, files=[("scenario", ("s.yaml", SWEEP_FORM["scenario"]))]), 422)
        assert [entry["code"] for entry in document["errors"]] == ["sweep_part_missing"]

    def test_an_unknown_strategy(self, client: TestClient) -> None:
        problem(client.post(PATH, json=varied("/company_target/amount", 900, strategy="bold")), 404)

    def test_an_answer_of_another_kind(self, client: TestClient) -> None:
        problem(client.post(PATH, json=TINY_SWEEP, headers={"accept": "image/png"}), 406)

    def test_a_million_points(self, client: TestClient) -> None:
        parameters = [
            {"pointer": "/company_target/amount", "from": 800, "to": 1000, "steps": 1000},
            {"pointer": "/strategies/balanced/strategic_intensity", "from": 0, "to": 1, "steps": 1000},
        ]
        document = problem(client.post(PATH, json=asked(parameters=parameters)), 413)
        assert "1000000" in document["detail"] and "10000" in document["detail"]

    def test_points_times_cells(self) -> None:
        with TestClient(create_app(Settings(max_sweep_cells=15))) as client:
            assert client.post(PATH, json=varied("/company_target/amount", 890, 900, 910)).status_code == 200
            document = problem(client.post(PATH, json=varied("/company_target/amount", 890, 900, 910, 920)), 413)
            assert "16" in document["detail"] and "15" in document["detail"]

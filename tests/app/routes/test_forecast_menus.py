"""`POST /v1/forecast-menus`."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from starlette.testclient import TestClient

from app.documents.forecast_menu.schema import ForecastMenuDocument
from app.negotiation import XLSX

PATH = "/v1/forecast-menus"
GONIK = {"rates": {"at_forecast": 1.2, "above": 0.6, "below": 1.8}, "step": 0.25}


def test_a_menu(client: TestClient) -> None:
    answer = client.post(PATH, json={"quantile": 0.8, "most_pay": 1.6})
    assert answer.status_code == 200
    found = ForecastMenuDocument.model_validate_json(answer.content)
    assert found.quantile == 0.8 and found.bound_by == "least_rate_above"
    assert (found.rates.at_forecast, found.rates.above, found.rates.below) == (1.0, 0.5, 1.125)
    assert (found.miss.over, found.miss.under) == (0.5, 0.125)
    assert found.highest_pay == max(map(max, found.pay)) <= 1.6
    assert found.lowest_pay == min(map(min, found.pay)) == 0.375
    assert "passed 20% of the time and missed 80%" in found.sentences[0]


def test_goniks_table(client: TestClient) -> None:
    found = ForecastMenuDocument.model_validate_json(client.post(PATH, json=GONIK).content)
    row = found.pay[found.actuals.index(1.0)]
    assert [round(100 * pay) for pay in row] == [90, 105, 120, 105, 90]
    assert found.bound_by is None and found.quantile == 0.5


def test_the_table_as_csv(client: TestClient) -> None:
    answer = client.post(PATH, json=GONIK, headers={"accept": "text/csv", "accept-language": "zh"})
    assert answer.headers["content-disposition"] == 'attachment; filename="forecast-menu.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["实际 \\ 预测", "50%", "75%", "100%", "125%", "150%"]
    assert rows[3] == ["100%", "90%", "105%", "120%", "105%", "90%"]
    assert rows[1][-1] == "0%"


def test_the_table_as_a_workbook(client: TestClient) -> None:
    answers = [client.post(PATH, json=GONIK, headers={"accept": XLSX}) for _ in range(2)]
    assert answers[0].content == answers[1].content
    sheet = openpyxl.load_workbook(io.BytesIO(answers[0].content)).active
    assert sheet is not None and sheet.title == "Pay table"
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any("as likely to be passed" in str(row[0]) for row in rows)
    top = next(place for place, row in enumerate(rows) if row[0] == "Actual \\ forecast")
    assert rows[top][1:] == [0.5, 0.75, 1, 1.25, 1.5]
    assert rows[top + 3] == [1, 0.9, 1.05, 1.2, 1.05, 0.9]
    assert sheet.page_setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage


def test_pay_under_zero_is_told(client: TestClient) -> None:
    answer = client.post(PATH, json={**GONIK, "actual_from": 0, "forecast_to": 2})
    found = ForecastMenuDocument.model_validate_json(answer.content)
    assert found.lowest_pay == -1.2
    assert any("under zero" in sentence for sentence in found.sentences)


@pytest.mark.parametrize(
    ("body", "status", "pointer", "code"),
    [
        (b"{", 400, None, "json_malformed"),
        (b"[]", 422, "", "document_without_fields"),
        (b'{"quantile": 1}', 422, "/quantile", "number_above_maximum"),
        (b'{"quantile": 0.5, "most_pay": 1}', 422, "/most_pay", "menu_ceiling_out_of_reach"),
        (b'{"rates": {"at_forecast": 1, "above": 2, "below": 3}}', 422, "/rates", "menu_rates_order"),
    ],
)
def test_what_is_refused(client: TestClient, body: bytes, status: int, pointer: str | None, code: str) -> None:
    headers = {"content-type": "application/json"}
    for language, mark in (("en", "."), ("zh-CN", "。")):
        answer = client.post(PATH, content=body, headers={**headers, "accept-language": language})
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        (entry,) = answer.json()["errors"]
        assert entry["code"] == code and entry["detail"].endswith(mark)
        assert pointer is None or entry["pointer"] == pointer


@pytest.mark.parametrize(
    ("headers", "status"), [({"content-type": "application/yaml"}, 415), ({"accept": "text/html"}, 406)]
)
def test_other_kinds(client: TestClient, headers: dict[str, str], status: int) -> None:
    given: dict[str, Any] = {"content-type": "application/json", **headers}
    answer = client.post(PATH, content=b'{"quantile": 0.5}', headers=given)
    assert answer.status_code == status
    if status == 415:
        assert answer.headers["accept-post"] == "application/json"

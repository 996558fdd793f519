"""POST /v1/imports: a form with files, or rows as JSON; a scenario that can be posted on at once."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import yaml
from starlette.testclient import TestClient

from app.main import create_app
from app.openapi import openapi_text
from app.routes.import_examples import IMPORT_BODY, IMPORT_MAPPING, IMPORT_MAPPING_YAML
from app.schemas.imports import ImportResult
from app.settings import Settings
from tests.app.routes.test_allocations import problem
from tests.scenarios.importing.support import MAPPING, PEOPLE, PEOPLE_MAPPING, csv_of, mapping_with, rows

PATH = "/v1/imports"


def form(**parts: bytes | str) -> dict[str, Any]:
    """The parts of a form as files."""
    names = {"mapping": "m.import.yaml"}
    found = {"table": csv_of(rows()), "mapping": yaml.safe_dump(dict(MAPPING)), **parts}
    return {name: (names.get(name, f"{name}.csv"), data) for name, data in found.items()}


class TestForm:
    def test_answers_a_scenario_that_can_be_posted_on(self, client: TestClient) -> None:
        response = client.post(PATH, files=form())
        assert response.status_code == 200, response.text
        answer = ImportResult.model_validate_json(response.content)
        assert sorted(answer.tables) == ["table.cells.csv", "table.people.csv", "table.seasonality.csv"]
        assert yaml.safe_load(answer.files["table.scenario.yaml"])["cells"] == {"table": "table.cells.csv"}
        assert answer.report["baseline"]["actual"] == 1980
        plan = client.post("/v1/allocations?solver=highs", json=answer.scenario)
        assert plan.status_code == 200, plan.text

    def test_people_come_along(self, client: TestClient) -> None:
        mapping = yaml.safe_dump(mapping_with(people=dict(PEOPLE_MAPPING)))
        answer = client.post(PATH, files=form(mapping=mapping, people=PEOPLE)).json()
        assert "hire_date" in answer["tables"]["table.people.csv"]

    def test_text_parts_are_files_too(self, client: TestClient) -> None:
        parts = {"table": (None, csv_of(rows())), "mapping": (None, yaml.safe_dump(dict(MAPPING)))}
        assert client.post(PATH, files=parts).status_code == 200

    def test_words_in_chinese(self, client: TestClient) -> None:
        answer = client.post(PATH, files=form(), headers={"accept-language": "zh-CN"})
        assert answer.headers["content-language"] == "zh"
        assert "每个数字的来源" in answer.json()["report_text"]

    def test_missing_and_unknown_parts(self, client: TestClient) -> None:
        found = problem(client.post(PATH, files={"tabel": ("t.csv", b"a")}), 422)
        codes = [(one["code"], one["pointer"]) for one in found["errors"]]
        assert codes == [
            ("import_part_missing", "/table"),
            ("import_part_missing", "/mapping"),
            ("import_part_unknown", "/tabel"),
        ]

    def test_places_in_files(self, client: TestClient) -> None:
        data = csv_of([("soon", *rows()[0][1:])])
        (error,) = problem(client.post(PATH, files=form(table=data)), 422)["errors"]
        assert (error["file"], error["row"], error["column"]) == ("table.csv", 2, "month")
        mapping = yaml.safe_dump(mapping_with(years={"base": 2031}))
        (error,) = problem(client.post(PATH, files=form(mapping=mapping)), 422)["errors"]
        assert (error["file"], error["pointer"]) == ("m.import.yaml", "/years/base")
        problem(client.post(PATH, files=form(mapping="a: [")), 400)

    def test_names_of_files_are_harmless(self, client: TestClient) -> None:
        parts = form() | {"table": ("../../etc/pass<wd>.csv", csv_of(rows()))}
        assert "pass_wd_.cells.csv" in client.post(PATH, files=parts).json()["tables"]

    def test_a_broken_form(self, client: TestClient) -> None:
        headers = {"content-type": "multipart/form-data; boundary=x"}
        assert client.post(PATH, content=b"nonsense", headers=headers).status_code in (400, 422)


class TestJson:
    def test_the_example(self, client: TestClient) -> None:
        response = client.post(PATH, json=IMPORT_BODY)
        assert response.status_code == 200, response.text
        document = json.loads(openapi_text())
        operation = document["paths"][PATH]["post"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        components = {"components": document["components"]}
        jsonschema.validate(response.json(), schema | components, jsonschema.Draft202012Validator)
        body = operation["requestBody"]["content"]["application/json"]["schema"]
        jsonschema.validate(IMPORT_BODY, body | components, jsonschema.Draft202012Validator)
        assert yaml.safe_load(IMPORT_MAPPING_YAML) == IMPORT_MAPPING

    def test_amounts_are_exact(self, client: TestClient) -> None:
        rows_ = [dict(row, sales=0.1) for row in IMPORT_BODY["rows"]]
        mapping = {**IMPORT_MAPPING, "increment": 0.1}
        answer = client.post(PATH, json={"mapping": mapping, "rows": rows_}).json()
        assert answer["report"]["baseline"]["actual"] == 3.6

    def test_other_tables_come_as_rows(self, client: TestClient) -> None:
        people = [{"name": "Ann", "hired": "2020-01-01"}, {"name": "Ben", "hired": "soon"}]
        mapping = mapping_with(people={"columns": {"person": "name", "hire_date": "hired"}})
        names = ("month", "product", "region", "rep", "sales")
        body = {
            "mapping": mapping,
            "rows": [dict(zip(names, row, strict=True)) for row in rows()],
            "people_rows": people,
        }
        (error,) = problem(client.post(PATH, json=body), 422)["errors"]
        assert (error["code"], error["pointer"]) == ("import_date_unreadable", "/people_rows/1/hired")
        people[1]["hired"] = "2019-05-01"
        assert "hire_date" in client.post(PATH, json=body).json()["tables"]["import.people.csv"]
        del body["people_rows"]
        (error,) = problem(client.post(PATH, json=body), 422)["errors"]
        assert (error["code"], error["pointer"]) == ("import_table_missing", "/mapping/people")

    @pytest.mark.parametrize(
        ("change", "code", "pointer"),
        [
            ({"rows": [3]}, "not_an_object", "/rows/0"),
            ({"rows": [{"month": ["x"]}]}, "value_not_allowed", "/rows/0/month"),
            ({"rows": []}, "import_no_rows", "/rows"),
            ({"rows": None}, "not_a_list", "/rows"),
            ({"row": []}, "field_unknown", "/row"),
            ({"mapping": {**IMPORT_MAPPING, "years": {"base": 2031}}}, "import_base_year_empty", "/mapping/years/base"),
            ({"mapping": {**IMPORT_MAPPING, "years": {}}}, "field_missing", "/mapping/years/base"),
            ({"rows": [{**IMPORT_BODY["rows"][0], "month": "soon"}]}, "import_date_unreadable", "/rows/0/month"),
            ({"rows": [{**IMPORT_BODY["rows"][0], "sales": "x"}]}, "number_as_text", "/rows/0/sales"),
            (
                {"rows": [{"month": "2024-01", "sales": 1, "product": "a"}]},
                "import_column_missing",
                "/mapping/dimensions/1/column",
            ),
        ],
    )
    def test_faults_with_their_pointers(
        self, client: TestClient, change: dict[str, Any], code: str, pointer: str
    ) -> None:
        found = problem(client.post(PATH, json={**IMPORT_BODY, **change}), 422)
        assert [(one["code"], one["pointer"]) for one in found["errors"]] == [(code, pointer)]

    @pytest.mark.parametrize("body", ["[]", "3", '"x"'])
    def test_no_object(self, client: TestClient, body: str) -> None:
        problem(client.post(PATH, content=body, headers={"content-type": "application/json"}), 422)

    def test_malformed(self, client: TestClient) -> None:
        problem(client.post(PATH, content="{", headers={"content-type": "application/json"}), 400)


class TestRefusals:
    def test_other_types(self, client: TestClient) -> None:
        response = client.post(PATH, content="a", headers={"content-type": "text/csv"})
        assert "multipart/form-data" in problem(response, 415)["detail"]
        assert response.headers["accept-post"] == "application/json, multipart/form-data"

    def test_compressed(self, client: TestClient) -> None:
        headers = {"content-type": "application/json", "content-encoding": "br"}
        problem(client.post(PATH, content=b"x", headers=headers), 415)

    def test_ceilings(self) -> None:
        with TestClient(create_app(Settings(max_rows=40))) as client:
            problem(client.post(PATH, files=form()), 413)
            problem(client.post(PATH, json=IMPORT_BODY), 413)
        with TestClient(create_app(Settings(max_variables=1))) as client:
            problem(client.post(PATH, files=form()), 413)
        with TestClient(create_app(Settings(max_body_bytes=500))) as client:
            problem(client.post(PATH, files=form()), 413)

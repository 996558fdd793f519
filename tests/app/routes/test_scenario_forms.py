"""A scenario posted with its tables: the same plan and the same findings as from a folder."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.problems import finding_entry
from app.settings import Settings
from models.errors import InvalidInput
from scenarios.definition import load_scenario
from tests.app.cli.conftest import EXAMPLES
from tests.app.routes.test_allocations import problem
from tests.support.workbooks import workbook

SOLVE, CHECK = "/v1/allocations", "/v1/allocations?operation=validate"
SCENARIO = """\
schema: allot.scenario/1
name: 华东 2025
period: 2025
money: {currency: CNY, unit: thousand}
dimensions:
  - {name: region, members: {table: regions.csv}}
cells: {table: cells.csv}
company_target: {amount: 300}
"""
REGIONS = "key,label\neast,East\nwest,West\n"
CELLS = "region,baseline\neast,100\nwest,150\n"

Files = dict[str, bytes]


def files(**changes: Any) -> Files:
    """Scenario and tables by name, `_` in the place of a dot."""
    found = {"plan.scenario.yaml": SCENARIO, "regions.csv": REGIONS, "cells.csv": CELLS}
    found |= {name.replace("_", "."): data for name, data in changes.items()}
    return {
        name: data if isinstance(data, bytes) else data.encode() for name, data in found.items() if data is not None
    }


def post(client: TestClient, content: Files, path: str = CHECK, **headers: str) -> Any:
    """Post the files as a form."""
    parts = [("scenario" if "scenario" in name else "tables", (name, data)) for name, data in content.items()]
    return client.post(path, files=parts, headers={name.replace("_", "-"): text for name, text in headers.items()})


def on_disk(content: Files, folder: Path) -> list[dict[str, Any]]:
    """The findings about the same files in a folder, as REST writes them."""
    for name, data in content.items():
        (folder / name).write_bytes(data)
    with pytest.raises(InvalidInput) as refused:
        load_scenario(folder / "plan.scenario.yaml")
    return [finding_entry(finding, "en") for finding in refused.value.findings]


class TestPlans:
    def test_the_same_scenario_as_on_disk(self, client: TestClient, tmp_path: Path) -> None:
        for name, data in files().items():
            (tmp_path / name).write_bytes(data)
        answer = post(client, files()).json()
        assert answer["scenario_hash"] == load_scenario(tmp_path / "plan.scenario.yaml").scenario_hash
        assert answer["notices"] == []

    def test_plans_and_roll_ups(self, client: TestClient) -> None:
        plan = post(client, files(), SOLVE).json()
        assert sum(cell["target"] for cell in plan["cells"]) == 300
        assert len(post(client, files(), "/v1/rollups?by=region").json()["nodes"]) == 2

    def test_the_example_company(self) -> None:
        names = ("company.scenario.yaml", "company.cells.csv", "company.reps.csv", "company.seasonality.csv")
        content = {name: (EXAMPLES / name).read_bytes() for name in names}
        with TestClient(create_app(Settings())) as client:
            answer = post(client, content)
        assert answer.json()["scenario_hash"] == load_scenario(EXAMPLES / names[0]).scenario_hash

    def test_tables_in_workbooks(self, client: TestClient) -> None:
        book = workbook({"Sheet": [["region", "baseline"], ["east", 100], ["west", 150]]})
        scenario = SCENARIO.replace("cells.csv", "cells.xlsx#Sheet")
        answer = post(client, {**files(plan_scenario_yaml=scenario, cells_csv=None), "cells.xlsx": book})
        assert answer.json()["scenario_hash"] == post(client, files()).json()["scenario_hash"]

    def test_parts_named_as_the_scenario_names_them(self, client: TestClient) -> None:
        parts = {"scenario": (None, SCENARIO), "regions.csv": (None, REGIONS), "cells.csv": ("export.csv", CELLS)}
        assert client.post(CHECK, files=parts).status_code == 200

    @pytest.mark.parametrize(("written", "sent"), [("./cells.csv", "cells.csv"), ("a/e\u0301.csv", "a/\u00e9.csv")])
    def test_spellings_of_one_name(self, client: TestClient, written: str, sent: str) -> None:
        content = files(plan_scenario_yaml=SCENARIO.replace("cells.csv", written), cells_csv=None)
        assert post(client, {**content, sent: CELLS.encode()}).status_code == 200

    def test_other_encodings_get_a_notice(self, client: TestClient) -> None:
        table = "key,label\neast,华东大区销售\nwest,华西大区销售\n".encode("gb18030")
        notices = post(client, files(regions_csv=table)).json()["notices"]
        assert [notice["code"] for notice in notices] == ["table_encoding_read"]


class TestFindings:
    @pytest.mark.parametrize(
        "changes",
        [
            {"cells_csv": "region,baseline\neast,many\nnorth,1\n"},
            {"cells_csv": "region;baseline\neast;1,5\n"},
            {"cells_csv": 'region,baseline\neast,"1\n'},
            {"regions_csv": "key,label\neast,East\neast,West\n"},
            {"plan_scenario_yaml": SCENARIO.replace("amount: 300", "amount: -1")},
            {"plan_scenario_yaml": SCENARIO.replace("cells.csv", "cell.csv")},
            {"plan_scenario_yaml": SCENARIO.replace("cells.csv", "../cells.csv")},
            {"plan_scenario_yaml": SCENARIO.replace("cells.csv", "/etc/passwd")},
            {"plan_scenario_yaml": SCENARIO.replace("period: 2025", "period: [")},
        ],
    )
    def test_the_same_as_on_disk(self, client: TestClient, tmp_path: Path, changes: dict[str, str]) -> None:
        content = files(**changes)
        found = post(client, content).json()["errors"]
        assert found == on_disk(content, tmp_path)
        assert all(error["file"] for error in found)

    def test_row_and_column(self, client: TestClient) -> None:
        (error,) = problem(post(client, files(cells_csv="region,baseline\neast,1\nwest,x\n")), 422)["errors"]
        assert (error["file"], error["row"], error["column"]) == ("cells.csv", 3, "baseline")

    def test_names_never_reach_the_disk(self, client: TestClient, tmp_path: Path) -> None:
        (tmp_path / "cells.csv").write_text(CELLS)
        outside = str(tmp_path / "cells.csv")
        content = files(plan_scenario_yaml=SCENARIO.replace("cells.csv", outside))
        for name in ("../cells.csv", outside):
            found = problem(post(client, {**content, name: CELLS.encode()}), 422)["errors"]
            assert [error["code"] for error in found] == ["table_outside"]

    def test_missing_tables_are_suggested(self, client: TestClient) -> None:
        content = files(cells_csv=None)
        (error,) = problem(post(client, {**content, "cell.csv": CELLS.encode()}), 422)["errors"]
        assert error["code"] == "table_missing"
        assert "Did you mean cell.csv" in error["detail"]

    def test_unused_tables_get_a_notice(self, client: TestClient) -> None:
        (notice,) = post(client, {**files(), "old.csv": b"x"}, accept_language="zh").json()["notices"]
        assert notice["code"] == "table_unused"
        assert "old.csv" in notice["message"]

    def test_broken_forms(self, client: TestClient) -> None:
        headers = {"content-type": "multipart/form-data; boundary=x"}
        document = problem(client.post(CHECK, content=b"nonsense", headers=headers), 400)
        assert document["errors"][0]["code"] == "form_malformed"
        assert problem(client.post(CHECK, files={"tables": ("a.csv", b"")}), 422)["errors"][0]["pointer"] == "/scenario"

    def test_ceilings(self) -> None:
        with TestClient(create_app(Settings(max_rows=1))) as client:
            problem(post(client, files()), 413)
        with TestClient(create_app(Settings(max_body_bytes=400))) as client:
            problem(post(client, files()), 413)


class TestForms:
    """How answers look."""

    def test_files_to_save(self, client: TestClient) -> None:
        answer = post(client, files(), SOLVE, accept="text/csv")
        expected = "attachment; filename=\"plan.csv\"; filename*=UTF-8''%E5%8D%8E%E4%B8%9C%202025.plan.csv"
        assert answer.headers["content-disposition"] == expected
        assert "content-disposition" not in post(client, files(), SOLVE).headers

    def test_nothing_that_there_is(self, client: TestClient) -> None:
        for path in (SOLVE, "/v1/rollups", "/v1/imports"):
            response = client.post(path, json={}, headers={"accept": "text/html", "accept-language": "zh"})
            document = problem(response, 406)
            assert (document["code"], response.headers["vary"]) == ("not_acceptable", "Accept, Accept-Language")
            assert "application/json" in document["detail"] and "请" in document["detail"]
        problem(post(client, files(), CHECK, accept="text/csv"), 406)

    @pytest.mark.parametrize(("language", "name"), [("zh-CN", "汇总"), ("en", "Roll-up")])
    def test_roll_ups_as_workbooks(self, client: TestClient, language: str, name: str) -> None:
        accept = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        first, second = (
            post(client, files(), "/v1/rollups?by=region", accept=accept, accept_language=language) for _ in range(2)
        )
        assert first.content == second.content
        assert first.headers["content-language"] == language[:2]
        sheet = openpyxl.load_workbook(io.BytesIO(first.content))[name]
        rows = [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]
        assert [row[0] for row in rows[1:3]] == ["East", "West"]
        assert [row[2] for row in rows[1:]] == [120, 180, 300]
        assert rows[1][6] == 100 and rows[1][8] == pytest.approx(0.2)

    def test_workbooks_speak_the_scenarios_language_unless_asked(self, client: TestClient) -> None:
        accept = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        content = files(plan_scenario_yaml=SCENARIO + "language: zh\n")
        assert post(client, content, SOLVE, accept=accept).headers["content-language"] == "zh"
        asked = post(client, content, SOLVE, accept=accept, accept_language="en")
        assert openpyxl.load_workbook(io.BytesIO(asked.content)).sheetnames[0] == "Summary"

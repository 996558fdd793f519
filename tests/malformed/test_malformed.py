"""Every broken file, by every way in: what is said, where, and in which words. Never a traceback, a hang, a number."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.messages import describe
from app.settings import Settings
from models.allocation.limits.families import FAMILIES
from models.errors import InvalidInput, TooLarge
from models.findings import Finding
from scenarios.definition import load_scenario, media_of_name
from scenarios.definition.ceilings import Ceilings
from scenarios.importing.import_tables import ImportTables
from scenarios.importing.mapping_loading import load_mapping
from scenarios.importing.run import import_scenarios
from scenarios.importing.table_files import TableFile
from tests.app.cli.conftest import CHINESE, ENGLISH, allot_with
from tests.malformed.cases import HERE, IMPORTS, INDEX, MAPPING_ENDING, SCENARIOS, Case, address, cases, line
from tests.malformed.workbooks import WORKBOOKS

MEDIA = {
    "json": "application/json",
    "yaml": "application/yaml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CASES = [case for folder in SCENARIOS for case in cases(folder)]
IMPORT_CASES = cases(IMPORTS)
POSTED = [case for case in CASES if media_of_name(case.path.name) is not None]
NAMED = {"argnames": "case", "ids": lambda case: case.name}


@pytest.fixture(scope="module")
def client() -> Any:
    """The service with its usual ceilings."""
    with TestClient(create_app(Settings()), raise_server_exceptions=False) as found:
        yield found


def import_file(mapping: Path) -> None:
    """Import the table beside a mapping, as the command does. Raises InvalidInput, TooLarge."""
    file = load_mapping(mapping, Ceilings())
    table = table_of(mapping)
    try:
        tables = ImportTables(TableFile(table.name, table.read_bytes()), None, None, None)
        import_scenarios(tables, file.mapping, "plan", Ceilings())
    except InvalidInput as error:
        raise file.located(error) from None


def table_of(mapping: Path) -> Path:
    """The table beside a mapping."""
    return mapping.with_name(mapping.name.removesuffix(MAPPING_ENDING) + ".csv")


def check(case: Case, findings: tuple[Finding, ...]) -> None:
    """The findings are those of the index, in its order and words."""
    found = [(finding.code, address(finding.location), line(finding)) for finding in findings]
    assert found == [(expected.code, expected.at, expected.line) for expected in case.findings]
    for finding, expected in zip(findings, case.findings, strict=True):
        english, chinese = describe(finding, "en"), describe(finding, "zh")
        assert expected.en in english and expected.zh in chinese
        for word in expected.words:
            assert word in english and word in chinese


@pytest.mark.parametrize(argvalues=CASES, **NAMED)
class TestScenarios:
    def test_is_refused_in_words(self, case: Case) -> None:
        if case.too_large is not None:
            with pytest.raises(TooLarge) as large:
                load_scenario(case.path)
            assert large.value.what == case.too_large
            return
        with pytest.raises(InvalidInput) as refused:
            load_scenario(case.path)
        check(case, refused.value.findings)

    def test_the_command_ends_with_3(self, case: Case) -> None:
        for environment in (ENGLISH, CHINESE):
            ended = allot_with("validate", case.path, environment=environment)
            assert (ended.code, ended.out) == (3, "")
            assert ended.err and "Traceback" not in ended.err


@pytest.mark.parametrize(argvalues=POSTED, **NAMED)
def test_the_service_says_the_same(client: TestClient, case: Case) -> None:
    kind = media_of_name(case.path.name)
    assert kind is not None
    response = client.post(
        "/v1/allocations?operation=validate",
        content=case.path.read_bytes(),
        headers={"content-type": MEDIA[kind], "accept-language": "zh"},
    )
    assert response.headers["content-type"] == "application/problem+json"
    document = response.json()
    if case.too_large is not None:
        assert response.status_code == 413
        return
    assert response.status_code in (400, 422)
    if case.path.parent.name == "tables":
        assert [error["code"] for error in document["errors"]] == ["table_without_folder"]
        return
    assert [error["code"] for error in document["errors"]] == [expected.code for expected in case.findings]
    for error, expected in zip(document["errors"], case.findings, strict=True):
        assert expected.zh in error["detail"]


@pytest.mark.parametrize(argvalues=cases("tables"), **NAMED)
def test_tables_sent_along(client: TestClient, case: Case) -> None:
    paths = [case.path, *case.path.parent.glob(f"{case.path.stem}.csv")]
    parts = [("tables" if path.suffix == ".csv" else "scenario", (path.name, path.read_bytes())) for path in paths]
    response = client.post("/v1/allocations?operation=validate", files=parts)
    assert response.status_code == 422
    for error, expected in zip(response.json()["errors"], case.findings, strict=True):
        assert error["code"] == expected.code and expected.en in error["detail"]


@pytest.mark.parametrize(argvalues=IMPORT_CASES, **NAMED)
class TestImports:
    def test_is_refused_in_words(self, case: Case) -> None:
        with pytest.raises(InvalidInput) as refused:
            import_file(case.path)
        check(case, refused.value.findings)

    def test_the_command_ends_with_3_and_writes_nothing(self, case: Case, tmp_path: Path) -> None:
        out = tmp_path / "plan.scenario.yaml"
        ended = allot_with("import", table_of(case.path), "--map", case.path, "--out", out)
        assert ended.code == 3
        assert "Traceback" not in ended.err
        assert list(tmp_path.iterdir()) == []

    def test_the_service_says_the_same(self, client: TestClient, case: Case) -> None:
        paths = {"mapping": case.path, "table": table_of(case.path)}
        parts = {name: (path.name, path.read_bytes()) for name, path in paths.items()}
        response = client.post("/v1/imports", files=parts, headers={"accept-language": "zh"})
        assert response.status_code in (400, 422)
        for error, expected in zip(response.json()["errors"], case.findings, strict=True):
            assert error["code"] == expected.code and expected.zh in error["detail"]


class TestFolders:
    @pytest.mark.parametrize("folder", [*SCENARIOS, IMPORTS])
    def test_every_file_has_its_entry(self, folder: str) -> None:
        listed = {case.path for case in cases(folder)}
        tables = {table_of(path) if folder == IMPORTS else path.with_suffix(".csv") for path in listed}
        files = {path for path in (HERE / folder).iterdir() if path.name != INDEX}
        assert files - listed - tables == set()
        assert listed <= files

    def test_every_limit_family_is_broken_at_least_once(self) -> None:
        text = "".join(case.path.read_text("utf-8") for case in cases("limits"))
        kinds = {family.model_fields["kind"].annotation.__args__[0] for family in FAMILIES}  # type: ignore[union-attr]
        assert {kind for kind in kinds if f"kind: {kind}" not in text} == {"company_total"}

    @pytest.mark.parametrize("name", WORKBOOKS)
    def test_workbooks_are_what_their_builder_says(self, name: str) -> None:
        assert _values((HERE / "workbooks" / f"{name}.xlsx").read_bytes()) == _values(WORKBOOKS[name]())


def _values(data: bytes) -> str:
    """What stands in every cell."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    content = {
        sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row} for sheet in book
    }
    return json.dumps(content, default=str)

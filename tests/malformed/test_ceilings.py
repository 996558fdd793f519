"""Sizes exactly at every ceiling, and one over it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from models.errors import InvalidInput, TooLarge
from scenarios.definition import Ceilings, load_scenario, read_scenario
from scenarios.definition.json_source import read_json
from scenarios.definition.yaml_source import read_yaml
from scenarios.importing.import_tables import ImportTables
from scenarios.importing.mapping_loading import read_mapping
from scenarios.importing.run import Import, import_scenarios
from scenarios.importing.table_files import TableFile
from tests.scenarios.importing.support import MAPPING, csv_of, rows
from tests.support.workbooks import sheets, workbook

CHECK = "/v1/allocations?operation=validate"


def scenario(members: int) -> dict[str, Any]:
    """A scenario of one dimension with as many cells as members."""
    keys = [f"r{number}" for number in range(members)]
    return {
        "schema": "allot.scenario/1",
        "name": "Plan",
        "period": 2025,
        "money": {"currency": "CNY"},
        "dimensions": [{"name": "rep", "members": [{"key": key} for key in keys]}],
        "cells": [{"rep": key, "baseline": 100} for key in keys],
        "company_target": {"amount": 1000},
    }


def as_json(members: int = 5) -> bytes:
    """The scenario as JSON."""
    return json.dumps(scenario(members)).encode()


def imported(file: TableFile, ceilings: Ceilings) -> Import:
    """The small company of the tests, under ceilings."""
    mapping = read_mapping(yaml.safe_dump(dict(MAPPING)).encode(), "m.yaml", Ceilings()).mapping
    return import_scenarios(ImportTables(file, None, None, None), mapping, "plan", ceilings)


def refused(work: Callable[[], object]) -> tuple[str, float, float]:
    """What there is too much of, how much, and the ceiling."""
    with pytest.raises(TooLarge) as large:
        work()
    return large.value.what, large.value.actual, large.value.ceiling


class TestBytes:
    @pytest.mark.parametrize("kind", ["json", "yaml"])
    def test_of_a_document(self, kind: Any) -> None:
        data = as_json()
        size = len(data)
        assert read_scenario(data, kind, Ceilings(bytes=size)).problem.cells.count == 5
        assert refused(lambda: read_scenario(data, kind, Ceilings(bytes=size - 1))) == ("bytes", size, size - 1)

    def test_of_a_table(self, tmp_path: Path) -> None:
        document = {**scenario(5), "cells": {"table": "cells.csv"}}
        (tmp_path / "plan.json").write_text(json.dumps(document))
        table = "rep,baseline\n" + "".join(f"r{number},100{' ' * 1000}\n" for number in range(5))
        (tmp_path / "cells.csv").write_text(table)
        size = len(table)
        assert len(json.dumps(document)) < size
        assert load_scenario(tmp_path / "plan.json", Ceilings(bytes=size)).problem.cells.count == 5
        large = refused(lambda: load_scenario(tmp_path / "plan.json", Ceilings(bytes=size - 1)))
        assert large == ("bytes", size, size - 1)

    @pytest.mark.parametrize("pack", [None, "gzip"])
    def test_of_a_request(self, pack: str | None) -> None:
        data = as_json()
        headers = {"content-type": "application/json", **({"content-encoding": pack} if pack else {})}
        for over, status in ((0, 200), (1, 413)):
            with TestClient(create_app(Settings(max_body_bytes=len(data) - over))) as client:
                body = gzip.compress(data) if pack else data
                assert client.post(CHECK, content=body, headers=headers).status_code == status

    def test_of_an_import(self) -> None:
        file = TableFile("sales.csv", csv_of(rows()))
        size = len(file.data)
        assert imported(file, Ceilings(bytes=size)).scenarios
        assert refused(lambda: imported(file, Ceilings(bytes=size - 1))) == ("bytes", size, size - 1)


class TestRows:
    def test_inline(self) -> None:
        assert read_scenario(as_json(), "json", Ceilings(rows=5)).problem.cells.count == 5
        assert refused(lambda: read_scenario(as_json(), "json", Ceilings(rows=4))) == ("rows", 5, 4)

    def test_of_a_csv(self, tmp_path: Path) -> None:
        (tmp_path / "plan.json").write_text(json.dumps({**scenario(3), "cells": {"table": "cells.csv"}}))
        (tmp_path / "cells.csv").write_text("rep,baseline\nr0,1\n\nr1,1\nr2,1\n")
        assert load_scenario(tmp_path / "plan.json", Ceilings(rows=3)).problem.cells.count == 3
        assert refused(lambda: load_scenario(tmp_path / "plan.json", Ceilings(rows=2)))[0] == "rows"

    def test_of_a_sheet(self) -> None:
        """The members' sheet is the longest: five rows."""
        data = workbook(sheets())
        assert read_scenario(data, "xlsx", Ceilings(rows=5)).problem.cells.count == 3
        assert refused(lambda: read_scenario(data, "xlsx", Ceilings(rows=4)))[0] == "rows"

    def test_of_an_import(self) -> None:
        file, count = TableFile("sales.csv", csv_of(rows())), len(rows())
        assert imported(file, Ceilings(rows=count)).scenarios
        assert refused(lambda: imported(file, Ceilings(rows=count - 1)))[0] == "rows"


class TestValues:
    @pytest.mark.parametrize("read", [read_json, read_yaml])
    def test_of_a_document(self, read: Any) -> None:
        data = b'{"a": [1, 2, {"b": 3}]}'  # the object, its list of three, and the 3
        assert read(data, None, Ceilings(values=6)).value
        assert refused(lambda: read(data, None, Ceilings(values=5))) == ("values", 6, 5)

    def test_aliases_count_with_all_that_they_stand_for(self) -> None:
        data = b"a: &a [1, 2, 3]\nb: *a\n"  # the object, a list of three and its copy: 1 + 4 + 4
        assert read_yaml(data, None, Ceilings(values=9)).value == {"a": [1, 2, 3], "b": [1, 2, 3]}
        assert refused(lambda: read_yaml(data, None, Ceilings(values=8))) == ("values", 9, 8)


class TestDepth:
    @pytest.mark.parametrize("read", [read_json, read_yaml])
    def test_of_a_document(self, read: Any) -> None:
        assert read(b"[" * 7 + b"]" * 7, None, Ceilings(depth=7)).value
        with pytest.raises(InvalidInput) as deep:
            read(b"[" * 8 + b"]" * 8, None, Ceilings(depth=7))
        assert deep.value.malformed
        assert [finding.code for finding in deep.value.findings] == ["nested_too_deep"]


class TestVariables:
    def test_of_a_request(self) -> None:
        with TestClient(create_app(Settings(max_variables=5))) as client:
            assert client.post(CHECK, json=scenario(5)).status_code == 200
            answer = client.post(CHECK, json=scenario(6))
        assert answer.status_code == 413
        assert "6" in answer.json()["detail"] and "5" in answer.json()["detail"]


class TestSeconds:
    def test_of_a_request(self) -> None:
        with TestClient(create_app(Settings(max_seconds=10))) as client:
            for seconds, status in ((10, 200), (10.5, 413)):
                posted = {**scenario(2), "options": {"time_limit_seconds": seconds}}
                assert client.post("/v1/allocations", json=posted).status_code == status

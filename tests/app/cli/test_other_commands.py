"""`allot validate`, `schema`, `generate`, `serve`, `--version`."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import patch

import jsonschema
import pytest

from app.cli.generating import stem
from scenarios.definition import load_scenario
from tests.app.cli.conftest import ENGLISH, EXAMPLES, Allot

BROKEN = """\
schema: allot.scenario/1
name: broken
money: {currency: CNY}
period: 2025
dimensions:
  - {name: product, members: [{key: core}, {key: extra}]}
cells: {table: cells.csv}
company_target: {amount: -3}
"""


class TestValidate:
    def test_counts_and_hash(self, allot: Allot) -> None:
        path = EXAMPLES / "company.scenario.yaml"
        ended = allot("validate", path)
        assert (ended.code, ended.err) == (0, "")
        assert ended.lines[1].startswith("388 个单元，4 个维度共 78 个成员")
        assert ended.lines[2] == f"场景哈希 {load_scenario(path).scenario_hash}"

    def test_every_finding_with_its_place(self, allot: Allot, tmp_path: Path) -> None:
        (tmp_path / "broken.scenario.yaml").write_text(BROKEN)
        (tmp_path / "cells.csv").write_text("product,baseline\ncore,12x\ncoer,3\n")
        ended = allot("validate", tmp_path / "broken.scenario.yaml")
        assert (ended.code, ended.out) == (3, "")
        assert "cells.csv, row 2, column baseline" in ended.err
        assert "“12x”" in ended.err
        assert "cells.csv, row 3, column product" in ended.err
        assert "Did you mean core?" in ended.err
        assert "broken.scenario.yaml, line 8, /company_target/amount" in ended.err

    def test_notices_are_no_faults(self, allot: Allot, tiny: Path) -> None:
        text = tiny.read_text("utf-8").replace("limits:\n", "limits:\n  - {kind: commitment, name: c, below_rate: 0}\n")
        tiny.write_text(text, "utf-8")
        ended = allot("validate", tiny)
        assert ended.code == 0
        assert "Worth knowing:" in ended.lines


class TestSchema:
    @pytest.mark.parametrize("name", ["scenario", "plan"])
    def test_is_a_json_schema(self, allot: Allot, name: str) -> None:
        ended = allot("schema", name)
        jsonschema.Draft202012Validator.check_schema(json.loads(ended.out))
        assert (ended.code, ended.err) == (0, "")

    def test_unknown_name(self, allot: Allot) -> None:
        ended = allot("schema", "plam")
        assert ended.code == 3
        assert "Did you mean plan?" in ended.err


class TestGenerate:
    def test_writes_what_validates(self, allot: Allot, tmp_path: Path) -> None:
        path = tmp_path / "company.scenario.yaml"
        ended = allot("generate", "--cells", "60", "--seed", "4", "--tight", "1", "--out", path)
        assert ended.code == 0
        names = {"company.scenario.yaml", "company.reps.csv", "company.cells.csv"}
        assert {item.name for item in tmp_path.iterdir()} == names
        assert all(name in ended.out for name in names)
        assert allot("validate", path).code == 0

    def test_default_name(self, allot: Allot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        assert allot("generate", "--cells", "10", "--seed", "2").code == 0
        assert (tmp_path / "generated-10-2.scenario.yaml").is_file()

    @pytest.mark.parametrize(
        "arguments", [("--cells", "9"), ("--cells", "1000001"), ("--cells", "50", "--out", "x.csv")]
    )
    def test_usage(self, allot: Allot, arguments: tuple[str, ...]) -> None:
        assert allot("generate", *arguments).code == 2

    @pytest.mark.parametrize("name", ["a.scenario.yaml", "a.yaml", "a.scenario.yml", "a.yml"])
    def test_tables_are_named_after_the_scenario(self, name: str) -> None:
        assert stem(Path(name)) == "a"


class TestServe:
    def test_runs_the_factory(self, allot: Allot) -> None:
        with patch("uvicorn.run") as run:
            assert allot("serve", "--host", "0.0.0.0", "--port", "9000").code == 0
        run.assert_called_once_with("app.main:create_app", factory=True, host="0.0.0.0", port=9000)

    def test_settings_are_checked_first(self, allot: Allot) -> None:
        with patch("uvicorn.run") as run:
            assert allot("serve", environment={**ENGLISH, "ALLOT_MAX_SECONDS": "-1"}).code == 3
        run.assert_not_called()

    def test_a_service_that_cannot_start(self, allot: Allot) -> None:
        with patch("uvicorn.run", side_effect=SystemExit(1)):
            ended = allot("serve")
        assert ended.code == 7
        assert "could not be started" in ended.err


class TestVersion:
    def test_version(self, allot: Allot) -> None:
        ended = allot("--version")
        assert ended.code == 0
        assert ended.out.startswith("allot 0.")

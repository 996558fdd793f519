"""`allot solve --json` and `--out`: the plan as a document or a table."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from app.documents.plan_schema import PlanDocument
from tests.app.cli.conftest import EXAMPLES, Allot

INFEASIBLE = EXAMPLES / "infeasible.scenario.yaml"


class TestJson:
    def test_nothing_but_the_plan_document(self, allot: Allot, tiny: Path) -> None:
        ended = allot("solve", tiny, "--json")
        document = json.loads(ended.out)
        jsonschema.validate(document, PlanDocument.model_json_schema(by_alias=True, mode="serialization"))
        assert (ended.code, ended.err) == (0, "")
        assert sum(cell["target"] for cell in document["cells"]) == 4800

    def test_infeasible_answers_as_rest_does(self, allot: Allot) -> None:
        ended = allot("solve", INFEASIBLE, "--json")
        document = json.loads(ended.out)
        assert ended.code == 4
        assert (document["code"], document["outcome"]) == ("infeasible", "infeasible")
        assert document["diagnosis"]["repairs"]
        assert "No plan satisfies all limits" in ended.err

    def test_wrong_input_too(self, allot: Allot, tmp_path: Path) -> None:
        ended = allot("solve", tmp_path / "none.yaml", "--json")
        assert json.loads(ended.out)["errors"][0]["code"] == "file_missing"
        assert ended.code == 3


class TestOut:
    def test_json_file_is_the_document(self, allot: Allot, tiny: Path, tmp_path: Path) -> None:
        ended = allot("solve", tiny, "--out", tmp_path / "plan.json")
        assert json.loads((tmp_path / "plan.json").read_bytes())["outcome"] == "optimal"
        assert "Written" in ended.err

    def test_csv_opens_in_a_spreadsheet(self, allot: Allot, tiny: Path, tmp_path: Path) -> None:
        text = tiny.read_text("utf-8").replace("label: Ann", 'label: "-20 °C"').replace("label: Bo", "label: 波")
        tiny.write_text(text, "utf-8")
        assert allot("solve", tiny, "--out", tmp_path / "plan.csv").code == 0
        data = (tmp_path / "plan.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        assert {row["rep_label"] for row in rows} == {"'-20 °C", "波", "Chen"}
        assert sum(int(row["target"]) for row in rows) == 4800

    def test_a_failed_solve_leaves_the_old_plan(self, allot: Allot, tmp_path: Path) -> None:
        path = tmp_path / "plan.json"
        path.write_text("old")
        assert allot("solve", INFEASIBLE, "--out", path).code == 4
        assert path.read_text() == "old"
        assert list(tmp_path.iterdir()) == [path]

    @pytest.mark.parametrize("name", ["plan.xlsm", "plan", "plan.csv.gz"])
    def test_other_endings_are_usage_errors(self, allot: Allot, tiny: Path, name: str) -> None:
        ended = allot("solve", tiny, "--out", tiny.with_name(name))
        assert ended.code == 2
        assert ".json, .csv, .xlsx" in ended.err
        assert not tiny.with_name(name).exists()

    def test_a_folder_that_is_not_there(self, allot: Allot, tiny: Path, tmp_path: Path) -> None:
        ended = allot("solve", tiny, "--out", tmp_path / "none" / "plan.csv")
        assert ended.code == 3
        assert "There is no folder" in ended.err and "Create the folder" in ended.err
        assert ended.out == ""

"""`allot import`: files in, files out, and words for everything that is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.app.cli.conftest import CHINESE, Allot
from tests.scenarios.importing.support import MAPPING, PEOPLE, csv_of, mapping_with, rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with sales, people and a mapping."""
    (tmp_path / "sales.csv").write_bytes(csv_of(rows()))
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "company.import.yaml").write_text(yaml.safe_dump(dict(MAPPING)))
    return tmp_path


class TestImport:
    def test_writes_a_scenario_that_solves(self, allot: Allot, folder: Path) -> None:
        out = folder / "company.scenario.yaml"
        ended = allot("import", folder / "sales.csv", "--map", folder / "company.import.yaml", "--out", out)
        assert (ended.code, ended.err) == (0, "")
        assert ended.lines[0] == "2024: 1,980 CNY from 24 rows in 2 cells."
        names = {path.name for path in folder.iterdir()}
        assert {"company.cells.csv", "company.people.csv", "company.seasonality.csv", out.name} <= names
        assert allot("solve", out).code == 0

    def test_the_report(self, allot: Allot, folder: Path) -> None:
        out = folder / "company.scenario.yaml"
        allot("import", folder / "sales.csv", "--map", folder / "company.import.yaml", "--out", out)
        report = json.loads((folder / "company.import-report.json").read_text())
        assert report["baseline"]["comparable"] == 1980
        assert len(report["inputs"][0]["sha256"]) == 64
        text = (folder / "company.import-report.md").read_text("utf-8")
        assert "# Import report: small 2025" in text
        assert "exact sum of column “sales” over the 24 rows of 2024, by product, region, rep" in text

    def test_chinese(self, allot: Allot, folder: Path) -> None:
        (folder / "company.import.yaml").write_text(yaml.safe_dump(mapping_with(language="zh")))
        ended = allot("import", folder / "sales.csv", "--map", folder / "company.import.yaml")
        assert ended.lines[0] == "2024：24 行，合计 1,980 元，分布在 2 个单元。"
        assert "每个数字的来源" in (folder / "sales.import-report.md").read_text("utf-8")

    def test_the_mapping_names_its_tables(self, allot: Allot, folder: Path) -> None:
        people = {"table": "people.csv", "columns": {"person": "name", "hire_date": "hired"}}
        (folder / "company.import.yaml").write_text(yaml.safe_dump(mapping_with(people=people)))
        assert allot("import", folder / "sales.csv", "--map", folder / "company.import.yaml").code == 0
        assert "hire_date" in (folder / "sales.people.csv").read_text()

    def test_alternatives_get_files_of_their_own(self, allot: Allot, folder: Path) -> None:
        written = mapping_with(alternatives={"more": {"growth_rate": 0.2}})
        (folder / "company.import.yaml").write_text(yaml.safe_dump(written))
        out = folder / "c.scenario.yaml"
        assert allot("import", folder / "sales.csv", "--map", folder / "company.import.yaml", "--out", out).code == 0
        assert allot("solve", folder / "c-more.scenario.yaml").code == 0


class TestFaults:
    def test_places_in_table_and_mapping(self, allot: Allot, folder: Path) -> None:
        (folder / "company.import.yaml").write_text(yaml.safe_dump(mapping_with(years={"base": 2031})))
        ended = allot("import", folder / "sales.csv", "--map", folder / "company.import.yaml")
        assert (ended.code, ended.out) == (3, "")
        assert "company.import.yaml, line" in ended.err
        assert "There are no sales in 2031" in ended.err
        (folder / "sales.csv").write_bytes(csv_of([("03/04/2024", *rows()[0][1:])]))
        ended = allot("import", folder / "sales.csv", "--map", folder / "company.import.yaml")
        assert "sales.csv, row 2, column month" in ended.err
        assert not list(folder.glob("*.scenario.yaml"))

    @pytest.mark.parametrize("name", ["sales.csv", "company.import.yaml"])
    def test_a_missing_file(self, allot: Allot, folder: Path, name: str) -> None:
        (folder / name).unlink()
        ended = allot("import", folder / "sales.csv", "--map", folder / "company.import.yaml")
        assert ended.code == 3
        assert name in ended.err

    @pytest.mark.parametrize("options", [(), ("--guess", "--map", "m.yaml"), ("--guess", "--out", "m.csv")])
    def test_usage(self, allot: Allot, folder: Path, options: tuple[str, ...]) -> None:
        assert allot("import", folder / "sales.csv", *options).code == 2


class TestGuess:
    def test_writes_a_file_to_review(self, allot: Allot, folder: Path) -> None:
        ended = allot("import", folder / "sales.csv", "--guess", "--people", folder / "people.csv")
        assert (ended.code, ended.err) == (0, "")
        assert "month → date (96%): header “month”; 100% of the values are dates, e.g. 2023-01" in ended.out
        assert "Nothing is final" in ended.out
        path = folder / "sales.import.yaml"
        assert allot("import", folder / "sales.csv", "--map", path).code == 0

    def test_finds_its_tables_from_another_folder(self, allot: Allot, folder: Path) -> None:
        (folder / "plans").mkdir()
        path = folder / "plans" / "company.import.yaml"
        allot("import", folder / "sales.csv", "--guess", "--people", folder / "people.csv", "--out", path)
        assert "table: ../people.csv\n" in path.read_text("utf-8")
        assert allot("import", folder / "sales.csv", "--map", path).code == 0

    def test_in_chinese(self, allot: Allot, folder: Path) -> None:
        ended = allot("import", folder / "sales.csv", "--guess", "--lang", "zh", environment=CHINESE)
        assert "这只是建议" in ended.out
        assert "并非最终结果" in (folder / "sales.import.yaml").read_text("utf-8")


def test_schema(allot: Allot) -> None:
    assert json.loads(allot("schema", "import").out)["title"] == "Allot import mapping"

"""Scenario files and the tables beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import InvalidInput, TooLarge
from scenarios.definition import Ceilings, load_scenario, read_scenario
from tests.support.documents import checked, findings_in, findings_of, json_bytes, only, read, sound, yaml_bytes

CELLS = """product,rep,baseline,potential,margin_rate,effort,previous,hold,hold_reason
b,r2,33,,,,31.50,,
b,r1,,,,,,10,合同
a,r1,120.5,300.000,0.31,0.002,,,
"""
REPS = """key,label,parent,level,priority,capacity
r2,,t1,,-0.2,
t1,华东一部,,,0.3,
r1,王伟,t1,rep,,5000
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a sound scenario whose cells and people stand in CSV files."""
    document = sound()
    document["cells"] = {"table": "tables/cells.csv"}
    document["dimensions"][1]["members"] = {"table": "reps.csv"}
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "cells.csv").write_text(CELLS, encoding="utf-8")
    (tmp_path / "reps.csv").write_text(REPS, encoding="utf-8-sig")
    (tmp_path / "plan.scenario.yaml").write_bytes(yaml_bytes(document))
    return tmp_path


def test_tables_inline_rows_yaml_and_json_give_one_hash(folder: Path) -> None:
    from_csv = load_scenario(folder / "plan.scenario.yaml")
    inline = read(sound())
    assert from_csv.canonical == inline.canonical
    assert from_csv.scenario_hash == inline.scenario_hash == read_scenario(yaml_bytes(sound()), "yaml").scenario_hash


def test_json_files_are_read_too(folder: Path) -> None:
    (folder / "plan.json").write_bytes(json_bytes(sound()))
    assert load_scenario(folder / "plan.json").scenario_hash == read(sound()).scenario_hash


def cells_fault(folder: Path, text: str | bytes) -> tuple[str, int | None, str | None]:
    (folder / "tables" / "cells.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    found = only(findings_in(folder / "plan.scenario.yaml"))
    assert (found.location.file, found.location.pointer) == ("tables/cells.csv", "/cells")
    return found.code, found.location.row, found.location.column


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (CELLS.replace("31.50", "31,50"), ("row_ragged", 2, None)),
        (CELLS.replace("31.50", "NA"), ("number_as_text", 2, "previous")),
        (CELLS.replace("31.50", "31.5000001"), ("amount_too_fine", 2, "previous")),
        (CELLS.replace("31.50", "-1"), ("number_below_minimum", 2, "previous")),
        (CELLS.replace("31.50", "99999999999"), ("amount_too_large", 2, "previous")),
        (CELLS.replace("31.50", "31%"), ("percent_not_amount", 2, "previous")),
        (CELLS.replace("31.50", "¥31.5"), ("number_with_currency", 2, "previous")),
        (CELLS.replace("31.50", '"1.234,5"'), ("number_ambiguous", 2, "previous")),
        (CELLS.replace("31.50", '"31,5"'), ("number_decimal_comma", 2, "previous")),
        (CELLS.replace("0.31", "131%"), ("number_above_maximum", 4, "margin_rate")),
        (CELLS.replace("0.31", "31"), ("number_above_maximum", 4, "margin_rate")),
        (CELLS.replace("baseline", "basline"), ("column_unknown", 1, "basline")),
        (CELLS.replace("baseline", "rep"), ("column_twice", 1, "rep")),
        (CELLS.replace("product", ""), ("column_unnamed", 1, None)),
        (CELLS.replace("合同", ""), ("hold_without_reason", 3, "hold_reason")),
        (CELLS.replace("合同", '"合\n同"'), ("control_character", 3, "hold_reason")),
        (CELLS.replace("b,r2", "b,r3"), ("member_unknown", 2, "rep")),
        (CELLS.replace("b,r2", "b,t1"), ("member_not_leaf", 2, "rep")),
        (CELLS.replace("b,r2", "b,"), ("member_missing", 2, "rep")),
        (CELLS + "a,r1,1,,,,,,\n", ("cell_twice", 5, None)),
        (CELLS + "\na,r2,,,,,,,x\n", ("cell_without_number", 6, None)),
        (CELLS.encode("utf-16-le"), ("table_encoding", 1, None)),
        (CELLS.splitlines()[0], ("no_cells", None, None)),
        ("", ("table_empty", None, None)),
    ],
)
def test_faults_show_file_row_and_column(
    folder: Path, text: str | bytes, fault: tuple[str, int | None, str | None]
) -> None:
    assert cells_fault(folder, text) == fault


def test_a_cell_twice_in_a_file_names_both_rows(folder: Path) -> None:
    (folder / "tables" / "cells.csv").write_text(CELLS + "a,r1,1,,,,,,\n", encoding="utf-8")
    assert only(findings_in(folder / "plan.scenario.yaml")).facts["first"] == "tables/cells.csv:4"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (REPS.replace("r2,,t1", "r2,,t9"), ("unknown_parent", 2, "parent")),
        (REPS.replace("r2,", "r1,"), ("key_twice", 4, "key")),
        (REPS.replace(",-0.2,", ",low,"), ("number_as_text", 2, "priority")),
        (REPS.replace("t1,rep", "t1,sales"), ("unknown_level", 4, "level")),
        (REPS.replace("capacity", "team"), ("attribute_name_taken", 4, "team")),
        (REPS.replace("5000", '"a\nb"'), ("control_character", 4, "capacity")),
        (REPS.replace("key", "Key"), ("column_missing", None, "key")),
        (REPS.replace("r2,", ","), ("field_missing", 2, "key")),
    ],
)
def test_faults_of_member_files(folder: Path, text: str, fault: tuple[str, int | None, str | None]) -> None:
    (folder / "reps.csv").write_text(text, encoding="utf-8")
    found = findings_in(folder / "plan.scenario.yaml")[0]
    assert (found.code, found.location.row, found.location.column) == fault
    assert found.location.file == "reps.csv"


@pytest.mark.parametrize(
    "name", ["../cells.csv", "/etc/passwd", "tables/../../cells.csv", "tables\\cells.csv", "link/cells.csv"]
)
def test_tables_stay_below_the_scenario(folder: Path, name: str) -> None:
    outside = folder.parent / f"{folder.name}-outside"
    outside.mkdir()
    (outside / "cells.csv").write_text(CELLS, encoding="utf-8")
    (folder / "link").symlink_to(outside)
    document = {**sound(), "cells": {"table": name}}
    (folder / "plan.scenario.yaml").write_bytes(yaml_bytes(document))
    found = only(findings_in(folder / "plan.scenario.yaml"))
    assert (found.code, found.location.pointer) == ("table_outside", "/cells/table")


def test_a_missing_table_is_named_with_its_neighbour(folder: Path) -> None:
    document = {**sound(), "cells": {"table": "tables/cell.csv"}}
    (folder / "plan.scenario.yaml").write_bytes(yaml_bytes(document))
    found = only(findings_in(folder / "plan.scenario.yaml"))
    assert (found.code, found.facts["near"]) == ("table_missing", ["cells.csv"])
    assert found.location.row is not None


def test_a_folder_is_no_table(folder: Path) -> None:
    (folder / "plan.scenario.yaml").write_bytes(yaml_bytes({**sound(), "cells": {"table": "tables"}}))
    assert only(findings_in(folder / "plan.scenario.yaml")).code == "table_missing"


def test_a_posted_scenario_has_no_folder() -> None:
    found = only(findings_of({**sound(), "cells": {"table": "cells.csv"}}))
    assert (found.code, found.location.pointer) == ("table_without_folder", "/cells/table")


def test_faults_of_several_files_at_once(folder: Path) -> None:
    (folder / "reps.csv").write_text(REPS.replace("r2,,t1", "r2,,t9"), encoding="utf-8")
    (folder / "plan.scenario.yaml").write_text(
        (folder / "plan.scenario.yaml").read_text(encoding="utf-8").replace("Plan 2025", ""), encoding="utf-8"
    )
    assert [finding.location.file for finding in findings_in(folder / "plan.scenario.yaml")] == [
        "plan.scenario.yaml",
        "reps.csv",
    ]


def test_files_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").touch()
    assert only(findings_in(tmp_path / "plam.yaml")).facts["near"] == ["plan.yaml"]
    assert only(findings_in(tmp_path / "plan.txt")).code == "file_kind_unknown"
    assert only(findings_in(tmp_path / "none" / "plan.yaml")).code == "file_missing"


def test_an_empty_file_is_no_object(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").touch()
    assert only(findings_in(tmp_path / "plan.yaml")).code == "document_empty"


@pytest.mark.parametrize(
    ("ceilings", "what"), [(Ceilings(bytes=50), "bytes"), (Ceilings(rows=2), "rows"), (Ceilings(values=10), "values")]
)
def test_ceilings(folder: Path, ceilings: Ceilings, what: str) -> None:
    with pytest.raises(TooLarge) as caught:
        load_scenario(folder / "plan.scenario.yaml", ceilings)
    assert caught.value.what == what


def test_the_ceiling_of_inline_rows_and_bodies() -> None:
    for ceilings in (Ceilings(bytes=50), Ceilings(rows=2)):
        with pytest.raises(TooLarge):
            read_scenario(json_bytes(sound()), "json", ceilings)


def test_malformed_and_invalid_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("a: [\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        load_scenario(tmp_path / "plan.yaml")
    assert caught.value.malformed
    assert checked(caught.value)[0].location.file == "plan.yaml"

"""The phasing section as it is read: what it means, and everything that can be wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.allocation.phasing.calendar import MONTH_NAMES
from scenarios.definition import Scenario
from tests.support.documents import findings_in, findings_of, only, read, sound, yaml_bytes

EVEN = dict.fromkeys(MONTH_NAMES, 1)


def phased(*rows: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The sound document with phasing; rows of equal months with some keys."""
    section = {"start": "2025-01", **fields}
    if rows:
        section["seasonality"] = [{**EVEN, **row} for row in rows]
    return {**sound(), "phasing": section}


def with_attributes(document: dict[str, Any], **attributes: Any) -> dict[str, Any]:
    """Attributes of the person r1."""
    document["dimensions"][1]["members"][1]["attributes"] = attributes
    return document


def codes(scenario: Scenario) -> list[str]:
    return [notice.code for notice in scenario.notices]


def found(document: dict[str, Any]) -> tuple[str, str]:
    finding = only(findings_of(document))
    return finding.code, finding.location.pointer


class TestMeaning:
    def test_without_the_section_nothing_changes(self) -> None:
        scenario = read(sound())
        assert scenario.problem.phasing is None
        assert b"phasing" not in scenario.canonical

    def test_the_step_is_the_annual_one(self) -> None:
        scenario = read({**phased({}), "rounding": {"increment": 2}})
        assert scenario.problem.phasing is not None
        assert scenario.problem.phasing.increment_minor == scenario.problem.increment_minor

    def test_cells_without_a_row_are_told(self) -> None:
        notice = only(list(read(phased({"product": "a"})).notices))
        assert (notice.code, notice.facts["count"], notice.facts["cell"]) == ("season_default", 2, "b × r1")
        assert codes(read(phased({}))) == []

    def test_a_table_means_the_same_as_rows(self, tmp_path: Path) -> None:
        from scenarios.definition import load_scenario

        header = ",".join(["product", "rep", *MONTH_NAMES])
        (tmp_path / "seasonality.csv").write_text(f"{header}\na,,{',1' * 12}\n,t1,{',1' * 12}\n".replace(",,1", ",1"))
        (tmp_path / "s.yaml").write_bytes(yaml_bytes(phased(seasonality={"table": "seasonality.csv"})))
        rows = ({"product": "a"}, {"rep": "t1"}, {"product": "a", "rep": "t1"})
        assert findings_in(tmp_path / "s.yaml")[0].code == "season_tie"
        with (tmp_path / "seasonality.csv").open("a") as file:
            file.write(f"a,t1{',1' * 12}\n")
        assert load_scenario(tmp_path / "s.yaml").scenario_hash == read(phased(*rows)).scenario_hash


class TestHash:
    def test_the_order_of_rows_changes_nothing(self) -> None:
        rows = [{"product": "a", "jan": 3}, {"product": "b"}, {}]
        assert read(phased(*rows)).scenario_hash == read(phased(*rows[::-1])).scenario_hash

    def test_defaults_are_filled_in(self) -> None:
        written = phased({}, ramp=[], hire_date_attribute="hire_date", increment=0.0001)
        assert read(phased({})).scenario_hash == read(written).scenario_hash

    @pytest.mark.parametrize(
        "other",
        [
            phased({}),
            phased({"jan": 2}, start="2025-02"),
            phased({"jan": 2, "product": "a"}),
            phased({"jan": 2}, ramp=[0.5]),
            phased({"jan": 2}, hire_date_attribute="entry"),
            phased({"jan": 2}, increment=0.000001),
            sound(),
        ],
    )
    def test_everything_in_it_counts(self, other: dict[str, Any]) -> None:
        assert read(phased({"jan": 2})).scenario_hash != read(other).scenario_hash


class TestFaults:
    @pytest.mark.parametrize("start", ["2025-13", "2025", "January", "2025-1"])
    def test_start(self, start: str) -> None:
        assert found(phased(start=start)) == ("month_form", "/phasing/start")

    @pytest.mark.parametrize(
        ("ramp", "code", "pointer"),
        [
            ([0.2, 1.2], "number_above_maximum", "/phasing/ramp/1"),
            ([-0.1], "number_below_minimum", "/phasing/ramp/0"),
            (["half"], "number_as_text", "/phasing/ramp/0"),
            (0.5, "not_a_list", "/phasing/ramp"),
        ],
    )
    def test_ramp(self, ramp: Any, code: str, pointer: str) -> None:
        assert found(phased(ramp=ramp)) == (code, pointer)

    def test_eleven_months(self) -> None:
        row = {name: 1 for name in MONTH_NAMES if name != "aug"}
        assert found(phased(seasonality=[row])) == ("column_missing", "/phasing/seasonality/aug")

    @pytest.mark.parametrize(
        ("row", "code", "pointer"),
        [
            ({"mar": -1}, "number_below_minimum", "/phasing/seasonality/0/mar"),
            ({"mar": None}, "field_missing", "/phasing/seasonality/0/mar"),
            ({"mar": "many"}, "number_as_text", "/phasing/seasonality/0/mar"),
            (dict.fromkeys(MONTH_NAMES, 0), "season_all_zero", "/phasing/seasonality/0"),
            ({"product": "c"}, "unknown_member", "/phasing/seasonality/0/product"),
            ({"produkt": "a"}, "unknown_axis", "/phasing/seasonality/0/produkt"),
        ],
    )
    def test_a_row(self, row: dict[str, Any], code: str, pointer: str) -> None:
        assert found(phased(row)) == (code, pointer)

    def test_two_rows_that_are_equally_specific_are_both_named(self) -> None:
        finding = only(findings_of(phased({"product": "a"}, {"rep": "r1"})))
        assert (finding.code, finding.location.pointer) == ("season_tie", "/phasing/seasonality/1")
        facts = finding.facts
        assert (facts["keys"], facts["other"], facts["first"]) == ("rep=r1", "product=a", "/phasing/seasonality/0")

    def test_the_same_keys_twice(self) -> None:
        assert found(phased({"product": "a"}, {"product": "a"})) == ("season_keys_twice", "/phasing/seasonality/1")

    @pytest.mark.parametrize(
        ("attributes", "code", "name"),
        [
            ({"hire_date": "2025-02-30"}, "date_form", "hire_date"),
            ({"hire_date": 2025}, "date_form", "hire_date"),
            ({"leave_from": "1.6.2025", "leave_to": "2025-06-30"}, "date_form", "leave_from"),
            ({"leave_from": "2025-06-30", "leave_to": "2025-06-01"}, "leave_backwards", "leave_to"),
            ({"leave_from": "2025-06-30"}, "leave_incomplete", "leave_from"),
            ({"leave_share": 1.5}, "leave_share_form", "leave_share"),
            ({"leave_share": "half"}, "leave_share_form", "leave_share"),
        ],
    )
    def test_dates_of_people(self, attributes: dict[str, Any], code: str, name: str) -> None:
        pointer = f"/dimensions/1/members/1/attributes/{name}"
        assert found(with_attributes(phased({}), **attributes)) == (code, pointer)

    def test_dates_are_free_text_without_phasing(self) -> None:
        read(with_attributes(sound(), hire_date="sometime"))

    def test_a_date_in_a_file_has_its_row_and_column(self, tmp_path: Path) -> None:
        (tmp_path / "reps.csv").write_text("key,parent,hire_date\nt1,,\nr1,t1,2025-03-01\nr2,t1,2025-3-1\n")
        document = phased({})
        document["dimensions"][1]["members"] = {"table": "reps.csv"}
        (tmp_path / "s.yaml").write_bytes(yaml_bytes(document))
        place = only(findings_in(tmp_path / "s.yaml")).location
        assert (place.file, place.row, place.column) == ("reps.csv", 4, "hire_date")

    def test_a_target_that_nobody_can_sell(self) -> None:
        document = with_attributes(phased({}), hire_date="2026-01-01")
        finding = only(findings_of(document))
        assert (finding.code, finding.facts) == ("cell_never_available", {"cell": "a × r1", "count": 2})

    def test_a_hold_of_nothing_needs_nobody(self) -> None:
        document = with_attributes(phased({}), hire_date="2026-01-01")
        document["cells"][0] = {"product": "a", "rep": "r1", "hold": 0, "hold_reason": "not yet"}
        document["cells"][1]["hold"] = 0
        read(document)

    @pytest.mark.parametrize(
        ("increment", "code"),
        [(0.3, "month_increment_not_divisor"), (2, "month_increment_not_divisor"), (0.0000001, "amount_too_fine")],
    )
    def test_a_step_that_does_not_divide_the_annual_one(self, increment: float, code: str) -> None:
        document = {**phased({}, increment=increment), "rounding": {"increment": 1}}
        assert found(document) == (code, "/phasing/increment")

    def test_a_broken_section_is_one_finding_beside_others(self) -> None:
        document = phased(start="2025-13")
        document["limits"] = [
            {"kind": "capacity", "name": "c", "by": "rep", "per": "month", "amount": 1},
            {"kind": "amount_limit", "name": "a", "max_amount": -1, "min_amount": 1},
        ]
        assert {finding.code for finding in findings_of(document)} >= {"month_form"}
        assert "capacity_month_without_phasing" not in {finding.code for finding in findings_of(document)}


class TestLevels:
    @staticmethod
    def document(**levels: Any) -> dict[str, Any]:
        return {**sound(), "rounding": {"increment": 1, "levels": levels}}

    def test_steps_by_level(self) -> None:
        problem = read(self.document(team=10, product=5)).problem
        assert {key: step // 1_000_000 for key, step in problem.level_increments.items()} == {
            ("product", "product"): 5,
            ("rep", "team"): 10,
        }

    def test_they_are_part_of_the_hash(self) -> None:
        hashes = {read(self.document(**levels)).scenario_hash for levels in ({}, {"team": 10}, {"team": 20})}
        assert len(hashes) == 3
        assert read(self.document(team=1)).scenario_hash == read(self.document()).scenario_hash

    @pytest.mark.parametrize(
        ("levels", "code", "name"),
        [
            ({"team": 2.5}, "level_increment_not_multiple", "team"),
            ({"team": 10, "rep": 4}, "level_increment_not_multiple", "team"),
            ({"squad": 10}, "rounding_level_unknown", "squad"),
            ({"team": 0}, "number_not_above", "team"),
            ({"team": 10.0000001}, "amount_too_fine", "team"),
        ],
    )
    def test_faults(self, levels: dict[str, Any], code: str, name: str) -> None:
        assert found(self.document(**levels)) == (code, f"/rounding/levels/{name}")

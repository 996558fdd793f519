"""Plans from every form they come in: documents and tables, calendars, and one hash for what is the same."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
import yaml

from scenarios.incentives.definition import load_plan, read_plan
from scenarios.incentives.paying import pay
from tests.support.plan_documents import BONUS, loaded, paid, plan_document, statement_of, with_tables

PLAN = plan_document(
    {
        "measures": [{"name": "revenue"}, {"name": "visits", "counts": "units"}],
        "people": [
            {"key": "ann", "group": "rep", "ote": 150000, "attributes": {"region": "East", "size": 7, "new": True}},
            {"key": 7, "label": "Seven", "group": "rep", "ote": 90000.5, "months": 6, "hired": "2020-01"},
            {"key": "007", "group": "rep", "ote": 80000},
        ],
        "targets": [
            {"person": "ann", "measure": "revenue", "target": 1200000, "forecast": 1300000, "forecast_log_sd": 0.2},
            {"person": 7, "measure": "revenue", "period": "Q1", "target": 1000.1},
            {"person": 7, "measure": "revenue", "period": "Q2", "target": 0.9},
            {"person": "007", "measure": "revenue", "target": 700},
            {"person": "007", "measure": "visits", "target": 13},
        ],
        "actuals": None,
    }
)
PEOPLE: Sequence[Sequence[Any]] = (
    ("group", "key", "label", "ote", "months", "hired", "region", "size", "new"),
    ("rep", "007", None, 80000, None, None, None, None, None),
    ("rep", 7, "Seven", 90000.5, 6, "2020-01", None, None, None),
    ("rep", "ann", None, 150000, None, None, "East", 7, True),
)
TARGETS: Sequence[Sequence[Any]] = (
    ("person", "measure", "target", "period", "forecast", "forecast_log_sd"),
    ("007", "visits", 13, None, None, None),
    (7, "revenue", 0.9, "2026-Q2", None, None),
    (7, "revenue", 1000.1, "2026Q1", None, None),
    ("007", "revenue", 700, None, None, None),
    ("ann", "revenue", 1200000, None, 1300000, 0.2),
)


def csv_of(rows: Sequence[Sequence[Any]]) -> bytes:
    """Rows as a CSV file; truth values as `true`."""
    texts = [["" if cell is None else str(cell).lower() if cell is True else str(cell) for cell in row] for row in rows]
    return "".join(",".join(row) + "\n" for row in texts).encode()


def workbook_of(rows: Sequence[Sequence[Any]]) -> bytes:
    """Rows as the only sheet of a workbook."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(file)
    return file.getvalue()


class TestHash:
    HASH = loaded(PLAN).plan_hash

    def test_is_that_of_yaml(self) -> None:
        assert read_plan(yaml.safe_dump(PLAN).encode(), "yaml").plan_hash == self.HASH

    def test_is_that_of_tables_in_another_order(self) -> None:
        tables = {"people.csv": csv_of(PEOPLE), "targets.csv": csv_of(TARGETS)}
        assert with_tables(PLAN, tables).plan_hash == self.HASH

    def test_is_that_of_workbooks(self) -> None:
        tables = {"people.xlsx": workbook_of(PEOPLE), "targets.xlsx": workbook_of(TARGETS)}
        assert with_tables(PLAN, tables).plan_hash == self.HASH

    def test_is_that_of_files_on_disk(self, tmp_path: Path) -> None:
        (tmp_path / "p.csv").write_bytes(csv_of(PEOPLE))
        plan = tmp_path / "a.plan.yaml"
        plan.write_text(yaml.safe_dump({**PLAN, "people": {"table": "p.csv"}}))
        assert load_plan(plan).plan_hash == self.HASH

    def test_knows_no_actuals(self) -> None:
        assert loaded({**PLAN, "actuals": [{"person": "ann", "revenue": 1}]}).plan_hash == self.HASH

    @pytest.mark.parametrize(
        "group",
        [
            {"pay_mix": 0.40, "multiplier": 1.0, "cap_amount": None},
            {"components": [{**BONUS, "weight": 1.0, "measure": ["revenue"], "label": None}]},
            {"components": [{**BONUS, "curve": {"threshold": 0, "accelerator": 1.00}}]},
        ],
    )
    def test_is_that_of_the_same_rules_written_in_another_way(self, group: dict[str, Any]) -> None:
        rules = {**PLAN["groups"][0], **group}
        assert loaded({**PLAN, "groups": [rules]}).plan_hash == self.HASH

    def test_of_decimals_is_that_of_the_number(self) -> None:
        assert (
            loaded(plan_document({}, {"cap_amount": 100000.0})).plan_hash
            == loaded(plan_document({}, {"cap_amount": 100000.0})).plan_hash
            != loaded(plan_document({}, {"cap_amount": 100000.01})).plan_hash
        )

    @pytest.mark.parametrize(
        "group",
        [
            {"pay_mix": 0.41},
            {"multiplier": 1.01},
            {"cap_multiple": 3},
            {"components": [{**BONUS, "curve": {"threshold": 0.01}}]},
            {"components": [{**BONUS, "curve": {"threshold": 0, "accelerator": 1.01}}]},
            {"components": [{**BONUS, "name": "other"}]},
            {"components": [{**BONUS, "pool": "region"}]},
            {"components": [BONUS, {"kind": "spiff", "name": "s", "measure": "visits", "amount": 0.01}]},
            {"variants": [{"name": "v", "where": {"region": "East"}}]},
            {"advances": {"every": "quarter"}},
            {"advances": {"draw": {"amount": 1}}},
            {"deferral": {"share": 0.1, "vesting": [{"after_years": 1, "share": 1}]}},
            {"clawback": {"measure": "revenue", "of": "revenue", "share": 0.1}},
            {"long_term": [{"kind": "co_investment", "name": "c", "share": 0.1, "years": 1}]},
        ],
    )
    def test_changes_with_any_rule(self, group: dict[str, Any]) -> None:
        people = [{**person, "attributes": {"region": "East", "size": 7, "new": True}} for person in PLAN["people"]]
        plain = {**PLAN, "people": people}
        changed = {**plain, "groups": [{**PLAN["groups"][0], **group}]}
        assert loaded(changed).plan_hash != loaded(plain).plan_hash

    @pytest.mark.parametrize(
        ("section", "field", "value"),
        [
            ("people", "ote", 150000.01),
            ("people", "months", 11.5),
            ("people", "hired", "2025-12"),
            ("people", "label", "Anna"),
            ("people", "attributes", {"region": "West", "size": 7, "new": True}),
            ("targets", "target", 1200000.01),
            ("targets", "forecast", 1300000.01),
            ("targets", "forecast_log_sd", 0.21),
        ],
    )
    def test_changes_with_any_row(self, section: str, field: str, value: object) -> None:
        first, *others = PLAN[section]
        assert loaded({**PLAN, section: [{**first, field: value}, *others]}).plan_hash != self.HASH

    @pytest.mark.parametrize(
        "change",
        [
            {"seasonality": [2] + [1] * 11},
            {"margin_rate": 0.3},
            {"budget": 1},
            {"log_sd": 0.3},
            {"start": "2026-04"},
            {"long_term": {"discount_rate": 0.01}},
        ],
    )
    def test_changes_with_the_rest(self, change: dict[str, Any]) -> None:
        assert loaded({**PLAN, **change}).plan_hash != self.HASH


class TestKeys:
    def test_that_look_like_numbers_are_texts(self) -> None:
        assert loaded(PLAN).plan.roster.keys == ("ann", "7", "007")

    def test_find_people_by_key_or_label(self) -> None:
        plan = loaded(PLAN).plan
        assert [plan.position(name) for name in ("7", "Seven", "007", "eight")] == [1, 1, 2, None]

    def test_labels_of_two_find_nobody(self) -> None:
        people = [{"key": key, "label": "Li", "group": "rep", "ote": 1} for key in ("a", "b")]
        targets = [{"person": key, "measure": "revenue", "target": 1} for key in ("a", "b")]
        plan = loaded(plan_document({"people": people, "targets": targets, "actuals": None})).plan
        assert plan.position("Li") is None and plan.position("b") == 1


class TestPeriods:
    FISCAL: Mapping[str, Any] = {"period": "FY26", "start": "2026-04"}

    @pytest.mark.parametrize(
        "months", [("4", "5", "6"), ("2026-04", "2026-05", "2026-06"), ("04", "2026-5", "6"), (4, 5, 6)]
    )
    def test_months_are_calendar_months_of_the_plan_year(self, months: Sequence[object]) -> None:
        rows = [{"person": "ann", "period": month, "revenue": 10 * at} for at, month in enumerate(months)]
        actuals = loaded(plan_document({**self.FISCAL, "actuals": rows})).actuals
        assert actuals is not None and actuals.ends == (1, 2, 3)
        assert actuals.values[:, 0, 0].tolist() == [0, 1000, 2000]

    def test_quarters_are_those_of_the_plan_year(self) -> None:
        document = plan_document(
            {**self.FISCAL, "actuals": [{"person": "ann", "period": "2026-Q1", "revenue": 300_000}]},
            {"advances": {"every": "quarter"}},
        )
        (period,) = statement_of(paid(document)).periods
        assert (period.start, period.end, period.paid, period.day) == (0, 3, 1_500_000, date(2026, 7, 15))

    def test_dates_of_a_workbook_are_their_months(self) -> None:
        rows = [("person", "period", "revenue"), *(("ann", datetime(2026, month, 1), 100) for month in (1, 2))]
        actuals = with_tables(plan_document({}), {"actuals.xlsx": workbook_of(rows)}).actuals
        assert actuals is not None and actuals.ends == (1, 2)

    def test_quarters_of_targets_are_spread_over_their_months(self) -> None:
        rows = [
            {"person": "ann", "measure": "revenue", "period": f"Q{quarter}", "target": target}
            for quarter, target in ((1, 0.1), (2, 0.02), (3, 300), (4, 0))
        ]
        plan = loaded(plan_document({"targets": rows, "seasonality": [1, 2, 3] * 4})).plan
        assert plan.targets[:, 0, 0].tolist() == [2, 3, 5, 0, 1, 1, 5000, 10000, 15000, 0, 0, 0]

    def test_a_level_is_the_same_in_every_month(self) -> None:
        measures = [{"name": "revenue", "aggregate": "mean"}]
        plan = loaded(plan_document({"measures": measures, "seasonality": list(range(12))})).plan
        assert set(plan.targets[:, 0, 0].tolist()) == {120_000_000}
        assert plan.annual_targets[0, 0] == 120_000_000


class TestTables:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_measures_may_have_chinese_names(self, encoding: str) -> None:
        document = plan_document(
            {
                "measures": [{"name": "销售收入"}],
                "targets": [{"person": "ann", "measure": "销售收入", "target": 1000}],
            },
            {"components": [{**BONUS, "measure": "销售收入"}]},
        )
        run = pay(with_tables(document, {"actuals.csv": "person,period,销售收入\nann,,1000\n".encode(encoding)}))
        assert statement_of(run).earned == 6_000_000

    def test_actuals_beside_the_plan_take_the_place_of_its_own(self, tmp_path: Path) -> None:
        plan, actuals = tmp_path / "a.plan.json", tmp_path / "half.csv"
        plan.write_text(json.dumps(plan_document({})))
        actuals.write_text("person,revenue\nann,600000\n")
        assert statement_of(pay(load_plan(plan, actuals))).earned == 3_000_000

    def test_empty_is_not_zero(self) -> None:
        table = with_tables(plan_document({}), {"actuals.csv": b"person,period,revenue\nann,1,\nann,2,0\n"}).actuals
        assert table is not None
        assert np.isnan(table.values[0, 0, 0]) and table.values[1, 0, 0] == 0

    def test_months_default_to_all_from_hire_on(self) -> None:
        people = [
            {"key": key, "group": "rep", "ote": 1, "hired": hired}
            for key, hired in (("ann", "2026-04-15"), ("b", "2026-12"), ("c", "2025-12"), ("d", None))
        ]
        targets = [{"person": key, "measure": "revenue", "target": 1} for key in ("ann", "b", "c", "d")]
        plan = loaded(plan_document({"people": people, "targets": targets, "actuals": None})).plan
        assert plan.roster.months.tolist() == [9, 1, 12, 12]


class TestVariants:
    @pytest.mark.parametrize(
        ("where", "attributes", "fits"),
        [
            ({"market": "new"}, {"market": "new"}, True),
            ({"market": ["new", "far"]}, {"market": "far"}, True),
            ({"market": "new"}, {}, False),
            ({"market": "None"}, {}, False),
            ({"size": 7}, {"size": 7}, True),
            ({"new": True}, {"new": True}, True),
            ({"new": True}, {"new": False}, False),
            ({"market": "new", "size": 7}, {"market": "new", "size": 8}, False),
        ],
    )
    def test_fit_by_attributes(self, where: dict[str, Any], attributes: dict[str, Any], fits: bool) -> None:
        somebody = {name: value[0] if isinstance(value, list) else value for name, value in where.items()}
        people = [
            {"key": "ann", "group": "rep", "ote": 1, "attributes": attributes},
            {"key": "bob", "group": "rep", "ote": 1, "attributes": somebody},
        ]
        targets = [{"person": key, "measure": "revenue", "target": 1} for key in ("ann", "bob")]
        variants = {"variants": [{"name": "v", "where": where}]}
        plan = loaded(plan_document({"people": people, "targets": targets, "actuals": None}, variants)).plan
        assert [plan.classes[index].name for index in plan.roster.pay_class] == [
            "rep / v" if fits else "rep",
            "rep / v",
        ]

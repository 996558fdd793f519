"""Targets from an allocation: exact, by person and measure, with what they replace and what is said of strangers."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.documents.plan import plan_document as target_plan_document
from app.json_text import json_bytes
from app.messages import describe
from models.errors import InvalidInput
from models.findings import Finding
from models.incentives.finding_codes import INCENTIVE_ALLOCATION
from scenarios.allocation import allocate
from scenarios.definition import load_scenario
from scenarios.incentives.definition import LoadedPlan, load_plan, read_plan
from solvers.base import SolverOptions
from solvers.registry import find_backend
from tests.support.plan_documents import loaded, plan_document

TARGETS: Mapping[str, Any] = {
    "schema": "allot.plan/1",
    "money": {"currency": "CNY", "unit": "ten_thousand"},
    "metric": "amount",
    "cells": [
        {"members": {"rep": "ann", "line": "core"}, "target": 80.5, "plan": 80},
        {"members": {"rep": "ann", "line": "new"}, "target": 20.000001, "plan": 19},
        {"members": {"rep": "bob", "line": "new"}, "target": 7, "plan": 7},
    ],
}
MEASURES = [
    {"name": "revenue", "cells": {}},
    {"name": "new", "cells": {"line": "new"}},
    {"name": "visits", "counts": "units"},
]


def allocated(plan: Mapping[str, Any] = TARGETS, **changes: Any) -> LoadedPlan:
    """Ann's incentive plan with targets from an allocation."""
    source = {"plan": plan, **changes.pop("source", {})}
    return loaded(plan_document({"measures": MEASURES, "targets": [], "allocation": source, **changes}))


def codes(plan: Mapping[str, Any] = TARGETS, **changes: Any) -> list[tuple[str, str]]:
    """Code and place of everything that is wrong."""
    with pytest.raises(InvalidInput) as refused:
        allocated(plan, **changes)
    return [(finding.code, finding.location.pointer) for finding in refused.value.findings]


def without(*names: str, **changes: Any) -> dict[str, Any]:
    """The allocation without some fields, or with other ones."""
    return {name: value for name, value in {**copy.deepcopy(dict(TARGETS)), **changes}.items() if name not in names}


class TestTargets:
    def test_are_exact_sums_of_the_cells_that_a_measure_counts(self) -> None:
        targets = allocated().plan.annual_targets[0]
        assert targets[:2].tolist() == [100_500_001, 20_000_001]
        assert np.isnan(targets[2])

    def test_months_add_up_to_them(self) -> None:
        plan = allocated(seasonality=[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13]).plan
        assert plan.targets[:, 0, 0].sum() == 100_500_001
        assert (plan.targets[:, 0, 0] == np.round(plan.targets[:, 0, 0])).all()

    def test_who_joins_within_the_year_has_it_in_the_months_after(self) -> None:
        people = [{"key": "ann", "group": "rep", "ote": 150000, "hired": "2026-10"}]
        plan = allocated(people=people).plan
        assert plan.targets[:9, 0, 0].sum() == 0
        assert plan.targets[9:, 0, 0].sum() == 100_500_001

    def test_months_of_the_allocation_are_kept(self) -> None:
        cells = [{**cell, "months": [0] * 11 + [cell["target"]]} for cell in TARGETS["cells"]]
        plan = allocated(without(cells=cells)).plan
        assert plan.targets[:, 0, 0].tolist() == [0.0] * 11 + [100_500_001]

    def test_stand_in_the_place_of_rows_of_the_same_measure(self) -> None:
        rows = [{"person": "ann", "measure": name, "target": 5, "forecast": 4} for name in ("revenue", "visits")]
        plan = allocated(targets=rows).plan
        assert plan.annual_targets[0, [0, 2]].tolist() == [100_500_001, 5]
        assert plan.outlook.mean[0, [0, 2]].tolist() == [400, 4]  # a forecast that is stated stays

    def test_what_is_expected_is_the_plan_without_over_assignment(self) -> None:
        assert allocated().plan.outlook.mean[0, :2].tolist() == [99_000_000, 19_000_000]

    def test_people_that_are_not_in_the_plan_are_named(self) -> None:
        (notice,) = allocated().notices
        assert (notice.code, dict(notice.facts)) == ("allocation_people_unknown", {"count": 1, "names": ["bob"]})

    def test_without_cells_the_first_fitting_measure_takes_all(self) -> None:
        found = allocated(measures=[{"name": "visits", "counts": "units"}, {"name": "revenue"}])
        assert found.plan.annual_targets[0, 1] == 100_500_001
        assert "allocation_measure_taken" in [notice.code for notice in found.notices]

    def test_volumes_are_targets_of_units(self) -> None:
        measures = [{"name": "revenue"}, {"name": "pieces", "counts": "units", "cells": {}}]
        rows = [{"person": "ann", "measure": "revenue", "target": 5}]
        plan = allocated(without(metric="volume"), measures=measures, targets=rows).plan
        assert plan.annual_targets[0, 1] == pytest.approx(100.500001)


class TestFaults:
    def test_something_else_than_a_plan(self) -> None:
        assert codes({"schema": "allot.scenario/1"}) == [("allocation_not_a_plan", "/allocation")]
        assert codes(without("cells")) == [("allocation_not_a_plan", "/allocation")]

    def test_another_currency(self) -> None:
        assert codes(without(money={"currency": "EUR", "unit": "major"}))[0][0] == "allocation_currency"

    def test_unknown_dimensions(self) -> None:
        assert codes(source={"person": "seller"})[0] == ("allocation_dimension_unknown", "/allocation/person")
        measures = [{"name": "revenue", "cells": {"product": "new"}}]
        assert codes(measures=measures)[0] == ("allocation_dimension_unknown", "/measures/0/cells")

    def test_money_for_a_measure_of_units(self) -> None:
        measures = [{"name": "revenue", "cells": {}}, {"name": "visits", "counts": "units", "cells": {}}]
        assert codes(measures=measures)[0] == ("allocation_counts", "/measures/1/cells")

    def test_amounts_finer_than_the_currency(self) -> None:
        cells = [{"members": {"rep": "ann", "line": "core"}, "target": 1.0000001, "plan": 1}]
        assert codes(without(cells=cells))[0] == ("amount_too_fine", "/allocation")

    def test_one_source(self) -> None:
        assert codes(source={"file": "plan.json"}) == [("allocation_source", "/allocation")]

    def test_a_file_that_is_missing_or_has_no_folder(self, tmp_path: Path) -> None:
        document = plan_document({"measures": MEASURES, "targets": [], "allocation": {"file": "plan.json"}})
        (tmp_path / "a.plan.json").write_text(json.dumps(document))
        for attempt in (lambda: load_plan(tmp_path / "a.plan.json"), lambda: loaded(document)):
            with pytest.raises(InvalidInput) as refused:
                attempt()
            assert refused.value.findings[0].code in ("table_missing", "table_without_folder")

    def test_every_code_is_said_in_both_languages(self) -> None:
        facts = {"counts": "money", "measure": "m", "currency": "EUR", "expected": "CNY", "known": ["rep"], "name": "x"}
        facts |= {"reason": "r", "where": "/", "count": 2, "names": ["a", "b"], "fields": ["file", "plan"]}
        for code, names in INCENTIVE_ALLOCATION.items():
            finding = Finding(code, facts={name: facts[name] for name in names.always})
            assert describe(finding, "en") != describe(finding, "zh")


class TestFiles:
    def test_a_file_beside_the_plan_and_one_that_was_posted(self, tmp_path: Path) -> None:
        document = plan_document({"measures": MEASURES, "targets": [], "allocation": {"file": "plan.json"}})
        (tmp_path / "plan.json").write_text(json.dumps(TARGETS))
        (tmp_path / "a.plan.json").write_text(json.dumps(document))
        beside = load_plan(tmp_path / "a.plan.json")
        tables = {"plan.json": json.dumps(TARGETS).encode()}
        posted = read_plan(json.dumps(document).encode(), "json", "a.plan.json", tables)
        given = load_plan(tmp_path / "a.plan.json", allocation=tmp_path / "plan.json")
        for found in (beside, posted, given):
            assert found.plan.annual_targets[0, :2].tolist() == [100_500_001, 20_000_001]

    def test_what_a_solve_wrote(self) -> None:
        scenario = load_scenario(Path("scenarios/examples/focus.scenario.yaml"))
        solved = allocate(
            scenario.problem, scenario.strategies[scenario.default_strategy], find_backend("highs"), SolverOptions()
        )
        document = json.loads(json_bytes(target_plan_document(scenario, solved, "en")))
        keys = sorted({cell["members"]["rep"] for cell in document["cells"]})
        changes = {
            "money": document["money"],
            "measures": [{"name": "revenue", "cells": {}}],
            "people": [{"key": key, "group": "rep", "ote": 100} for key in keys],
            "actuals": None,
        }
        plan = allocated(document, **changes).plan
        total = sum(plan.money.to_minor(Decimal(str(cell["target"]))) for cell in document["cells"])
        assert int(plan.annual_targets[:, 0].sum()) == total

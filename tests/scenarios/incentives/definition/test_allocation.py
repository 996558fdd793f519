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
COMMISSION = {
    "kind": "commission",
    "name": "sales",
    "measure": "revenue",
    "rates": {"tiers": [{"from": 0, "rate": 0.01}]},
}
CORE = {"members": {"rep": "ann", "line": "core"}, "target": 80.5, "plan": 80}


def allocated(plan: Mapping[str, Any] = TARGETS, **changes: Any) -> LoadedPlan:
    """Ann's incentive plan with targets from an allocation."""
    source = {"plan": plan, **changes.pop("source", {})}
    return loaded(plan_document({"measures": MEASURES, "targets": [], "allocation": source, **changes}))


def refused(plan: Mapping[str, Any] = TARGETS, **changes: Any) -> list[Finding]:
    """Everything that is wrong."""
    with pytest.raises(InvalidInput) as error:
        allocated(plan, **changes)
    return list(error.value.findings)


def codes(plan: Mapping[str, Any] = TARGETS, **changes: Any) -> list[tuple[str, str]]:
    """Code and place of everything that is wrong."""
    return [(finding.code, finding.location.pointer) for finding in refused(plan, **changes)]


def said(found: LoadedPlan) -> dict[str, dict[str, Any]]:
    """Facts of the notices by code."""
    return {notice.code: dict(notice.facts) for notice in found.notices}


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

    def test_who_leaves_within_the_year_has_the_part_up_to_then(self) -> None:
        """Of the targets, of what is expected, and of what they carry of the company target."""
        people = [{"key": "ann", "group": "rep", "ote": 150000, "left": "2026-06"}]
        whole, half = allocated().plan, allocated(people=people).plan
        assert half.annual_targets[0, 0] == whole.targets[:6, 0, 0].sum() == 50_250_001
        assert half.outlook.mean[0, 0] == pytest.approx(whole.outlook.mean[0, 0] / 2)
        assert half.carried is not None and whole.carried is not None
        assert half.carried[0, 0] == pytest.approx(whole.carried[0, 0] / 2)

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
        assert said(allocated())["allocation_people_unknown"] == {"count": 1, "names": ["bob"]}

    def test_people_that_it_does_not_have_keep_their_own_targets_and_are_named(self) -> None:
        people = [{"key": key, "label": key.title(), "group": "rep", "ote": 150000} for key in ("ann", "cid")]
        rows = [{"person": key, "measure": "revenue", "target": 5} for key in ("ann", "cid")]
        found = allocated(measures=[{"name": "revenue", "cells": {}}], people=people, targets=rows, actuals=None)
        assert found.plan.annual_targets[1, 0] == 500
        assert said(found)["allocation_people_keep"] == {"count": 1, "names": ["Cid"]}

    def test_forecasts_of_its_cells_are_what_is_expected(self) -> None:
        cells = [{**cell, "forecast": value} for cell, value in zip(TARGETS["cells"], (70, None, 6), strict=True)]
        found = allocated({**TARGETS, "cells": cells})
        assert found.plan.outlook.mean[0, :2].tolist() == [89_000_000, 19_000_000]
        notices = {notice.code: dict(notice.facts) for notice in found.notices if "/0/" in notice.location.pointer}
        assert notices["allocation_forecast_taken"] == {"measure": "revenue", "count": 1}
        assert notices["allocation_forecast_assumed"] == {"measure": "revenue", "percent": 95.0}
        stated = allocated(
            {**TARGETS, "cells": cells}, targets=[{"person": "ann", "measure": "revenue", "forecast": 4}]
        )
        assert stated.plan.outlook.mean[0, 0] == 400
        assert "allocation_forecast_taken" not in said(stated)

    def test_forecasts_that_are_taken_from_it_are_told(self) -> None:
        rows = [{"person": "ann", "measure": "revenue", "forecast": 90}]
        found = [notice for notice in allocated(targets=rows).notices if notice.code == "allocation_forecast_assumed"]
        assert [(one.location.pointer, dict(one.facts)) for one in found] == [
            ("/measures/1/cells", {"measure": "new", "percent": 95.0})
        ]

    def test_a_product_that_somebody_has_no_cell_of_is_zero_for_them(self) -> None:
        people = [{"key": key, "group": key, "ote": 150000} for key in ("ann", "bob", "cid")]
        groups = [{"key": key, "pay_mix": 0.4, "components": [COMMISSION]} for key in ("ann", "bob", "cid")]
        measures = [{"name": "revenue", "cells": {"line": "core"}}]
        found = allocated(measures=measures, people=people, groups=groups, actuals=None)
        assert found.plan.annual_targets[:2, 0].tolist() == [80_500_000, 0]
        assert found.plan.outlook.mean[:2, 0].tolist() == [80_000_000, 0]
        assert np.isnan(found.plan.annual_targets[2, 0]) and np.isnan(found.plan.outlook.mean[2, 0])
        assert said(found)["allocation_gives_nothing"] == {"count": 1, "measure": "revenue"}

    def test_but_not_where_their_own_row_says_otherwise(self) -> None:
        people = [{"key": key, "group": "rep", "ote": 150000} for key in ("ann", "bob")]
        rows = [{"person": "bob", "measure": "revenue", "target": 5}]
        measures = [{"name": "revenue", "cells": {"line": "core"}}]
        found = allocated(measures=measures, people=people, targets=rows, actuals=None)
        assert found.plan.annual_targets[1, 0] == 500
        assert "allocation_gives_nothing" not in said(found)

    def test_what_they_carry_of_the_company_target_is_kept(self) -> None:
        carried = allocated().plan.carried
        assert carried is not None and carried[0, :2].tolist() == [99_000_000, 19_000_000] and np.isnan(carried[0, 2])
        assert loaded(plan_document({})).plan.carried is None

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

    def test_nobody_of_the_plan(self) -> None:
        cells = [{**cell, "members": {**cell["members"], "rep": "bob"}} for cell in TARGETS["cells"][:2]]
        (finding,) = refused({**TARGETS, "cells": cells})
        assert (finding.code, finding.location.pointer) == ("allocation_nobody", "/allocation")
        assert finding.facts["names"] == ["bob"]

    def test_another_currency(self) -> None:
        assert codes(without(money={"currency": "EUR", "unit": "major"}))[0][0] == "allocation_currency"

    def test_unknown_dimensions(self) -> None:
        assert codes(source={"person": "seller"})[0] == ("allocation_dimension_unknown", "/allocation/person")
        measures = [{"name": "revenue", "cells": {"product": "new"}}]
        assert codes(measures=measures)[0] == ("allocation_dimension_unknown", "/measures/0/cells")

    @pytest.mark.parametrize("cells", [{"line": "cora"}, {"line": ["core", "cora"]}])
    def test_a_member_that_no_cell_has_is_said_once_where_it_stands(self, cells: dict[str, Any]) -> None:
        found = refused(measures=[{"name": "revenue", "cells": cells}])
        assert [(one.code, one.location.pointer) for one in found] == [
            ("allocation_member_unknown", "/measures/0/cells/line")
        ]
        assert dict(found[0].facts) == {"dimension": "line", "name": "cora", "near": ["core"], "known": ["core", "new"]}

    @pytest.mark.parametrize(
        ("changes", "year", "found"),
        [
            ({"period": "2026"}, {}, None),
            ({"period": 2026}, {}, None),
            ({"period": "FY26"}, {"period": "FY26", "start": "2026-04"}, None),
            ({"period": "2027"}, {"start": "2026-04"}, None),
            ({"period": "2025"}, {}, "allocation_year"),
            ({"period": "2025"}, {"start": "2026-04"}, "allocation_year"),
            ({"period": "2025", "phasing": {"months": ["2026-01"]}}, {}, None),
            ({"period": "2026", "phasing": {"months": ["2026-01"]}}, {"start": "2026-04"}, "allocation_year"),
            ({"period": "FY26"}, {}, "allocation_period"),
        ],
    )
    def test_another_year(self, changes: dict[str, Any], year: dict[str, Any], found: str | None) -> None:
        plan = without(**changes)
        if found == "allocation_year":
            assert codes(plan, **year) == [("allocation_year", "/allocation")]
        else:
            assert ("allocation_period" in said(allocated(plan, **year))) == (found is not None)

    @pytest.mark.parametrize(
        ("cells", "code"),
        [
            ([CORE, {**CORE, "target": 1}], "allocation_cell_twice"),
            ([CORE, {**CORE, "members": {"rep": "ann"}}], "allocation_cell_members"),
            ([{**CORE, "target": -5}], "allocation_cell_negative"),
            ([{**CORE, "plan": -0.5}], "allocation_cell_negative"),
            ([{**CORE, "target": -5, "months": [1] * 12}], "allocation_cell_negative"),
            ([{**CORE, "target": 12, "months": [-1, 3, *[1] * 10]}], "allocation_cell_negative"),
            ([{**CORE, "months": [1] * 12}], "allocation_months_sum"),
        ],
    )
    def test_cells_that_do_not_hold(self, cells: list[dict[str, Any]], code: str) -> None:
        assert codes(without(cells=cells)) == [(code, "/allocation")]

    def test_months_add_up_exactly(self) -> None:
        cells = [{**CORE, "target": 1.2, "plan": 1, "months": [0.1] * 12}]
        measures = [{"name": "revenue", "cells": {"line": "core"}}]
        assert allocated(without(cells=cells), measures=measures).plan.annual_targets[0, 0] == 1_200_000

    def test_money_for_a_measure_of_units(self) -> None:
        measures = [{"name": "revenue", "cells": {}}, {"name": "visits", "counts": "units", "cells": {}}]
        assert codes(measures=measures)[0] == ("allocation_counts", "/measures/1/cells")

    def test_amounts_finer_than_the_currency(self) -> None:
        cells = [{"members": {"rep": "ann", "line": "core"}, "target": 1.0000001, "plan": 1}]
        measures = [{"name": "revenue", "cells": {}}]
        assert codes(without(cells=cells), measures=measures)[0] == ("amount_too_fine", "/allocation")

    def test_one_source(self) -> None:
        assert codes(source={"file": "plan.json"}) == [("allocation_source", "/allocation")]

    def test_a_file_that_is_missing_or_has_no_folder(self, tmp_path: Path) -> None:
        document = plan_document({"measures": MEASURES, "targets": [], "allocation": {"file": "plan.json"}})
        (tmp_path / "a.plan.json").write_text(json.dumps(document))
        for attempt in (lambda: load_plan(tmp_path / "a.plan.json"), lambda: loaded(document)):
            with pytest.raises(InvalidInput) as error:
                attempt()
            assert error.value.findings[0].code in ("table_missing", "table_without_folder")

    def test_every_code_is_said_in_both_languages(self) -> None:
        facts = {"counts": "money", "measure": "m", "currency": "EUR", "expected": "CNY", "known": ["rep"], "name": "x"}
        facts |= {"period": "2025", "cell": "a · b", "position": 2, "value": "-1", "sum": "3", "target": "4"}
        facts |= {"dimension": "line", "near": ["new"], "percent": 97.1}
        facts |= {"people": ["c"], "strategy": "s", "total": 5}
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
            "period": document["period"],
            "money": document["money"],
            "measures": [{"name": "revenue", "cells": {}}],
            "people": [{"key": key, "group": "rep", "ote": 100} for key in keys],
            "actuals": None,
        }
        plan = allocated(document, **changes).plan
        total = sum(plan.money.to_minor(Decimal(str(cell["target"]))) for cell in document["cells"])
        assert int(plan.annual_targets[:, 0].sum()) == total

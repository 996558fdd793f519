"""Files as people write them: what cannot be changed in place is written anew, and says the same."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
import yaml

from scenarios.definition import read_scenario
from tests.scenarios.repairing.written import CASES, EXACT, repairs_of, solved, written

CAP = CASES["amount of one"]


@pytest.mark.parametrize(
    "text",
    [
        CAP.replace("\n", "\r\n"),
        "\ufeff" + CAP,
        CAP.rstrip("\n"),
        CAP.replace("  - {kind", "  # one\n\n  -   {kind"),
        EXACT + "  - kind: amount_limit\n    max_amount: 800   # so far\n    name: 上限 “cap”\n",
        EXACT + "  - kind: amount_limit\n    name: 'cap\n      of all'\n    max_amount:\n      800\n",
        EXACT.replace("limits:\n", "limits: [{kind: amount_limit, name: cap, max_amount: 800}]  # one\n"),
        EXACT.replace("limits:\n", "limits:\n- kind: amount_limit\n  name: cap\n  max_amount: 8.0e+2\n"),
    ],
)
def test_stay_as_they_are_but_for_the_change(text: str) -> None:
    scenario, repairs = repairs_of(text)
    for repair in repairs:
        found = written(text.encode(), "yaml", scenario, repair)
        assert not found.is_rewritten
        assert found.text.count("\r\n") in (0, found.text.count("\n"))
        assert "# of two by two" in found.text
        assert solved(read_scenario(found.text.encode(), "yaml")).plan is not None


@pytest.mark.parametrize(
    "text",
    [
        EXACT.replace("company_target: {amount: 900}", "company_target: &target {amount: 900}")
        + "  - &cap {kind: amount_limit, name: cap, max_amount: 800}\n  - *cap\n",
        EXACT + '  - {kind: amount_limit, name: "cap\n      of all", max_amount: 800}\n',
    ],
)
def test_what_cannot_hold_a_comment_is_written_anew(text: str) -> None:
    scenario, repairs = repairs_of(text)
    kept = next(repair for repair in repairs if repair.keeps_target)
    found = written(text.encode(), "yaml", scenario, kept)
    again = read_scenario(found.text.encode(), "yaml")
    assert found.is_rewritten
    assert "# changed from 800" in found.text
    assert solved(again).plan is not None


def test_several_limits_with_exceptions_of_their_own() -> None:
    text = EXACT + "".join(
        f"  - {{kind: amount_limit, name: cap {name}, where: {{product: core, region: {name}}}, by: [product, region], "
        "max_amount: 380}\n  - {kind: growth_limit, name: new, where: {product: new, region: "
        f"{name}}}, max_growth_rate: 0, negotiable: false}}\n"
        for name in ("east", "west")
    )
    scenario, repairs = repairs_of(text)
    for repair in repairs:
        again = read_scenario(written(text.encode(), "yaml", scenario, repair).text.encode(), "yaml")
        assert solved(again).plan is not None


def test_an_exception_beside_one_that_was_there() -> None:
    text = EXACT + (
        "  - {kind: amount_limit, name: cap, by: [product, region], unless: {region: [east]}, max_amount: 280}\n"
        "  - {kind: amount_limit, name: all, where: {product: core, region: east}, max_amount: 400,\n"
        "     negotiable: false}\n"
        "  - {kind: amount_limit, name: new, where: {product: new}, max_amount: 150, negotiable: false}\n"
    )
    scenario, repairs = repairs_of(text)
    kept = next(repair for repair in repairs if repair.keeps_target)
    found = written(text.encode(), "yaml", scenario, kept)
    again = read_scenario(found.text.encode(), "yaml")
    assert solved(again).plan is not None
    assert [limit.name for limit in again.problem.limits if limit.unless] != []


def test_json_says_the_same_in_yaml() -> None:
    document = yaml.safe_load(CAP) | {"period": "2025"}
    scenario, repairs = repairs_of(CAP)
    for repair in repairs:
        found = written(json.dumps(document).encode(), "json", scenario, repair)
        again = read_scenario(found.text.encode(), "yaml")
        assert found.is_rewritten
        changed = [change.identity.name for change in repair.changes]
        assert (again.problem.company_total.amount == Decimal(900)) == ("company target" not in changed)
        assert again.problem.cells.count == 4

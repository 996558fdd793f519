"""Every repair of every family, written into the scenario: read again it has a plan, and nothing else has changed."""

from __future__ import annotations

import pytest

from models.allocation.diagnosing.plan_program import plan_program
from models.allocation.formulation import limit_rows
from scenarios.definition import read_scenario
from solvers.registry import find_backend
from tests.scenarios.repairing.written import CASES, OPTIONS, repairs_of, solved, written

CBC = find_backend("cbc")


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_written_scenario_has_a_plan(name: str) -> None:
    scenario, repairs = repairs_of(CASES[name])
    assert repairs
    for repair in repairs:
        found = written(CASES[name].encode(), "yaml", scenario, repair)
        assert not found.is_rewritten
        again = read_scenario(found.text.encode(), "yaml")
        assert solved(again).plan is not None
        assert CBC.solve(plan_program(limit_rows(again.problem)), OPTIONS).point is not None


@pytest.mark.parametrize("name", CASES)
def test_only_lines_of_the_changed_limits_change(name: str) -> None:
    scenario, repairs = repairs_of(CASES[name])
    before = CASES[name].splitlines()
    for repair in repairs:
        changed = {change.identity.pointer for change in repair.changes}
        after = written(CASES[name].encode(), "yaml", scenario, repair).text.splitlines()
        kept = [line for line in before if line in after]
        assert len(before) - len(kept) == len(changed)  # every limit of the cases stands on a line of its own
        assert [line for line in after if line in kept] == kept
        assert sum(line.strip().startswith("# changed") for line in after) >= len(changed)


@pytest.mark.parametrize("name", CASES)
def test_hard_facts_stay(name: str) -> None:
    scenario, repairs = repairs_of(CASES[name])
    hard = [line for line in CASES[name].splitlines() if "negotiable: false" in line]
    for repair in repairs:
        after = written(CASES[name].encode(), "yaml", scenario, repair).text.splitlines()
        assert all(line in after for line in hard)

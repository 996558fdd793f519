"""Expert cases: every `tests/cases/*.yaml` is a scenario as people write it, with what must come out after `expect:`.

targets: every cell, its members joined by " / ", in the document's unit
sums: published sums per member, by level
nodes: [target, plan, assigned] of the company and of members, by level
binding: names of the limits that bind
bounds: the limits that bind, each with its bound as written
months: of cells (members joined by " / ") and of the company, in the document's unit
not_kept: limits that rounding could not keep
reasons, repairs, scores, conflict, choices, fits_between: of a scenario that cannot be met; every member of the
    conflict is needed, `choices` are the limits that whole numbers cannot meet
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from models.allocation.diagnosis import Change, ConflictMember, Diagnosis, Reason
from models.allocation.limits.context import Quantity
from models.allocation.plan import Plan
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition.loading import read_scenario
from scenarios.definition.scenario import Scenario
from solvers.base import SolverBackend, SolverOptions
from tests.support.solving import CBC, HIGHS

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.yaml"))
MARK = "\nexpect:\n"


def read_case(path: Path) -> tuple[Scenario, dict[str, Any]]:
    """The scenario by the product's own reader, and what is expected of it."""
    document, mark, expected = path.read_text("utf-8").partition(MARK)
    assert mark, f"{path.name} expects nothing"
    return read_scenario(document.encode(), "yaml"), yaml.safe_load(mark + expected)["expect"]


def solve(scenario: Scenario, backend: SolverBackend) -> AllocationResult:
    strategy = scenario.strategies[scenario.default_strategy]
    return allocate(scenario.problem, strategy, backend, SolverOptions())


def written(scenario: Scenario, minor: int) -> Decimal:
    return scenario.problem.money.from_minor(minor)


def decimals(numbers: Mapping[str, float]) -> dict[str, Decimal]:
    return {name: Decimal(str(number)) for name, number in numbers.items()}


def plan_of(result: AllocationResult) -> Plan:
    assert result.plan is not None
    return result.plan


def diagnosis_of(result: AllocationResult) -> Diagnosis:
    assert result.diagnosis is not None
    return result.diagnosis


def check_targets(scenario: Scenario, result: AllocationResult, expected: Mapping[str, float]) -> None:
    found = {
        " / ".join(scenario.problem.cell_key(cell)): written(scenario, int(minor))
        for cell, minor in enumerate(plan_of(result).targets_minor)
    }
    assert found == decimals(expected)


def check_sums(scenario: Scenario, result: AllocationResult, expected: Mapping[str, Mapping[str, float]]) -> None:
    plan = plan_of(result)
    for level, sums in expected.items():
        (part,) = [part for part in plan.index.by_level if part.levels == (level,)]
        found = {
            key[0]: written(scenario, int(plan.targets_minor[part.code == node].sum()))
            for node, key in enumerate(part.groups.keys)
        }
        assert found == decimals(sums)


def check_months(scenario: Scenario, result: AllocationResult, expected: Mapping[str, list[float]]) -> None:
    plan = plan_of(result)
    assert plan.months is not None
    found = {
        " / ".join(scenario.problem.cell_key(cell)): [written(scenario, minor) for minor in months]
        for cell, months in enumerate(plan.months.minor.tolist())
    }
    found["company"] = [written(scenario, minor) for minor in plan.months.minor.sum(axis=0).tolist()]
    assert {name: found[name] for name in expected} == {
        name: [Decimal(str(number)) for number in months] for name, months in expected.items()
    }
    assert plan.months.check.nodes == plan.months.check.loads == ()


def check_binding(_: Scenario, result: AllocationResult, expected: list[str]) -> None:
    assert sorted({limit.identity.name for limit in plan_of(result).binding}) == sorted(expected)


def check_nodes(scenario: Scenario, result: AllocationResult, expected: Mapping[str, Mapping[str, list[int]]]) -> None:
    plan = plan_of(result)
    parts = {part.levels[0] if part.levels else "company": part for part in (plan.index.company, *plan.index.by_level)}
    for level, nodes in expected.items():
        totals = plan.totals(parts[level])
        found = {
            "".join(key): [
                int(written(scenario, int(sums[node]))) for sums in (totals.target, totals.plan, totals.assigned)
            ]
            for node, key in enumerate(parts[level].groups.keys)
        }
        assert found == nodes


def check_bounds(scenario: Scenario, result: AllocationResult, expected: Mapping[str, float]) -> None:
    assert {item.identity.name: in_units(scenario, item.bound) for item in plan_of(result).binding} == expected


def check_not_kept(_: Scenario, result: AllocationResult, expected: list[str]) -> None:
    assert [missed.identity.name for missed in plan_of(result).rounded_check.limits] == expected


def in_units(scenario: Scenario, thousands: float) -> float:
    """An amount of thousands as the document writes it."""
    money = scenario.problem.money
    return round(thousands * money.minor_per_thousand / float(money.minor_per_unit), 6)


def say_reason(scenario: Scenario, reason: Reason) -> str:
    limits = ", ".join(reason.limits)
    return f"{limits} against {reason.against.name} misses {in_units(scenario, reason.shortfall):g}"


def say_change(scenario: Scenario, change: Change) -> str:
    amount = change.amount if change.quantity is Quantity.COUNT else in_units(scenario, change.amount)
    words = (change.identity.name, *change.group, change.side, f"{amount:g}")
    return " ".join(words)


def check_reasons(scenario: Scenario, result: AllocationResult, expected: list[str]) -> None:
    assert [say_reason(scenario, reason) for reason in diagnosis_of(result).reasons] == expected


def check_repairs(scenario: Scenario, result: AllocationResult, expected: list[list[str]]) -> None:
    found = [[say_change(scenario, change) for change in repair.changes] for repair in diagnosis_of(result).repairs]
    assert sorted(found) == sorted(expected)


def check_scores(_: Scenario, result: AllocationResult, expected: list[float]) -> None:
    assert [one.score for one in diagnosis_of(result).repairs] == pytest.approx(expected)


def check_choices(_: Scenario, result: AllocationResult, expected: list[str]) -> None:
    assert [identity.name for identity in diagnosis_of(result).choices] == expected


def say_member(scenario: Scenario, member: ConflictMember) -> str:
    return " ".join((member.identity.name, *member.group, member.side, f"{in_units(scenario, member.bound):g}"))


def check_conflict(scenario: Scenario, result: AllocationResult, expected: list[str]) -> None:
    conflict = diagnosis_of(result).conflict
    assert conflict is not None and conflict.minimal
    assert [say_member(scenario, member) for member in conflict.members] == expected
    assert conflict.n_members == len(expected)


def check_fits_between(scenario: Scenario, result: AllocationResult, expected: list[float | None]) -> None:
    found = diagnosis_of(result)
    ends = [None if end is None else in_units(scenario, end) for end in (found.feasible_low, found.feasible_high)]
    assert ends == expected


CHECKS: Mapping[str, Callable[[Scenario, AllocationResult, Any], None]] = {
    "targets": check_targets,
    "sums": check_sums,
    "nodes": check_nodes,
    "months": check_months,
    "binding": check_binding,
    "bounds": check_bounds,
    "not_kept": check_not_kept,
    "reasons": check_reasons,
    "repairs": check_repairs,
    "scores": check_scores,
    "conflict": check_conflict,
    "choices": check_choices,
    "fits_between": check_fits_between,
}


@pytest.mark.parametrize("backend", [HIGHS, CBC], ids=lambda backend: backend.name)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, backend: SolverBackend) -> None:
    scenario, expected = read_case(path)
    result = solve(scenario, backend)
    assert result.outcome == expected.pop("outcome")
    assert expected, "an outcome alone proves little"
    for name, value in expected.items():
        CHECKS[name](scenario, result, value)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_case_begins_with_its_story(path: Path) -> None:
    assert path.read_text("utf-8").startswith("# ")


def test_there_are_cases() -> None:
    assert len(CASES) >= 8

"""The example scenarios are what they claim to be, and their numbers add up."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from models.allocation.plan import Outcome, Plan, node_totals
from models.errors import Infeasible
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition import Scenario, load_scenario
from solvers.base import SolverOptions
from solvers.registry import get_backend

EXAMPLES = Path(__file__).parents[2] / "scenarios" / "examples"
SOLVABLE = ["company", "company-en", "fairness", "focus", "tiny", "tiny-zh", "volumes"]
STRATEGIES = ["balanced", "growth", "profit", "continuity"]
TEXT_COLUMNS = {"hold_reason", "label"}


@cache
def scenario(name: str) -> Scenario:
    """An example by its name."""
    return load_scenario(EXAMPLES / f"{name}.scenario.yaml")


@cache
def solved(name: str, strategy: str | None = None) -> AllocationResult:
    """An example under one of its strategies."""
    found = scenario(name)
    chosen = found.strategies[strategy or found.default_strategy]
    return allocate(found.problem, chosen, get_backend(), SolverOptions(time_limit_seconds=60.0))


def plan_of(name: str, strategy: str | None = None) -> Plan:
    """Its plan."""
    return solved(name, strategy).raise_for_outcome()


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table beside the examples."""
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestEveryExample:
    def test_none_is_left_out(self) -> None:
        names = {path.name.removesuffix(".scenario.yaml") for path in EXAMPLES.glob("*.scenario.yaml")}
        assert names == {*SOLVABLE, "infeasible"}

    @pytest.mark.parametrize("name", [*SOLVABLE, "infeasible"])
    def test_is_valid_without_notices(self, name: str) -> None:
        assert scenario(name).notices == ()

    @pytest.mark.parametrize("name", SOLVABLE)
    def test_is_optimal_and_adds_up(self, name: str) -> None:
        plan = plan_of(name)
        assert plan.outcome is Outcome.OPTIMAL
        target = plan.problem.company_total.amount
        assert target is not None
        assert int(plan.targets_minor.sum()) == plan.problem.money.to_minor(target)
        assert not (plan.targets_minor % plan.problem.increment_minor).any()

    @pytest.mark.parametrize("name", SOLVABLE)
    def test_rounding_kept_everything(self, name: str) -> None:
        check = plan_of(name).rounded_check
        assert (check.limits, check.nodes) == ((), ())


class TestCompany:
    @pytest.mark.parametrize("strategy", STRATEGIES)
    def test_at_most_a_fifth_stands_in_a_corner(self, strategy: str) -> None:
        plan = plan_of("company", strategy)
        assert plan.outcome is Outcome.OPTIMAL
        assert plan.scorecard.at_limit_share <= 0.2

    def test_is_a_mid_size_company(self) -> None:
        problem = scenario("company").problem
        assert 300 <= problem.cells.count <= 600
        assert [len(dimension.leaves) for dimension in problem.dimensions] == [6, 7, 3, 52]
        assert set(STRATEGIES) == set(scenario("company").strategies)

    def test_uses_every_family_of_limits(self) -> None:
        kinds = Counter(limit.kind for limit in scenario("company").problem.limits)
        families = {"growth_limit", "amount_limit", "share_limit", "capacity", "margin", "commitment", "hold"}
        assert set(kinds) == families
        assert any(limit.soft is not None for limit in scenario("company").problem.limits)
        assert all(limit.owner for limit in scenario("company").problem.limits)

    def test_last_year_by_hand(self) -> None:
        """The sums that the tables show, added up from the file itself."""
        rows = rows_of("company.cells.csv")
        by_line: Counter[str] = Counter()
        for row in rows:
            by_line[row["product_line"]] += int(row["baseline"] or 0)
        assert by_line == {"plc": 15800, "drive": 9200, "sensor": 8400, "relay": 4900, "software": 4100, "vision": 0}
        assert all(not row["baseline"] for row in rows if row["product_line"] == "vision")

    def test_targets_by_hand(self) -> None:
        """Product lines keep the limits of their life cycle, recomputed from the published numbers."""
        growth = growth_by_level(plan_of("company"), "product_line")
        assert 0.03 <= growth["plc"] <= 0.10
        assert 0.03 <= growth["sensor"] <= 0.10
        assert 0.12 <= growth["drive"] <= 0.30
        assert 0.12 <= growth["software"] <= 0.30
        assert -0.15 <= growth["relay"] <= 0.0
        regions = growth_by_level(plan_of("company"), "region")
        assert min(regions["southwest"], regions["northwest"]) > max(regions["east"], regions["south"])

    def test_strategies_do_what_their_names_say(self) -> None:
        growth, profit, calm = (plan_of("company", name).scorecard for name in ("growth", "profit", "continuity"))
        assert growth.strategic_share > calm.strategic_share
        assert profit.margin_rate is not None and calm.margin_rate is not None
        assert profit.margin_rate > calm.margin_rate
        assert growth.moved_minor is not None and calm.moved_minor is not None
        assert calm.moved_minor < growth.moved_minor / 2

    def test_holds_keep_their_number(self) -> None:
        plan = plan_of("company")
        held = plan.problem.cells.hold
        assert int(held.present.sum()) == len(scenario("company").hold_reasons) == 2
        assert (plan.targets_minor == held.minor)[held.present].all()

    def test_nobody_gets_more_than_they_can_carry(self) -> None:
        plan = plan_of("company")
        caps = {row["key"]: Decimal(row["quota_cap"]) for row in rows_of("company.reps.csv") if row["quota_cap"]}
        (part,) = [part for part in plan.index.by_level if part.levels == ("rep",)]
        totals = node_totals(part.code, part.count, plan.targets_minor, plan.problem.cells.baseline)
        for node, (key,) in enumerate(part.groups.keys):
            assert plan.problem.money.from_minor(int(totals.target[node])) <= caps[key]


class TestEnglishTwin:
    def test_same_targets(self) -> None:
        chinese, english = plan_of("company"), plan_of("company-en")
        keys = [chinese.problem.cell_key(cell) for cell in range(chinese.problem.cells.count)]
        assert keys == [english.problem.cell_key(cell) for cell in range(english.problem.cells.count)]
        assert np.array_equal(chinese.targets_minor, english.targets_minor)

    @pytest.mark.parametrize("table", ["cells", "reps"])
    def test_same_numbers_in_the_tables(self, table: str) -> None:
        chinese, english = rows_of(f"company.{table}.csv"), rows_of(f"company-en.{table}.csv")
        assert [_numbers(row) for row in chinese] == [_numbers(row) for row in english]

    def test_no_chinese_is_left_in_its_labels(self) -> None:
        labels = [
            member.label for dimension in scenario("company-en").problem.dimensions for member in dimension.members
        ]
        names = [limit.name for limit in scenario("company-en").problem.limits]
        assert all(text.isascii() for text in (*labels, *names))


class TestInfeasible:
    def test_the_caps_do_not_reach_the_company_target(self) -> None:
        result = solved("infeasible")
        assert result.outcome is Outcome.INFEASIBLE
        assert isinstance(result.error, Infeasible)
        reason = result.error.diagnosis.reasons[0]
        assert (reason.code, reason.limits) == ("caps_below_floor", ("what a person can carry",))
        assert (reason.reachable, reason.required) == (56200.0, 58000.0)

    def test_repairs_name_owners(self) -> None:
        diagnosis = solved("infeasible").diagnosis
        assert diagnosis is not None
        owners = {change.identity.owner for repair in diagnosis.repairs for change in repair.changes}
        assert owners == {"Karin Holm, human resources", "managing director"}


def growth_by_level(plan: Plan, level: str) -> dict[str, float]:
    """Growth of the cells that have a last year, by member."""
    (part,) = [part for part in plan.index.by_level if part.levels == (level,)]
    totals = node_totals(part.code, part.count, plan.targets_minor, plan.problem.cells.baseline)
    rates = {key: totals.like_for_like_rate(node) for node, (key,) in enumerate(part.groups.keys)}
    return {key: rate for key, rate in rates.items() if rate is not None}


def _numbers(row: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if name not in TEXT_COLUMNS}

"""The example scenarios are what they claim to be, and their numbers add up."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from models.allocation.limits.families import LimitFamily
from models.allocation.plan import Outcome, Plan, node_totals
from models.errors import Infeasible
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition import Scenario, load_scenario
from solvers.base import SolverOptions
from solvers.registry import get_backend

WAN = 1_000_000
"""Minor units of a 万元."""

EXAMPLES = Path(__file__).parents[2] / "scenarios" / "examples"
SOLVABLE = ["company", "company-en", "fairness", "focus", "tiny", "tiny-zh", "volumes"]
STRATEGIES = ["balanced", "growth", "profit", "fairness", "continuity", "priorities"]
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
        assert int(plan.numbers.minor[0].sum()) == plan.problem.money.to_minor(target)
        assert not any((minor % plan.problem.increment_minor).any() for minor in plan.numbers.minor)

    @pytest.mark.parametrize("name", SOLVABLE)
    def test_rounding_kept_everything(self, name: str) -> None:
        check = plan_of(name).rounded_check
        assert (check.limits, check.nodes) == ((), ())


class TestCompany:
    @pytest.mark.slow
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
        (one,) = get_args(LimitFamily)[:1]
        assert set(kinds) == {family.model_fields["kind"].annotation.__args__[0] for family in get_args(one)}
        assert len({limit.soft is None for limit in scenario("company").problem.limits}) == 2
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

    @pytest.mark.slow
    def test_strategies_do_what_their_names_say(self) -> None:
        growth, profit, calm = (plan_of("company", name).scorecard for name in ("growth", "profit", "continuity"))
        assert growth.strategic_share > calm.strategic_share
        assert profit.margin_rate is not None and calm.margin_rate is not None
        assert profit.margin_rate > calm.margin_rate
        assert growth.moved_minor is not None and calm.moved_minor is not None
        assert calm.moved_minor < 0.8 * growth.moved_minor

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

    def test_hedges_by_hand(self) -> None:
        """48,760 · 1.01 = 49,247.6 for the teams, · 1.02 = 50,232.55 for the people, in whole 万元."""
        plan = plan_of("company")
        assert [int(minor.sum()) // WAN for minor in plan.numbers.minor] == [48760, 49248, 50233]

    def test_servo_drives_can_be_supplied(self) -> None:
        """22,000 pieces a year at the prices of the table; whole 万元 make a piece or two of difference."""
        plan = plan_of("company")
        pieces = sum(
            Decimal(int(minor)) / WAN * 10_000 / Decimal(row["unit_price"])
            for row, minor in zip(in_plan_order(plan), plan.numbers.minor[0], strict=True)
            if row["product_line"] == "drive"
        )
        assert 21_990 <= pieces <= 22_002

    def test_control_systems_keep_their_market_share(self) -> None:
        plan, sold, market = plan_of("company"), Counter[str](), Counter[str]()
        for row, minor in zip(in_plan_order(plan), plan.numbers.minor[0], strict=True):
            if row["product_line"] == "plc" and row["region"] in {"east", "south", "north", "northeast"}:
                sold[row["region"]] += int(minor) // WAN
                market[row["region"]] += int(row["market"])
        assert all(0.12 <= sold[region] / market[region] <= 0.16 for region in market)

    def test_peers_in_a_team_have_equally_hard_targets(self) -> None:
        """Target over forecast within 5 points of the team's; a whole 万元 of some 1,000 is a tenth of a point."""
        targets, forecasts = by_person(plan_of("company"))
        team = {row["key"]: row["parent"] for row in rows_of("company.reps.csv") if row["status"] == "active"}
        of_team: defaultdict[str, int] = defaultdict(int)
        of_forecast: defaultdict[str, float] = defaultdict(float)
        for key in targets.keys() & team.keys():
            of_team[team[key]] += targets[key]
            of_forecast[team[key]] += forecasts[key]
        for key in targets.keys() & team.keys():
            common = of_team[team[key]] / of_forecast[team[key]]
            assert abs(targets[key] / forecasts[key] - common) <= 0.05 + 1 / forecasts[key]


class TestCompanyMonths:
    def test_months_add_up_to_years_on_every_cut(self) -> None:
        plan = plan_of("company")
        assert plan.months is not None
        assert (plan.months.minor.sum(axis=1) == plan.targets_minor).all()
        assert plan.months.check.adds_up
        assert (plan.months.check.nodes, plan.months.check.loads) == ((), ())

    def test_nobody_on_leave_has_a_target(self) -> None:
        plan = plan_of("company")
        assert plan.months is not None
        rows = [row["rep"] == "bai_yujie" for row in in_plan_order(plan)]
        months = plan.months.minor[rows].sum(axis=0) // WAN
        assert months[:4].tolist() == [0, 0, 0, 0]
        assert int(months.sum()) == 400

    def test_the_year_runs_as_the_trade_does(self) -> None:
        """A dip in February, a peak in December: the company's months are those of its lines, weighed."""
        plan = plan_of("company")
        assert plan.months is not None
        months = plan.months.minor.sum(axis=0)
        assert (int(months.argmin()), int(months.argmax())) == (1, 11)
        assert 0.30 <= months[9:].sum() / months.sum() <= 0.34

    def test_seasons_add_up_to_a_hundred(self) -> None:
        for row in rows_of("company.seasonality.csv"):
            assert sum(Decimal(row[month]) for month in list(row)[2:]) == 100


class TestCompanyChances:
    @pytest.mark.parametrize("person", ["gu_simin", "peng_lijuan", "ma_wenbin", "song_changhai"])
    def test_of_a_person_by_simulation(self, person: str) -> None:
        plan = plan_of("company")
        (part,) = [part for part in plan.index.by_level if part.levels == ("rep",)]
        found = plan.measures(part).attain_probability[part.groups.keys.index((person,))]
        rows = [row for row in rows_of("company.cells.csv") if row["rep"] == person and row["forecast"]]
        sales = simulated(rows)
        target = by_person(plan)[0][person]
        assert found == pytest.approx(float((sales >= target).mean()), abs=0.01)
        assert found >= 0.3


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
    totals = node_totals(part.code, part.count, plan.numbers.minor[0], plan.problem.cells.baseline)
    rates = {key: totals.like_for_like_rate(node) for node, (key,) in enumerate(part.groups.keys)}
    return {key: rate for key, rate in rates.items() if rate is not None}


def _numbers(row: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if name not in TEXT_COLUMNS}


def in_plan_order(plan: Plan) -> list[dict[str, str]]:
    """The rows of the company's table in the order of a plan's cells."""
    keys = ("product_line", "region", "segment", "rep")
    by_key = {tuple(row[key] for key in keys): row for row in rows_of("company.cells.csv")}
    return [by_key[plan.problem.cell_key(cell)] for cell in range(plan.problem.cells.count)]


def by_person(plan: Plan) -> tuple[dict[str, int], dict[str, float]]:
    """Published target and forecast of each person, in 万元, over the lines that have a forecast."""
    targets: defaultdict[str, int] = defaultdict(int)
    forecasts: defaultdict[str, float] = defaultdict(float)
    for row, minor in zip(in_plan_order(plan), plan.targets_minor, strict=True):
        if row["forecast"]:
            targets[row["rep"]] += int(minor) // WAN
            forecasts[row["rep"]] += float(row["forecast"])
    return targets, forecasts


def simulated(rows: list[dict[str, str]], draws: int = 200_000) -> np.ndarray:
    """Sales of one person in 万元: correlations of 0.4 with the company and 0.3 with the region, the rest their own."""
    rng = np.random.default_rng(7)
    company, region = rng.standard_normal(draws), rng.standard_normal(draws)
    total = np.zeros(draws)
    for row in rows:
        spread = float(row["forecast_log_sd"] or 0.2)
        own = np.sqrt(1 - 0.4**2 - 0.3**2) * rng.standard_normal(draws)
        total += float(row["forecast"]) * np.exp(spread * (0.4 * company + 0.3 * region + own) - spread**2 / 2)
    return total

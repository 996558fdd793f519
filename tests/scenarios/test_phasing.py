"""Months of published plans: exact both ways, every controlled node within one increment, nothing missed in silence."""

from __future__ import annotations

import threading
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.formulation import limit_rows
from models.allocation.limits.capacity import Capacity
from models.allocation.limits.fields import AttributeValueOf
from models.allocation.phasing import month_plan
from models.allocation.phasing.month_plan import MonthPlan, in_quarters, month_sums
from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem
from models.errors import LimitReached
from scenarios import phasing
from scenarios.allocation import AllocationResult
from scenarios.phasing import phase_plan
from scenarios.plan_hash import plan_hash
from solvers.base import SolverOptions
from tests.support.phasing import DOUBLE_DECEMBER, EQUAL, phased, random_seasons, season
from tests.support.problems import BALANCED, amounts, flat, random_problem, two_by_two
from tests.support.solving import findings_of, plan_of, result_of
from tests.support.variations import renamed, scaled

YUAN = 100
seeds = st.integers(0, 10**6)
increments = st.sampled_from([1, 100, 10_000, 100_000, 2_500_000])


def months_of(plan: Plan) -> MonthPlan:
    assert plan.months is not None
    return plan.months


def random_phased(cells: int, seed: int, increment: int = 100_000) -> AllocationProblem:
    problem = random_problem(cells, seed, increment=increment)
    return phased(problem, *random_seasons(problem, seed))


def distances(plan: Plan, code: np.ndarray, count: int) -> np.ndarray:
    """Node-months from their exact values in increments, in fractions: no rounding of our own."""
    months = months_of(plan)
    exact = [[Fraction(0)] * 12 for _ in range(count)]
    for cell in np.flatnonzero(code >= 0).tolist():
        for month in range(12):
            exact[code[cell]][month] += int(plan.targets_minor[cell]) * Fraction(float(months.shares[cell, month]))
    published = month_sums(code, count, months.minor)
    return np.array(
        [[float(abs(int(published[g, m]) - exact[g][m])) / months.increment for m in range(12)] for g in range(count)]
    )


class TestEveryPlan:
    @settings(max_examples=20)
    @given(seeds, st.integers(20, 90), increments)
    def test_months_add_up_to_years_on_every_cut(self, seed: int, cells: int, increment: int) -> None:
        plan = plan_of(random_phased(cells, seed, increment), BALANCED)
        minor = months_of(plan).minor
        assert minor.dtype == np.int64
        assert (minor >= 0).all()
        assert minor.sum(axis=1).tolist() == plan.targets_minor.tolist()
        for part in (*plan.index.by_level, *plan.index.crossings()):
            years = np.zeros(part.count, dtype=np.int64)
            np.add.at(years, part.code, plan.targets_minor)
            assert month_sums(part.code, part.count, minor).sum(axis=1).tolist() == years.tolist()
        assert in_quarters(minor).sum(axis=1).tolist() == plan.targets_minor.tolist()

    @settings(max_examples=12)
    @given(seeds, st.integers(20, 90), increments)
    def test_the_chain_of_people_is_within_one_increment(self, seed: int, cells: int, increment: int) -> None:
        plan = plan_of(random_phased(cells, seed, increment), BALANCED)
        chain = [one.partition for one in months_of(plan).controlled if one.by_quarter]
        assert len(chain) >= 2
        for part in chain:
            assert distances(plan, part.code, part.count).max() <= 1.00002
        every = np.arange(plan.problem.cells.count)
        assert distances(plan, every, every.size).max() <= 1.00002

    @settings(max_examples=12)
    @given(seeds)
    def test_what_is_further_is_named(self, seed: int) -> None:
        plan = plan_of(random_phased(80, seed), BALANCED)
        for one in months_of(plan).controlled:
            part = one.partition
            far = np.argwhere(distances(plan, part.code, part.count) > 1.00002)
            named = {
                (found.key, found.period)
                for found in months_of(plan).check.nodes
                if found.levels == part.levels and found.period.startswith("20") and len(found.dimensions) < 3
            }
            labels = months_of(plan).calendar.months
            assert named == {(part.groups.keys[node], labels[month]) for node, month in far.tolist()}

    @settings(max_examples=12)
    @given(seeds)
    def test_month_numbers_are_multiples_of_the_increment(self, seed: int) -> None:
        plan = plan_of(random_phased(60, seed), BALANCED)
        odd = months_of(plan).minor % 100_000 != 0
        assert odd.sum() == (plan.targets_minor % 100_000 != 0).sum() <= 1

    def test_the_same_bytes_twice(self) -> None:
        first, second = (months_of(plan_of(random_phased(90, 5), BALANCED)) for _ in range(2))
        assert first.minor.tobytes() == second.minor.tobytes()


class TestLargerThanABlock:
    @pytest.mark.parametrize("seed", [1, 2])
    def test_blocks_together_keep_what_one_program_would(self, seed: int) -> None:
        plan = plan_of(random_phased(400, seed), BALANCED)
        for one in months_of(plan).controlled[:3]:
            assert distances(plan, one.partition.code, one.partition.count).max() <= 1.00002
        assert len(months_of(plan).check.nodes) <= 3
        assert months_of(plan).check.adds_up


class TestOtherWordsForTheSameCompany:
    @settings(max_examples=8)
    @given(seeds)
    def test_scaling_money_scales_the_months(self, seed: int) -> None:
        problem = random_phased(40, seed, 10_000)
        large = scaled(problem, 10)
        assert problem.phasing is not None
        large = replace(large, phasing=replace(problem.phasing, increment_minor=100_000))
        first, second = (months_of(plan_of(one, BALANCED)).minor for one in (problem, large))
        assert (first * 10).tolist() == second.tolist()

    def test_permuting_members_permutes_the_months(self) -> None:
        # Three people whose months differ, so that there are no ties.
        def company(keys: list[str]) -> dict[str, list[int]]:
            rows = [season(months, region=key) for months, key in zip(seasons, keys, strict=True)]
            problem = two_by_two(1003, dimensions=(flat("product", ["a", "b"]), flat("region", keys)), increment=YUAN)
            members = problem.cells.members.copy()
            members[1] = [sorted(keys).index(keys[place]) for place in members[1]]
            order = np.lexsort(members[::-1])
            base = amounts([100, 200, 300, 400])
            base = replace(base, minor=base.minor[order])
            cells = replace(problem.cells, members=members[:, order], baseline=base, potential=base)
            plan = plan_of(phased(replace(problem, cells=cells), *rows))
            names = dict(zip(keys, ["first", "second"], strict=True))
            return {
                "/".join((product, names[region])): months_of(plan).minor[cell].tolist()
                for cell in range(4)
                for product, region in [plan.problem.cell_key(cell)]
            }

        seasons = [(3, 5, 8, 2, 9, 4, 7, 6, 1, 11, 13, 20), (23, 7, 9, 4, 15, 3, 8, 21, 2, 6, 5, 12)]
        assert company(["east", "west"]) == company(["zoo", "ant"])

    @settings(max_examples=5)
    @given(seeds)
    def test_other_names_keep_the_company_months_within_an_increment(self, seed: int) -> None:
        problem = random_problem(60, seed)
        other, _ = renamed(problem, seed)
        plans = [plan_of(phased(one, season(DOUBLE_DECEMBER)), BALANCED) for one in (problem, other)]
        totals = [months_of(plan).minor.sum(axis=0) for plan in plans]
        assert np.abs(totals[0] - totals[1]).max() <= 100_000


class TestRests:
    def test_a_hold_that_is_no_multiple_leaves_its_rest_in_the_largest_month(self) -> None:
        # 99.95 of thirteen parts in whole yuan: seven a month, the rest of .95 in December.
        problem = two_by_two(1000, increment=YUAN, hold=amounts([99.95, None, None, None]))
        minor = months_of(plan_of(phased(problem, season(DOUBLE_DECEMBER)))).minor[0]
        assert int(minor.sum()) == 9995
        assert (minor[:11] % YUAN == 0).all()
        assert minor[11] % YUAN == 95

    def test_of_equal_months_the_first_takes_it(self) -> None:
        problem = two_by_two(1000, increment=YUAN, hold=amounts([99.95, None, None, None]))
        minor = months_of(plan_of(phased(problem))).minor[0]
        assert np.flatnonzero(minor % YUAN).tolist() == [0]

    def test_a_target_of_nothing_has_months_of_nothing(self) -> None:
        plan = plan_of(phased(two_by_two(1000, hold=amounts([0, None, None, None]))))
        assert months_of(plan).minor[0].tolist() == [0] * 12

    def test_months_may_be_finer_than_years(self) -> None:
        minor = months_of(plan_of(phased(two_by_two(1100, increment=10 * YUAN), increment=YUAN))).minor
        assert minor[0].tolist().count(9 * YUAN) + minor[0].tolist().count(10 * YUAN) == 12

    def test_a_step_larger_than_the_year_goes_into_single_months(self) -> None:
        plan = plan_of(phased(two_by_two(1100, increment=10 * YUAN)))
        assert sorted(months_of(plan).minor[0].tolist()) == [0] + [10 * YUAN] * 11


class TestMonthlyCapacity:
    def problem(self, hours: float, **fields: object) -> AllocationProblem:
        # Two hours per thousand, all year equal: the east's 400 take 800/12 = 66.67 thousandths of an hour a month.
        limit = Capacity.model_validate(
            {
                "kind": "capacity",
                "name": "hours",
                "by": ["region"],
                "where": {"region": "east"},
                "measure": "effort",
                "per": "month",
                "amount": hours,
                **fields,
            }
        )
        return phased(two_by_two(1000, limits=[limit], effort=np.full(4, 0.002)), season(DOUBLE_DECEMBER))

    def test_december_decides(self) -> None:
        # 2/13 of the east in December at 0.002 hours: 0.104 hours are 338 a year.
        plan = plan_of(self.problem(0.104))
        assert (plan.exact[[0, 2]].sum() * 1000).round(6) == 338
        pressing = [(one.identity.name, one.axes, one.group) for one in plan.binding if one.identity.kind == "capacity"]
        assert pressing == [("hours", ("region", "month"), ("east", "2025-12"))]

    def test_the_year_alone(self) -> None:
        # Twelve times 0.0567 hours are 340 a year, whatever December takes.
        plan = plan_of(self.problem(0.68 / 12, each_month=False))
        assert (plan.exact[[0, 2]].sum() * 1000).round(6) == 340

    def test_what_months_miss_is_named(self) -> None:
        # Steps of 20 yuan: December's exact 52 of the east can only be 40 or 60.
        problem = replace(self.problem(0.104), increment_minor=20 * YUAN)
        assert problem.phasing is not None
        problem = replace(problem, phasing=replace(problem.phasing, increment_minor=20 * YUAN))
        plan = plan_of(problem)
        months = months_of(plan)
        december = int(months.minor[[0, 2], 11].sum())
        missed = {one.key for one in months.check.loads}
        assert (("east", "2025-12") in missed) == (december > 52 * YUAN)
        assert plan.rounded_check.limits == () or all(one.group == ("east",) for one in plan.rounded_check.limits)

    def test_per_month_needs_phasing(self) -> None:
        (finding,) = findings_of(replace(self.problem(1), phasing=None))
        assert (finding.code, finding.location.pointer) == ("capacity_month_without_phasing", "/limits/0/per")

    def test_a_yearly_capacity_says_that_months_are_not_kept(self) -> None:
        result = result_of(self.problem(10, per="year"))
        assert [notice.code for notice in result.notices] == ["capacity_without_months"]


class TestTheWholeAnswer:
    def test_without_phasing_there_are_no_months(self) -> None:
        assert plan_of(two_by_two()).months is None

    def test_months_are_part_of_the_plan_hash(self) -> None:
        plan = plan_of(phased(two_by_two(1003)))
        moved = months_of(plan).minor.copy()
        moved[0, :2] += [100, -100]
        other = replace(plan, months=replace(months_of(plan), minor=moved))
        hashes = {plan_hash("h", one) for one in (plan, other, replace(plan, months=None))}
        assert len(hashes) == 3

    def test_months_that_do_not_add_up_are_no_plan(self, monkeypatch: pytest.MonkeyPatch) -> None:
        real = phasing._Phaser.months
        monkeypatch.setattr(phasing._Phaser, "months", lambda self: real(self) + 1)
        result: AllocationResult = result_of(phased(two_by_two()))
        assert (result.outcome, result.plan) == ("suspect", None)

    def test_the_check_sees_a_moved_month(self) -> None:
        plan = plan_of(phased(two_by_two(1200), season(EQUAL)))
        months = months_of(plan)
        moved = months.minor.copy()
        moved[0, 0] += 300
        moved[0, 1] -= 300
        keys = (("product", "region"), tuple(plan.problem.cell_key(cell) for cell in range(4)))
        adds_up, far = month_plan.check_months(
            plan.targets_minor, moved, months.shares, months.increment, keys, months.controlled, months.calendar
        )
        assert adds_up
        assert {(one.levels, one.key, one.period, one.minor) for one in far if one.levels == ()} == {
            ((), key, period, 300) for key in (("a", "east"), ()) for period in ("2025-01", "2025-02")
        }


def test_capacity_by_attribute_counts_only_who_is_there() -> None:
    # The east is hired in July: half a year of 100 a month.
    regions = flat("region", ["east", "west"], east={"hire_date": "2025-07-01", "quota": 100})
    limit = Capacity(
        kind="capacity", name="quota", by=("region",), per="month", amount=AttributeValueOf(attribute="quota")
    )
    plan = plan_of(
        phased(two_by_two(2000, limits=[limit], dimensions=(flat("product", ["a", "b"]), regions)), season(EQUAL))
    )
    assert (plan.exact[[0, 2]].sum() * 1000).round(6) == 600
    assert months_of(plan).minor[0, :6].tolist() == [0] * 6


class TestLimitsOfTheRequest:
    @staticmethod
    def phase(options: SolverOptions) -> MonthPlan:
        problem = random_phased(300, 1)
        plan = plan_of(problem, BALANCED)
        assert problem.phasing is not None
        return phase_plan(problem, problem.phasing, limit_rows(problem), plan.targets_minor, plan.index, options)

    def test_no_time_left_is_a_limit(self) -> None:
        with pytest.raises(LimitReached, match="time_limit"):
            self.phase(SolverOptions(time_limit_seconds=0.0))

    def test_a_stop_ends_it(self) -> None:
        stop = threading.Event()
        stop.set()
        with pytest.raises(LimitReached, match="interrupted"):
            self.phase(SolverOptions(stop=stop))

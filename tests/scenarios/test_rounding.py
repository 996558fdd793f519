"""Published numbers: multiples of the increment, every node within one increment, and nothing broken in silence."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.dimensions import Member
from models.allocation.lattice import build_lattice
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.fields import Soft
from models.allocation.limits.growth_limit import GrowthLimit
from models.allocation.limits.hold import Hold
from models.allocation.nodes import Partition
from models.allocation.plan import Plan
from models.allocation.plan_check import check_rounded
from models.allocation.problem import AllocationProblem
from models.allocation.rounding import choose_families, rounding_program
from scenarios.rounding import round_plan
from tests.support.problems import BALANCED, amounts, cells_of, flat, random_problem, tree, two_by_two
from tests.support.solving import formulation_of, plan_of, published_yuan
from tests.support.variations import with_segments

YUAN = 100
increments = st.sampled_from([1, 7, 100, 10_000, 100_000, 2_500_000])


def distance(plan: Plan, part: Partition) -> float:
    """Largest distance of a node's published sum from its exact one, in increments."""
    inside = part.code >= 0
    apart = plan.targets_minor - plan.exact * plan.problem.money.minor_per_thousand
    nodes = np.bincount(part.code[inside], weights=apart[inside], minlength=part.count)
    return float(np.abs(nodes).max()) / plan.problem.increment_minor


def cell_distance(plan: Plan) -> float:
    apart = plan.targets_minor - plan.exact * plan.problem.money.minor_per_thousand
    return float(np.abs(apart).max()) / plan.problem.increment_minor


def off_step(plan: Plan) -> list[int]:
    """Cells that are no multiple of the increment."""
    return np.flatnonzero(plan.targets_minor % plan.problem.increment_minor).tolist()


class TestTwoLaminarFamilies:
    @settings(max_examples=20)
    @given(st.integers(0, 10**6), st.integers(20, 90), increments)
    def test_every_node_is_within_one_increment(self, seed: int, cells: int, increment: int) -> None:
        plan = plan_of(random_problem(cells, seed, increment=increment), BALANCED)
        families = choose_families(plan.index)
        # 1e-9 of the company target is what the exact plan itself may be off by.
        allowed = 1.00001 + 1e-9 * plan.scale * 100_000 / increment
        assert families.others == ()
        assert max(distance(plan, part) for part in families.chains) <= allowed
        assert cell_distance(plan) <= allowed

    @settings(max_examples=20)
    @given(st.integers(0, 10**6), increments)
    def test_targets_are_multiples_of_the_increment_but_for_one(self, seed: int, increment: int) -> None:
        plan = plan_of(random_problem(40, seed, increment=increment), BALANCED)
        remainder = plan.total_minor % increment
        assert off_step(plan) == ([plan.lattice.remainder_cell] if remainder else [])

    @settings(max_examples=20)
    @given(st.integers(0, 10**6), increments)
    def test_the_plan_adds_up_and_has_no_negatives(self, seed: int, increment: int) -> None:
        problem = random_problem(40, seed, increment=increment)
        plan = plan_of(problem, BALANCED)
        assert int(plan.targets_minor.sum()) == problem.money.to_minor(problem.company_total.lower)
        assert (plan.targets_minor >= 0).all()

    def test_families_grow_from_the_people(self) -> None:
        families = choose_families(plan_of(random_problem(120, 0), BALANCED).index)
        assert [part.levels for part in families.chains] == [
            (),
            ("rep",),
            ("region",),
            ("product", "region"),
            ("product",),
        ]


@settings(max_examples=80)
@given(st.integers(0, 10**6))
def test_small_companies_with_odd_numbers(seed: int) -> None:
    """Four cells, cents, holds, coarse increments: always a plan that adds up, never below zero."""
    rng = np.random.default_rng(seed)
    base = np.round(rng.uniform(1, 400, 4), 2).tolist()
    total = round(float(rng.uniform(0.5, 1.5) * sum(base)), 2)
    hold = [round(float(rng.uniform(0, total / 4)), 2) if rng.random() < 0.2 else None for _ in range(3)]
    increment = int(rng.choice([1, 7, 100, 1000, 5000, 30000]))
    plan = plan_of(
        two_by_two(total, increment=increment, baseline=amounts(base), hold=amounts([*hold, None])), BALANCED
    )
    assert plan.total_minor == round(total * 100)
    assert (plan.targets_minor >= 0).all()
    assert set(off_step(plan)) <= {*np.flatnonzero(plan.problem.cells.hold.present), plan.lattice.remainder_cell}


class TestRemainder:
    def test_a_target_that_is_no_multiple_leaves_its_rest_in_the_largest_reference(self) -> None:
        # 1100.37 in whole yuan: 37 cents go to b west, which has 440.15 of it.
        plan = plan_of(two_by_two(1100.37, increment=YUAN))
        assert (plan.lattice.remainder_cell, plan.lattice.remainder) == (3, 37)
        assert published_yuan(plan) == [110, 220, 330, 440.37]

    def test_holds_leave_their_rest_too(self) -> None:
        # 1000 less 99.95: 900.05 is for the others.
        plan = plan_of(two_by_two(1000, increment=YUAN, hold=amounts([99.95, None, None, None])))
        assert (plan.lattice.remainder_cell, plan.lattice.remainder) == (3, 5)
        assert published_yuan(plan)[0] == 99.95
        assert off_step(plan) == [0, 3]

    def test_no_rest_no_cell(self) -> None:
        plan = plan_of(two_by_two(1100, increment=YUAN))
        assert (plan.lattice.remainder_cell, plan.lattice.remainder) == (-1, 0)

    def test_the_cell_has_room_both_ways(self) -> None:
        # b west stands at its cap of 400: the rest goes to b east, the next largest.
        cap = AmountLimit(kind="amount_limit", name="cap", where={"product": "b", "region": "west"}, max_amount=400)
        plan = plan_of(two_by_two(1100.37, increment=YUAN, limits=[cap]))
        assert plan.lattice.remainder_cell == 2
        assert published_yuan(plan)[3] == 400

    def test_equal_references_go_by_key(self) -> None:
        plan = plan_of(two_by_two(400.4, increment=YUAN, baseline=amounts([100, 100, 100, 100])))
        assert plan.lattice.remainder_cell == 0

    def test_a_coarse_increment_never_takes_a_cell_below_zero(self) -> None:
        # Steps of 1000 for cells of 110 … 440: everything is rest.
        plan = plan_of(two_by_two(1100, increment=1000 * YUAN))
        assert plan.total_minor == 110_000
        assert sorted(published_yuan(plan)) in ([0, 0, 0, 1100], [0, 0, 100, 1000])

    def test_nobody_is_below_zero_when_all_are_rounded_down(self) -> None:
        # 1900 in thousands leaves 900, more than the largest cell's 760.
        lattice = plan_of(two_by_two(1900, increment=1000 * YUAN)).lattice
        assert (lattice.remainder_cell, lattice.remainder) == (3, 90_000)
        assert lattice.minor(np.zeros(4, dtype=np.bool_)).tolist() == [0, 0, 0, 90_000]


class TestRange:
    @staticmethod
    def total(low: float, high: float, increment: int = 10 * YUAN) -> float:
        # The references add up to the baseline: 1003.
        target = CompanyTotal(
            min_amount=Decimal(str(low)), max_amount=Decimal(str(high)), reference_amount=Decimal("1003")
        )
        return plan_of(two_by_two(target, increment=increment)).total_minor / 100

    def test_the_nearest_multiple_inside(self) -> None:
        assert self.total(900, 1100) == 1000

    def test_not_the_nearest_when_it_lies_outside(self) -> None:
        assert self.total(1001, 1100) == 1010

    def test_the_multiple_at_the_end_counts(self) -> None:
        assert self.total(1000, 1004) == 1000

    def test_without_a_multiple_the_nearest_amount(self) -> None:
        assert self.total(1001, 1009) == 1003
        assert self.total(1004.25, 1009) == 1004.25


class TestHolds:
    def test_cells_keep_theirs_to_the_cent(self) -> None:
        problem = random_problem(60, 1)
        held = np.zeros(problem.cells.count, dtype=bool)
        held[[3, 17, 40]] = True
        amount = np.where(held, problem.cells.baseline.minor + 1234567, 0)
        cells = replace(problem.cells, hold=replace(problem.cells.hold, minor=amount, present=held))
        plan = plan_of(replace(problem, cells=cells, limits=()), BALANCED)
        assert plan.targets_minor[held].tolist() == amount[held].tolist()

    def test_a_fixed_group_is_kept_where_the_increment_allows(self) -> None:
        hold = Hold(kind="hold", name="h", owner="o", reason="r", where={"region": "east"}, amount=333)
        assert sum(published_yuan(plan_of(two_by_two(1000, limits=[hold])))[::2]) == 333

    def test_bounds_that_fix_a_cell_count_as_held(self) -> None:
        fix = GrowthLimit(
            kind="growth_limit",
            name="fix",
            where={"product": "a", "region": "east"},
            min_growth_rate=0.035,
            max_growth_rate=0.035,
        )
        assert published_yuan(plan_of(two_by_two(1100, limits=[fix])))[0] == 103.5


class TestWhatIsFine:
    def test_cells_at_multiples_do_not_move(self) -> None:
        plan = plan_of(two_by_two(1100, increment=10 * YUAN))
        assert published_yuan(plan) == [110, 220, 330, 440]
        assert not plan.lattice.open.any()

    def test_a_millionth_of_a_step_is_no_fraction(self) -> None:
        form = formulation_of(two_by_two(1100, increment=10 * YUAN))
        exact = np.array([0.11, 0.22, 0.33, 0.44]) + 0.01 * np.array([4e-7, -4e-7, 3e-7, -3e-7])
        plan = plan_of(two_by_two(1100, increment=10 * YUAN))
        rounded = round_plan(plan.problem, form.rows, form.program, exact, plan.index)
        assert (rounded.targets_minor / 100).tolist() == [110, 220, 330, 440]

    def test_answers_of_two_solvers_stand_on_the_same_lattice(self) -> None:
        # They differ by a ten-millionth of a step, the lattice by nothing.
        problem, program = two_by_two(1000, increment=10 * YUAN), formulation_of(two_by_two(1000)).program
        exact = np.array([0.1034, 0.2011, 0.2967, 0.3988])
        noise = 0.01 * np.array([1e-7, -2e-7, 2e-7, -1e-7])
        first, second = (
            build_lattice(problem, x, program.reference, program.lower, program.upper) for x in (exact, exact + noise)
        )
        assert first.fraction.tobytes() == second.fraction.tobytes()
        assert first.below.tolist() == second.below.tolist() == [10, 20, 29, 39]

    def test_each_cell_goes_to_the_nearer_step_where_nothing_else_matters(self) -> None:
        # 1001 in steps of 10: 100.1, 200.2, 300.3, 400.4, and one over for the largest reference.
        assert published_yuan(plan_of(two_by_two(1001, increment=10 * YUAN))) == [100, 200, 300, 401]

    def test_the_same_bytes_twice(self) -> None:
        first, second = (plan_of(random_problem(90, 5, increment=2_500_000), BALANCED) for _ in range(2))
        assert first.targets_minor.tobytes() == second.targets_minor.tobytes()

    def test_equal_cells_have_one_answer(self) -> None:
        # Four cells of 25 in steps of 10 for 100: two get 30, two 20, the same ones every time.
        problem = two_by_two(100, increment=10 * YUAN, baseline=amounts([1, 1, 1, 1]))
        plans = [published_yuan(plan_of(problem)) for _ in range(3)]
        # Products and regions have 50 each, so one diagonal gets 30. The tie costs are the squares of 0, 0.618, 0.236,
        # 0.854 (multiples of the golden section): 0.73 for the first and last cell, 0.44 for the two between.
        assert plans[0] == plans[1] == plans[2] == [20, 30, 30, 20]

    def test_ties_differ_along_both_diagonals(self) -> None:
        problem = two_by_two(100, increment=10 * YUAN, baseline=amounts([1, 1, 1, 1]))
        form, index = formulation_of(problem), plan_of(problem).index
        exact = np.full(4, 0.025)
        lattice = build_lattice(problem, exact, *[getattr(form.program, x) for x in ("reference", "lower", "upper")])
        program = rounding_program(problem, lattice, form.rows, exact, choose_families(index), form.program).program
        costs = program.objective[:4]
        assert abs((costs[0] + costs[3]) - (costs[1] + costs[2])) > 1e-7


class TestLimits:
    def test_floors_and_caps_of_groups_are_kept_where_the_increment_allows(self) -> None:
        # The east at most 338 of 1000: 84.5, 220.67, 253.5, 441.33. One cell goes up; one of the east's would be the
        # cheapest, but then the east had 340.
        cap = AmountLimit(kind="amount_limit", name="cap", where={"region": "east"}, max_amount=338)
        plan = plan_of(two_by_two(1000, limits=[cap], increment=10 * YUAN))
        assert published_yuan(plan) == [80, 220, 250, 450]
        assert plan.rounded_check.limits == ()

    def test_a_cell_is_rounded_into_its_own_bounds(self) -> None:
        # b west stands at its cap of 405: 400, not 410.
        cap = AmountLimit(kind="amount_limit", name="cap", where={"product": "b", "region": "west"}, max_amount=405)
        plan = plan_of(two_by_two(1100, limits=[cap], increment=10 * YUAN))
        assert published_yuan(plan)[3] == 400
        assert plan.rounded_check.limits == ()

    def test_a_floor_finer_than_the_increment_is_reported(self) -> None:
        # The east between 333 and 337 has no multiple of 10.
        band = AmountLimit(
            kind="amount_limit", name="band", owner="Li", where={"region": "east"}, min_amount=333, max_amount=337
        )
        plan = plan_of(two_by_two(1000, limits=[band], increment=10 * YUAN))
        (missed,) = plan.rounded_check.limits
        assert (missed.identity.name, missed.identity.owner) == ("band", "Li")
        assert missed.amount * 1000 == pytest.approx(3)

    @pytest.mark.parametrize(("low", "high", "east"), [(333, 337, 340), (331, 334, 330), (401, 404, 400)])
    def test_where_no_step_fits_the_one_nearest_to_the_exact_plan_is_taken(
        self, low: int, high: int, east: int
    ) -> None:
        # The east wants 400 and stands at 337, 334 and 401.
        band = AmountLimit(kind="amount_limit", name="band", where={"region": "east"}, min_amount=low, max_amount=high)
        plan = plan_of(two_by_two(1000, limits=[band], increment=10 * YUAN))
        assert sum(published_yuan(plan)[::2]) == east

    @settings(max_examples=20)
    @given(st.integers(0, 10**6), st.sampled_from([100_000, 1_000_000]))
    def test_what_is_reported_is_all_that_is_broken(self, seed: int, increment: int) -> None:
        plan = plan_of(random_problem(60, seed, increment=increment), BALANCED)
        rows = formulation_of(plan.problem).rows
        targets = plan.targets_minor / 100_000
        activity = rows.matrix @ targets
        miss = np.maximum(rows.lower - activity, activity - rows.upper)
        broken = {(rows.origin(row).identity.name, rows.key(row)) for row in np.flatnonzero(miss > 1e-5)}
        assert {(one.identity.name, one.group) for one in plan.rounded_check.limits} == broken
        assert miss.max() <= increment / 100_000 * 1.00001

    @settings(max_examples=12)
    @given(st.integers(0, 10**6))
    def test_soft_limits_are_broken_by_at_most_one_increment_more(self, seed: int) -> None:
        problem = random_problem(60, seed, slack=0.01)
        soft = tuple(limit.model_copy(update={"soft": Soft(penalty=0.05)}) for limit in problem.limits[1:])
        plan = plan_of(replace(problem, limits=(problem.limits[0], *soft)), BALANCED)
        rows = formulation_of(plan.problem).rows
        paid, now = (
            np.maximum(np.maximum(rows.lower - activity, activity - rows.upper), 0.0)
            for activity in (rows.matrix @ plan.exact, rows.matrix @ (plan.targets_minor / 100_000))
        )
        increment = problem.increment_minor / 100_000
        assert (now - paid).max() <= increment * 1.00001


class TestThreeCrossingDimensions:
    """More than two laminar families cannot always be kept: then the nodes are named."""

    @staticmethod
    def plan(seed: int) -> Plan:
        return plan_of(with_segments(random_problem(120, seed, increment=2_000_000), 6, seed), BALANCED)

    @pytest.mark.parametrize("seed", range(8))
    def test_the_two_families_are_kept_and_the_third_is_reported(self, seed: int) -> None:
        plan = self.plan(seed)
        families = choose_families(plan.index)
        assert [part.levels for part in families.others] == [("segment",)]
        assert max(distance(plan, part) for part in families.chains) <= 1.00001
        far = [part.levels for part in plan.index.by_level if distance(plan, part) > 1.00001]
        assert {node.levels for node in plan.rounded_check.nodes} == set(far)

    def test_a_further_dimension_is_within_an_increment_where_that_costs_little(self) -> None:
        assert sum(len(self.plan(seed).rounded_check.nodes) for seed in range(4)) <= 1

    def test_a_reported_node_says_how_far_it_is(self) -> None:
        # Checked on a plan that was moved by hand: three increments from one segment to another.
        plan = self.plan(0)
        segment = plan.problem.cells.members[3]
        moved = plan.targets_minor.copy()
        moved[np.flatnonzero(segment == 0)[:3]] += plan.problem.increment_minor
        moved[np.flatnonzero(segment == 1)[:3]] -= plan.problem.increment_minor
        rows = formulation_of(plan.problem).rows
        parts = (plan.index.company, *plan.index.by_level)
        found = {
            node.key: node.minor
            for node in check_rounded(plan.problem, rows, plan.exact, moved, parts).nodes
            if node.levels == ("segment",)
        }
        assert set(found) == {("g0",), ("g1",)}
        assert all(2 * 2_000_000 - 1 <= minor <= 4 * 2_000_000 + 1 for minor in found.values())


def test_cells_that_skip_a_level_are_free_of_its_nodes() -> None:
    seller = tree(
        "seller",
        ["region", "team", "rep"],
        Member("east", "", "region"),
        Member("alpha", "", "team", "east"),
        Member("ann", "", "rep", "alpha"),
        Member("bob", "", "rep", "alpha"),
        Member("cia", "", "rep", "east"),
    )
    base: AllocationProblem = two_by_two(1003, increment=10 * YUAN)
    members = np.array([[0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2]])
    problem = replace(
        base,
        dimensions=(flat("product", ["a", "b"]), seller),
        cells=cells_of(members, baseline=amounts([101, 102, 103, 204, 205, 206])),
    )
    plan = plan_of(problem)
    assert plan.total_minor == 100_300
    assert all(distance(plan, part) <= 1.00001 for part in plan.index.by_level)

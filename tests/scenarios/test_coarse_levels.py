"""Levels with steps of their own: multiples on every coarse level, exact totals on every cut, and what is off named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.coarse_levels import coarse_trees
from models.allocation.dimensions import Member
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.fields import Soft
from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem
from tests.support.problems import BALANCED, amounts, cells_of, flat, random_problem, tree, two_by_two
from tests.support.solving import plan_of, published_yuan

YUAN = 100
REGION, PRODUCT, REP = ("region", "region"), ("product", "product"), ("rep", "rep")


def with_steps(problem: AllocationProblem, **yuan: int) -> AllocationProblem:
    return replace(problem, level_increments={(name, name): step * YUAN for name, step in yuan.items()})


def sums(plan: Plan, level: str) -> dict[str, int]:
    """Published minor units per node of a level."""
    (part,) = [part for part in plan.index.by_level if part.levels == (level,)]
    return {key[0]: int(plan.targets_minor[part.code == node].sum()) for node, key in enumerate(part.groups.keys)}


def off(plan: Plan) -> dict[tuple[str, ...], int]:
    return {item.key: item.minor for item in plan.rounded_check.off_step}


class TestOneTree:
    @settings(max_examples=20)
    @given(st.integers(0, 10**6), st.integers(30, 120), st.sampled_from([(2, 10), (5, 5), (10, 1000), (7, 7)]))
    def test_numbers_are_multiples_and_add_up(self, seed: int, cells: int, factors: tuple[int, int]) -> None:
        problem = random_problem(cells, seed, increment=100_000)
        steps = {REP: 100_000 * factors[0], REGION: 100_000 * factors[1]}
        plan = plan_of(replace(problem, level_increments=steps), BALANCED)
        assert plan.total_minor == problem.money.to_minor(problem.company_total.lower)
        assert (plan.targets_minor >= 0).all()
        for (_, level), step in steps.items():
            odd = {key for key, minor in sums(plan, level).items() if minor % step}
            assert odd == {item.key[0] for item in plan.rounded_check.off_step if item.levels == (level,)}
            assert len(odd) <= 1
        assert np.count_nonzero(plan.targets_minor % 100_000) <= 1

    @settings(max_examples=20)
    @given(st.integers(0, 10**6))
    def test_what_is_further_than_one_step_of_its_level_is_named(self, seed: int) -> None:
        problem = random_problem(60, seed, increment=100_000)
        plan = plan_of(replace(problem, level_increments={REP: 500_000}), BALANCED)
        exact = plan.exact * 100_000
        steps = {level.partition.levels: level.step for level in plan.coarse}
        for part in plan.index.by_level:
            apart = np.bincount(part.code, weights=plan.targets_minor - exact, minlength=part.count)
            far = np.abs(apart) > steps.get(part.levels, 100_000) * 1.0001 + 1e-9 * plan.scale * 100_000
            named = {item.key for item in plan.rounded_check.nodes if item.levels == part.levels}
            assert named == {part.groups.keys[node] for node in np.flatnonzero(far)}

    def test_a_level_above_takes_the_step_below_it(self) -> None:
        # Sums of multiples of 5 are multiples of 5: people in fives make regions in fives.
        problem = replace(random_problem(60, 3, increment=100_000), level_increments={REP: 500_000})
        plan = plan_of(problem, BALANCED)
        ((top, bottom),) = coarse_trees(problem, plan.index)
        assert (top.partition.levels, top.step, bottom.partition.levels, bottom.step) == (
            ("region",),
            500_000,
            ("rep",),
            500_000,
        )

    def test_the_nearest_multiples_that_add_up(self) -> None:
        # Regions of 402.4 and 603.6 in hundreds of 1006: the rest of 6 goes to the west with the largest cell.
        plan = plan_of(with_steps(two_by_two(1006), region=100))
        assert sums(plan, "region") == {"east": 400 * YUAN, "west": 606 * YUAN}
        assert off(plan) == {("west",): 6 * YUAN}
        assert plan.problem.cell_key(plan.lattice.remainder_cell) == ("b", "west")

    def test_a_cap_of_a_node_counts(self) -> None:
        # The east's 445.33 would be nearest to 450, but it may have 448 at most: 400, and the west 600.
        cap = AmountLimit(kind="amount_limit", name="cap", where={"region": "east"}, max_amount=448)
        base = amounts([112, 180, 336, 372])
        plan = plan_of(with_steps(two_by_two(1000, limits=[cap], baseline=base), region=50))
        assert sums(plan, "region") == {"east": 400 * YUAN, "west": 600 * YUAN}
        assert plan.rounded_check.limits == ()

    def test_levels_that_people_skip(self) -> None:
        seller = tree(
            "rep",
            ["team", "rep"],
            Member("alpha", "", "team"),
            Member("ann", "", "rep", "alpha"),
            Member("bob", "", "rep", "alpha"),
            Member("cia", "", "rep"),
        )
        problem = replace(
            two_by_two(313),
            dimensions=(flat("product", ["a"]), seller),
            cells=cells_of(np.array([[0, 0, 0], [0, 1, 2]]), baseline=amounts([101, 103, 109])),
            level_increments={("rep", "team"): 10 * YUAN},
        )
        plan = plan_of(problem)
        assert sums(plan, "team") == {"alpha": 200 * YUAN}
        assert published_yuan(plan)[2] == 113


class TestHolds:
    def test_odd_cents_of_a_hold_are_made_up_for_in_its_own_node(self) -> None:
        # a east is fixed at 99.95: one cell takes the other 5 cents, and both regions stay near their hundreds.
        problem = with_steps(two_by_two(1000, hold=amounts([99.95, None, None, None])), region=100)
        plan = plan_of(problem)
        assert published_yuan(plan)[0] == 99.95
        assert plan.total_minor == 1000 * YUAN
        assert {key: minor % (100 * YUAN) for key, minor in sums(plan, "region").items()} == {
            "east": off(plan).get(("east",), 0),
            "west": off(plan).get(("west",), 0),
        }

    def test_a_node_of_holds_only_is_what_they_are(self) -> None:
        problem = with_steps(two_by_two(1000, hold=amounts([101, None, 302, None])), region=100)
        plan = plan_of(problem)
        assert sums(plan, "region") == {"east": 403 * YUAN, "west": 597 * YUAN}
        assert off(plan) == {("east",): 3 * YUAN, ("west",): 97 * YUAN}

    def test_holds_that_no_multiple_leaves_room_for(self) -> None:
        # Both regions hold more than a multiple would leave to the other: nothing below a hold, all adds up.
        hold = amounts([150, None, 160, None])
        plan = plan_of(with_steps(two_by_two(400, hold=hold), region=300))
        assert plan.total_minor == 400 * YUAN
        assert (plan.targets_minor >= 0).all()
        assert sums(plan, "region")["east"] == 310 * YUAN


class TestTwoTrees:
    def test_both_are_multiples_and_add_up_to_the_company(self) -> None:
        # Products of 300 and 700, regions of 400 and 600 last year; the plan of 1100: 330, 770 and 440, 660.
        plan = plan_of(with_steps(two_by_two(1100), product=50, region=20))
        assert sums(plan, "product") == {"a": 350 * YUAN, "b": 750 * YUAN}
        assert sums(plan, "region") == {"east": 440 * YUAN, "west": 660 * YUAN}
        assert plan.rounded_check.off_step == ()

    @settings(max_examples=10)
    @given(st.integers(0, 10**6))
    def test_a_rest_goes_to_one_node_of_each(self, seed: int) -> None:
        problem = random_problem(100, seed, increment=100_000)
        plan = plan_of(replace(problem, level_increments={REP: 200_000, PRODUCT: 500_000}), BALANCED)
        for level, step in (("rep", 200_000), ("product", 500_000)):
            assert sum(minor % step != 0 for minor in sums(plan, level).values()) <= 1

    def test_where_cells_cannot_meet_both_it_is_named(self) -> None:
        # Product a is sold in the east alone and b in the west alone: 330 is no multiple of 50 and of 20.
        problem = two_by_two(1000)
        cells = cells_of(np.array([[0, 1], [0, 1]]), baseline=amounts([330, 670]))
        plan = plan_of(with_steps(replace(problem, cells=cells), product=50, region=40))
        assert plan.total_minor == 1000 * YUAN
        assert plan.rounded_check.off_step


class TestTotals:
    def test_a_range_takes_a_multiple_of_the_coarsest_step(self) -> None:
        target = CompanyTotal(min_amount=Decimal(980), max_amount=Decimal(1060), reference_amount=Decimal(1023))
        assert plan_of(with_steps(two_by_two(target), region=50)).total_minor % (50 * YUAN) == 0

    def test_a_soft_target_has_a_total_too(self) -> None:
        target = CompanyTotal(amount=Decimal(1003), soft=Soft(penalty=0.5))
        plan = plan_of(with_steps(two_by_two(target), region=50))
        assert set(plan.targets_minor % YUAN) == {0}
        assert plan.rounded_check.off_step == ()

    def test_the_same_bytes_twice(self) -> None:
        problem = replace(random_problem(90, 5), level_increments={REP: 500_000})
        first, second = (plan_of(problem, BALANCED) for _ in range(2))
        assert first.targets_minor.tobytes() == second.targets_minor.tobytes()


@pytest.mark.parametrize("step", [100, 1000])
def test_without_coarse_levels_nothing_changes(step: int) -> None:
    plain = plan_of(two_by_two(1003, increment=step))
    assert plain.coarse == plain.rounded_check.off_step == ()

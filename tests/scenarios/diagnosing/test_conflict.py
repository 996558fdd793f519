"""A smallest conflict: every member is needed, what was planted is in it, many are counted, soft limits never are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.diagnosis import Conflict, Diagnosis
from models.allocation.formulation import limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.fields import Soft
from models.allocation.limits.growth_limit import GrowthLimit
from models.allocation.limits.share_limit import ShareLimit
from models.allocation.problem import AllocationProblem
from scenarios.diagnosing.conflict import smallest_conflict
from scenarios.diagnosis import diagnose
from solvers.base import SolverOptions
from tests.support.over_assignment import north_and_south
from tests.support.planted_conflicts import PLANTED, broken, has_plan, sides_of
from tests.support.problems import amounts, cells_of, flat, random_problem, two_by_two
from tests.support.random_companies import Kind
from tests.support.solving import CBC, HIGHS
from tests.support.variations import with_target

SEEDS = st.integers(0, 10**6)


def amount(name: str, **fields: Any) -> AmountLimit:
    return AmountLimit(kind="amount_limit", name=name, **fields)


def diagnosis_of(problem: AllocationProblem, backend: Any = HIGHS, seconds: float = 30.0) -> Diagnosis:
    found = diagnose(problem, limit_rows(problem), backend, SolverOptions(), seconds)
    assert found is not None
    return found


def conflict_of(problem: AllocationProblem, backend: Any = HIGHS, seconds: float = 30.0) -> Conflict:
    conflict = diagnosis_of(problem, backend, seconds).conflict
    assert conflict is not None
    return conflict


def said(conflict: Conflict) -> list[tuple[str, tuple[str, ...], str]]:
    return [(member.identity.name, member.group, member.side) for member in conflict.members]


def check_minimal(problem: AllocationProblem, conflict: Conflict) -> None:
    """The members have no plan together, and one with any of them left out: by an independent solver."""
    rows = limit_rows(problem)
    assert conflict.minimal
    assert conflict.n_members == len(conflict.members) == sum(conflict.counts)
    assert not has_plan(rows, *sides_of(rows, conflict.members))
    for place in range(len(conflict.members)):
        fewer = (*conflict.members[:place], *conflict.members[place + 1 :])
        assert has_plan(rows, *sides_of(rows, fewer)), conflict.members[place]


class TestByHand:
    def test_two_caps_and_the_target(self) -> None:
        problem = two_by_two(1200, limits=[amount("cap", by="region", max_amount=500), amount("all", max_amount=5000)])
        conflict = conflict_of(problem)
        assert said(conflict) == [
            ("company target", (), "fixed"),
            ("cap", ("east",), "cap"),
            ("cap", ("west",), "cap"),
        ]
        assert conflict.families == ("company_total", "amount_limit")
        assert [identity.name for identity in conflict.limits] == ["company target", "cap"]
        assert conflict.counts == (1, 2)
        check_minimal(problem, conflict)

    def test_what_has_nothing_to_do_with_it_stays_out(self) -> None:
        growth = GrowthLimit(kind="growth_limit", name="growth", by=("region",), min_growth_rate=-0.9)
        limits = [
            growth,
            amount("most", where={"region": "east"}, max_amount=100),
            amount("cells", by="product", max_amount=900),
            amount("least", where={"region": "east", "product": "a"}, min_amount=101),
        ]
        conflict = conflict_of(two_by_two(1000, limits=limits))
        assert said(conflict) == [("most", (), "cap"), ("least", (), "floor")]

    def test_shares_that_no_sum_shows(self) -> None:
        problem = two_by_two(
            1000,
            limits=[
                ShareLimit(kind="share_limit", name="floor", where={"product": "a"}, by="region", min_share=0.6),
                ShareLimit(kind="share_limit", name="cap", where={"product": "a"}, max_share=0.5),
            ],
        )
        conflict = conflict_of(problem)
        assert [identity.name for identity in conflict.limits] == ["company target", "floor", "cap"]
        check_minimal(problem, conflict)

    def test_a_range_has_two_sides(self) -> None:
        target = CompanyTotal(min_amount=Decimal(1100), max_amount=Decimal(1200))
        conflict = conflict_of(two_by_two(target, limits=[amount("cap", by="region", max_amount=500)]))
        assert said(conflict)[0] == ("company target", (), "floor")
        assert conflict.members[0].bound == pytest.approx(1.1)

    def test_of_two_conflicts_one_is_told_whole(self) -> None:
        limits = [
            amount("east most", where={"region": "east"}, max_amount=100),
            amount("east least", where={"region": "east"}, min_amount=200),
            amount("west most", where={"region": "west"}, max_amount=100),
            amount("west least", where={"region": "west"}, min_amount=300),
        ]
        problem = two_by_two(1000, limits=limits)
        conflict = conflict_of(problem)
        check_minimal(problem, conflict)
        assert len(conflict.members) == 2
        assert len({member.identity.name.split()[0] for member in conflict.members}) == 1

    def test_soft_limits_never_take_part(self) -> None:
        soft = amount("soft", by="region", max_amount=1, soft=Soft(penalty=1))
        conflict = conflict_of(two_by_two(1200, limits=[soft, amount("cap", by="region", max_amount=500)]))
        assert {identity.name for identity in conflict.limits} == {"company target", "cap"}

    def test_zero_is_a_bound_of_nobody(self) -> None:
        # At most −1 is impossible for targets of at least zero: one member alone.
        conflict = conflict_of(two_by_two(1000, limits=[amount("less than nothing", max_amount=-1)]))
        assert said(conflict) == [("less than nothing", (), "cap")]

    def test_over_assigned_numbers_are_told_as_written(self) -> None:
        # North and south may have 400 each in their own numbers; the plan of 1000 is more for them.
        problem = north_and_south(amount("cap", by=("rep.team",), max_amount=400))
        conflict = conflict_of(problem)
        assert {member.bound for member in conflict.members if member.side == "cap"} == {0.4}
        assert {member.bound for member in conflict.members if member.side == "fixed"} == {1.0}
        check_minimal(problem, conflict)


class TestMany:
    @staticmethod
    def crowd(people: int) -> AllocationProblem:
        """Everybody carries 10 at most, and one more is wanted."""
        base = two_by_two(10 * people + 1, limits=[amount("cap", by="rep", max_amount=10)])
        keys = [f"r{index:04d}" for index in range(people)]
        cells = cells_of(np.arange(people).reshape(1, -1), baseline=amounts([10.0] * people))
        return replace(base, dimensions=(flat("rep", keys),), cells=cells)

    def test_more_than_twenty_are_counted(self) -> None:
        conflict = conflict_of(self.crowd(150))
        assert (conflict.members, conflict.n_members, conflict.minimal) == ((), 151, True)
        assert [identity.name for identity in conflict.limits] == ["company target", "cap"]
        assert conflict.counts == (1, 150)

    def test_twenty_are_listed(self) -> None:
        assert len(conflict_of(self.crowd(19)).members) == 20
        assert conflict_of(self.crowd(20)).members == ()

    def test_what_the_time_cut_short_says_so(self) -> None:
        problem = self.crowd(30)
        conflict = smallest_conflict(limit_rows(problem), None, HIGHS, SolverOptions(), 0.0)
        assert conflict is not None
        assert (conflict.minimal, conflict.n_members) == (False, 31)


@pytest.mark.slow
@settings(max_examples=25, derandomize=True)
@given(seed=SEEDS, hedges=st.booleans(), holds=st.booleans(), ranged=st.booleans())
def test_what_was_planted_is_in_it_and_every_member_is_needed(
    seed: int, hedges: bool, holds: bool, ranged: bool
) -> None:
    problem = broken(seed, Kind(cells=12, hedges=hedges, holds=holds, range_target=ranged)).problem
    conflict = conflict_of(problem)
    assert PLANTED in {identity.name for identity in conflict.limits}
    if conflict.members:
        check_minimal(problem, conflict)


@pytest.mark.parametrize("seed", range(3))
def test_both_solvers_confirm_the_same_conflict(seed: int) -> None:
    problem = with_target(random_problem(60, seed, slack=0.03), lambda total: float(total) * 1.06)
    assert conflict_of(problem) == conflict_of(problem, CBC)

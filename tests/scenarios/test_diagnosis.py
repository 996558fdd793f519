"""Why not, and what would help: reasons by hand, ranges and repairs proven by solving again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.allocation.arithmetic import arithmetic_reasons
from models.allocation.diagnosis import PROOF_SHARE, Change, Diagnosis, Proof, Reason, Repair
from models.allocation.formulation import LimitRows, formulate, limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.capacity import Capacity
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.context import Quantity
from models.allocation.limits.families import LimitFamily
from models.allocation.limits.fields import Soft
from models.allocation.limits.share_limit import ShareLimit
from models.allocation.plan import Outcome
from models.allocation.plan_check import check_exact
from models.allocation.polish import polish
from models.allocation.problem import AllocationProblem
from models.allocation.separable import SeparableProgram
from scenarios.diagnosis import diagnose
from solvers.base import SolverOptions
from tests.support.problems import PLAIN, amounts, random_problem, two_by_two
from tests.support.solving import CBC, HIGHS, result_of
from tests.support.variations import with_target

EAST, WEST = {"region": "east"}, {"region": "west"}


def amount(name: str, **fields: Any) -> AmountLimit:
    return AmountLimit(kind="amount_limit", name=name, **fields)


def diagnosis_of(problem: AllocationProblem, backend: Any = HIGHS) -> Diagnosis:
    found = diagnose(problem, limit_rows(problem), backend, SolverOptions())
    assert found is not None
    return found


def reason_of(problem: AllocationProblem) -> Reason:
    """The first reason, in yuan."""
    reason = arithmetic_reasons(limit_rows(problem))[0]
    return replace(reason, reachable=reason.reachable * 1000, required=reason.required * 1000)


def yuan(changes: Sequence[Change]) -> list[tuple[str, tuple[str, ...], str, float]]:
    """Changes as people say them: limit, group, side, amount in yuan."""
    return [(one.identity.name, one.group, one.side, round(one.amount * 1000, 6)) for one in changes]


def repair_that(found: Diagnosis, *, keeps_target: bool) -> Repair:
    """The one that changes the company target alone, or the smallest that keeps it."""
    alone = [one for one in found.repairs if {change.identity.name for change in one.changes} == {"company target"}]
    return next(one for one in found.repairs if one.keeps_target) if keeps_target else alone[0]


def changed_rows(rows: LimitRows, changes: Sequence[Change]) -> LimitRows:
    """The limits with the changes applied as they are written."""
    lower, upper = rows.lower.copy(), rows.upper.copy()
    for change in changes:
        (row,) = [
            row
            for row in range(rows.count)
            if rows.origin(row).identity == change.identity
            and rows.key(row) == change.group
            and change.bound in (rows.lower[row], rows.upper[row])
        ]
        if change.side == "cap":
            upper[row] += change.amount
        else:
            lower[row] -= change.amount
    return replace(rows, lower=lower, upper=upper)


def solves(problem: AllocationProblem, rows: LimitRows) -> bool:
    """True when an exact plan keeps all rows."""
    program: SeparableProgram = formulate(problem, PLAIN, rows).program
    if (program.lower > program.upper).any():
        return False
    return check_exact(rows, polish(program, np.zeros(program.n_rows)).targets).passed


class TestCapsBelowTheTarget:
    """Two regions at most 500 each, 1200 wanted."""

    problem = two_by_two(1200, limits=[amount("cap", owner="Wang", by="region", max_amount=500)])

    def test_the_sum_is_the_reason(self) -> None:
        reason = reason_of(self.problem)
        assert (reason.code, reason.limits, reason.against.name) == ("caps_below_floor", ("cap",), "company target")
        assert (reason.reachable, reason.required) == pytest.approx((1000, 1200))

    def test_raise_the_caps_or_lower_the_target(self) -> None:
        found = diagnosis_of(self.problem)
        # Shared out evenly: each region 100 more.
        keeps = repair_that(found, keeps_target=True)
        assert yuan(keeps.changes) == [("cap", ("east",), "cap", 100), ("cap", ("west",), "cap", 100)]
        lowers = repair_that(found, keeps_target=False)
        assert yuan(lowers.changes) == [("company target", (), "floor", 200)]
        assert keeps.total == lowers.total == pytest.approx(0.2)

    def test_changes_know_whom_to_ask(self) -> None:
        keeps = repair_that(diagnosis_of(self.problem), keeps_target=True)
        assert {change.identity.owner for change in keeps.changes} == {"Wang"}
        assert [change.bound * 1000 for change in keeps.changes] == [500, 500]

    def test_the_totals_that_would_fit(self) -> None:
        found = diagnosis_of(self.problem)
        assert (found.feasible_low, found.feasible_high) == pytest.approx((0, 1.0))

    def test_arithmetic_is_proof(self) -> None:
        assert diagnosis_of(self.problem).proof is Proof.ARITHMETIC


class TestFloorsAboveTheTarget:
    """Two regions at least 600 each, 1000 wanted."""

    problem = two_by_two(1000, limits=[amount("floor", by="region", min_amount=600)])

    def test_the_sum_is_the_reason(self) -> None:
        reason = reason_of(self.problem)
        assert (reason.code, reason.limits, reason.against.name) == ("floors_above_cap", ("floor",), "company target")
        assert (reason.reachable, reason.required) == pytest.approx((1200, 1000))
        assert reason.shortfall == pytest.approx(200)

    def test_lower_the_floors_or_raise_the_target(self) -> None:
        found = diagnosis_of(self.problem)
        keeps = repair_that(found, keeps_target=True)
        assert yuan(keeps.changes) == [("floor", ("east",), "floor", 100), ("floor", ("west",), "floor", 100)]
        raises = repair_that(found, keeps_target=False)
        assert yuan(raises.changes) == [("company target", (), "cap", 200)]

    def test_no_largest_total(self) -> None:
        found = diagnosis_of(self.problem)
        assert found.feasible_low == pytest.approx(1.2)
        assert found.feasible_high is None


class TestFloorsAboveCapacity:
    """Each cell of the east at least 300, the east can carry 500."""

    floors = amount("floor", where=EAST, by=["product", "region"], min_amount=300)
    capacity = Capacity(kind="capacity", name="capacity", by="region", where=EAST, amount=500)
    problem = two_by_two(1000, limits=[floors, capacity])

    def test_the_sum_is_the_reason(self) -> None:
        reason = reason_of(self.problem)
        assert (reason.code, reason.against.name, reason.group) == ("floors_above_cap", "capacity", ("east",))
        assert (reason.reachable, reason.required) == pytest.approx((600, 500))

    def test_the_company_target_cannot_help(self) -> None:
        found = diagnosis_of(self.problem)
        assert [repair.keeps_target for repair in found.repairs] == [True, True, True]
        assert (found.feasible_low, found.feasible_high) == (None, None)

    def test_hours_are_counted_in_hours(self) -> None:
        # 600 yuan at 2 hours per thousand are 1.2 hours against 1.
        hours = Capacity(kind="capacity", name="hours", by="region", where=EAST, measure="effort", amount=1)
        problem = two_by_two(1000, limits=[self.floors, hours], effort=np.full(4, 0.002))
        reason = arithmetic_reasons(limit_rows(problem))[0]
        assert (reason.quantity, reason.against.name) == (Quantity.EFFORT, "hours")
        assert (reason.reachable * reason.scale, reason.required * reason.scale) == pytest.approx((1.2, 1.0))


class TestArithmetic:
    def test_nothing_is_wrong_with_what_fits(self) -> None:
        limits = [amount("cap", by="region", max_amount=500), amount("floor", by="product", min_amount=300)]
        assert arithmetic_reasons(limit_rows(two_by_two(1000, limits=limits))) == ()

    def test_exactly_reachable_is_reachable(self) -> None:
        assert arithmetic_reasons(limit_rows(two_by_two(1000, limits=[amount("c", by="region", max_amount=500)]))) == ()

    def test_caps_of_cells_below_the_floor_of_their_region(self) -> None:
        limits = [
            amount("cells", by=["product", "region"], max_amount=200),
            amount("region", where=EAST, min_amount=500),
        ]
        reasons = arithmetic_reasons(limit_rows(two_by_two(700, limits=limits)))
        assert [(one.code, one.against.name) for one in reasons] == [("caps_below_floor", "region")]
        assert reasons[0].shortfall * 1000 == pytest.approx(100)

    def test_the_largest_shortfall_comes_first(self) -> None:
        limits = [
            amount("cells", by=["product", "region"], max_amount=200),
            amount("east", where=EAST, min_amount=500),
            amount("west", where=WEST, min_amount=600),
        ]
        reasons = arithmetic_reasons(limit_rows(two_by_two(800, limits=limits)))
        # 200 short of the west's 600, 100 short of the east's 500.
        assert [(one.against.name, round(one.shortfall * 1000)) for one in reasons] == [("west", 200), ("east", 100)]

    def test_soft_limits_contradict_nothing(self) -> None:
        soft = amount("cap", by="region", max_amount=500, soft=Soft(penalty=1))
        assert arithmetic_reasons(limit_rows(two_by_two(1200, limits=[soft]))) == ()

    def test_holds_count_as_floor_and_cap(self) -> None:
        problem = two_by_two(1000, hold=amounts([600, 600, None, None]))
        (reason,) = arithmetic_reasons(limit_rows(problem))
        assert (reason.code, reason.reachable) == ("floors_above_cap", pytest.approx(1.2))

    def test_a_limit_that_overlaps_only_in_part_proves_nothing_alone(self) -> None:
        # Product a at most 100 in all; the east alone wants 500: b east can give it.
        limits = [amount("a", where={"product": "a"}, max_amount=100), amount("east", where=EAST, min_amount=500)]
        assert arithmetic_reasons(limit_rows(two_by_two(1000, limits=limits))) == ()


class TestOnlyTheElasticProgramSeesIt:
    """At least 60 % of either region from a, at most half of all: no sum of two limits shows it."""

    problem = two_by_two(
        1000,
        limits=[
            ShareLimit(kind="share_limit", name="floor", where={"product": "a"}, by="region", min_share=0.6),
            ShareLimit(kind="share_limit", name="cap", where={"product": "a"}, max_share=0.5),
        ],
    )

    def test_no_reason_but_proof(self) -> None:
        found = diagnosis_of(self.problem)
        assert (found.reasons, found.proof) == ((), Proof.ELASTIC)

    def test_the_smallest_change_by_hand(self) -> None:
        # a may be 600 by the floors and 500 by the cap: 100 yuan have to give, somewhere.
        found = diagnosis_of(self.problem)
        assert found.smallest_change == pytest.approx(0.1)
        assert repair_that(found, keeps_target=True).total == pytest.approx(0.1)

    def test_only_nothing_at_all_would_fit(self) -> None:
        found = diagnosis_of(self.problem)
        assert (found.feasible_low, found.feasible_high) == pytest.approx((0, 0), abs=1e-9)


class TestHardFacts:
    floors = amount("contract", where=EAST, by=["product", "region"], min_amount=300, negotiable=False)
    capacity = Capacity(kind="capacity", name="law", by="region", where=EAST, amount=500, negotiable=False)
    policy = amount("policy", by="region", max_amount=450)

    def test_in_conflict_among_themselves_there_is_no_repair(self) -> None:
        found = diagnosis_of(two_by_two(1000, limits=[self.floors, self.capacity, self.policy]))
        assert found.repairs == ()
        assert {one.identity.name for one in found.hard_conflict} <= {"contract", "law"}
        assert found.hard_conflict != ()
        assert found.reasons[0].against.name in {"law", "policy"}

    def test_what_may_give_gives_way_to_them(self) -> None:
        # 600 by contract, 450 by policy: the policy of the east gives 150.
        found = diagnosis_of(two_by_two(1000, limits=[self.floors, self.policy]))
        assert found.hard_conflict == ()
        assert yuan(repair_that(found, keeps_target=True).changes) == [
            ("policy", ("east",), "cap", 150),
        ]

    def test_a_target_that_is_a_fact_is_never_lowered(self) -> None:
        target = CompanyTotal(amount=1200, negotiable=False)
        found = diagnosis_of(two_by_two(target, limits=[amount("cap", by="region", max_amount=500)]))
        assert [repair.keeps_target for repair in found.repairs] == [True]

    def test_holds_in_cells_are_facts(self) -> None:
        problem = two_by_two(1000, hold=amounts([600, 600, None, None]))
        found = diagnosis_of(problem)
        assert [yuan(repair.changes) for repair in found.repairs] == [[("company target", (), "cap", 200)]]

    @pytest.mark.parametrize("seed", range(4))
    def test_they_are_never_proposed(self, seed: int) -> None:
        problem = tight_company(seed)
        for fixed in range(1, len(problem.limits)):
            limits = tuple(
                limit.model_copy(update={"negotiable": place != fixed}) for place, limit in enumerate(problem.limits)
            )
            found = diagnosis_of(replace(problem, limits=limits))
            changes = [change for repair in found.repairs for change in repair.changes]
            assert changes != []
            assert all(change.identity.negotiable for change in changes)


def tight_company(seed: int, share: float = 1.06) -> AllocationProblem:
    """A random company whose target is 6 % above what its floors and caps were drawn around."""
    return with_target(random_problem(60, seed, slack=0.03), lambda total: float(total) * share)


@pytest.mark.parametrize("share", [1.06, 0.94])
@pytest.mark.parametrize("seed", range(4))
class TestRandomCompanies:
    def test_every_repair_is_proven_by_solving_again(self, seed: int, share: float) -> None:
        problem = tight_company(seed, share)
        rows = limit_rows(problem)
        assert not solves(problem, rows)
        found = diagnosis_of(problem)
        assert len(found.repairs) >= 3
        for repair in found.repairs:
            assert solves(problem, changed_rows(rows, repair.changes))

    def test_ninety_nine_percent_of_a_repair_is_not_enough(self, seed: int, share: float) -> None:
        problem = tight_company(seed, share)
        lowers = repair_that(diagnosis_of(problem), keeps_target=False)
        less = [replace(change, amount=0.99 * change.amount) for change in lowers.changes]
        assert not solves(problem, changed_rows(limit_rows(problem), less))

    def test_the_feasible_range_is_feasible_to_its_ends_and_no_further(self, seed: int, share: float) -> None:
        problem = tight_company(seed, share)
        found = diagnosis_of(problem)
        assert found.feasible_low is not None and found.feasible_high is not None
        for inside, outside in ((found.feasible_low, -1), (found.feasible_high, 1)):
            for distance, fits in ((-1e-6, True), (1e-5, False)):
                total = inside * (1 + outside * distance) * 1000
                other = with_target(problem, lambda _, total=total: total)  # type: ignore[misc]
                assert solves(other, limit_rows(other)) is fits

    def test_both_solvers_find_the_same_amounts(self, seed: int, share: float) -> None:
        problem = tight_company(seed, share)
        by_highs, by_cbc = diagnosis_of(problem), diagnosis_of(problem, CBC)
        assert by_highs.smallest_change == pytest.approx(by_cbc.smallest_change, rel=1e-6)
        assert [one.total for one in by_highs.repairs] == pytest.approx([one.total for one in by_cbc.repairs], rel=1e-6)
        assert by_highs.feasible_high == pytest.approx(by_cbc.feasible_high, rel=1e-9)

    def test_changes_are_whole_increments(self, seed: int, share: float) -> None:
        problem = tight_company(seed, share)
        for repair in diagnosis_of(problem).repairs:
            steps = [change.amount * 100_000 / problem.increment_minor for change in repair.changes]
            assert steps == pytest.approx(np.rint(steps), abs=1e-6)


def test_what_fits_has_no_diagnosis() -> None:
    problem = random_problem(60, 1)
    assert diagnose(problem, limit_rows(problem), HIGHS, SolverOptions()) is None


def test_a_tiny_conflict_is_one_when_two_solvers_say_so() -> None:
    # A hundredth of a cent in a company of ten million yuan: too little for the smallest change to be proof.
    limits: list[LimitFamily] = [
        ShareLimit(kind="share_limit", name="floor", where={"product": "a"}, by="region", min_share=0.5 + 1e-10),
        ShareLimit(kind="share_limit", name="cap", where={"product": "a"}, max_share=0.5),
    ]
    found = diagnosis_of(two_by_two(10**7, limits=limits))
    assert found.proof is Proof.TWO_SOLVERS
    assert found.smallest_change < PROOF_SHARE * 10**4


def test_a_conflict_within_the_solvers_tolerance_is_not_called_one() -> None:
    # Ten thousand times less.
    limits: list[LimitFamily] = [
        ShareLimit(kind="share_limit", name="floor", where={"product": "a"}, by="region", min_share=0.5 + 1e-14),
        ShareLimit(kind="share_limit", name="cap", where={"product": "a"}, max_share=0.5),
    ]
    problem = two_by_two(10**7, limits=limits)
    assert diagnose(problem, limit_rows(problem), HIGHS, SolverOptions()) is None


def test_the_request_says_so() -> None:
    result = result_of(TestCapsBelowTheTarget.problem)
    assert (result.outcome, result.plan) == (Outcome.INFEASIBLE, None)
    assert result.diagnosis is not None
    assert len(result.diagnosis.repairs) == 3

"""Plans with hedges: the plan adds up on every cut, hedges are exact, and limits bind the numbers they speak of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.diagnosis import Diagnosis
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.fields import AttributeValueOf, Soft
from models.allocation.nodes import Partition
from models.allocation.plan import Outcome, Plan
from models.allocation.problem import AllocationProblem
from models.allocation.rounding import choose_families
from models.allocation.selection import Selection
from scenarios.allocation import allocate
from scenarios.plan_hash import plan_hash
from solvers.base import SolverOptions
from tests.support.over_assignment import hedged, in_teams, north_and_south
from tests.support.problems import BALANCED, PLAIN, amounts, random_problem, two_by_two
from tests.support.solving import CBC, HIGHS, exact_yuan, plan_of, published_yuan, result_of
from tests.support.variations import renamed, scaled, with_limits

rates = st.sampled_from([0.0, 0.001, 0.03, 0.05, 0.125, 1.0])
increments = st.sampled_from([1, 7, 100, 10_000, 100_000, 2_500_000])
seeds = st.integers(0, 10**6)


def company(seed: int, increment: int, team: float, rep: float, cells: int = 60) -> AllocationProblem:
    """People in teams, with caps around the plan's numbers, hedged."""
    problem = in_teams(random_problem(cells, seed, increment=increment), 3)
    planned = tuple(limit.model_copy(update={"basis": "plan"}) for limit in problem.limits)
    return hedged(replace(problem, limits=planned), "rep", {"team": team, "rep": rep})


def cuts(plan: Plan) -> Iterator[Partition]:
    yield from (plan.index.company, *plan.index.by_level, *plan.index.crossings())


class TestEveryCut:
    @settings(max_examples=25)
    @given(seeds, increments, rates, rates)
    def test_the_plan_adds_up_to_the_company_target(self, seed: int, increment: int, team: float, rep: float) -> None:
        plan = plan_of(company(seed, increment, team, rep), BALANCED)
        target = plan.problem.money.to_minor(plan.problem.company_total.lower)
        assert plan.total_minor == int(plan.numbers.plan.sum()) == target
        for part in cuts(plan):
            outside = int(plan.numbers.plan[part.code < 0].sum())
            assert int(plan.totals(part).plan.sum()) + outside == target

    @settings(max_examples=25)
    @given(seeds, increments, rates, rates)
    def test_hedges_are_what_stands_below_less_the_node(
        self, seed: int, increment: int, team: float, rep: float
    ) -> None:
        plan = plan_of(company(seed, increment, team, rep), BALANCED)
        teams, people = (part for part in plan.index.by_level if part.dimensions == ("rep",))
        below = plan.totals(people).target
        children = np.zeros(teams.count, dtype=np.int64)
        for node in range(people.count):
            member = int(teams.code[np.flatnonzero(people.code == node)[0]])
            if member >= 0:
                children[member] += below[node]
        found = plan.totals(teams)
        assert found.hedge.tolist() == (children - found.target).tolist()
        assert plan.totals(people).hedge.tolist() == [0] * people.count
        (all_hedges,) = plan.totals(plan.index.company).hedge
        assert all_hedges == int(plan.targets_minor.sum()) - plan.total_minor

    @settings(max_examples=25)
    @given(seeds, increments, rates, rates)
    def test_every_layer_adds_up_within_half_an_increment(
        self, seed: int, increment: int, team: float, rep: float
    ) -> None:
        plan = plan_of(company(seed, increment, team, rep), BALANCED)
        for layer, minor in zip(plan.problem.layers, plan.numbers.minor, strict=True):
            apart = int(minor.sum()) - plan.total_minor * layer.above
            assert abs(2 * apart) <= increment * (not layer.is_plan)
            assert (int(minor.sum()) - plan.total_minor) % increment == 0

    @settings(max_examples=25)
    @given(seeds, increments, rates, rates)
    def test_two_laminar_families_stay_within_one_increment_at_every_layer(
        self, seed: int, increment: int, team: float, rep: float
    ) -> None:
        plan = plan_of(company(seed, increment, team, rep), BALANCED)
        others = {part.levels for part in choose_families(plan.index).others}
        assert {node.levels for node in plan.rounded_check.nodes} <= others

    @settings(max_examples=25)
    @given(seeds, st.sampled_from([100, 10_000, 100_000]), st.sampled_from([0.03, 0.125]))
    def test_nobody_gets_less_than_the_plan_asks_of_them(self, seed: int, increment: int, rate: float) -> None:
        plan = plan_of(company(seed, increment, rate, rate), BALANCED)
        assert all(
            (below >= above).all() for above, below in zip(plan.numbers.minor, plan.numbers.minor[1:], strict=False)
        )


class TestByHand:
    def test_teams_five_percent_people_four(self) -> None:
        plan = plan_of(north_and_south())
        assert [(minor / 100).tolist() for minor in plan.numbers.minor] == [
            [100, 300, 200, 400],
            [105, 315, 210, 420],
            [109, 328, 218, 437],  # 109.2, 327.6, 218.4, 436.8 add up to 1,092
        ]

    def test_the_leaf_total_is_rounded_to_the_increment(self) -> None:
        # 1,001 × 1.05 = 1,051.05 and × 1.04 = 1,093.09.
        plan = plan_of(north_and_south(target=1001))
        assert [int(minor.sum()) / 100 for minor in plan.numbers.minor] == [1001, 1051, 1093]

    def test_the_hedge_is_whole_increments_beside_a_target_that_is_not(self) -> None:
        # 1,000.40 × 1.092 = 1,092.44: 92 more than the plan.
        plan = plan_of(north_and_south(target=1000.4))
        assert [int(minor.sum()) / 100 for minor in plan.numbers.minor] == [1000.4, 1050.4, 1092.4]

    def test_an_increment_larger_than_the_hedge(self) -> None:
        plan = plan_of(north_and_south(increment=50_000))
        assert [int(minor.sum()) / 100 for minor in plan.numbers.minor] == [1000, 1000, 1000]

    def test_growth_compares_the_nodes_own_number(self) -> None:
        plan = plan_of(north_and_south())
        teams = next(part for part in plan.index.by_level if part.levels == ("team",))
        assert plan.totals(teams).growth_rate(0) == pytest.approx(0.05)
        assert plan.scorecard.growth_rate == 0.0

    def test_a_range(self) -> None:
        # References add up to 1,050 × 1.092; the plan is the nearest whole yuan inside the range.
        target = CompanyTotal(min_amount=Decimal("1000.5"), max_amount=Decimal("1100"))
        plan = plan_of(replace(north_and_south(), company_total=target))
        assert plan.total_minor == 105_000  # hedged: 1,146.60
        assert int(plan.targets_minor.sum()) == 114_700

    def test_a_soft_target_has_no_fixed_total(self) -> None:
        cap = AmountLimit(kind="amount_limit", name="cap", by=("rep",), max_amount=Decimal(300))
        target = CompanyTotal(amount=Decimal(1000), soft=Soft(penalty=5))
        plan = plan_of(replace(north_and_south(cap), company_total=target))
        assert published_yuan(plan) == [100, 300, 200, 300]
        assert plan.total_minor / 100 in (824, 825)  # 900 / 1.092 = 824.18


class TestHolds:
    def test_a_hold_is_what_people_get(self) -> None:
        problem = north_and_south()
        cells = replace(problem.cells, hold=amounts([None, None, None, 400]))
        plan = plan_of(replace(problem, cells=cells))
        assert published_yuan(plan)[3] == 400
        # 400 / 1.092 = 366.3; the others share 692 as 1 : 3 : 2.
        assert plan.numbers.plan[3] / 100 in (366, 367)
        assert exact_yuan(plan)[:3] == pytest.approx([692 / 6, 692 / 2, 692 / 3])


class TestNothingChanges:
    @pytest.mark.parametrize("seed", range(3))
    def test_hedges_of_zero_are_none(self, seed: int) -> None:
        problem = in_teams(random_problem(60, seed), 3)
        zero = hedged(problem, "rep", {})
        plain, same = plan_of(problem, BALANCED), plan_of(zero, BALANCED)
        assert plain.targets_minor.tobytes() == same.targets_minor.tobytes()
        assert plain.exact.tobytes() == same.exact.tobytes()
        assert plan_hash("x", plain) == plan_hash("x", same)
        assert plain.binding == same.binding

    def test_basis_means_nothing_without_hedges(self) -> None:
        limits = [
            AmountLimit(kind="amount_limit", name="c", by=("region",), max_amount=Decimal(520), basis=basis)
            for basis in ("assigned", "plan")
        ]  # type: ignore[arg-type]
        first, second = (plan_of(two_by_two(1000, limits=[limit])) for limit in limits)
        assert first.exact.tobytes() == second.exact.tobytes()


class TestBasis:
    @settings(max_examples=15)
    @given(seeds)
    def test_plan_and_assigned_differ_by_the_factor(self, seed: int) -> None:
        """A company under caps on plan numbers is the same company under caps, times H, on what people get."""
        problem = company(seed, 100, 0.05, 0.04, cells=40)
        held = replace(problem, limits=())
        top = int(problem.cells.baseline.minor.max()) / 100
        cap = Decimal(round(top * 1.05 / 1000) * 1000)
        caps = {
            "plan": AmountLimit(kind="amount_limit", name="cap", by=("product", "rep"), max_amount=cap, basis="plan"),
            "assigned": AmountLimit(
                kind="amount_limit", name="cap", by=("product", "rep"), max_amount=cap * Decimal("1.092")
            ),
        }
        exact = [plan_of(with_limits(held, limit), BALANCED).exact for limit in caps.values()]
        np.testing.assert_allclose(exact[0], exact[1], rtol=1e-9, atol=1e-6)

    def test_a_cap_of_a_team_is_kept_by_its_own_number(self) -> None:
        # North had 630 of its own (655.2 handed on); it may have 600, whose people carry 624.
        cap = AmountLimit(kind="amount_limit", name="cap", where={"team": ("north",)}, max_amount=Decimal(600))
        plan = plan_of(north_and_south(cap))
        teams = next(part for part in plan.index.by_level if part.levels == ("team",))
        found = plan.totals(teams)
        assert (found.target / 100).tolist() == [600, 450]
        assert (found.assigned / 100).tolist() == [624, 468]
        assert plan.rounded_check.limits == ()

    def test_binding_shows_the_written_bound_and_its_price(self) -> None:
        def plan(amount: str) -> Plan:
            cap = AmountLimit(kind="amount_limit", name="cap", where={"team": ("north",)}, max_amount=Decimal(amount))
            return plan_of(north_and_south(cap))

        found = next(item for item in plan("600").binding if item.identity.name == "cap")
        assert found.bound == pytest.approx(0.6)
        more = plan("600.01")
        change = (more.scorecard.loss - plan("600").scorecard.loss) * more.scale / 1e-5
        assert found.price == pytest.approx(change, rel=1e-3)

    def test_what_a_soft_limit_pays_is_in_its_own_numbers(self) -> None:
        cap = AmountLimit(
            kind="amount_limit",
            name="cap",
            where={"team": ("north",)},
            max_amount=Decimal(600),
            soft=Soft(penalty=1e-6),
        )
        (found,) = (item for item in plan_of(north_and_south(cap)).binding if item.identity.name == "cap")
        assert found.paid == pytest.approx(0.03, rel=1e-4)


BASES = [(("team",), "assigned", 1), (("rep",), "assigned", 2), (("region",), "assigned", 2), (("rep",), "plan", 0)]
"""`by`, `basis`, and the depth whose numbers such a limit speaks of."""


@settings(max_examples=25)
@given(seeds, st.lists(st.sampled_from(BASES), min_size=1, max_size=4, unique=True), st.sampled_from([1, 100]))
def test_every_limit_is_kept_in_the_numbers_that_it_speaks_of(
    seed: int, chosen: list[tuple[tuple[str, ...], str, int]], increment: int
) -> None:
    """Floors and caps 1 % around a hidden plan, read at different depths; none may be missed by an increment or more
    than the report says."""
    problem = company(seed, increment, 0.05, 0.04, cells=40)
    assert problem.company_total.amount is not None
    hidden = np.random.default_rng(seed).uniform(0.5, 1.5, problem.cells.count)
    hidden *= float(problem.company_total.amount) / hidden.sum()
    above = [1.0, 1.05, 1.092]
    selection = Selection(problem.dimensions, problem.cells.members)
    everything = np.ones(problem.cells.count, dtype=np.bool_)
    limits, checks = [], []
    for by, basis, depth in chosen:
        groups = selection.groups(by, everything)
        for node, (key,) in enumerate(groups.keys):
            number = above[depth] * float(hidden[groups.code == node].sum())
            low, high = (Decimal(str(round(number * share, 2))) for share in (0.99, 1.01))
            limits.append(
                AmountLimit(
                    kind="amount_limit",
                    name=f"{by[0]} {basis} {key}",
                    where={by[0]: (key,)},
                    min_amount=low,
                    max_amount=high,
                    basis=basis,  # type: ignore[arg-type]
                )
            )
            checks.append((limits[-1].name, depth, groups.code == node, int(low * 100), int(high * 100)))
    plan = plan_of(replace(problem, limits=tuple(limits)), BALANCED)
    reported = {item.identity.name: item.amount * 100_000 for item in plan.rounded_check.limits}
    for name, depth, inside, low_minor, high_minor in checks:
        number_minor = int(plan.numbers.at(depth)[inside].sum())
        missed = max(low_minor - number_minor, number_minor - high_minor, 0)
        assert missed == pytest.approx(reported.get(name, 0.0), abs=0.6)


class TestDiagnosis:
    @staticmethod
    def diagnosis_of(problem: AllocationProblem) -> Diagnosis:
        result = allocate(problem, PLAIN, HIGHS, SolverOptions())
        assert result.outcome is Outcome.INFEASIBLE
        assert result.diagnosis is not None
        return result.diagnosis

    people = AmountLimit(kind="amount_limit", name="people", by=("rep",), max_amount=Decimal(336))

    def test_reasons_are_told_in_the_limits_numbers(self) -> None:
        # Three people of 336 are 1,008: 923.077 of a plan.
        (reason,) = self.diagnosis_of(north_and_south(self.people)).reasons
        assert (reason.against.name, reason.required) == ("company target", pytest.approx(1.0))
        assert reason.reachable * 1000 == pytest.approx(1008 / 1.092)

    def test_the_range_is_of_company_targets(self) -> None:
        found = self.diagnosis_of(north_and_south(self.people))
        assert found.feasible_low == pytest.approx(0)
        assert found.feasible_high == pytest.approx(1.008 / 1.092)

    def test_repairs_are_written_as_people_wrote_the_limits(self) -> None:
        repairs = self.diagnosis_of(north_and_south(self.people)).repairs
        alone = (repair for repair in repairs if repair.keeps_target or len(repair.changes) == 1)
        changed = {repair.keeps_target: repair for repair in alone}
        # 1,092 of 1,008: 84 more for three people, in whole yuan; or a plan of 923.
        assert [round(change.amount * 1000, 6) for change in changed[True].changes] == [28, 28, 28]
        (target,) = changed[False].changes
        assert (target.bound * 1000, target.bound * 1000 - target.amount * 1000) == pytest.approx((1000, 923))

    def test_a_team_changes_by_its_own_numbers(self) -> None:
        # Both teams at most 500 of their own: 1,000, and 1,050 are needed.
        cap = AmountLimit(kind="amount_limit", name="teams", by=("team",), max_amount=Decimal(500))
        changed = {repair.keeps_target: repair for repair in self.diagnosis_of(north_and_south(cap)).repairs}
        assert [round(change.amount * 1000, 6) for change in changed[True].changes] == [25, 25]
        assert [round(change.bound * 1000, 6) for change in changed[True].changes] == [500, 500]

    @pytest.mark.parametrize("seed", range(3))
    def test_the_end_of_the_range_can_be_planned(self, seed: int) -> None:
        problem = company(seed, 1, 0.05, 0.04)
        assert problem.company_total.amount is not None
        far = replace(problem, company_total=CompanyTotal(amount=2 * problem.company_total.amount))
        high = self.diagnosis_of(far).feasible_high
        assert high is not None
        for share, outcome in ((0.999999, True), (1.00001, False)):
            target = CompanyTotal(amount=round(Decimal(high * 1000 * share), 2))
            assert (result_of(replace(problem, company_total=target), BALANCED).plan is not None) is outcome


class TestTheSamePlan:
    @pytest.mark.parametrize("seed", range(3))
    def test_from_both_solvers(self, seed: int) -> None:
        plans = [plan_of(company(seed, 10_000, 0.05, 0.03), BALANCED, backend) for backend in (CBC, HIGHS)]
        first, second = ([minor.tobytes() for minor in plan.numbers.minor] for plan in plans)
        assert first == second

    @pytest.mark.parametrize("seed", range(3))
    def test_in_another_money(self, seed: int) -> None:
        problem = company(seed, 100, 0.05, 0.03)
        plan, larger = plan_of(problem, BALANCED), plan_of(scaled(problem, 1000), BALANCED)
        assert [minor.tolist() for minor in larger.numbers.minor] == [
            (1000 * minor).tolist() for minor in plan.numbers.minor
        ]

    @pytest.mark.parametrize("seed", range(3))
    def test_under_other_names(self, seed: int) -> None:
        problem = hedged(random_problem(60, seed, increment=1), "rep", {"rep": 0.05})
        problem = replace(problem, limits=tuple(limit.model_copy(update={"basis": "plan"}) for limit in problem.limits))
        other, order = renamed(problem, seed)
        first, second = plan_of(problem, BALANCED), plan_of(other, BALANCED)
        np.testing.assert_allclose(second.exact, first.exact[order], rtol=1e-9)
        for one, two in zip(first.numbers.minor, second.numbers.minor, strict=True):
            assert np.abs(one[order] - two).max() <= 1

    def test_its_hash_covers_every_layer(self) -> None:
        plan = plan_of(north_and_south())
        changed = replace(plan, upper_levels=(plan.upper_levels[0], plan.upper_levels[1] + 1))
        assert plan_hash("x", plan) != plan_hash("x", changed)


def test_attributes_give_bounds_too() -> None:
    problem = north_and_south(
        AmountLimit(kind="amount_limit", name="c", by=("team",), max_amount=AttributeValueOf(attribute="cap"))
    )
    people = problem.dimensions[1]
    members = tuple(
        replace(member, attributes={"cap": 600}) if member.key == "north" else member for member in people.members
    )
    plan = plan_of(replace(problem, dimensions=(problem.dimensions[0], replace(people, members=members))))
    (found,) = (item for item in plan.binding if item.identity.name == "c")
    assert found.bound == pytest.approx(0.6)

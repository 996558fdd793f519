"""Every counterfactual is what solving the scenario with the limit really changed shows: each family by hand, and
random companies with all of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.chosen_node import ChosenNode, NodeName, find_node
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.attainability import Attainability
from models.allocation.limits.base import Limit
from models.allocation.limits.cardinality import Cardinality
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.growth_limit import GrowthLimit
from models.allocation.limits.share_limit import ShareLimit
from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem
from models.allocation.sensitivity.counterfactual import Counterfactual, Counterfactuals, StepUnit
from models.allocation.strategy import Strategy
from models.errors import InvalidInput
from scenarios.sensitivity.counterfactuals import counterfactuals
from scenarios.sensitivity.reopened_plan import reopen
from solvers.base import SolverBackend, SolverOptions
from tests.models.allocation.limits import (
    test_amount_limit,
    test_capacity,
    test_commitment,
    test_difficulty_band,
    test_growth_limit,
    test_hold,
    test_margin,
    test_market_share,
    test_neutrality,
    test_parity,
    test_share_limit,
    test_volumes,
)
from tests.models.allocation.limits.contract import EAST, FamilyContract
from tests.support.moved_limits import moved_problem
from tests.support.over_assignment import north_and_south
from tests.support.problems import PLAIN, amounts, two_by_two
from tests.support.random_companies import Kind, random_company, random_strategy
from tests.support.solving import CBC, HIGHS, plan_of, result_of

FAMILIES: dict[str, tuple[type[FamilyContract], dict[str, Any], dict[str, Any]]] = {
    "amount": (test_amount_limit.TestAmountLimit, {"max_amount": 343}, {"max_amount": 337}),
    "capacity": (test_capacity.TestCapacityInMoney, {"amount": 343}, {"amount": 337}),
    "effort": (test_capacity.TestCapacityInEffort, {"amount": 0.6868}, {"amount": 0.6732}),
    "month": (test_capacity.TestCapacityPerMonth, {"amount": 34.3}, {"amount": 33.7}),
    "commitment": (test_commitment.TestCommitment, {"above_rate": 0.715}, {"above_rate": 0.685}),
    "difficulty": (test_difficulty_band.TestDifficultyBand, {"max_difficulty": 0.86}, {"max_difficulty": 0.84}),
    "growth": (test_growth_limit.TestGrowthLimit, {"max_growth_rate": -0.14}, {"max_growth_rate": -0.16}),
    "hold": (test_hold.TestHold, {"amount": 343}, {"amount": 337}),
    "margin": (test_margin.TestMarginInMoney, {"min_amount": 234}, {"min_amount": 230}),
    "margin rate": (test_margin.TestMarginRate, {"min_rate": 0.242}, {"min_rate": 0.222}),
    "market": (test_market_share.TestMarketShare, {"max_share": 0.35}, {"max_share": 0.33}),
    "neutrality": (test_neutrality.TestNeutrality, {"tolerance": 0.2}, {"tolerance": 0.18}),
    "parity": (test_parity.TestParity, {"tolerance": 0.37}, {"tolerance": 0.35}),
    "share": (test_share_limit.TestShareLimit, {"max_share": 0.35}, {"max_share": 0.33}),
    "pieces": (test_volumes.TestAmountInPieces, {"max_amount": 85.85}, {"max_amount": 84.15}),
    "share of pieces": (test_volumes.TestShareInPieces, {"max_share": 0.35}, {"max_share": 0.33}),
}
"""Each family's company with the east at 340 of 400, and the limit one step up and one step down."""


def asked(plan: Plan, *node: str, most: int = 6, backend: SolverBackend = HIGHS) -> Counterfactuals:
    """The counterfactuals of one node."""
    return counterfactuals(reopen(plan, backend, SolverOptions()), find_node(plan.problem, NodeName.of(node)), most)


def of_limit(found: Counterfactuals) -> dict[int, Counterfactual]:
    """Those of the scenario's one limit, by the direction of the step."""
    return {int(np.sign(one.step)): one for one in found.items if one.identity.pointer == "/limits/0"}


def east_of(plan: Plan) -> float:
    """Exact total of the east in yuan."""
    return float(plan.exact[[0, 2]].sum()) * 1000.0


def amount(**fields: Any) -> AmountLimit:
    return AmountLimit(kind="amount_limit", name="limit", **{"where": EAST, **fields})


@pytest.mark.parametrize("backend", [HIGHS, CBC], ids=["highs", "cbc"])
@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_by_solving_the_changed_limit(family: str, backend: SolverBackend) -> None:
    contract, up, down = FAMILIES[family]
    case = contract()
    before = plan_of(case.problem(case.violated), PLAIN, backend)
    found = of_limit(asked(before, "region=east", backend=backend))
    for direction, fields in ((1, up), (-1, down)):
        changed = type(case.violated).model_validate({**case.violated.model_dump(exclude_none=True), **fields})
        after = plan_of(case.problem(changed), PLAIN, backend)
        one = found[direction]
        assert one.possible and one.touches
        assert one.effect_minor == round((east_of(after) - east_of(before)) * 100)
        assert one.effect_minor != 0
        assert one.loss_change == pytest.approx(after.scorecard.loss - before.scorecard.loss, abs=1e-12)


def test_a_cap_by_hand() -> None:
    # One percent of 340 is 3.4, in whole yuan 3.
    found = of_limit(asked(plan_of(two_by_two(1000, limits=[amount(max_amount=340)])), "region=east"))
    assert found[1].step == pytest.approx(0.003)
    assert (found[1].unit, found[1].asked) == (StepUnit.AMOUNT, None)
    assert (found[1].effect_minor, found[-1].effect_minor) == (300, -300)


def test_a_limit_of_others_moves_a_number_too() -> None:
    # The west gives the 3 yuan up by its shares, 200 to 400.
    found = of_limit(asked(plan_of(two_by_two(1000, limits=[amount(max_amount=340)])), "region=west", "product=a"))
    assert (found[1].touches, found[1].effect_minor) == (False, -100)


def test_a_least_probability_moves_its_quantile() -> None:
    limit = Attainability(kind="attainability", name="reach", where=EAST, min_probability=0.7)
    columns: dict[str, Any] = {"forecast": amounts([100, 250, 300, 350]), "forecast_log_sd": np.full(4, 0.3)}
    before = plan_of(two_by_two(1000, limits=[limit], **columns))
    found = of_limit(asked(before, "region=east"))
    assert (found[1].unit, found[1].asked) == (StepUnit.POINTS, 0.7)
    for direction, chance in ((1, 0.71), (-1, 0.69)):
        changed = limit.model_copy(update={"min_probability": chance})
        after = plan_of(two_by_two(1000, limits=[changed], **columns))
        assert found[direction].effect_minor == round((east_of(after) - east_of(before)) * 100)
    assert found[1].effect_minor < 0 < found[-1].effect_minor


def test_the_company_target_moves_the_references() -> None:
    found = asked(plan_of(two_by_two(1000)), "region=east").items
    assert [(one.step, one.effect_minor, one.total_minor) for one in found] == [(0.01, 400, 1000), (-0.01, -400, -1000)]


def test_a_range_of_the_company_target_moves_as_a_whole() -> None:
    # The east's floor pushes the total to the upper end: 520 + 535 = 1,055 would be more than 1,050.
    target = CompanyTotal(min_amount=950, max_amount=1050)
    floor = amount(min_amount=520)
    before = plan_of(two_by_two(target, limits=[floor]))
    one = next(one for one in asked(before, "region=west").items if one.identity.kind == "company_total")
    moved = CompanyTotal(min_amount=target.lower + 10, max_amount=target.upper + 10)
    after = plan_of(two_by_two(moved, limits=[floor]))
    assert one.step == pytest.approx(0.01)
    assert one.total_minor == round((after.exact.sum() - before.exact.sum()) * 1e5)


def test_a_number_held_in_a_cell_moves_its_reference_too() -> None:
    before = plan_of(two_by_two(1000, hold=amounts([None, None, 250, None])))
    (one, _) = [one for one in asked(before, "product=b", "region=east").items if one.identity.pointer == "/cells"]
    after = plan_of(two_by_two(1000, hold=amounts([None, None, 250 + 10 * one.step * 100, None])))
    assert one.effect_minor == round((after.exact[2] - before.exact[2]) * 1e5)
    assert one.loss_change == pytest.approx(after.scorecard.loss - before.scorecard.loss, abs=1e-12)


@pytest.mark.parametrize("basis", ["plan", "assigned"])
def test_over_assigned_numbers_are_the_nodes_own(basis: str) -> None:
    limit = amount(where={"rep": ["north"]}, max_amount=560, basis=basis)
    before = plan_of(north_and_south(limit))
    one = of_limit(asked(before, "team=north"))[1]
    after = plan_of(north_and_south(limit.model_copy(update={"max_amount": limit.max_amount + 6})))  # type: ignore[operator]
    of_team = float((after.exact - before.exact)[[0, 1, 2]].sum()) / 1.04
    assert one.effect_minor == round(of_team * 1e5)
    assert one.effect_minor == (600 if basis == "assigned" else 630)
    assert one.total_minor == 0


def test_a_step_that_leaves_no_plan_says_so() -> None:
    limits: list[Limit] = [amount(max_amount=340), amount(where={"region": "west"}, max_amount=660)]
    found = of_limit(asked(plan_of(two_by_two(1000, limits=limits)), "region=east"))  # type: ignore[arg-type]
    assert not found[-1].possible
    assert (found[-1].effect_minor, found[-1].loss_change) == (0, 0.0)


def test_a_limit_that_would_contradict_itself_leaves_no_plan() -> None:
    limit = GrowthLimit(kind="growth_limit", name="growth", where=EAST, min_growth_rate=-0.15, max_growth_rate=-0.145)
    found = of_limit(asked(plan_of(two_by_two(1000, limits=[limit])), "region=east"))
    assert found[1].possible and not found[-1].possible


def test_a_rate_that_nobody_could_write_is_not_proposed() -> None:
    limit = ShareLimit(kind="share_limit", name="none", where=EAST, max_share=0.005)
    assert set(of_limit(asked(plan_of(two_by_two(1000, limits=[limit])), "region=east"))) == {1}


def test_a_broken_soft_limit_does_not_move_anybody() -> None:
    soft = amount(max_amount=340, soft={"penalty": 0.2})
    assert of_limit(asked(plan_of(two_by_two(1000, limits=[soft])), "region=east")) == {}


def test_a_choice_is_made_anew() -> None:
    # One product each; a higher cap lets the east keep b alone, and the numbers jump.
    choice = Cardinality(kind="cardinality", name="one product", by="region", count="product", max_count=1)
    limits: list[Any] = [amount(max_amount=340), choice]
    before = plan_of(two_by_two(1000, limits=limits))
    assert not before.has_prices
    found = of_limit(asked(before, "region=east"))
    for direction, cap in ((1, 343), (-1, 337)):
        after = plan_of(two_by_two(1000, limits=[amount(max_amount=cap), choice]))
        assert found[direction].effect_minor == round((east_of(after) - east_of(before)) * 100)


def test_at_most_as_many_limits_as_asked_for_largest_first() -> None:
    company = random_company(3, Kind(cells=16, slack=0.02)).problem
    plan = plan_of(company, random_strategy(3))
    found = asked(plan, "product=p001", most=2)
    assert len({(one.identity.pointer, one.group) for one in found.items if one.identity.kind != "company_total"}) <= 2
    sizes = [abs(one.effect_minor) for one in found.items if one.possible]
    assert sizes == sorted(sizes, reverse=True)
    assert found.is_complete


def test_time_that_is_up_ends_the_list() -> None:
    plan = plan_of(two_by_two(1000, limits=[amount(max_amount=340)]))
    reopened = reopen(plan, HIGHS, SolverOptions(time_limit_seconds=0.0))
    found = counterfactuals(reopened, find_node(plan.problem, NodeName.of(["region=east"])))
    assert (found.items, found.is_complete) == ((), False)


def test_the_same_question_has_the_same_answer() -> None:
    plan = plan_of(random_company(5, Kind(cells=16, slack=0.02)).problem, random_strategy(5))
    assert asked(plan, "product=p001") == asked(plan, "product=p001")


def test_both_solvers_have_the_same_answer() -> None:
    company, strategy = random_company(5, Kind(cells=16, slack=0.02)).problem, random_strategy(5)
    answers = [asked(plan_of(company, strategy, solver), "product=p001", backend=solver) for solver in (HIGHS, CBC)]
    shown = [[(one.identity, one.group, one.step, one.effect_minor) for one in found.items] for found in answers]
    assert shown[0] == shown[1]


def some_node(problem: AllocationProblem, seed: int) -> ChosenNode:
    """A product, a person, a team or a cell."""
    key = problem.cell_key(seed % problem.cells.count)
    names = [[f"product={key[0]}"], [f"rep.rep={key[1]}"], [f"product={key[0]}", f"rep.rep={key[1]}"]]
    return find_node(problem, NodeName.of(names[seed % 3]))


def planned(problem: AllocationProblem, strategy: Strategy, backend: SolverBackend) -> Plan | None:
    """The plan; None where the limits contradict each other, or one contradicts itself."""
    try:
        return result_of(problem, strategy, backend).plan
    except InvalidInput as error:
        assert {finding.code for finding in error.findings} == {"floor_over_cap"}
        return None


def check_random(seed: int, kind: Kind, backend: SolverBackend) -> int:
    """Every counterfactual of one node of a random company against an independent solve; how many there were."""
    strategy = random_strategy(seed)
    before = plan_of(random_company(seed, kind).problem, strategy)
    reopened = reopen(before, backend, SolverOptions())
    node = some_node(before.problem, seed)
    checked = 0
    for one in counterfactuals(reopened, node, 4).items:
        changed = moved_problem(before.problem, one)
        if changed is None:
            continue
        after = planned(changed, strategy, backend)
        assert (after is not None) == one.possible
        if after is None:
            continue
        moved = float((after.exact - before.exact)[node.cells].sum()) * reopened.factor(node) * 1e5
        accuracy = (before.polished.cell_error + after.polished.cell_error) * 1e5 * node.cells.sum()
        assert one.effect_minor == pytest.approx(moved, abs=1.0 + accuracy)
        assert one.loss_change == pytest.approx(after.scorecard.loss - before.scorecard.loss, abs=1e-8)
        checked += 1
    return checked


@pytest.mark.slow
@given(
    st.integers(0, 10**6),
    st.builds(
        Kind,
        cells=st.sampled_from([4, 12]),
        slack=st.sampled_from([0.01, 0.05]),
        hedges=st.booleans(),
        holds=st.booleans(),
        range_target=st.booleans(),
    ),
    st.sampled_from([HIGHS, CBC]),
)
@settings(max_examples=5, derandomize=True)
def test_random_companies(seed: int, kind: Kind, backend: SolverBackend) -> None:
    check_random(seed, kind, backend)


@pytest.mark.slow
def test_the_random_companies_have_something_to_check() -> None:
    assert sum(check_random(seed, Kind(cells=12, slack=0.01), HIGHS) for seed in (1, 2)) >= 6


@pytest.mark.slow
@given(st.integers(0, 10**6), st.booleans())
@settings(max_examples=20, derandomize=True)
def test_many_random_companies(seed: int, hedges: bool) -> None:
    check_random(seed, Kind(cells=16, slack=0.02, hedges=hedges, holds=True), HIGHS)

"""Properties of the whole model over random companies with every family of limits and every term."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.fields import Soft
from models.allocation.objective import soft_cost, term_losses, weighted_loss
from models.allocation.plan import Outcome, Plan
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Strategy
from tests.support.independent_limits import hedges_are_exact, missed_limits
from tests.support.random_companies import Kind, random_company, random_strategy
from tests.support.solving import CBC, formulation_of, result_of
from tests.support.variations import renamed, with_limits

SEEDS = st.integers(0, 10**6)
QUICK = settings(max_examples=8, derandomize=True)
LONG = settings(max_examples=40, derandomize=True)
# The same examples every time: what decides about a change must not depend on luck.

KINDS = st.builds(
    Kind,
    cells=st.sampled_from([3, 8, 16]),
    slack=st.sampled_from([0.02, 0.1, 0.3]),
    gaps=st.booleans(),
    hedges=st.booleans(),
    phasing=st.booleans(),
    holds=st.booleans(),
    range_target=st.booleans(),
    increment=st.sampled_from([1, 100, 10_000]),
)


def planned(problem: AllocationProblem, strategy: Strategy) -> Plan:
    """The plan that there must be: hidden plans keep every limit."""
    result = result_of(problem, strategy)
    assert result.plan is not None, (result.outcome, result.error)
    return result.plan


def loss(plan: Plan) -> float:
    """What the strategy says the exact plan costs, computed from its terms."""
    formulation = formulation_of(plan.problem, plan.strategy)
    terms = weighted_loss(term_losses(formulation.terms, plan.exact), plan.strategy.weights)
    return terms + soft_cost(formulation.rows, plan.exact) / plan.scale


def check_numbers(seed: int, kind: Kind) -> None:
    """Sums, integers, hedges and limits of one published plan."""
    plan = planned(random_company(seed, kind).problem, random_strategy(seed))
    problem, plan_minor = plan.problem, plan.numbers.plan
    assert plan.targets_minor.dtype == plan_minor.dtype == np.int64
    assert (plan.targets_minor >= 0).all()
    money, target = problem.money, problem.company_total
    assert money.to_minor(target.lower) <= int(plan_minor.sum()) <= money.to_minor(target.upper)
    for part in (plan.index.company, *plan.index.by_level):
        assert int(plan.totals(part).plan.sum()) == int(plan_minor.sum())
    if problem.over_assignment is not None:
        assert hedges_are_exact(plan)
    if plan.months is not None:
        np.testing.assert_array_equal(plan.months.minor.sum(axis=1), plan.targets_minor)
        assert (plan.months.minor >= 0).all()
    named = {item.identity.name for item in plan.rounded_check.limits}
    assert {name for name, _ in missed_limits(plan)} <= named


def check_solvers_agree(seed: int, kind: Kind) -> None:
    problem, strategy = random_company(seed, kind).problem, random_strategy(seed)
    first, second = planned(problem, strategy), result_of(problem, strategy, CBC).plan
    assert second is not None
    if first.outcome is second.outcome is Outcome.OPTIMAL:
        np.testing.assert_array_equal(first.targets_minor, second.targets_minor)


def moved_company_caps(problem: AllocationProblem, factor: float) -> AllocationProblem:
    """Every upper side of the teams' bands and the quotas times a factor."""
    dimension = problem.dimensions[1]
    members = tuple(
        replace(
            member,
            attributes={
                name: round(float(value) * factor, 2) if name in ("cap", "quota", "hours") else value
                for name, value in member.attributes.items()
            },
        )
        for member in dimension.members
    )
    return replace(problem, dimensions=(problem.dimensions[0], replace(dimension, members=members)))


def check_monotony(seed: int, kind: Kind) -> None:
    """More room is never worse, less never better; `load` is out: it measures against the capacities themselves."""
    problem, strategy = random_company(seed, kind).problem, random_strategy(seed, load=0.0)
    plan, wider = planned(problem, strategy), planned(moved_company_caps(problem, 1.1), strategy)
    assert loss(wider) <= loss(plan) + 1e-7
    fewer = planned(replace(problem, limits=problem.limits[1:]), strategy)
    assert loss(fewer) <= loss(plan) + 1e-7
    tighter = result_of(moved_company_caps(problem, 0.999), strategy)
    assert tighter.outcome in (Outcome.OPTIMAL, Outcome.FEASIBLE, Outcome.INFEASIBLE)
    assert tighter.plan is None or loss(tighter.plan) >= loss(plan) - 1e-7


def check_price_of_softness(seed: int, kind: Kind) -> None:
    """A soft limit at a huge price is the hard one: the hidden plan keeps them all."""
    problem, strategy = random_company(seed, kind).problem, random_strategy(seed)
    if not problem.limits:
        return
    first = problem.limits[0].model_copy(update={"soft": Soft(penalty=1e4)})
    softened = replace(problem, limits=(first, *problem.limits[1:]))
    hard, soft = planned(problem, strategy), planned(softened, strategy)
    assert loss(soft) == pytest.approx(loss(hard), abs=1e-6)
    within = 1e-6 * hard.scale + hard.polished.cell_error + soft.polished.cell_error
    assert np.abs(soft.exact - hard.exact).max() <= within


def check_loose_limit(seed: int, kind: Kind) -> None:
    problem, strategy = random_company(seed, kind).problem, random_strategy(seed)
    loose = AmountLimit(kind="amount_limit", name="loose", by=("product",), max_amount=10**9)
    plan, other = planned(problem, strategy), planned(with_limits(problem, loose), strategy)
    if plan.outcome is other.outcome is Outcome.OPTIMAL:
        np.testing.assert_array_equal(other.targets_minor, plan.targets_minor)


def check_scale(seed: int, kind: Kind) -> None:
    """Seven times all money is seven times the plan."""
    problem, strategy = random_company(seed, kind).problem, random_strategy(seed)
    plan, larger = planned(problem, strategy), planned(_times(problem, 7), strategy)
    np.testing.assert_allclose(larger.exact, 7 * plan.exact, atol=1e-5 * larger.scale)


def _times(problem: AllocationProblem, factor: int) -> AllocationProblem:
    from tests.support.variations import scaled  # the caps of members are scaled there

    limits = tuple(
        limit.model_copy(update={"amount": limit.amount * factor}) if limit.kind == "hold" else limit
        for limit in problem.limits
    )
    kept = replace(problem, limits=limits)
    larger = scaled(kept, factor)
    dimension = larger.dimensions[1]
    members = tuple(
        replace(
            member,
            attributes={
                name: round(float(value) * factor, 2) if name in ("quota", "hours") else value
                for name, value in member.attributes.items()
            },
        )
        for member in dimension.members
    )
    return replace(larger, dimensions=(larger.dimensions[0], replace(dimension, members=members)))


CHECKS = [check_numbers, check_solvers_agree, check_monotony, check_price_of_softness, check_loose_limit]


@pytest.mark.parametrize("check", CHECKS)
@QUICK
@given(SEEDS, KINDS)
def test_properties(check: Callable[[int, Kind], None], seed: int, kind: Kind) -> None:
    check(seed, kind)


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS)
@LONG
@given(SEEDS, KINDS)
def test_properties_at_length(check: Callable[[int, Kind], None], seed: int, kind: Kind) -> None:
    check(seed, kind)


@QUICK
@given(SEEDS, KINDS)
def test_scaling_all_money_scales_the_plan(seed: int, kind: Kind) -> None:
    check_scale(seed, replace(kind, range_target=False))


@QUICK
@given(SEEDS, st.sampled_from([3, 8, 16]))
def test_other_names_permute_the_plan(seed: int, cells: int) -> None:
    """Limits without names of members; leaf keys of both dimensions change."""
    families = (
        "growth_limit",
        "effort",
        "margin",
        "commitment",
        "difficulty_band",
        "parity",
        "neutrality",
        "market_share",
    )
    problem, strategy = random_company(seed, Kind(cells=cells, families=families)).problem, random_strategy(seed)
    other, order = renamed(_flat(problem), seed)
    plan, again = planned(_flat(problem), strategy), planned(other, strategy)
    np.testing.assert_allclose(again.exact, plan.exact[order], atol=1e-6 * plan.scale)


def _flat(problem: AllocationProblem) -> AllocationProblem:
    """People without teams."""
    from models.allocation.difficulty_basis import DifficultyBasis
    from models.allocation.dimensions import Dimension

    people = tuple(replace(leaf, parent=None) for leaf in problem.dimensions[1].leaves)
    dimensions = (problem.dimensions[0], Dimension("rep", "rep", ("rep",), people))
    return replace(problem, dimensions=dimensions, difficulty_basis=DifficultyBasis())

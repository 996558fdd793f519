"""Where the next million goes: exact sums, and the same as solving with the higher target."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.cardinality import Cardinality
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.plan import Plan
from models.errors import LimitReached
from scenarios.sensitivity.next_amount import next_amount, usual_delta
from scenarios.sensitivity.reopened_plan import ReopenedPlan, reopen
from solvers.base import SolverBackend, SolverOptions
from tests.support.over_assignment import north_and_south
from tests.support.problems import two_by_two
from tests.support.random_companies import Kind, random_company, random_strategy
from tests.support.solving import CBC, HIGHS, plan_of
from tests.support.variations import with_target


def opened(plan: Plan, backend: SolverBackend = HIGHS) -> ReopenedPlan:
    return reopen(plan, backend, SolverOptions())


def cap(most: float) -> AmountLimit:
    return AmountLimit(kind="amount_limit", name="cap", where={"region": "east"}, max_amount=Decimal(str(most)))


def test_it_goes_where_the_references_are() -> None:
    found = next_amount(opened(plan_of(two_by_two(1000))), 10_000)
    assert found.cells.tolist() == [1000, 2000, 3000, 4000]
    assert (found.delta_minor, found.change_minor, found.possible) == (10_000, 10_000, True)


def test_nothing_goes_to_those_at_their_cap() -> None:
    plan = plan_of(two_by_two(1000, limits=[cap(340)]))
    found = next_amount(opened(plan), 10_000)
    (regions,) = [part for part in plan.index.by_level if part.key == (("region",), ("region",))]
    assert found.of_nodes(regions).tolist() == [0, 10_000]
    assert found.of_cells(np.array([False, True, False, False])) == round(10_000 / 3)


def test_a_target_that_falls() -> None:
    assert next_amount(opened(plan_of(two_by_two(1000))), -10_000).change_minor == -10_000


def test_no_plan_at_the_raised_target() -> None:
    limits = [cap(340), AmountLimit(kind="amount_limit", name="all", max_amount=Decimal(1050))]
    found = next_amount(opened(plan_of(two_by_two(1000, limits=limits))), 10_000)
    assert (found.possible, found.change_minor, found.cells.tolist()) == (False, 0, [0, 0, 0, 0])


@pytest.mark.parametrize("delta", [-100_000, -200_000, 10**18])
def test_a_target_that_nobody_could_write(delta: int) -> None:
    assert not next_amount(opened(plan_of(two_by_two(1000))), delta).possible


def test_a_range_moves_as_a_whole_and_the_plan_may_move_less() -> None:
    # The references follow the middle, from 1,000 to 1,100; the upper end is not in the way.
    plan = plan_of(two_by_two(CompanyTotal(min_amount=900, max_amount=1100), limits=[cap(340)]))
    found = next_amount(opened(plan), 10_000)
    after = plan_of(two_by_two(CompanyTotal(min_amount=1000, max_amount=1200), limits=[cap(340)]))
    assert found.change_minor == int(found.cells.sum()) == round((after.exact.sum() - plan.exact.sum()) * 1e5)
    assert found.change_minor == 6_000


def test_over_assigned_companies_get_plan_numbers() -> None:
    found = next_amount(opened(plan_of(north_and_south())), 10_000)
    assert found.cells.tolist() == [1000, 3000, 2000, 4000]


def test_a_choice_is_made_anew() -> None:
    choice = Cardinality(kind="cardinality", name="no crumbs", by=["region", "product"], min_amount=Decimal(110))
    before = plan_of(two_by_two(1000, limits=[choice]))
    found = next_amount(opened(before), 20_000)
    after = plan_of(two_by_two(1200, limits=[choice]))
    assert before.exact[0] != pytest.approx(0.1)
    np.testing.assert_allclose(found.cells, (after.exact - before.exact) * 1e5, atol=1.0)


@pytest.mark.parametrize(
    ("target", "delta"),
    [(50_000_000, 10**8), (10_000_000, 10**8), (1_000_000_000, 10**8), (5_000_000, 5_000_000), (4 * 10**9, 4 * 10**9)],
)
def test_the_usual_amount(target: int, delta: int) -> None:
    # A million where that is between a thousandth and a tenth of the target, else one percent.
    assert usual_delta(two_by_two(target)) == delta


def test_the_usual_amount_is_at_least_one_step() -> None:
    assert usual_delta(two_by_two(1000, increment=10_000)) == 10_000


def test_time_that_is_up() -> None:
    plan = plan_of(two_by_two(1000))
    with pytest.raises(LimitReached):
        next_amount(reopen(plan, HIGHS, SolverOptions(time_limit_seconds=0.0)))


@given(st.integers(0, 10**6), st.integers(1, 10**5), st.booleans(), st.sampled_from([HIGHS, CBC]))
@settings(max_examples=6, derandomize=True)
def test_random_companies(seed: int, delta: int, hedges: bool, backend: SolverBackend) -> None:
    strategy = random_strategy(seed)
    problem = random_company(seed, Kind(cells=10, slack=0.1, hedges=hedges)).problem
    plan = plan_of(problem, strategy, backend)
    found = next_amount(opened(plan, backend), delta)
    if not found.possible:
        return
    assert found.change_minor == delta
    for part in (plan.index.company, *plan.index.by_level):
        assert found.of_nodes(part).sum() == delta
    after = plan_of(with_target(problem, lambda amount: amount + Decimal(delta) / 100), strategy, backend)
    exact = (after.exact - plan.exact) * 1e5 / problem.hedge_factor
    accuracy = (plan.polished.cell_error + after.polished.cell_error) * 1e5
    np.testing.assert_allclose(found.cells, exact, atol=1.5 + accuracy)

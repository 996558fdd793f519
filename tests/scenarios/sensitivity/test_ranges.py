"""Ranges of numbers over nearly optimal plans, by hand and against a cone program of an independent solver."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.chosen_node import ChosenNode, NodeName, find_node
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.cardinality import Cardinality
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.plan import Plan
from models.allocation.sensitivity.number_range import NumberRange, RangeEnd
from models.allocation.staging import TermRange
from models.allocation.strategy import Normalise, Strategy, Term, Weights
from models.errors import LimitReached
from scenarios.sensitivity.ranges import near_optimal_range, near_optimal_ranges
from scenarios.sensitivity.reopened_plan import ReopenedPlan, reopen
from solvers.base import SolverBackend, SolverOptions
from tests.support.oracle import oracle_reach
from tests.support.over_assignment import north_and_south
from tests.support.problems import PLAIN, amounts, two_by_two
from tests.support.random_companies import Kind, random_company, random_strategy
from tests.support.solving import CBC, HIGHS, plan_of

PROFIT = replace(PLAIN, weights=Weights(fit=1.0, strategic=0.0, profit=0.2, stability=0.0))
MARGINS: dict[str, Any] = {"margin_rate": np.array([0.1, 0.3, 0.1, 0.3])}


def opened(plan: Plan, backend: SolverBackend = HIGHS) -> ReopenedPlan:
    return reopen(plan, backend, SolverOptions())


def node_of(plan: Plan, *names: str) -> ChosenNode:
    return find_node(plan.problem, NodeName.of(names))


def with_allowance(plan: Plan, allowed: float) -> ReopenedPlan:
    """The plan with term ranges such that half a percent of them is `allowed`."""
    reopened = opened(plan)
    reopened.__dict__["term_ranges"] = {Term.FIT: TermRange(0.0, allowed / 0.005 / reopened.weights.fit)}
    return reopened


def test_a_free_number_by_hand() -> None:
    # East and west give half of their 400 and 600: a yuan moved costs (1/400 + 1/600)·y², 0.001·1000 is allowed.
    plan = plan_of(two_by_two(1000))
    found = near_optimal_range(with_allowance(plan, 0.001), node_of(plan, "region=east"))
    moved = np.sqrt(1.0 / (1 / 400 + 1 / 600)) * 100
    assert (found.value_minor, found.allowed) == (40_000, 0.001)
    assert (found.low_minor, found.high_minor) == (round(40_000 - moved), round(40_000 + moved))
    assert found.width_minor == pytest.approx(found.expected_minor, abs=2)
    assert (found.low_end, found.high_end, found.is_tie) == (RangeEnd.SCORE, RangeEnd.SCORE, False)


def test_limits_end_a_range_before_the_score_does() -> None:
    limit = AmountLimit(kind="amount_limit", name="band", where={"region": "east"}, min_amount=398, max_amount=401)
    plan = plan_of(two_by_two(1000, limits=[limit]))
    found = near_optimal_range(with_allowance(plan, 0.001), node_of(plan, "region=east"))
    assert (found.low_minor, found.high_minor) == (39_800, 40_100)
    assert (found.low_end, found.high_end) == (RangeEnd.LIMITS, RangeEnd.LIMITS)


def test_the_company_target_has_no_range() -> None:
    plan = plan_of(two_by_two(1000, **MARGINS), PROFIT)
    found = near_optimal_range(opened(plan), node_of(plan))
    assert (found.low_minor, found.high_minor, found.low_end) == (100_000, 100_000, RangeEnd.LIMITS)


def test_a_company_target_that_is_a_range_has_one() -> None:
    plan = plan_of(two_by_two(CompanyTotal(min_amount=999, max_amount=1002)))
    found = near_optimal_range(with_allowance(plan, 0.001), node_of(plan))
    assert (found.low_minor, found.value_minor, found.high_minor) == (99_900, 100_050, 100_200)


def test_one_term_alone_allows_nothing() -> None:
    plan = plan_of(two_by_two(1000))
    found = near_optimal_range(opened(plan), node_of(plan, "region=east"))
    assert (found.allowed, found.width_minor, found.low_end, found.is_tie) == (0.0, 0, RangeEnd.NONE, False)


def test_what_is_allowed_is_a_share_of_what_the_terms_have_to_give() -> None:
    plan = plan_of(two_by_two(1000, **MARGINS), PROFIT)
    reopened = opened(plan)
    ranges = reopened.term_ranges
    assert set(ranges) == {Term.FIT, Term.PROFIT}
    found = near_optimal_range(reopened, node_of(plan, "region=east"), 0.01)
    assert found.allowed == pytest.approx(0.01 * (ranges[Term.FIT].width + 0.2 * ranges[Term.PROFIT].width), rel=1e-5)


def test_normalised_plans_use_the_ranges_they_were_made_with() -> None:
    plan = plan_of(two_by_two(1000, **MARGINS), replace(PROFIT, normalise=Normalise.PAYOFF))
    assert plan.staging is not None and opened(plan).term_ranges is plan.staging.ranges


def test_a_number_that_stands_by_a_hair() -> None:
    # Everybody rests on the previous target, and a little less stability would let the east go far.
    strategy = replace(PLAIN, weights=Weights(fit=0.1, strategic=0.0, profit=0.0, stability=0.0401))
    plan = plan_of(two_by_two(1000, previous=amounts([120, 180, 360, 340])), strategy)
    assert plan.exact.tolist() == pytest.approx([0.12, 0.18, 0.36, 0.34])
    reopened = opened(plan)
    found = near_optimal_range(reopened, node_of(plan, "region=east"), 0.5)
    assert found.is_tie
    assert found.width_minor > 3 * found.expected_minor


def test_hedges_count_in_the_nodes_own_number() -> None:
    plan = plan_of(north_and_south())
    whole = near_optimal_range(with_allowance(plan, 0.001), node_of(plan, "team=south"))
    leaf = float(plan.exact[3]) * 1e5
    assert whole.value_minor == round(leaf / 1.04)
    assert near_optimal_range(with_allowance(plan, 0.001), node_of(plan, "rep=chen")).value_minor == round(leaf)


def test_a_choice_is_kept_and_said() -> None:
    choice = Cardinality(kind="cardinality", name="one product", by="region", count="product", max_count=1)
    plan = plan_of(two_by_two(1000, limits=[choice], **MARGINS), PROFIT)
    assert near_optimal_range(opened(plan), node_of(plan, "region=east")).keeps_choice


def test_all_nodes_above_cells() -> None:
    plan = plan_of(two_by_two(1000, **MARGINS), PROFIT)
    reopened = opened(plan)
    found = near_optimal_ranges(reopened, 60.0)
    assert found.is_complete
    names = [(one.level, one.key) for one in found.nodes]
    assert names == [("", ""), ("product", "a"), ("product", "b"), ("region", "east"), ("region", "west")]
    assert found.nodes[3].range == near_optimal_range(reopened, node_of(plan, "region=east"))


def test_time_ends_the_list_of_nodes() -> None:
    plan = plan_of(two_by_two(1000, **MARGINS), PROFIT)
    assert near_optimal_ranges(opened(plan), 0.0).nodes == ()
    late = reopen(plan, HIGHS, SolverOptions(time_limit_seconds=0.0))
    assert not near_optimal_ranges(late, 60.0).is_complete
    with pytest.raises(LimitReached):
        near_optimal_range(late, node_of(plan, "region=east"))


def check_random(seed: int, strategy: Strategy, kind: Kind, backend: SolverBackend) -> NumberRange:
    """Both ends of one node's range against the independent solver."""
    plan = plan_of(random_company(seed, kind).problem, strategy, backend)
    reopened = opened(plan, backend)
    key = plan.problem.cell_key(seed % plan.problem.cells.count)
    names = [[f"product={key[0]}"], [f"rep.rep={key[1]}"], [f"product={key[0]}", f"rep.rep={key[1]}"]]
    node = node_of(plan, *names[seed % 3])
    found = near_optimal_range(reopened, node)
    program = reopened.formulation.program
    most = program.objective(plan.polished.targets) + found.allowed * program.scale
    own = node.cells.astype(np.float64)
    factor = reopened.factor(node) * 1e5
    low, high = (sign * oracle_reach(program, sign * own, most) * factor for sign in (1.0, -1.0))
    slack = 1.0 + 2e-5 * max(high - low, found.width_minor) + 1e-8 * program.scale * 1e5
    assert found.low_minor == pytest.approx(low, abs=slack)
    assert found.high_minor == pytest.approx(high, abs=slack)
    assert found.low_minor - 1 <= found.value_minor <= found.high_minor + 1
    return found


@given(st.integers(0, 10**6), st.sampled_from([HIGHS, CBC]), st.booleans())
@settings(max_examples=3, derandomize=True)
def test_random_companies_against_a_cone_program(seed: int, backend: SolverBackend, hedges: bool) -> None:
    strategy = random_strategy(seed, attainability=0.0, load=0.0)
    check_random(seed, strategy, Kind(cells=10, slack=0.05, hedges=hedges), backend)


@pytest.mark.slow
@given(st.integers(0, 10**6), st.booleans(), st.booleans())
@settings(max_examples=20, derandomize=True)
def test_many_random_companies_against_a_cone_program(seed: int, hedges: bool, range_target: bool) -> None:
    kind = Kind(cells=16, slack=0.1, hedges=hedges, holds=True, range_target=range_target)
    check_random(seed, random_strategy(seed, attainability=0.0), kind, HIGHS)


def test_the_random_companies_have_ranges_to_check() -> None:
    strategy = random_strategy(1, attainability=0.0, load=0.0, profit=0.5, stability=0.05)
    found = [check_random(seed, strategy, Kind(cells=10), HIGHS) for seed in (3, 4)]
    assert all(one.width_minor > 0 for one in found)
    assert RangeEnd.SCORE in {one.low_end for one in found}

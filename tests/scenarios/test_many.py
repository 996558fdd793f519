"""Many strategies over one problem: the same plans as one at a time, wherever each of them starts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.diagnosis import Diagnosis
from models.allocation.formulation import LimitRows, formulate, limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.plan import Outcome
from models.allocation.problem import AllocationProblem
from models.allocation.starting_point import starting_point
from models.allocation.strategy import Normalise, Strategy, Term
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition.strategies import _ready_made
from scenarios.diagnosis import diagnose
from scenarios.many import StrategyEngine
from scenarios.plan_hash import plan_hash
from scenarios.staging import StagedOptimum
from solvers.base import SolverBackend, SolverOptions
from tests.support.problems import BALANCED, PLAIN, random_problem, two_by_two
from tests.support.random_companies import Kind, random_company, random_strategy
from tests.support.solving import CBC, HIGHS

LIMITS = (AmountLimit(kind="amount_limit", name="caps", by=("region",), max_amount=400),)


def same_plan(found: AllocationResult, alone: AllocationResult) -> bool:
    """One plan, down to its hash."""
    assert found.plan is not None and alone.plan is not None, (found.outcome, alone.outcome)
    return plan_hash("one", found.plan) == plan_hash("one", alone.plan)


def engine(problem: AllocationProblem, backend: SolverBackend = HIGHS) -> StrategyEngine:
    return StrategyEngine(problem, backend, SolverOptions())


class TestTheSamePlans:
    @pytest.mark.parametrize("backend", [HIGHS, CBC], ids=["highs", "cbc"])
    def test_of_every_ready_made_strategy(self, backend: SolverBackend) -> None:
        problem = random_problem(60, seed=3)
        many = engine(problem, backend)
        start = many.solve(BALANCED)
        for strategy in _ready_made(problem.cells).values():
            alone = allocate(problem, strategy, backend, SolverOptions())
            assert same_plan(many.solve(strategy, start.optimum), alone), strategy.name

    @given(
        seed=st.integers(0, 10**6),
        kind=st.builds(
            Kind,
            cells=st.sampled_from([3, 8, 16]),
            slack=st.sampled_from([0.02, 0.3]),
            hedges=st.booleans(),
            phasing=st.booleans(),
            holds=st.booleans(),
            range_target=st.booleans(),
            increment=st.sampled_from([1, 100, 10_000]),
        ),
    )
    @settings(max_examples=12)
    def test_of_random_companies(self, seed: int, kind: Kind) -> None:
        problem = random_company(seed, kind).problem
        many = engine(problem)
        start = many.solve(random_strategy(seed))
        for other in (seed + 1, seed + 2):
            strategy = random_strategy(other)
            alone = allocate(problem, strategy, CBC, SolverOptions())
            assert same_plan(many.solve(strategy, start.optimum), alone)

    @pytest.mark.parametrize(
        "strategy",
        [
            replace(BALANCED, normalise=Normalise.PAYOFF),
            replace(BALANCED, tiers=((Term.STRATEGIC,), (Term.FIT, Term.PROFIT, Term.STABILITY))),
        ],
        ids=["payoff", "tiers"],
    )
    def test_of_strategies_that_search_over_weights(self, strategy: Strategy) -> None:
        problem = random_problem(30, seed=5)
        many = engine(problem)
        start = many.solve(PLAIN)
        alone = allocate(problem, strategy, HIGHS, SolverOptions())
        found = many.solve(strategy, start.optimum)
        assert same_plan(found, alone)
        assert found.plan is not None and alone.plan is not None
        assert found.plan.staging == alone.plan.staging


class TestStarts:
    def test_no_linear_program_where_the_start_is_near(self) -> None:
        problem = random_problem(200, seed=1)
        many = engine(problem)
        start = many.solve(BALANCED)
        near = replace(BALANCED, strategic_intensity=BALANCED.strategic_intensity + 0.05)
        assert "solve" in start.phases
        assert "solve" not in many.solve(near, start.optimum).phases

    def test_an_optimum_over_other_limits_is_a_start_too(self) -> None:
        problem = random_problem(80, seed=2)
        fewer = replace(problem, limits=problem.limits[1:])
        start = engine(problem).solve(BALANCED)
        found = engine(fewer).solve(BALANCED, start.optimum)
        assert same_plan(found, allocate(fewer, BALANCED, HIGHS, SolverOptions()))

    def test_limits_keep_their_multipliers_when_others_are_left_out(self) -> None:
        problem = random_problem(80, seed=2)
        start = engine(problem).optimum(BALANCED)
        assert isinstance(start, StagedOptimum)
        near = start.optimum
        fewer = replace(problem, limits=problem.limits[1:])
        wanted = formulate(fewer, BALANCED, limit_rows(fewer))
        carried, _ = starting_point(near.formulation, near.polished, wanted)
        known = {
            (near.formulation.rows.origin(row).identity.name, near.formulation.rows.key(row)): value
            for row, value in zip(near.formulation.row_of.tolist(), near.polished.multipliers.tolist(), strict=True)
        }
        rows = wanted.row_of.tolist()
        expected = [known[wanted.rows.origin(row).identity.name, wanted.rows.key(row)] for row in rows]
        assert carried.tolist() == expected
        assert np.count_nonzero(carried)


class TestWithoutAPlan:
    def test_a_contradiction_is_explained_once(self) -> None:
        asked: list[LimitRows] = []

        def asking(
            problem: AllocationProblem, rows: LimitRows, backend: SolverBackend, options: SolverOptions
        ) -> Diagnosis | None:
            asked.append(rows)
            return diagnose(problem, rows, backend, options)

        many = StrategyEngine(two_by_two(1000, limits=LIMITS), HIGHS, SolverOptions(), diagnoser=asking)
        first, second = many.solve(PLAIN), many.solve(BALANCED)
        assert first.outcome is second.outcome is Outcome.INFEASIBLE
        assert first.diagnosis is not None and second.diagnosis is first.diagnosis
        assert len(asked) == 1

"""Tiers and ranges, against an independent solver: each tier gives up what it may and no more, and the last one gets
all of it; ranges are those of the terms alone; the time that was given ends the search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event

import numpy as np
import pytest
from scipy.sparse import csr_array, vstack

from models.allocation.formulation import Formulation
from models.allocation.objective import term_losses
from models.allocation.plan import Outcome
from models.allocation.separable import SeparableProgram
from models.allocation.staging import UNUSED
from models.allocation.strategy import Normalise, Strategy, Term, Weights
from models.errors import LimitReached
from models.program import LinearProgram
from models.solution import Solution
from scenarios.allocation import allocate
from scenarios.staging import LONE_FIT
from solvers.base import SolverOptions
from solvers.highs import HighsBackend
from tests.support.oracle import oracle_targets
from tests.support.problems import PLAIN, amounts, two_by_two
from tests.support.random_companies import Kind, random_company, random_strategy
from tests.support.solving import exact_yuan, formulation_of, plan_of

MONEY_FIRST = replace(
    random_strategy(0, strategic=0.3, profit=0.5, stability=0, fairness=0, attainability=0, load=0, fit=1),
    tiers=((Term.STRATEGIC, Term.PROFIT), (Term.FIT,)),
    tier_tolerance=0.3,
)
"""A first tier that is linear in the targets, so that keeping it is one more row of a quadratic program."""


def first_tier(form: Formulation, targets: np.ndarray) -> float:
    """The first tier's loss of MONEY_FIRST."""
    losses = term_losses(form.terms, targets)
    return 0.3 * losses[Term.STRATEGIC] + 0.5 * losses[Term.PROFIT]


def with_row(program: SeparableProgram, row: np.ndarray, most: float) -> SeparableProgram:
    """The program with one more hard row: row·x ≤ most."""
    return replace(
        program,
        matrix=csr_array(vstack([program.matrix, csr_array(row[None, :])], format="csr")),
        row_lower=np.append(program.row_lower, -np.inf),
        row_upper=np.append(program.row_upper, most),
        penalty=np.append(program.penalty, np.inf),
    )


class Stopping(HighsBackend):
    """Asks for the end of the request as soon as the plain optimum has been found."""

    def __init__(self, ask: Callable[[], None]) -> None:
        super().__init__()
        self._ask = ask

    def solve(self, program: LinearProgram, options: SolverOptions) -> Solution:
        found = super().solve(program, options)
        self._ask()
        return found


@pytest.mark.parametrize("seed", [2, pytest.param(1, marks=pytest.mark.slow), pytest.param(6, marks=pytest.mark.slow)])
@pytest.mark.parametrize("tolerance", [0.01, 0.1])
def test_three_tiers_are_all_kept(seed: int, tolerance: float) -> None:
    drawn = random_strategy(seed, strategic=0.2, profit=0.2, stability=0.2, fairness=0, attainability=0, load=0, fit=1)
    tiers = ((Term.STRATEGIC,), (Term.STABILITY,), (Term.FIT,))
    plan = plan_of(random_company(seed, Kind(cells=8)).problem, replace(drawn, tiers=tiers, tier_tolerance=tolerance))
    assert plan.staging is not None
    assert [kept.terms[0] for kept in plan.staging.tiers] == [Term.STRATEGIC, Term.STABILITY]
    for kept in plan.staging.tiers:
        assert kept.reached <= kept.allowed + 1e-9
        assert kept.allowed >= kept.at_best + 1e-6


def test_a_kept_tier_costs_the_later_one_as_little_as_it_can() -> None:
    # Margin on the first cell alone: the plan of the fit moves there until margin is within its tolerance.
    problem = two_by_two(1000, margin_rate=np.array([0.25, 0, 0, 0]), previous=amounts([None] * 4))
    strategy = replace(
        PLAIN,
        weights=Weights(strategic=0, profit=1, stability=0),
        tiers=((Term.PROFIT,), (Term.FIT,)),
        tier_tolerance=0.5,
    )
    plan = plan_of(problem, strategy)
    assert plan.staging is not None
    (kept,) = plan.staging.tiers
    first = float(exact_yuan(plan)[0])
    # profit = −0.25·x₁/1000; the others give way in proportion to last year's 200, 300, 400.
    assert kept.reached == pytest.approx(-0.25 * first / 1000)
    assert kept.allowed - UNUSED * (kept.allowed - kept.at_best) <= kept.reached <= kept.allowed
    assert exact_yuan(plan)[1:] == pytest.approx(np.array([200, 300, 400]) * (1000 - first) / 900)


@pytest.mark.parametrize("seed", range(6))
def test_two_tiers_are_the_optimum_under_a_constraint(seed: int) -> None:
    problem = random_company(seed, Kind(cells=12)).problem
    plan = plan_of(problem, MONEY_FIRST)
    assert plan.staging is not None
    (kept,) = plan.staging.tiers
    form = formulation_of(problem, replace(MONEY_FIRST, tiers=(), weights=Weights(strategic=0, profit=0, stability=0)))
    program, nothing = form.program, np.zeros(form.program.n_cells)
    assert program.n_auxiliary == 0
    assert np.isinf(program.penalty).all()
    constant = first_tier(form, nothing)
    row = np.array([first_tier(form, unit) - constant for unit in np.eye(program.n_cells)])
    assert kept.reached == pytest.approx(first_tier(form, plan.exact), abs=1e-9)

    def within(loss: float) -> np.ndarray:
        return oracle_targets(with_row(program, row * program.scale, (loss - constant) * program.scale))

    # With what was used, the plan is that of the constraint; with all that was allowed, hardly any better.
    assert plan.exact == pytest.approx(within(kept.reached), abs=1e-4 * program.scale)
    best, room = within(kept.allowed), kept.allowed - kept.at_best
    assert kept.is_used or kept.price == 0.0
    gained = (program.objective(plan.exact) - program.objective(best)) / program.scale
    assert -1e-6 <= gained <= kept.price * UNUSED * room * 1.5 + 1e-6


@pytest.mark.parametrize("seed", range(4))
def test_ranges_are_those_of_the_terms_alone(seed: int) -> None:
    problem = random_company(seed, Kind(cells=10)).problem
    strategy = random_strategy(seed, strategic=0.3, profit=0.3, stability=0.2, fairness=0.3, load=0, fit=1)
    strategy = replace(strategy, weights=replace(strategy.weights, attainability=0.0), normalise=Normalise.PAYOFF)
    plan = plan_of(problem, strategy)
    assert plan.staging is not None and plan.staging.ranges
    losses = []
    for term in plan.staging.ranges:
        alone = Weights.of({term: 1.0} | ({} if term is Term.FIT else {Term.FIT: LONE_FIT}))
        form = formulation_of(problem, replace(strategy, normalise=Normalise.NONE, weights=alone))
        losses.append(term_losses(form.terms, oracle_targets(form.program)[: form.program.n_cells]))
    for place, (term, found) in enumerate(plan.staging.ranges.items()):
        assert found.ideal == pytest.approx(losses[place][term], abs=1e-3)
        assert found.nadir == pytest.approx(max(loss[term] for loss in losses), abs=1e-3)


@pytest.mark.parametrize("strategy", [MONEY_FIRST, replace(MONEY_FIRST, tiers=(), normalise=Normalise.PAYOFF)])
def test_a_stop_ends_the_search_over_weights(strategy: Strategy) -> None:
    stop = Event()
    problem = random_company(1, Kind(cells=12)).problem
    result = allocate(problem, strategy, Stopping(stop.set), SolverOptions(stop=stop))
    assert result.outcome is Outcome.LIMIT
    assert isinstance(result.error, LimitReached)
    assert result.error.limit == "interrupted"
    assert allocate(problem, strategy, HighsBackend(), SolverOptions()).plan is not None

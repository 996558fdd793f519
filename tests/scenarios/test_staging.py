"""Tiers: each is kept within what it may give up, also where keeping one breaks another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.allocation.strategy import Term, Weights
from tests.support.problems import PLAIN, amounts, two_by_two
from tests.support.random_companies import Kind, random_company, random_strategy
from tests.support.solving import exact_yuan, plan_of


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
    assert kept.allowed - 0.25 * (kept.allowed - kept.at_best) <= kept.reached <= kept.allowed
    assert exact_yuan(plan)[1:] == pytest.approx(np.array([200, 300, 400]) * (1000 - first) / 900)

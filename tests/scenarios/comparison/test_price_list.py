"""Price lists: every price is what a solve of the smaller problem on its own confirms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.comparison.price import Subject
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.fields import Soft
from models.allocation.limits.parity import Parity
from models.allocation.objective import soft_cost, term_losses, weighted_loss
from models.allocation.plan import Outcome
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Normalise, Strategy, Term, Weights
from models.arrays import FloatArray
from scenarios.comparison.price_list import PriceLine, PriceList, as_solved, price_list
from scenarios.many import StrategyEngine
from solvers.base import SolverOptions
from tests.support.problems import BALANCED, PLAIN, amounts, random_problem, two_by_two
from tests.support.random_companies import Kind, random_company, random_strategy
from tests.support.solving import HIGHS, formulation_of, result_of


def cap(**fields: Any) -> AmountLimit:
    return AmountLimit(kind="amount_limit", name="cap", **fields)


def prices(problem: AllocationProblem, strategy: Strategy = PLAIN, **options: Any) -> PriceList:
    return price_list(StrategyEngine(problem, HIGHS, SolverOptions()), strategy, **options)


def loss(problem: AllocationProblem, strategy: Strategy, targets: FloatArray) -> float:
    """The loss of a plan under one problem's terms and one strategy's weights, per unit of that of fit."""
    found = formulation_of(problem, strategy)
    soft = soft_cost(found.rows, targets) / found.program.scale
    return (weighted_loss(term_losses(found.terms, targets), strategy.weights) + soft) / strategy.weights.fit


class TestByHand:
    """1,100 to be shared by last year's 100, 200, 300, 400: the west's 660 are capped at 600."""

    found = prices(two_by_two(1100, limits=(cap(where={"region": "west"}, max_amount=600),)))

    def test_a_cap_that_binds(self) -> None:
        (line,) = self.found.limits
        assert (line.name, line.pointer, line.kind, line.is_fairness) == ("cap", "/limits/0", "amount_limit", False)
        assert line.price is not None
        # East and west move by 60 each, all cells of a side alike: (60²/440 + 60²/660)/1100.
        assert line.price.loss == pytest.approx((60**2 / 440 + 60**2 / 660) / 1100)
        assert line.price.thousands == pytest.approx(line.price.loss * 1.1)
        assert line.price.moved.moved == 6000
        assert line.is_proven

    def test_nothing_else_has_a_price(self) -> None:
        assert self.found.terms == ()
        assert self.found.fairness is None
        assert self.found.of_fairness == ()

    def test_a_cap_that_does_not_bind_costs_nothing(self) -> None:
        found = prices(two_by_two(1100, limits=(cap(where={"region": "west"}, max_amount=700),)))
        (line,) = found.limits
        assert line.price is not None
        assert line.price.loss == line.price.thousands == 0.0
        assert line.price.changes_nothing
        assert all(change.given_up in (None, 0.0) for change in line.price.changes)

    def test_what_the_margin_gives_up(self) -> None:
        margin = [0.1, 0.3, 0.1, 0.3]  # the west earns more
        limits = (cap(where={"region": "west"}, max_amount=600),)
        (line,) = prices(two_by_two(1100, limits=limits, margin_rate=np.array(margin))).limits
        assert line.price is not None
        earned = next(change for change in line.price.changes if change.name == "margin_thousands")
        assert earned.given_up == pytest.approx(60 * (0.3 - 0.1) / 1000)

    @pytest.mark.parametrize("fit", [0.01, 100.0])
    def test_weights_in_another_scale_cost_the_same(self, fit: float) -> None:
        strategy = replace(PLAIN, weights=Weights(fit, strategic=0.0, profit=0.0, stability=0.0))
        limits = (cap(where={"region": "west"}, max_amount=600),)
        (line,) = prices(two_by_two(1100, limits=limits), strategy).limits
        assert line.price is not None
        assert line.price.loss == pytest.approx((60**2 / 440 + 60**2 / 660) / 1100)
        assert line.price.thousands == pytest.approx(line.price.loss * 1.1)

    def test_the_dearest_first(self) -> None:
        limits = (
            cap(where={"region": "west"}, max_amount=655),
            AmountLimit(kind="amount_limit", name="floor", where={"product": "a"}, min_amount=400),
        )
        found = prices(two_by_two(1100, limits=limits))
        assert [line.name for line in found.limits] == ["floor", "cap"]
        assert [line.pointer for line in found.limits] == ["/limits/1", "/limits/0"]

    def test_of_a_soft_limit(self) -> None:
        """A broken soft limit costs its fit and its penalty; both are left when it goes."""
        soft = cap(where={"region": "west"}, max_amount=600, soft=Soft(penalty=0.05))
        (line,) = prices(two_by_two(1100, limits=(soft,))).limits
        assert line.price is not None
        assert line.price.loss > 0.0


class TestTermsWithoutData:
    def test_are_no_lines(self) -> None:
        """Nobody states a margin, last targets, a priority or a capacity: their weights cost and bring nothing."""
        weights = Weights(strategic=0.1, profit=0.1, stability=0.1, load=0.1)
        assert prices(two_by_two(1100), replace(PLAIN, weights=weights)).terms == ()

    def test_those_with_data_are(self) -> None:
        weights = Weights(strategic=0.0, profit=0.1, stability=0.1)
        found = prices(two_by_two(1100, margin_rate=np.array([0.1, 0.3, 0.1, 0.3])), replace(PLAIN, weights=weights))
        assert [line.name for line in found.terms] == ["profit"]

    def test_nor_is_fairness_altogether(self) -> None:
        """Nobody states a forecast or a potential, so nobody is compared."""
        alone = two_by_two(1100, potential=amounts([None] * 4))
        assert prices(alone, replace(PLAIN, weights=Weights(0.5, 0.0, 0.0, 0.0, fairness=0.3))).fairness is None


class TestFairness:
    problem = two_by_two(
        1000,
        forecast=amounts([150, 150, 350, 350]),
        limits=(Parity(kind="parity", name="even", by=("region",), tolerance=0.1),),
    )
    strategy = replace(PLAIN, weights=Weights(strategic=0.0, profit=0.0, stability=0.0, fairness=0.3))

    def test_the_term_the_limit_and_both(self) -> None:
        found = prices(self.problem, self.strategy)
        assert [(line.subject, line.name) for line in found.of_fairness] == [
            (Subject.TERM, "fairness"),
            (Subject.LIMIT, "even"),
        ]
        assert found.fairness is not None and found.fairness.price is not None
        assert found.fairness.subject is Subject.FAIRNESS
        # Without fairness last year's shares are met to the coin: all that is lost is the fit.
        fit = next(change for term, change in found.fairness.price.terms if term is Term.FIT)
        assert fit.without_it == pytest.approx(0.0, abs=1e-12)
        assert found.fairness.price.loss == pytest.approx(fit.with_it)

    def test_it_is_told_what_is_taken_away(self) -> None:
        heard: list[str] = []
        prices(self.problem, self.strategy, listener=heard.append)
        assert heard == ["even", "fairness", "fairness"]


class TestWithoutAPlan:
    def test_nothing_is_priced(self) -> None:
        found = prices(two_by_two(1100, limits=(cap(by=("region",), max_amount=500),)))
        assert found.base.outcome is Outcome.INFEASIBLE
        assert (found.limits, found.terms, found.fairness) == ((), (), None)


@pytest.mark.slow
def test_payoff_keeps_the_weights_it_was_solved_with() -> None:
    problem = random_problem(30, seed=5)
    strategy = replace(BALANCED, normalise=Normalise.PAYOFF)
    result = result_of(problem, strategy)
    fixed = as_solved(strategy, result)
    assert fixed.normalise is Normalise.NONE
    again, plan = result_of(problem, fixed).plan, result.plan
    assert again is not None and plan is not None
    assert again.targets_minor.tolist() == plan.targets_minor.tolist()
    found = prices(problem, strategy)
    assert all(line.price is not None and line.price.loss >= 0.0 for line in (*found.limits, *found.terms))


@given(
    seed=st.integers(0, 10**6),
    kind=st.builds(Kind, cells=st.sampled_from([6, 12]), slack=st.sampled_from([0.02, 0.3]), gaps=st.booleans()),
)
@settings(max_examples=8)
@pytest.mark.slow
def test_every_price_is_an_independent_solve(seed: int, kind: Kind) -> None:
    """The plan without is the one that a solve of its own finds, and the price the loss between the two plans."""
    problem, strategy = random_company(seed, kind).problem, random_strategy(seed)
    found = prices(problem, strategy)
    base = result_of(problem, strategy).plan
    assert base is not None
    for line in (*found.limits, *found.terms):
        fewer, other = _without(problem, strategy, line)
        alone = result_of(fewer, other).plan
        assert alone is not None and line.result.plan is not None and line.price is not None
        assert line.result.plan.targets_minor.tolist() == alone.targets_minor.tolist()
        expected = loss(fewer, other, base.exact) - loss(fewer, other, alone.exact)
        assert line.price.loss == pytest.approx(expected, abs=1e-9)
        assert line.price.loss >= 0.0
    ordered = [line.price.loss for line in found.limits if line.price is not None]
    assert ordered == sorted(ordered, reverse=True)


def _without(problem: AllocationProblem, strategy: Strategy, line: PriceLine) -> tuple[AllocationProblem, Strategy]:
    if line.subject is Subject.LIMIT:
        place = int(line.pointer.rpartition("/")[2])
        return replace(problem, limits=problem.limits[:place] + problem.limits[place + 1 :]), strategy
    return problem, replace(strategy, weights=replace(strategy.weights, **{line.name: 0.0}))

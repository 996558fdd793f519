"""The price of a limit or a term: what the company would have without it, in natural units and in loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from models.allocation.better import Better
from models.allocation.comparison.measure import Measure
from models.allocation.comparison.moved_money import MovedMoney, moved_money
from models.allocation.comparison.regret import ROUNDOFF, Standard
from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Term
from models.arrays import FloatArray, IntArray


class Subject(StrEnum):
    """What was taken away: one limit, the weight of one term, or everything that makes for fairness at once."""

    LIMIT = "limit"
    TERM = "term"
    FAIRNESS = "fairness"


@dataclass(frozen=True)
class Change:
    """A measure with and without the subject; None where its data is missing. `better`: None where neither way is."""

    name: str
    with_it: float | None
    without_it: float | None
    better: Better | None

    @property
    def given_up(self) -> float | None:
        """How much better the measure would be without the subject; below zero: what it brings. None where
        neither way is better."""
        if self.with_it is None or self.without_it is None or self.better is None:
            return None
        return (self.without_it - self.with_it) * self.better.sign


@dataclass(frozen=True, eq=False)
class Price:
    """What the subject costs under one strategy.

    `loss`: what the plan with it loses against the best plan without it, by the loss that is left (the terms and soft
    limits that stay), per unit of company target and of the weight of fit. It is at least zero where the plan without
    it is proven optimal under fixed weights; exactly zero where it is within `error`, the proven error of the optimum.
    `thousands`: the same in money. `changes`: measures of both plans; `terms`: the losses of the terms. `moved`:
    between the cells' numbers that add up to the company target. `changes_nothing`: all published numbers are the same.
    """

    loss: float
    error: float
    thousands: float
    moved: MovedMoney
    changes: tuple[Change, ...]
    terms: tuple[tuple[Term, Change], ...]
    changes_nothing: bool


def price_of(with_it: Plan, without_it: Plan, exact_with: FloatArray, standard: Standard) -> Price:
    """The price of what `with_it` has and `without_it` has not. `exact_with`: the exact plan with it, thousands per
    cell; `standard`: that of the plan without it."""
    regret = standard.regret(exact_with)
    error = standard.gap + ROUNDOFF * max(abs(standard.loss(exact_with)), 1.0)
    loss = 0.0 if abs(regret) <= error else regret
    pairs = zip(with_it.numbers.minor, without_it.numbers.minor, strict=True)
    return Price(
        loss=loss,
        error=error,
        thousands=loss * standard.scale,
        moved=moved_money(with_it.numbers.plan, without_it.numbers.plan),
        changes=tuple(_changes(with_it, without_it)),
        terms=tuple(_terms(with_it, without_it)),
        changes_nothing=all(bool((one == other).all()) for one, other in pairs),
    )


def margin_thousands(problem: AllocationProblem, minor: IntArray) -> float | None:
    """Σ m·x in thousands of the currency over the cells that state a margin rate (and, in a plan of pieces, a price);
    None where none does."""
    money = minor / problem.money.minor_per_thousand
    if problem.metric == "volume":
        money = money * problem.unit_price
    earned = problem.cells.margin_rate * money
    known = ~np.isnan(earned)
    return float(earned[known].sum()) if known.any() else None


def _changes(with_it: Plan, without_it: Plan) -> Sequence[Change]:
    plans = (with_it, without_it)
    margin = [margin_thousands(plan.problem, plan.numbers.plan) for plan in plans]
    measured = [
        Change(measure.value, measure.of(with_it.scorecard), measure.of(without_it.scorecard), measure.better)
        for measure in Measure
    ]
    return [Change("margin_thousands", margin[0], margin[1], Better.HIGHER), *measured]


def _terms(with_it: Plan, without_it: Plan) -> list[tuple[Term, Change]]:
    one, other = with_it.scorecard.terms, without_it.scorecard.terms
    return [
        (term, Change(term.value, one.get(term), other.get(term), Better.LOWER))
        for term in Term
        if term in one or term in other
    ]

"""Prices against finite differences: the loss is convex in every bound, so that a price lies between what a little less
and a little more of the bound changes, on both solvers, for every family that can bind."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.binding import BindingLimit
from models.allocation.formulation import LimitRows, formulate, limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.capacity import Capacity
from models.allocation.limits.cardinality import Cardinality
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.fields import AttributeValueOf, Soft
from models.allocation.plan import Plan
from models.allocation.sensitivity.limit_price import PriceSource
from models.allocation.sensitivity.limit_step import LimitSteps
from models.allocation.strategy import Weights
from models.solution import Solution
from scenarios.optimum import Optimiser
from scenarios.sensitivity.prices import limit_prices
from scenarios.sensitivity.reopened_plan import reopen
from scenarios.stopwatch import Stopwatch
from solvers.base import SolverBackend, SolverOptions
from tests.scenarios.sensitivity.test_counterfactuals import FAMILIES, amount
from tests.support.over_assignment import north_and_south
from tests.support.problems import PLAIN, amounts, flat, two_by_two
from tests.support.random_companies import Kind, random_company, random_strategy
from tests.support.solving import CBC, HIGHS, plan_of

WEST_B = {"region": "west", "product": "b"}


def optimum_at(plan: Plan, item: BindingLimit, shift: float, backend: SolverBackend) -> float:
    """The optimum (thousands) with the bound of one limit row, as written, moved; inf without a plan."""
    rows = limit_rows(plan.problem)
    moved = shift * rows.origin(item.row).factor
    lower, upper = rows.lower.copy(), rows.upper.copy()
    if item.side != "cap":
        lower[item.row] += moved
    if item.side != "floor":
        upper[item.row] += moved
    if lower[item.row] > upper[item.row]:
        return np.inf
    return loss_of(plan, replace(rows, lower=lower, upper=upper), backend)


def loss_of(plan: Plan, rows: LimitRows, backend: SolverBackend) -> float:
    """The optimum under other limit rows, solved from nothing."""
    formulation = formulate(plan.problem, plan.strategy, rows)
    if (formulation.program.lower > formulation.program.upper).any():
        return np.inf
    found = Optimiser(backend, SolverOptions(), Stopwatch()).optimum(formulation)
    return np.inf if isinstance(found, Solution) else formulation.program.objective(found.polished.targets)


def check_prices(plan: Plan, backend: SolverBackend, sharp: float | None = None) -> int:
    """Every published price between the two differences, and as near to them as `sharp` says; how many there were."""
    for item in plan.binding:
        step = 1e-4 * max(abs(item.bound), 1e-2)
        here = optimum_at(plan, item, 0.0, backend)
        less = (here - optimum_at(plan, item, -step, backend)) / step
        more = (optimum_at(plan, item, step, backend) - here) / step
        noise = 1e-6 + 1e-11 * plan.scale / step
        assert less - noise <= item.price <= more + noise, item
        if sharp is not None:
            assert item.price == pytest.approx(0.5 * (less + more), rel=sharp), item
    return len(plan.binding)


CASES: dict[str, Any] = {
    "cap": {"limits": [amount(max_amount=340)]},
    "floor": {"limits": [amount(where={"region": "west"}, min_amount=660)]},
    "fixed": {"limits": [amount(min_amount=340, max_amount=340)]},
    "soft": {"limits": [amount(max_amount=340, soft=Soft(penalty=0.2))]},
    "soft and kept": {"limits": [amount(max_amount=340, soft=Soft(penalty=5))]},
    "cell": {"limits": [amount(where=WEST_B, max_amount=340)]},
    "floor of a cell": {"limits": [amount(where=WEST_B, min_amount=430)]},
    "held cell": {"hold": amounts([None, None, 250, None]), "limits": [amount(max_amount=340)]},
    "range": {"target": CompanyTotal(min_amount=900, max_amount=1010), "limits": [amount(min_amount=520)]},
    "lower end": {"target": CompanyTotal(min_amount=990, max_amount=1100), "limits": [amount(max_amount=300)]},
}


@pytest.mark.parametrize("backend", [HIGHS, CBC], ids=["highs", "cbc"])
@pytest.mark.parametrize("case", CASES)
def test_sides_and_forms(case: str, backend: SolverBackend) -> None:
    given = {"target": 1000, **CASES[case]}
    plan = plan_of(two_by_two(given.pop("target"), **given), PLAIN, backend)
    assert check_prices(plan, backend, sharp=1e-3) >= 1
    for item in plan.binding:
        if item.identity.kind != "company_total" and item.side != "fixed":
            assert (item.price < 0.0) == (item.side == "cap")


@pytest.mark.slow
@pytest.mark.parametrize("backend", [HIGHS, CBC], ids=["highs", "cbc"])
@pytest.mark.parametrize("family", FAMILIES)
def test_families(family: str, backend: SolverBackend) -> None:
    case = FAMILIES[family][0]()
    assert check_prices(plan_of(case.problem(case.violated), PLAIN, backend), backend, sharp=1e-3) >= 2


@pytest.mark.parametrize("basis", ["plan", "assigned"])
def test_over_assigned(basis: str) -> None:
    limit = AmountLimit(
        kind="amount_limit",
        name="limit",
        where={"rep": ["north"]},
        max_amount=Decimal(560),
        basis=basis,
    )
    assert check_prices(plan_of(north_and_south(limit)), HIGHS, sharp=1e-3) == 2


def test_a_cell_at_its_cap_and_its_previous_target_has_the_price_of_loosening() -> None:
    # b west stands at its previous target and its cap: the last yuan up saves 0.3 + 0.2 less the 0.05 of moving.
    strategy = replace(PLAIN, weights=Weights(fit=1.0, strategic=0.0, profit=0.0, stability=0.05))
    limits = [amount(where=WEST_B, max_amount=340)]
    plan = plan_of(two_by_two(1000, limits=limits, previous=amounts([None, None, None, 340])), strategy)
    item = next(item for item in plan.binding if item.identity.kind == "amount_limit")
    assert item.price == pytest.approx(-0.45)
    assert check_prices(plan, HIGHS) == 2


def test_a_cell_that_its_previous_target_holds_binds_on_no_limit() -> None:
    strategy = replace(PLAIN, weights=Weights(fit=1.0, strategic=0.0, profit=0.0, stability=2.0))
    limits = [amount(where=WEST_B, max_amount=340)]
    plan = plan_of(two_by_two(1000, limits=limits, previous=amounts([None, None, None, 340])), strategy)
    assert [item.identity.kind for item in plan.binding] == ["company_total"]


def test_the_total_of_all_peers_takes_no_part_of_the_company_targets_price() -> None:
    kind = Kind(cells=8, slack=0.02, hedges=True, holds=True)
    plan = plan_of(random_company(9, kind).problem, random_strategy(9, load=0.0))
    assert plan.strategy.weights.fairness > 0.0
    assert check_prices(plan, HIGHS, sharp=1e-3) == 4


@given(st.integers(0, 10**6), st.sampled_from([HIGHS, CBC]), st.booleans())
@settings(max_examples=3, derandomize=True)
def test_random_companies(seed: int, backend: SolverBackend, hedges: bool) -> None:
    kind = Kind(cells=8, slack=0.02, hedges=hedges, holds=True)
    check_prices(plan_of(random_company(seed, kind).problem, random_strategy(seed, load=0.0), backend), backend)


@pytest.mark.slow
@given(st.integers(0, 10**6), st.booleans())
@settings(max_examples=20, derandomize=True)
def test_many_random_companies(seed: int, hedges: bool) -> None:
    kind = Kind(cells=12, slack=0.05, hedges=hedges, holds=True)
    check_prices(plan_of(random_company(seed, kind).problem, random_strategy(seed, load=0.0)), HIGHS)


class TestPerStep:
    """Prices per step of the limit as written."""

    @pytest.mark.parametrize("family", FAMILIES)
    def test_the_first_order_is_what_a_small_step_shows(self, family: str, monkeypatch: pytest.MonkeyPatch) -> None:
        for size in ("POINT", "PERCENT"):
            monkeypatch.setattr(f"models.allocation.sensitivity.limit_step.{size}", 1e-4)
        case = FAMILIES[family][0]()
        plan = plan_of(replace(case.problem(case.violated), increment_minor=1))
        (price,) = [one for one in limit_prices(reopen(plan, HIGHS, SolverOptions())) if one.binding.row > 0]
        rows = limit_rows(plan.problem)
        steps = [LimitSteps(plan.problem, rows).of(price.binding, direction) for direction in (1, -1)]
        moved = [moved for step in steps if step is not None and (moved := step.applied(rows)) is not None]
        up, down = (loss_of(plan, one, HIGHS) / plan.scale for one in moved)
        slope = (up - down) / (2.0 * abs(price.step))
        assert price.source is PriceSource.OPTIMUM
        assert price.price == pytest.approx(slope, rel=1e-3)

    def test_steps_loosen(self) -> None:
        plan = plan_of(two_by_two(1000, limits=[amount(max_amount=340)]))
        prices = {one.binding.identity.kind: one for one in limit_prices(reopen(plan, HIGHS, SolverOptions()))}
        # Three yuan more at 0.5 each, of a thousand.
        assert prices["amount_limit"].loss_change == pytest.approx(-0.5 * 3 / 1000)
        assert prices["company_total"].source is PriceSource.RESOLVE

    def test_chosen_plans_are_priced_by_solving_again(self) -> None:
        choice = Cardinality(kind="cardinality", name="one product", by="region", count="product", max_count=1)
        limits: list[Any] = [amount(max_amount=340), choice]
        plan = plan_of(two_by_two(1000, limits=limits))
        found = limit_prices(reopen(plan, HIGHS, SolverOptions()))
        assert {one.source for one in found} == {PriceSource.RESOLVE}
        assert "cardinality" not in {one.binding.identity.kind for one in found}
        (one,) = [one for one in found if one.binding.identity.kind == "amount_limit"]
        after = plan_of(two_by_two(1000, limits=[amount(max_amount=343), choice]))
        assert one.loss_change == pytest.approx(after.scorecard.loss - plan.scorecard.loss, abs=1e-9)

    def test_a_capacity_that_load_measures_by_is_priced_by_solving_again(self) -> None:
        strategy = replace(PLAIN, weights=Weights(fit=1.0, strategic=0.0, profit=0.0, stability=0.0, load=0.1))
        limit = Capacity(kind="capacity", name="quota", by="region", amount=AttributeValueOf(attribute="quota"))
        regions = flat("region", ["east", "west"], east={"quota": 340}, west={"quota": 800})
        plan = plan_of(two_by_two(1000, limits=[limit], dimensions=(flat("product", ["a", "b"]), regions)), strategy)
        (price,) = [one for one in limit_prices(reopen(plan, HIGHS, SolverOptions())) if one.binding.row > 0]
        regions = flat("region", ["east", "west"], east={"quota": 343}, west={"quota": 800})
        after = plan_of(two_by_two(1000, limits=[limit], dimensions=(flat("product", ["a", "b"]), regions)), strategy)
        assert price.source is PriceSource.RESOLVE
        assert price.loss_change == pytest.approx(after.scorecard.loss - plan.scorecard.loss, abs=1e-10)

    def test_at_most_as_many_as_asked_for(self) -> None:
        plan = plan_of(random_company(3, Kind(slack=0.02)).problem, random_strategy(3))
        assert len(limit_prices(reopen(plan, HIGHS, SolverOptions()), 1)) == 1

"""The tail of the total cost: against simulation, its gradient, its limits, and what regions add to it."""

from __future__ import annotations

import numpy as np
import pytest

from models.incentives.cost.estimate import mean_of, quantile_of, share_of, shortfall_of
from models.incentives.cost.factor_table import FactorTable, factor_table, read_off, shift_nodes
from models.incentives.cost.simulation import simulate
from models.incentives.cost.total_cost import TotalCost
from tests.models.incentives.cost.plans import total_cost, uncertain
from tests.support.incentive_plans import REVENUE_ALONE, incentive_plan

DRAWS = 40_000


@pytest.mark.parametrize(
    ("people", "regions", "company", "region"),
    [(40, 4, 0.4, 0.4), (40, 1, 0.3, 0.6), (40, 4, 0.0, 0.6), (40, 0, 0.5, 0.0), (8, 2, 0.4, 0.4), (40, 4, 0.7, 0.6)],
)
def test_against_simulation(people: int, regions: int, company: float, region: float) -> None:
    plan = incentive_plan(people, regions=regions)
    total, cost = total_cost(plan, company, region), simulate(uncertain(plan, company, region), DRAWS, 3, 1).cost
    slack = 0.001 * total.mean
    assert mean_of(cost).holds(total.mean, slack)
    for level in (0.5, 0.9, 0.95):
        assert quantile_of(cost, level).holds(total.quantile(level), slack)
    assert shortfall_of(cost, 0.95).holds(total.expected_shortfall(0.95), slack)
    budget = 1.2 * total.mean
    assert share_of(int((cost > budget).sum()), DRAWS).holds(total.probability_above(budget), 0.002)


@pytest.mark.slow
def test_against_many_draws() -> None:
    plan = incentive_plan(200)
    total, cost = total_cost(plan), simulate(uncertain(plan), 400_000, 11).cost
    assert mean_of(cost).holds(total.mean)
    assert quantile_of(cost, 0.95).holds(total.quantile(0.95), 0.0005 * total.mean)
    assert shortfall_of(cost, 0.95).holds(total.expected_shortfall(0.95), 0.0005 * total.mean)
    assert shortfall_of(cost, 0.99).holds(total.expected_shortfall(0.99), 0.0005 * total.mean)


def test_leaving_regions_out_understates_the_tail() -> None:
    plan = incentive_plan(200, REVENUE_ALONE, regions=6)
    with_regions = [total_cost(plan, *loadings).expected_shortfall(0.95) for loadings in ((0.4, 0.4), (0.3, 0.6))]
    without = [total_cost(plan, company, 0.0).expected_shortfall(0.95) for company in (0.4, 0.3)]
    understated = [1 - low / high for low, high in zip(without, with_regions, strict=True)]
    assert understated == pytest.approx([0.025, 0.07], abs=0.006)


def test_money_scales_everything() -> None:
    one, seven = (total_cost(incentive_plan(30, scale=scale, components=REVENUE_ALONE)) for scale in (1, 7))
    for name, argument in (("quantile", 0.95), ("expected_shortfall", 0.9)):
        small, large = getattr(one, name)(argument), getattr(seven, name)(argument)
        assert large == pytest.approx(7 * small, rel=1e-9)
    assert seven.mean == pytest.approx(7 * one.mean, rel=1e-9)
    assert seven.probability_above(7.7 * one.mean) == pytest.approx(one.probability_above(1.1 * one.mean), rel=1e-9)


def test_without_spread_the_cost_is_a_number() -> None:
    plan = incentive_plan(10, REVENUE_ALONE, log_sd=0.0)
    total = total_cost(plan)
    cost = simulate(uncertain(plan), 3, 1).cost
    np.testing.assert_allclose(cost, total.mean, rtol=1e-12)
    assert total.variance == pytest.approx(0.0, abs=1e-6 * total.mean)
    assert total.quantile(0.95) == pytest.approx(total.mean, rel=1e-9)
    assert total.expected_shortfall(0.95) == pytest.approx(total.mean, rel=1e-9)
    assert (total.probability_above(total.mean * 0.99), total.probability_above(total.mean * 1.01)) == (1.0, 0.0)


def test_levels_follow_each_other_and_excess_is_the_tail_integral() -> None:
    total = total_cost(incentive_plan(30))
    quantiles = [total.quantile(level) for level in (0.01, 0.5, 0.9, 0.95, 0.999)]
    assert quantiles == sorted(quantiles)
    assert total.expected_shortfall(0.95) > quantiles[3]
    assert total.probability_above(quantiles[2]) == pytest.approx(0.1, rel=1e-9)
    amounts = np.linspace(quantiles[3], 2 * quantiles[4], 600)
    integral = np.trapezoid([total.probability_above(amount) for amount in amounts], amounts)
    assert total.excess(quantiles[3]) == pytest.approx(integral, rel=1e-4)


@pytest.mark.parametrize(("company", "region"), [(0.4, 0.4), (0.0, 0.5), (0.3, 0.6)])
@pytest.mark.parametrize("regions", [3, 12])
@pytest.mark.parametrize("of_probability", [False, True])
def test_gradients_of_the_tail(company: float, region: float, regions: int, of_probability: bool) -> None:
    table = factor_table(uncertain(incentive_plan(24, regions=regions), company, region)).of([0])
    total = TotalCost(table)
    amount = total.quantile(0.9)
    gradient = total.probability_gradient(amount) if of_probability else total.tail_gradient(0.95)

    def moved(mean: np.ndarray, variance: np.ndarray) -> float:
        other = TotalCost(FactorTable(table.nodes, mean, variance, table.company_loading, table.region_loading))
        return other.probability_above(amount) if of_probability else other.expected_shortfall(0.95)

    step, wave = 1e-5, np.cos(table.nodes)
    means = [table.mean * (1 + sign * step * wave) for sign in (1, -1)]
    variances = [table.variance * (1 + sign * step * wave) for sign in (1, -1)]
    numeric = (moved(means[0], table.variance) - moved(means[1], table.variance)) / (2 * step)
    assert (gradient.by_mean * table.mean[0] * wave).sum() == pytest.approx(numeric, rel=1e-6)
    numeric = (moved(table.mean, variances[0]) - moved(table.mean, variances[1])) / (2 * step)
    assert (gradient.by_variance * table.variance[0] * wave).sum() == pytest.approx(numeric, rel=1e-5)


def test_reading_off_nodes_is_exact_for_smooth_functions() -> None:
    nodes = shift_nodes(0.4, 0.4)
    shifts = np.linspace(-3.3, 3.3, 101)
    np.testing.assert_allclose(read_off(nodes, shifts) @ np.exp(0.3 * nodes), np.exp(0.3 * shifts), rtol=1e-12)
    np.testing.assert_allclose(read_off(nodes, nodes), np.eye(nodes.size), atol=1e-12)
    assert read_off(shift_nodes(0.0, 0.0), shifts).shape == (101, 1)

"""Pay contracts whose answers are in the literature, found by the driver that tunes incentive plans."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import gamma

from models.smooth.program import SmoothProgram
from models.smooth.result import MultistartResult
from solvers.scipy_tuner import tune
from solvers.smooth.options import SearchOptions
from tests.support.smooth_programs import CONTRACTS, Blss, Demski, Len, Multitask, QuotaPlan, TwoOutcomes

HERE = SearchOptions(workers=1)


def tuned(program: SmoothProgram) -> MultistartResult:
    return tune(program, options=HERE)


@pytest.mark.parametrize(
    ("numbers", "rate", "salary", "profit"),
    [
        ((0.4, 1000, 50, 2, 0.002, 62500, 100), 0.36363636, -338.016529, 390.90909091),
        ((1, 0, 1, 2, 0.5, 4, 0), 0.2, 0.03, 0.05),
    ],
)
def test_linear_contract(numbers: tuple[float, ...], rate: float, salary: float, profit: float) -> None:
    best = tuned(Len(*numbers)).best
    assert best is not None
    assert best.values[0] == pytest.approx(rate, abs=5e-9)
    assert best.values[1] == pytest.approx(salary, abs=5e-7)
    assert -best.objective == pytest.approx(profit, abs=5e-8)
    assert best.multipliers == pytest.approx([1.0])  # a yuan more for the agent costs the company a yuan


def test_demski_15_1() -> None:
    model = Demski()
    best = tuned(model).best
    assert best is not None
    assert best.values == pytest.approx([0.2, -20.0], abs=1e-8)
    assert best.objective == pytest.approx(80.0, abs=1e-8)
    assert model.premium(best.values[0]) == pytest.approx(20.0, abs=1e-8)


@pytest.mark.parametrize(
    ("effort_cost", "wages", "cost"), [(1.5, (13.0, 8.0), 12.0), (2.0, (14.0, 22.0 / 3.0), 38.0 / 3.0)]
)
def test_two_outcomes_and_an_agent_who_fears_losses(
    effort_cost: float, wages: tuple[float, float], cost: float
) -> None:
    best = tuned(TwoOutcomes(effort_cost)).best
    assert best is not None
    assert best.values == pytest.approx(wages, abs=1e-8)
    assert best.objective == pytest.approx(cost, abs=1e-8)


def test_a_task_that_cannot_be_measured_halves_the_rate_and_more() -> None:
    best = tuned(Multitask()).best
    assert best is not None
    assert best.values == pytest.approx([2.0 / 7.0], abs=1e-9)


def test_blss() -> None:
    model = Blss()
    best = tuned(model).best
    assert best is not None
    assert best.values[2] == pytest.approx(1.938290, abs=5e-7)
    assert model.expected_pay(list(best.values)).real == pytest.approx(7.882865, abs=5e-7)
    assert -best.objective == pytest.approx(11.808587, abs=5e-7)


def test_the_best_quota_plan_of_blss_is_nearly_as_good() -> None:
    """Profit by adaptive quadrature at the answer, and the agent's effort by trying all of them."""
    result = tuned(QuotaPlan())
    assert result.best is not None and result.reached_best == 20
    salary, rate, quota, effort = result.best.values
    shape = Blss()

    def mean_of(worth, t: float) -> float:  # type: ignore[no-untyped-def]
        density = gamma(4, scale=(shape.h + shape.k * t) / 4).pdf
        parts = ((0.0, quota), (quota, 120.0), (120.0, 800.0))
        return float(sum(quad(lambda x: worth(x) * density(x), *part, epsabs=1e-11)[0] for part in parts))

    def pay(x: float) -> float:
        return float(salary + rate * max(x - quota, 0.0))

    profit = (1 - shape.c) * (shape.h + shape.k * effort) - mean_of(pay, effort)
    assert -result.best.objective == pytest.approx(profit, abs=1e-7)
    efforts = np.linspace(0.5, 3.5, 61)
    utilities = [mean_of(lambda x: 2 * pay(x) ** 0.5, t) - shape.d * t**2 for t in efforts]
    assert abs(efforts[int(np.argmax(utilities))] - effort) <= 0.05
    assert max(utilities) == pytest.approx(shape.m, abs=1e-3)
    assert 1 - profit / 11.808587 == pytest.approx(0.004228, abs=1e-6)


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_solvers_word_is_not_needed(name: str) -> None:
    """At the best: bounds and conditions hold, prices are not negative, only what binds has one, ∇f = Jᵀλ + μ."""
    program = CONTRACTS[name]
    best = tuned(program).best
    assert best is not None
    at = program.evaluate(best.values)
    for value, variable in zip(best.values, program.variables, strict=True):
        assert variable.lower <= value <= variable.upper
    scales = np.array([condition.scale for condition in program.conditions])
    assert (at.slacks >= -1e-8 * scales).all() and (best.multipliers >= 0).all()
    assert best.multipliers * at.slacks == pytest.approx(np.zeros_like(at.slacks), abs=1e-5 * program.objective_scale)
    widths = np.array([variable.width for variable in program.variables])
    left = (at.gradient - at.jacobian.T @ best.multipliers - best.bound_prices) * widths / program.objective_scale
    assert np.abs(left).max() <= 1e-5 * max(1.0, np.abs(at.gradient * widths / program.objective_scale).max())

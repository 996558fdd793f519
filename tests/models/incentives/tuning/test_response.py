"""How people respond: today's plan reproduces history, and effort costs what its first-order condition says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.incentives.tuning.response import Response, ResponseAssumptions, respond

SMALL = st.floats(0.05, 2.0)


def answered(assumed: ResponseAssumptions, today: float, intrinsic: float, marginal: float) -> Response:
    one = np.ones(1)
    return respond(assumed, today * one, intrinsic * one, marginal * one, np.ones((1, 1)))


@given(eta=SMALL, phi=st.floats(0, 1), today=st.floats(0, 1e6), intrinsic=st.floats(1, 1e6))
def test_todays_pay_reproduces_the_forecast(eta: float, phi: float, today: float, intrinsic: float) -> None:
    found = answered(ResponseAssumptions(elasticity=eta, effort_share=phi), today, intrinsic, today)
    assert found.growth[0] == pytest.approx(1.0)
    assert found.cost[0] == pytest.approx(0.0, abs=1e-6)


@given(eta=SMALL, phi=st.floats(0.1, 1), pay=st.floats(0.1, 5.0))
def test_effort_is_where_its_cost_rises_as_pay_does(eta: float, phi: float, pay: float) -> None:
    """dψ/d(growth) = marginal pay."""
    found = answered(ResponseAssumptions(elasticity=eta, effort_share=phi), 1.0, 0.5, pay)
    by_growth = found.cost_slope[0, 0] / (found.log_growth_slope[0, 0] * found.growth[0])
    assert by_growth == pytest.approx(pay, rel=1e-6)


def test_nobody_moves_who_is_paid_for_nothing() -> None:
    found = answered(ResponseAssumptions(), 0.0, 0.0, 0.0)
    assert found.growth[0] == 1.0
    assert found.cost[0] == 0.0
    assert np.isfinite(found.log_growth_slope).all()


def test_a_component_that_is_new_moves_people_by_what_moves_them_anyway() -> None:
    found = answered(ResponseAssumptions(elasticity=1.0, effort_share=1.0), 0.0, 100.0, 50.0)
    assert found.growth[0] == pytest.approx(1.5)

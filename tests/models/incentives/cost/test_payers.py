"""The fast way of paying many draws is the way statements are paid."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.incentives.achievement import Achievement
from models.incentives.cost.class_payer import class_payers, guaranteed
from models.incentives.cost.draws import Draws
from models.incentives.payout import class_payout
from models.incentives.role_group import RoleGroup
from models.incentives.settlement.advances import Advances
from tests.models.incentives.cost.plans import KINDS, uncertain
from tests.support.incentive_plans import incentive_plan


@pytest.mark.parametrize("kind", list(KINDS))
@settings(max_examples=10, deadline=None)
@given(people=st.integers(1, 12), seed=st.integers(0, 1000), cap=st.sampled_from([None, 1.0]))
def test_every_draw_pays_what_a_statement_pays(kind: str, people: int, seed: int, cap: float | None) -> None:
    group = RoleGroup(key="rep", pay_mix=0.4, components=KINDS[kind], cap_multiple=cap)
    plan = incentive_plan(people, regions=3, seed=seed, group=group)
    draws = Draws(uncertain(plan), 20, seed)
    (payer,) = class_payers(draws)
    block = draws.block(0)
    paid = payer.pay(block)
    actual = np.full((20, people, 4), np.nan)
    for measure, values in block.actual.items():
        actual[:, draws.order, measure] = values
    for draw in range(20):
        achieved = Achievement(actual[draw], plan.annual_targets)
        stated = class_payout(plan.classes[0], np.arange(people), plan.roster, achieved, plan.target_incentive)
        lines = len(plan.classes[0].lines)
        np.testing.assert_allclose(paid.pay[draw], stated.pay, rtol=0, atol=0.5 * lines + 1e-3)
        np.testing.assert_allclose(paid.lines[:, draw], stated.line_pay.sum(axis=1), rtol=0, atol=0.5 * people + 1e-3)


def test_draws_are_those_of_their_seed() -> None:
    numbers = uncertain(incentive_plan(20))
    first, again, other = (Draws(numbers, 50, seed).block(0).actual[0] for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert abs(np.corrcoef(np.log(first).ravel(), np.log(other).ravel())[0, 1] - _target_spread(first)) < 0.2


def test_nothing_is_drawn_where_nothing_is_expected() -> None:
    plan = incentive_plan(3)
    plan.outlook.mean[1, 0] = np.nan
    (block,) = Draws(uncertain(plan), 50, 1).blocks()
    assert (block.actual[0][:, 1] == 0).all() and (block.actual[0][:, [0, 2]] > 0).all()
    assert (block.actual[1] > 0).all()


def _target_spread(actual: np.ndarray) -> float:
    """How much of the logs' variance is people's different means: that is common to all seeds."""
    logs = np.log(actual)
    return float(logs.mean(axis=0).var() / logs.var())


def test_draws_have_the_moments_and_correlations_they_are_said_to_have() -> None:
    numbers = uncertain(incentive_plan(4, regions=2, log_sd=0.2))
    draws = Draws(numbers, 40_000, 3)
    blocks = list(draws.blocks())
    revenue, cloud = (np.concatenate([block.actual[measure] for block in blocks]) for measure in (0, 1))
    np.testing.assert_allclose(revenue.mean(axis=0), numbers.mean[:, 0], rtol=5e-3)
    correlation = np.corrcoef(np.log(np.hstack([revenue, cloud])).T)
    common = 0.4**2 + 0.4**2
    assert correlation[0, 1] == pytest.approx(0.16, abs=0.02)  # another region
    assert correlation[0, 2] == pytest.approx(common, abs=0.02)  # the same region
    assert correlation[0, 4] == pytest.approx(common + 0.3 * (1 - common), abs=0.02)  # one person, two measures
    assert np.log(revenue).std(axis=0) == pytest.approx(np.full(4, 0.2), rel=0.02)


def test_guaranteed_pay() -> None:
    pay = np.array([0.0, 1200.0, 12000.0])
    kept = Advances.model_validate({"every": "month", "draw": {"amount": 500, "recoverable": False, "months": 6}})
    np.testing.assert_allclose(guaranteed(kept, 500.0, pay), [3000, 1200 + 6 * 400, 12000])
    recovered = Advances.model_validate({"every": "month", "draw": {"amount": 500, "months": 6}})
    np.testing.assert_allclose(guaranteed(recovered, 500.0, pay), pay)
    lost = Advances.model_validate({"every": "month", "recoverable": False, "draw": {"amount": 500, "months": 6}})
    np.testing.assert_allclose(guaranteed(lost, 500.0, pay), [3000, 3000, 12000])
    assert guaranteed(Advances(), 0.0, pay) is pay

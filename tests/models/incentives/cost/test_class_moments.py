"""A person's mean and variance of pay against draws, and against themselves."""

from __future__ import annotations

import numpy as np
import pytest

from models.incentives.cost.class_payer import class_payers
from models.incentives.cost.draws import Draws
from models.incentives.cost.factor_table import factor_table, line_scales, whole_moments
from models.incentives.cost.total_cost import TotalCost
from models.incentives.cost.uncertain_numbers import UncertainNumbers
from tests.models.incentives.cost.plans import KINDS, uncertain
from tests.support.incentive_plans import incentive_plan

PEOPLE = np.arange(5)
COUNT = 200_000


def pays(numbers: UncertainNumbers, seed: int) -> np.ndarray:
    draws = Draws(numbers, COUNT, seed)
    (payer,) = class_payers(draws)
    return np.concatenate([payer.pay(block).pay for block in draws.blocks()])


@pytest.mark.parametrize("kind", ["four components", "a score and its gate"])
def test_mean_and_variance_of_every_person(kind: str) -> None:
    plan = incentive_plan(5, KINDS[kind])
    numbers = uncertain(plan)
    rules = plan.classes[0]
    found = whole_moments(numbers, rules, PEOPLE, line_scales(plan, rules, PEOPLE, numbers))
    pay = pays(numbers, 5)
    centred = (pay - found.mean) ** 2
    assert np.abs(pay.mean(axis=0) - found.mean).max() < 4 * (pay.std(axis=0) / np.sqrt(COUNT)).max()
    errors = (centred.mean(axis=0) - found.whole_variance) / (centred.std(axis=0) / np.sqrt(COUNT))
    assert np.abs(errors).max() < 4


def test_a_gate_on_another_number_is_exact_where_nothing_is_shared() -> None:
    plan = incentive_plan(5, KINDS["a gate on another number"])
    numbers = uncertain(plan, 0.0, 0.0, 0.0)
    rules = plan.classes[0]
    found = whole_moments(numbers, rules, PEOPLE, line_scales(plan, rules, PEOPLE, numbers))
    pay = pays(numbers, 6)
    centred = (pay - found.mean) ** 2
    assert np.abs((pay.mean(axis=0) - found.mean) / (pay.std(axis=0) / np.sqrt(COUNT))).max() < 4
    assert np.abs((centred.mean(axis=0) - found.whole_variance) / (centred.std(axis=0) / np.sqrt(COUNT))).max() < 4


@pytest.mark.parametrize("regions", [0, 1])
@pytest.mark.parametrize("own", [0.0, 0.6])
def test_variance_given_the_factors_and_of_them_make_the_whole(regions: int, own: float) -> None:
    plan = incentive_plan(1, regions=regions)
    numbers = uncertain(plan, 0.5, 0.4, own)
    rules, person = plan.classes[0], np.zeros(1, dtype=np.int64)
    whole = whole_moments(numbers, rules, person, line_scales(plan, rules, person, numbers))
    total = TotalCost(factor_table(numbers).of([0]))
    assert total.mean == pytest.approx(whole.mean.item(), rel=1e-4)
    assert total.variance == pytest.approx(whole.variance.item(), rel=1e-3)


def test_a_pool_moves_everybody_in_it_together() -> None:
    plan = incentive_plan(6, KINDS["a pool"], regions=2)
    numbers = uncertain(plan)
    pay = pays(numbers, 8)
    total = TotalCost(factor_table(numbers).of([0]))
    assert total.mean == pytest.approx(pay.sum(axis=1).mean(), rel=0.02)
    assert total.variance == pytest.approx(pay.sum(axis=1).var(), rel=0.1)  # a sum of log-normals is none

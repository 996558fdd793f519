"""Aims over a problem: their losses and amounts by hand, and what the data does not allow."""

from __future__ import annotations

import numpy as np
import pytest

from models.allocation.aims.aim import Aim, aims_of, natural
from models.allocation.aims.aim_name import aim_names
from models.allocation.formulation import formulate, limit_rows
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Term, Weights
from models.errors import InvalidInput
from tests.support.over_assignment import hedged
from tests.support.problems import PLAIN, amounts, two_by_two

FULL = two_by_two(
    1000,
    margin_rate=np.array([0.4, 0.1, 0.3, np.nan]),
    previous=amounts([150, 200, 280, None]),
    forecast=amounts([100, 250, None, 500]),
)
X = np.array([110.0, 190.0, 300.0, 400.0]) / 1000.0
"""Targets of a east, a west, b east, b west in thousands; last year 100, 200, 300, 400 yuan."""


def aim_of(text: str, problem: AllocationProblem = FULL) -> Aim:
    """An aim beside the fit."""
    data = formulate(problem, PLAIN, limit_rows(problem)).terms
    return aims_of(problem, data, aim_names(["fit", text]))[1]


@pytest.mark.parametrize(
    ("text", "amount", "rate"),
    [
        ("target[region=east]", 0.41, None),
        ("min:target[region=east]", 0.41, None),
        ("target[region=east, product=b]", 0.3, None),
        ("margin[region=west]", 0.019, None),
        ("margin", 0.153, None),
        ("moved[region=east]", 0.06, None),
        ("moved", 0.07, None),
        ("moved_from_history", 0.02, None),
        ("growth_rate[region=east]", None, 410 / 400 - 1),
        ("like_for_like_rate[product=a]", None, 0.0),
        ("difficulty[region=east]", None, 1.1),
        ("max:difficulty[region=west]", None, 590 / 750),
        ("growth_range[region]", None, 410 / 400 - 590 / 600),
        ("difficulty_range[product]", None, 300 / 350 - 400 / 500),
    ],
)
def test_values(text: str, amount: float | None, rate: float | None) -> None:
    aim = aim_of(text)
    data = formulate(FULL, PLAIN, limit_rows(FULL)).terms
    loss = aim.loss(data, X)
    assert aim.amount(loss, data.scale) == (None if amount is None else pytest.approx(amount))
    assert aim.rate(loss) == (None if rate is None else pytest.approx(rate))


@pytest.mark.parametrize(
    ("text", "amount", "rate"),
    [
        ("target[region=east]", 0.41, None),
        ("target[product=a]", 0.45, None),
        ("target[region=east, product=b]", 0.45, None),
        ("margin[region=west]", 0.019, None),
        ("margin", 0.153, None),
        ("moved[region=east]", 0.015 + 0.17, None),
        ("growth_rate[region=east]", None, 410 / 400 - 1),
        ("growth_rate[product=a]", None, 450 / 300 - 1),
        ("difficulty[region=east]", None, 1.1),
        ("growth_range[region]", None, 410 / 400 - 590 / 600),
        ("growth_range[product]", None, 450 / 300 - 1050 / 700),
    ],
)
def test_values_are_those_that_nodes_publish(text: str, amount: float | None, rate: float | None) -> None:
    """Products carry half as much again; regions, and the company, publish the plan."""
    problem = hedged(FULL, "product", {"product": 0.5})
    data = formulate(problem, PLAIN, limit_rows(problem)).terms
    aim = aim_of(text, problem)
    loss = aim.loss(data, 1.5 * X)
    assert aim.amount(loss, data.scale) == (None if amount is None else pytest.approx(amount))
    assert aim.rate(loss) == (None if rate is None else pytest.approx(rate, abs=1e-12))


@pytest.mark.parametrize(
    "text", ["target[region=east]", "growth_rate[product=a]", "moved_from_history", "growth_range[region]"]
)
def test_the_program_costs_what_the_aim_loses(text: str) -> None:
    aim = aim_of(text)
    assert aim.metric is not None
    weights = Weights.of({Term.FIT: 1.0})
    rows = limit_rows(FULL)
    parts = FULL, PLAIN, rows, weights
    plain, weighed = formulate(*parts).program, formulate(*parts, metrics=[(aim.metric, 0.5)]).program
    cost = []
    for targets in (X, np.array([100.0, 200.0, 400.0, 300.0]) / 1000.0):
        full = targets
        if weighed.n_auxiliary:  # the largest and smallest growth in money of an average region, 500 yuan
            growth = np.array([targets[[0, 2]].sum() / 0.4, targets[[1, 3]].sum() / 0.6])
            full = np.concatenate([targets, 0.5 * np.array([growth.max(), growth.min()])])
            assert weighed.row_violation(full).max() < 1e-12
        cost.append(weighed.objective(full) - plain.objective(targets) - 0.5 * weighed.scale * aim.metric.loss(targets))
    assert cost[0] == pytest.approx(cost[1], abs=1e-12)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("target[planet=east]", "unknown_axis"),
        ("target[region=east, region=west]", "axis_twice"),
        ("target[region]", "node_without_member"),
        ("target[region=north]", "unknown_member"),
        ("growth_range[planet]", "unknown_axis"),
        ("attainability", "frontier_aim_without_data"),
        ("margin[region=west]", "frontier_aim_without_data"),
        ("moved[region=west]", "frontier_aim_without_data"),
        ("difficulty_range", "frontier_aim_without_data"),
    ],
)
def test_what_the_data_does_not_allow(text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        aim_of(text, two_by_two(1000))
    (finding,) = caught.value.findings
    assert (finding.code, finding.location.pointer) == (code, "/between/1")


@pytest.mark.parametrize(
    ("second", "clashes"), [("moved", True), ("moved[region=east]", True), ("moved[product=b]", False)]
)
def test_amounts_that_clash(second: str, clashes: bool) -> None:
    data = formulate(FULL, PLAIN, limit_rows(FULL)).terms
    names = aim_names(["moved_from_history[product=a]", second])
    if not clashes:
        assert len(aims_of(FULL, data, names)) == 2
        return
    with pytest.raises(InvalidInput) as caught:
        aims_of(FULL, data, names)
    assert caught.value.findings[0].code == "frontier_aims_clash"


def test_natural_amounts() -> None:
    assert natural(Term.PROFIT, -0.25, 800.0) == 200.0
    assert natural(Term.STABILITY, 0.25, 800.0) == 200.0
    assert natural(Term.FAIRNESS, 0.25, 800.0) is None

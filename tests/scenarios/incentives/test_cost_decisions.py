"""Which of the two ways a figure of a cost is taken from, and what everybody on target would cost."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from app.documents.incentives.cost_decision import decision_words
from models.incentives.cost.estimate import Estimate
from scenarios.incentives.cost_figures import Trust
from scenarios.incentives.cost_report import CostReport, DecidedBy, Figure
from scenarios.incentives.costing import CostQuestion, cost_of
from scenarios.incentives.paying import pay_if
from tests.scenarios.incentives.test_cost_parts import COMMISSION
from tests.scenarios.incentives.test_costing import EXAMPLE, SIMPLE, example, simple

FORMULA, DRAWN = DecidedBy.CLOSED_FORM, DecidedBy.SIMULATION


@cache
def alone() -> CostReport:
    """One person: no sum of people, so that the closed form of the tail is wrong. 60,000 times 2.5 is the most."""
    plan = simple(people=SIMPLE["people"][:1], targets=SIMPLE["targets"][:1])
    return cost_of(plan, CostQuestion(draws=20_000, seed=3, budget=150_000))


def test_what_the_draws_contradict_is_taken_from_them() -> None:
    report = alone()
    assert report.why_simulated == ()
    decided = {name: figure.decided_by for name, figure in report.whole.items()}
    assert decided == {"mean": FORMULA, **dict.fromkeys(("p50", "p90", "p95", "cvar95", "over_budget"), DRAWN)}
    assert report.figures.p90.value == report.figures.p90.simulated.value != report.figures.p90.closed
    # Nobody is paid more than 150,000.
    over = report.over_budget
    assert over is not None and (over.closed or 0.0) > 0.001 and over.value == 0.0
    for part in (report.classes[0], *report.classes[0].components, *report.years):
        assert part.figures.p95.decided_by is DRAWN and part.figures.mean.decided_by is FORMULA


def test_every_figure_is_inside_its_interval_or_exact() -> None:
    for report in (alone(), cost_of(simple(), CostQuestion(draws=4000)), example()):
        for name, figure in vars(report.figures).items():
            if figure.decided_by is FORMULA:
                assert figure.value == figure.closed
                assert name == "mean" or figure.simulated.holds(figure.closed)
            else:
                assert figure.value == figure.simulated.value


def test_it_is_said() -> None:
    said = decision_words(alone(), "en")
    assert "interval of 20000 draws (seed 3); there simulation decides: P50, P90, P95, CVaR 95 %, P(cost > budg" in said
    assert "of the whole plan; figures of groups, components and years: 16." in said
    chinese = decision_words(alone(), "zh")
    assert (
        "改以模拟为准：整个方案的 P50、P90、P95、CVaR 95%、超预算概率；各组别、构成项和年份中的数字 16 项。" in chinese
    )
    four = cost_of(simple(), CostQuestion(draws=2000, seed=2))
    assert not any(figure.is_outside for figure in (*four.whole.values(), *four.parts))
    assert decision_words(four, "en") == "The closed form decides; 2000 draws (seed 2) nowhere contradict it."


def test_an_exact_mean_that_an_interval_misses_stays() -> None:
    trust, interval = Trust(is_near=False, people=1), Estimate(100.0, 90.0, 110.0)
    assert trust.exact(120.0, interval) == Figure(120.0, interval, FORMULA, is_outside=True)
    assert trust.tested(120.0, interval) == Figure(120.0, interval, DRAWN, is_outside=True)
    assert trust.tested(110.4, interval) == Figure(110.4, interval, FORMULA, is_outside=False)  # half a minor unit
    assert trust.tested(None, interval) == Figure(None, interval, DRAWN, is_outside=False)
    assert not trust.share(0.999, np.ones(1000)).is_outside and trust.share(0.99, np.ones(1000)).is_missed
    near = Trust(is_near=True, people=1)
    assert near.exact(100.0, interval).value == 100.0 and near.exact(100.0, interval).decided_by is DRAWN
    seeds = (cost_of(simple(), CostQuestion(draws=1000, seed=seed)) for seed in range(40))
    missed = next(one for one in seeds if one.figures.mean.is_missed)
    assert missed.expected == missed.figures.mean.closed
    assert " exact" in decision_words(missed, "en") and "nowhere" not in decision_words(missed, "en")
    assert "公式值精确" in decision_words(missed, "zh")


@pytest.mark.parametrize(
    ("group", "each"),
    [
        ({}, 60_000.0),
        ({"multiplier": 1.15}, 69_000.0),
        ({"components": [*SIMPLE["groups"][0]["components"], COMMISSION]}, 70_000.0),
        ({"components": [*SIMPLE["groups"][0]["components"], COMMISSION], "cap_multiple": 1.05}, 63_000.0),
        ({"advances": {"every": "month", "draw": {"amount": 6000, "recoverable": False}}}, 72_000.0),
    ],
)
def test_everybody_on_target(group: dict[str, Any], each: float) -> None:
    report = cost_of(simple(group=group), CostQuestion(draws=100))
    assert report.at_target == report.classes[0].at_target == 4 * each * 100
    assert report.target_incentive == 4 * 60_000 * 100


def test_on_target_is_what_statements_pay() -> None:
    report = example()
    run, _ = pay_if(report.loaded, report.plan.roster.keys[0], {}, 1.0)
    assert EXAMPLE.name == "company-en.plan.yaml"
    assert report.at_target == run.total_minor == 746_463_73
    assert report.target_incentive == 698_500_00

"""Marginal pay against the margin of a sale."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.incentives.incentive_plan import IncentivePlan
from models.incentives.lint.plan_lint import lint_plan
from tests.models.incentives.lint.plans import bonus, commission, found, group, plan_of

STEEP = {"threshold": 0.8, "accelerator": 2.0}
"""60,000 · 5 / 1,000,000 = 30 % of a sale between 80 and 100 %, 12 % above."""


def test_the_steep_part_below_target_pays_more_than_the_margin() -> None:
    (above,) = found(plan_of(group(bonus(STEEP)), margin_rate=0.2), "marginal_pay")
    assert (above.stretch.low, above.stretch.high) == (0.8, 1.0)
    assert above.numbers == {"marginal": pytest.approx(0.3), "margin": 0.2}
    assert above.subject.measure == "revenue"


def test_equal_to_the_margin_is_not_above_it() -> None:
    assert found(plan_of(group(bonus(STEEP)), margin_rate=0.3), "marginal_pay") == []


def test_components_on_one_measure_add_up() -> None:
    plan = plan_of(group(bonus(STEEP), commission([(0, 0.05), (1_100_000, 0.1)])), margin_rate=0.2)
    below, above = found(plan, "marginal_pay")
    assert below.subject.components == ("bonus", "commission")
    assert below.numbers["marginal"] == pytest.approx(0.35)
    assert above.stretch.low == pytest.approx(1.1) and above.numbers["marginal"] == pytest.approx(0.22)


def test_a_cap_of_the_person_ends_it() -> None:
    plan = plan_of(group(bonus({"accelerator": 5.0}), cap_multiple=1.5), margin_rate=0.2)
    assert found(plan, "marginal_pay")[0].stretch.high == pytest.approx(1.1)


def test_everybody_who_shares_a_pool_is_paid_for_the_same_sale() -> None:
    """Four people and four managers, one region of 8,000,000 and 480,000 of target incentive: 6 % per piece of slope,
    however many share it."""
    pooled = bonus({"accelerator": 2.0}, pool="region")
    (above,) = found(plan_of(group(pooled), margin_rate=0.1), "marginal_pay")
    assert above.numbers["marginal"] == pytest.approx(0.12)
    first, _ = found(plan_of(group(pooled), group(pooled) | {"key": "manager"}, margin_rate=0.1), "marginal_pay")
    assert first.numbers["marginal"] == pytest.approx(0.12)
    own = plan_of(group(bonus({"accelerator": 2.0})), group(pooled) | {"key": "manager"}, margin_rate=0.1)
    assert found(own, "marginal_pay")[0].numbers["marginal"] == pytest.approx(0.12 + 0.06)


def test_a_measure_of_margin_brings_all_of_it() -> None:
    """40 % of margin is no loss at a margin of 30 % of sales; more than all of it is."""

    def of_margin(rate: float, margin_rate: float | None, *more: dict[str, object]) -> IncentivePlan:
        pays = [commission([(0, rate)], measure="strategic", name=name) for name in ("one", "two")]
        plan = plan_of(group(*pays, *more), margin_rate=margin_rate)
        counted = [one.model_copy(update={"margin": one.name == "strategic"}) for one in plan.measures]
        return replace(plan, measures=tuple(counted))

    assert found(of_margin(0.2, 0.3, bonus({})), "marginal_pay") == []
    (above,) = found(of_margin(0.6, 0.3, bonus({})), "marginal_pay")
    assert above.numbers == {"marginal": pytest.approx(1.2), "margin": 1.0} and above.subject.measure == "strategic"
    alone = of_margin(0.6, None)
    alone = replace(alone, measures=tuple(one.model_copy(update={"margin": True}) for one in alone.measures))
    # Nothing is missing where all money is margin.
    assert len(found(alone, "marginal_pay")) == 1


def test_without_a_margin_the_rule_says_what_it_needs() -> None:
    report = lint_plan(plan_of(group(bonus(STEEP))))
    assert report.not_looked == {"marginal_pay": "margin_rate", "ratchet": "ratchet_rate"}
    assert found(plan_of(group(bonus(STEEP))), "marginal_pay", margin_rate=0.2)

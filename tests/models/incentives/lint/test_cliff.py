"""Jumps of curves, tables and gates, with the money and the people at them."""

from __future__ import annotations

import pytest

from models.incentives.lint.finding import CountedIn, Severity
from tests.models.incentives.lint.plans import bonus, commission, found, group, plan_of

HALF = {"threshold": 0.8, "pay_at_threshold": 0.5}


def test_a_threshold_that_pays_half_is_a_cliff_of_half_the_target_incentive() -> None:
    (cliff,) = found(plan_of(group(bonus(HALF))), "cliff")
    assert (cliff.code, cliff.severity) == ("cliff_jump", Severity.WARNING)
    assert cliff.stretch.low == 0.8 and cliff.stretch.counted_in is CountedIn.ATTAINMENT
    assert cliff.money_minor == pytest.approx(30_000_00) and cliff.share == pytest.approx(0.5)
    assert cliff.stretch.people is None


def test_people_near_it_are_those_within_one_percent() -> None:
    certain = plan_of(group(bonus(HALF)), people=5, mean=0.805, log_sd=0.0)
    assert found(certain, "cliff")[0].stretch.people == 5
    assert found(plan_of(group(bonus(HALF)), mean=0.85, log_sd=0.0), "cliff")[0].stretch.people == 0
    # Lognormal, mean 1, log sd 0.25: density φ(−0.7676) / (0.25 · 0.8) = 1.486 at 0.8, over a width of 0.016.
    spread = found(plan_of(group(bonus(HALF)), people=1, mean=1.0, log_sd=0.25), "cliff")[0].stretch.people
    assert spread == pytest.approx(0.02377, abs=2e-5)


def test_a_smooth_curve_has_none() -> None:
    assert found(plan_of(group(bonus({"threshold": 0.8, "accelerator": 2.0}))), "cliff") == []


def test_a_retroactive_table_jumps_at_its_second_tier() -> None:
    table = commission([(0, 0.01), (1_000_000, 0.02)], mode="retroactive")
    (cliff,) = found(plan_of(group(table)), "cliff")
    assert cliff.code == "cliff_tier"
    assert cliff.stretch.counted_in is CountedIn.MONEY and cliff.stretch.low == 1_000_000_00
    assert cliff.money_minor == pytest.approx(10_000_00)
    assert found(plan_of(group(commission([(0, 0.01), (1_000_000, 0.02)]))), "cliff") == []


def test_a_gate_is_a_cliff_of_what_it_holds_at_target() -> None:
    gate = {"kind": "gate", "name": "happy", "measure": "satisfaction", "least": 0.8, "factor": 0.9}
    (cliff,) = found(plan_of(group(bonus({}), gate)), "cliff")
    assert cliff.code == "cliff_gate" and cliff.subject.components == ("happy", "bonus")
    assert cliff.money_minor == pytest.approx(6_000_00) and cliff.numbers["kept"] == 0.9


def test_many_steps_are_one_finding_at_the_largest() -> None:
    points = [{"attainment": 0.5 + 0.1 * step, "pay": 0.1 * step**2} for step in range(1, 7)]
    (cliff,) = found(plan_of(group(bonus({"points": points, "steps": True}))), "cliff")
    assert (cliff.code, cliff.numbers["count"]) == ("cliff_steps", 6)
    assert cliff.stretch.low == pytest.approx(1.1) and cliff.share == pytest.approx(1.1)


def test_a_small_jump_is_a_note() -> None:
    (cliff,) = found(plan_of(group(bonus({"threshold": 0.5, "pay_at_threshold": 0.05}))), "cliff")
    assert cliff.severity is Severity.NOTE

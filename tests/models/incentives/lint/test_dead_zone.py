"""Stretches without marginal pay."""

from __future__ import annotations

import pytest

from models.incentives.lint.finding import Severity
from tests.models.incentives.lint.plans import bonus, found, group, plan_of

CAPPED = {"threshold": 0.7, "accelerator": 2.0, "cap": 1.6}


def test_below_the_threshold_and_beyond_the_cap() -> None:
    below, beyond = found(plan_of(group(bonus(CAPPED))), "dead_zone")
    assert (below.code, below.stretch.low, below.stretch.high) == ("dead_zone_below", 0.0, 0.7)
    assert (beyond.code, beyond.stretch.high) == ("dead_zone_beyond", None)
    assert beyond.stretch.low == pytest.approx(1.3)


def test_an_outlook_counts_the_people_and_decides() -> None:
    """All are expected at 140 % sharp: nobody below the threshold, everybody beyond the cap."""
    (beyond,) = found(plan_of(group(bonus(CAPPED)), mean=1.4, log_sd=0.0), "dead_zone")
    assert beyond.stretch.people == 4 and beyond.severity is Severity.WARNING


def test_without_an_outlook_zones_next_to_the_target_are_warnings() -> None:
    (high,) = found(plan_of(group(bonus({"threshold": 0.9}))), "dead_zone")
    assert high.severity is Severity.WARNING
    (low,) = found(plan_of(group(bonus({"threshold": 0.8}))), "dead_zone")
    assert low.severity is Severity.NOTE


def test_steps_have_flats_between_them() -> None:
    points = [{"attainment": 0.5, "pay": 0.5}, {"attainment": 0.9, "pay": 0.9}, {"attainment": 1.0, "pay": 1.0}]
    zones = found(plan_of(group(bonus({"points": points, "steps": True}))), "dead_zone")
    flat = next(zone for zone in zones if zone.code == "dead_zone_flat")
    assert (flat.stretch.low, flat.stretch.high, flat.numbers["more"]) == (0.5, 0.9, 1)


def test_flat_parts_without_a_jump_between_them_are_one_zone() -> None:
    points = [{"attainment": 0.5, "pay": 0.5}, {"attainment": 0.7, "pay": 0.5}, {"attainment": 0.9, "pay": 0.5}]
    points.append({"attainment": 1.0, "pay": 1.0})
    zones = found(plan_of(group(bonus({"points": points, "beyond": 1.0}))), "dead_zone")
    assert [(zone.stretch.low, zone.stretch.high) for zone in zones] == [(0.5, 0.9), (0.0, 0.5)]


def test_the_cap_of_a_person_ends_all_marginal_pay() -> None:
    (zone,) = found(plan_of(group(bonus({"accelerator": 2.0}), cap_multiple=1.5)), "dead_zone")
    assert zone.code == "dead_zone_cap" and zone.stretch.low == pytest.approx(1.25)
    assert zone.money_minor == 90_000_00
    assert found(plan_of(group(bonus({"accelerator": 2.0}))), "dead_zone") == []

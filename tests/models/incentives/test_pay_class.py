"""Groups and variants as pay lines and gates: who is paid by what, and what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from models.incentives.components.base import ComponentError
from models.incentives.measure import Counts, Measure
from models.incentives.pay_class import PayClass, pay_class
from models.incentives.pay_line import Scale
from models.incentives.role_group import RoleGroup
from models.units import Money, MoneyUnit

MEASURES = (
    Measure(name="revenue", lifecycle="mature"),
    Measure(name="cloud", lifecycle="new"),
    Measure(name="visits", counts=Counts.UNITS, lifecycle="new"),
)
BONUS = {"kind": "quota_bonus", "name": "bonus", "measure": "revenue", "weight": 1}
SPIFF = {"kind": "spiff", "name": "spiff", "measure": "visits", "amount": 2.5}


def group(changes: Mapping[str, Any]) -> RoleGroup:
    return RoleGroup.model_validate({"key": "rep", "pay_mix": 0.4, "components": [BONUS], **changes})


def rules(changes: Mapping[str, Any], variant: int | None = None, unit: MoneyUnit = MoneyUnit.MAJOR) -> PayClass:
    whole = group(changes)
    return pay_class(whole, None if variant is None else whole.variants[variant], Money("CNY", unit), MEASURES)


class TestVariants:
    CHANGES: Mapping[str, Any] = {
        "multiplier": 1.1,
        "cap_multiple": 2,
        "variants": [
            {"name": "as it is", "where": {"market": "new"}},
            {
                "name": "other",
                "where": {"market": "far"},
                "pay_mix": 0.5,
                "multiplier": 1.15,
                "cap_multiple": 3,
                "components": [{**BONUS, "curve": {"threshold": 0.6}}, SPIFF],
            },
        ],
    }

    def test_keeps_what_is_not_stated(self) -> None:
        own, same = rules(self.CHANGES), rules(self.CHANGES, 0)
        assert (
            (same.pay_mix, same.multiplier, same.cap_multiple)
            == (0.4, 1.1, 2)
            == (
                own.pay_mix,
                own.multiplier,
                own.cap_multiple,
            )
        )
        assert same.lines == own.lines and same.name == "rep / as it is" and own.name == "rep"

    def test_replaces_by_name_and_adds(self) -> None:
        other = rules(self.CHANGES, 1)
        assert [line.component for line in other.lines] == ["bonus", "spiff"]
        assert other.lines[0].function.knots[0] == 0.6 and other.lines[0].factor == 1.15
        assert (other.pay_mix, other.cap_multiple) == (0.5, 3)

    def test_faults_lead_into_the_variant(self) -> None:
        variant = {"name": "v", "where": {"m": "n"}, "components": [{**SPIFF, "measure": "revenue"}]}
        with pytest.raises(ComponentError) as refused:
            rules({"variants": [variant]}, 0)
        assert refused.value.path == ("variants", 0, "components", 0, "measure")

    def test_faults_of_what_it_keeps_lead_into_the_group(self) -> None:
        with pytest.raises(ComponentError) as refused:
            rules(
                {"components": [BONUS, {**SPIFF, "measure": "none"}], "variants": [{"name": "v", "where": {"m": 1}}]}, 0
            )
        assert refused.value.path == ("components", 1, "measure")


class TestGates:
    GATE: Mapping[str, Any] = {"kind": "gate", "name": "gate", "measure": "visits", "least": 5}

    def test_act_on_shares_of_the_target_incentive(self) -> None:
        found = rules({"components": [BONUS, SPIFF, self.GATE]})
        assert [found.gates_of(line) for line in found.lines] == [(0,), ()]

    def test_act_on_what_they_name(self) -> None:
        found = rules({"components": [BONUS, SPIFF, {**self.GATE, "components": ["spiff"]}]})
        assert [found.gates_of(line) for line in found.lines] == [(), (0,)]

    def test_name_something_that_pays(self) -> None:
        with pytest.raises(ComponentError) as refused:
            rules({"components": [BONUS, {**self.GATE, "components": ["gate"]}]})
        assert (refused.value.code, refused.value.facts["known"]) == ("component_unknown", ["bonus"])


class TestUnits:
    @pytest.mark.parametrize(("unit", "minor"), [(MoneyUnit.MAJOR, 110), (MoneyUnit.TEN_THOUSAND, 1_100_000)])
    def test_thresholds_of_money_are_in_the_documents_unit(self, unit: MoneyUnit, minor: int) -> None:
        tiers = {"tiers": [{"from": 1.1, "rate": 0.1}]}
        commission = {"kind": "commission", "name": "c", "measure": "revenue", "rates": tiers}
        gate = {"kind": "gate", "name": "g", "measure": "revenue", "least": 1.1, "components": "c"}
        item = {"measure": "revenue", "weight": 1, "of": "actual", "curve": {"points": [{"attainment": 1.1, "pay": 1}]}}
        scorecard = {"kind": "kpi_scorecard", "name": "k", "weight": 1, "items": [item]}
        found = rules({"components": [commission, gate, scorecard]}, unit=unit)
        assert [line.function.knots for line in found.lines] == [(minor,), (minor,)]
        assert found.gates[0].least == minor

    def test_counts_stay_what_they_are(self) -> None:
        assert rules({"components": [BONUS, TestGates.GATE]}).gates[0].least == 5


class TestCommission:
    def test_by_life_cycle_takes_all_money_of_it(self) -> None:
        tiers = {"tiers": [{"from": 0, "rate": 0.1}]}
        (line,) = rules({"components": [{"kind": "commission", "name": "c", "lifecycle": "new", "rates": tiers}]}).lines
        assert line.measured.measures == (1,) and line.scale is Scale.ONE

    def test_by_attainment_is_scaled_by_the_target(self) -> None:
        tiers = {"tiers": [{"from": 1, "rate": 0.1}]}
        commission = {"kind": "commission", "name": "c", "measure": "revenue", "by": "attainment", "rates": tiers}
        (line,) = rules({"components": [commission]}, unit=MoneyUnit.TEN_THOUSAND).lines
        assert line.scale is Scale.TARGET and line.function.knots == (1.0,)


def test_numbers_that_are_looked_at_stand_once() -> None:
    gates = [{"kind": "gate", "name": name, "measure": "visits", "least": 5} for name in ("a", "b")]
    assert [measured.measures for measured in rules({"components": [BONUS, *gates]}).looks_at] == [(0,), (2,)]

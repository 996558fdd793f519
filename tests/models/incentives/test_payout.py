"""Pay to the fen, against fractions, and what must hold of every plan."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.incentives.rounded import whole_minor
from tests.models.incentives.test_curve import PARAMETERS, POINTS, POINTS_ON_TARGET, hundredths
from tests.models.incentives.test_rate_table import tables
from tests.support.pay_oracle import agrees, capped, line_pays
from tests.support.plan_documents import paid, plan_document, statement_of

MEASURES = [
    {"name": "revenue"},
    {"name": "visits", "counts": "units"},
    {"name": "mark", "counts": "score"},
]
TARGETS = {"revenue": hundredths(1, 10**11), "visits": st.integers(1, 5000), "mark": hundredths(1, 100)}
ACTUALS = {"revenue": hundredths(-(10**6), 10**11), "visits": st.integers(0, 9000), "mark": hundredths(0, 120)}


@st.composite
def groups(draw: st.DrawFn) -> dict[str, Any]:
    """A role group with every kind of component."""
    weight = draw(st.integers(1, 9))
    first = draw(st.integers(1, 9))
    curves, bonuses = PARAMETERS | POINTS, PARAMETERS | POINTS_ON_TARGET
    return {
        "pay_mix": draw(st.integers(0, 100)) / 100,
        "multiplier": draw(st.sampled_from([1, 1.15, 0.9])),
        "cap_multiple": draw(st.sampled_from([None, 1, 1.5, 3])),
        "components": [
            {"kind": "quota_bonus", "name": "q", "measure": "revenue", "weight": weight / 10, "curve": draw(bonuses)},
            {
                "kind": "kpi_scorecard",
                "name": "k",
                "weight": (10 - weight) / 10,
                "items": [
                    {"measure": "visits", "weight": first / 10},
                    {"measure": "mark", "weight": (10 - first) / 10, "of": "actual", "curve": draw(curves)},
                ],
            },
            {"kind": "commission", "name": "c", "measure": "revenue", "rates": draw(tables())},
            {"kind": "spiff", "name": "s", "measure": "visits", "amount": 12.34, "after_pieces": 7, "most_pieces": 50},
            {"kind": "gate", "name": "g", "measure": "mark", "least": 0.7, "factor": 0.9},
            {
                "kind": "gate",
                "name": "h",
                "measure": "visits",
                "of": "attainment",
                "least": 0.5,
                "components": ["q", "s"],
            },
        ],
    }


@settings(max_examples=60)
@given(
    groups(),
    hundredths(0, 10**9),
    st.fixed_dictionaries(TARGETS),
    st.fixed_dictionaries(ACTUALS),
)
def test_is_exact_to_the_fen(
    group: dict[str, Any], ote: float, target: dict[str, float], actual: dict[str, float]
) -> None:
    document = plan_document(
        {
            "measures": MEASURES,
            "people": [{"key": "ann", "group": "rep", "ote": ote}],
            "targets": [{"person": "ann", "measure": name, "target": value} for name, value in target.items()],
            "actuals": [{"person": "ann", **actual}],
        },
        group,
    )
    statement = statement_of(paid(document))
    exactly = {name: Fraction(str(value)) for name, value in actual.items()}
    asked = {name: Fraction(str(value)) for name, value in target.items()}
    expected = line_pays(group, statement.target_incentive, exactly, asked)
    assert agrees(statement.target_incentive, Fraction(str(ote)) * 100 * Fraction(str(group["pay_mix"])))
    assert [line.line.component for line in statement.lines] == [name for name, _ in expected]
    for line, (_, amount) in zip(statement.lines, expected, strict=True):
        # A float has 15 digits: of the largest commissions it keeps the fen, not its halves.
        assert agrees(line.pay, amount) or (amount > 10**9 and abs(line.pay - amount) < 1), line.line.component
    assert statement.earned == capped(
        [line.pay for line in statement.lines], statement.target_incentive, group["cap_multiple"]
    )


class TestHalves:
    @given(st.integers(0, 10**9))
    def test_go_up(self, whole: int) -> None:
        assert whole_minor(np.array(whole + 0.5)) == whole + 1
        assert whole_minor(np.array(-whole - 0.5)) == -whole

    @given(st.integers(0, 10**9), st.integers(0, 999))
    def test_that_are_none_go_to_the_nearest(self, whole: int, thousandths: int) -> None:
        expected = whole + (thousandths >= 500)
        assert whole_minor(np.array(whole + thousandths / 1000)) == expected

    @given(st.integers(1, 10**9), st.sampled_from([0.005, 0.015, 0.025, 0.145, 0.285]))
    @example(100, 0.145)
    @example(100, 0.285)
    def test_of_products_are_meant(self, amount: int, rate: float) -> None:
        """100 · 0.145 is 14.499999999999998 in floats, below the half it means."""
        exactly = Fraction(amount) * Fraction(str(rate))
        assert whole_minor(np.array(amount * rate)) == (exactly + Fraction(1, 2)).__floor__()


@settings(max_examples=25)
@given(PARAMETERS, st.lists(st.integers(0, 30_000), min_size=2, max_size=8))
def test_more_sold_is_never_paid_less(curve: dict[str, Any], hundreds: list[int]) -> None:
    sold = sorted(hundreds)
    names = [f"p{index}" for index in range(len(sold))]
    document = plan_document(
        {
            "people": [{"key": name, "group": "rep", "ote": 150000} for name in names],
            "targets": [{"person": name, "measure": "revenue", "target": 1_000_000} for name in names],
            "actuals": [{"person": name, "revenue": 100 * z} for name, z in zip(names, sold, strict=True)],
        },
        {"components": [{"kind": "quota_bonus", "name": "q", "measure": "revenue", "weight": 1, "curve": curve}]},
    )
    run = paid(document)
    pays = [statement_of(run, name).earned for name in names]
    assert pays == sorted(pays)


@given(st.sampled_from([10, 1000]), groups(), st.integers(1, 10**6))
@settings(max_examples=25)
def test_ten_times_the_money_is_ten_times_the_pay(scale: int, group: dict[str, Any], sold: int) -> None:
    """Amounts in another unit: ote, targets, sales, thresholds of tables and spiffs all scaled alike."""

    def pay(times: int) -> list[int]:
        components = [dict(component) for component in group["components"] if component["kind"] != "spiff"]
        for component in components:
            component.pop("components", None)
            if component["kind"] == "commission":
                tiers = [{**tier, "from": tier["from"] * times} for tier in component["rates"]["tiers"]]
                component["rates"] = {**component["rates"], "tiers": tiers}
        document = plan_document(
            {
                "measures": MEASURES,
                "people": [{"key": "ann", "group": "rep", "ote": 150000 * times}],
                "targets": [
                    {"person": "ann", "measure": "revenue", "target": 700_000 * times},
                    {"person": "ann", "measure": "visits", "target": 100},
                ],
                "actuals": [{"person": "ann", "revenue": sold * times, "visits": 90, "mark": 0.8}],
            },
            {**group, "components": components},
        )
        return [line.pay for line in statement_of(paid(document)).lines]

    assert np.array(pay(scale)) / scale == pytest.approx(np.array(pay(1)), abs=0.51)


def test_weights_of_floats_add_up() -> None:
    thirds = [{"kind": "quota_bonus", "name": f"c{w}", "measure": "revenue", "weight": w} for w in (0.1, 0.2, 0.7)]
    statement = statement_of(paid(plan_document({}, {"components": thirds, "multiplier": 1.15})))
    assert [line.pay for line in statement.lines] == [690000, 1380000, 4830000]
    assert statement.earned == 6900000


def test_a_million_times_the_target_is_paid_and_noted() -> None:
    run = paid(plan_document({"actuals": [{"person": "ann", "revenue": 1_200_000 * 1_000_000}]}))
    assert statement_of(run).earned == 6_000_000 * 1_000_000
    assert [(notice.code, notice.facts["percent"]) for notice in run.notices] == [("attainment_implausible", 1e8)]

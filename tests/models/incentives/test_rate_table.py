"""Commission tables against tiers worked out one by one in fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.incentives.rate_table import RateTable
from tests.support.pay_oracle import commission


@st.composite
def tables(draw: st.DrawFn, mode: str | None = None) -> dict[str, Any]:
    """A table with thresholds of two decimals, as documents write it."""
    starts = sorted(draw(st.sets(st.integers(0, 10**9), min_size=1, max_size=6)))
    rates = [draw(st.integers(0, 1000)) / 1000 for _ in starts]
    return {
        "mode": mode or draw(st.sampled_from(["marginal", "retroactive"])),
        "tiers": [{"from": start / 100, "rate": rate} for start, rate in zip(starts, rates, strict=True)],
    }


@given(tables(), st.lists(st.integers(-(10**6), 10**10), min_size=1, max_size=10))
def test_pays_tier_by_tier(written: dict[str, Any], sold: list[int]) -> None:
    """In fen, with thresholds in yuan: also one fen beside every threshold."""
    thresholds = [round(tier["from"] * 100) for tier in written["tiers"]]
    fen = [*sold, *thresholds, *(start - 1 for start in thresholds), *(start + 1 for start in thresholds)]
    paid = RateTable.model_validate(written).function(100.0).value(np.array(fen, dtype=np.float64))
    for z, pay in zip(fen, paid.tolist(), strict=True):
        assert pay == pytest.approx(float(100 * commission(written, Fraction(z, 100))), abs=1e-5)


@given(tables("marginal"))
def test_marginal_pay_never_falls_or_jumps(written: dict[str, Any]) -> None:
    function = RateTable.model_validate(written).function(100.0)
    assert set(function.jumps) == {0.0}
    assert (function.slopes >= -1e-12).all()


@given(tables("retroactive"))
def test_retroactive_pay_jumps_at_thresholds_alone(written: dict[str, Any]) -> None:
    function = RateTable.model_validate(written).function()
    starts = [tier["from"] for tier in written["tiers"]]
    rates = [0.0, *(tier["rate"] for tier in written["tiers"])]
    assert function.knots == tuple(starts)
    jumps = [start * (rate - before) for start, rate, before in zip(starts, rates[1:], rates[:-1], strict=True)]
    assert function.jumps == pytest.approx(jumps, abs=1e-4)
    if rates == sorted(rates):
        assert (np.diff(function.value(np.linspace(0, 2e7, 500))) >= 0).all()


def test_retroactive_pay_falls_where_rates_do() -> None:
    table = RateTable.model_validate(
        {"mode": "retroactive", "tiers": [{"from": 0, "rate": 0.02}, {"from": 100, "rate": 0.01}]}
    )
    assert table.function().value(np.array([99.0, 100.0])).tolist() == pytest.approx([1.98, 1.0])


@pytest.mark.parametrize("mode", ["marginal", "retroactive"])
def test_a_table_may_begin_above_zero(mode: str) -> None:
    table = RateTable.model_validate({"mode": mode, "tiers": [{"from": 1000, "rate": 0.1}]})
    expected = {"marginal": [0.0, 0.0, 100.0], "retroactive": [0.0, 100.0, 200.0]}[mode]
    assert table.function().value(np.array([999.0, 1000.0, 2000.0])).tolist() == pytest.approx(expected)


@pytest.mark.parametrize(
    ("tiers", "code"),
    [
        ([(0, 0.1), (0, 0.2)], "tiers_overlap"),
        ([(100, 0.1), (50, 0.2)], "tiers_not_ascending"),
        ([(-1, 0.1)], "greater_than_equal"),
        ([(0, 1.1)], "less_than_equal"),
        ([(0, -0.1)], "greater_than_equal"),
        ([], "too_short"),
        ([(index, 0.1) for index in range(51)], "too_long"),
    ],
)
def test_refused_with_its_code(tiers: list[tuple[float, float]], code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        RateTable.model_validate({"tiers": [{"from": start, "rate": rate} for start, rate in tiers]})
    assert refused.value.errors()[0]["type"] == code

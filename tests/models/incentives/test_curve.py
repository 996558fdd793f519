"""Payout curves: against the rules case by case, their corners, and what is refused."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from models.incentives.curve import Curve, PayoutCurve, PointCurve, corners, pays_on_target
from tests.support.pay_oracle import curve_pay

CURVES: TypeAdapter[PayoutCurve | PointCurve] = TypeAdapter(Curve)


def hundredths(low: int, high: int) -> st.SearchStrategy[float]:
    return st.integers(low, high).map(lambda value: value / 100)


PARAMETERS = st.fixed_dictionaries(
    {
        "threshold": hundredths(0, 99),
        "pay_at_threshold": hundredths(0, 100),
        "accelerator": hundredths(0, 400),
        "excellence": hundredths(101, 300),
        "beyond": st.none() | hundredths(0, 400),
        "cap": st.none() | hundredths(100, 400),
    }
)
CORNERS = st.dictionaries(st.integers(0, 300), hundredths(0, 400), min_size=1, max_size=6)


def by_points(corners: st.SearchStrategy[dict[int, float]]) -> st.SearchStrategy[dict[str, Any]]:
    """Curves by their corners, pay by attainment in percent."""
    return st.builds(
        lambda corners, beyond, steps: {
            "points": [{"attainment": x / 100, "pay": y} for x, y in sorted(corners.items())],
            "beyond": beyond,
            "steps": steps,
        },
        corners,
        hundredths(0, 300),
        st.booleans(),
    )


POINTS = by_points(CORNERS)
POINTS_ON_TARGET = by_points(
    st.builds(lambda corners, pay: {**corners, 100: pay}, CORNERS, hundredths(100, 400)),
)
"""Those that pay people on target all of their target incentive."""
ATTAINMENTS = st.lists(st.integers(0, 4_000_000), min_size=1, max_size=20)
"""In millionths."""


@given(PARAMETERS | POINTS, ATTAINMENTS)
def test_pays_by_the_rules(written: dict[str, Any], millionths: list[int]) -> None:
    function = CURVES.validate_python(written).function
    exact = [Fraction(value, 10**6) for value in millionths] + [Fraction(str(knot)) for knot in function.knots]
    pays = function.value(np.array([float(a) for a in exact]))
    for a, pay in zip(exact, pays.tolist(), strict=True):
        assert pay == pytest.approx(float(curve_pay(written, a)), abs=1e-9)


@given(PARAMETERS)
def test_never_falls_and_stays_under_its_cap(written: dict[str, Any]) -> None:
    pays = PayoutCurve(**written).function.value(np.linspace(0, 5, 400))
    assert (np.diff(pays) >= -1e-12).all()
    assert written["cap"] is None or pays.max() <= written["cap"] + 1e-12


@given(PARAMETERS)
def test_on_target_pays_the_target_incentive(written: dict[str, Any]) -> None:
    assert PayoutCurve(**written).function.value(np.array(1.0)) == pytest.approx(1.0, abs=1e-15)


def test_the_curve_of_the_handbook() -> None:
    """τ = 0.8, p0 = 0.5, s2 = 2, e = 1.2, s3 = 1.5, C = 2.5; mean .87701341 and sd .58961062 at (1, .25)."""
    curve = PayoutCurve(threshold=0.8, pay_at_threshold=0.5, accelerator=2, excellence=1.2, beyond=1.5, cap=2.5)
    at = np.array([0.0, 0.79999, 0.8, 0.9, 1.0, 1.1, 1.2, 1.5, 1.93, 1.94, 1e6])
    paid = [0, 0, 0.5, 0.75, 1.0, 1.2, 1.4, 1.85, 2.495, 2.5, 2.5]
    assert curve.function.value(at) == pytest.approx(paid, abs=1e-12)
    z = np.linspace(-9, 9, 900_001)
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    pay = curve.function.value(np.exp(0.25 * z - 0.25**2 / 2))
    mean = np.trapezoid(pay * density, z)
    assert mean == pytest.approx(0.87701341, abs=2e-6)
    assert np.sqrt(np.trapezoid(pay**2 * density, z) - mean**2) == pytest.approx(0.58961062, abs=2e-6)


def test_a_million_times_the_target_is_a_number() -> None:
    assert PayoutCurve(accelerator=2).function.value(np.array(1e6)) == 1 + 2 * (1e6 - 1)


def test_a_threshold_of_100_percent_pays_everything_there() -> None:
    function = PayoutCurve(threshold=1, pay_at_threshold=1, accelerator=0).function
    assert function.value(np.array([0.9999, 1.0, 2.0])).tolist() == [0.0, 1.0, 1.0]


class TestRefused:
    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ({"threshold": 1.01}, "threshold_over_target"),
            ({"threshold": 80}, "threshold_over_target"),
            ({"threshold": 1, "pay_at_threshold": 0.5}, "threshold_at_target"),
            ({"cap": 0.99}, "cap_under_target"),
            ({"cap": 0}, "cap_under_target"),
            ({"points": [{"attainment": 1, "pay": 1}, {"attainment": 1, "pay": 2}]}, "points_not_ascending"),
            ({"points": [{"attainment": 1, "pay": 1}, {"attainment": 0.9, "pay": 2}]}, "points_not_ascending"),
            ({"points": []}, "too_short"),
            ({"accelerator": -1}, "greater_than_equal"),
            ({"excellence": 1}, "greater_than"),
            ({"threshold": -0.1}, "greater_than_equal"),
            ({"threshold": float("nan")}, "not_finite"),
            ({"threshold": "80 %"}, "percent_as_text"),
            ({"threshold": True}, "not_a_number"),
            ({"points": [{"attainment": 1, "pay": 1}], "cap": 2}, "extra_forbidden"),
        ],
    )
    def test_with_its_code(self, written: dict[str, Any], code: str) -> None:
        with pytest.raises(ValidationError) as refused:
            CURVES.validate_python(written)
        assert [error["type"] for error in refused.value.errors()] == [code]


class TestCorners:
    def test_draw_both_ends_of_a_jump(self) -> None:
        function = PayoutCurve(threshold=0.8, pay_at_threshold=0.5, accelerator=2, cap=1.5).function
        drawn = [(0.0, 0.0), (0.8, 0.0), (0.8, 0.5), (1.0, 1.0), (1.25, 1.5), (2.0, 1.5)]
        assert np.array(corners(function, 2.0)) == pytest.approx(np.array(drawn))

    @given(PARAMETERS, hundredths(1, 500))
    def test_lie_on_the_curve(self, written: dict[str, Any], last: float) -> None:
        function = PayoutCurve(**written).function
        drawn = corners(function, last)
        assert drawn[0][0] == 0.0 and drawn[-1][0] == pytest.approx(last)
        middle = [((x + y) / 2, (low + high) / 2) for (x, low), (y, high) in pairwise(drawn) if y > x]
        at = np.array([x for x, _ in middle])
        assert function.value(at) == pytest.approx([pay for _, pay in middle], abs=1e-9)


@given(PARAMETERS | POINTS_ON_TARGET)
def test_people_on_target_get_all_of_it(written: dict[str, Any]) -> None:
    curve = CURVES.validate_python(written)
    assert pays_on_target(curve) is curve


@pytest.mark.parametrize(
    ("points", "percent"),
    [
        ([(0.8, 0.5), (1, 0.5)], 50),
        ([(0.8, 0.5), (0.999999, 1)], None),
        ([(1.01, 1)], 0),
        ([(0.9, 0.9), (1.1, 1.1)], None),
        ([(0.9, 0.9), (1.1, 1.09999)], 100),
    ],
)
def test_points_that_pay_less_on_target_are_refused(points: list[tuple[float, float]], percent: float | None) -> None:
    curve = CURVES.validate_python({"points": [{"attainment": a, "pay": pay} for a, pay in points]})
    if percent is None:
        assert pays_on_target(curve) is curve
        return
    with pytest.raises(PydanticCustomError) as refused:
        pays_on_target(curve)
    assert refused.value.type == "curve_under_target"
    assert refused.value.context == {"percent": pytest.approx(percent, abs=0.01)}

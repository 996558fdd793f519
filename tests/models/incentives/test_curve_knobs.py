"""A curve as the tuner turns it: a cap that nobody turns stays, and every derivative is right, cap or not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.arrays import FloatArray
from models.incentives.curve import PayoutCurve
from models.incentives.curve_knobs import CurveKnobs
from models.incentives.knob import LineSlope
from models.incentives.piecewise import PiecewiseLinear

STEP = 1e-7
AT = np.linspace(0.4, 4.0, 181) + 0.00137

CURVES = st.builds(
    PayoutCurve,
    threshold=st.floats(0.3, 0.95),
    pay_at_threshold=st.floats(0, 0.9),
    accelerator=st.floats(0.2, 4),
    excellence=st.floats(1.05, 1.8),
    beyond=st.none() | st.floats(0.05, 4),
    cap=st.none() | st.floats(1.05, 4),
)


def slope_at(function: PiecewiseLinear, moved: LineSlope, z: FloatArray) -> FloatArray:
    """Derivative of f(z), from those of its jumps, bends and knots."""
    beyond = z[:, None] - np.array(function.knots)
    inside = beyond >= 0
    parts = inside * moved.jumps + np.maximum(beyond, 0) * moved.bends - inside * np.array(function.bends) * moved.knots
    return np.asarray(parts.sum(axis=1))


def knobs_of(curve: PayoutCurve) -> CurveKnobs:
    found = CurveKnobs.of(curve)
    assert found is not None
    return found


@given(CURVES)
def test_as_written_it_pays_what_the_curve_pays(curve: PayoutCurve) -> None:
    knobs = knobs_of(curve)
    assert knobs.function().value(AT) == pytest.approx(curve.function.value(AT), abs=1e-7)
    assert knobs.written().function.value(AT) == pytest.approx(curve.function.value(AT), abs=1e-9)


@given(CURVES, st.floats(0.5, 4), st.floats(1.06, 1.7), st.floats(0.05, 4))
def test_a_cap_that_is_not_turned_stays(
    curve: PayoutCurve, accelerator: float, excellence: float, beyond: float
) -> None:
    turned = knobs_of(curve).turned({"accelerator": accelerator, "excellence": excellence, "beyond": beyond})
    assert turned.written().cap == curve.cap
    assert turned.function().value(AT) == pytest.approx(turned.written().function.value(AT), abs=1e-7)


@given(CURVES, st.booleans())
def test_derivatives(curve: PayoutCurve, is_cap_turned: bool) -> None:
    knobs = knobs_of(curve)
    room = {one.parameter: one.today for one in knobs.knobs()}.get("headroom")
    turned = knobs.turned({} if room is None or not is_cap_turned else {"headroom": room})
    names = [one.parameter for one in knobs.knobs() if one.parameter != "headroom" or turned.headroom is not None]
    rise = 1 + (curve.excellence - 1) * curve.accelerator
    if curve.cap is not None and abs(curve.cap - rise) < 1e-4:
        return  # the cap meets excellence: to both sides the derivatives are those of other knots
    for name in names:
        value = float(getattr(turned, name))
        up, down = (turned.turned({name: value + step}).function() for step in (STEP, -STEP))
        found = slope_at(turned.function(), turned.slopes()[name], AT)
        between = np.abs(AT[:, None] - np.array(turned.function().knots)).min(axis=1) > 1e-3
        numeric = (up.value(AT) - down.value(AT)) / (2 * STEP)
        assert found[between] == pytest.approx(numeric[between], abs=1e-4), name


def test_a_cap_follows_its_room_alone() -> None:
    curve = PayoutCurve(threshold=0.8, pay_at_threshold=0.5, accelerator=2, excellence=1.2, beyond=1.5, cap=2.5)
    knobs = knobs_of(curve)
    assert knobs.turned({"accelerator": 3, "headroom": 1.1}).written().cap == pytest.approx(2.7)
    assert knobs.turned({"accelerator": 3}).written().cap == 2.5


def test_a_cap_that_cuts_before_excellence_or_after_a_flat_end_stays() -> None:
    early = PayoutCurve(accelerator=2, excellence=1.5, beyond=1, cap=1.5)
    assert knobs_of(early).turned({"accelerator": 1.0}).written().function.value(np.array([1.5, 9.0])).tolist() == [
        pytest.approx(1.5),
        pytest.approx(1.5),
    ]
    flat = PayoutCurve(accelerator=2, excellence=1.2, beyond=0.0, cap=2.5)
    assert knobs_of(flat).turned({"beyond": 1.0}).written().cap == 2.5
    assert [one.parameter for one in knobs_of(flat).knobs()].count("headroom") == 0

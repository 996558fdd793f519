"""The forecast menu: Gonik's numbers, the honest forecast wins in simulation, and limits of pay are kept."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.arrays import FloatArray
from models.errors import InvalidInput
from models.incentives.forecast_menu import ForecastMenu
from models.incentives.menu_design import BoundBy, MenuLimits, Span, designed_menu

GONIK = ForecastMenu(Decimal("1.2"), Decimal("0.6"), Decimal("1.8"))
WIDE = Span(Decimal("0.5"), Decimal("1.5"))
DRAWS = 100_000

rates = st.decimals(min_value="0.001", max_value="5", places=3)
shares = st.decimals(min_value="0", max_value="2", places=2)
quantiles = st.decimals(min_value="0.01", max_value="0.99", places=2)


def limits(
    pay: str = "1", least: str = "0", most: str | None = None, above: str = "0.5", forecasts: Span = WIDE
) -> MenuLimits:
    return MenuLimits(
        Decimal(pay), Decimal(least), None if most is None else Decimal(most), Decimal(above), forecasts, WIDE
    )


def corner_pays(menu: ForecastMenu, kept: MenuLimits) -> list[Decimal]:
    steps = [Decimal(place) / 20 for place in range(21)]
    lines = [
        [span.lowest + (span.highest - span.lowest) * step for step in steps] for span in (kept.forecasts, kept.actuals)
    ]
    return [menu.pay(forecast, actual) for forecast, actual in product(*lines)]


def best_forecast(menu: ForecastMenu, outcomes: FloatArray) -> float:
    """The forecast with the highest mean pay over the draws, searched on a fine grid without any theory."""
    above, at, below = float(menu.above), float(menu.at_forecast), float(menu.below)
    grid = np.quantile(outcomes, np.linspace(0.02, 0.98, 193))
    means = []
    for forecast in grid:
        missed = outcomes - forecast
        means.append(at * forecast + np.where(missed >= 0, above * missed, below * missed).mean())
    return float(grid[int(np.argmax(means))])


@pytest.mark.parametrize(
    ("forecast", "actual", "percent"),
    [("0.5", "1", 90), ("1", "1", 120), ("0.5", "0.5", 60), ("1", "0.5", 30), ("1.5", "1", 90), ("1.5", "0.5", 0)],
)
def test_goniks_table(forecast: str, actual: str, percent: int) -> None:
    assert GONIK.pay(Decimal(forecast), Decimal(actual)) * 100 == percent


@given(shares, shares)
def test_goniks_formulas(forecast: Decimal, actual: Decimal) -> None:
    formula = 60 * (actual + forecast) if actual > forecast else 60 * (3 * actual - forecast)
    assert GONIK.pay(forecast, actual) * 100 == formula


def test_gonik_asks_for_the_median() -> None:
    assert GONIK.quantile == Decimal("0.5")
    found = designed_menu(Decimal("0.5"), limits(pay="1.2", above="0.6"))
    assert found.menu == GONIK


@pytest.mark.parametrize("quantile", ["0.2", "0.5", "0.8"])
@pytest.mark.parametrize("world", ["normal", "lognormal", "gamma", "two peaks"])
def test_the_best_report_is_the_quantile_in_simulation(quantile: str, world: str) -> None:
    random = np.random.default_rng(7)
    outcomes = {
        "normal": lambda: random.normal(1.0, 0.2, DRAWS),
        "lognormal": lambda: np.exp(random.normal(-0.05, 0.3, DRAWS)),
        "gamma": lambda: random.gamma(3.0, 0.3, DRAWS),
        "two peaks": lambda: random.normal(np.where(random.random(DRAWS) < 0.4, 0.7, 1.2), 0.1),
    }[world]()
    menu = designed_menu(Decimal(quantile), limits()).menu
    best = best_forecast(menu, outcomes)
    assert float((outcomes <= best).mean()) == pytest.approx(float(quantile), abs=0.011)
    assert float(menu.quantile) == pytest.approx(float(quantile))


@given(
    st.lists(rates, min_size=3, max_size=3, unique=True).map(sorted),
    shares,
    st.lists(shares, min_size=2, max_size=2, unique=True).map(sorted),
)
def test_more_sold_is_never_paid_less_and_an_exact_forecast_is_best(
    ordered: list[Decimal], forecast: Decimal, actuals: list[Decimal]
) -> None:
    (above, at, below), (actual, other) = ordered, actuals
    menu = ForecastMenu(at, above, below)
    assert menu.pay(forecast, actual) < menu.pay(forecast, other)
    assert menu.pay(actual, actual) == at * actual
    assert forecast == actual or menu.pay(forecast, actual) < menu.pay(actual, actual)


@pytest.mark.parametrize(
    "wrong", [("1", "1", "2"), ("1", "0", "2"), ("1", "0.5", "1"), ("1", "2", "3"), ("1", "-1", "2")]
)
def test_rates_in_another_order(wrong: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="order"):
        ForecastMenu(*map(Decimal, wrong))


@given(quantiles, rates, st.decimals(min_value="-1", max_value="1", places=2), shares, rates, shares, shares)
def test_a_designed_menu_keeps_its_limits_and_could_not_be_steeper(
    quantile: Decimal, pay: Decimal, least: Decimal, most: Decimal, above: Decimal, low: Decimal, width: Decimal
) -> None:
    asked = MenuLimits(pay, least, most or None, above, Span(low, low + width + Decimal("0.01")), WIDE)
    try:
        found = designed_menu(quantile, asked)
    except InvalidInput as refused:
        assert len(refused.findings) == 1
        return
    menu, pays = found.menu, corner_pays(found.menu, asked)
    assert menu.quantile == pytest.approx(quantile)
    assert menu.at_forecast == pay and menu.above >= above
    assert min(pays) >= least and (asked.most_pay is None or max(pays) <= asked.most_pay)
    more = menu.below - menu.above + Decimal("0.0001")
    steeper = (pay - quantile * more, pay + (1 - quantile) * more)
    broken = steeper[0] < above
    if not broken:
        broken = min(corner_pays(ForecastMenu(pay, *steeper), asked)) < least
    assert broken


def test_which_limit_stops_it() -> None:
    assert designed_menu(Decimal("0.5"), limits()).bound_by is BoundBy.LEAST_RATE_ABOVE
    floor = designed_menu(Decimal("0.5"), limits(least="0.2"))
    assert floor.bound_by is BoundBy.LEAST_PAY
    assert floor.menu.pay(Decimal("1.5"), Decimal("0.5")) == Decimal("0.2")


def test_a_ceiling_is_kept_by_what_a_miss_costs() -> None:
    narrow = Span(Decimal("0.5"), Decimal("1.2"))
    kept = designed_menu(Decimal("0.5"), limits(most="1.4", forecasts=narrow))
    assert max(corner_pays(kept.menu, limits(forecasts=narrow))) <= Decimal("1.4")


@pytest.mark.parametrize(
    ("asked", "code", "pointer"),
    [
        (limits(above="1"), "menu_rate_above_too_high", "/least_rate_above"),
        (limits(least="0.6"), "menu_floor_out_of_reach", "/least_pay"),
        (limits(least="0.5"), "menu_floor_out_of_reach", "/least_pay"),
        (limits(most="1.2"), "menu_ceiling_out_of_reach", "/most_pay"),
        (limits(most="1.2", forecasts=Span(Decimal(0), Decimal("1.2"))), "menu_limits_apart", "/most_pay"),
    ],
)
def test_limits_that_leave_no_menu(asked: MenuLimits, code: str, pointer: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        designed_menu(Decimal("0.5"), asked)
    (finding,) = refused.value.findings
    assert (finding.code, finding.location.pointer) == (code, pointer)


def test_the_ceiling_that_is_named_is_enough() -> None:
    narrow = Span(Decimal(0), Decimal("1.2"))
    with pytest.raises(InvalidInput) as refused:
        designed_menu(Decimal("0.3"), limits(most="1.2", forecasts=narrow))
    enough = refused.value.findings[0].facts["enough"]
    menu = designed_menu(Decimal("0.3"), limits(most=repr(enough), forecasts=narrow)).menu
    assert max(corner_pays(menu, limits(forecasts=narrow))) <= Decimal(repr(enough))

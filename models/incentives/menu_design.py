"""Chooses the rates of a forecast menu: the quantile that is asked for, within limits of pay."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

from models.errors import InvalidInput
from models.findings import Fact, Finding, Location
from models.incentives.forecast_menu import ForecastMenu, miss_cost

STEP = Decimal("0.000001")
"""The spread is a multiple of this, so that rates have few digits and are exact."""


class BoundBy(StrEnum):
    """Which limit keeps a miss from costing more."""

    LEAST_PAY = "least_pay"
    LEAST_RATE_ABOVE = "least_rate_above"


@dataclass(frozen=True)
class Span:
    """From `lowest` to `highest`, both included, as multiples of the objective."""

    lowest: Decimal
    highest: Decimal

    def nearest(self, value: Decimal) -> Decimal:
        """The value, moved into the span."""
        return min(max(value, self.lowest), self.highest)


@dataclass(frozen=True)
class MenuLimits:
    """What a menu must keep wherever forecast and actual lie in their spans.

    pay_at_objective: for a forecast and an actual at the objective. least_pay, most_pay: lowest and highest pay.
    least_rate_above: least pay for each objective sold over the forecast, or nobody would go on selling. Pay in
    multiples of the target incentive. most_pay None: no ceiling.
    """

    pay_at_objective: Decimal
    least_pay: Decimal
    most_pay: Decimal | None
    least_rate_above: Decimal
    forecasts: Span
    actuals: Span


@dataclass(frozen=True)
class DesignedMenu:
    """A menu, and which limit it stops at."""

    menu: ForecastMenu
    bound_by: BoundBy


def designed_menu(quantile: Decimal, limits: MenuLimits) -> DesignedMenu:
    """The menu that asks for `quantile` (between 0 and 1) and makes a miss as dear as the limits allow.

    With b1 the pay at the objective and d = b3 − b2 the spread, b2 = b1 − q·d and b3 = b1 + (1 − q)·d. The lowest pay
    is at the lowest actual and the forecast that costs most there; the highest at the highest actual and the forecast
    nearest to it. Both, and the least rate above, bound d, which is the largest that they leave.
    Raises InvalidInput when they leave none.
    """
    bound_by, highest = _highest_spread(quantile, limits)
    spread = highest.quantize(STEP, ROUND_FLOOR)
    lowest = _lowest_spread(quantile, limits)
    if spread < lowest:
        raise _apart(quantile, limits, bound_by, spread)
    if spread <= 0:
        raise _refused("menu_floor_out_of_reach", BoundBy.LEAST_PAY, _floor_facts(limits))
    rate = limits.pay_at_objective
    menu = ForecastMenu(rate, rate - quantile * spread, rate + (1 - quantile) * spread)
    return DesignedMenu(menu, bound_by)


def _highest_spread(quantile: Decimal, limits: MenuLimits) -> tuple[BoundBy, Decimal]:
    rate = limits.pay_at_objective
    room = rate - limits.least_rate_above
    if room <= 0:
        facts: dict[str, Fact] = {"value": float(limits.least_rate_above), "bound": float(rate)}
        raise _refused("menu_rate_above_too_high", BoundBy.LEAST_RATE_ABOVE, facts)
    found = BoundBy.LEAST_RATE_ABOVE, room / quantile
    actual, forecasts = limits.actuals.lowest, limits.forecasts
    dearest = max(miss_cost(quantile, forecast, actual) for forecast in (forecasts.lowest, forecasts.highest))
    left = rate * actual - limits.least_pay
    if left < 0:
        raise _refused("menu_floor_out_of_reach", BoundBy.LEAST_PAY, _floor_facts(limits))
    if dearest > 0 and left / dearest < found[1]:
        return BoundBy.LEAST_PAY, left / dearest
    return found


def _lowest_spread(quantile: Decimal, limits: MenuLimits) -> Decimal:
    """The spread from which on the highest pay is not over the ceiling."""
    if limits.most_pay is None:
        return Decimal(0)
    actual = limits.actuals.highest
    cheapest = miss_cost(quantile, limits.forecasts.nearest(actual), actual)
    over = limits.pay_at_objective * actual - limits.most_pay
    if over <= 0:
        return Decimal(0)
    if cheapest == 0:
        facts: dict[str, Fact] = {
            "value": float(limits.most_pay),
            "actual": float(actual),
            "pay": float(limits.pay_at_objective * actual),
        }
        raise _refused("menu_ceiling_out_of_reach", "most_pay", facts)
    return over / cheapest


def _apart(quantile: Decimal, limits: MenuLimits, bound_by: BoundBy, spread: Decimal) -> InvalidInput:
    actual = limits.actuals.highest
    cheapest = miss_cost(quantile, limits.forecasts.nearest(actual), actual)
    enough = (limits.pay_at_objective * actual - max(spread, Decimal(0)) * cheapest).quantize(STEP, ROUND_CEILING)
    facts: dict[str, Fact] = {
        "value": float(limits.most_pay or 0),
        "enough": float(enough),
        "menu_limit": str(bound_by),
    }
    return _refused("menu_limits_apart", "most_pay", facts)


def _floor_facts(limits: MenuLimits) -> dict[str, Fact]:
    actual = limits.actuals.lowest
    return {
        "value": float(limits.least_pay),
        "actual": float(actual),
        "pay": float(limits.pay_at_objective * actual),
    }


def _refused(code: str, field: str, facts: dict[str, Fact]) -> InvalidInput:
    return InvalidInput([Finding(code, Location(pointer=f"/{field}"), facts)])

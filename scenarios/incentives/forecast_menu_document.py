"""A forecast menu as it is asked for in JSON: a quantile within limits of pay, or rates that exist already."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from models.errors import InvalidInput
from models.fields import STRICT, Number
from models.findings import Fact, Finding, Location
from models.incentives.forecast_menu import ForecastMenu
from models.incentives.menu_design import BoundBy, MenuLimits, Span, designed_menu
from scenarios.definition.schema_findings import no_document, schema_findings

MOST_LINES = 101
"""Lines of a pay table, each way: more is no table to print."""

LEAST_SHARE = 0.0001
"""The nearest that a quantile may come to 0 or 1: beyond it one side of the menu is all but free."""

Share = Annotated[Number, Field(ge=0, le=10)]
Pay = Annotated[Number, Field(ge=-1000, le=1000)]
PositivePay = Annotated[Number, Field(ge=0.001, le=1000)]
LIMITS = ("pay_at_objective", "least_pay", "most_pay", "least_rate_above")


class RatesDocument(BaseModel):
    """Rates of a menu: pay in target incentives for each objective, 0 < above < at_forecast < below."""

    model_config = STRICT

    at_forecast: PositivePay = Field(description="b1: for the forecast itself.")
    above: PositivePay = Field(description="b2: for what is sold over the forecast.")
    below: PositivePay = Field(description="b3: taken off for what the forecast is missed by.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.above < self.at_forecast < self.below:
            facts = {name: float(getattr(self, name)) for name in ("at_forecast", "above", "below")}
            raise PydanticCustomError("menu_rates_order", "0 < above < at_forecast < below", facts)
        return self


class ForecastMenuRequest(BaseModel):
    """Pay that makes an honest forecast the best one. Forecasts and actuals are multiples of the objective, pay is a
    multiple of the target incentive."""

    model_config = STRICT

    quantile: Annotated[Number, Field(ge=LEAST_SHARE, le=1 - LEAST_SHARE)] | None = Field(
        default=None,
        description="The forecast that pays best: so many outcomes of all lie under it. 0.5 asks for the median, more "
        "for a forecast that is more often missed than passed.",
    )
    rates: RatesDocument | None = Field(default=None, description="Rates of a menu that exists, instead of a quantile.")
    pay_at_objective: PositivePay | None = Field(
        default=None, description="Pay for a forecast and an actual at the objective. Default: 1."
    )
    least_pay: Pay | None = Field(default=None, description="Lowest pay in the table's ranges. Default: 0.")
    most_pay: Pay | None = Field(default=None, description="Highest pay in the table's ranges. Default: none.")
    least_rate_above: PositivePay | None = Field(
        default=None,
        description="Least pay for each objective sold over the forecast. Default: half of pay_at_objective.",
    )
    forecast_from: Share = Field(default=Decimal("0.5"), description="Lowest forecast of the table.")
    forecast_to: Share = Field(default=Decimal("1.5"), description="Highest forecast of the table.")
    actual_from: Share = Field(default=Decimal("0.5"), description="Lowest actual of the table.")
    actual_to: Share = Field(default=Decimal("1.5"), description="Highest actual of the table.")
    step: Annotated[Number, Field(gt=0, le=10)] = Field(
        default=Decimal("0.1"), description="From line to line of the table."
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        with_limits = any(getattr(self, name) is not None for name in LIMITS)
        if (self.quantile is None) == (self.rates is None) or (self.rates is not None and with_limits):
            raise PydanticCustomError("menu_quantile_or_rates", "a quantile, or rates alone")
        return self


@dataclass(frozen=True)
class MenuTable:
    """A menu with the lines of its table. `bound_by` is None for rates that were given."""

    menu: ForecastMenu
    bound_by: BoundBy | None
    forecasts: tuple[Decimal, ...]
    actuals: tuple[Decimal, ...]


def read_forecast_menu(value: object) -> MenuTable:
    """The menu of a request's plain values. Raises InvalidInput with everything that is wrong, or with the limits that
    leave no menu."""
    if not isinstance(value, dict):
        raise InvalidInput([no_document(value)])
    try:
        return menu_table(ForecastMenuRequest.model_validate(value))
    except ValidationError as error:
        raise InvalidInput([finding for _, finding in schema_findings(error, value, ForecastMenuRequest)]) from None


def menu_table(asked: ForecastMenuRequest) -> MenuTable:
    """The menu that is asked for, and its table. Raises InvalidInput."""
    forecasts = _lines("forecast", asked.forecast_from, asked.forecast_to, asked.step)
    actuals = _lines("actual", asked.actual_from, asked.actual_to, asked.step)
    if asked.rates is not None:
        rates = asked.rates
        return MenuTable(ForecastMenu(rates.at_forecast, rates.above, rates.below), None, forecasts, actuals)
    assert asked.quantile is not None
    found = designed_menu(asked.quantile, _limits(asked))
    return MenuTable(found.menu, found.bound_by, forecasts, actuals)


def _limits(asked: ForecastMenuRequest) -> MenuLimits:
    at_objective = Decimal(1) if asked.pay_at_objective is None else asked.pay_at_objective
    return MenuLimits(
        pay_at_objective=at_objective,
        least_pay=asked.least_pay or Decimal(0),
        most_pay=asked.most_pay,
        least_rate_above=asked.least_rate_above or at_objective / 2,
        forecasts=Span(asked.forecast_from, asked.forecast_to),
        actuals=Span(asked.actual_from, asked.actual_to),
    )


def _lines(name: str, low: Decimal, high: Decimal, step: Decimal) -> tuple[Decimal, ...]:
    """From `low` by `step`, and `high` itself."""
    if low >= high:
        raise _refused("menu_range_empty", f"{name}_to", {"low": float(low), "high": float(high)})
    count = int((high - low) / step)
    if count >= MOST_LINES:
        raise _refused("menu_table_too_long", "step", {"count": count + 1, "most": MOST_LINES})
    lines = [low + place * step for place in range(count + 1)]
    return (*lines, *([high] if lines[-1] < high else []))


def _refused(code: str, field: str, facts: dict[str, Fact]) -> InvalidInput:
    return InvalidInput([Finding(code, Location(pointer=f"/{field}"), facts)])

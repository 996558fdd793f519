"""Writes a forecast menu as the document of `schema`, and its table as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.messages.forecast_menu import MENU
from app.messages.language import Language
from models.incentives.forecast_menu import ForecastMenu
from scenarios.incentives.forecast_menu_document import MenuTable

DIGITS = 9
"""Decimals of rates and pay in the document: far more than anybody pays by."""
HUNDREDTH = Decimal("0.01")


def forecast_menu_document(table: MenuTable, language: Language) -> dict[str, Any]:
    """The menu as JSON-ready values."""
    menu = table.menu
    pay = [[_number(menu.pay(forecast, actual)) for forecast in table.forecasts] for actual in table.actuals]
    lowest, highest = min(map(min, pay)), max(map(max, pay))
    return {
        "schema": "allot.forecast_menu/1",
        "quantile": _number(menu.quantile),
        "rates": {name: _number(getattr(menu, name)) for name in ("at_forecast", "above", "below")},
        "miss": {"over": _number(menu.at_forecast - menu.above), "under": _number(menu.below - menu.at_forecast)},
        "bound_by": None if table.bound_by is None else str(table.bound_by),
        "lowest_pay": lowest,
        "highest_pay": highest,
        "forecasts": [_number(forecast) for forecast in table.forecasts],
        "actuals": [_number(actual) for actual in table.actuals],
        "pay": pay,
        "sentences": _sentences(table, lowest, language),
    }


def forecast_menu_csv(document: Mapping[str, Any], language: Language) -> bytes:
    """The pay table as it is printed: a row for each actual, a column for each forecast, in percent. UTF-8 with a
    byte-order mark, so that Excel reads Chinese; CRLF."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    corner = MENU["actual_by_forecast"].text(language)
    writer.writerow([corner, *(percent(forecast) for forecast in document["forecasts"])])
    for actual, row in zip(document["actuals"], document["pay"], strict=True):
        writer.writerow([percent(actual), *(percent(pay) for pay in row)])
    return ("\ufeff" + buffer.getvalue()).encode("utf-8")


def percent(value: float) -> str:
    """A fraction as percent with at most two decimals: `112.5%`."""
    rounded = (Decimal(repr(value)) * 100).quantize(HUNDREDTH, ROUND_HALF_UP)
    return f"{rounded.normalize():f}%" if rounded else "0%"


def _number(value: Decimal) -> float:
    return float(round(value, DIGITS)) + 0.0


def _sentences(table: MenuTable, lowest: float, language: Language) -> list[str]:
    menu = table.menu
    said = [_best(menu, language)]
    rates = {name: percent(_number(getattr(menu, name))) for name in ("at_forecast", "above", "below")}
    said.append(MENU["rates"].fill(rates, language))
    over, under = _number(menu.at_forecast - menu.above), _number(menu.below - menu.at_forecast)
    said.append(MENU["misses"].fill({"over": percent(over), "under": percent(under)}, language))
    if table.bound_by is not None:
        said.append(MENU[f"bound_by_{table.bound_by}"].text(language))
    if lowest < 0:
        said.append(MENU["negative"].text(language))
    return said


def _best(menu: ForecastMenu, language: Language) -> str:
    missed = _number(menu.quantile)
    if percent(missed) == "50%":
        return MENU["best_median"].text(language)
    passed = _number(1 - menu.quantile)
    return MENU["best"].fill({"passed": percent(passed), "missed": percent(missed)}, language)

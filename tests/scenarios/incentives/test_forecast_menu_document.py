"""Requests of forecast menus: what is read, and every fault with its place and words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from app.messages import describe
from models.errors import InvalidInput
from models.incentives.forecast_menu import ForecastMenu
from scenarios.incentives.forecast_menu_document import read_forecast_menu

GONIK = {"at_forecast": 1.2, "above": 0.6, "below": 1.8}


def test_rates_that_exist() -> None:
    table = read_forecast_menu({"rates": GONIK, "step": 0.25, "forecast_from": 0, "forecast_to": 0.6})
    assert table.menu == ForecastMenu(Decimal("1.2"), Decimal("0.6"), Decimal("1.8"))
    assert table.bound_by is None
    assert table.forecasts == tuple(map(Decimal, ("0", "0.25", "0.50", "0.6")))
    assert table.actuals == tuple(map(Decimal, ("0.5", "0.75", "1.00", "1.25", "1.50")))


def test_defaults() -> None:
    table = read_forecast_menu({"quantile": 0.5})
    assert (table.menu.at_forecast, table.menu.above, table.menu.below) == (1, Decimal("0.5"), Decimal("1.5"))
    assert len(table.forecasts) == len(table.actuals) == 11


@pytest.mark.parametrize(
    ("value", "pointer", "code", "english", "chinese"),
    [
        ({}, "", "menu_quantile_or_rates", "either the quantile", "二选一"),
        ({"quantile": 0.5, "rates": GONIK}, "", "menu_quantile_or_rates", "either the quantile", "二选一"),
        ({"rates": GONIK, "most_pay": 2}, "", "menu_quantile_or_rates", "no limits", "不附限制"),
        ({"quantile": 0}, "/quantile", "number_below_minimum", "at least 0.0001", "至少应为 0.0001"),
        ({"quantile": 1}, "/quantile", "number_above_maximum", "at most 0.9999", "最多为 0.9999"),
        ({"quantile": "half"}, "/quantile", "number_as_text", "is written as text", "是文本"),
        ({"quantile": float("nan")}, "/quantile", "not_finite", "finite number", "有限的数字"),
        ({"quantile": True}, "/quantile", "not_a_number", "A number is expected", "此处应为数字"),
        ({"quantil": 0.5}, "/quantil", "field_unknown", "Did you mean quantile?", "是否想写 quantile"),
        (
            {"rates": {**GONIK, "above": 1.3}},
            "/rates",
            "menu_rates_order",
            "the rate above must be less",
            "超出费率必须小于",
        ),
        (
            {"rates": {**GONIK, "below": 1.2}},
            "/rates",
            "menu_rates_order",
            "and the rate below more",
            "不足费率必须大于",
        ),
        ({"rates": {**GONIK, "above": 0}}, "/rates/above", "number_below_minimum", "at least 0.001", "至少应为 0.001"),
        ({"rates": {"above": 1, "below": 2}}, "/rates/at_forecast", "field_missing", "is missing", "缺少"),
        ({"rates": [1, 2, 3]}, "/rates", "not_an_object", "named fields", "带字段名"),
        ({"quantile": 0.5, "actual_to": 0.5}, "/actual_to", "menu_range_empty", "end above", "终点必须大于"),
        ({"quantile": 0.5, "step": 0.001}, "/step", "menu_table_too_long", "101 can be printed", "最多可打印 101"),
        ({"quantile": 0.5, "step": 0}, "/step", "number_not_above", "must be above 0", "必须大于 0"),
        (
            {"quantile": 0.5, "most_pay": 1.2},
            "/most_pay",
            "menu_ceiling_out_of_reach",
            "Raise the highest pay",
            "提高最高薪酬",
        ),
        (
            {"quantile": 0.5, "least_pay": 0.6},
            "/least_pay",
            "menu_floor_out_of_reach",
            "Lower the least pay",
            "降低最低薪酬",
        ),
    ],
)
def test_what_is_refused(value: dict[str, Any], pointer: str, code: str, english: str, chinese: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_forecast_menu(value)
    (finding,) = refused.value.findings
    assert (finding.location.pointer, finding.code) == (pointer, code)
    assert english in describe(finding, "en") and chinese in describe(finding, "zh")


@pytest.mark.parametrize(("value", "code"), [(None, "document_empty"), ([], "document_without_fields")])
def test_no_document(value: object, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_forecast_menu(value)
    assert [finding.code for finding in refused.value.findings] == [code]

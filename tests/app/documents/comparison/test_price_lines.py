"""Changes of measures beside a price: shares in percentage points, money and spreads in their own unit."""

from __future__ import annotations

from typing import Any

import pytest

from app.documents.comparison.price_lines import change_text, in_unit, measure_heads


def line(name: str, before: float, after: float) -> dict[str, Any]:
    return {"price": {"measures": [{"name": name, "with": before, "without": after}]}}


@pytest.mark.parametrize(
    ("name", "before", "after", "text"),
    [
        ("strategic_share", 310 / 4800, 300 / 4800, "−0.21"),  # percentage points, not percent of 310
        ("likely_share", 0.2, 0.4, "+20.00"),
        ("difficulty_spread", 0.0053, 0.0025, "−0.0028"),
        ("margin", 40.0, 42.5, "+2.50"),
        ("margin", 4000.0, 5250.0, "+1,250"),
        ("strategic_share", 0.3, 0.3, "0"),
    ],
)
def test_in_the_unit_of_the_column(name: str, before: float, after: float, text: str) -> None:
    assert change_text(line(name, before, after), name) == text


def test_workbooks_show_the_same_numbers() -> None:
    assert in_unit(-0.0021, "strategic_share") == pytest.approx(-0.21)
    assert in_unit(-0.0028, "difficulty_spread") == -0.0028
    assert in_unit(250.0, "margin") == 250.0


def test_unknown_changes() -> None:
    assert change_text({"price": None}, "margin") == "–"


def test_the_margin_of_a_plan_of_pieces_names_its_money() -> None:
    document = {"metric": "volume", "money": {"currency": "EUR", "unit": "thousand"}}
    assert measure_heads(document, ["margin", "likely_share"], "en")[0] == "Margin, change (thousand EUR)"
    assert measure_heads(document, ["margin"], "zh") == ["毛利额变化（千欧元）"]
    assert measure_heads({**document, "metric": "amount"}, ["margin"], "en") == ["Margin, change"]

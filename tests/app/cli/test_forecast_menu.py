"""`allot forecast-menu`: on the screen, as a document, as files, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from app.documents.forecast_menu.schema import ForecastMenuDocument
from tests.app.cli.conftest import Allot

GONIK = ("--rates", "1.2,0.6,1.8", "--step", "0.25")


def test_on_the_screen(allot: Allot) -> None:
    said = allot("forecast-menu", *GONIK)
    assert said.code == 0
    assert "Pay is 120% of the forecast, plus 60% of what is sold over it, less 180% of what is missing." in said.out
    assert ["100%", "90%", "105%", "120%", "105%", "90%"] in [line.split() for line in said.out.splitlines()]


def test_in_chinese(allot: Allot) -> None:
    said = allot("forecast-menu", "--quantile", "0.5", "--lang", "zh")
    assert said.code == 0 and "被超过和达不到的可能各一半" in said.out


def test_a_quantile_within_limits(allot: Allot) -> None:
    arguments = ("--pay-at-objective", "1.2", "--least-pay", "0.3", "--least-rate-above", "0.4", "--most-pay", "1.8")
    said = allot("forecast-menu", "--quantile", "0.3", *arguments, "--actuals", "0.5", "1.4", "--json")
    found = ForecastMenuDocument.model_validate_json(said.out)
    assert found.quantile == pytest.approx(0.3)
    assert found.rates.at_forecast == 1.2 and found.rates.above >= 0.4
    assert found.lowest_pay >= 0.3 and found.highest_pay <= 1.8
    assert found.actuals[-1] == 1.4 and found.forecasts[-1] == 1.5


def test_files(allot: Allot, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "json"):
        said = allot("forecast-menu", *GONIK, "--out", tmp_path / f"menu.{ending}")
        assert said.code == 0 and f"menu.{ending}" in said.err
    assert (tmp_path / "menu.csv").read_bytes().startswith(b"\xef\xbb\xbfActual")
    assert openpyxl.load_workbook(tmp_path / "menu.xlsx").sheetnames == ["Pay table"]
    assert json.loads((tmp_path / "menu.json").read_bytes())["quantile"] == 0.5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Give either the quantile"),
        (("--quantile", "1"), "at most 0.9999 is allowed"),
        (("--quantile", "nan"), "--quantile, /quantile"),
        (("--rates", "1,2,3"), "the rate above must be less than the rate at the forecast"),
        (("--quantile", "0.5", "--most-pay", "1.2"), "Raise the highest pay, or lower the pay at the objective or"),
        (("--quantile", "0.5", "--most-pay", "1.2"), "--most-pay, /most_pay"),
        (("--quantile", "0.5", "--actuals", "2", "1"), "--actuals, /actual_to"),
        (
            ("--quantile", "0.5", "--most-pay", "1.2", "--forecasts", "0", "1.2"),
            "or loosen the least rate above the forecast",
        ),
        (
            ("--quantile", "0.5", "--most-pay", "1.2", "--forecasts", "0", "1.2", "--lang", "zh"),
            "最高薪酬 1.2 和超出部分的最低费率",
        ),
        (("--quantile", "0.5", "--step", "0.0001"), "101 can be printed"),
    ],
)
def test_what_is_refused(allot: Allot, arguments: tuple[str, ...], words: str) -> None:
    said = allot("forecast-menu", *arguments)
    assert said.code == 3 and words in said.err


def test_a_refusal_as_json(allot: Allot) -> None:
    said = allot("forecast-menu", "--quantile", "0", "--json")
    assert said.code == 3
    assert json.loads(said.out)["errors"][0]["pointer"] == "/quantile"


@pytest.mark.parametrize("arguments", [("--rates", "1,2"), ("--rates", "a,b,c"), ("--out", "menu.pdf")])
def test_usage(allot: Allot, arguments: tuple[str, ...]) -> None:
    assert allot("forecast-menu", *arguments).code == 2


def test_no_number_is_cut(allot: Allot) -> None:
    """Pay with two digits needs more room than a screen has: further forecasts stand in a further table."""
    said = allot("forecast-menu", "--quantile", "0.001")
    assert said.code == 0 and "…" not in said.out
    rows = [line.split() for line in said.out.splitlines() if line.lstrip().startswith("110%")]
    assert [pay for row in rows for pay in row[1:]] == [
        *("109.97%", "109.97%", "109.98%", "109.98%", "109.99%", "109.99%"),
        *("110%", "105%", "100%", "95%", "90%"),
    ]

"""The cost of a plan as tables: whole ones for the workbook, short ones for the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.json_text import json_bytes
from app.messages import Language
from models.units import Money, MoneyUnit, minor_digits

Cell = str | int | float | Decimal | None
FIGURES = ("mean", "p50", "p90", "p95", "cvar95")
NUMBERS = ("closed", "simulated", "low", "high")
BOTH = (*NUMBERS, "decided_by")
"""A figure both ways, and which of them it is taken from."""

TELLING = 5
"""Digits of a cost that people look at; what lies behind them is the chance of the draws."""

QUARTERS = ("quarter1", "quarter2", "quarter3", "quarter4")


@dataclass(frozen=True)
class CostTable:
    """A table with a `name` of the report's words, its columns, and rows. `shares`: columns that are percentages;
    `share_rows`: positions of rows whose numbers all are."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[str, ...] = ()
    share_rows: tuple[int, ...] = ()


def cost_tables(document: Mapping[str, Any]) -> tuple[CostTable, ...]:
    """Everything: figures of the total, years, groups, components, levels, years by group, pay for performance."""
    return (
        _total(document),
        _whole("years", ("year",), (((one["year"],), one) for one in document["years"]), "present_value"),
        _whole("groups", ("group", "people"), (((one["label"], one["people"]), one) for one in _groups(document))),
        _whole(
            "components",
            ("group", "component"),
            (((one["label"], part["label"]), part) for one in _groups(document) for part in one["components"]),
        ),
        _levels(document),
        _whole(
            "by_year",
            ("group", "year", "kind", "element"),
            ((_which(one, part), part) for one in _groups(document) for part in one["years"]),
            "present_value",
        ),
        _performance(document),
    )


def short_tables(document: Mapping[str, Any]) -> tuple[CostTable, ...]:
    """The same with one line per part, of the figures by what decides for each group."""
    groups = _groups(document)
    by_group = [
        (one["label"], one["people"], *_decided(one["figures"]), _who_decides(one["figures"])) for one in groups
    ]
    components = [
        (one["label"], part["label"], *_decided(part["figures"])) for one in groups for part in one["components"]
    ]
    years = [
        (one["year"], *_decided(one["figures"], one["promised"]), one["present_value"]) for one in document["years"]
    ]
    by_year = [
        (*_which(one, part), part["promised"], _one(part["figures"]["p90"]), part["present_value"])
        for one in groups
        for part in one["years"]
    ]
    return (
        _total(document),
        CostTable("years", ("year", *FIGURES, "present_value"), tuple(years)),
        CostTable("groups", ("group", "people", *FIGURES, "decided_by"), tuple(by_group)),
        CostTable("components", ("group", "component", *FIGURES), tuple(components)),
        _levels(document, NUMBERS),
        CostTable("by_year", ("group", "year", "kind", "element", "mean", "p90", "present_value"), tuple(by_year)),
    )


def money_of(document: Mapping[str, Any]) -> Money:
    """How the document writes amounts."""
    return Money(document["money"]["currency"], MoneyUnit(document["money"]["unit"]))


def shown_decimals(document: Mapping[str, Any]) -> int:
    """Decimals of amounts on the screen: as many as give the cost of the plan `TELLING` digits, so that a plan in a
    large unit can be read; those of the currency where amounts are in its major unit."""
    money = money_of(document)
    before = max(Decimal(document["figures"]["cvar95"]["simulated"]).adjusted() + 1, 1)
    decimals = min(max(TELLING - before, 0), money.written_digits)
    return minor_digits(money.currency) if decimals and money.unit is MoneyUnit.MAJOR else decimals


def cost_bytes(document: Mapping[str, Any], suffix: str, language: Language) -> bytes:
    """The bytes of a file: .csv, .xlsx, else JSON."""
    if suffix == ".csv":
        from app.documents.incentives.plan_cost_csv import cost_csv

        return cost_csv(document)
    if suffix == ".xlsx":
        from app.documents.workbook.plan_cost_workbook import plan_cost_workbook  # only those who need it wait for it

        return plan_cost_workbook(document, language)
    return json_bytes(document)


def _total(document: Mapping[str, Any]) -> CostTable:
    rows = [(name, *_both(document["figures"][name])) for name in FIGURES]
    if document["over_budget"] is None:
        return CostTable("figures", ("figure", *BOTH), tuple(rows))
    rows.append(("over_budget", *_both(document["over_budget"])))
    return CostTable("figures", ("figure", *BOTH), tuple(rows), share_rows=(len(rows) - 1,))


def _whole(
    name: str,
    about: tuple[str, ...],
    parts: Iterator[tuple[tuple[Cell, ...], Mapping[str, Any]]],
    more: str | None = None,
) -> CostTable:
    """Every figure of every part both ways, a row each; `more`: a number of the part beside its mean."""
    rows = []
    for who, part in parts:
        for figure in FIGURES:
            own: tuple[Cell, ...] = () if more is None else (part[more] if figure == "mean" else None,)
            rows.append((*who, figure, *_both(part["figures"][figure]), *own))
    columns = (*about, "figure", *BOTH, *(() if more is None else (more,)))
    return CostTable(name, columns, tuple(rows))


def _levels(document: Mapping[str, Any], shown: Sequence[str] = BOTH) -> CostTable:
    rows = [
        (one["label"], part["component"], part["level"], part["attainment"], *(part[name] for name in shown))
        for one in _groups(document)
        for part in one["levels"]
    ]
    columns = ("group", "component", "level", "attainment", *shown)
    return CostTable("levels", columns, tuple(rows), ("attainment", *NUMBERS))


def _performance(document: Mapping[str, Any]) -> CostTable:
    rows = []
    for one in _groups(document):
        found = one["performance"]
        quarters = found["quarters"] or [None] * len(QUARTERS)
        rows.append((one["label"], one["people"], found["rank_correlation"], *quarters))
    return CostTable("performance_of", ("group", "people", "rank_correlation", *QUARTERS), tuple(rows), QUARTERS)


def _groups(document: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    groups: Sequence[Mapping[str, Any]] = document["groups"]
    return groups


def _which(group: Mapping[str, Any], part: Mapping[str, Any]) -> tuple[Cell, ...]:
    return group["label"], part["year"], part["kind"], part["element"]


def _decided(figures: Mapping[str, Any], mean: Cell = None) -> tuple[Cell, ...]:
    """By what decides; `mean`: in the place of its mean, where several groups are decided by different ways."""
    found = [_one(figures[name]) for name in FIGURES]
    return (found[0] if mean is None else mean, *found[1:])


def _one(figure: Mapping[str, Any]) -> Cell:
    value: Cell = figure["closed" if figure["decided_by"] == "closed_form" else "simulated"]
    return value


def _who_decides(figures: Mapping[str, Any]) -> str:
    """What decides all figures, or `mixed`."""
    found = {str(figures[name]["decided_by"]) for name in FIGURES}
    return found.pop() if len(found) == 1 else "mixed"


def _both(figure: Mapping[str, Any]) -> tuple[Cell, ...]:
    return tuple(figure[name] for name in BOTH)

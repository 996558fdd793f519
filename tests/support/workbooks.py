"""Scenario workbooks for tests: a small sound one, the twin of `documents.SOUND`, and ways to spoil it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import openpyxl
import pytest

from models.errors import InvalidInput
from models.finding_codes import CODES
from models.findings import Finding
from scenarios.definition import Ceilings, Scenario, read_scenario

Rows = list[list[Any]]
Sheets = dict[str, Rows]

SOUND: Mapping[str, Rows] = {
    "scenario": [
        ["field", "value", "meaning"],
        ["name", "Plan 2025"],
        ["money.currency", "CNY"],
        ["money.unit", "ten_thousand"],
        ["period", 2025],
        ["company_target.amount", 200],
    ],
    "dimensions": [["name", "label", "levels"], ["product"], ["rep", None, "team, rep"]],
    "members": [
        ["dimension", "key", "label", "parent", "priority", "lifecycle", "capacity"],
        ["product", "a", None, None, None, "new"],
        ["product", "b"],
        ["rep", "t1", "华东一部", None, 0.3],
        ["rep", "r1", "王伟", "t1", None, None, 5000],
        ["rep", "r2", None, "t1", -0.2],
    ],
    "cells": [
        ["product", "rep", "baseline", "potential", "margin_rate", "effort", "hold", "hold_reason", "previous"],
        ["a", "r1", 120.5, 300, 0.31, 0.002],
        ["b", "r1", None, None, None, None, 10, "合同"],
        ["b", "r2", 33, None, None, None, None, None, 31.5],
    ],
    "limits": [
        ["kind", "name", "where", "by", "max_growth_rate", "max_amount", "negotiable", "penalty"],
        ["growth_limit", "grow", "lifecycle=new", "rep", 0.5],
        ["amount_limit", "carry", None, "rep", None, "{capacity}", "no", 0.2],
    ],
    "strategies": [
        ["name", "label", "history", "potential", "fit", "profit"],
        ["balanced", "均衡", 0.6, 0.4],
        ["profit", None, 1, None, 1, 0.5],
    ],
}

LIMITS = [
    {"kind": "growth_limit", "name": "grow", "where": {"lifecycle": "new"}, "by": ["rep"], "max_growth_rate": 0.5},
    {
        "kind": "amount_limit",
        "name": "carry",
        "by": ["rep"],
        "max_amount": {"attribute": "capacity"},
        "negotiable": False,
        "soft": {"penalty": 0.2},
    },
]
STRATEGIES = {
    "balanced": {"label": "均衡", "reference": {"history": 0.6, "potential": 0.4}},
    "profit": {"reference": {"history": 1}, "weights": {"fit": 1, "profit": 0.5}},
}


def sheets() -> Sheets:
    """A fresh copy of the sound sheets, to be changed at will."""
    return deepcopy(dict(SOUND))


def workbook(content: Sheets, change: Callable[[Any], object] | None = None) -> bytes:
    """The sheets as an .xlsx; `change` gets the openpyxl workbook before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in content.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change is not None:
        change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_value(sheet: str, address: str, value: object) -> bytes:
    """The sound workbook with another value in one cell."""

    def change(book: Any) -> None:
        book[sheet][address] = value

    return workbook(sheets(), change)


def with_markup(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The file with other markup in one part: what spreadsheets write and openpyxl does not."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return buffer.getvalue()


def read_book(data: bytes, ceilings: Ceilings | None = None) -> Scenario:
    """The scenario of a workbook, as REST would read it."""
    return read_scenario(data, "xlsx", ceilings or Ceilings())


def findings_of_book(data: bytes) -> list[Finding]:
    """Everything that is wrong with a workbook. Every code must be listed with the facts that its words need."""
    with pytest.raises(InvalidInput) as refused:
        read_book(data)
    for finding in refused.value.findings:
        assert set(CODES[finding.code].always) <= set(finding.facts), finding
    return list(refused.value.findings)


def faults(data: bytes) -> list[tuple[str, str]]:
    """(code, address) of everything that is wrong."""
    return [(finding.code, finding.location.address) for finding in findings_of_book(data)]

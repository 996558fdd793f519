"""Writes a problem as a scenario file with CSV tables, so that a benchmark begins where a user begins."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from models.allocation.dimensions import Dimension
from models.allocation.limits.base import Limit
from models.allocation.problem import AllocationProblem, Amounts
from models.allocation.strategy import Strategy
from models.arrays import FloatArray
from scenarios.definition.columns import MONEY_COLUMNS, RATE_COLUMNS
from scenarios.definition.document import SCHEMA

SCENARIO = "case.scenario.yaml"


def write_scenario(problem: AllocationProblem, strategy: Strategy, folder: Path) -> Path:
    """The scenario file; `cells.csv` and one table per dimension stand beside it. Money is in the major unit."""
    _write_table(folder / "cells.csv", *_cell_table(problem))
    for dimension in problem.dimensions:
        _write_table(folder / f"{dimension.name}.csv", *_member_table(dimension))
    path = folder / SCENARIO
    path.write_text(yaml.safe_dump(_document(problem, strategy), sort_keys=False), encoding="utf-8")
    return path


def _document(problem: AllocationProblem, strategy: Strategy) -> dict[str, Any]:
    money = problem.money
    return {
        "schema": SCHEMA,
        "name": "benchmark",
        "period": "2025",
        "money": {"currency": money.currency, "unit": str(money.unit)},
        "dimensions": [
            {"name": one.name, "levels": list(one.levels), "members": {"table": f"{one.name}.csv"}}
            for one in problem.dimensions
        ],
        "cells": {"table": "cells.csv"},
        "company_target": _limit(problem.company_total),
        "limits": [_limit(limit) for limit in problem.limits],
        "strategies": {
            strategy.name: {
                "reference": {str(source): share for source, share in strategy.reference.items()},
                "strategic_intensity": strategy.strategic_intensity,
            }
        },
        "rounding": {"increment": _plain(money.from_minor(problem.increment_minor))},
    }


def _limit(limit: Limit) -> dict[str, Any]:
    written = limit.model_dump(exclude_defaults=True)
    return {name: _plain(value) for name, value in written.items()}


def _plain(value: object) -> object:
    """Values that YAML writes without tags."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return list(value) if isinstance(value, tuple) else value


def _cell_table(problem: AllocationProblem) -> tuple[list[str], Iterable[Sequence[object]]]:
    """Header and rows; columns that no cell fills are left out."""
    cells = problem.cells
    columns: dict[str, list[object]] = {}
    for place, dimension in enumerate(problem.dimensions):
        keys = [leaf.key for leaf in dimension.leaves]
        columns[dimension.name] = [keys[leaf] for leaf in cells.members[place].tolist()]
    for column in MONEY_COLUMNS:
        amounts: Amounts = getattr(cells, column.name)
        if amounts.present.any():
            pairs = zip(amounts.minor.tolist(), amounts.present.tolist(), strict=True)
            columns[column.name] = [problem.money.from_minor(minor) if there else "" for minor, there in pairs]
    for column in RATE_COLUMNS:
        rates: FloatArray = getattr(cells, column.name)
        if not np.isnan(rates).all():
            columns[column.name] = ["" if np.isnan(rate) else rate for rate in rates.tolist()]
    return list(columns), zip(*columns.values(), strict=True)


def _member_table(dimension: Dimension) -> tuple[list[str], Iterable[Sequence[object]]]:
    names = sorted(dimension.attribute_names)
    rows = ([one.key, one.level, *(one.attributes.get(name, "") for name in names)] for one in dimension.members)
    return ["key", "level", *names], rows


def _write_table(path: Path, header: list[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)

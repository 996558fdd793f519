"""A generated company as a scenario: limits set outward around its hidden plan, and its tables."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from models.arrays import FloatArray, IntArray
from scenarios.generated_company import INCREMENT, LIFECYCLES, NEW, Company, Numbers

_PRIORITY = np.array([0.0, 0.2, -0.2, 0.5])


class Bounds:
    """What the hidden plan amounts to in each group, with `room` left outward and rounded outward."""

    def __init__(self, company: Company, numbers: Numbers, room: float) -> None:
        self._company, self._numbers, self._room = company, numbers, room

    def growth(self, code: IntArray) -> dict[str, float]:
        """Growth floor and cap that every group of known cells keeps."""
        known = self._numbers.known
        base = _sums(code[known], self._numbers.baseline[known])
        rate = (_sums(code[known], self._numbers.plan[known]) / np.where(base > 0, base, 1.0))[base > 0] - 1.0
        low, high = float(rate.min()) - self._room, float(rate.max()) + self._room
        return {
            "min_growth_rate": max(math.floor(low * 1000.0) / 1000.0, -1.0),
            "max_growth_rate": math.ceil(high * 1000.0) / 1000.0,
        }

    def floors(self, code: IntArray, count: int) -> list[int]:
        """Per group an amount that the plan reaches."""
        low = _sums(code, self._numbers.plan, count) * (1.0 - self._room)
        return [int(amount) for amount in np.floor(low / INCREMENT) * INCREMENT]

    def caps(self, code: IntArray, count: int) -> list[int]:
        """Per group an amount that the plan stays under."""
        high = _sums(code, self._numbers.plan, count) * (1.0 + self._room)
        return [int(amount) for amount in np.ceil(high / INCREMENT) * INCREMENT]

    def hours(self) -> list[int]:
        """Capacity per team, in hours."""
        used = _sums(self._company.team, self._numbers.plan * 1000.0 * self._numbers.effort)
        return [math.ceil(hours * (1.0 + self._room) + 1e-6) for hours in used]

    def new_share(self) -> float | None:
        """Share of new products that every region keeps; None where some region has none of them."""
        is_new = self._company.lifecycle[self._company.product] == NEW
        region = self._company.region
        whole = _sums(region, self._numbers.plan)
        part = _sums(region[is_new], self._numbers.plan[is_new], whole.shape[0])
        share = float((part[whole > 0] / whole[whole > 0]).min())
        least = math.floor(share * (1.0 - self._room) * 1000.0) / 1000.0
        return least if least > 0 else None

    def margin(self) -> float:
        """Average margin rate that the plan reaches."""
        earned = float((self._numbers.margin * self._numbers.plan).sum() / self._numbers.plan.sum())
        return math.floor(earned * (1.0 - 0.2 * self._room) * 1000.0) / 1000.0


def _sums(code: IntArray, values: IntArray | FloatArray, count: int = 0) -> FloatArray:
    return np.asarray(np.bincount(code, weights=values, minlength=count), dtype=np.float64)


def scenario_document(
    company: Company, numbers: Numbers, bounds: Bounds, tables: Mapping[str, str], seed: int
) -> dict[str, Any]:
    return {
        "schema": "allot.scenario/1",
        "name": f"Generated, {company.rep.shape[0]} cells, seed {seed}",
        "language": "en",
        "money": {"currency": "CNY", "unit": "thousand"},
        "period": "2025",
        "dimensions": [
            {"name": "product", "label": "Product", "members": _products(company)},
            {"name": "region", "label": "Region", "members": _regions(company, bounds)},
            {"name": "rep", "label": "Person", "levels": ["team", "rep"], "members": {"table": tables["reps"]}},
        ],
        "cells": {"table": tables["cells"]},
        "company_target": {"amount": int(numbers.plan.sum()), "owner": "management"},
        "limits": _limits(company, bounds),
        "strategies": {
            "balanced": {"strategic_intensity": 0.3},
            "growth": {
                "reference": {"history": 0.3, "potential": 0.5, "forecast": 0.2},
                "strategic_intensity": 0.8,
            },
        },
        "rounding": {"increment": INCREMENT},
    }


def _products(company: Company) -> list[dict[str, Any]]:
    keys = _keys("p", company.lifecycle.shape[0])
    return [
        {
            "key": key,
            "label": f"Product {key[1:]}",
            "priority": float(_PRIORITY[stage]),
            "attributes": {"lifecycle": LIFECYCLES[stage]},
        }
        for key, stage in zip(keys, company.lifecycle.tolist(), strict=True)
    ]


def _regions(company: Company, bounds: Bounds) -> list[dict[str, Any]]:
    count = int(company.region_of.max()) + 1
    sides = zip(
        _keys("g", count), bounds.floors(company.region, count), bounds.caps(company.region, count), strict=True
    )
    return [
        {"key": key, "label": f"Region {key[1:]}", "attributes": {"least_amount": low, "most_amount": high}}
        for key, low, high in sides
    ]


def _limits(company: Company, bounds: Bounds) -> list[dict[str, Any]]:
    cell = np.arange(company.rep.shape[0])
    crossing = company.product * (int(company.region_of.max()) + 1) + company.region
    growth: list[tuple[str, list[str], IntArray]] = [
        ("growth of a single target", ["product", "region", "rep"], cell),
        ("growth of a product", ["product"], company.product),
        ("growth of a product in a region", ["product", "region"], crossing),
        ("growth of a person", ["rep"], company.rep),
    ]
    limits: list[dict[str, Any]] = [
        {"kind": "growth_limit", "name": name, "owner": "sales operations", "by": by, **bounds.growth(code)}
        for name, by, code in growth
    ]
    least, most = {"attribute": "least_amount"}, {"attribute": "most_amount"}
    region = {"owner": "sales operations", "by": ["region"], "min_amount": least, "max_amount": most}
    quota = {"owner": "human resources", "by": ["rep"], "amount": {"attribute": "quota_cap"}}
    hours = {"owner": "human resources", "negotiable": False, "measure": "effort", "by": ["team"]}
    limits += [
        {"kind": "amount_limit", "name": "size of a region", **region},
        {"kind": "capacity", "name": "what a person can carry", **quota},
        {"kind": "capacity", "name": "hours of a team", **hours, "amount": {"attribute": "hours"}},
        {"kind": "margin", "name": "least margin", "owner": "finance", "min_rate": bounds.margin()},
    ]
    share = bounds.new_share()
    if share is not None:
        new = {"owner": "strategy", "where": {"lifecycle": "new"}, "by": ["region"], "min_share": share}
        limits.append({"kind": "share_limit", "name": "new products in every region", **new})
    return limits


def reps_table(company: Company, bounds: Bounds) -> bytes:
    people = company.region_of.shape[0]
    hours = bounds.hours()
    teams, reps = _keys("t", len(hours)), _keys("r", people)
    lines = ["key,label,parent,hours,quota_cap"]
    lines += [f"{key},Team {key[1:]},,{amount}," for key, amount in zip(teams, hours, strict=True)]
    caps = bounds.caps(company.rep, people)
    lines += [
        f"{key},Person {key[1:]},{teams[team]},,{cap}"
        for key, team, cap in zip(reps, company.team_of.tolist(), caps, strict=True)
    ]
    return _text(lines)


def cells_table(company: Company, numbers: Numbers) -> bytes:
    products, reps = _keys("p", company.lifecycle.shape[0]), _keys("r", company.region_of.shape[0])
    regions = _keys("g", int(company.region_of.max()) + 1)
    baseline = np.where(numbers.known, numbers.baseline.astype(str), "")
    columns: list[Iterable[object]] = [
        (products[place] for place in company.product.tolist()),
        (regions[place] for place in company.region.tolist()),
        (reps[place] for place in company.rep.tolist()),
        baseline.tolist(),
        *(column.tolist() for column in (numbers.potential, numbers.forecast, numbers.previous, numbers.margin)),
        (f"{hours:.6f}" for hours in numbers.effort.tolist()),
    ]
    lines = ["product,region,rep,baseline,potential,forecast,previous,margin_rate,effort"]
    lines += [",".join(map(str, row)) for row in zip(*columns, strict=True)]
    return _text(lines)


def _keys(letter: str, count: int) -> list[str]:
    """p01, p02 …: equally long, so that they sort as they count."""
    width = len(str(count))
    return [f"{letter}{number:0{width}d}" for number in range(1, count + 1)]


def _text(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()

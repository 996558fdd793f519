"""Scenarios of any size for benchmarks and trials: sparse like a real company, and always feasible.

Feasible by construction: a hidden plan of whole increments is drawn first, the company target is its total, and every
bound is set around what the plan amounts to there, outward. Tightness moves the bounds towards the plan: 0 leaves a
quarter of room on each side, 1 lets the outermost group of every limit touch its bound.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import yaml

from models.arrays import BoolArray, FloatArray, IntArray

LEAST_CELLS, MOST_CELLS = 10, 1_000_000
INCREMENT = 10
"""Thousands of yuan: targets, and the hidden plan, are multiples of it."""

WIDEST_ROOM = 0.25
TEAM_SIZE = 8
LIFECYCLES = ("mature", "growth", "declining", "new")
_GROWTH = np.array([1.06, 1.2, 0.94, 1.0])
_PRIORITY = np.array([0.0, 0.2, -0.2, 0.5])
_MARGIN = np.array([0.32, 0.38, 0.24, 0.42])


@dataclass(frozen=True, eq=False)
class GeneratedScenario:
    """A scenario document, its tables by file name, and the hidden plan that proves it feasible.

    `plan` is in the document's unit (thousands of yuan), in the order of the cells table's rows.
    """

    document: Mapping[str, Any]
    tables: Mapping[str, bytes]
    plan: IntArray

    def yaml_bytes(self) -> bytes:
        """The document as YAML."""
        return yaml.safe_dump(self.document, sort_keys=False, allow_unicode=True, width=120).encode()


def generate_scenario(cells: int, seed: int, tightness: float = 0.5, stem: str = "generated") -> GeneratedScenario:
    """The scenario of a size, a seed and a tightness in [0, 1]; the same ones give the same bytes.

    `stem` begins the names of its tables. Raises ValueError for a size or tightness out of range.
    """
    if not LEAST_CELLS <= cells <= MOST_CELLS:
        raise ValueError(f"from {LEAST_CELLS} to {MOST_CELLS} cells, not {cells}")
    if not 0.0 <= tightness <= 1.0:
        raise ValueError(f"tightness is between 0 and 1, not {tightness}")
    rng = np.random.default_rng(seed)
    company = _company(cells, rng)
    numbers = _numbers(company, rng)
    bounds = _Bounds(company, numbers, WIDEST_ROOM * (1.0 - tightness))
    tables = {"reps": f"{stem}.reps.csv", "cells": f"{stem}.cells.csv"}
    return GeneratedScenario(
        document=_document(company, numbers, bounds, tables, seed),
        tables={
            tables["reps"]: _reps_table(company, bounds),
            tables["cells"]: _cells_table(company, numbers),
        },
        plan=numbers.plan,
    )


# --- who sells what where ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Company:
    """Members by position. Per product its `lifecycle`; per person `region_of` and `team_of`; per cell `product` and
    `rep`, sorted by person."""

    lifecycle: IntArray
    region_of: IntArray
    team_of: IntArray
    product: IntArray
    rep: IntArray

    @property
    def region(self) -> IntArray:
        """Region per cell."""
        return np.asarray(self.region_of[self.rep], dtype=np.int64)

    @property
    def team(self) -> IntArray:
        """Team per cell."""
        return np.asarray(self.team_of[self.rep], dtype=np.int64)


def _company(cells: int, rng: np.random.Generator) -> _Company:
    """Every person works in one region and sells some of the products."""
    products = round(np.clip(2.0 * cells**0.25, 3, 60))
    regions = round(np.clip(1.5 * cells**0.25, 2, 40))
    people = math.ceil(cells / (0.5 * products))
    lifecycle = np.arange(products) % len(LIFECYCLES)
    weight = rng.uniform(0.4, 1.6, regions)
    region_of = np.sort(rng.choice(regions, people, p=weight / weight.sum()))
    first = np.searchsorted(region_of, region_of)
    within = (np.arange(people) - first) // TEAM_SIZE
    _, team_of = np.unique(region_of * people + within, return_inverse=True)
    count = _cells_per_person(cells, people, products, rng)
    rank = np.argsort(np.argsort(rng.random((people, products)), axis=1), axis=1)
    rep, product = np.nonzero(rank < count[:, None])
    return _Company(lifecycle.astype(np.int64), region_of.astype(np.int64), team_of.astype(np.int64), product, rep)


def _cells_per_person(cells: int, people: int, products: int, rng: np.random.Generator) -> IntArray:
    """How many products each person sells, from 1 to all of them; in all as many as there are cells."""
    count = np.full(people, cells // people, dtype=np.int64)
    count[: cells % people] += 1
    half = people // 2
    giver, taker = count[:half].copy(), count[half : 2 * half].copy()
    given = rng.integers(0, np.minimum(giver - 1, products - taker), endpoint=True)
    count[:half] -= given
    count[half : 2 * half] += given
    return count


# --- the numbers ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Numbers:
    """Per cell: the hidden `plan`, `baseline` (0 where `known` is False), `potential`, `forecast`, `previous` in
    thousands of yuan; `margin` as a rate; `effort` in hours per yuan."""

    plan: IntArray
    baseline: IntArray
    known: BoolArray
    potential: IntArray
    forecast: IntArray
    previous: IntArray
    margin: FloatArray
    effort: FloatArray


def _numbers(company: _Company, rng: np.random.Generator) -> _Numbers:
    n = company.rep.shape[0]
    lifecycle = company.lifecycle[company.product]
    size = rng.uniform(0.5, 2.0, company.lifecycle.shape[0])[company.product]
    size = size * rng.uniform(0.7, 1.3, company.region_of.shape[0])[company.rep]
    steps = np.maximum(np.rint(60.0 * size * rng.uniform(0.5, 1.8, n)), 2.0)
    plan = (steps * INCREMENT).astype(np.int64)
    growth = _GROWTH[lifecycle] * rng.uniform(0.88, 1.12, n)
    baseline = np.maximum(np.rint(plan / growth), 1.0).astype(np.int64)
    known = (LIFECYCLES.index("new") != lifecycle) & (rng.random(n) > 0.05)
    return _Numbers(
        plan=plan,
        baseline=np.where(known, baseline, 0),
        known=known,
        potential=np.rint(plan * rng.uniform(1.1, 1.7, n)).astype(np.int64),
        forecast=np.rint(plan * rng.uniform(0.92, 1.06, n)).astype(np.int64),
        previous=np.rint(baseline * rng.uniform(0.98, 1.08, n)).astype(np.int64),
        margin=np.round(_MARGIN[lifecycle] + rng.uniform(-0.04, 0.04, n), 3),
        effort=np.round(rng.uniform(0.0001, 0.0003, n), 6),
    )


# --- bounds around the hidden plan ------------------------------------------------------------------------------------


class _Bounds:
    """What the hidden plan amounts to in each group, with `room` left outward and rounded outward."""

    def __init__(self, company: _Company, numbers: _Numbers, room: float) -> None:
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
        is_new = self._company.lifecycle[self._company.product] == LIFECYCLES.index("new")
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
    return np.bincount(code, weights=values, minlength=count)


# --- as documents -----------------------------------------------------------------------------------------------------


def _document(
    company: _Company, numbers: _Numbers, bounds: _Bounds, tables: Mapping[str, str], seed: int
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


def _products(company: _Company) -> list[dict[str, Any]]:
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


def _regions(company: _Company, bounds: _Bounds) -> list[dict[str, Any]]:
    count = int(company.region_of.max()) + 1
    sides = zip(_keys("g", count), bounds.floors(company.region, count), bounds.caps(company.region, count), strict=True)
    return [
        {"key": key, "label": f"Region {key[1:]}", "attributes": {"least_amount": low, "most_amount": high}}
        for key, low, high in sides
    ]


def _limits(company: _Company, bounds: _Bounds) -> list[dict[str, Any]]:
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


def _reps_table(company: _Company, bounds: _Bounds) -> bytes:
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


def _cells_table(company: _Company, numbers: _Numbers) -> bytes:
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

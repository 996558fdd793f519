"""A company drawn at random: who sells which products in which region, and numbers around a hidden plan."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray

INCREMENT = 10
"""Thousands of yuan: targets, and the hidden plan, are multiples of it."""

TEAM_SIZE = 8
LIFECYCLES = ("mature", "growth", "declining", "new")
NEW = LIFECYCLES.index("new")
_GROWTH = np.array([1.06, 1.2, 0.94, 1.0])
_MARGIN = np.array([0.32, 0.38, 0.24, 0.42])


@dataclass(frozen=True, eq=False)
class Company:
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


def draw_company(cells: int, rng: np.random.Generator) -> Company:
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
    return Company(lifecycle.astype(np.int64), region_of.astype(np.int64), team_of.astype(np.int64), product, rep)


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


@dataclass(frozen=True, eq=False)
class Numbers:
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


def draw_numbers(company: Company, rng: np.random.Generator) -> Numbers:
    """Whole increments as the plan; last year below or above it by life cycle; new products have no history."""
    n = company.rep.shape[0]
    lifecycle = company.lifecycle[company.product]
    of_product = np.asarray(rng.uniform(0.5, 2.0, company.lifecycle.shape[0]), dtype=np.float64)
    of_person = np.asarray(rng.uniform(0.7, 1.3, company.region_of.shape[0]), dtype=np.float64)
    size = of_product[company.product] * of_person[company.rep]
    size = np.where(lifecycle == NEW, 0.3 * size, size)  # what is new is still small
    steps = np.maximum(np.rint(60.0 * size * rng.uniform(0.5, 1.8, n)), 2.0)
    plan = (steps * INCREMENT).astype(np.int64)
    growth = _GROWTH[lifecycle] * rng.uniform(0.88, 1.12, n)
    baseline = np.maximum(np.rint(plan / growth), 1.0).astype(np.int64)
    known = np.asarray((lifecycle != NEW) & (rng.random(n) > 0.05), dtype=np.bool_)
    return Numbers(
        plan=plan,
        baseline=np.where(known, baseline, 0),
        known=known,
        potential=np.rint(plan * rng.uniform(1.1, 1.7, n)).astype(np.int64),
        forecast=np.rint(plan * rng.uniform(0.92, 1.06, n)).astype(np.int64),
        previous=np.rint(baseline * rng.uniform(0.98, 1.08, n)).astype(np.int64),
        margin=np.round(_MARGIN[lifecycle] + rng.uniform(-0.04, 0.04, n), 3),
        effort=np.round(rng.uniform(0.0001, 0.0003, n), 6),
    )

"""Phasing rules for problems that are built without a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from models.allocation.phasing.calendar import PlanCalendar
from models.allocation.phasing.seasonality import SeasonalityRow
from models.allocation.phasing.shapes import PhasingRules
from models.allocation.problem import AllocationProblem

EQUAL = (1,) * 12
DOUBLE_DECEMBER = (*(1,) * 11, 2)


def season(months: Sequence[int], **keys: str) -> SeasonalityRow:
    """A row of January … December for the cells of some keys."""
    return SeasonalityRow(tuple(sorted(keys.items())), tuple(Decimal(month) for month in months))


def phased(
    problem: AllocationProblem, *rows: SeasonalityRow, increment: int | None = None, ramp: Sequence[float] = ()
) -> AllocationProblem:
    """The problem with phasing from January 2025."""
    step = problem.increment_minor if increment is None else increment
    return replace(problem, phasing=PhasingRules(PlanCalendar(2025, 1), rows, tuple(ramp), step))


def random_seasons(problem: AllocationProblem, seed: int) -> list[SeasonalityRow]:
    """A row per product, its months between 30 and 160."""
    rng = np.random.default_rng(seed)
    seasons: Mapping[str, list[int]] = {
        leaf.key: rng.integers(30, 160, 12).tolist() for leaf in problem.dimensions[0].leaves
    }
    return [season(months, product=key) for key, months in seasons.items()]

"""Designs: which points of the parameters' values a sweep looks at. The same design and seed give the same points."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import product
from math import prod

import numpy as np

from models.arrays import FloatArray
from models.errors import InvalidInput, TooLarge
from models.findings import Finding, Location
from scenarios.sweep.parameter import Parameter, Span

Point = tuple[Decimal | None, ...]
"""A value per parameter; None: as the scenario says."""

DRAW_DIGITS = 6
"""Decimals of a drawn share of a range: finer points would differ in nothing that anybody decides."""


class Design(StrEnum):
    """How the points of a sweep are chosen."""

    GRID = "grid"
    ONE_AT_A_TIME = "one-at-a-time"
    RANDOM = "random"
    LATIN_HYPERCUBE = "latin-hypercube"

    @property
    def is_drawn(self) -> bool:
        """True for designs that draw as many points as are asked for."""
        return self in (Design.RANDOM, Design.LATIN_HYPERCUBE)


def check_design(parameters: Sequence[Parameter], design: Design, points: int | None, most: int) -> int:
    """How many points a design has, without building any of them. Raises TooLarge over the ceiling `most`,
    InvalidInput: `sweep_without_parameters`, `sweep_points_missing`, `sweep_points_given`, `sweep_steps_missing`."""
    place = Location(pointer="/points")
    if not parameters:
        raise InvalidInput([Finding("sweep_without_parameters", Location(pointer="/parameters"))])
    if design.is_drawn and points is None:
        raise InvalidInput([Finding("sweep_points_missing", place, {"design": str(design)})])
    if not design.is_drawn and points is not None:
        raise InvalidInput([Finding("sweep_points_given", place, {"design": str(design)})])
    open_ranges = [item.pointer for item in parameters if isinstance(item.values, Span) and item.values.steps is None]
    if not design.is_drawn and open_ranges:
        facts = {"pointer": open_ranges[0], "design": str(design)}
        raise InvalidInput([Finding("sweep_steps_missing", Location(pointer="/parameters"), facts)])
    count = _count(parameters, design, points)
    if count > most:
        raise TooLarge("points", count, most)
    return count


def _count(parameters: Sequence[Parameter], design: Design, points: int | None) -> int:
    if design.is_drawn:
        assert points is not None
        return points
    sizes = [(item.values.steps or 2) if isinstance(item.values, Span) else len(item.values) for item in parameters]
    return prod(sizes) if design is Design.GRID else sum(sizes)


def design_points(
    parameters: Sequence[Parameter], design: Design, points: int | None = None, seed: int = 0
) -> tuple[Point, ...]:
    """The points of a checked design, in order: the last parameter of a grid moves first."""
    match design:
        case Design.GRID:
            return tuple(product(*(item.listed for item in parameters)))
        case Design.ONE_AT_A_TIME:
            return tuple(
                tuple(value if place == other else None for other in range(len(parameters)))
                for place, item in enumerate(parameters)
                for value in item.listed
            )
        case Design.RANDOM:
            shares = np.random.Generator(np.random.PCG64(seed)).random((points or 0, len(parameters)))
        case Design.LATIN_HYPERCUBE:
            from scipy.stats import qmc  # slow to load, and rarely needed

            generator = np.random.Generator(np.random.PCG64(seed))
            shares = qmc.LatinHypercube(d=len(parameters), rng=generator).random(points or 0)
    return _drawn(parameters, shares)


def _drawn(parameters: Sequence[Parameter], shares: FloatArray) -> tuple[Point, ...]:
    columns = []
    for item, column in zip(parameters, shares.T, strict=True):
        drawn = [Decimal(f"{share:.{DRAW_DIGITS}f}") for share in column.tolist()]
        if isinstance(item.values, Span):
            columns.append([item.values.at(share) for share in drawn])
        else:
            size = len(item.values)
            columns.append([item.values[min(int(share * size), size - 1)] for share in column.tolist()])
    return tuple(zip(*columns, strict=True))

"""The nodes of a plan: every member of every level, the company, and every crossing of two dimensions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from models.allocation.problem import AllocationProblem
from models.allocation.selection import Groups, Selection
from models.allocation.selection import refines as refines
from models.arrays import IntArray

PERSONAL = ("hire_date", "capability")
"""Attributes that only people have."""

COMPANY = "company"
"""Name of the level above all dimensions."""


@dataclass(frozen=True, eq=False)
class Partition:
    """All nodes of one kind: the groups of cells by one level, or by two levels of different dimensions.

    `dimensions` and `levels` are parallel; both empty for the company.
    """

    dimensions: tuple[str, ...]
    levels: tuple[str, ...]
    groups: Groups

    @property
    def key(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What tells this partition from the problem's others."""
        return self.dimensions, self.levels

    @property
    def code(self) -> IntArray:
        """Node of each cell, −1 where the cell's tree skips the level."""
        return self.groups.code

    @property
    def count(self) -> int:
        """Number of nodes."""
        return self.groups.count


class NodeIndex:
    """All partitions of a problem, built once: `company`, one per level, one per pair of levels."""

    def __init__(self, problem: AllocationProblem) -> None:
        self._selection = Selection(problem.dimensions, problem.cells.members)
        self._dimensions = problem.dimensions
        self._everything = np.ones(problem.cells.count, dtype=np.bool_)
        self.company = self._partition((), ())
        self._axes = [(dimension.name, level) for dimension in problem.dimensions for level in dimension.levels]
        self.by_level = tuple(self._partition((name,), (level,)) for name, level in self._axes)

    @property
    def cells(self) -> Partition:
        """Every cell as a node of its own: the crossing of all dimensions' leaves."""
        leaves = [(dimension.name, dimension.levels[-1]) for dimension in self._dimensions]
        return self._partition(tuple(name for name, _ in leaves), tuple(level for _, level in leaves))

    def crossings(self) -> Iterator[Partition]:
        """Every pair of levels of two different dimensions."""
        for (first, first_level), (second, second_level) in combinations(self._axes, 2):
            if first != second:
                yield self._partition((first, second), (first_level, second_level))

    def crossing(self, first: Partition, second: Partition) -> Partition:
        """The crossing of two partitions by level."""
        return self._partition((*first.dimensions, *second.dimensions), (*first.levels, *second.levels))

    def _partition(self, dimensions: tuple[str, ...], levels: tuple[str, ...]) -> Partition:
        names = [f"{dimension}.{level}" for dimension, level in zip(dimensions, levels, strict=True)]
        return Partition(dimensions, levels, self._selection.groups(names, self._everything))


def people_level(problem: AllocationProblem) -> tuple[str, str]:
    """Dimension and level of the people of the plan: the leaves of the dimension whose members have a hire date or a
    capability, else of the dimension with the most leaves; the first one on ties."""
    personal = [one for one in problem.dimensions if one.attribute_names.intersection(PERSONAL)]
    found = max(personal or problem.dimensions, key=lambda one: len(one.leaves))
    return found.name, found.levels[-1]


def people(problem: AllocationProblem, index: NodeIndex) -> Partition:
    """The nodes of the people of the plan."""
    dimension, level = people_level(problem)
    return next(part for part in index.by_level if part.key == ((dimension,), (level,)))

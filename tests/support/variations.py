"""The same company told differently: other names, another money scale, other limits, one more crossing dimension."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal

import numpy as np

from models.allocation.dimensions import AttributeValue, Dimension
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.families import LimitFamily
from models.allocation.problem import AllocationProblem, Amounts, Cells
from models.arrays import IntArray
from tests.support.problems import flat


def chosen_cells(cells: Cells, order: IntArray) -> Cells:
    """The cells in another order."""

    def pick(name: str) -> object:
        column = getattr(cells, name)
        if isinstance(column, Amounts):
            return Amounts(column.minor[order], column.present[order])
        return column[:, order] if name == "members" else column[order]

    return Cells(**{field.name: pick(field.name) for field in fields(cells)})  # type: ignore[arg-type]


def renamed(problem: AllocationProblem, seed: int) -> tuple[AllocationProblem, IntArray]:
    """Every leaf gets another key, so that members and cells stand in another order: cell i of the answer is cell
    `order[i]` of the given problem. For dimensions of one level."""
    rng = np.random.default_rng(seed)
    dimensions, members = [], []
    for axis, dimension in enumerate(problem.dimensions):
        place = rng.permutation(len(dimension.leaves))
        named = [replace(leaf, key=f"x{place[index]:05d}") for index, leaf in enumerate(dimension.leaves)]
        dimensions.append(replace(dimension, members=tuple(sorted(named, key=lambda member: member.key))))
        members.append(place[problem.cells.members[axis]])
    cells = replace(problem.cells, members=np.array(members))
    order = np.lexsort(cells.members[::-1])
    return replace(problem, dimensions=tuple(dimensions), cells=chosen_cells(cells, order)), order


def scaled(problem: AllocationProblem, factor: int) -> AllocationProblem:
    """All money times a factor, increments and amounts held by members included."""

    def times(name: str) -> object:
        column = getattr(problem.cells, name)
        return replace(column, minor=column.minor * factor) if isinstance(column, Amounts) else column

    total = problem.company_total.amount
    assert total is not None
    return replace(
        with_held(problem, lambda value: round(float(value) * factor, 2)),
        cells=Cells(**{field.name: times(field.name) for field in fields(problem.cells)}),  # type: ignore[arg-type]
        company_total=CompanyTotal(amount=total * factor),
        increment_minor=problem.increment_minor * factor,
    )


def with_held(
    problem: AllocationProblem, change: Callable[[float], AttributeValue], names: tuple[str, ...] = ("floor", "cap")
) -> AllocationProblem:
    """The members' floors and caps changed."""

    def changed(dimension: Dimension) -> Dimension:
        members = tuple(
            replace(
                member,
                attributes={
                    name: change(float(value)) if name in names else value for name, value in member.attributes.items()
                },
            )
            for member in dimension.members
        )
        return replace(dimension, members=members)

    return replace(problem, dimensions=tuple(changed(dimension) for dimension in problem.dimensions))


def with_limits(problem: AllocationProblem, *more: LimitFamily) -> AllocationProblem:
    """Further limits, after those it has."""
    return replace(problem, limits=(*problem.limits, *more))


def with_target(problem: AllocationProblem, change: Callable[[Decimal], Decimal | float]) -> AllocationProblem:
    """Another company target."""
    total = problem.company_total.amount
    assert total is not None
    return replace(problem, company_total=CompanyTotal(amount=round(Decimal(str(change(total))), 2)))


def with_segments(problem: AllocationProblem, count: int, seed: int) -> AllocationProblem:
    """A further dimension that crosses all others, its members given to the cells by chance."""
    segment = np.random.default_rng(seed).integers(0, count, problem.cells.count)
    dimension = flat("segment", [f"g{index}" for index in range(count)])
    cells = replace(problem.cells, members=np.vstack([problem.cells.members, segment]))
    return replace(problem, dimensions=(*problem.dimensions, dimension), cells=cells)

"""Numbers that cells take from their members: unit prices, loadings of the forecast's factors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from models.allocation.dimensions import Dimension
from models.allocation.statement_error import DataError
from models.arrays import FloatArray

if TYPE_CHECKING:
    from models.allocation.problem import AllocationProblem

MEMBERS = "/dimensions"
"""Where findings about members stand."""

Check = Callable[[str, float], None]
"""Raises DataError for a member's value that is out of range."""


def member_numbers(problem: AllocationProblem, attribute: str, check: Check) -> FloatArray:
    """What the cells' members state under an attribute, inherited from the members above; NaN where nobody does.

    Raises DataError: `attribute_not_a_number`, `attribute_differs` where two members of one cell state different
    numbers, and what `check` raises.
    """
    values = np.full(problem.cells.count, np.nan)
    for index, dimension in enumerate(problem.dimensions):
        if attribute not in dimension.attribute_names:
            continue
        stated = _leaf_numbers(dimension, attribute, check)[problem.cells.members[index]]
        both = np.flatnonzero(~np.isnan(values) & ~np.isnan(stated) & (values != stated))
        if both.size:
            cell = int(both[0])
            raise DataError(
                "attribute_differs",
                MEMBERS,
                attribute=attribute,
                cell=" × ".join(problem.cell_key(cell)),
                first=float(values[cell]),
                second=float(stated[cell]),
            )
        values = np.where(np.isnan(values), stated, values)
    return values


def _leaf_numbers(dimension: Dimension, attribute: str, check: Check) -> FloatArray:
    numbers = np.full(len(dimension.leaves), np.nan)
    for place, leaf in enumerate(dimension.leaves):
        held = dimension.attribute(leaf.key, attribute)
        if held is None:
            continue
        if isinstance(held, bool | str):
            raise DataError("attribute_not_a_number", MEMBERS, attribute=attribute, member=leaf.key)
        check(leaf.key, float(held))
        numbers[place] = float(held)
    return numbers

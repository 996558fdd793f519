"""Which cells a binding limit speaks of: those of its group, as far as the limit selects them."""

from __future__ import annotations

import numpy as np

from models.allocation.binding import BindingLimit
from models.allocation.chosen_node import ChosenNode
from models.allocation.limits.month_rows import MONTH
from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem
from models.allocation.selection import Selection
from models.arrays import BoolArray

LIMITS = "/limits/"


def binding_on(plan: Plan, node: ChosenNode) -> tuple[BindingLimit, ...]:
    """The limits of a plan that bind on some cell of a node, in the plan's order: hardest press first."""
    selection = Selection(plan.problem.dimensions, plan.problem.cells.members)
    return tuple(item for item in plan.binding if (binding_cells(plan.problem, selection, item) & node.cells).any())


def binding_cells(problem: AllocationProblem, selection: Selection, item: BindingLimit) -> BoolArray:
    """Mask of the cells (n) of the limit's group. Peers with whom somebody is compared are not among them."""
    cells = np.ones(problem.cells.count, dtype=np.bool_)
    for name, key in zip(item.axes, item.group, strict=True):
        if name != MONTH:
            axis, place = selection.axis_class(name, key)
            cells &= selection.classes(axis) == place
    if item.identity.pointer.startswith(LIMITS):
        limit = problem.limits[int(item.identity.pointer.removeprefix(LIMITS))]
        cells &= selection.where(limit.where)
    return cells

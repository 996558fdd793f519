"""Which limits a node's number hangs on: each moved by a natural step, solved again, and compared.

Which binding limits to try is chosen by the response of the number at the optimum, one linear system for all of them;
what is published comes from solving again. Both optima are exact and unrounded, so an effect is not lost or made by
rounding.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.allocation.binding import BindingLimit, binding_entry
from models.allocation.chosen_node import ChosenNode
from models.allocation.sensitivity.counterfactual import Counterfactual, Counterfactuals
from models.allocation.sensitivity.expected_effect import ExpectedEffects
from models.allocation.sensitivity.limit_step import HELD_CELLS, LimitStep, LimitSteps
from models.allocation.sensitivity.response import response_of
from models.errors import LimitReached
from scenarios.sensitivity.reopened_plan import ReopenedPlan

MOST = 6
DIRECTIONS = (1, -1)


def counterfactuals(reopened: ReopenedPlan, node: ChosenNode, most: int = MOST) -> Counterfactuals:
    """The steps of binding limits that move a node's number, of at most `most` limits beside the company target, both
    ways where possible. Raises SolverFailed."""
    pairs = _stepped(reopened, node)
    effects = ExpectedEffects(
        reopened.formulation,
        reopened.polished,
        response_of(reopened.formulation.program, reopened.polished, node.cells),
    )
    company = [pair for pair in pairs if pair[0].is_company]
    others = [pair for pair in pairs if not pair[0].is_company]
    size = np.array([max(abs(effects.of(step)) for step in pair) for pair in others])
    chosen = [others[place] for place in np.lexsort((np.arange(size.size), -np.round(size, 9)))[:most]]
    found: list[Counterfactual] = []
    is_complete = True
    try:
        for step in (step for pair in (*company, *chosen) for step in pair):
            found.append(_confirmed(reopened, node, step))
    except LimitReached:
        is_complete = False
    moving = [one for one in found if one.effect_minor or not one.possible]
    ranked = sorted(moving, key=lambda one: (not one.possible, -abs(one.effect_minor)))
    return Counterfactuals(tuple(ranked), len(pairs), is_complete)


def _stepped(reopened: ReopenedPlan, node: ChosenNode) -> list[list[LimitStep]]:
    """The steps of every binding limit and of what is fixed, both ways where they can be written; what moves the same
    rows once."""
    steps = LimitSteps(reopened.problem, reopened.free_rows)
    found: dict[tuple[int, ...], list[LimitStep]] = {}
    for item in (*reopened.plan.binding, *_fixed(reopened, node)):
        both = [step for direction in DIRECTIONS if (step := steps.of(item, direction)) is not None]
        if both:
            found.setdefault(tuple(both[0].changed.tolist()), both)
    return list(found.values())


def _fixed(reopened: ReopenedPlan, node: ChosenNode) -> list[BindingLimit]:
    """A company target that is one number, and the node's own held cells: they may press on nobody, because references
    follow them, and yet numbers hang on them."""
    rows = reopened.free_rows
    held = [number for number, block in enumerate(rows.blocks) if block.identity.pointer == HELD_CELLS]
    of_node = abs(rows.matrix) @ node.cells > 0.0
    chosen = np.flatnonzero((rows.lower == rows.upper) & ((rows.block == 0) | (np.isin(rows.block, held) & of_node)))
    return [binding_entry(reopened.formulation, int(row), upper=True, price=0.0, paid=0.0) for row in chosen]


def _confirmed(reopened: ReopenedPlan, node: ChosenNode, step: LimitStep) -> Counterfactual:
    """One step solved again."""
    item, rows = step.binding, step.applied(reopened.free_rows)
    asked = Counterfactual(
        identity=item.identity,
        axes=item.axes,
        group=item.group,
        side=item.side,
        bound=item.bound,
        asked=step.asked,
        step=step.step,
        unit=step.unit,
        quantity=item.quantity,
        scale=item.scale,
        touches=bool((abs(reopened.free_rows.matrix[[item.row]]) @ node.cells > 0.0).any()),
        possible=False,
    )
    found = None if rows is None else reopened.again(rows, step.problem)
    if found is None:
        return asked
    moved = found.targets - reopened.plan.exact
    return replace(
        asked,
        possible=True,
        effect_minor=reopened.minor(float(moved[node.cells].sum()) * reopened.factor(node)),
        total_minor=reopened.minor(float(moved.sum()) / reopened.problem.hedge_factor),
        loss_change=found.loss - reopened.loss,
    )

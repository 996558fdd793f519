"""Which limits a node's number hangs on: each moved by a step and solved again."""

from __future__ import annotations

from models.allocation.chosen_node import ChosenNode
from models.allocation.sensitivity.counterfactual import Counterfactuals
from scenarios.sensitivity.reopened_plan import ReopenedPlan

MOST = 6


def counterfactuals(reopened: ReopenedPlan, node: ChosenNode, most: int = MOST) -> Counterfactuals:
    """The steps of binding limits that move a node's number most, both ways where possible."""
    raise NotImplementedError

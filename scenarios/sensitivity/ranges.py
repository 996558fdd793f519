"""The range of a number over plans that are nearly as good."""

from __future__ import annotations

from models.allocation.chosen_node import ChosenNode
from models.allocation.sensitivity.number_range import NodeRanges, NumberRange
from scenarios.sensitivity.reopened_plan import ReopenedPlan

SHARE = 0.005


def near_optimal_range(reopened: ReopenedPlan, node: ChosenNode, share: float = SHARE) -> NumberRange:
    """The range of one node's number. Raises LimitReached."""
    raise NotImplementedError


def near_optimal_ranges(reopened: ReopenedPlan, seconds: float, share: float = SHARE) -> NodeRanges:
    """The ranges of all nodes above cells, as far as the time goes."""
    raise NotImplementedError

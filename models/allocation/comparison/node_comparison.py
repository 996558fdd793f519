"""Targets of several plans side by side: one cut of the company, the difference of each plan to the base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.allocation.nodes import Partition
from models.allocation.over_assignment import LevelNumbers
from models.allocation.plan import node_sums
from models.allocation.rollup import Cut, published_targets
from models.arrays import IntArray

NodeSet = Cut | Partition
"""All nodes of one kind: a level or a crossing of the problem, or a cut that somebody asked for."""


@dataclass(frozen=True, eq=False)
class NodeComparison:
    """The nodes of one cut under S plans, in minor units.

    `target[s, g]`: the node's own number under plan s. `plan[s, g]`: what adds up to the company's plan over the nodes
    of every cut; the same as `target` without over-assignment. `base`: the plan that others are compared with. Cells
    without a class on some axis belong to no node; `outside[s]` is their part of the plan.
    """

    nodes: NodeSet
    target: IntArray
    plan: IntArray
    outside: IntArray
    base: int = 0

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """One class per axis and node."""
        return self.nodes.groups.keys

    @property
    def difference(self) -> IntArray:
        """target less that of the base (S × nodes)."""
        return np.asarray(self.target - self.target[self.base], dtype=np.int64)

    @property
    def plan_difference(self) -> IntArray:
        """plan less that of the base: with `outside` adds up to the difference of the companies' plans."""
        return np.asarray(self.plan - self.plan[self.base], dtype=np.int64)

    def change_rate(self, plan: int, node: int) -> float | None:
        """Target over that of the base − 1; None where the base has none."""
        before = int(self.target[self.base, node])
        return int(self.target[plan, node]) / before - 1.0 if before else None


def compare_nodes(numbers: Sequence[LevelNumbers], nodes: NodeSet, base: int = 0) -> NodeComparison:
    """The nodes of a cut under several plans of one problem."""
    code, count = nodes.code, nodes.count
    return NodeComparison(
        nodes=nodes,
        target=np.array([published_targets(plan, nodes) for plan in numbers], dtype=np.int64),
        plan=np.array([node_sums(code, count, plan.plan) for plan in numbers], dtype=np.int64),
        outside=np.array([int(plan.plan[code < 0].sum()) for plan in numbers], dtype=np.int64),
        base=base,
    )

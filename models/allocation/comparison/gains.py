"""Who gains and who loses most when one plan takes the place of another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.allocation.comparison.node_comparison import NodeComparison
from models.arrays import IntArray


@dataclass(frozen=True)
class NodeChange:
    """One node's target under the base and under another plan, minor units. `rate`: change over the base's target,
    fraction; None where that is zero."""

    key: tuple[str, ...]
    before: int
    after: int
    rate: float | None

    @property
    def change(self) -> int:
        """after − before."""
        return self.after - self.before


def largest_gains(found: NodeComparison, plan: int, count: int = 5) -> tuple[NodeChange, ...]:
    """The nodes whose targets rise most in money, most first; ties by key. Fewer where fewer rise."""
    return _largest(found, plan, count, found.difference[plan])


def largest_losses(found: NodeComparison, plan: int, count: int = 5) -> tuple[NodeChange, ...]:
    """The nodes whose targets fall most in money, most first; ties by key. Fewer where fewer fall."""
    return _largest(found, plan, count, -found.difference[plan])


def _largest(found: NodeComparison, plan: int, count: int, by: IntArray) -> tuple[NodeChange, ...]:
    order = np.argsort(-by, kind="stable")  # nodes are sorted by key
    chosen = [int(node) for node in order[:count] if by[node] > 0]
    return tuple(
        NodeChange(
            key=found.keys[node],
            before=int(found.target[found.base, node]),
            after=int(found.target[plan, node]),
            rate=found.change_rate(plan, node),
        )
        for node in chosen
    )

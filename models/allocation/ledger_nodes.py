"""The ledgers of all nodes of one kind at once, for tables."""

from __future__ import annotations

import numpy as np

from models.allocation.chosen_node import ChosenNode
from models.allocation.ledger import Ledger
from models.allocation.nodes import Partition
from models.allocation.plan import node_sums
from models.arrays import IntArray


def node_lines(ledger: Ledger, part: Partition) -> IntArray:
    """Lines × nodes of a partition in minor units: each column adds up to the number that the node publishes."""
    everything = np.ones(ledger.problem.cells.count, dtype=np.bool_)
    whole = ChosenNode(part.dimensions, part.levels, axes=part.levels, keys=(), labels=(), cells=everything)
    return np.stack([node_sums(part.code, part.count, line) for line in ledger.of_cells(whole)])

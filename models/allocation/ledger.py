"""Why a number is what it is: lines that lead from last year to the published target and add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from models.allocation.binding import BindingLimit
from models.allocation.chosen_node import ChosenNode
from models.allocation.nodes import Partition
from models.allocation.over_assignment import LevelNumbers
from models.allocation.plan import node_sums
from models.allocation.problem import AllocationProblem
from models.arrays import IntArray


class LedgerLine(StrEnum):
    """The lines of every ledger, in this order.

    The first four are formulas: `last_year`; `company_growth`, what everybody's growing like the company adds;
    `reference_blend`, what potential, forecast and the other sources of the reference move; `strategic_tilt`, what
    priorities move; `over_assignment`, what is handed down on top. Each line from `floors_and_caps` on is what one more
    group of limits changes in the plan that stays as near to the reference as it can; `objective_terms` what the other
    aims of the strategy change; `commitments_and_holds` what promised and fixed numbers do; `rounding` the rest.
    """

    LAST_YEAR = "last_year"
    COMPANY_GROWTH = "company_growth"
    REFERENCE_BLEND = "reference_blend"
    STRATEGIC_TILT = "strategic_tilt"
    OVER_ASSIGNMENT = "over_assignment"
    FLOORS_AND_CAPS = "floors_and_caps"
    CAPACITY = "capacity"
    SHARES_AND_MARGIN = "shares_and_margin"
    DIFFICULTY = "difficulty"
    CARDINALITY = "cardinality"
    OBJECTIVE_TERMS = "objective_terms"
    COMMITMENTS_AND_HOLDS = "commitments_and_holds"
    ROUNDING = "rounding"


@dataclass(frozen=True, eq=False)
class ActingLimit:
    """A limit that shaped the plan at the line of its family. `limit`: as it bound there, its price included. `cells`:
    places of the cells whose targets its group counts."""

    line: LedgerLine
    limit: BindingLimit
    cells: IntArray


@dataclass(frozen=True)
class NodeLedger:
    """The ledger of one node: every line with its amount in minor units, in the order of LedgerLine; they add up to
    `total_minor`, the number that the plan publishes for the node. `acting`: the limits behind the lines."""

    lines: tuple[tuple[LedgerLine, int], ...]
    total_minor: int
    acting: tuple[ActingLimit, ...] = ()


@dataclass(frozen=True, eq=False)
class Ledger:
    """The ledgers of all cells of a plan, and of whatever nodes they add up to.

    `minor`: lines × cells in minor units, one array per layer of numbers, from the plan to the leaf targets: nodes at
    different depths publish different numbers, and each has lines that add up to its own.
    `acting`: the limits that shaped the lines. `error`: how far any number at the end of a line may be from the exact
    optimum behind it, in thousands.
    """

    problem: AllocationProblem
    minor: tuple[IntArray, ...]
    acting: tuple[ActingLimit, ...] = ()
    error: float = 0.0

    @property
    def leaf(self) -> IntArray:
        """Lines × cells of the targets that people get."""
        return self.minor[-1]

    def of_cells(self, dimensions: Sequence[str], levels: Sequence[str | None]) -> IntArray:
        """Lines × cells of the numbers that nodes of these levels publish."""
        return LevelNumbers(self.problem.over_assignment, self.minor).of_nodes(dimensions, levels)[0]

    def of_node(self, node: ChosenNode) -> NodeLedger:
        """The ledger of one node."""
        sums = self.of_cells(node.dimensions, node.levels)[:, node.cells].sum(axis=1).tolist()
        acting = tuple(item for item in self.acting if node.cells[item.cells].any())
        return NodeLedger(tuple(zip(LedgerLine, sums, strict=True)), sum(sums), acting)

    def of_partition(self, part: Partition) -> IntArray:
        """Lines × nodes of one partition."""
        lines = self.of_cells(part.dimensions, part.levels)
        return np.stack([node_sums(part.code, part.count, line) for line in lines])

"""How far apart the nodes of a level are: the largest less the smallest of their rates, such as growth or difficulty.

loss = max_k d_k − min_k d_k,  d_k = x_k/f_k
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import block_array, csr_array, vstack

from models.allocation.separable import SeparableProgram
from models.allocation.terms.columns import TermColumns, by_entry
from models.arrays import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class RangeMetric:
    """K ≥ 2 nodes: `code[c]` is the node of cell c (−1: none), `measure` (K) is f in thousands, above zero."""

    code: IntArray
    measure: FloatArray

    def loss(self, targets: FloatArray) -> float:
        """The loss of targets in thousands per cell (n)."""
        inside = self.code >= 0
        total = np.bincount(self.code[inside], weights=targets[inside], minlength=self.measure.shape[0])
        return float(np.ptp(total / self.measure))

    def weighed(self, program: SeparableProgram, weight: float) -> tuple[SeparableProgram, TermColumns]:
        """The program as it is, and weight·loss·L as rows: the largest and the smallest rate are auxiliary columns h
        and l, in money of an average node; x_k·f̄/f_k − h ≤ 0 ≤ x_k·f̄/f_k − l, at the price weight·L/f̄ of h and its
        negative of l."""
        inside = np.flatnonzero(self.code >= 0)
        node, count = self.code[inside], self.measure.shape[0]
        typical = float(self.measure.mean())
        factor = typical / self.measure
        own = csr_array((factor[node], (node, inside)), shape=(count, self.code.shape[0]))
        bound = by_entry(-np.ones(count), 1)
        none, free = np.zeros(count), np.full(count, np.inf)
        price = weight * program.scale / typical
        held = float(np.bincount(node, weights=program.curvature[inside], minlength=count).mean())
        most = factor * np.bincount(node, weights=program.upper[inside], minlength=count)
        return program, TermColumns(
            matrix=csr_array(vstack([own, own], format="csr")),
            auxiliary=csr_array(block_array([[bound, None], [None, bound]], format="csr")),
            lower=np.concatenate([-free, none]),
            upper=np.concatenate([none, free]),
            penalty=np.concatenate([free, free]),
            price=np.array([price, -price]),
            ceiling=np.full(2, float(most.max())),
            size=np.full(2, typical),
            curvature=np.full(2, held),
        )

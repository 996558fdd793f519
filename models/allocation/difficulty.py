"""Difficulty: how much a target asks of what a person can expect, d = x/f, compared among peers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from models.allocation.difficulty_basis import DifficultyBasis, DifficultyMeasure
from models.allocation.nodes import people_level
from models.allocation.problem import AllocationProblem, Amounts
from models.allocation.selection import Selection
from models.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Difficulty:
    """The people (K, each within one peer group of P) whose difficulty is compared, over the cells that state f.

    `keys[k]`: peer axes, then person. `code[c]`: person of cell c, −1 where it does not count. `measure` (K) and
    `peer_measure` (P): f in thousands, above zero. `peer` (K): the group of each person.
    """

    axes: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    code: IntArray
    measure: FloatArray
    peer: IntArray
    peer_measure: FloatArray

    @property
    def count(self) -> int:
        """K."""
        return len(self.keys)

    def sums(self, weight: FloatArray | None = None) -> csr_array:
        """Matrix (K × cells) of x_k, each row times its weight."""
        inside = np.flatnonzero(self.code >= 0)
        data = np.ones(inside.size) if weight is None else weight[self.code[inside]]
        return csr_array((data, (self.code[inside], inside)), shape=(self.count, self.code.shape[0]))

    def of(self, targets: FloatArray) -> FloatArray:
        """d per person (K) for targets per cell."""
        return self._totals(targets) / self.measure

    def deviation(self, targets: FloatArray) -> FloatArray:
        """d_k − d̄ of the peer group, per person (K)."""
        total = self._totals(targets)
        group = np.bincount(self.peer, weights=total, minlength=self.peer_measure.shape[0])
        return np.asarray(total / self.measure - (group / self.peer_measure)[self.peer], dtype=np.float64)

    def _totals(self, targets: FloatArray) -> FloatArray:
        inside = self.code >= 0
        sums = np.bincount(self.code[inside], weights=targets[inside], minlength=self.count)
        return np.asarray(sums, dtype=np.float64)


def difficulty(problem: AllocationProblem, basis: DifficultyBasis) -> Difficulty | None:
    """The people and peers of a basis; None where no cell states what difficulty is measured against.

    Raises StatementError for axes that do not exist.
    """
    measure = measured(problem, basis.against)
    counted = measure.present & (measure.minor > 0)
    if not counted.any():
        return None
    selection = Selection(problem.dimensions, problem.cells.members)
    for field, names in (("peers", basis.peers), ("by", basis.by)):
        for position, name in enumerate(names):
            selection.axis(name, f"/{field}/{position}")
    axes = (*basis.peers, *(basis.by or (".".join(people_level(problem)),)))
    groups = selection.groups(axes, counted)
    peers: dict[tuple[str, ...], int] = {}
    peer = np.array([peers.setdefault(key[: len(basis.peers)], len(peers)) for key in groups.keys], dtype=np.int64)
    inside = groups.code >= 0
    thousands = measure.minor / problem.money.minor_per_thousand
    size = np.bincount(groups.code[inside], weights=thousands[inside], minlength=groups.count)
    if not groups.count:
        return None
    return Difficulty(
        axes=axes,
        keys=groups.keys,
        code=groups.code,
        measure=np.asarray(size, dtype=np.float64),
        peer=peer,
        peer_measure=np.asarray(np.bincount(peer, weights=size, minlength=len(peers)), dtype=np.float64),
    )


def measured(problem: AllocationProblem, against: DifficultyMeasure | None) -> Amounts:
    """The column that difficulty is measured against."""
    cells = problem.cells
    if against is None:
        return cells.forecast if cells.forecast.present.any() else cells.potential
    return {
        DifficultyMeasure.FORECAST: cells.forecast,
        DifficultyMeasure.POTENTIAL: cells.potential,
        DifficultyMeasure.BASELINE: cells.baseline,
    }[against]


def compared(found: Difficulty) -> BoolArray:
    """People who have a peer (K): whoever is alone deviates from nobody."""
    return np.asarray(np.bincount(found.peer, minlength=found.peer_measure.shape[0])[found.peer] > 1, dtype=np.bool_)

"""How hard the published targets are for each person: target over forecast, from the numbers and the data alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.allocation.nodes import people_level
from models.allocation.over_assignment import LevelNumbers
from models.allocation.problem import AllocationProblem, Amounts
from models.allocation.selection import Axis, Groups, Selection
from models.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class PeopleDifficulty:
    """The people (K) whose difficulty is known, d = target/f over the cells that state f, f above zero.

    `axes` say who a person is, `keys[k]` who it is. `code[c]`: person of cell c, −1 where it does not count. `target`
    in minor units, `measure` is f in minor units; `against` is the column. `left_out`: people without f,
    `left_out_labels` what they are called. `own`: the published numbers per cell that people's targets are made of.
    """

    axes: tuple[Axis, ...]
    against: str
    keys: tuple[tuple[str, ...], ...]
    code: IntArray
    target: IntArray
    measure: IntArray
    left_out: tuple[tuple[str, ...], ...]
    left_out_labels: tuple[str, ...]
    own: IntArray

    @property
    def count(self) -> int:
        """K."""
        return len(self.keys)

    @cached_property
    def difficulty(self) -> FloatArray:
        """d (K)."""
        return np.asarray(self.target / self.measure, dtype=np.float64)

    def is_equal(self, step: int) -> bool:
        """True where no target is further from the common difficulty than one step of rounding."""
        common = int(self.target.sum()) / int(self.measure.sum()) if self.count else 0.0
        return bool((np.abs(self.target - common * self.measure) <= step).all())


def people_difficulty(problem: AllocationProblem, numbers: LevelNumbers, selection: Selection) -> PeopleDifficulty:
    """The people of the scenario's fairness, by the published numbers of their own level."""
    basis = problem.difficulty_basis
    names = basis.by or (".".join(people_level(problem)),)
    axes = tuple(selection.axis(name, "/by") for name in names)
    against, measure = _measure(problem)
    every = selection.groups(names, np.ones(problem.cells.count, dtype=np.bool_))
    own, _ = numbers.of_nodes([problem.dimensions[axis.dimension].name for axis in axes], [axis.level for axis in axes])
    found = ratios(every, own, measure)
    kept = np.flatnonzero(found.known)
    missing = tuple(every.keys[place] for place in np.flatnonzero(~found.known))
    renumber = np.full(every.count + 1, -1, dtype=np.int64)
    renumber[kept] = np.arange(kept.size)
    return PeopleDifficulty(
        axes=axes,
        against=against,
        keys=tuple(every.keys[place] for place in kept),
        code=np.where(measure.present, renumber[every.code], -1),
        target=found.target[kept],
        measure=found.measure[kept],
        left_out=missing,
        left_out_labels=tuple(labels(problem, axes, key) for key in missing),
        own=own,
    )


@dataclass(frozen=True, eq=False)
class Ratios:
    """Target and f per group in minor units over the cells that state f; `known` where f is above zero."""

    target: IntArray
    measure: IntArray
    known: BoolArray

    @cached_property
    def difficulty(self) -> FloatArray:
        """target/f, NaN where it is not known."""
        return np.where(self.known, self.target / np.where(self.known, self.measure, 1), np.nan)


def ratios(groups: Groups, own: IntArray, measure: Amounts) -> Ratios:
    """Sums of a plan and of what it is measured against, exact, per group."""
    inside = (groups.code >= 0) & measure.present
    target, size = np.zeros(groups.count, dtype=np.int64), np.zeros(groups.count, dtype=np.int64)
    np.add.at(target, groups.code[inside], own[inside])
    np.add.at(size, groups.code[inside], measure.minor[inside])
    return Ratios(target, size, size > 0)


def against_column(problem: AllocationProblem) -> Amounts:
    """What targets are measured against: what the scenario says, else the forecast where there is one, else the
    potential."""
    return _measure(problem)[1]


def _measure(problem: AllocationProblem) -> tuple[str, Amounts]:
    cells, chosen = problem.cells, problem.difficulty_basis.against
    name = chosen.value if chosen is not None else ("forecast" if cells.forecast.present.any() else "potential")
    column: Amounts = getattr(cells, name)
    return name, column


def labels(problem: AllocationProblem, axes: Sequence[Axis], key: Sequence[str]) -> str:
    """What people call a person or group."""
    names = []
    for axis, part in zip(axes, key, strict=True):
        member = None if axis.level is None else problem.dimensions[axis.dimension].by_key.get(part)
        names.append(part if member is None else member.label)
    return " × ".join(names)

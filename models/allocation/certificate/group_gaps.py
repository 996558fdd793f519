"""How the mean difficulty of each group's people differs from that of everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.allocation.certificate.people_difficulty import PeopleDifficulty, against_column, ratios
from models.allocation.problem import AllocationProblem
from models.allocation.selection import Axis, Selection
from models.allocation.statement_error import StatementError


@dataclass(frozen=True)
class GroupGap:
    """One group: `count` people, the `mean` of their difficulties within the group, and `gap`, that less the mean of
    everybody. Somebody with cells in several groups counts in each, by the cells there."""

    axis: str
    key: str
    label: str
    count: int
    mean: float
    gap: float


def group_axes(problem: AllocationProblem, people: PeopleDifficulty, names: Sequence[str]) -> list[str]:
    """What groups are compared by: as named, else every level of every dimension but the people's own."""
    if names:
        return list(names)
    own = {(axis.dimension, axis.level) for axis in people.axes}
    return [
        f"{dimension.name}.{level}"
        for place, dimension in enumerate(problem.dimensions)
        for level in dimension.levels
        if (place, level) not in own
    ]


def check_groups(selection: Selection, names: Sequence[str]) -> None:
    """Raises StatementError for names that are no axis."""
    for place, name in enumerate(names):
        selection.axis(name, f"/groups/{place}")


def group_gaps(
    problem: AllocationProblem, people: PeopleDifficulty, selection: Selection, names: Sequence[str]
) -> tuple[GroupGap, ...]:
    """Every group of every axis, by axis, then by key."""
    overall = float(people.difficulty.mean())
    gaps: list[GroupGap] = []
    for name in group_axes(problem, people, names):
        axis = selection.axis(name, "/groups")
        n_class = len(axis.classes)
        groups = selection.groups((name, *(one.name for one in people.axes)), people.code >= 0)
        found = ratios(groups, people.own, against_column(problem))
        position = {str(value): spot for spot, value in enumerate(axis.classes)}
        of_group = np.array([position[key[0]] for key in groups.keys], dtype=np.int64)[found.known]
        count = np.bincount(of_group, minlength=n_class)
        total = np.bincount(of_group, weights=found.difficulty[found.known], minlength=n_class)
        shown = _shown(selection, axis, name)
        for spot in np.flatnonzero(count).tolist():
            mean, key = float(total[spot] / count[spot]), str(axis.classes[spot])
            gaps.append(GroupGap(shown, key, _label(problem, axis, key), int(count[spot]), mean, mean - overall))
    return tuple(gaps)


def _shown(selection: Selection, axis: Axis, name: str) -> str:
    """The level's name alone where that is enough."""
    short = axis.level or name
    try:
        same = selection.axis(short, "")
    except StatementError:
        return name
    return short if (same.dimension, same.level) == (axis.dimension, axis.level) else name


def _label(problem: AllocationProblem, axis: Axis, key: str) -> str:
    member = None if axis.level is None else problem.dimensions[axis.dimension].by_key.get(key)
    return key if member is None else member.label

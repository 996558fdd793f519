"""The people furthest from their peers, by name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.allocation.certificate.people_difficulty import PeopleDifficulty, against_column, labels, ratios
from models.allocation.problem import AllocationProblem
from models.allocation.selection import Selection

NAMED = 5
"""People named on each side."""


@dataclass(frozen=True)
class Case:
    """One person among some peers: `target` in minor units over the cells that count, `difficulty` its ratio to f,
    `peers` that of the peers together, `deviation` the first less the second. `peer_group`: empty for everybody."""

    key: tuple[str, ...]
    label: str
    peer_group: tuple[str, ...]
    target: int
    difficulty: float
    peers: float

    @property
    def deviation(self) -> float:
        """How much harder than for the peers."""
        return self.difficulty - self.peers


def cases(problem: AllocationProblem, people: PeopleDifficulty, selection: Selection) -> tuple[Case, ...]:
    """Everybody who has peers, hardest first; ties by key."""
    names = (*problem.difficulty_basis.peers, *(axis.name for axis in people.axes))
    width = len(problem.difficulty_basis.peers)
    groups = selection.groups(names, people.code >= 0)
    found = ratios(groups, people.own, against_column(problem))
    known = np.flatnonzero(found.known).tolist()
    together: dict[tuple[str, ...], list[int]] = {}
    for place in known:
        together.setdefault(groups.keys[place][:width], []).append(place)
    listed = []
    for peer_group, places in together.items():
        if len(places) == 1:  # whoever is alone has no peers
            continue
        common = int(found.target[places].sum()) / int(found.measure[places].sum())
        for place in places:
            key = groups.keys[place][width:]
            own = float(found.difficulty[place])
            listed.append(
                Case(key, labels(problem, people.axes, key), peer_group, int(found.target[place]), own, common)
            )
    return tuple(sorted(listed, key=lambda one: (-one.deviation, one.key, one.peer_group)))

"""The frontier between terms: plans of which none is beaten by another, and where giving way begins to cost more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from models.allocation.strategy import Term
from models.arrays import FloatArray, IntArray
from models.errors import InvalidInput
from models.findings import Fact, Finding, Location, near_names

AIMS: Mapping[str, Term] = MappingProxyType(
    {
        **{str(term): term for term in Term},
        "margin": Term.PROFIT,
        "strategic_volume": Term.STRATEGIC,
        "moved": Term.STABILITY,
        "shortfall": Term.ATTAINABILITY,
    }
)
"""What a frontier can lie between. The last four are amounts, which a term measures per unit of company target."""

LEAST_AIMS, MOST_AIMS = 2, 3

SAME = 1e-6
"""Share of a term's range within which two plans count as equal."""

LEAST_BEND = 0.05
"""Distance of the knee from the straight line between the ends, in ranges: below it the frontier is nearly straight."""


def aims_of(names: Sequence[str]) -> tuple[Term, ...]:
    """The terms that a frontier lies between, two or three. Raises InvalidInput for other numbers of them, unknown
    names, and one term twice."""
    if not LEAST_AIMS <= len(names) <= MOST_AIMS:
        raise _refused("frontier_aims_count", {"count": len(names), "known": list(AIMS)})
    terms: list[Term] = []
    for place, name in enumerate(names):
        if name not in AIMS:
            near = near_names(name, list(AIMS))
            raise _refused("frontier_aim_unknown", {"name": name[:60], "known": list(AIMS), "near": near}, place)
        if AIMS[name] in terms:
            other = names[terms.index(AIMS[name])]
            raise _refused("frontier_aim_twice", {"name": name, "other": other}, place)
        terms.append(AIMS[name])
    return tuple(terms)


def check_aims(names: Sequence[str], terms: Sequence[Term], absent: Sequence[Term]) -> None:
    """Raises InvalidInput for a term that no plan can differ in, because the scenario lacks its data."""
    for place, term in enumerate(terms):
        if term in absent:
            raise _refused("frontier_aim_without_data", {"name": names[place], "term": str(term)}, place)


def efficient(losses: FloatArray, width: FloatArray) -> IntArray:
    """Places of the points (n × k) that no other point beats, ordered by their first loss and then the others. `width`
    (k): range of each loss. Points that are alike within SAME of the ranges appear once."""
    room = SAME * np.asarray(width)
    kept: list[int] = []
    for place in np.lexsort(losses.T[::-1]):
        point = losses[place]
        if not any(bool((losses[one] <= point + room).all()) for one in kept):
            kept.append(int(place))
    return np.array(kept, dtype=np.int64)


def knee(losses: FloatArray) -> int | None:
    """The point (of n × 2, ordered, the first and last being the ends) that lies furthest below the straight line
    between the ends, both losses measured in what they differ by between the ends. None where the frontier is nearly
    straight, or has fewer than three points."""
    if losses.shape[0] < 3:
        return None
    first, last = losses[0], losses[-1]
    a = (losses[:, 0] - first[0]) / (last[0] - first[0])
    b = (losses[:, 1] - last[1]) / (first[1] - last[1])
    distance = (1.0 - a - b) / np.sqrt(2.0)
    furthest = int(distance.argmax())
    return furthest if distance[furthest] >= LEAST_BEND else None


def natural(term: Term, loss: float, scale: float) -> float | None:
    """A loss as what people count: margin, strategic volume, money moved or expected shortfall in thousands. None for
    the terms that have no such amount. `scale`: L in thousands."""
    if term in (Term.PROFIT, Term.STRATEGIC):
        return -loss * scale
    return loss * scale if term in (Term.STABILITY, Term.ATTAINABILITY) else None


def _refused(code: str, facts: Mapping[str, Fact], place: int | None = None) -> InvalidInput:
    pointer = "/between" if place is None else f"/between/{place}"
    return InvalidInput([Finding(code, Location(pointer=pointer), facts)])

"""How an aim of a frontier is written: `fit`, `margin`, `target[region=East]`, `min:growth_rate[region=East]`,
`growth_range[region]`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from models.allocation.better import CARD_FIGURES
from models.allocation.figures import NODE_FIGURES
from models.allocation.strategy import Term
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
"""Aims that are terms. The last four are amounts, which a term measures per unit of company target."""

NODE_AIMS: Mapping[str, int] = MappingProxyType(
    {
        "target": 1,
        "margin": 1,
        "growth_rate": 1,
        "like_for_like_rate": 1,
        "difficulty": -1,
        "moved": -1,
        "moved_from_history": -1,
    }
)
"""Figures of a node, of the company where none is named, and which way is better: 1 more, −1 less. `margin` and
`moved` of the company are the terms."""

LEVEL_AIMS = ("growth_range", "difficulty_range")
"""Largest less smallest rate of the nodes of a level, of the people where none is named."""

EITHER_WAY = ("target", "margin", "growth_rate", "like_for_like_rate", "difficulty")
"""Linear figures: `min:` and `max:` before them say which way is meant."""

POSSIBLE: MappingProxyType[str, Fact] = MappingProxyType(
    {
        "known": [str(term) for term in Term],
        "amounts": [name for name in AIMS if name not in list(Term)],
        "figures": list(NODE_AIMS),
        "ranges": list(LEVEL_AIMS),
    }
)
"""What can be asked for, as messages list it."""

LEAST_AIMS, MOST_AIMS = 2, 3

_FORM = re.compile(r"(?:(?P<way>min|max):)?\s*(?P<figure>[^\[\]:]+?)\s*(?:\[(?P<inside>[^\[\]]*)\])?")


@dataclass(frozen=True)
class AimName:
    """An aim as it was asked for (`text`): its figure, what stands in the brackets, and which way is better."""

    text: str
    figure: str
    inside: tuple[str, ...]
    better: int

    @property
    def term(self) -> Term | None:
        """The term that measures it; None for a metric."""
        return None if self.inside else AIMS.get(self.figure)

    @property
    def meaning(self) -> tuple[object, ...]:
        """What two names of the same aim have in common."""
        return (self.term,) if self.term else (self.figure, tuple(sorted(self.inside)))


def split_aims(text: str) -> tuple[str, ...]:
    """The aims of a list divided by commas; those within brackets divide nothing."""
    return tuple(part.strip() for part in re.split(r",(?![^\[]*\])", text))


def aim_names(texts: Sequence[str]) -> tuple[AimName, ...]:
    """The names of two or three aims. Raises InvalidInput for other numbers of them, unknown names, figures that no
    frontier can lie between, and one aim twice; each with its place."""
    if not LEAST_AIMS <= len(texts) <= MOST_AIMS:
        raise _refused("frontier_aims_count", POSSIBLE | {"count": len(texts)})
    names: list[AimName] = []
    for place, text in enumerate(texts):
        name = _name(text, place)
        same = [one.text for one in names if one.meaning == name.meaning]
        if same:
            raise _refused("frontier_aim_twice", {"name": text[:60], "other": same[0][:60]}, place)
        names.append(name)
    return tuple(names)


def _name(text: str, place: int) -> AimName:
    form = _FORM.fullmatch(text.strip())
    figure = "" if form is None else form["figure"]
    known = [*AIMS, *NODE_AIMS, *LEVEL_AIMS]
    inside = tuple(part.strip() for part in (form["inside"] or "").split(",") if part.strip()) if form else ()
    if figure in (*CARD_FIGURES, *NODE_FIGURES) and figure not in known:
        raise _refused("frontier_aim_not_convex", POSSIBLE | {"name": text[:60]}, place)
    is_term = figure in AIMS and not inside
    if form is None or (not is_term and figure not in (*NODE_AIMS, *LEVEL_AIMS)):
        near = near_names(figure or text[:60], known)
        raise _refused("frontier_aim_unknown", POSSIBLE | {"name": text[:60], "near": near}, place)
    way = form["way"]
    if way and (is_term or figure not in EITHER_WAY):
        raise _refused("frontier_aim_one_way", {"name": text[:60], "known": EITHER_WAY}, place)
    better = NODE_AIMS.get(figure, -1) if not is_term else -1
    return AimName(text.strip(), figure, inside, {"min": -1, "max": 1}.get(way or "", better))


def _refused(code: str, facts: Mapping[str, Fact], place: int | None = None) -> InvalidInput:
    pointer = "/between" if place is None else f"/between/{place}"
    return InvalidInput([Finding(code, Location(pointer=pointer), facts)])

"""Where the values of a YAML text stand: from which character to which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

Part = str | int

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(eq=False)
class Place:
    """A value: its first character, and the one behind its last. `keys`: where the name of each field of a mapping
    begins; `within`: its values. `is_flow`: written in brackets."""

    start: int
    end: int
    is_flow: bool
    keys: dict[Part, int] = field(default_factory=dict)
    within: dict[Part, Place] = field(default_factory=dict)
    is_list: bool = False


def yaml_place(text: str) -> Place:
    """The place of the document's value, for a text that our reader has read. What an alias stands for has no place of
    its own: it is written elsewhere."""
    opened: list[Place] = []
    names: list[Part | None] = []
    top = Place(0, len(text), is_flow=False)
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            place = opened.pop()
            names.pop()
            place.end = _end(event) if place.is_flow else max(_ends(place), default=place.end)
            top = place
        elif isinstance(event, NodeEvent):
            _begin(event, opened, names)
    return top


def find_place(place: Place, path: Sequence[Part]) -> Place | None:
    """The value at a path; None where there is none of its own."""
    found: Place | None = place
    for part in path:
        found = None if found is None else found.within.get(part)
    return found


def _begin(event: Any, opened: list[Place], names: list[Part | None]) -> None:
    """One value, or the name of a field."""
    parent = opened[-1] if opened else None
    start, end = event.start_mark.index, event.end_mark.index
    if parent is not None and not parent.is_list and names[-1] is None:
        name = event.value if isinstance(event, ScalarEvent) else str(event.anchor)
        names[-1], parent.keys[name] = name, start
        return
    is_container = isinstance(event, MappingStartEvent | SequenceStartEvent)
    is_flow = bool(event.flow_style) if is_container else False
    place = Place(start, end, is_flow, is_list=isinstance(event, SequenceStartEvent))
    if parent is not None:
        part: Part = len(parent.within) if parent.is_list else names[-1]  # type: ignore[assignment]
        parent.within[part] = place
        names[-1] = None
    if is_container:
        opened.append(place)
        names.append(None)
    assert not isinstance(event, AliasEvent) or not is_container


def _end(event: Any) -> int:
    return int(event.end_mark.index)


def _ends(place: Place) -> list[int]:
    return [inner.end for inner in place.within.values()]

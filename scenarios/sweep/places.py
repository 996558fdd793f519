"""The numbers of a scenario that a sweep may change: found by JSON pointer, and put into a variant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from models.allocation.limits.base import Limit
from models.errors import InvalidInput
from models.findings import Fact, Finding, Location, as_pointer, near_names
from scenarios.definition import Scenario
from scenarios.definition.varying import SECTIONS

SIGNIFICANT = Context(prec=12, rounding=ROUND_HALF_EVEN)
"""Digits of a rate or weight that a range or a draw gives."""

MOST_NAMES = 20

NO_PLACE = ("pointer_form", "pointer_fixed", "pointer_unknown", "pointer_ambiguous", "pointer_not_a_number")
"""Faults of pointers at which no number stands that can be varied; their place is the pointer as it was written."""

Part = str | int


@dataclass(frozen=True)
class Place:
    """A number of the document. `pointer`: the plain one, limits by their position. `base`: its value in the scenario.
    `decimals`: how many a written amount may have; None for numbers that are no amounts. `is_whole`: a count."""

    pointer: str
    path: tuple[Part, ...]
    base: Decimal
    decimals: int | None
    is_whole: bool

    def fitted(self, value: Decimal) -> Decimal:
        """A value out of a range or a draw, rounded to what can be written here."""
        if self.is_whole:
            return value.quantize(Decimal(1))
        if self.decimals is not None:
            return value.quantize(Decimal(1).scaleb(-self.decimals)).normalize() + 0
        return SIGNIFICANT.plus(value).normalize() + 0


class Places:
    """The numbers of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        full = scenario.document.model_dump(by_alias=True, include=set(SECTIONS))
        self._written: dict[str, Any] = scenario.document.model_dump(
            by_alias=True, include=set(SECTIONS), exclude_unset=True
        )
        if not scenario.document.strategies:
            full["strategies"] = self._written["strategies"] = _ready_made(scenario)
        self._full = full

    def find(self, pointer: str) -> Place:
        """The number at a pointer. Raises InvalidInput: `pointer_form`, `pointer_fixed`, `pointer_unknown`,
        `pointer_ambiguous`, `pointer_not_a_number`."""
        if not pointer.startswith("/"):
            raise _refused("pointer_form", pointer, {"written": pointer[:120]})
        tokens = [part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/")]
        if tokens[0] not in SECTIONS:
            facts = {
                "written": pointer[:120],
                "section": tokens[0][:60],
                "known": SECTIONS,
                "near": near_names(tokens[0], SECTIONS),
            }
            raise _refused("pointer_fixed", pointer, facts)
        path, value = self._follow(tokens, pointer)
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise _refused("pointer_not_a_number", pointer, {"written": pointer[:120], "value": _words(value)})
        base = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        return Place(as_pointer(path), path, base, self._decimals(path), isinstance(value, int))

    def sections(self, values: Mapping[tuple[Part, ...], Decimal]) -> dict[str, Any]:
        """The sections as they are written, with other numbers at some places."""
        touched = {str(path[0]) for path in values}
        sections = {name: deepcopy(section) if name in touched else section for name, section in self._written.items()}
        for path, value in values.items():
            holder: Any = sections
            for part in path[:-1]:
                holder = holder.setdefault(part, {}) if isinstance(holder, dict) else holder[part]
            holder[path[-1]] = value
        return sections

    def _follow(self, tokens: Sequence[str], pointer: str) -> tuple[tuple[Part, ...], Any]:
        value: Any = self._full
        path: list[Part] = []
        for token in tokens:
            part = self._part(token, value, path, pointer)
            value = value[part]
            path.append(part)
        return tuple(path), value

    def _part(self, token: str, value: Any, path: Sequence[Part], pointer: str) -> Part:
        if isinstance(value, Mapping):
            if token in value:
                return token
            known = [str(name) for name in value]
        elif isinstance(value, list | tuple):
            if token.isascii() and token.isdecimal() and str(int(token)) == token and int(token) < len(value):
                return int(token)
            if list(path) == ["limits"] and token.startswith("[") and token.endswith("]"):
                return self._named(token[1:-1], pointer)
            known = [str(place) for place in range(len(value))][:MOST_NAMES]
        else:
            known = []
        facts: dict[str, Fact] = {
            "written": pointer[:120],
            "part": token[:60],
            "known": known[:MOST_NAMES],
            "near": near_names(token, known),
        }
        raise _refused("pointer_unknown", pointer, facts)

    def _named(self, name: str, pointer: str) -> int:
        names = [limit.name for limit in self._scenario.document.limits]
        found = [place for place, other in enumerate(names) if other == name]
        if len(found) > 1:
            facts: dict[str, Fact] = {
                "written": pointer[:120],
                "name": name[:60],
                "options": [f"/limits/{place}" for place in found],
            }
            raise _refused("pointer_ambiguous", pointer, facts)
        if not found:
            facts = {
                "written": pointer[:120],
                "part": name[:60],
                "known": names[:MOST_NAMES],
                "near": near_names(name, names),
            }
            raise _refused("pointer_unknown", pointer, facts)
        return found[0]

    def _decimals(self, path: Sequence[Part]) -> int | None:
        """The decimals of an amount; None where the number is a rate, a weight, hours or a count."""
        money = self._scenario.problem.money
        if path[0] == "rounding":
            return money.written_digits
        owner: Limit | None = None
        if path[0] == "company_target":
            owner = self._scenario.document.company_target
        elif path[0] == "limits":
            owner = self._scenario.document.limits[int(path[1])]
        if owner is None or path[-1] not in owner.money_fields():
            return None
        unit = money.of(owner.counts)
        return None if unit is None else unit.written_digits


def _ready_made(scenario: Scenario) -> dict[str, Any]:
    """The ready-made strategies, written out."""
    return {
        name: {
            "label": scenario.strategy_label(name),
            "reference": {str(source): share for source, share in strategy.reference.items()},
            "strategic_intensity": strategy.strategic_intensity,
            "weights": {str(term): weight for term, weight in strategy.weights.by_term().items()},
        }
        for name, strategy in scenario.strategies.items()
    }


def _refused(code: str, pointer: str, facts: Mapping[str, Fact]) -> InvalidInput:
    return InvalidInput([Finding(code, Location(pointer=pointer[:200]), facts)])


def _words(value: object) -> str:
    if value is None:
        return "–"
    return "{…}" if isinstance(value, Mapping) else "[…]" if isinstance(value, list | tuple) else str(value)[:60]

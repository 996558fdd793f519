"""A plan file with tuned rules written into it: its lines and comments stay, and only what was turned is different."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from models.errors import InvalidInput
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.loading import Media, scenario_source
from scenarios.definition.yaml_source import read_yaml
from scenarios.incentives.definition.plan_document import IncentivePlanDocument
from scenarios.repairing.yaml_edits import NotEditable, YamlEdits
from scenarios.repairing.yaml_places import Part
from scenarios.repairing.yaml_values import document_text

Comment = Callable[[str, object], str]
"""The comment above a field that was turned, by its name and old value (None: it was not stated)."""

GROUPS, BUDGET = "groups", "budget"

DIGITS = 9
"""Decimals of written numbers: below them lie the bits that floats add to a weight that is left over."""


@dataclass(frozen=True)
class WrittenPlan:
    """The text, YAML. `is_rewritten`: the original could not keep its comments, so all of it was written anew."""

    text: str
    is_rewritten: bool


@dataclass(frozen=True)
class _Edit:
    path: tuple[Part, ...]
    name: str
    value: Any
    old: object


def written_plan(
    data: bytes, media: Media, name: str, wanted: IncentivePlanDocument, comment: Comment, ceilings: Ceilings
) -> WrittenPlan:
    """The file with the rules and the budget of `wanted`, which differs from it in these only. Raises
    InvalidInput for a file that has become another one since it was read."""
    value = scenario_source(data, media, name, ceilings).value
    assert isinstance(value, dict)
    before = IncentivePlanDocument.model_validate(value)
    edits = list(_edits(value, _dumped(before), _dumped(wanted)))
    if wanted.budget != before.budget:
        edits.append(_Edit((), BUDGET, _shortly(wanted.budget), value.get(BUDGET)))
    if media == "yaml":
        kept = _kept(data.decode("utf-8-sig"), edits, comment)
        if kept is not None and _reads_as(kept, wanted, ceilings):
            return WrittenPlan(kept, is_rewritten=False)
    return WrittenPlan(document_text(_applied(value, edits)), is_rewritten=True)


def _shortly(amount: Decimal | None) -> object:
    """An amount without the zeros that a money unit adds."""
    return int(amount) if amount is not None and amount == amount.to_integral_value() else amount


def _dumped(document: IncentivePlanDocument) -> list[Any]:
    """The rules as plain values."""
    found: list[Any] = _plain(document.model_dump(by_alias=True, mode="python")[GROUPS])
    return found


def _edits(value: Mapping[str, Any], before: Sequence[Any], after: Sequence[Any]) -> Iterator[_Edit]:
    for place, (old, new) in enumerate(zip(before, after, strict=True)):
        yield from _differences(value[GROUPS][place], old, new, (GROUPS, place))


def _differences(written: Any, old: Any, new: Any, path: tuple[Part, ...]) -> Iterator[_Edit]:
    """What must change in a written object for it to mean `new` in the place of `old`; `old` and `new` have defaults
    filled in, `written` has not."""
    for name, value in new.items():
        if value == old.get(name):
            continue
        there = written.get(name)
        if isinstance(value, Mapping) and isinstance(there, Mapping) and isinstance(old.get(name), Mapping):
            yield from _differences(there, old[name], value, (*path, name))
        elif _are_objects(value) and _are_objects(there) and _are_objects(old.get(name)) and len(there) == len(value):
            for place, (one, before, after) in enumerate(zip(there, old[name], value, strict=True)):
                yield from _differences(one, before, after, (*path, name, place))
        else:
            yield _Edit(path, name, value, there)


def _are_objects(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _kept(text: str, edits: Sequence[_Edit], comment: Comment) -> str | None:
    """The text with the edits; None where a place cannot be changed where it stands."""
    found = YamlEdits(text)
    try:
        for edit in edits:
            found.set_field(edit.path, edit.name, edit.value, (comment(edit.name, edit.old),))
    except NotEditable:
        return None
    return found.text()


def _reads_as(text: str, wanted: IncentivePlanDocument, ceilings: Ceilings) -> bool:
    try:
        found = IncentivePlanDocument.model_validate(read_yaml(text.encode(), None, ceilings).value)
    except (InvalidInput, ValidationError):
        return False
    return _dumped(found) == _dumped(wanted) and found.budget == wanted.budget


def _applied(value: Mapping[str, Any], edits: Sequence[_Edit]) -> dict[str, Any]:
    changed: dict[str, Any] = _copied(value)
    for edit in edits:
        owner: Any = changed
        for part in edit.path:
            owner = owner[part]
        owner[edit.name] = edit.value
    return changed


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _copied(item) for name, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list | tuple) else value


def _plain(value: Any) -> Any:
    """As it is written: what states nothing is left out, floats have their own digits."""
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return Decimal(repr(round(value, DIGITS))) if isinstance(value, float) else value

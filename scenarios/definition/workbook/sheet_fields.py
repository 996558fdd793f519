"""Columns of sheets, derived from the document's models: a new field of a model is a new column by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from models.allocation.limits.fields import AttributeValueOf


class FieldKind(StrEnum):
    """How a cell is written that fills a field."""

    TEXT = "text"
    NUMBER = "number"
    RATE = "rate"
    TRUTH = "truth"
    NAMES = "names"
    NUMBERS = "numbers"
    TIERS = "tiers"
    NUMBER_BY_NAME = "number_by_name"
    RATE_BY_NAME = "rate_by_name"
    SELECTOR = "selector"
    NUMBER_OR_ATTRIBUTE = "number_or_attribute"


@dataclass(frozen=True)
class SheetField:
    """One column, and the place in the document that it fills. `choices`: the only texts allowed, empty for any.

    `name` is the field's own name; where an earlier column has it, the whole path with dots. `dotted` always works.
    """

    name: str
    path: tuple[str, ...]
    kind: FieldKind
    description: str
    required: bool
    choices: tuple[str, ...] = ()

    @property
    def dotted(self) -> str:
        """The path in one word: rounding.increment."""
        return ".".join(self.path)

    @property
    def is_by_name(self) -> bool:
        """Whether every name has a number of its own, written as a field: rounding.levels.team."""
        return self.kind in (FieldKind.NUMBER_BY_NAME, FieldKind.RATE_BY_NAME)

    def entry(self, name: str) -> SheetField:
        """The field of one name."""
        kind = FieldKind.NUMBER if self.kind is FieldKind.NUMBER_BY_NAME else FieldKind.RATE
        return SheetField(f"{self.dotted}.{name}", (*self.path, name), kind, self.description, False)


def fields_of(model: type[BaseModel], without: Sequence[str] = ()) -> tuple[SheetField, ...]:
    """The columns of a model: every field of simple values, those of inner models included. What holds a list of
    objects or a table is no column: it has a sheet of its own. `without`: dotted names to leave out."""
    fields: list[SheetField] = []
    taken: set[str] = set()
    for path, info, required in _simple_fields(model, (), True):
        leaves = tuple(_leaves(info.annotation))
        kind = _kind(leaves)
        if kind is None or ".".join(path) in without:
            continue
        name = path[-1] if path[-1] not in taken else ".".join(path)
        taken.add(name)
        fields.append(SheetField(name, path, kind, info.description or "", required, _choices(leaves)))
    return tuple(fields)


def merged_fields(variants: Mapping[str, Sequence[SheetField]]) -> tuple[SheetField, ...]:
    """One column per name over all variants, in order of first appearance; choices are gathered."""
    merged: dict[str, SheetField] = {}
    for fields in variants.values():
        for field in fields:
            known = merged.get(field.name)
            choices = field.choices if known is None else tuple(dict.fromkeys((*known.choices, *field.choices)))
            first = known or field
            merged[field.name] = SheetField(
                first.name, first.path, first.kind, first.description, first.required, choices
            )
    return tuple(merged.values())


def _simple_fields(
    model: type[BaseModel], above: tuple[str, ...], required: bool
) -> Iterator[tuple[tuple[str, ...], FieldInfo, bool]]:
    for name, info in model.model_fields.items():
        path = (*above, info.alias or name)
        inner = [leaf for leaf in _leaves(info.annotation) if _is_model(leaf)]
        if len(inner) == 1 and len(list(_leaves(info.annotation))) == 1:
            yield from _simple_fields(inner[0], path, required and info.is_required())
        else:
            yield path, info, required and info.is_required()


def _leaves(annotation: Any) -> Iterator[Any]:
    """The types that a union, an optional or an annotated type stands for; None left out."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _leaves(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for argument in get_args(annotation):
            yield from _leaves(argument)
    elif annotation is not NoneType:
        yield annotation


def _is_model(leaf: Any) -> bool:
    return isinstance(leaf, type) and issubclass(leaf, BaseModel)


def _kind(leaves: Sequence[Any]) -> FieldKind | None:
    """How cells of this type are written; None for what no single cell can hold."""
    if AttributeValueOf in leaves:
        return FieldKind.NUMBER_OR_ATTRIBUTE
    if any(_is_model(leaf) for leaf in leaves):
        return None
    for leaf in leaves:
        origin = get_origin(leaf)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return _mapping_kind(get_args(leaf))
        if isinstance(origin, type) and issubclass(origin, Sequence):
            return _list_kind(get_args(leaf))
    if bool in leaves:
        return FieldKind.TRUTH
    if Decimal in leaves or int in leaves:
        return FieldKind.NUMBER
    if float in leaves:
        return FieldKind.RATE
    return FieldKind.TEXT if any(_is_text(leaf) for leaf in leaves) else None


def _list_kind(arguments: Sequence[Any]) -> FieldKind | None:
    items = [leaf for argument in arguments if argument is not ... for leaf in _leaves(argument)]
    if any(leaf is Any or _is_model(leaf) for leaf in items):
        return None
    if any(isinstance(get_origin(leaf), type) and issubclass(get_origin(leaf), Sequence) for leaf in items):
        return FieldKind.TIERS
    return FieldKind.NUMBERS if items and all(leaf in (int, float, Decimal) for leaf in items) else FieldKind.NAMES


def _mapping_kind(arguments: Sequence[Any]) -> FieldKind | None:
    """Selectors, or a number for each of some names."""
    if _holds_models(arguments):
        return None
    values = tuple(_leaves(arguments[-1]))
    if values == (Decimal,):
        return FieldKind.NUMBER_BY_NAME
    return FieldKind.RATE_BY_NAME if values == (float,) else FieldKind.SELECTOR


def _holds_models(arguments: Sequence[Any]) -> bool:
    return any(leaf is Any or _is_model(leaf) for argument in arguments for leaf in _leaves(argument))


def _is_text(leaf: Any) -> bool:
    return get_origin(leaf) is Literal or (isinstance(leaf, type) and issubclass(leaf, str))


def _choices(leaves: Sequence[Any]) -> tuple[str, ...]:
    found: list[str] = []
    for leaf in leaves:
        if get_origin(leaf) is Literal:
            found += map(str, get_args(leaf))
        elif isinstance(leaf, type) and issubclass(leaf, Enum):
            found += [str(item.value) for item in leaf]
    return tuple(found)

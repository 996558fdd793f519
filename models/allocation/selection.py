"""Selectors: which cells a limit speaks of (`where`), and at which level it repeats (`by`).

An *axis* is a dimension (its leaves), a level of a dimension's tree, or an attribute of its members; where a name
stands for several, `dimension.name` decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

import numpy as np

from models.allocation.dimensions import AttributeValue, Dimension
from models.allocation.statement_error import StatementError
from models.arrays import BoolArray, IntArray
from models.tables.attribute_values import attribute_from_number

Scalar = AttributeValue | Decimal
WhereValue = Scalar | Sequence[Scalar]


@dataclass(frozen=True, eq=False)
class Axis:
    """A way to group the leaves of one dimension. `leaf_class[l]` is the class of leaf l, −1 for none. `depth`: place
    of the level in its tree, 0 at the top; −1 for an attribute."""

    name: str
    dimension: int
    level: str | None
    classes: tuple[AttributeValue, ...]
    leaf_class: IntArray
    depth: int = -1


@dataclass(frozen=True, eq=False)
class Groups:
    """Cells in groups: `code[c]` is the group of cell c, −1 outside. `keys[g]` holds one class per axis."""

    axes: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    code: IntArray

    @property
    def count(self) -> int:
        """Number of groups."""
        return len(self.keys)


class Selection:
    """Resolves selectors against the dimensions of one problem. `members` as in `Cells.members`."""

    def __init__(self, dimensions: tuple[Dimension, ...], members: IntArray) -> None:
        self._dimensions = dimensions
        self._members = members
        self._axes: dict[str, Axis] = {}

    @property
    def names(self) -> list[str]:
        """Every plain axis name that selectors may use."""
        names: list[str] = []
        for dimension in self._dimensions:
            names += [dimension.name, *dimension.levels, *sorted(dimension.attribute_names)]
        return list(dict.fromkeys(names))

    def axis(self, name: str, path: str) -> Axis:
        """The axis of a name. Raises StatementError: `unknown_axis`, `ambiguous_axis`."""
        if name not in self._axes:
            self._axes[name] = self._build_axis(name, path)
        return self._axes[name]

    def axis_class(self, name: str, value: str) -> tuple[Axis, int]:
        """The axis and class that one key of a row means: a member of a dimension at whatever level it stands, or a
        class of a level or attribute; class −1 for a member without leaves. Raises StatementError: `unknown_axis`,
        `ambiguous_axis`, `unknown_member`."""
        path = f"/{name}"
        for dimension in self._dimensions:
            if dimension.name == name:
                if value not in dimension.by_key:
                    raise _unknown_member(value, path, [member.key for member in dimension.members])
                axis = self.axis(f"{name}.{dimension.by_key[value].level}", path)
                return axis, axis.classes.index(value) if value in axis.classes else -1
        axis = self.axis(name, path)
        positions = {str(item): position for position, item in enumerate(axis.classes)}
        if value not in positions:
            raise _unknown_member(value, path, list(positions))
        return axis, positions[value]

    def classes(self, axis: Axis) -> IntArray:
        """The class of each cell on an axis, −1 for none."""
        return np.asarray(axis.leaf_class[self._members[axis.dimension]], dtype=np.int64)

    def where(self, where: Mapping[str, WhereValue]) -> BoolArray:
        """Mask of the cells that satisfy every entry. Raises StatementError: unknown names or members,
        `empty_selection`."""
        mask = np.ones(self._members.shape[1], dtype=np.bool_)
        for name, wanted in where.items():
            axis_index, leaf_mask = self._leaf_mask(name, wanted)
            mask &= leaf_mask[self._members[axis_index]]
        if not mask.any():
            raise StatementError("empty_selection", "/where")
        return mask

    def groups(self, by: Sequence[str], mask: BoolArray) -> Groups:
        """The groups of the masked cells, sorted by key; without axes one group of all masked cells."""
        code = np.where(mask, 0, -1).astype(np.int64)
        keys: list[tuple[str, ...]] = [()] if mask.any() else []
        for position, name in enumerate(by):
            axis = self.axis(name, f"/by/{position}")
            cell_class = axis.leaf_class[self._members[axis.dimension]]
            code, keys = _refine(code, keys, cell_class, [str(value) for value in axis.classes])
        return Groups(tuple(by), tuple(keys), code)

    def deepest_level(self, dimension: int, by: Sequence[str], where: Mapping[str, WhereValue]) -> int | None:
        """The lowest level of a dimension that a selector names, by a level or by a member: its place from the top.
        None where it names none; attributes name no level."""
        chosen = self._dimensions[dimension]
        axes = [self.axis(name, f"/by/{position}") for position, name in enumerate(by)]
        axes += [self.axis(name, f"/where/{name}") for name in where if name != chosen.name]
        named = {axis.level for axis in axes if axis.dimension == dimension and axis.level is not None}
        for value in _listed(where.get(chosen.name, ())):
            if str(value) in chosen.by_key:
                named.add(chosen.by_key[str(value)].level)
        return max((chosen.levels.index(level) for level in named), default=None)

    def _leaf_mask(self, name: str, wanted: WhereValue) -> tuple[int, BoolArray]:
        values = _listed(wanted)
        path = f"/where/{name}"
        for index, dimension in enumerate(self._dimensions):
            if dimension.name == name:
                return index, self._tree_mask(dimension, values, path)
        axis = self.axis(name, path)
        positions = {str(value): position for position, value in enumerate(axis.classes)}
        chosen = [positions.get(str(value)) for value in values]
        for value, position in zip(values, chosen, strict=True):
            if position is None:
                raise _unknown_member(str(value), path, list(positions))
        return axis.dimension, np.isin(axis.leaf_class, np.array(chosen, dtype=np.int64))

    def _tree_mask(self, dimension: Dimension, values: Sequence[AttributeValue], path: str) -> BoolArray:
        """Leaves at or below any of the named members, at whatever level these stand."""
        names = {str(value) for value in values}
        for value in values:
            if str(value) not in dimension.by_key:
                raise _unknown_member(str(value), path, [member.key for member in dimension.members])
        return np.array(
            [any(m.key in names for m in dimension.lineage(leaf.key)) for leaf in dimension.leaves],
            dtype=np.bool_,
        )

    def _build_axis(self, name: str, path: str) -> Axis:
        candidates = [
            (index, dimension, kind)
            for index, dimension in enumerate(self._dimensions)
            for kind in _meanings(dimension, name)
        ]
        exact = [candidate for candidate in candidates if candidate[2] == "leaf"] or candidates
        if not exact:
            raise StatementError("unknown_axis", path, name=name, known=self.names, near=_near(name, self.names))
        if len(exact) > 1:
            options = [f"{dimension.name}.{name}" for _, dimension, _ in exact]
            raise StatementError("ambiguous_axis", path, name=name, options=options)
        index, dimension, kind = exact[0]
        return _axis_of(index, dimension, name, name.removeprefix(f"{dimension.name}."), kind)


def _listed(wanted: WhereValue) -> list[AttributeValue]:
    """One value or several as a list. 1.10 is the attribute 1.1: both are numbers, however they were written."""
    listed = list(wanted) if isinstance(wanted, Sequence) and not isinstance(wanted, str) else [wanted]
    return [attribute_from_number(value) if isinstance(value, Decimal) else value for value in listed]


def refines(fine: IntArray, coarse: IntArray) -> bool:
    """True when every class of `fine` lies within one class of `coarse` (being outside, −1, counts as a class)."""
    low = int(fine.min(initial=0))
    first = np.full(int(fine.max(initial=0)) - low + 1, -2, dtype=np.int64)
    first[fine - low] = coarse
    return bool((first[fine - low] == coarse).all())


def _meanings(dimension: Dimension, name: str) -> list[str]:
    plain = name.removeprefix(f"{dimension.name}.")
    if name == dimension.name or plain == dimension.levels[-1]:
        return ["leaf"]
    if plain in dimension.levels:
        return ["level"]
    return ["attribute"] if plain in dimension.attribute_names else []


def _axis_of(index: int, dimension: Dimension, name: str, plain: str, kind: str) -> Axis:
    def value(leaf: str) -> AttributeValue | None:
        if kind == "attribute":
            return dimension.attribute(leaf, plain)
        if kind == "level":
            ancestor = dimension.ancestor(leaf, plain)
            return None if ancestor is None else ancestor.key
        return leaf

    values = [value(leaf.key) for leaf in dimension.leaves]
    classes = sorted({item for item in values if item is not None}, key=str)
    position = {item: place for place, item in enumerate(classes)}
    leaf_class = np.array([-1 if item is None else position[item] for item in values], dtype=np.int64)
    level = None if kind == "attribute" else (plain if kind == "level" else dimension.levels[-1])
    depth = -1 if level is None else dimension.levels.index(level)
    return Axis(name, index, level, tuple(classes), leaf_class, depth)


def _refine(
    code: IntArray, keys: list[tuple[str, ...]], cell_class: IntArray, classes: list[str]
) -> tuple[IntArray, list[tuple[str, ...]]]:
    """Split every group by a further axis; cells without a class on it leave the groups."""
    inside = (code >= 0) & (cell_class >= 0)
    combined = code * max(len(classes), 1) + cell_class
    present, inverse = np.unique(combined[inside], return_inverse=True)
    refined = np.full(code.shape, -1, dtype=np.int64)
    refined[inside] = inverse
    pairs = [divmod(int(value), max(len(classes), 1)) for value in present]
    return refined, [(*keys[group], classes[position]) for group, position in pairs]


def _unknown_member(value: str, path: str, known: list[str]) -> StatementError:
    return StatementError("unknown_member", path, name=value, known=known[:20], near=_near(value, known))


def _near(name: str, known: Sequence[str]) -> list[str]:
    return get_close_matches(name, known, n=3, cutoff=0.6)

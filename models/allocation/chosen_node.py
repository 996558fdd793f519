"""One node of the company that somebody asks about: a member of some level, a crossing of several, or the company."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.allocation.dimensions import Member
from models.allocation.nodes import NodeIndex, people
from models.allocation.problem import AllocationProblem
from models.allocation.selection import Axis, Selection
from models.allocation.statement_error import StatementError
from models.arrays import BoolArray
from models.errors import InvalidInput
from models.findings import Finding, near_names

SEPARATOR = "="
MOST_KNOWN = 20
"""Names that exist, listed beside one that does not."""


@dataclass(frozen=True)
class NodeName:
    """How a node is asked for: (axis, member) pairs, the axis a dimension, level or attribute, the member its key or
    its label. No pair: the company."""

    parts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, texts: Sequence[str]) -> NodeName:
        """From texts such as `region=East`. Raises InvalidInput: `node_without_member`."""
        pairs = [tuple(part.strip() for part in text.split(SEPARATOR, 1)) for text in texts]
        wrong = [text for text, pair in zip(texts, pairs, strict=True) if len(pair) < 2 or not all(pair)]
        if wrong:
            raise InvalidInput([Finding("node_without_member", facts={"text": text}) for text in wrong])
        return cls(tuple((pair[0], pair[1]) for pair in pairs))


@dataclass(frozen=True, eq=False)
class ChosenNode:
    """A node that exists: one class per axis. `dimensions`, `levels` and `keys` are parallel, a level is None for an
    attribute; `labels` are what people call the classes. `cells`: which cells (n) it sums."""

    dimensions: tuple[str, ...]
    levels: tuple[str | None, ...]
    axes: tuple[str, ...]
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    cells: BoolArray

    @property
    def is_company(self) -> bool:
        """True for the whole plan."""
        return not self.axes


def find_node(problem: AllocationProblem, name: NodeName) -> ChosenNode:
    """The node of a name. Raises InvalidInput: `unknown_axis`, `ambiguous_axis`, `unknown_member`, `axis_twice`,
    `node_without_cells`."""
    selection = Selection(problem.dimensions, problem.cells.members)
    found: list[tuple[Axis, int]] = []
    for axis_name, member in name.parts:
        try:
            found.append(selection.axis_class(axis_name, _key(problem, axis_name, member)))
        except StatementError as error:
            raise InvalidInput([_finding(problem, axis_name, member, error)]) from None
    axes = [axis for axis, _ in found]
    dimensions = tuple(problem.dimensions[axis.dimension].name for axis in axes)
    if len({(axis.dimension, axis.level or axis.name) for axis in axes}) < len(axes):
        raise InvalidInput([Finding("axis_twice", facts={"name": name.parts[-1][0]})])
    cells = np.ones(problem.cells.count, dtype=np.bool_)
    for axis, place in found:
        cells &= (selection.classes(axis) == place) & (place >= 0)
    if not cells.any():
        text = " × ".join(member for _, member in name.parts)
        raise InvalidInput([Finding("node_without_cells", facts={"node": text})])
    keys = tuple(str(axis.classes[place]) for axis, place in found)
    return ChosenNode(
        dimensions=dimensions,
        levels=tuple(axis.level for axis in axes),
        axes=tuple(axis.level or axis.name for axis in axes),
        keys=keys,
        labels=tuple(_label(problem, axis, key) for axis, key in zip(axes, keys, strict=True)),
        cells=cells,
    )


def find_person(problem: AllocationProblem, member: str) -> ChosenNode:
    """The node of one person of the plan, by key or label. Raises InvalidInput as `find_node`."""
    level = people(problem, NodeIndex(problem))
    return find_node(problem, NodeName(((f"{level.dimensions[0]}.{level.levels[0]}", member),)))


def _finding(problem: AllocationProblem, axis: str, member: str, error: StatementError) -> Finding:
    """What is wrong with a part of a name; members are suggested by their labels, as people call them."""
    labels = [one.label for one in _members(problem, axis)]
    if error.code != "unknown_member" or not labels:
        return Finding(error.code, facts=error.facts)
    near = near_names(member, labels) or near_names(member.casefold(), [one.key for one in _members(problem, axis)])
    return Finding(error.code, facts={"name": member, "known": labels[:MOST_KNOWN], "near": near})


def _key(problem: AllocationProblem, axis: str, member: str) -> str:
    """The key of a member that is named by its label; what is a key, or the label of nobody or several, as it is."""
    members = _members(problem, axis)
    labelled = [one.key for one in members if one.label == member]
    is_key = any(one.key == member for one in members)
    return labelled[0] if not is_key and len(labelled) == 1 else member


def _members(problem: AllocationProblem, axis: str) -> list[Member]:
    """The members that an axis can name: of a dimension at every level, of a level its own; none of an attribute."""
    for dimension in problem.dimensions:
        if axis.partition(".")[0] == dimension.name or axis in dimension.levels:
            level = axis.removeprefix(f"{dimension.name}.")
            return [one for one in dimension.members if axis == dimension.name or one.level == level]
    return []


def _label(problem: AllocationProblem, axis: Axis, key: str) -> str:
    member = None if axis.level is None else problem.dimensions[axis.dimension].by_key.get(key)
    return key if member is None else member.label

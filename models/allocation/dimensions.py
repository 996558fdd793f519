"""Dimensions, their members and trees: product lines, regions, segments, teams and people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from models.tables.attribute_values import AttributeValue as AttributeValue

NO_ATTRIBUTES: Mapping[str, AttributeValue] = MappingProxyType({})


@dataclass(frozen=True)
class Member:
    """One product line, region, team or person. `parent` is the key of a member one or more levels up.

    `priority` in [−1, 1] is the strategic weight. `attributes` are free facts (lifecycle, maturity, capability,
    capacity, hire_date …); a member inherits those it does not state from its ancestors. None is never stored.
    """

    key: str
    label: str
    level: str
    parent: str | None = None
    priority: float = 0.0
    attributes: Mapping[str, AttributeValue] = field(default_factory=lambda: NO_ATTRIBUTES)


@dataclass(frozen=True)
class Dimension:
    """A named axis of the plan. `levels` run from the top to the leaf; `members` hold every level, sorted by key.

    The builder guarantees: keys are unique, parents exist on a higher level, there is no loop.
    """

    name: str
    label: str
    levels: tuple[str, ...]
    members: tuple[Member, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Member]:
        """Members by key."""
        return {member.key: member for member in self.members}

    @cached_property
    def leaves(self) -> tuple[Member, ...]:
        """Members of the last level, sorted by key: what cells refer to."""
        return tuple(member for member in self.members if member.level == self.levels[-1])

    @cached_property
    def leaf_index(self) -> Mapping[str, int]:
        """Position of each leaf key within `leaves`."""
        return {member.key: index for index, member in enumerate(self.leaves)}

    def lineage(self, key: str) -> Iterator[Member]:
        """The member and its ancestors, from the member upward."""
        current: str | None = key
        while current is not None:
            member = self.by_key[current]
            yield member
            current = member.parent

    def ancestor(self, key: str, level: str) -> Member | None:
        """The member's ancestor (or itself) on a level; None where the tree skips that level."""
        return next((member for member in self.lineage(key) if member.level == level), None)

    def attribute(self, key: str, name: str) -> AttributeValue | None:
        """An attribute of the member, inherited from the nearest ancestor that states it; None when nobody does."""
        return next((m.attributes[name] for m in self.lineage(key) if name in m.attributes), None)

    @cached_property
    def attribute_names(self) -> frozenset[str]:
        """Every attribute that some member states."""
        return frozenset(name for member in self.members for name in member.attributes)

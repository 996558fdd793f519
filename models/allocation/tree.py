"""Member rows become a dimension: levels are found, priorities inherited, and everything wrong is listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from models.allocation.dimensions import NO_ATTRIBUTES, AttributeValue, Dimension, Member
from models.findings import Fact, FindingList, Location, Suggestions


@dataclass(frozen=True)
class MemberRow:
    """A member as written. None: not stated. `row` is its position in its table."""

    row: int
    key: str
    label: str | None = None
    parent: str | None = None
    level: str | None = None
    priority: float | None = None
    attributes: Mapping[str, AttributeValue] = field(default_factory=lambda: NO_ATTRIBUTES)


Place = Callable[[int, str], Location]


def build_dimension(
    name: str, label: str, levels: tuple[str, ...], rows: Sequence[MemberRow], place: Place, findings: FindingList
) -> Dimension | None:
    """The dimension of these rows, members sorted by key; None with the reasons in `findings`.

    A level that is not stated is found where only one fits: a childless member below a parent is a leaf, a member
    with children stands above them and below its parent. A priority that is not stated is the nearest ancestor's.
    Finds: `key_twice`, `unknown_parent`, `tree_loop`, `unknown_level`, `level_needed`, `parent_not_above`,
    `too_few_levels`, `no_leaves`.
    """
    tree = _Tree(levels, rows, place, findings)
    before = len(findings)
    tree.check_names()
    if len(findings) > before:
        return None
    depths = tree.depths()
    if len(findings) > before:
        return None
    members = sorted((tree.member(row, levels[depths[row.key]]) for row in rows), key=lambda member: member.key)
    if not any(member.level == levels[-1] for member in members):
        findings.add("no_leaves", place(0, "level"), {"dimension": name, "level": levels[-1]})
        return None
    return Dimension(name, label, levels, tuple(members))


class _Tree:
    """The rows by key, with parents and children."""

    def __init__(self, levels: tuple[str, ...], rows: Sequence[MemberRow], place: Place, findings: FindingList) -> None:
        self._levels, self._rows, self._place, self._findings = levels, rows, place, findings
        self._by_key: dict[str, MemberRow] = {}
        self._children: dict[str, list[MemberRow]] = {}
        self._misplaced: set[str | None] = set()
        for row in rows:
            self._by_key.setdefault(row.key, row)
            if row.parent is not None:
                self._children.setdefault(row.parent, []).append(row)

    def check_names(self) -> None:
        """Keys are unique, parents and levels exist, no member is its own ancestor."""
        parents, levels = Suggestions(list(self._by_key)), Suggestions(self._levels)
        for row in self._rows:
            first = self._by_key[row.key]
            if first is not row:
                at = self._place(first.row, "key").address
                self._find("key_twice", row, "key", {"key": row.key, "first": at})
            if row.parent is not None and row.parent not in self._by_key:
                near = parents.near(row.parent)
                self._find("unknown_parent", row, "parent", {"key": row.key, "parent": row.parent, "near": near})
            if row.level is not None and row.level not in self._levels:
                facts: dict[str, Fact] = {"level": row.level, "known": self._levels, "near": levels.near(row.level)}
                self._find("unknown_level", row, "level", facts)
        self._check_loops()

    def depths(self) -> dict[str, int]:
        """Position of each member's level, 0 at the top."""
        order = self._from_the_top()
        leaf = len(self._levels) - 1
        lowest = {row.key: self._own_depth(row, leaf) for row in order}
        for row in reversed(order):
            if row.level is None and row.key in self._children:
                lowest[row.key] = min(lowest[child.key] for child in self._children[row.key]) - 1
        depths: dict[str, int] = {}
        for row in order:
            self._settle(row, lowest[row.key], depths)
        return depths

    def member(self, row: MemberRow, level: str) -> Member:
        """The member of a row."""
        return Member(row.key, row.label or row.key, level, row.parent, self._priority(row), row.attributes)

    def _own_depth(self, row: MemberRow, leaf: int) -> int:
        return leaf if row.level is None else self._levels.index(row.level)

    def _settle(self, row: MemberRow, lowest: int, depths: dict[str, int]) -> None:
        parent = None if row.parent is None else depths[row.parent]
        highest = 0 if parent is None else parent + 1
        has_children = row.key in self._children
        depths[row.key] = max(lowest, highest, 0)
        if row.parent in self._misplaced:
            self._misplaced.add(row.key)  # what stands below a misplaced member is not wrong by itself
        elif lowest < highest:
            self._misplaced.add(row.key)
            self._report_depth(row, lowest, parent)
        elif row.level is None and lowest > highest and (has_children or parent is None):
            options = self._levels[highest : lowest + 1]
            self._find("level_needed", row, "key", {"key": row.key, "options": options})

    def _report_depth(self, row: MemberRow, lowest: int, parent: int | None) -> None:
        if row.level is None and (row.key in self._children or parent is None):
            self._find("too_few_levels", row, "key", {"key": row.key, "levels": self._levels})
            return
        assert parent is not None and row.parent is not None
        facts: dict[str, Fact] = {
            "key": row.key,
            "level": self._levels[max(lowest, 0)],
            "parent": row.parent,
            "parent_level": self._levels[min(parent, len(self._levels) - 1)],
        }
        self._find("parent_not_above", row, "parent", facts)

    def _from_the_top(self) -> list[MemberRow]:
        order = [row for row in self._rows if row.parent is None]
        for row in order:
            order += self._children.get(row.key, [])
        return order

    def _check_loops(self) -> None:
        safe: set[str] = set()
        for row in self._rows:
            trail: dict[str, None] = {}
            key: str | None = row.key
            while key is not None and key not in safe and key not in trail and key in self._by_key:
                trail[key] = None
                key = self._by_key[key].parent
            if key is not None and key in trail:
                keys = list(trail)
                loop = keys[keys.index(key) :]
                self._find("tree_loop", self._by_key[key], "parent", {"key": key, "loop": [*loop, key]})
            safe.update(trail)

    def _priority(self, row: MemberRow) -> float:
        current: MemberRow | None = row
        while current is not None:
            if current.priority is not None:
                return current.priority
            current = None if current.parent is None else self._by_key[current.parent]
        return 0.0

    def _find(self, code: str, row: MemberRow, column: str, facts: Mapping[str, Fact]) -> None:
        self._findings.add(code, self._place(row.row, column), facts)

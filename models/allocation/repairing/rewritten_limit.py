"""What stands in the place of a limit when some of its groups get numbers of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.allocation.dimensions import AttributeValue
from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext
from models.allocation.problem import AllocationProblem
from models.allocation.selection import Selection

Group = tuple[str, ...]
Numbers = Mapping[str, Decimal]
"""Field → its new number."""

WHOLE = ("parity", "neutrality", "cardinality")
"""Families with one number for everybody: who is left out of them would be compared with nobody."""

MOST_NAME = 120


@dataclass(frozen=True)
class RewrittenLimit:
    """One limit of the document. `fields`: what the written one states differently. `group`:
    whose numbers it holds; None for all that it selects. `numbers`: which of the fields are new numbers."""

    fields: Mapping[str, object]
    numbers: Numbers
    group: Group | None


def rewritten(
    problem: AllocationProblem, limit: Limit, numbers: Mapping[Group, Numbers], label: Mapping[Group, str]
) -> tuple[RewrittenLimit, ...]:
    """The limits in the place of one, the first of them where it stood.

    One number for everybody is changed where it stands. Else the groups that change get a limit of their own, and the
    others keep the written one, which leaves them out by `unless`.
    """
    if not limit.by or str(getattr(limit, "kind", "")) in WHOLE:
        (fields,) = numbers.values()
        return (RewrittenLimit(fields, fields, None),)
    every = _groups(problem, limit)
    if set(numbers) >= set(every) and len({tuple(sorted(one.items())) for one in map(dict, numbers.values())}) == 1:
        fields = next(iter(numbers.values()))
        return (RewrittenLimit(fields, fields, None),)
    split = _Split(Selection(problem.dimensions, problem.cells.members), limit, every)
    rest = split.rest(tuple(numbers))
    own = [
        RewrittenLimit({"name": _named(limit.name, label[group]), **split.only(group), **fields}, fields, group)
        for group, fields in numbers.items()
    ]
    return (*rest, *own)


def _groups(problem: AllocationProblem, limit: Limit) -> tuple[Group, ...]:
    context = LimitContext(problem, Selection(problem.dimensions, problem.cells.members))
    return context.groups(limit).keys


def _named(name: str, label: str) -> str:
    return f"{name[: MOST_NAME - len(label) - 3]} ({label})" if len(label) < MOST_NAME // 2 else name


@dataclass(frozen=True)
class _Split:
    """A limit whose groups go separate ways."""

    selection: Selection
    limit: Limit
    every: tuple[Group, ...]

    def only(self, group: Group) -> dict[str, object]:
        """The selector of one group."""
        return self._within({axis: [self._value(place, key)] for place, (axis, key) in enumerate(self._named(group))})

    def rest(self, changed: Sequence[Group]) -> tuple[RewrittenLimit, ...]:
        """The written limit for all groups but those that change; over several axes it may take some limits."""
        return tuple(RewrittenLimit(fields, {}, None) for fields in self._rest((), changed))

    def _rest(self, above: Group, changed: Sequence[Group]) -> list[dict[str, object]]:
        depth = len(above)
        first = list(dict.fromkeys(group[depth] for group in changed))
        here = [group for group in self.every if group[:depth] == above]
        found = []
        if any(group[depth] not in first for group in here):
            found.append(self._without(above, depth, first))
        if depth + 1 < len(self.limit.by):
            for key in first:
                found += self._rest((*above, key), [group for group in changed if group[depth] == key])
        return found

    def _without(self, above: Group, depth: int, keys: Sequence[str]) -> dict[str, object]:
        """Within the groups that begin like `above`, all but those whose next key is one of `keys`."""
        axis = self.limit.by[depth]
        values = [self._value(depth, key) for key in keys]
        fields = self._within({name: [self._value(place, key)] for place, (name, key) in enumerate(self._named(above))})
        before = dict(self.limit.unless)
        if not before:
            return fields | {"unless": {axis: values}}
        if set(before) == {axis}:
            old = before[axis]
            return fields | {"unless": {axis: [*(old if isinstance(old, list | tuple) else [old]), *values]}}
        left = dict.fromkeys(g[depth] for g in self.every if g[:depth] == above and g[depth] not in keys)
        where = {**dict(self.limit.where), **dict(fields.get("where", {})), axis: [self._value(depth, k) for k in left]}  # type: ignore[call-overload]
        return {"where": where}

    def _within(self, entries: Mapping[str, list[AttributeValue]]) -> dict[str, object]:
        """The limit's `where` narrowed down; nothing where there is nothing to narrow. A whole that is stated beside it
        is that of the same groups."""
        return {"where": {**dict(self.limit.where), **entries}} if entries else {}

    def _named(self, group: Group) -> list[tuple[str, str]]:
        return list(zip(self.limit.by, group, strict=False))

    def _value(self, place: int, key: str) -> AttributeValue:
        """The key as the document writes it: an attribute may be a number or a truth value."""
        axis = self.selection.axis(self.limit.by[place], f"/by/{place}")
        return next((value for value in axis.classes if str(value) == key), key)

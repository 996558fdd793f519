"""What binds where under each plan: one line per group of a limit, the plans beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.allocation.binding import BindingLimit
from models.allocation.limits.context import LimitIdentity


@dataclass(frozen=True)
class BindingLine:
    """One group of one limit. `by_plan[s]`: how it binds under plan s, None where it does not."""

    identity: LimitIdentity
    axes: tuple[str, ...]
    group: tuple[str, ...]
    by_plan: tuple[BindingLimit | None, ...]

    @property
    def differs(self) -> bool:
        """True where it binds under some plans only, or on different sides."""
        return len({None if found is None else found.side for found in self.by_plan}) > 1


def binding_table(plans: Sequence[Sequence[BindingLimit]]) -> tuple[BindingLine, ...]:
    """Every group of a limit that binds under some plan, in the order of limits in the document, then by group."""
    found: dict[tuple[str, str, tuple[str, ...], tuple[str, ...]], list[BindingLimit | None]] = {}
    for place, limits in enumerate(plans):
        for limit in limits:
            key = (limit.identity.pointer, limit.identity.name, limit.axes, limit.group)
            line = found.setdefault(key, [None] * len(plans))
            if line[place] is None:  # the hardest press comes first
                line[place] = limit
    lines = []
    for by_plan in found.values():
        first = next(one for one in by_plan if one is not None)
        lines.append(BindingLine(first.identity, first.axes, first.group, tuple(by_plan)))
    return tuple(sorted(lines, key=lambda line: (_place(line.identity.pointer), line.identity.name, line.group)))


def _place(pointer: str) -> tuple[str, int]:
    head, _, tail = pointer.rpartition("/")
    return (head, int(tail)) if tail.isdigit() else (pointer, -1)

"""What a repair changes in the document of a scenario: fields that get another value, and limits that are added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from models.allocation.diagnosis import Change, Repair
from models.allocation.formulation import LimitRows
from models.allocation.limits.base import Limit
from models.allocation.limits.hold import Hold
from models.allocation.problem import AllocationProblem
from models.allocation.repairing.fixed_number import Solve, fixed_numbers
from models.allocation.repairing.ratio_number import RatioRows, ratio_number
from models.allocation.repairing.rewritten_limit import WHOLE, Group, RewrittenLimit, rewritten
from models.allocation.repairing.written_number import field_of, is_ratio, money_number, within_ends, written_number
from scenarios.repairing.yaml_places import Part

COMPANY = "company_target"
LIMITS = "limits"

UPWARD = ("tolerance", "below_rate")
"""Fields that leave more room the larger they are, whatever side of a row they make."""


@dataclass(frozen=True)
class Note:
    """What a comment says about a line: the changes behind it and what stood there before (None: nothing did); or,
    without changes, that the limit leaves out some groups."""

    changes: tuple[Change, ...]
    old: object = None


@dataclass(frozen=True)
class FieldEdit:
    """A field of the object at `path` gets a value, None for nothing."""

    path: tuple[Part, ...]
    name: str
    value: object
    note: Note | None


@dataclass(frozen=True)
class ItemEdit:
    """A limit is added behind the one at `after`. `notes` by field."""

    after: int
    item: Mapping[str, object]
    notes: Mapping[str, Note]


@dataclass
class DocumentEdits:
    """All of them, in document order."""

    fields: list[FieldEdit] = field(default_factory=list)
    items: list[ItemEdit] = field(default_factory=list)

    def applied(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """A document with the changes made; the given one stays as it is."""
        changed = dict(document)
        if COMPANY in changed:
            changed[COMPANY] = dict(changed[COMPANY])
        changed[LIMITS] = [dict(limit) for limit in changed.get(LIMITS, [])]
        for edit in self.fields:
            owner: Any = changed
            for part in edit.path:
                owner = owner[part]
            owner[edit.name] = edit.value
        for item in sorted(self.items, key=lambda one: one.after, reverse=True):
            below = [one.item for one in self.items if one.after == item.after]
            if item.item is below[0]:
                changed[LIMITS][item.after + 1 : item.after + 1] = [dict(one) for one in below]
        return changed if changed[LIMITS] or LIMITS in document else {k: v for k, v in changed.items() if k != LIMITS}


def document_edits(
    problem: AllocationProblem, rows: LimitRows, repair: Repair, document: Mapping[str, Any], solve: Solve
) -> DocumentEdits:
    """How the document of the problem has to change. Raises NotWritable for a change that no number of a limit can
    bring about. `rows`: those of the problem; `document`: as it was read."""
    edits = DocumentEdits()
    by_limit: dict[str, list[Change]] = {}
    for change in repair.changes:
        by_limit.setdefault(change.identity.pointer, []).append(change)
    for pointer, changes in by_limit.items():
        if pointer == f"/{COMPANY}":
            _company(problem, changes, edits, document)
            continue
        place = int(pointer.rpartition("/")[2])
        numbers = _numbers(problem, rows, problem.limits[place], changes, repair.changes, solve)
        _limit(problem, place, changes, numbers, edits, document)
    return edits


def _company(
    problem: AllocationProblem, changes: Sequence[Change], edits: DocumentEdits, document: Mapping[str, Any]
) -> None:
    money = problem.money
    for change in changes:
        up = change.side == "cap"
        wanted = change.bound + (change.amount if up else -change.amount)
        number = money_number(money, wanted, up=up)
        name = "amount" if problem.company_total.amount is not None else "max_amount" if up else "min_amount"
        note = Note((change,), document[COMPANY].get(name))
        edits.fields.append(FieldEdit((COMPANY,), name, number, note))


def _numbers(
    problem: AllocationProblem,
    rows: LimitRows,
    limit: Limit,
    changes: Sequence[Change],
    every: Sequence[Change],
    solve: Solve,
) -> dict[Change, Decimal]:
    """The number that each change needs."""
    found: dict[Change, Decimal] = {}
    if isinstance(limit, Hold):
        minor = 1.0 / problem.money.minor_per_thousand
        return {
            change: money_number(problem.money, number, up=change.side == "cap")
            for change, number in fixed_numbers(rows, every, changes, minor, solve).items()
        }
    for side in ("floor", "cap"):
        here = [change for change in changes if change.side == side]
        if here and is_ratio(limit):
            number = ratio_number(rows, every, RatioRows.of(problem, limit, here), solve)
            found |= dict.fromkeys(here, number)
        else:
            found |= {change: written_number(problem, limit, change) for change in here}
    return {change: within_ends(limit, field_of(limit, change.side), number) for change, number in found.items()}


def _limit(
    problem: AllocationProblem,
    place: int,
    changes: Sequence[Change],
    needed: Mapping[Change, Decimal],
    edits: DocumentEdits,
    document: Mapping[str, Any],
) -> None:
    limit = problem.limits[place]
    numbers: dict[Group, dict[str, Decimal]] = {}
    behind: dict[tuple[Group | None, str], list[Change]] = {}
    for change in changes:
        group = change.group[: len(limit.by)]
        name = field_of(limit, change.side)
        stated = numbers.setdefault(group, {})
        stated[name] = _looser(limit, change, stated[name], needed[change]) if name in stated else needed[change]
        behind.setdefault((group, name), []).append(change)
        behind.setdefault((None, name), []).append(change)
    found = rewritten(problem, limit, _together(limit, numbers, changes), _labels(problem, numbers))
    written = document[LIMITS][place]
    for name, value in found[0].fields.items():
        edits.fields.append(FieldEdit((LIMITS, place), name, value, _note(found[0], name, behind, written)))
    for one in found[1:]:
        item = _item(written, one)
        notes = {name: note for name in one.fields if (note := _note(one, name, behind, written)) is not None}
        edits.items.append(ItemEdit(place, item, notes))


def _item(written: Mapping[str, Any], one: RewrittenLimit) -> dict[str, object]:
    """The written limit with other fields; selectors stand before the numbers, as people write them."""
    fields = {**written, **one.fields}
    if one.group is not None:
        fields.pop("unless", None) if "unless" not in written else None
    first = [name for name in ("kind", "name", "owner", "where", "unless", "by") if name in fields]
    return {name: fields[name] for name in (*first, *(name for name in fields if name not in first))}


def _note(
    one: RewrittenLimit,
    name: str,
    behind: Mapping[tuple[Group | None, str], Sequence[Change]],
    written: Mapping[str, Any],
) -> Note | None:
    if name in one.numbers:
        return Note(tuple(behind[(one.group, name)]), written.get(name))
    return Note(()) if name == "unless" or (name == "where" and one.group is None) else None


def _looser(limit: Limit, change: Change, one: Decimal, other: Decimal) -> Decimal:
    """Of two numbers for the same field, the one that leaves more room."""
    name = field_of(limit, change.side)
    is_upward = name in UPWARD or (change.side == "cap" and name != "min_probability")
    return max(one, other) if is_upward else min(one, other)


def _together(
    limit: Limit, numbers: Mapping[Group, dict[str, Decimal]], changes: Sequence[Change]
) -> Mapping[Group, Mapping[str, Decimal]]:
    """For families with one number for everybody: the one that suits all."""
    if str(getattr(limit, "kind", "")) not in WHOLE or len(numbers) == 1:
        return numbers
    found: dict[str, Decimal] = {}
    side = {field_of(limit, change.side): change for change in changes}
    for stated in numbers.values():
        for name, number in stated.items():
            found[name] = _looser(limit, side[name], found[name], number) if name in found else number
    return {(): found}


def _labels(problem: AllocationProblem, numbers: Mapping[Group, object]) -> dict[Group, str]:
    """What people call the groups."""
    known: dict[str, str] = {}
    for dimension in problem.dimensions:
        known |= {member.key: member.label for member in dimension.members}
    return {group: " × ".join(known.get(key, key) for key in group) for group in numbers}

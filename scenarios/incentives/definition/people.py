"""People rows of an incentive plan, read, and each put into a class of pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from models.arrays import FloatArray, IntArray
from models.findings import Fact, FindingList, Suggestions
from models.history.calendar import MONTHS
from models.incentives.pay_class import PayClass
from models.incentives.roster import Roster
from models.tables.attribute_values import AttributeValue
from models.tables.base import Table
from models.tables.inline_table import InlineTable
from models.units import Money
from scenarios.definition.number_columns import money_column, rate_column
from scenarios.definition.text_columns import text_column
from scenarios.incentives.definition.columns import PEOPLE_COLUMN_NAMES, PEOPLE_COLUMNS
from scenarios.incentives.definition.people_columns import check_people_columns
from scenarios.incentives.definition.stay import Stay, read_stay

UNKNOWN = -1


def read_people(
    table: Table,
    classes: Sequence[PayClass],
    money: Money,
    first_month: int,
    findings: FindingList,
    notices: FindingList,
) -> Roster | None:
    """The people of a table; None with the reasons in `findings`.

    Finds `person_twice` (also where somebody stands in two groups), `group_unknown`, `ote_missing`, `two_variants`,
    `months_over_stay`, what `check_people_columns` and `read_stay` find, and what is wrong with texts and numbers.
    """
    before = len(findings)
    check_people_columns(table, findings, notices)
    if not table.count:
        findings.add("no_people", table.place(None, None))
    if len(findings) > before:
        return None
    columns = {column.name: column for column in PEOPLE_COLUMNS}
    keys, labels, groups = (text_column(table, name, findings) for name in ("key", "label", "group"))
    read = len(findings)
    ote = money_column(table, columns["ote"], money, findings)
    ote_is_sound = len(findings) == read
    months = rate_column(table, columns["months"], findings)
    facts_of = table.free_facts if isinstance(table, InlineTable) else table.attributes
    attributes = [facts_of(row, PEOPLE_COLUMN_NAMES, findings) for row in range(table.count)]
    _check_keys(table, keys, groups, findings)
    chosen = _classes(table, keys, groups, attributes, classes, findings)
    if ote_is_sound:  # a number that cannot be read is not missing
        _check_ote(table, keys, chosen, ote.present, classes, findings)
    stay = read_stay(table, keys, first_month, findings)
    _check_months(table, keys, stay, months, findings)
    if len(findings) > before:
        return None
    return Roster(
        keys=tuple(keys),
        labels=tuple(label or key for key, label in zip(keys, labels, strict=True)),
        pay_class=chosen,
        ote=ote.minor,
        months=np.where(np.isnan(months), stay.most, months),
        attributes=_columns(attributes),
        hired=stay.hired,
        left=stay.left,
    )


def _check_keys(table: Table, keys: Sequence[str], groups: Sequence[str], findings: FindingList) -> None:
    first: dict[str, int] = {}
    for row, key in enumerate(keys):
        if not key:
            findings.add("field_missing", table.place(row, "key"), {"field": "key"})
        elif key in first:
            facts = {"person": key, "first": table.place(first[key], None).address, "group": groups[first[key]]}
            findings.add("person_twice", table.place(row, "key"), facts)
        else:
            first[key] = row


def _classes(
    table: Table,
    keys: Sequence[str],
    groups: Sequence[str],
    attributes: Sequence[Mapping[str, AttributeValue]],
    classes: Sequence[PayClass],
    findings: FindingList,
) -> IntArray:
    """Position of everybody's class: the group's own, or its one variant that fits."""
    by_group: dict[str, list[int]] = {}
    for index, one in enumerate(classes):
        by_group.setdefault(one.group.key, []).append(index)
    suggestions = Suggestions(list(by_group))
    chosen = np.full(table.count, UNKNOWN, dtype=np.int64)
    for row, group in enumerate(groups):
        if not group:
            findings.add("field_missing", table.place(row, "group"), {"field": "group"})
        elif group not in by_group:
            facts: dict[str, Fact] = {"name": group[:60], "known": list(by_group), "near": suggestions.near(group)}
            findings.add("group_unknown", table.place(row, "group"), facts)
        else:
            own, *variants = by_group[group]
            fitting = [index for index in variants if fits(attributes[row], classes[index])]
            if len(fitting) > 1:
                names = [str(classes[index].name) for index in fitting]
                findings.add("two_variants", table.place(row, None), {"person": keys[row], "names": names})
            chosen[row] = fitting[0] if fitting else own
    return chosen


def fits(attributes: Mapping[str, AttributeValue], pay_class: PayClass) -> bool:
    """Whether somebody with these attributes is paid by a class's variant."""
    if pay_class.variant is None:
        return True
    return all(
        name in attributes
        and str(attributes[name]) in {str(value) for value in (wanted if isinstance(wanted, tuple) else (wanted,))}
        for name, wanted in pay_class.variant.where.items()
    )


def _check_ote(
    table: Table,
    keys: Sequence[str],
    chosen: IntArray,
    present: np.ndarray,
    classes: Sequence[PayClass],
    findings: FindingList,
) -> None:
    needs = np.array([any(line.is_weighted for line in one.lines) for one in classes], dtype=np.bool_)
    lacking = (chosen >= 0) & needs[np.maximum(chosen, 0)] & ~present
    for row in np.flatnonzero(lacking).tolist():
        findings.add("ote_missing", table.place(row, "ote"), {"person": keys[row]})


def _check_months(table: Table, keys: Sequence[str], stay: Stay, written: FloatArray, findings: FindingList) -> None:
    """Nobody has more months than there are from hire to leaving."""
    for row in np.flatnonzero(written > stay.most).tolist():
        if stay.most[row] < MONTHS:  # more than twelve are found with the column
            facts: dict[str, Fact] = {"person": keys[row], "most": int(stay.most[row]), "months": written[row]}
            findings.add("months_over_stay", table.place(row, "months"), facts | stay.words(row))


def _columns(rows: Sequence[Mapping[str, AttributeValue]]) -> dict[str, tuple[AttributeValue | None, ...]]:
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: tuple(row.get(name) for row in rows) for name in names}

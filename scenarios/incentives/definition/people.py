"""People rows of an incentive plan, read, and each put into a class of pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from models.allocation.phasing.calendar import iso_date, plan_calendar
from models.arrays import FloatArray, IntArray
from models.findings import Fact, FindingList, Suggestions
from models.history.calendar import MONTHS, month_of
from models.incentives.pay_class import PayClass
from models.incentives.roster import Roster
from models.tables.attribute_values import AttributeValue
from models.tables.base import Table
from models.tables.inline_table import ATTRIBUTES, InlineTable
from models.units import Money
from scenarios.definition.number_columns import money_column, rate_column
from scenarios.definition.text_columns import text_column
from scenarios.incentives.definition.columns import PEOPLE_COLUMN_NAMES, PEOPLE_COLUMNS

UNKNOWN = -1


def read_people(
    table: Table, classes: Sequence[PayClass], money: Money, first_month: int, findings: FindingList
) -> Roster | None:
    """The people of a table; None with the reasons in `findings`.

    Finds `person_twice` (also where somebody stands in two groups), `group_unknown`, `ote_missing`, `two_variants`,
    `hired_form`, `hired_after_year`, `months_over_stay`, and what is wrong with texts and numbers.
    """
    before = len(findings)
    _check_columns(table, findings)
    if not table.count:
        findings.add("no_people", table.place(None, None))
    if len(findings) > before:
        return None
    columns = {column.name: column for column in PEOPLE_COLUMNS}
    keys, labels, groups, hired = (text_column(table, name, findings) for name in ("key", "label", "group", "hired"))
    read = len(findings)
    ote = money_column(table, columns["ote"], money, findings)
    ote_is_sound = len(findings) == read
    months = rate_column(table, columns["months"], findings)
    attributes = [table.attributes(row, PEOPLE_COLUMN_NAMES, findings) for row in range(table.count)]
    _check_keys(table, keys, groups, findings)
    chosen = _classes(table, keys, groups, attributes, classes, findings)
    if ote_is_sound:  # a number that cannot be read is not missing
        _check_ote(table, keys, chosen, ote.present, classes, findings)
    hire_months = _hired(table, hired, first_month, findings)
    months = _months(table, keys, hired, months, MONTHS - np.clip(hire_months - first_month, 0, MONTHS), findings)
    if len(findings) > before:
        return None
    return Roster(
        keys=tuple(keys),
        labels=tuple(label or key for key, label in zip(keys, labels, strict=True)),
        pay_class=chosen,
        ote=ote.minor,
        months=months,
        attributes=_columns(attributes),
        hired=hire_months,
    )


def _check_columns(table: Table, findings: FindingList) -> None:
    if isinstance(table, InlineTable):
        known = [*sorted(PEOPLE_COLUMN_NAMES), ATTRIBUTES]
        suggestions = Suggestions(known)
        for name, place in table.strangers(frozenset(known)):
            findings.add("field_unknown", place, {"field": name[:60], "known": known, "near": suggestions.near(name)})
        return
    suggestions = Suggestions(table.names)
    for name in ("key", "group"):
        if name not in table.names:
            findings.add("column_missing", table.place(None, name), {"column": name, "near": suggestions.near(name)})


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


def _hired(table: Table, texts: Sequence[str], first_month: int, findings: FindingList) -> IntArray:
    months = np.full(len(texts), UNKNOWN, dtype=np.int64)
    for row, text in enumerate(texts):
        if not text:
            continue
        day, month = iso_date(text), plan_calendar(text)
        if day is None and month is None:
            findings.add("hired_form", table.place(row, "hired"), {"value": text[:60]})
            continue
        months[row] = month_of(day) if day is not None else month_of(month.firsts[0]) if month is not None else UNKNOWN
        if months[row] >= first_month + MONTHS:
            findings.add("hired_after_year", table.place(row, "hired"), {"value": text[:60]})
    return months


def _months(
    table: Table,
    keys: Sequence[str],
    hired: Sequence[str],
    written: FloatArray,
    most: IntArray,
    findings: FindingList,
) -> FloatArray:
    """Months in the plan year: as written, else all from the month of hire on."""
    for row in np.flatnonzero(written > most).tolist():
        if most[row] < MONTHS:  # more than twelve are found with the column
            facts = {"person": keys[row], "hired": hired[row][:60], "most": int(most[row]), "months": written[row]}
            findings.add("months_over_stay", table.place(row, "months"), facts)
    return np.where(np.isnan(written), most, written)


def _columns(rows: Sequence[Mapping[str, AttributeValue]]) -> dict[str, tuple[AttributeValue | None, ...]]:
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: tuple(row.get(name) for row in rows) for name in names}

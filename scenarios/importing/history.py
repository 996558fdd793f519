"""Everything that an import works out from its tables, before it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray
from models.errors import InvalidInput
from models.findings import Fact, Finding, FindingList, Location
from models.history.calendar import month_text
from models.units import Money
from scenarios.importing.base_year import BaseYear, base_year_of, calendar_of
from scenarios.importing.cell_table import CellTable, cell_table
from scenarios.importing.mapping import DimensionMapping, ImportMapping
from scenarios.importing.one_offs import OneOffs, find_one_offs
from scenarios.importing.outlook import GroupShapes, Outlook, Rates, full_years, outlook_of, rates_of, shapes_of
from scenarios.importing.people import Staff
from scenarios.importing.proxies import Proxy, ProxyReader, check_everybody_has_numbers
from scenarios.importing.transactions import Transactions

TEAM = "team"
"""Level above people whose people table states a team."""


@dataclass(frozen=True, eq=False)
class History:
    """The tables as read, and what follows from them. `levels` and `parents` are the trees by dimension position."""

    mapping: ImportMapping
    money: Money
    transactions: Transactions
    staff: Staff
    one_offs: OneOffs
    base: BaseYear
    proxies: tuple[Proxy, ...]
    shapes: GroupShapes
    outlook: Outlook
    rates: Rates
    cells: CellTable
    levels: tuple[tuple[str, ...], ...]
    parents: tuple[Mapping[str, tuple[str, ...]], ...]
    previous: Mapping[str, int]

    @property
    def plan_label(self) -> str:
        """What people call the plan year."""
        years = self.mapping.years
        return years.plan or calendar_of(self.mapping).label(years.base + 1)

    @property
    def has_baseline(self) -> bool:
        """True when some cell has history above zero."""
        return any((cell.baseline or 0) > 0 for cell in self.cells.cells)

    def above(self, place: int, name: str) -> tuple[str, ...]:
        """Keys of the levels above a member, from the top down."""
        return self.parents[place].get(name, ())

    def parent_of(self, place: int, name: str) -> str | None:
        """Key of the member right above, None at the top."""
        return next((one for one in reversed(self.above(place, name)) if one), None)


def history_of(
    transactions: Transactions,
    mapping: ImportMapping,
    money: Money,
    staff: Staff,
    previous: Mapping[str, int],
    findings: FindingList,
) -> History:
    """All numbers of an import. Raises InvalidInput with every finding gathered so far."""
    in_base = _base_rows(transactions, mapping, findings)
    _stop_if_any(findings)
    one_offs = find_one_offs(transactions, mapping, in_base, money, findings)
    _stop_if_any(findings)
    kept = np.asarray(~one_offs.excluded, dtype=np.bool_)
    shapes = shapes_of(transactions, mapping, kept, findings)
    weights = shapes.shapes.company.tolist()
    base = base_year_of(transactions, mapping, staff, np.asarray(in_base & kept, dtype=np.bool_), weights, findings)
    proxies = ProxyReader(transactions, mapping, staff, base, money, findings).read()
    check_everybody_has_numbers(transactions, mapping, staff, base, proxies, findings)
    outlook = outlook_of(transactions, mapping, staff, kept, findings)
    _stop_if_any(findings)
    product, person = _place(mapping, "product"), _place(mapping, "person")
    cell_product = None if product is None else base.members[product]
    rates = rates_of(transactions, product, base.cell_of_row, cell_product, base.count)
    cells = cell_table(transactions, base, proxies, outlook, rates, product, person, previous)
    trees = [_tree(transactions, staff, dimension, place) for place, dimension in enumerate(mapping.dimensions)]
    return History(
        mapping=mapping,
        money=money,
        transactions=transactions,
        staff=staff,
        one_offs=one_offs,
        base=base,
        proxies=proxies,
        shapes=shapes,
        outlook=outlook,
        rates=rates,
        cells=cells,
        levels=tuple(levels for levels, _ in trees),
        parents=tuple(parents for _, parents in trees),
        previous=previous,
    )


def _base_rows(transactions: Transactions, mapping: ImportMapping, findings: FindingList) -> BoolArray:
    """Rows of the base year. Finds `import_base_year_empty`, `import_base_year_incomplete`."""
    calendar = calendar_of(mapping)
    base = mapping.years.base
    months = calendar.months(base)
    inside = np.asarray(calendar.year_of(transactions.month) == base, dtype=np.bool_)
    place = Location(pointer="/years/base")
    opening, closing = int(transactions.month.min()), int(transactions.month.max())
    facts: dict[str, Fact] = {
        "year": calendar.label(base),
        "first": month_text(months.start),
        "last": month_text(months.stop - 1),
        "opening": month_text(opening),
        "closing": month_text(closing),
    }
    if not inside.any():
        findings.add("import_base_year_empty", place, facts)
    elif base not in full_years(transactions, mapping):
        findings.add("import_base_year_incomplete", place, facts)
    return inside


def _place(mapping: ImportMapping, role: str) -> int | None:
    found = mapping.with_role(role)
    return None if found is None else mapping.dimensions.index(found)


def _tree(
    transactions: Transactions, staff: Staff, dimension: DimensionMapping, place: int
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """(levels above the members, keys above each member). A team called like one of its people gets another key."""
    codes = transactions.members[place]
    if dimension.above:
        levels = tuple(level.name for level in dimension.above)
        parents = dict(zip(codes.names, transactions.above[place], strict=True))
    elif dimension.role == "person" and any(one.team for one in staff.people.values()):
        levels = (TEAM if dimension.name != TEAM else f"{TEAM}_of_people",)
        parents = {name: (one.team,) for name, one in staff.people.items()}
    else:
        return (), {}
    taken = {*codes.names, *parents}
    return levels, {name: _distinct(levels, keys, taken) for name, keys in parents.items()}


def _distinct(levels: tuple[str, ...], keys: tuple[str, ...], taken: set[str]) -> tuple[str, ...]:
    return tuple(
        f"{key} ({level})" if key and (key in taken or key in keys[:depth]) else key
        for depth, (level, key) in enumerate(zip(levels, keys, strict=True))
    )


def _stop_if_any(findings: FindingList) -> None:
    found: list[Finding] = list(findings)
    if found:
        raise InvalidInput(found)

"""Deals of the base year that stand out, and the rows that the mapping leaves out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray, IntArray
from models.findings import Fact, FindingList, Location
from models.history.outliers import robust_scores, size_class
from models.units import AmountError, Money
from scenarios.importing.combinations import combinations_of
from scenarios.importing.mapping import ImportMapping
from scenarios.importing.transactions import Transactions


@dataclass(frozen=True)
class Deal:
    """A row that is listed or left out. `score` is its robust z; `members` are its members' names."""

    row: int
    amount: int
    members: tuple[str, ...]
    score: float
    excluded: bool
    reason: str


@dataclass(frozen=True, eq=False)
class OneOffs:
    """The deals, largest first, and which rows are left out of everything."""

    deals: tuple[Deal, ...]
    excluded: BoolArray


def find_one_offs(
    transactions: Transactions, mapping: ImportMapping, in_base: BoolArray, money: Money, findings: FindingList
) -> OneOffs:
    """List outliers within product × customer size; leave out what the mapping says. Finds `import_excluded_unknown`,
    `import_excluded_changed`."""
    rule = mapping.one_off
    scores = robust_scores(np.where(in_base, transactions.amount, 0), _groups(transactions, mapping, in_base))
    least = rule.least_share * max(int(transactions.amount[in_base].sum()), 0)
    listed = np.asarray(in_base & (scores >= rule.score) & (transactions.amount >= least), dtype=np.bool_)
    reasons = _stated(transactions, mapping, money, findings)
    excluded = listed.copy() if rule.exclude_listed else np.zeros_like(listed)
    excluded[list(reasons)] = True
    places = np.flatnonzero(listed | excluded)
    order = sorted(places.tolist(), key=lambda place: (-int(transactions.amount[place]), int(transactions.row[place])))
    deals = [
        Deal(
            row=int(transactions.row[place]),
            amount=int(transactions.amount[place]),
            members=tuple(codes.names[codes.code[place]] for codes in transactions.members),
            score=round(float(scores[place]), 1) if np.isfinite(scores[place]) else 0.0,
            excluded=bool(excluded[place]),
            reason=reasons.get(place, ""),
        )
        for place in order
    ]
    return OneOffs(tuple(deals), excluded)


def _groups(transactions: Transactions, mapping: ImportMapping, in_base: BoolArray) -> IntArray:
    """Product × customer size; without customers product × segment."""
    codes = [
        member.code
        for member, dimension in zip(transactions.members, mapping.dimensions, strict=True)
        if dimension.role == "product" or (transactions.customer is None and dimension.role == "segment")
    ]
    if transactions.customer is not None:
        codes.append(size_class(np.where(in_base, transactions.amount, 0), transactions.customer.code))
    return np.where(in_base, combinations_of(codes, transactions.count).code, -1)


def _stated(transactions: Transactions, mapping: ImportMapping, money: Money, findings: FindingList) -> dict[int, str]:
    """Reason by position of every row that the mapping names; its amount must still be the same."""
    place_of = (
        {int(row): place for place, row in enumerate(transactions.row.tolist())} if mapping.one_off.exclude else {}
    )
    reasons: dict[int, str] = {}
    for number, stated in enumerate(mapping.one_off.exclude):
        where = Location(pointer=f"/one_off/exclude/{number}")
        place = place_of.get(stated.row)
        try:
            amount: int | None = money.to_minor(stated.amount)
        except AmountError:
            amount = None
        if place is None:
            findings.add("import_excluded_unknown", where, {"row": stated.row, "table": transactions.file})
        elif amount != int(transactions.amount[place]):
            written = str(money.from_minor(int(transactions.amount[place])))
            facts: dict[str, Fact] = {"row": stated.row, "amount": str(stated.amount), "found": written}
            findings.add("import_excluded_changed", where, facts)
        else:
            reasons[place] = stated.reason or ""
    return reasons

"""Small incentive plans as documents, read and paid the way that users do it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from models.incentives.statement import Statement
from scenarios.incentives.definition import LoadedPlan, read_plan
from scenarios.incentives.paying import PayRun, pay

Document = dict[str, Any]

HEAD: Document = {
    "schema": "allot.incentive-plan/1",
    "name": "Plan",
    "period": "2026",
    "money": {"currency": "CNY", "unit": "major"},
}
REVENUE: Document = {"name": "revenue"}
BONUS: Document = {"kind": "quota_bonus", "name": "revenue", "measure": "revenue", "weight": 1}


def plan_document(changes: Mapping[str, Any], group: Mapping[str, Any] | None = None) -> Document:
    """A plan of one person, Ann, with 60,000 of target incentive and a target of 1,200,000, other where it is said."""
    rules = {"key": "rep", "pay_mix": 0.4, "components": [BONUS], **(group or {})}
    return {
        **HEAD,
        "measures": [REVENUE],
        "groups": [rules],
        "people": [{"key": "ann", "group": "rep", "ote": 150000}],
        "targets": [{"person": "ann", "measure": "revenue", "target": 1200000}],
        "actuals": [{"person": "ann", "revenue": 1200000}],
        **changes,
    }


def rows(numbers: Mapping[str, Sequence[float | None]], person: str = "ann") -> list[Document]:
    """Actual rows of one person: the numbers of each measure by month, quarter, or year."""
    count = len(next(iter(numbers.values())))
    names: Sequence[str | None] = {1: [None], 4: [f"Q{q}" for q in range(1, 5)]}.get(
        count, [str(month) for month in range(1, count + 1)]
    )
    return [
        {"person": person, "period": names[at], **{name: values[at] for name, values in numbers.items()}}
        for at in range(count)
    ]


def loaded(document: Mapping[str, Any]) -> LoadedPlan:
    """The plan as a posted JSON document. Raises InvalidInput."""
    return read_plan(json.dumps(document).encode(), "json")


def with_tables(document: Document, tables: Mapping[str, bytes]) -> LoadedPlan:
    """A document posted with tables, each named in the section of its name."""
    sections = {name.partition(".")[0]: {"table": name} for name in tables}
    return read_plan(json.dumps({**document, **sections}).encode(), "json", "plan.json", tables)


def paid(document: Mapping[str, Any]) -> PayRun:
    """Everybody's pay. Raises InvalidInput."""
    return pay(loaded(document))


def statement_of(run: PayRun, person: str = "ann") -> Statement:
    """The statement of one person, who must be due something by now."""
    place = run.plan.position(person)
    assert place is not None
    found = run.statement_of(place)
    assert found is not None
    return found

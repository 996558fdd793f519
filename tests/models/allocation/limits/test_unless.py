"""`unless`: cells that a limit leaves out of what its `where` selects."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.allocation.formulation import limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.errors import InvalidInput
from tests.support.problems import two_by_two


def caps(**fields: object) -> AmountLimit:
    return AmountLimit(kind="amount_limit", name="cap", max_amount=Decimal(500), **fields)  # type: ignore[arg-type]


def test_leaves_out_groups() -> None:
    rows = limit_rows(two_by_two(limits=[caps(by=("region",), unless={"region": "east"})]))
    assert [rows.key(row) for row in range(1, rows.count)] == [("west",)]


def test_leaves_out_only_what_satisfies_all_entries() -> None:
    limit = caps(by=("product", "region"), unless={"region": "east", "product": ("a",)})
    rows = limit_rows(two_by_two(limits=[limit]))
    assert [rows.key(row) for row in range(1, rows.count)] == [("a", "west"), ("b", "east"), ("b", "west")]


def test_within_what_is_selected() -> None:
    rows = limit_rows(two_by_two(limits=[caps(where={"product": "a"}, unless={"region": "east"})]))
    assert rows.matrix[[1]].toarray().tolist() == [[0, 1, 0, 0]]


@pytest.mark.parametrize(
    ("unless", "code", "pointer"),
    [
        ({"region": ("east", "west")}, "empty_selection", "/limits/0/unless"),
        ({"region": "north"}, "unknown_member", "/limits/0/unless/region"),
        ({"planet": "north"}, "unknown_axis", "/limits/0/unless/planet"),
    ],
)
def test_faults_are_found_where_they_stand(unless: dict[str, object], code: str, pointer: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        limit_rows(two_by_two(limits=[caps(unless=unless)]))
    (finding,) = refused.value.findings
    assert (finding.code, finding.location.pointer) == (code, pointer)

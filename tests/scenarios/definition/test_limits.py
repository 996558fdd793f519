"""Limits are applied while a scenario is read, so that everything that does not fit is listed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.documents import findings_of, only, read, with_limits

AMOUNT = {"kind": "amount_limit", "max_amount": 100}


@pytest.mark.parametrize(
    ("limit", "code", "pointer"),
    [
        ({**AMOUNT, "where": {"rep": "r9"}}, "unknown_member", "/where/rep"),
        ({**AMOUNT, "where": {"team": ["t1", "t2"]}}, "unknown_member", "/where/team"),
        ({**AMOUNT, "where": {"reps": "r1"}}, "unknown_axis", "/where/reps"),
        ({**AMOUNT, "where": {"product": "a", "rep": "r2"}}, "empty_selection", "/where"),
        ({**AMOUNT, "by": ["product", "teams"]}, "unknown_axis", "/by/1"),
        ({"kind": "share_limit", "max_share": 0.5, "of": {"rep": "r9"}}, "unknown_member", "/of/rep"),
        ({"kind": "amount_limit", "max_amount": 1.00000001}, "amount_too_fine", "/max_amount"),
        ({"kind": "amount_limit", "max_amount": 1e15}, "amount_too_large", "/max_amount"),
        ({"kind": "amount_limit"}, "limit_without_number", ""),
        ({"kind": "amount_limit", "min_amount": 2, "max_amount": 1}, "floor_over_cap", ""),
        ({"kind": "growth_limit", "min_growth_rate": 2, "max_growth_rate": 1}, "floor_over_cap", ""),
        ({"kind": "share_limit", "min_share": 0.2, "max_share": 0.1}, "floor_over_cap", ""),
        ({"kind": "share_limit", "min_share": 1.2}, "number_above_maximum", "/min_share"),
        ({"kind": "capacity", "amount": 5}, "capacity_without_by", ""),
        ({"kind": "capacity", "amount": 5, "by": "rep", "measure": "effort"}, "capacity_without_effort", "/measure"),
        ({"kind": "capacity", "amount": {"attribute": "size"}, "by": "rep"}, "attribute_not_in_by", "/amount"),
        (
            {"kind": "capacity", "amount": {"attribute": "lifecycle"}, "by": "product"},
            "attribute_not_a_number",
            "/amount",
        ),
        ({"kind": "margin", "min_rate": 0.1}, "margin_without_rate", ""),
        ({"kind": "margin", "min_rate": 0.1, "min_amount": 1}, "margin_amount_or_rate", ""),
        ({"kind": "hold", "owner": "CFO", "amount": 5}, "field_missing", "/reason"),
        ({**AMOUNT, "soft": {"penalty": 0}}, "number_not_above", "/soft/penalty"),
    ],
)
def test_faults(limit: dict[str, Any], code: str, pointer: str) -> None:
    found = only(findings_of(with_limits(AMOUNT, limit)))
    assert (found.code, found.location.pointer) == (code, f"/limits/1{pointer}")


def test_floors_over_caps_that_members_hold_are_told_in_the_document_s_unit() -> None:
    limit = {"kind": "amount_limit", "by": "rep", "min_amount": 6000, "max_amount": {"attribute": "capacity"}}
    found = only(findings_of(with_limits(limit)))
    assert found.facts == {"group": "r1", "floor": 6000.0, "cap": 5000.0}


def test_attributes_in_two_dimensions_need_a_name() -> None:
    document = with_limits({**AMOUNT, "where": {"size": 1}})
    for dimension in document["dimensions"]:
        dimension["members"][0]["attributes"] = {"size": 1}
    found = only(findings_of(document))
    assert (found.code, found.facts["options"]) == ("ambiguous_axis", ["product.size", "rep.size"])


def test_numbers_in_selectors_are_compared_as_numbers() -> None:
    document = with_limits({**AMOUNT, "where": {"size": 1.10}})
    document["dimensions"][0]["members"][0]["attributes"] = {"size": 1.1}
    assert read(document).notices == ()


def test_notices_come_with_the_scenario() -> None:
    document = with_limits({"kind": "growth_limit", "max_growth_rate": 1, "by": "rep"})
    document["cells"][2]["baseline"] = 0
    notice = read(document).notices[0]
    assert (notice.code, notice.location.pointer) == ("growth_without_base", "/limits/0")

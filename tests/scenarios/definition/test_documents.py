"""The form of a document: every fault with its code, its pointer, and what was probably meant."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.documents import findings_of, only, read, sound, with_limits


def changed(path: str, value: object) -> dict[str, Any]:
    """The sound document with one value set."""
    document = sound()
    *way, last = path.strip("/").split("/")
    node: Any = document
    for part in way:
        node = node[int(part)] if isinstance(node, list) else node.setdefault(part, {})
    node[last] = value
    return document


def test_the_sound_document_is_sound() -> None:
    scenario = read(sound())
    assert (scenario.name, scenario.period, scenario.language) == ("Plan 2025", "2025", "en")
    assert scenario.problem.cells.count == 3
    assert scenario.notices == ()


@pytest.mark.parametrize("field", ["schema", "name", "money", "period", "dimensions", "cells", "company_target"])
def test_missing_fields(field: str) -> None:
    document = sound()
    del document[field]
    found = only(findings_of(document))
    assert (found.code, found.location.pointer, found.facts["field"]) == ("field_missing", f"/{field}", field)


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("/schema", "allot.scenario/2", "not_one_of"),
        ("/name", "", "text_empty"),
        ("/name", "two\nlines", "control_character"),
        ("/name", "x" * 201, "text_too_long"),
        ("/name", 7, "not_text"),
        ("/language", "fr", "not_one_of"),
        ("/money/currency", "CNX", "currency_unknown"),
        ("/money/currency", "XAU", "currency_unknown"),
        ("/money/unit", "tenthousand", "not_one_of"),
        ("/dimensions", [], "list_too_short"),
        ("/dimensions", {}, "not_a_list"),
        ("/dimensions/0/name", "1st", "name_form"),
        ("/dimensions/0/name", "a.b", "name_form"),
        ("/dimensions/0/label", "a\u2028b", "control_character"),
        ("/dimensions/0/members", 5, "rows_expected"),
        ("/cells", "cells.csv", "rows_expected"),
        ("/company_target/amount", "320", "number_as_text"),
        ("/company_target/name", "two\nlines", "control_character"),
        ("/company_target/owner", "two\u2028lines", "control_character"),
        ("/company_target/owner", "", "text_empty"),
        ("/company_target/amount", True, "not_a_number"),
        ("/company_target/amount", -1, "number_below_minimum"),
        ("/rounding/increment", 0, "number_not_above"),
        ("/options/relative_gap", 1, "number_not_below"),
        ("/options/time_limit_seconds", 1e9, "number_above_maximum"),
        ("/strategies/1st", {}, "name_form"),
        ("/strategies/balanced", 3, "not_an_object"),
    ],
)
def test_values_of_the_wrong_kind(path: str, value: object, code: str) -> None:
    found = only(findings_of(changed(path, value)))
    assert (found.code, found.location.pointer) == (code, path)


def test_unknown_fields_come_with_a_suggestion() -> None:
    found = only(findings_of(changed("/dimensions/1/level", ["team", "rep"])))
    assert (found.code, found.facts["near"]) == ("field_unknown", ["levels", "label"])


def test_unknown_fields_of_a_limit_are_compared_with_its_own() -> None:
    document = with_limits({"kind": "growth_limit", "max_growth": 1, "min_growth_rate": 0})
    found = only(findings_of(document))
    assert (found.code, found.location.pointer) == ("field_unknown", "/limits/0/max_growth")
    assert "max_growth_rate" in found.facts["near"]  # type: ignore[operator]


def test_a_limit_of_unknown_kind() -> None:
    found = only(findings_of(with_limits({"kind": "growth_limits"})))
    assert (found.location.pointer, found.facts["near"]) == (
        "/limits/0/kind",
        ["growth_limit", "amount_limit"],
    )


def test_a_limit_without_kind() -> None:
    found = only(findings_of(with_limits({})))
    assert (found.code, found.location.pointer) == ("field_missing", "/limits/0/kind")


@pytest.mark.parametrize(
    ("value", "pointer"),
    [({"attribute": 5}, "/attribute"), ({}, "/attribute"), ({"attribute": "cap", "attr": 1}, "/attr"), ("5", "")],
)
def test_union_tags_do_not_stand_in_pointers(value: object, pointer: str) -> None:
    found = only(findings_of(with_limits({"kind": "amount_limit", "by": "rep", "max_amount": value})))
    assert found.location.pointer == f"/limits/0/max_amount{pointer}"


def test_a_selector_that_is_no_value() -> None:
    found = only(findings_of(with_limits({"kind": "amount_limit", "max_amount": 5, "where": {"rep": {"key": "r1"}}})))
    assert (found.code, found.location.pointer) == ("value_not_allowed", "/limits/0/where/rep")


def test_faults_of_all_sections_at_once() -> None:
    document = sound()
    document["name"] = ""
    document["dimensions"][1]["members"][2]["parent"] = "t2"
    document["limits"] = [{"kind": "growth_limit", "name": "a"}, {"kind": "amount_limit", "name": "b", "max_amount": 1}]
    document["strategies"] = {"bold": {"strategic_intensity": -1}}
    found = [(finding.location.pointer, finding.code) for finding in findings_of(document)]
    assert found == [
        ("/name", "text_empty"),
        ("/dimensions/1/members/2/parent", "unknown_parent"),
        ("/limits/0", "limit_without_number"),
        ("/strategies/bold/strategic_intensity", "number_below_minimum"),
    ]


def test_a_faulty_limit_hides_neither_cells_nor_other_limits() -> None:
    document = sound()
    document["cells"][0]["baseline"] = "much"
    document["limits"] = [
        {"kind": "growth_limit", "name": "a"},
        {"kind": "amount_limit", "name": "b", "max_amount": 1, "where": {"rep": "r9"}},
    ]
    pointers = [finding.location.pointer for finding in findings_of(document)]
    assert pointers == ["/cells/0/baseline", "/limits/0"]
    document["cells"][0]["baseline"] = 5
    assert [finding.location.pointer for finding in findings_of(document)] == ["/limits/0", "/limits/1/where/rep"]


@pytest.mark.parametrize("document", [[], "text", None, 5])
def test_no_object_at_all(document: object) -> None:
    expected = "document_empty" if document is None else "document_without_fields"
    assert only(findings_of(document)).code == expected


def test_fields_of_the_kind_that_was_chosen() -> None:
    limit = {"kind": "growth_limit", "name": "grow", "max_growth": 0.3}
    finding = only(findings_of(with_limits(limit)))
    assert finding.facts["near"] == ["max_growth_rate", "min_growth_rate"]
    assert "max_amount" not in finding.facts["known"]


@pytest.mark.parametrize(("share", "fraction"), [(30, 0.3), (100, 1.0), (1.5, None), (101, None)])
def test_percentages_in_the_place_of_fractions(share: float, fraction: float | None) -> None:
    limit = {"kind": "market_share", "name": "share", "max_share": share}
    assert only(findings_of(with_limits(limit))).facts.get("fraction") == fraction


def test_an_entry_at_fault_does_not_shorten_its_list() -> None:
    finding = only(findings_of(sound() | {"strategies": {"steady": {"tiers": [["fitness"]]}}, "strategy": "steady"}))
    assert (finding.code, finding.location.pointer) == ("not_one_of", "/strategies/steady/tiers/0/0")


def test_dimension_names() -> None:
    document = sound()
    document["dimensions"][0]["name"] = "rep"
    assert "dimension_twice" in {finding.code for finding in findings_of(document)}
    document["dimensions"][0]["name"] = "forecast"
    assert "dimension_name_reserved" in {finding.code for finding in findings_of(document)}


@pytest.mark.parametrize(
    ("levels", "code"),
    [(["team", "team", "rep"], "level_twice"), (["rep", "team"], "level_named_as_dimension")],
)
def test_level_names(levels: list[str], code: str) -> None:
    document = sound()
    document["dimensions"][1]["levels"] = levels
    assert [finding.code for finding in findings_of(document)] == [code]


@pytest.mark.parametrize(
    ("increment", "code"), [(0.0000001, "amount_too_fine"), (201, "increment_over_target"), (1e12, "amount_too_large")]
)
def test_increments(increment: float, code: str) -> None:
    assert only(findings_of({**sound(), "rounding": {"increment": increment}})).code == code


def test_the_increment_is_one_major_unit_by_default() -> None:
    assert read(sound()).problem.increment_minor == 100
    assert read({**sound(), "rounding": {"increment": 0.1}}).problem.increment_minor == 100_000


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ({}, "number_or_range"),
        ({"amount": 1, "min_amount": 1, "max_amount": 2}, "number_or_range"),
        ({"min_amount": 1}, "number_or_range"),
        ({"min_amount": 2, "max_amount": 1}, "floor_over_cap"),
        ({"amount": 0}, "target_not_positive"),
        ({"amount": 1, "by": ["rep"]}, "company_total_selects"),
        ({"amount": 1.00000001}, "amount_too_fine"),
        ({"min_amount": 1, "max_amount": 2, "reference_amount": 1.00000001}, "amount_too_fine"),
        ({"amount": 1e15}, "amount_too_large"),
    ],
)
def test_company_targets(target: dict[str, Any], code: str) -> None:
    found = only(findings_of({**sound(), "company_target": target}))
    assert found.code == code
    assert found.location.pointer.startswith("/company_target")


def test_the_period_may_be_a_number() -> None:
    assert read({**sound(), "period": 2025}).period == "2025"

"""Findings while they are gathered: many of one fault are counted, not listed."""

from __future__ import annotations

from models.findings import FINDINGS_OF_ONE_FAULT, FindingList, Location, Suggestions, as_pointer


def test_many_of_one_fault_are_counted() -> None:
    findings = FindingList()
    for row in range(FINDINGS_OF_ONE_FAULT + 7):
        findings.add("not_text", Location(pointer=f"/cells/{row}/rep"))
        findings.add("not_text", Location(file="a.csv", row=row, column="rep"))
    listed = list(findings)
    assert [finding.code for finding in listed].count("not_text") == 2 * FINDINGS_OF_ONE_FAULT
    more = [finding for finding in listed if finding.code == "more_of_the_same"]
    assert [finding.facts for finding in more] == [{"same_as": "not_text", "count": 7}] * 2
    assert more[0].location.pointer == f"/cells/{FINDINGS_OF_ONE_FAULT}/rep"


def test_different_faults_do_not_crowd_each_other_out() -> None:
    findings = FindingList()
    for row in range(FINDINGS_OF_ONE_FAULT):
        findings.add("not_text", Location(pointer=f"/cells/{row}/rep"))
    findings.add("not_text", Location(pointer="/cells/0/product"))
    findings.add("field_missing", Location(pointer="/cells/0/rep"))
    assert len(list(findings)) == FINDINGS_OF_ONE_FAULT + 2


def test_suggestions_are_for_the_first_names() -> None:
    suggestions = Suggestions(["apple", "pear"])
    assert suggestions.near("aple") == ["apple"]
    assert [suggestions.near(f"appl{number}") for number in range(25)][-1] == []
    assert suggestions.near("aple") == ["apple"]


def test_pointers_are_escaped() -> None:
    assert as_pointer(["a/b", 0, "c~d"]) == "/a~1b/0/c~0d"

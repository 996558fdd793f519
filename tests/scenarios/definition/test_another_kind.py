"""A document of another kind has one fault: which kind it is of."""

from __future__ import annotations

from typing import Any

import pytest

from app.messages.document_kinds import KINDS as WORDS
from models.findings import FindingList
from scenarios.definition.another_kind import KINDS, QUESTION, QUESTION_FIELDS, another_kind
from scenarios.definition.document import ScenarioDocument
from scenarios.definition.draft import read_draft
from scenarios.incentives.definition.plan_document import IncentivePlanDocument
from scenarios.incentives.tuning.tuning_document import TuningRequest


def test_the_fields_of_a_question_are_its_own() -> None:
    assert {*TuningRequest.model_fields} == QUESTION_FIELDS


def test_every_kind_has_words() -> None:
    assert {*WORDS} == {*KINDS, QUESTION}


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"schema": "allot.tuning/1"}, "tuning"),
        ({"starts": 3, "keep": []}, QUESTION),
        ({"schema": "allot.incentive-plan/2"}, None),
        ({"schema": "allot.nothing/1"}, None),
        ({"schema": 1}, None),
        ({"starts": 3, "people": []}, None),
        ({"budget": 1, "name": "x"}, None),
        ({}, None),
        ([], None),
    ],
)
def test_what_is_known_as_another_kind(value: Any, found: str | None) -> None:
    fault = another_kind(value, IncentivePlanDocument)
    assert (None if fault is None else fault.facts["kind_found"]) == found
    assert fault is None or fault.facts["kind_needed"] == "incentive-plan"


def test_a_plan_is_no_scenario() -> None:
    findings = FindingList()
    assert read_draft({"schema": "allot.incentive-plan/1", "people": []}, findings) is None
    (fault,) = tuple(findings)
    assert (fault.code, fault.location.pointer) == ("document_of_another_kind", "/schema")
    assert another_kind({"schema": "allot.incentive-plan/1"}, ScenarioDocument) == fault

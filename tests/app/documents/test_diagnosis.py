"""Infeasible scenarios in business words, as the 409 answer tells them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from app.documents.diagnosis import describe_diagnosis, diagnosis_document
from app.json_text import json_bytes
from app.messages import LANGUAGES
from app.schemas.problem import DiagnosisPart
from models.allocation.diagnosis import Diagnosis
from models.allocation.problem import AllocationProblem
from models.errors import Infeasible
from scenarios.allocation import allocate
from scenarios.definition import read_scenario
from solvers.base import SolverOptions
from solvers.registry import get_backend
from tests.app.scenarios import cap, floor, limited, tiny


def diagnosed(scenario: dict[str, Any]) -> tuple[Diagnosis, AllocationProblem]:
    """The diagnosis of a scenario without a plan."""
    read = read_scenario(json.dumps(scenario).encode(), "json")
    strategy = read.strategies[read.default_strategy]
    result = allocate(read.problem, strategy, get_backend("highs"), SolverOptions(time_limit_seconds=60))
    assert isinstance(result.error, Infeasible)
    return result.error.diagnosis, read.problem


def document_of(scenario: dict[str, Any], language: str = "en") -> dict[str, Any]:
    """The document of a scenario without a plan, checked against its schema."""
    found = diagnosis_document(*diagnosed(scenario), language)
    DiagnosisPart.model_validate_json(json_bytes(found))
    return found


class TestReasons:
    def test_caps_below_the_target(self) -> None:
        said = document_of(limited(cap(400.5)))["reasons"][0]["message"]
        assert said == (
            "The caps of “cap per region” add up to 801 thousand CNY; the company target needs 900 thousand CNY: "
            "99 thousand CNY too little."
        )

    def test_over_assignment_is_counted_in_both_numbers(self) -> None:
        # Two caps of 400.5 for a plan of 900 that becomes 990: 801 / 1.1 = 728.1818….
        hedges = {"dimension": "region", "levels": {"region": 0.1}}
        found = document_of({**limited(cap(400.5)), "over_assignment": hedges})
        assert found["reasons"][0]["message"].endswith(
            "needs 900 thousand CNY: 171.81818 thousand CNY too little. Counted in people's targets, over-assignment "
            "included: 801 thousand CNY and 990 thousand CNY."
        )
        assert found["feasible_range"]["high"] == Decimal("728.18181")
        (kept,) = (repair for repair in found["repairs"] if repair["keeps_target"])
        assert [(change["from"], change["to"]) for change in kept["changes"]] == [(400.5, 495), (400.5, 495)]

    def test_floors_above_the_target(self) -> None:
        said = document_of(limited(floor(500)))["reasons"][0]["message"]
        assert said.startswith(
            "The floors of “floor per region” add up to 1,000 thousand CNY; the company target allows"
        )

    def test_other_limits_are_named_with_their_group(self) -> None:
        said = document_of(limited(cap(200, where={"region": "west"}, name="west"), floor(300)))["reasons"][0][
            "message"
        ]
        assert "“floor per region” for West" in said or "“west” for West" in said

    def test_chinese(self) -> None:
        said = document_of(limited(cap(400)), "zh")["reasons"][0]["message"]
        assert said == "“cap per region”的上限合计为 800 千元；公司目标需要 900 千元：还差 100 千元。"

    def test_shares_are_told_by_their_distance(self) -> None:
        share = {"kind": "share_limit", "name": "new enough", "where": {"product": "new"}, "min_share": 0.5}
        small = {"kind": "amount_limit", "name": "small", "by": ["product", "region"], "where": {"product": "new"}}
        said = describe_diagnosis(*diagnosed(limited(share, {**small, "max_amount": 100})), "en")
        assert any("let “new enough” be missed by" in line for line in said)

    def test_effort_is_counted_in_effort(self) -> None:
        cells = [{**cell, "effort": 0.002} for cell in tiny()["cells"]]
        hours = {"kind": "capacity", "name": "hours", "by": ["region"], "measure": "effort", "amount": 600}
        document = document_of({**limited(hours), "cells": cells})
        changes = [change for repair in document["repairs"] for change in repair["changes"]]
        assert any(change["quantity"] == "effort" and change["from"] == 600 for change in changes)
        assert "600 units of effort" in json.dumps(document, default=str)


class TestRepairs:
    def test_keeps_or_changes_the_target(self) -> None:
        messages = [repair["message"] for repair in document_of(limited(cap(400)))["repairs"]]
        assert any(
            message.startswith("Keep the company target and raise the cap of “cap per region”") for message in messages
        )
        assert (
            "Keep all other limits and lower the company target from 900 thousand CNY to 800 thousand CNY, that is by "
            "100 thousand CNY (−11.1 %)."
        ) in messages

    def test_amounts_stay_on_the_minor_unit(self) -> None:
        changes = [c for r in document_of(limited(cap(333.33333)))["repairs"] for c in r["changes"]]
        assert all(Decimal(change["to"]) % Decimal("0.00001") == 0 for change in changes)

    def test_holds_change_their_amount(self) -> None:
        hold = {
            "kind": "hold",
            "name": "fixed",
            "by": ["region"],
            "owner": "board",
            "reason": "contract",
            "amount": 400,
        }
        messages = [repair["message"] for repair in document_of(limited(hold))["repairs"]]
        assert any("change the fixed amount of “fixed”" in message for message in messages)

    def test_many_groups_of_one_limit_are_told_together_and_listed_in_data(self) -> None:
        members = [{"key": f"m{i:02d}"} for i in range(12)]
        cells = [{"rep": f"m{i:02d}", "baseline": 10} for i in range(12)]
        caps = {"kind": "amount_limit", "name": "cap per rep", "by": ["rep"], "max_amount": 10}
        floors = {"kind": "amount_limit", "name": "floor per rep", "by": ["rep"], "min_amount": 20}
        wide = {**limited(caps, floors), "dimensions": [{"name": "rep", "members": members}], "cells": cells}
        repair = document_of(wide | {"company_target": {"amount": 200}})["repairs"][0]
        assert len(repair["changes"]) >= 12
        assert "raise the caps of “cap per rep” for 12 groups by up to 66.7 % each, together by" in repair["message"]
        assert "m00: 10 → 16.6" in repair["message"]


class TestRange:
    def test_up_to(self) -> None:
        found = document_of(limited(cap(400)))["feasible_range"]
        assert found["message"] == "All other limits together allow any company target up to 800 thousand CNY."

    def test_between(self) -> None:
        found = document_of(limited(cap(400), floor(100)))["feasible_range"]
        assert (found["low"], found["high"]) == (200, 800)

    def test_from(self) -> None:
        assert document_of(limited(floor(500)))["feasible_range"]["message"].endswith("from 1,000 thousand CNY upward.")

    def test_none(self) -> None:
        found = document_of(limited(cap(300), floor(400)))["feasible_range"]
        assert "contradict each other" in found["message"]


class TestHardConflict:
    def test_names_who_may_not_give(self) -> None:
        fixed = {"company_target": {"amount": 900, "negotiable": False}}
        document = document_of(limited(cap(400, negotiable=False)) | fixed)
        assert document["repairs"] == []
        assert "not negotiable" in document["hard_conflict"]["message"]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_absent_where_something_may_give(self, language: str) -> None:
        assert document_of(limited(cap(400)), language)["hard_conflict"] is None


class TestOtherCounts:
    """Limits that do not count the plan's own money."""

    def pieces(self, *limits: dict[str, Any], **sections: Any) -> dict[str, Any]:
        document = {**limited(*limits), **sections}
        document["cells"] = [{**cell, "unit_price": 40, "forecast": 100} for cell in tiny()["cells"]]
        return document

    def test_pieces_are_told_in_pieces(self) -> None:
        few = {"kind": "amount_limit", "name": "few", "metric": "volume", "max_amount": 20_000, "owner": "plant"}
        document = document_of(self.pieces(few, volume={"unit": "valves"}))
        # 900 thousand at 40 are 22,500 pieces.
        keeping = next(repair for repair in document["repairs"] if repair["keeps_target"])
        assert "raise the cap of “few” from 20,000 valves to 22,500 valves (+12.5 %)" in keeping["message"]
        assert [change["quantity"] for change in keeping["changes"]] == ["volume"]

    @pytest.mark.parametrize(
        ("language", "words"), [("en", "let “alike” for East be missed by"), ("zh", "允许“alike”（East）相差")]
    )
    def test_gaps_between_people_are_told_by_their_distance(self, language: str, words: str) -> None:
        alike = {"kind": "parity", "name": "alike", "by": ["region"], "tolerance": 0.01, "against": "forecast"}
        most = {"kind": "amount_limit", "name": "most", "where": {"region": "east"}, "min_amount": 700}
        document = document_of(self.pieces(alike, {**most, "negotiable": False}), language)
        said = [change["message"] for repair in document["repairs"] for change in repair["changes"]]
        assert any(words.lower() in message.lower() for message in said), said

    def test_slopes_are_told_in_points(self) -> None:
        neutral = {"kind": "neutrality", "name": "size", "by": ["region"], "z": "size", "tolerance": 0.001}
        most = {"kind": "amount_limit", "name": "most", "where": {"region": "east"}, "min_amount": 700}
        document = document_of(self.pieces(neutral, {**most, "negotiable": False}))
        changes = [change for repair in document["repairs"] for change in repair["changes"]]
        change = next(change for change in changes if change["limit"]["name"] == "size")
        assert change["quantity"] == "rate"
        assert "points of difficulty" in change["message"]

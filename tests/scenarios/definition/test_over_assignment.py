"""The section `over_assignment`: what is read, what is refused, and what stays out of a scenario's hash."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from app.messages import describe
from tests.support.documents import findings_of, only, read, sound, with_limits


def with_hedges(levels: dict[str, Any], dimension: str = "rep", **more: Any) -> dict[str, Any]:
    return {**sound(), "over_assignment": {"dimension": dimension, "levels": levels}, **more}


def refused(document: dict[str, Any]) -> tuple[str, str]:
    finding = only(findings_of(document))
    return finding.code, finding.location.pointer


class TestRead:
    def test_hedges_by_level(self) -> None:
        found = read(with_hedges({"team": 0.03, "rep": 0.05})).problem.over_assignment
        assert found is not None
        assert (found.dimension, found.levels) == ("rep", ("team", "rep"))
        assert found.rates == (Decimal("0.03"), Decimal("0.05"))
        assert found.factor == 1.0815

    def test_levels_without_a_hedge_have_none(self) -> None:
        found = read(with_hedges({"rep": 0.05})).problem.over_assignment
        assert found is not None
        assert found.rates == (Decimal(0), Decimal("0.05"))

    @pytest.mark.parametrize("levels", [{}, {"team": 0}, {"team": 0, "rep": 0.0}])
    def test_hedges_of_zero_are_none(self, levels: dict[str, Any]) -> None:
        assert read(with_hedges(levels)).problem.over_assignment is None

    def test_a_doubled_plan_is_allowed(self) -> None:
        assert read(with_hedges({"rep": 1})).problem.hedge_factor == 2.0


class TestRefused:
    def test_unknown_dimension(self) -> None:
        finding = only(findings_of(with_hedges({"rep": 0.05}, "reps")))
        assert (finding.code, finding.location.pointer) == ("unknown_dimension", "/over_assignment/dimension")
        assert "“reps”" in describe(finding, "en") and "Did you mean rep?" in describe(finding, "en")
        assert "没有名为“reps”的维度" in describe(finding, "zh")

    def test_unknown_level(self) -> None:
        finding = only(findings_of(with_hedges({"teams": 0.05})))
        assert (finding.code, finding.location.pointer) == ("unknown_level", "/over_assignment/levels/teams")
        assert "Did you mean team?" in describe(finding, "en")

    @pytest.mark.parametrize(
        ("rate", "code"),
        [
            (-0.01, "number_below_minimum"),
            (1.01, "number_above_maximum"),
            (5, "number_above_maximum"),
            ("5%", "percent_as_text"),
            (None, "not_a_number"),
            (True, "not_a_number"),
        ],
    )
    def test_hedges_are_between_zero_and_one(self, rate: Any, code: str) -> None:
        assert refused(with_hedges({"rep": rate})) == (code, "/over_assignment/levels/rep")

    def test_one_dimension_by_form(self) -> None:
        document = {**sound(), "over_assignment": [{"dimension": "rep", "levels": {"rep": 0.05}}]}
        assert refused(document) == ("not_an_object", "/over_assignment")

    def test_unknown_fields(self) -> None:
        document = with_hedges({"rep": 0.05})
        document["over_assignment"]["level"] = "rep"
        assert refused(document) == ("field_unknown", "/over_assignment/level")

    def test_targets_that_could_not_be_added_up(self) -> None:
        document = with_hedges({"rep": 0.5}, company_target={"amount": 900_000_000})
        assert refused(document) == ("amount_too_large", "/over_assignment/levels")

    def test_a_basis_that_does_not_exist(self) -> None:
        limit = {"kind": "amount_limit", "max_amount": 1, "basis": "planned"}
        finding = only(findings_of(with_limits(limit)))
        assert (finding.code, finding.location.pointer) == ("not_one_of", "/limits/0/basis")
        assert "plan" in finding.facts["near"]  # type: ignore[operator]

    def test_the_company_target_is_always_the_plans(self) -> None:
        document = with_hedges({"rep": 0.05}, company_target={"amount": 200, "basis": "assigned"})
        assert refused(document) == ("not_one_of", "/company_target/basis")


class TestHash:
    def test_a_hedge_changes_it(self) -> None:
        hashes = [read(with_hedges({"rep": rate})).scenario_hash for rate in (0, 0.05, 0.06)]
        assert len(set(hashes)) == 3
        assert hashes[0] == read(sound()).scenario_hash

    def test_writing_zeros_does_not(self) -> None:
        first, second = read(with_hedges({"rep": 0.05})), read(with_hedges({"team": 0, "rep": 0.050}))
        assert first.canonical == second.canonical

    def test_the_basis_changes_it_and_its_default_does_not(self) -> None:
        limits: list[dict[str, Any]] = [
            {"kind": "amount_limit", "max_amount": 100, **basis}
            for basis in ({}, {"basis": "assigned"}, {"basis": "plan"})
        ]
        plain, assigned, plan = (read(with_limits(limit)).scenario_hash for limit in limits)
        assert plain == assigned != plan


def test_findings_keep_the_order_of_the_document() -> None:
    document = with_hedges({"reps": 0.05}, limits=[{"kind": "hold", "name": "x"}])
    sections = [finding.location.pointer.split("/")[1] for finding in findings_of(document)]
    assert sections == ["over_assignment", *["limits"] * (len(sections) - 1)]

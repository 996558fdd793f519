"""Who joins and who leaves: what counts of targets and actuals, and what is forfeited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scenarios
from app.messages import describe
from models.errors import InvalidInput
from models.findings import Finding
from scenarios.incentives.costing import CostQuestion, cost_of
from scenarios.incentives.definition import LoadedPlan, load_plan
from scenarios.incentives.pay_columns import pay_columns
from scenarios.incentives.paying import PayRun, pay
from tests.support.plan_documents import BONUS, loaded, paid, plan_document, rows, statement_of

EXAMPLE = Path(scenarios.__file__).parent / "examples" / "incentives" / "company-en.plan.yaml"
COMMISSION = {"kind": "commission", "name": "c", "measure": "revenue", "rates": {"tiers": [{"from": 0, "rate": 0.01}]}}
MONTHLY = rows({"revenue": [100_000] * 12})
LATER: dict[str, Any] = {
    "deferral": {
        "share": 0.2,
        "vesting": [{"after_years": 1, "share": 0.5}, {"after_years": 2, "share": 0.5}],
    },
    "long_term": [
        {"kind": "co_investment", "name": "project", "share": 0.1, "match_rate": 0.5, "years": 3},
        {
            "kind": "phantom_shares",
            "name": "shares",
            "grant_rate": 0.5,
            "price": 12,
            "vesting": [{"after_years": 2, "share": 1}],
        },
    ],
}


def person(**about: Any) -> list[dict[str, Any]]:
    return [{"key": "ann", "group": "rep", "ote": 150000, **about}]


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def example_with_left(key: str, left: int) -> LoadedPlan:
    """The company's example, one of its people having left in a plan month."""
    found = load_plan(EXAMPLE)
    roster = found.plan.roster
    months = roster.left.copy()
    months[roster.keys.index(key)] = found.plan.first_month + left
    return replace(found, plan=replace(found.plan, roster=replace(roster, left=months)))


class TestActuals:
    def test_before_the_hire_do_not_count_and_are_told(self) -> None:
        rules = {"components": [BONUS, COMMISSION]}
        document = plan_document({"people": person(label="Ann Lee", hired="2026-06"), "actuals": MONTHLY}, rules)
        run = paid(document)
        told = statement_of(run)
        assert [line.actual for line in told.lines] == [70_000_000, 70_000_000]
        (notice,) = run.notices
        assert (notice.code, notice.location.pointer) == ("actuals_before_hire", "/actuals/0")
        assert notice.facts == {
            "person": "Ann Lee (ann)",
            "hired": "2026-06",
            "measures": ["revenue"],
            "periods": ["2026-01 – 2026-05"],
        }
        assert "what 2026-01 – 2026-05 state of revenue does not count" in describe(notice, "en")
        assert "2026-01 – 2026-05 的 revenue 不计入" in describe(notice, "zh")

    def test_after_leaving_do_not_count_and_are_told(self) -> None:
        run = paid(plan_document({"people": person(left="2026-09-15"), "actuals": MONTHLY}))
        assert [line.actual for line in statement_of(run).lines] == [90_000_000]
        (notice,) = run.notices
        assert (notice.code, notice.facts["left"]) == ("actuals_after_leaving", "2026-09")
        assert notice.facts["periods"] == ["2026-10 – 2026-12"]

    @pytest.mark.parametrize("rest", [[0, 0, 0], [None, None, None]])
    def test_nothing_and_zero_are_no_contradiction(self, rest: list[float | None]) -> None:
        actuals = rows({"revenue": [100_000.0] * 9 + rest})
        assert paid(plan_document({"people": person(left="2026-09"), "actuals": actuals})).notices == ()

    @pytest.mark.parametrize(
        ("about", "months", "target"),
        [
            ({"hired": "2026-09"}, range(9, 13), 400_000),
            ({"left": "2026-04"}, range(1, 5), 1_200_000),
            ({"hired": "2026-03", "left": "2026-06"}, range(3, 7), 1_000_000),
        ],
    )
    @pytest.mark.parametrize("every", ["month", "quarter", "year"])
    def test_of_months_in_which_nobody_is_there_are_not_asked_for(
        self, about: dict[str, Any], months: range, target: float, every: str
    ) -> None:
        document = plan_document(
            {
                "people": person(**about),
                "targets": [{"person": "ann", "measure": "revenue", "target": target}],
                "actuals": [{"person": "ann", "period": str(month), "revenue": 100_000} for month in months],
            },
            {"advances": {"every": every}},
        )
        run = paid(document)
        told = statement_of(run)
        assert (told.months, told.earned, run.notices) == (12, 2_000_000, ())
        assert sum(period.paid for period in told.periods) == told.earned

    def test_of_months_between_two_people_are_not_asked_for(self) -> None:
        people = [{**person()[0], **about} for about in ({"left": "2026-02"}, {"key": "bob", "hired": "2026-06"})]
        targets = [{"person": key, "measure": "revenue", "target": 1_200_000} for key in ("ann", "bob")]
        actuals = [{"person": "ann", "period": month, "revenue": 100_000} for month in ("1", "2")]
        changes = {"people": people, "targets": targets, "actuals": actuals}
        rules = {"advances": {"every": "quarter"}}
        told = statement_of(paid(plan_document(changes, rules)))
        assert (told.months, told.earned) == (3, 1_000_000)  # by May nobody is there; June is not stated yet
        late = [{"person": "bob", "period": "7", "revenue": 100_000}]
        with pytest.raises(InvalidInput) as refused:
            paid(plan_document({**changes, "actuals": [*actuals, *late]}, rules))
        (fault,) = refused.value.findings
        assert (fault.code, fault.facts["periods"]) == ("period_gap", ["2026-06"])
        assert "state `hired`" in describe(fault, "en") and "`hired`" in describe(fault, "zh")

    def test_of_a_period_partly_there_count(self) -> None:
        quarters = rows({"revenue": [300_000] * 4})
        run = paid(plan_document({"people": person(hired="2026-03", left="2026-08"), "actuals": quarters}))
        assert [line.actual for line in statement_of(run).lines] == [90_000_000]
        assert run.notices[0].facts["periods"] == ["2026-10 – 2026-12"]

    def test_that_months_alone_speak_against_count_and_are_told(self) -> None:
        run = paid(plan_document({"people": person(months=6), "actuals": MONTHLY}))
        assert [line.actual for line in statement_of(run).lines] == [120_000_000]
        (notice,) = run.notices
        assert notice.code == "actuals_outside_months"
        assert (notice.facts["months"], notice.facts["last"]) == (6.0, "2026-06")
        assert notice.facts["periods"] == ["2026-07 – 2026-12"]
        assert "计入" in describe(notice, "zh") and "State `left`" in describe(notice, "en")

    def test_of_a_pool_do_not_count_either(self) -> None:
        people = [{**person()[0], "key": key, "team": "a"} for key in ("ann", "bob")]
        document = plan_document(
            {
                "people": [people[0], {**people[1], "left": "2026-06"}],
                "targets": [{"person": key, "measure": "revenue", "target": 1_200_000} for key in ("ann", "bob")],
                "actuals": [*MONTHLY, *rows({"revenue": [100_000] * 12}, "bob")],
            },
            {"components": [{**BONUS, "pool": "team"}]},
        )
        (line,) = statement_of(paid(document)).lines
        assert (line.actual, line.target) == (180_000_000, 180_000_000)

    def test_marks_do_not_count_either(self) -> None:
        gate = {"kind": "gate", "name": "g", "measure": "mark", "least": 0.7, "factor": 0.5}
        document = plan_document(
            {
                "measures": [{"name": "revenue"}, {"name": "mark", "counts": "score"}],
                "people": person(left="2026-06"),
                "actuals": rows({"revenue": [1] * 6 + [0] * 6, "mark": [0.8] * 6 + [0.1] * 6}),
            },
            {"components": [BONUS, gate]},
        )
        run = paid(document)
        assert statement_of(run).gates[0].number == pytest.approx(0.8)
        assert run.notices[0].facts["measures"] == ["mark"]

    def test_what_is_cancelled_later_still_takes_pay_back(self) -> None:
        document = plan_document(
            {
                "measures": [{"name": "revenue"}, {"name": "cancelled"}],
                "people": person(left="2026-06"),
                "actuals": rows({"revenue": [100_000] * 6 + [0] * 6, "cancelled": [0] * 9 + [60_000] * 3}),
            },
            {"clawback": {"measure": "cancelled", "of": "revenue"}},
        )
        run = paid(document)
        assert statement_of(run).clawback == 900_000 and run.notices == ()


class TestTargets:
    @pytest.mark.parametrize("left", [2, 5, 7, 10])
    def test_what_was_earned_before_leaving_stays_as_it_was(self, left: int) -> None:
        """By month, with seasonality: a stayer and a leaver are paid the same up to the month of leaving."""
        changes = {"seasonality": [6, 5, 9, 8, 8, 9, 7, 7, 10, 9, 10, 12], "actuals": MONTHLY}
        rules = {
            "components": [{**BONUS, "curve": {"threshold": 0.5, "accelerator": 2}}],
            "advances": {"every": "month"},
        }
        stays = paid(plan_document(changes, rules)).settlements[0]
        people = person(left=f"2026-{left + 1:02}")
        leaves = paid(plan_document({**changes, "people": people}, rules)).settlements[0]
        for month in range(left + 1):
            assert leaves.entitlements[month].earned.tolist() == stays.entitlements[month].earned.tolist()
            assert leaves.advances[month].tolist() == stays.advances[month].tolist()
        after = [entitlement.earned.tolist() for entitlement in leaves.entitlements[left:]]
        assert all(earned == after[0] for earned in after)

    def test_of_a_year_end_with_leaving(self) -> None:
        plan = loaded(plan_document({"people": person(left="2026-09"), "actuals": None})).plan
        assert plan.annual_targets.tolist() == [[90_000_000]] and plan.target_incentive.tolist() == [4_500_000]
        assert plan.targets[9:, 0, 0].tolist() == [0, 0, 0]

    def test_of_a_year_count_whole_for_who_joins(self) -> None:
        plan = loaded(plan_document({"people": person(hired="2026-06"), "actuals": None})).plan
        assert plan.annual_targets.tolist() == [[120_000_000]]
        assert plan.targets[:5, 0, 0].tolist() == [0] * 5

    def test_of_months_before_the_hire_do_not_count_and_are_told(self) -> None:
        months = [{"person": "ann", "measure": "revenue", "period": str(m), "target": 100} for m in range(1, 13)]
        changes = {"people": person(hired="2026-03", left="2026-10"), "targets": months, "actuals": None}
        found = loaded(plan_document(changes))
        assert found.plan.annual_targets.tolist() == [[80_000]]
        (notice,) = found.notices
        assert (notice.code, notice.facts["periods"]) == ("target_before_hire", ["2026-01 – 2026-02"])
        assert notice.location.pointer == "/targets/0/target"

    def test_forecasts_shrink_with_them(self) -> None:
        """Half a year of what was forecast against half of the target: on target, for half of the incentive."""
        targets = [{"person": "ann", "measure": "revenue", "target": 1_200_000, "forecast": 1_200_000}]
        document = plan_document({"people": person(left="2026-06"), "targets": targets, "log_sd": 0, "actuals": None})
        found = loaded(document)
        assert found.plan.outlook.mean.tolist() == [[60_000_000]]
        assert cost_of(found, CostQuestion(draws=100)).figures.mean.closed == pytest.approx(3_000_000)

    def test_of_nothing_up_to_leaving_are_named(self) -> None:
        season = [0, 0, 0, *[1] * 9]
        with pytest.raises(InvalidInput) as refused:
            loaded(plan_document({"people": person(left="2026-03"), "seasonality": season}))
        (fault,) = refused.value.findings
        assert fault.code == "target_zero" and "up to 2026-03" in describe(fault, "en")


class TestForfeits:
    def run(self, left: str | None, hired: str | None = "2020-01", rules: Mapping[str, Any] = LATER) -> PayRun:
        return paid(plan_document({"people": person(left=left, hired=hired)}, rules))

    @pytest.mark.parametrize(
        ("left", "kept"),
        [
            (None, [1, 2, 2, 3]),
            ("2026-09", []),
            ("2026-12", []),
            ("2027-11", []),
            ("2027-12", [1]),
            ("2028-12", [1, 2, 2]),
            ("2029-11", [1, 2, 2]),
            ("2029-12", [1, 2, 2, 3]),
        ],
    )
    def test_what_has_not_vested(self, left: str | None, kept: list[int]) -> None:
        told = statement_of(self.run(left))
        assert [later.years for later in told.later] == kept
        assert sorted([*kept, *(lost.years for lost in told.forfeited)]) == [1, 2, 2, 3]

    @given(st.integers(0, 60))
    @settings(max_examples=25)
    def test_kept_and_forfeited_are_what_was_promised(self, ahead: int) -> None:
        """Leavers after the year: the same pay, so the same promises, parted in two."""
        month = 2026 * 12 + 11 + ahead
        run = self.run(f"{month // 12}-{month % 12 + 1:02}")
        told, whole = statement_of(run), statement_of(self.run(None))
        both = sorted((one.day, one.element or "", one.amount) for one in (*told.later, *told.forfeited))
        assert both == [(one.day, one.element or "", one.amount) for one in whole.later]
        columns = pay_columns(run).sums()
        assert columns["later"] == sum(one.amount for one in told.later)
        assert columns["forfeited"] == sum(one.amount for one in told.forfeited)
        assert columns["held"] == sum(one.amount for one in (*told.later, *told.forfeited) if one.element is None)

    @pytest.mark.parametrize(
        ("hired", "left", "kept"),
        [
            ("2021-09", "2026-08", 500_000),
            ("2021-09", "2026-09", 500_000),
            ("2021-10", "2026-08", 0),
            ("2021-09", "2026-07", 0),
        ],
    )
    def test_an_award_vests_on_the_anniversary(self, hired: str, left: str, kept: int) -> None:
        award = {"kind": "long_service_award", "name": "s", "milestones": [{"years": 5, "amount": 5000}]}
        told = statement_of(self.run(left, hired, {"long_term": [award]}))
        assert sum(one.amount for one in told.later) == kept
        assert sum(one.amount for one in told.forfeited) == 500_000 - kept

    def test_nobody_else_is_touched(self) -> None:
        before, after = pay(load_plan(EXAMPLE)), pay(example_with_left("guo_wei", 15))
        for who, key in enumerate(before.plan.roster.keys):
            one, other = before.statement_of(who), after.statement_of(who)
            assert one is not None and other is not None and one.paid == other.paid
            assert (one.later == other.later) == (key != "guo_wei")
            assert bool(other.forfeited) == (key == "guo_wei")

    def test_costs_no_long_term_element(self) -> None:
        targets = [{"person": "ann", "measure": "revenue", "target": 1_200_000, "forecast": 1_200_000}]
        for left, kinds in ((None, {"pay", "deferred", "long_term"}), ("2026-11", {"pay", "deferred"})):
            document = plan_document({"people": person(left=left), "targets": targets, "actuals": None}, LATER)
            (one,) = cost_of(loaded(document), CostQuestion(draws=100)).classes
            assert {year.kind for year in one.years if year.promised} == kinds


class TestPeopleRows:
    @pytest.mark.parametrize(
        ("about", "months"),
        [
            ({"left": "2026-09"}, 9),
            ({"left": "2026-09-15", "months": 8.5}, 8.5),
            ({"hired": "2026-04", "left": "2026-09"}, 6),
            ({"left": "2027-02"}, 12),
            ({"hired": "2026-12", "left": "2026-12"}, 1),
        ],
    )
    def test_months_are_those_of_being_there(self, about: dict[str, Any], months: float) -> None:
        plan = loaded(plan_document({"people": person(**about), "actuals": None})).plan
        assert plan.roster.months.tolist() == [months]
        assert plan.target_incentive.tolist() == [np.floor(6_000_000 * months / 12 + 0.5)]

    @pytest.mark.parametrize(
        ("about", "code", "pointer", "words"),
        [
            ({"left": "soon"}, "left_form", "/people/0/left", "“soon” is no month of leaving"),
            ({"left": "2025-12"}, "left_before_year", "/people/0/left", "before the plan year"),
            (
                {"hired": "2026-05", "left": "2026-03"},
                "left_before_hired",
                "/people/0/left",
                "2026-03, before joining in",
            ),
            ({"left": "2026-09", "months": 10}, "months_over_stay", "/people/0/months", "to 2026-09, so for at most 9"),
            (
                {"hired": "2026-03", "left": "2026-09", "months": 8},
                "months_over_stay",
                "/people/0/months",
                "from 2026-03 to 2026-09, so for at most 7",
            ),
        ],
    )
    def test_contradictions_are_refused(self, about: dict[str, Any], code: str, pointer: str, words: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            loaded(plan_document({"people": person(**about), "actuals": None}))
        (fault,) = refused.value.findings
        assert (fault.code, fault.location.pointer) == (code, pointer)
        assert words in describe(fault, "en") and describe(fault, "zh")

    def test_leaving_is_in_the_hash_and_staying_is_not(self) -> None:
        hashes = {
            loaded(plan_document({"people": person(**about), "actuals": None})).plan_hash
            for about in ({}, {"left": None}, {"left": "2027-05"}, {"left": "2028-05"})
        }
        assert len(hashes) == 3

"""Advances, draws, true-ups, deferral and clawback: tables worked out by hand, and what must hold of every year."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.plan_documents import BONUS, paid, plan_document, rows, statement_of

CURVE = {"threshold": 0.8, "pay_at_threshold": 0.5, "accelerator": 2, "excellence": 1.2, "beyond": 1.5, "cap": 2.5}
MONTHLY = st.lists(st.integers(-20_000, 400_000), min_size=12, max_size=12)
ADVANCES = st.fixed_dictionaries(
    {
        "every": st.sampled_from(["month", "quarter", "year"]),
        "share": st.sampled_from([0.5, 0.8, 1]),
        "draw": st.sampled_from([None, {"amount": 4000}, {"amount": 9000.01, "months": 6}]),
    }
).filter(lambda rule: rule["every"] != "year" or rule["draw"] is None)
DEFERRALS = st.sampled_from(
    [
        None,
        {"share": 0.3, "vesting": [{"after_years": 1, "share": 1}]},
        {
            "share": 0.35,
            "least_pay": 20_000,
            "vesting": [{"after_years": year, "share": share} for year, share in ((1, 0.1), (2, 0.2), (3, 0.7))],
        },
    ]
)


def bonus(curve: dict[str, Any]) -> dict[str, Any]:
    """The one component of most plans here."""
    return {**BONUS, "curve": curve}


def year(sold: list[int], group: dict[str, Any]) -> Any:
    """Ann's statement of a year in months."""
    document = plan_document({"actuals": rows({"revenue": sold})}, {"components": [bonus(CURVE)], **group})
    return statement_of(paid(document))


class TestTrueUp:
    @settings(max_examples=40)
    @given(MONTHLY, ADVANCES)
    def test_recoverable_advances_come_to_the_annual_pay(self, sold: list[int], advances: dict[str, Any]) -> None:
        annual = year(sold, {})
        statement = year(sold, {"advances": advances})
        assert statement.earned == annual.earned
        assert sum(period.paid for period in statement.periods) == annual.earned
        assert statement.periods[-1].balance == 0

    @settings(max_examples=40)
    @given(MONTHLY, ADVANCES, st.sampled_from(["cumulative", "period"]), st.booleans())
    def test_what_is_not_recoverable_is_kept(
        self, sold: list[int], advances: dict[str, Any], paid_by: str, true_up: bool
    ) -> None:
        rule = {**advances, "recoverable": False, "paid_by": paid_by, "true_up": true_up}
        statement = year(sold, {"advances": rule})
        assert all(period.paid >= 0 for period in statement.periods)
        assert sum(period.paid for period in statement.periods) >= statement.earned

    @settings(max_examples=40)
    @given(MONTHLY, ADVANCES)
    def test_paid_by_period_and_trued_up_is_the_annual_pay(self, sold: list[int], advances: dict[str, Any]) -> None:
        statement = year(sold, {"advances": {**advances, "paid_by": "period"}})
        assert statement.earned == year(sold, {}).earned == sum(period.paid for period in statement.periods)


class TestPaidByPeriod:
    QUARTERS = (150_000.0, 390_000.0, 300_000.0, 240_000.0)
    """Of 300,000 each: 50 %, 130 %, 100 % and 80 %; 90 % of the year."""

    def quarters(self, rule: dict[str, Any]) -> Any:
        """Ann's statement of these quarters."""
        document = plan_document(
            {"actuals": rows({"revenue": self.QUARTERS})},
            {"components": [bonus(CURVE)], "advances": {"every": "quarter", **rule}},
        )
        return statement_of(paid(document))

    def test_every_quarter_by_its_own_attainment(self) -> None:
        """15,000 a quarter: 0; 1 + 2 · 0.2 + 1.5 · 0.1 = 1.55; 1; 0.5. Summed 45,750, the year alone 45,000."""
        statement = self.quarters({"paid_by": "period", "true_up": False})
        assert [period.paid for period in statement.periods] == [0, 2_325_000, 1_500_000, 750_000]
        assert statement.by_period and statement.components == statement.earned == 4_575_000

    def test_the_true_up_takes_back_what_the_year_has_not_earned(self) -> None:
        statement = self.quarters({"paid_by": "period"})
        assert [period.paid for period in statement.periods] == [0, 2_325_000, 1_500_000, 675_000]
        assert not statement.by_period and statement.earned == 4_500_000

    def test_since_the_year_began(self) -> None:
        """50 %; 540 of 600 = 90 % of 30,000 · 0.75; 840 of 900 = 93.3 %, of 45,000 · 0.8333; 90 % · 0.75."""
        statement = self.quarters({})
        assert [period.earned for period in statement.periods] == [0, 2_250_000, 3_750_000, 4_500_000]

    def test_commission_in_money_counts_since_the_year_began(self) -> None:
        """Tiers of the year: the second one begins at 500,000, within the second quarter."""
        tiers = [{"from": 0, "rate": 0.01}, {"from": 500_000, "rate": 0.02}]
        document = plan_document(
            {"actuals": rows({"revenue": self.QUARTERS})},
            {
                "components": [
                    {"kind": "commission", "name": "c", "measure": "revenue", "rates": {"tiers": tiers}},
                ],
                "advances": {"every": "quarter", "paid_by": "period", "true_up": False},
            },
        )
        statement = statement_of(paid(document))
        assert [period.paid for period in statement.periods] == [150_000, 430_000, 600_000, 480_000]

    def test_takes_back_no_more_than_was_paid(self) -> None:
        """One quarter's 160 % are capped at 100 %, the half-year's 80 % are not: what was cancelled had earned
        more to date than was paid."""
        document = plan_document(
            {
                "measures": [{"name": "revenue"}, {"name": "cancelled"}],
                "actuals": rows({"revenue": [0, 480_000, 0, 0], "cancelled": [0, 480_000, 0, 0]})[:2],
            },
            {
                "components": [bonus({"cap": 1})],
                "advances": {"every": "quarter", "paid_by": "period", "true_up": False},
                "clawback": {"measure": "cancelled", "of": "revenue"},
            },
        )
        statement = statement_of(paid(document))
        assert (statement.components, statement.clawback, statement.earned) == (1_500_000, 1_500_000, 0)


class TestDraws:
    def test_with_a_cap(self) -> None:
        """A year that pays 12,000 at most, and 5,000 guaranteed each quarter: the last payment takes 3,000 back."""
        document = plan_document(
            {"actuals": rows({"revenue": [300_000] * 4})},
            {
                "pay_mix": 0.08,
                "multiplier": 5,
                "cap_amount": 12_000,
                "advances": {"every": "quarter", "draw": {"amount": 5000}},
            },
        )
        statement = statement_of(paid(document))
        assert [period.paid for period in statement.periods] == [1_200_000, 500_000, 500_000, -1_000_000]
        assert statement.earned == 1_200_000

    def test_what_is_given_is_more_than_earned(self) -> None:
        document = plan_document(
            {"actuals": rows({"revenue": [0, 0, 0, 0]})},
            {"advances": {"every": "quarter", "draw": {"amount": 5000, "recoverable": False}}},
        )
        statement = statement_of(paid(document))
        assert [(period.top_up, period.balance) for period in statement.periods] == [(500_000, 0)] * 4

    def test_what_is_lent_is_a_balance_until_the_year_ends(self) -> None:
        document = plan_document(
            {"actuals": rows({"revenue": [0, 0, 600_000, 0]})},
            {"advances": {"every": "quarter", "draw": {"amount": 5000, "months": 6}}},
        )
        periods = statement_of(paid(document)).periods
        assert [period.balance for period in periods] == [500_000, 1_000_000, 0, 0]
        assert [period.paid for period in periods] == [500_000, 500_000, 2_000_000, 0]


class TestDeferral:
    @settings(max_examples=40)
    @given(MONTHLY, ADVANCES, DEFERRALS)
    def test_parts_add_up_to_what_was_earned(
        self, sold: list[int], advances: dict[str, Any], deferral: dict[str, Any] | None
    ) -> None:
        statement = year(sold, {"advances": advances, "deferral": deferral})
        now = sum(period.paid for period in statement.periods)
        later = sum(payment.amount for payment in statement.later)
        assert now + later == statement.earned
        assert sum(period.held for period in statement.periods) == later
        if deferral is not None:
            free = 100 * deferral.get("least_pay", 0)
            exactly = deferral["share"] * max(statement.earned - free, 0)
            assert later == pytest.approx(exactly, abs=0.5 + 1e-6)

    def test_is_held_only_above_the_least_pay(self) -> None:
        deferral = {"share": 0.5, "least_pay": 20_000, "vesting": [{"after_years": 1, "share": 1}]}
        document = plan_document(
            {"actuals": rows({"revenue": [300_000] * 4})}, {"advances": {"every": "quarter"}, "deferral": deferral}
        )
        periods = statement_of(paid(document)).periods
        assert [period.held for period in periods] == [0, 500_000, 750_000, 750_000]
        assert [period.paid for period in periods] == [1_500_000, 1_000_000, 750_000, 750_000]

    def test_what_is_paid_back_releases_what_was_held(self) -> None:
        deferral = {"share": 0.5, "vesting": [{"after_years": 1, "share": 1}]}
        document = plan_document(
            {"actuals": rows({"revenue": [600_000, 0, 0, -300_000]})},
            {"advances": {"every": "quarter"}, "deferral": deferral},
        )
        statement = statement_of(paid(document))
        assert [period.held for period in statement.periods] == [1_500_000, 0, 0, -750_000]
        assert [payment.amount for payment in statement.later] == [750_000]

    def test_nothing_is_promised_before_the_year_is_over(self) -> None:
        deferral = {"share": 0.5, "vesting": [{"after_years": 1, "share": 1}]}
        document = plan_document(
            {"actuals": rows({"revenue": [600_000, 0, 0, 0]})[:3]},
            {"advances": {"every": "quarter"}, "deferral": deferral},
        )
        statement = statement_of(paid(document))
        assert statement.later == () and statement.months == 9


class TestTargetsToDate:
    def test_before_a_product_is_launched_nothing_is_paid_or_closed(self) -> None:
        """No target and some sales in the first quarter: no attainment, no infinite pay, no gate that closes."""
        document = plan_document(
            {
                "targets": [
                    {"person": "ann", "measure": "revenue", "period": f"Q{quarter}", "target": target}
                    for quarter, target in ((1, 0), (2, 300_000), (3, 300_000), (4, 300_000))
                ],
                "actuals": rows({"revenue": [5000, 295_000, 300_000, 300_000]}),
            },
            {
                "components": [
                    BONUS,
                    {"kind": "spiff", "name": "s", "measure": "pieces", "amount": 1},
                    {
                        "kind": "gate",
                        "name": "g",
                        "measure": "revenue",
                        "of": "attainment",
                        "least": 1,
                        "components": "s",
                    },
                ],
                "advances": {"every": "quarter"},
            },
        )
        document["measures"] = [*document["measures"], {"name": "pieces", "counts": "units"}]
        for row in document["actuals"]:
            row["pieces"] = 10
        statement = statement_of(paid(document))
        assert [period.earned for period in statement.periods] == [1000, 3_002_000, 4_503_000, 6_004_000]

    @given(st.integers(1, 10**11), st.lists(st.integers(0, 50), min_size=12, max_size=12).filter(any))
    @settings(max_examples=30)
    def test_months_add_up_to_the_year(self, fen: int, shares: list[int]) -> None:
        document = plan_document(
            {
                "targets": [{"person": "ann", "measure": "revenue", "target": fen / 100}],
                "seasonality": shares,
                "actuals": [{"person": "ann", "revenue": fen / 100}],
            }
        )
        run = paid(document)
        months = run.plan.targets[:, 0, 0]
        assert months.sum() == fen
        assert (months >= 0).all() and (months == np.round(months)).all()
        assert (months[np.array(shares) == 0] == 0).all()
        assert statement_of(run).earned == 6_000_000

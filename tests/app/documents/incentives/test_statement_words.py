"""What statements say beside their lines: whose sales were cancelled, what was overpaid, who was not there."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from app.documents.incentives.payout import payout_document
from app.documents.incentives.payout_schema import PayoutDocument
from app.documents.incentives.statement_words import period_reasons
from app.json_text import json_bytes
from app.messages import Language
from scenarios.incentives.definition import read_plan
from scenarios.incentives.pay_request import PayRequest, answer_pay
from tests.support.plan_documents import BONUS, loaded, plan_document, rows

POOLED = """
schema: allot.incentive-plan/1
name: Pooled
period: 2026
money: {currency: CNY}
measures: [{name: revenue, label: 营业收入}, {name: lost, label: 退货}]
groups:
  - key: rep
    pay_mix: 0.5
    components:
      - {kind: quota_bonus, name: own, measure: revenue, weight: 0.6}
      - {kind: quota_bonus, name: team, measure: revenue, weight: 0.4, pool: region}
    clawback: {measure: lost, of: revenue}
people:
  - {key: ann, group: rep, ote: 1000, region: REGION}
  - {key: bob, group: rep, ote: 1000, region: REGION}
targets:
  - {person: ann, measure: revenue, target: 1000}
  - {person: bob, measure: revenue, target: 1000}
actuals:
  - {person: ann, revenue: 1000, lost: OWN}
  - {person: bob, revenue: 1000, lost: 200}
"""


def pooled(own: int, region: str, language: Language) -> dict[str, Any]:
    """The statement of one of two people in a region, who lost some sales; the other lost 200."""
    plan = read_plan(POOLED.replace("OWN", str(own)).replace("REGION", region).encode(), "yaml")
    document = payout_document(answer_pay(plan, PayRequest(("ann",))), language)
    PayoutDocument.model_validate_json(json_bytes(document))
    found: dict[str, Any] = document["statements"][0]
    return found


class TestPools:
    @pytest.mark.parametrize(
        ("own", "said"),
        [
            (0, "Cancelled (退货): 200 of 营业收入 of all in “East”."),
            (100, "Cancelled (退货): 100 of 营业收入, 300 of 营业收入 of all in “East”."),
        ],
    )
    def test_what_others_lost_is_told_beside_the_own(self, own: int, said: str) -> None:
        one = pooled(own, "East", "en")
        assert one["taken_back"]["cancelled"] == [
            {"pool": None, "number": own},
            {"pool": "region", "number": own + 200},
        ]
        assert one["taken_back"]["sentence"].startswith(said)
        taken = one["taken_back"]["pay_with"] - one["taken_back"]["pay_without"]
        assert one["clawback"] == taken == Decimal("20") + Decimal(own) * (Decimal("0.3") + Decimal("0.1"))

    @pytest.mark.parametrize(
        ("region", "said"),
        [("华东", "“华东”全体的营业收入：2,000 ÷ 2,000"), ("7", "region 为 7 的全体人员的营业收入：2,000 ÷ 2,000")],
    )
    def test_a_name_needs_no_attribute_and_a_number_does(self, region: str, said: str) -> None:
        one = pooled(0, region, "zh")
        assert one["lines"][1]["sentence"].startswith(said)
        assert one["taken_back"]["sentence"].startswith(said.partition("：")[0] + "中已取消 200（退货）。")


class TestOverpaid:
    """15,000 a quarter of the first half, nothing after it: 30,000 were advanced, less is earned."""

    def told(
        self, quarters: int, language: Language = "en", *, recoverable: bool, left: str | None = None
    ) -> list[str]:
        people = [
            {"key": "ann", "group": "rep", "ote": 150000, "left": left},
            {"key": "bob", "group": "rep", "ote": 150000},
        ]
        sales = rows({"revenue": [300_000.0, 0.0, 0.0, 0.0]})[:quarters]
        others = rows({"revenue": [300_000.0] * 4}, "bob")[:quarters]
        targets = [{"person": key, "measure": "revenue", "target": 1_200_000} for key in ("ann", "bob")]
        curve = {"threshold": 0.9}
        rules = {
            "components": [{**BONUS, "curve": curve}],
            "advances": {"every": "quarter", "recoverable": recoverable},
        }
        changes = {"people": people, "targets": targets, "actuals": [*sales, *others]}
        document = payout_document(answer_pay(loaded(plan_document(changes, rules)), PayRequest(("ann",))), language)
        paid: list[str] = document["statements"][0]["sentences"]
        return [sentence for sentence in paid if "15,000 was paid beyond" in sentence or "15,000，" in sentence]

    def test_is_kept_where_advances_are(self) -> None:
        kept = ["15,000 was paid beyond what is earned; it is not taken back."]
        assert self.told(4, recoverable=False) == kept
        assert self.told(2, recoverable=False, left="2026-05") == kept
        assert self.told(4, "zh", recoverable=False) == ["已付金额超出应得 15,000，不再追回。"]
        (sentence,) = self.told(2, recoverable=False)
        assert sentence.endswith("what is left at its end is not taken back.")

    def test_is_paid_back_where_it_is_settled(self) -> None:
        assert self.told(4, recoverable=True) == []
        (sentence,) = self.told(2, recoverable=True)
        assert sentence.endswith(
            "later pay of the year is set off against it, and what is left at its end is paid back."
        )
        (sentence,) = self.told(2, recoverable=True, left="2026-05")
        assert sentence.endswith("it is paid back at the end of the year.")


class TestAway:
    """Paid by month, hired in September and gone after October: what lies outside is said once."""

    def told(self, language: Language) -> Mapping[str, Any]:
        people = [
            {"key": "ann", "group": "rep", "ote": 150000, "hired": "2026-09", "left": "2026-10"},
            {"key": "bob", "group": "rep", "ote": 150000},
        ]
        targets = [{"person": key, "measure": "revenue", "target": 1_200_000} for key in ("ann", "bob")]
        sales = [{"person": "ann", "period": month, "revenue": 300_000} for month in ("9", "10")]
        changes = {"people": people, "targets": targets, "actuals": [*sales, *rows({"revenue": [100_000] * 12}, "bob")]}
        advances = {"every": "month", "paid_by": "period", "true_up": False}
        document = payout_document(
            answer_pay(loaded(plan_document(changes, {"advances": advances})), PayRequest(("ann",))), language
        )
        found: Mapping[str, Any] = document["statements"][0]
        return found

    def test_periods_are_those_of_being_there(self) -> None:
        one = self.told("en")
        assert [row["first"] for row in one["payments"]] == ["2026-09", "2026-10"]
        assert [row["first"] for row in one["lines"][0]["periods"]] == ["2026-09", "2026-10"]
        assert sum(one["lines"][0]["period_pay"]) == one["earned"] == sum(row["paid"] for row in one["payments"])
        assert "Not there in 2026-01 – 08, 2026-11 – 12: nothing is due for this time." in one["sentences"]

    def test_in_chinese(self) -> None:
        one = self.told("zh")
        assert "2026-01 – 08、2026-11 – 12 不在职，该期间无应付款。" in one["sentences"]
        reasons = period_reasons("zh", one["lines"][0]["periods"])
        assert [reason.partition("：")[0] for reason in reasons] == ["2026-09", "2026-10"]

    def test_what_is_taken_back_after_leaving_is_listed(self) -> None:
        people = [{"key": "ann", "group": "rep", "ote": 150000, "left": "2026-06"}]
        sales = rows({"revenue": [300_000, 300_000, 0, 0], "lost": [0, 0, 60_000, 0]})
        changes = {"measures": [{"name": "revenue"}, {"name": "lost"}], "people": people, "actuals": sales}
        rules = {"advances": {"every": "quarter"}, "clawback": {"measure": "lost", "of": "revenue"}}
        answer = answer_pay(loaded(plan_document(changes, rules)), PayRequest(("ann",)))
        one = payout_document(answer, "en")["statements"][0]
        # In the third quarter earned falls; only the end of the year takes it back.
        assert [(row["last"], row["paid"]) for row in one["payments"]] == [
            ("2026-03", 15_000),
            ("2026-06", 15_000),
            ("2026-09", 0),
            ("2026-12", -3_000),
        ]

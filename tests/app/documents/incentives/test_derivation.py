"""Sentences of statements: their numbers can be worked out again, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from app.documents.incentives.payout import payout_document
from app.documents.incentives.payout_schema import PayoutDocument
from app.documents.incentives.words import DERIVATIONS, LATER, STATEMENTS, TITLES
from app.messages import LANGUAGES, Language
from scenarios.incentives.definition import LoadedPlan, read_plan
from scenarios.incentives.pay_request import PayRequest, answer_pay
from tests.scenarios.incentives.test_pay_request import example
from tests.support.plan_documents import loaded, plan_document, rows

CENT = Decimal("0.01")


def statements(name: str, language: Language) -> list[dict[str, Any]]:
    """All statements of an example."""
    answer = answer_pay(example(name), PayRequest(statements=True))
    found: list[dict[str, Any]] = payout_document(answer, language)["statements"]
    return found


def worked_out(text: str) -> Decimal:
    """The value of a product or sum as a sentence writes it."""
    plain = re.sub(r"[(（][^)）]*[)）]", "", text).replace(",", "").replace("−", "-")
    product = Decimal(1)
    total = Decimal(0)
    for summand in re.split(r" \+ ", plain):
        product = Decimal(1)
        for factor in re.split(" × ", summand):
            number = factor.strip()
            rate = number.endswith("%")
            product *= Decimal(number.rstrip("% ")) / (100 if rate else 1)
        total += product
    return total


def last_equation(sentence: str) -> tuple[str, str]:
    """The last `… = …` of a sentence."""
    part = re.split("[;；]", sentence)[-1]
    left, _, right = part.rpartition(" = ")
    return re.split("[:：]", left)[-1].strip(), right


class TestNumbers:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("name", ["company", "company-en", "tiny"])
    def test_every_product_comes_to_the_pay(self, name: str, language: Language) -> None:
        checked = 0
        for statement in statements(name, language):
            for line in statement["lines"]:
                left, right = last_equation(line["sentence"])
                if "×" not in left:
                    continue
                assert worked_out(left).quantize(CENT, ROUND_HALF_UP) == Decimal(line["pay"]), line["sentence"]
                assert Decimal(right.replace(",", "")) == line["pay"]
                checked += 1
        assert checked >= 1

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_curve_comes_to_its_value(self, language: Language) -> None:
        for statement in statements("company-en", language):
            for line in statement["lines"]:
                for part in re.split("[;；]", line["sentence"])[1:-1]:
                    left, equals, right = re.split("[:：]", part)[-1].partition(" = ")
                    if equals:
                        places = Decimal(1).scaleb(-len(right.rstrip("% ").partition(".")[2]))
                        assert (worked_out(left) * 100).quantize(places, ROUND_HALF_UP) == Decimal(right.rstrip("% "))

    def test_the_data_say_the_same(self) -> None:
        for statement in statements("company-en", "en"):
            for line in statement["lines"]:
                base = 1.0 if line["base"] is None else float(line["base"])
                if line["knot"] is not None:
                    value = line["height"] + line["slope"] * (line["number"] - line["knot"])
                    assert value == pytest.approx(line["value"], abs=1e-9, rel=1e-9)
                pay = line["share"] * base * line["value"] * line["gate_factor"]
                assert pay == pytest.approx(float(line["pay"]), abs=0.006)
                assert sum(line["period_pay"]) == line["earned"]


class TestSentences:
    def test_of_the_example(self) -> None:
        one = next(one for one in statements("company-en", "en") if one["person"] == "gu_simin")
        assert one["lines"][0]["sentence"] == (
            "Revenue: 5,633,900 of 5,200,000 = 108.34423 %; from 100 % on: 100 % + 2 × 8.34423 % = 116.68846 %; "
            "64,000 × 60 % × 116.68846 % = 44,808.37"
        )
        assert one["lines"][5]["sentence"] == "Services: 434,400; from 300,000 on: 1,500 + 1 % × 134,400 = 2,844"
        assert one["sentences"] == [
            "Target incentive: 160,000 × 40 % = 64,000.",
            "Components: 44,808.37 + 13,198.77 + 7,384.62 + 2,636.80 + 4,006.40 + 2,844 + 2,300 = 77,178.96.",
            "Cancelled (Cancelled revenue): 104,000 of Revenue. Pay with it is 77,178.96, without it 75,642.96; taken "
            "back: 77,178.96 − 75,642.96 = 1,536.",
            "Earned: 77,178.96 − 1,536 (clawback) = 75,642.96.",
        ]

    def test_in_chinese(self) -> None:
        one = next(one for one in statements("company", "zh") if one["person"] == "xu_an")
        assert one["lines"][0]["sentence"].startswith("营业收入：")
        assert " × 1.15 × 60% × " in one["lines"][0]["sentence"]
        assert one["sentences"][0] == "目标奖金：135,000 × 40% × 9 / 12 = 40,500。"
        assert one["gates"][0]["sentence"].startswith("满意度门槛：")

    def test_a_pool_is_named(self) -> None:
        one = next(one for one in statements("company-en", "en") if one["person"] == "ma_lin")
        assert one["lines"][0]["sentence"].startswith("Revenue of all in “East”: ")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_placeholder_is_left(self, language: Language) -> None:
        for statement in statements("company-en", language):
            texts = [line["sentence"] for line in statement["lines"]] + statement["sentences"]
            assert not any(mark in text for text in texts for mark in ("{", "}", "[[", "None", "nan", "inf"))


HARSH = """\
schema: allot.incentive-plan/1
name: Harsh
period: 2026
money: {currency: CNY, unit: UNIT}
measures: [{name: revenue}, {name: satisfaction, counts: score}, {name: lost}]
groups:
  - key: rep
    pay_mix: 0.5
    cap_multiple: 1.2
    components:
      - {kind: quota_bonus, name: revenue, measure: revenue, weight: 1, curve: {threshold: 0.8, accelerator: 4}}
      - {kind: commission, name: rated, measure: revenue, by: attainment, rates: {tiers: [{from: 1, rate: 0.01}]}}
      - {kind: gate, name: happy, measure: satisfaction, least: 0.8, factor: 0.9}
    advances: ADVANCES
    clawback: {measure: lost, of: revenue}
people: [{key: ann, group: rep, ote: 100}]
targets: [{person: ann, measure: revenue, target: 1000}]
actuals: ACTUALS
"""


def harsh(actuals: str, unit: str = "major", advances: str = "{}") -> LoadedPlan:
    """A plan with a cap, a gate, a clawback and a commission by attainment."""
    text = HARSH.replace("ACTUALS", actuals).replace("UNIT", unit).replace("ADVANCES", advances)
    return read_plan(text.encode(), "yaml")


def only_statement(loaded: LoadedPlan) -> dict[str, Any]:
    """The statement of the one person, in English."""
    found: dict[str, Any] = payout_document(answer_pay(loaded, PayRequest(("ann",))), "en")["statements"][0]
    return found


class TestHarshCases:
    def test_just_below_the_threshold_does_not_read_as_reached(self) -> None:
        one = only_statement(harsh("[{person: ann, revenue: 799.99, satisfaction: 0.9, lost: 0}]"))
        assert one["lines"][0]["sentence"] == "revenue: 799.99 of 1,000 = 79.999 %; nothing is earned below 80 %"

    def test_just_below_a_gate_does_not_read_as_reached(self) -> None:
        one = only_statement(harsh("[{person: ann, revenue: 1000, satisfaction: 0.799999, lost: 0}]"))
        assert one["gates"][0]["sentence"] == "happy: 0.799999 is below 0.8, so pay is multiplied by 0.9."
        assert one["lines"][0]["sentence"].endswith("50 × 100 % × 100 % × 0.9 (happy) = 45")

    def test_cap_and_clawback(self) -> None:
        one = only_statement(harsh("[{person: ann, revenue: 1200, satisfaction: 0.9, lost: 100}]"))
        assert (one["components"], one["cap"], one["cap_cut"]) == (Decimal(92), Decimal(60), Decimal(32))
        assert one["sentences"][2] == "The most that can be earned so far is 60; the cap takes 32."
        assert one["earned"] == one["components"] - one["cap_cut"] - one["clawback"]

    def test_commission_by_attainment_is_of_the_target(self) -> None:
        one = only_statement(harsh("[{person: ann, revenue: 1200, satisfaction: 0.9, lost: 0}]"))
        assert one["lines"][1]["sentence"] == (
            "revenue: 1,200 of 1,000 = 120 %; from 100 % on: 1 % × 20 % = 0.2 %; 1,000 × 0.2 % = 2"
        )

    def test_periods_that_are_paid_one_by_one(self) -> None:
        rows = ", ".join(
            f"{{person: ann, period: Q{quarter}, revenue: {revenue}, satisfaction: 0.9, lost: 0}}"
            for quarter, revenue in ((1, 100), (2, 300))
        )
        one = only_statement(harsh(f"[{rows}]", advances="{every: quarter, paid_by: period}"))
        assert one["by_period"]
        assert one["lines"][0]["pay"] == 0  # 400 of 500
        assert one["lines"][0]["sentence"].endswith("paid period by period: 0 + 22.50 = 22.50")
        second = one["lines"][0]["periods"][1]
        assert (second["first"], second["last"], second["number"]) == ("2026-04", "2026-06", 1.2)
        assert second["sentence"].startswith("revenue: 300 of 250 = 120 %; from 100 % on: ")
        assert second["sentence"].endswith("12.50 × 100 % × 180 % = 22.50")
        assert [period["pay"] for period in one["lines"][0]["periods"]] == one["lines"][0]["period_pay"]
        assert one["earned"] == Decimal(23)  # with 1 % of the 50 beyond the second quarter's target

    def test_amounts_keep_the_unit_of_the_plan(self) -> None:
        one = only_statement(harsh("[{person: ann, revenue: 1000, satisfaction: 0.9, lost: 0}]", unit="ten_thousand"))
        assert one["lines"][0]["sentence"] == "revenue: 1,000 of 1,000 = 100 %; 50 × 100 % × 100 % = 50"

    def test_a_year_that_counts_as_a_whole_has_no_periods(self) -> None:
        rows = ", ".join(
            f"{{person: ann, period: Q{q}, revenue: 250, satisfaction: 0.9, lost: 0}}" for q in range(1, 5)
        )
        one = only_statement(harsh(f"[{rows}]", advances="{every: quarter, paid_by: period, true_up: true}"))
        assert [line["periods"] for line in one["lines"]] == [[], []]

    def test_a_part_of_what_was_cancelled_is_taken_back(self) -> None:
        text = HARSH.replace("of: revenue}", "of: revenue, share: 0.5}").replace("UNIT", "major")
        text = text.replace("ADVANCES", "{}")
        text = text.replace("ACTUALS", "[{person: ann, revenue: 1000, satisfaction: 0.9, lost: 100}]")
        one = only_statement(read_plan(text.encode(), "yaml"))
        assert one["taken_back"]["sentence"] == (
            "Cancelled (lost): 100 of revenue. Pay with it is 50, without it 25; taken back: 50 − 25 = 25; "
            "25 × 50 % = 12.50."
        )
        assert one["clawback"] == Decimal("12.50")


class TestRates:
    """A commission that pays one rate on all sales says so, and never a rate that the plan does not have."""

    def sentence(self, rates: Mapping[str, Any], by: str, sold: float, language: Language = "en") -> str:
        commission = {"kind": "commission", "name": "c", "measure": "revenue", "by": by, "rates": rates}
        changes = {
            "targets": [{"person": "ann", "measure": "revenue", "target": 300_000}],
            "actuals": [{"person": "ann", "revenue": sold}],
        }
        plan = loaded(plan_document(changes, {"components": [commission]}))
        document = payout_document(answer_pay(plan, PayRequest(("ann",))), language)
        line = document["statements"][0]["lines"][0]
        left, right = last_equation(line["sentence"])
        assert worked_out(left).quantize(CENT, ROUND_HALF_UP) == Decimal(right.replace(",", "")) == line["pay"]
        return str(line["sentence"]).partition("; ")[2] if language == "en" else str(line["sentence"])

    ATTAINED: Mapping[str, Any] = {
        "mode": "retroactive",
        "tiers": [{"from": 0, "rate": 0.02}, {"from": 1, "rate": 0.04}],
    }
    SOLD: Mapping[str, Any] = {"mode": "retroactive", "tiers": [{"from": 0, "rate": 0.01}, {"from": 1e5, "rate": 0.03}]}

    def test_by_attainment(self) -> None:
        assert self.sentence(self.ATTAINED, "attainment", 330_000) == (
            "from 100 % on: 4 % of all; 330,000 × 4 % = 13,200"
        )
        assert self.sentence(self.ATTAINED, "attainment", 300_000).endswith("300,000 × 4 % = 12,000")
        assert self.sentence(self.ATTAINED, "attainment", 100_000.01) == "100,000.01 × 2 % = 2,000"
        chinese = self.sentence(self.ATTAINED, "attainment", 330_000, "zh")
        assert chinese.endswith("；100% 起：全部按 4%；330,000 × 4% = 13,200")

    def test_by_amount(self) -> None:
        assert self.sentence(self.SOLD, "amount", 120_000) == "from 100,000 on: 3 % of all; 120,000 × 3 % = 3,600"
        assert self.sentence(self.SOLD, "amount", 90_000) == "1 % × 90,000 = 900"

    def test_of_tiers_that_add_up_as_before(self) -> None:
        rates = {**self.ATTAINED, "mode": "marginal"}
        assert self.sentence(rates, "attainment", 330_000) == (
            "from 100 % on: 2 % + 4 % × 10 % = 2.4 %; 300,000 × 2.4 % = 7,200"
        )


class TestWords:
    def test_keys_do_not_hide_each_other(self) -> None:
        assert not DERIVATIONS.keys() & STATEMENTS.keys()
        assert not (DERIVATIONS.keys() | STATEMENTS.keys()) & TITLES.keys()
        assert not (DERIVATIONS.keys() | STATEMENTS.keys() | TITLES.keys()) & LATER.keys()

    def test_both_languages_need_the_same(self) -> None:
        for words in (DERIVATIONS, STATEMENTS, TITLES, LATER):
            assert all(one.required("zh") == one.required("en") for one in words.values())


class TestLeaving:
    RULES: Mapping[str, Any] = {
        "deferral": {"share": 0.2, "vesting": [{"after_years": 1, "share": 1}]},
        "advances": {"every": "quarter"},
    }

    def told(self, language: Language, quarters: int) -> Mapping[str, Any]:
        """The statement of somebody who left in September, after so many quarters."""
        ann = {"key": "ann", "group": "rep", "ote": 150000, "left": "2026-09"}
        people = [ann, {"key": "bob", "group": "rep", "ote": 150000}]
        targets = [{"person": key, "measure": "revenue", "target": 1_200_000} for key in ("ann", "bob")]
        sales = {"revenue": [300_000, 300_000, 300_000, 0]}
        actuals = [*rows(sales)[:quarters], *rows(sales, "bob")[:quarters]]
        found = loaded(plan_document({"people": people, "targets": targets, "actuals": actuals}, self.RULES))
        document = payout_document(answer_pay(found, PayRequest(("ann",))), language)
        assert PayoutDocument.model_validate(document)
        statement: Mapping[str, Any] = document["statements"][0]
        return statement

    def test_what_is_forfeited_is_named(self) -> None:
        one = self.told("en", 4)
        assert (one["left"], one["later"]) == ("2026-09", [])
        assert one["forfeited"] == [{"day": "2028-01-15", "years": 1, "element": None, "amount": 9000}]
        sentence = (
            "Left in 2026-09: 9,000 had not vested by then and is forfeited: Deferred pay 9,000 (due 2028-01-15)."
        )
        assert sentence in one["sentences"]
        chinese = "已于 2026-09 离职：9,000 届时尚未归属，不再发放：递延奖金 9,000（原定 2028-01-15 发放）。"
        assert chinese in self.told("zh", 4)["sentences"]

    def test_before_the_year_is_over_too(self) -> None:
        assert "Left in 2026-09: what is deferred has not vested and is forfeited." in self.told("en", 3)["sentences"]
        assert "已于 2026-09 离职：递延部分尚未归属，不再发放。" in self.told("zh", 3)["sentences"]

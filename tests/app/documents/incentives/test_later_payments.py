"""Later payments: every number of their derivations can be worked out again; and the number that names a statement."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest

from app.documents.incentives.payout import payout_document
from app.messages import LANGUAGES, Language
from models.incentives.long_term.families import LONG_TERM
from scenarios.incentives.definition import LoadedPlan, read_plan
from scenarios.incentives.pay_request import PayRequest, answer_pay
from tests.app.documents.incentives.test_derivation import CENT, harsh, only_statement, statements, worked_out

LONG = """\
schema: allot.incentive-plan/1
name: Long
period: 2026
money: {currency: CNY, unit: UNIT}
long_term: {leaver_rate: 0.07, discount_rate: 0.035}
measures: [{name: revenue}]
groups:
  - key: rep
    pay_mix: 0.5
    components: [{kind: quota_bonus, name: revenue, measure: revenue, weight: 1}]
    deferral: {share: 0.35, vesting: [{after_years: 1, share: 0.3333}, {after_years: 2, share: 0.6667}]}
    long_term:
      - {kind: phantom_shares, name: units, grant_rate: 0.37, price: PRICE, growth_rate: 0.043,
         vesting: [{after_years: 1, share: 0.5}, {after_years: 7, share: 0.5}]}
      - {kind: phantom_shares, name: options, pays: gain, grant_rate: 0.9, price: PRICE, growth_rate: 0.043,
         vesting: [{after_years: 3, share: 1}]}
      - {kind: phantom_shares, name: flat, grant_rate: 0.9, price: PRICE, vesting: [{after_years: 3, share: 1}]}
      - {kind: co_investment, name: project, share: 0.13, match_rate: 0.3, return_rate: 0.061, years: 4}
      - {kind: co_investment, name: fund, share: 0.13, return_rate: 0.061, years: 4}
      - {kind: long_service_award, name: service, milestones: [{years: 3, amount: 700}, {years: 5, amount: 900}]}
people: [{key: ann, group: rep, ote: OTE, hired: 2023-03}]
targets: [{person: ann, measure: revenue, target: 1000}]
actuals: [{person: ann, revenue: 987}]
"""


def long(unit: str) -> LoadedPlan:
    """The plan with like amounts in one of the units."""
    ote, price = ("123456.78", "7") if unit == "major" else ("12.345678", "0.0007")
    return read_plan(LONG.replace("UNIT", unit).replace("OTE", ote).replace("PRICE", price).encode(), "yaml")


def products(sentence: str) -> list[tuple[Decimal, Decimal]]:
    """Both sides of every equation of a sentence that multiplies."""
    found = []
    for part in re.split("[;；]", sentence):
        left, _, right = re.split("[:：]", part)[-1].rpartition(" = ")
        if "×" in left and not re.search(", |，", right):
            product, *divisors = re.split(" ÷ ", left.replace("deferred ", "").replace("递延 ", ""))
            value = worked_out(product)
            for divisor in divisors:
                value /= worked_out(divisor)
            found.append((value, Decimal(right.replace(",", ""))))
    return found


class TestLaterPayments:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("unit", ["major", "ten_thousand"])
    def test_every_product_comes_to_the_amount(self, language: Language, unit: str) -> None:
        document = payout_document(answer_pay(long(unit), PayRequest(("ann",))), language)
        later = document["statements"][0]["later"]
        assert {one["element"] for one in later} == {None, "units", "options", "flat", "project", "fund", "service"}
        cent = CENT if unit == "major" else Decimal("0.000001")
        for one in later:
            sides = products(one["sentence"])
            reached = [right for left, right in sides if left.quantize(cent, ROUND_HALF_UP) == right]
            if one["years"]:
                assert one["present_value"] in reached, one["sentence"]
            if one["element"] not in (None, "service"):
                assert one["amount"] in reached, one["sentence"]

    def test_of_the_example(self) -> None:
        one = next(one for one in statements("company-en", "en") if one["person"] == "ma_lin")
        shares = next(later for later in one["later"] if later["element"] == "Phantom shares")
        assert shares["sentence"] == (
            "units granted: 126,000 × 50 % ÷ 12 = 5,250; the price of 12, at 8 % a year, becomes 13.9968 by then; "
            "5,250 × 50 % × 13.9968 = 36,741.60; worth today: 36,741.60 × 81 % ÷ 1.1236 = 26,486.91"
        )

    def test_every_kind_has_a_reason(self) -> None:
        loaded = long("major")
        assert {type(element) for element in loaded.plan.classes[0].group.long_term} == set(LONG_TERM)
        for one in only_statement(loaded)["later"]:
            assert one["sentence"] and not one["sentence"].startswith("worth today")


class TestNumber:
    def test_is_of_this_statement_and_no_other(self) -> None:
        rows = "[{{person: ann, revenue: {revenue}, satisfaction: 0.9, lost: 0}}]"
        some = harsh(rows.format(revenue=900))
        found = [only_statement(some), only_statement(harsh(rows.format(revenue=901)))]
        for at in ("1.1", "1.2"):
            answer = answer_pay(some, PayRequest(("ann",), (at,)))
            found.append(payout_document(answer, "en")["statements"][0])
        assert len({one["statement_hash"] for one in found}) == 4
        people = statements("company-en", "en")
        assert len({one["statement_hash"] for one in people}) == len(people)

    def test_is_one_in_both_languages(self) -> None:
        hashes = [[one["statement_hash"] for one in statements("company-en", language)] for language in LANGUAGES]
        assert hashes[0] == hashes[1]

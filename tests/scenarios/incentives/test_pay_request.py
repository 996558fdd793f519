"""Pay as it is asked for: columns that add up, what if, and twins that pay the same."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from models.errors import InvalidInput, UnknownResource
from scenarios.incentives.definition import LoadedPlan, load_plan, read_plan
from scenarios.incentives.pay_columns import AMOUNTS, component_sums, day_sums, later_sums, pay_columns
from scenarios.incentives.pay_request import LADDER, PayAnswer, PayRequest, answer_pay
from scenarios.incentives.paying import pay

EXAMPLES = Path(__file__).parents[3] / "scenarios" / "examples" / "incentives"


@cache
def example(name: str = "company-en") -> LoadedPlan:
    """A plan of the examples."""
    return load_plan(EXAMPLES / f"{name}.plan.yaml")


@cache
def everybody() -> PayAnswer:
    """Everybody's pay and statements."""
    return answer_pay(example(), PayRequest(statements=True))


class TestColumns:
    def test_components_less_cap_and_clawback_are_the_earned(self) -> None:
        columns = everybody().columns.amounts
        assert (columns["components"] - columns["cap_cut"] - columns["clawback"] == columns["earned"]).all()
        assert columns["clawback"].any()

    def test_statements_add_up_to_the_sums(self) -> None:
        answer = everybody()
        sums, statements = answer.columns.sums(), answer.statements
        assert len(statements) == 10
        assert sums["earned"] == sum(one.earned for one in statements)
        assert sums["components"] == sum(line.earned for one in statements for line in one.lines)
        assert sums["paid"] == sum(one.paid for one in statements)
        assert sums["held"] == sum(one.held for one in statements)
        assert sums["later"] == sum(later.amount for one in statements for later in one.later)

    def test_components_and_days_add_up_to_the_sums(self) -> None:
        answer = everybody()
        sums, people = answer.columns.sums(), answer.columns.people
        assert sum(one.earned for one in component_sums(answer.run, people)) == sums["components"]
        assert sum(one.paid for one in day_sums(answer.run, people)) == sums["paid"]
        assert sum(one.amount for one in later_sums(answer.run, people)) == sums["later"]

    def test_a_scorecard_counts_its_people_once(self) -> None:
        answer = everybody()
        found = {one.component: one.people for one in component_sums(answer.run, answer.columns.people)}
        assert found == {
            "revenue": 8,
            "cloud": 8,
            "work": 8,
            "services": 8,
            "licences": 8,
            "region": 2,
            "region cloud": 2,
        }

    def test_paid_and_held_are_what_was_earned(self) -> None:
        sums = everybody().columns.sums()
        assert sums["paid"] + sums["held"] == sums["earned"]

    def test_some_people_are_the_rows_of_all(self) -> None:
        answer = everybody()
        some = pay_columns(answer.run, [3, 5])
        assert some.people.tolist() == [3, 5]
        for name in AMOUNTS:
            assert some.amounts[name].tolist() == answer.columns.amounts[name][[3, 5]].tolist()


class TestTwins:
    def test_chinese_and_english_pay_the_same(self) -> None:
        chinese, english = (pay_columns(pay(example(name))).amounts for name in ("company", "company-en"))
        assert {name: column.tolist() for name, column in chinese.items()} == {
            name: column.tolist() for name, column in english.items()
        }

    def test_their_labels_are_of_their_language(self) -> None:
        chinese, english = example("company"), example()
        assert (chinese.language, english.language) == ("zh", "en")
        assert chinese.plan.roster.keys == english.plan.roster.keys
        assert all(not label.isascii() for label in chinese.plan.roster.labels)
        assert all(not measure.shown.isascii() for measure in chinese.plan.measures)
        assert all(label.isascii() for label in english.plan.roster.labels)

    def test_new_markets_pay_more_for_the_same_growth(self) -> None:
        def earned(person: str) -> float:
            answer = answer_pay(example(), PayRequest((person,), ("120%",)))
            return answer.columns.sums()["earned"] / answer.columns.sums()["target_incentive"]

        assert earned("bai_lu") > 1.1 * earned("he_jun")


class TestWhatIf:
    @pytest.mark.parametrize("text", ["1.1", "110%", "110 %", "110％", " 1.10 "])
    def test_every_target_at_an_attainment(self, text: str) -> None:
        answer = answer_pay(example("tiny"), PayRequest(("ann",), (text,)))
        assert answer.what_if is not None
        assert (answer.what_if.at, answer.what_if.every) == ({}, 1.1)
        assert answer.columns.sums()["earned"] == 2_880_000  # 24,000 · (1 + 2 · 10 %)

    def test_the_ladder_has_its_own_rung(self) -> None:
        answer = answer_pay(example("tiny"), PayRequest(("ann",), ("revenue=95%",)))
        assert answer.what_if is not None
        rungs = {rung.at: rung.earned for rung in answer.what_if.ladder}
        assert list(rungs) == sorted({*LADDER, 0.95})
        assert rungs[0.95] == answer.columns.sums()["earned"] == 2_100_000  # 50 % + 2.5 · 15 % of 24,000
        assert rungs[0.8] == 1_200_000
        assert rungs[1.3] == 3_720_000

    def test_measures_by_label_too(self) -> None:
        by_label = answer_pay(example(), PayRequest(("Xu An",), ("Revenue=1.2",)))
        by_name = answer_pay(example(), PayRequest(("xu_an",), ("revenue=1.2",)))
        assert by_label.columns.sums() == by_name.columns.sums()
        assert by_label.what_if == by_name.what_if

    def test_needs_no_actuals(self) -> None:
        loaded = example("tiny")
        bare = LoadedPlan(loaded.document, loaded.plan, None)
        assert answer_pay(bare, PayRequest(("ann",), ("1",))).columns.sums()["earned"] == 2_400_000
        with pytest.raises(InvalidInput) as caught:
            answer_pay(bare, PayRequest())
        assert [finding.code for finding in caught.value.findings] == ["actuals_needed"]

    @pytest.mark.parametrize(
        ("persons", "at", "codes"),
        [
            ((), ("1.1",), ["what_if_person"]),
            (("ann", "ann"), ("1.1",), []),
            (("ann",), ("eleven",), ["attainment_form"]),
            (("ann",), ("110",), ["attainment_form"]),
            (("ann",), ("-1",), ["attainment_form"]),
            (("ann",), ("revenue=",), ["attainment_form"]),
            (("ann",), ("revenue=1", "revenue=2"), ["attainment_twice"]),
            (("ann",), ("1", "120%"), ["attainment_twice"]),
            (("ann",), ("rev=1",), ["measure_unknown"]),
            (("ann",), ("satisfaction=1",), ["attainment_without_target"]),
        ],
    )
    def test_what_cannot_be_assumed(self, persons: tuple[str, ...], at: tuple[str, ...], codes: list[str]) -> None:
        def asked() -> PayAnswer:
            return answer_pay(example("tiny"), PayRequest(persons, at))

        if not codes:
            assert asked().columns.sums()["earned"] == 2_880_000
            return
        with pytest.raises(InvalidInput) as caught:
            asked()
        assert [finding.code for finding in caught.value.findings] == codes

    def test_an_unknown_person(self) -> None:
        with pytest.raises(UnknownResource):
            answer_pay(example("tiny"), PayRequest(("bob",)))


class TestManyPeople:
    def test_statements_of_a_large_plan_add_up_to_its_sums(self) -> None:
        people, months = 300, 12
        keys = [f"p{place}" for place in range(people)]
        tiers = [{"from": 0, "rate": 0.0123}]
        vesting = [{"after_years": 1, "share": 0.4}, {"after_years": 3, "share": 0.6}]
        draws = np.random.default_rng(5).integers(0, 20_000_00, (people, months))
        document = {
            "schema": "allot.incentive-plan/1",
            "name": "many",
            "period": "2026",
            "money": {"currency": "CNY"},
            "measures": [{"name": "revenue"}, {"name": "lost"}],
            "groups": [
                {
                    "key": key,
                    "pay_mix": 0.4,
                    "cap_multiple": 1.5,
                    "components": [
                        {"kind": "quota_bonus", "name": "a", "measure": "revenue", "weight": 1, "pool": pool},
                        {"kind": "commission", "name": "b", "measure": "revenue", "rates": {"tiers": tiers}},
                    ],
                    "advances": {"every": every, "share": 0.7},
                    "deferral": {"share": 0.3, "vesting": vesting},
                    "clawback": {"measure": "lost", "of": "revenue", "share": 0.5},
                }
                for key, pool, every in (("x", None, "month"), ("y", "team", "quarter"), ("z", None, "year"))
            ],
            "people": [
                {"key": key, "group": "xyz"[place % 3], "ote": 100_000 + place, "attributes": {"team": place % 7}}
                for place, key in enumerate(keys)
            ],
            "targets": [{"person": key, "measure": "revenue", "target": 110_000} for key in keys],
            "actuals": [
                {"person": keys[place], "period": month + 1, "revenue": int(draw) / 100, "lost": int(draw) // 10 / 100}
                for place in range(people)
                for month, draw in enumerate(draws[place])
            ],
        }
        answer = answer_pay(read_plan(json.dumps(document).encode(), "json"), PayRequest(statements=True))
        sums, statements = answer.columns.sums(), answer.statements
        assert len(statements) == people
        assert sums["cap_cut"] > 0 and sums["clawback"] > 0 and sums["held"] > 0
        for name in ("components", "cap_cut", "clawback", "earned", "paid", "held"):
            assert sums[name] == sum(getattr(one, name) for one in statements), name
        assert sums["components"] - sums["cap_cut"] - sums["clawback"] == sums["earned"] == sums["paid"] + sums["held"]
        assert sums["later"] == sums["held"] == sum(later.amount for one in statements for later in one.later)
        assert all(sum(line.earned for line in one.lines) == one.components for one in statements)

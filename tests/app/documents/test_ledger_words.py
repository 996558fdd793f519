"""Explanations in words: every line, every way a step can go, both languages, no algebra."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from app.documents.ledger_words import bare_amount, shown_minor, written_lines
from app.documents.what_if_words import counterfactual_words, next_words, open_words, range_words
from app.messages import LANGUAGES, Language, ledger, what_if
from app.messages.sentence import Sentence
from models.allocation.ledger import LedgerLine, NodeLedger
from models.allocation.limits.context import LimitIdentity, Quantity
from models.allocation.plan import Plan
from models.allocation.sensitivity.counterfactual import Counterfactual, Counterfactuals, StepUnit
from models.allocation.sensitivity.number_range import NumberRange, RangeEnd
from scenarios.allocation import allocate
from scenarios.definition import load_scenario
from scenarios.explanation import AskedNode, Explanation, asked_node, explain_node
from solvers.base import SolverOptions
from solvers.registry import get_backend

EXAMPLES = Path(__file__).parents[3] / "scenarios" / "examples"
ALGEBRA = re.compile(r"\b(dual|constraint|row|slack|shadow|multiplier|objective)\b|[λκμΣε]|对偶|约束条件")


@cache
def ann() -> Explanation:
    """Ann's number in the smallest example: amounts in thousands, steps of 10."""
    scenario = load_scenario(EXAMPLES / "tiny.scenario.yaml")
    backend = get_backend("highs")
    strategy = scenario.strategies[scenario.default_strategy]
    plan = allocate(scenario.problem, strategy, backend, SolverOptions()).raise_for_outcome()
    node = asked_node(scenario.problem, AskedNode(person="Ann"))
    return explain_node(plan, node, backend, SolverOptions())


def plan() -> Plan:
    return ann().plan


def sentences() -> list[Sentence]:
    found: list[Sentence] = []
    for module in (ledger, what_if):
        for value in vars(module).values():
            if isinstance(value, Sentence):
                found.append(value)
            elif isinstance(value, dict):
                found += [one for one in value.values() if isinstance(one, Sentence)]
    return found


def step(**changes: object) -> Counterfactual:
    base = Counterfactual(
        identity=LimitIdentity("share_limit", "room for new", "strategy", True, "/limits/1"),
        axes=("region",),
        group=("north",),
        side="floor",
        bound=0.0,
        asked=0.05,
        step=0.01,
        unit=StepUnit.POINTS,
        quantity=Quantity.MONEY,
        scale=1.0,
        touches=True,
        possible=True,
        effect_minor=1_200_000,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


class TestCatalogue:
    @pytest.mark.parametrize("sentence", sentences(), ids=lambda sentence: sentence.en[:40])
    def test_both_languages_need_the_same_and_know_no_algebra(self, sentence: Sentence) -> None:
        assert sentence.en and sentence.zh
        assert sentence.required("en") == sentence.required("zh")
        assert not ALGEBRA.search(sentence.en + sentence.zh)

    def test_every_line_has_a_title_and_says_something(self) -> None:
        assert set(ledger.TITLES) == set(LedgerLine)
        assert set(ledger.MORE) == set(ledger.LESS)
        assert set(ledger.MORE) | set(ledger.SUBJECTS) == set(LedgerLine)


class TestLines:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("sign", [1, -1])
    def test_every_line_speaks_both_ways(self, language: Language, sign: int) -> None:
        lines = tuple((line, sign * 10_000_000) for line in LedgerLine)
        made = NodeLedger(lines, sign * 10_000_000 * len(lines))
        written = written_lines(plan(), ann().node, made, language)
        said = [line.sentence for line in written]
        assert len(set(said)) == len(LedgerLine)
        assert all("100" in sentence for sentence in said)
        assert not any(mark in "".join(said) for mark in ("{", "[["))

    def test_shown_amounts_add_up_to_the_shown_sums_and_the_target(self) -> None:
        odd = tuple((line, 123_457 * (place + 1)) for place, line in enumerate(LedgerLine))
        made = NodeLedger(odd, sum(amount for _, amount in odd))
        written = written_lines(plan(), ann().node, made, "en")
        total = 0
        for line in written:
            total += line.shown_minor
            assert total == line.shown_so_far_minor
        assert total == written[-1].so_far_minor == made.total_minor

    def test_what_is_too_small_to_show_is_said_so(self) -> None:
        lines = tuple((line, 1 if line is LedgerLine.CAPACITY else 0) for line in LedgerLine)
        written = {line.line: line.sentence for line in written_lines(plan(), ann().node, NodeLedger(lines, 1), "en")}
        assert written[LedgerLine.CAPACITY] == "Changes hardly anything here."
        assert (
            written[LedgerLine.ROUNDING] == "Rounding to whole steps adds 0.00001."
        )  # the last line shows every digit
        assert written[LedgerLine.DIFFICULTY] == "Changes nothing here."

    def test_limits_of_others(self) -> None:
        lines = tuple((line, 10_000_000 if line is LedgerLine.SHARES_AND_MARGIN else 0) for line in LedgerLine)
        written = {line.line: line.sentence for line in written_lines(plan(), ann().node, NodeLedger(lines, 0), "en")}
        assert written[LedgerLine.SHARES_AND_MARGIN] == "Rules on shares and margin that hold others bring 100 here."

    def test_amounts(self) -> None:
        assert [shown_minor(plan(), minor) for minor in (149_999, -149_999, 50_000, 0)] == [
            100_000,
            -100_000,
            100_000,
            0,
        ]
        assert bare_amount(plan(), 123_400_000) == "1,234"


class TestSteps:
    @pytest.mark.parametrize(
        ("item", "said"),
        [
            (
                step(),
                "If the floor of “room for new” for North were 6 % instead of 5 %, Ann would get 12 more.",
            ),
            (
                step(side="cap", step=-0.01, effect_minor=-1_200_000),
                "If the cap of “room for new” for North were 4 % instead of 5 %, Ann would get 12 less.",
            ),
            (
                step(effect_minor=49_000),
                "If the floor of “room for new” for North were 6 % instead of 5 %, Ann would hardly change.",
            ),
            (
                step(possible=False, effect_minor=0),
                "If the floor of “room for new” for North were 6 % instead of 5 %, no plan would keep all limits.",
            ),
            (
                step(side="cap", identity=LimitIdentity("parity", "even", None, True, "/limits/0")),
                "If “even” for North were 6 % instead of 5 %, Ann would get 12 more.",
            ),
            (
                step(unit=StepUnit.AMOUNT, asked=None, bound=2100.0, step=21.0, side="cap"),
                "If the cap of “room for new” for North were 2,121 instead of 2,100, Ann would get 12 more.",
            ),
            (
                step(unit=StepUnit.AMOUNT, asked=None, bound=40.0, step=0.4, side="cap", quantity=Quantity.EFFORT),
                "If the cap of “room for new” for North were 40.4 units of effort instead of 40 units of effort, Ann "
                "would get 12 more.",
            ),
        ],
    )
    def test_in_words(self, item: Counterfactual, said: str) -> None:
        assert counterfactual_words(ann(), item, "en") == said

    def test_in_chinese(self) -> None:
        said = counterfactual_words(ann(), step(), "zh")
        assert said == "如果“room for new”（North）的下限是 6 % 而不是 5 %，Ann将增加 12。"


class TestTheRest:
    def test_ranges(self) -> None:
        found = NumberRange(
            value_minor=210_000_000,
            low_minor=209_000_000,
            high_minor=210_000_000,
            low_end=RangeEnd.SCORE,
            high_end=RangeEnd.LIMITS,
            share=0.005,
            allowed=0.1,
            expected_minor=1,
            is_tie=True,
            keeps_choice=True,
        )
        said = range_words(plan(), found, "en")
        assert said.startswith(
            "Between 2,090 and 2,100 in plans within 0.5 % of the best. Only plans that carry the same"
        )
        assert "by a hair" in said
        same = replace(found, low_minor=210_000_000, is_tie=False, keeps_choice=False)
        assert range_words(plan(), same, "zh") == "在与最优方案相差 0.5 % 以内的所有方案中均为 2,100。"

    def test_next_amount(self) -> None:
        found = ann().next_amount
        assert found is not None
        mine = replace(found, cells=found.cells * 0 + ann().node.cells * 1_000_000)
        assert next_words(replace(ann(), next_amount=mine), "en").startswith(
            "Of the next 50 of company target, Ann would"
        )
        less = replace(mine, cells=-mine.cells)
        assert next_words(replace(ann(), next_amount=less), "en").endswith("Ann would carry 20 less.")
        never = replace(mine, possible=False)
        assert "cannot rise by 50" in next_words(replace(ann(), next_amount=never), "en")

    def test_what_stays_open(self) -> None:
        nothing = replace(ann(), counterfactuals=None, next_amount=None, range=None)
        assert len(open_words(nothing, "en")) == len(open_words(nothing, "zh")) == 3
        some = replace(ann(), counterfactuals=Counterfactuals((), 3, is_complete=False))
        (said,) = open_words(some, "en")
        assert said.startswith("The time did not suffice to find out everything that would move the number.")
        assert open_words(ann(), "en") == []

"""Break-even points: found by hand, and re-solved on both sides."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.messages import describe
from models.allocation.chosen_node import ChosenNode, NodeName, find_node
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.cardinality import Cardinality
from models.allocation.problem import AllocationProblem
from models.allocation.strategy import Strategy, Term
from models.errors import Infeasible, InvalidInput, LimitReached
from scenarios.comparison.break_even import BreakEven, Question, Span, break_even, check_span
from scenarios.comparison.break_even_request import BreakEvenRequest, find_break_even
from scenarios.comparison.dial import INTENSITY, Dial
from scenarios.many import StrategyEngine
from solvers.base import SolverOptions
from tests.support.problems import BALANCED, PLAIN, random_problem, two_by_two
from tests.support.solving import HIGHS, plan_of

PRIORITY = np.array([1.0, np.nan, 1.0, np.nan])
"""The east has priority: 400 and 600 last year become 400·e^κ to 600."""

TURN = log(1.5)
"""Where the east overtakes the west."""


def asked(
    problem: AllocationProblem,
    question: Question,
    first: str,
    second: str | None,
    span: Span | None = None,
    *,
    dial: Dial | None = None,
    strategy: Strategy = PLAIN,
    seconds: float | None = None,
) -> BreakEven:
    engine = StrategyEngine(problem, HIGHS, SolverOptions(time_limit_seconds=seconds))
    nodes = (node(problem, first), None if second is None else node(problem, second))
    return break_even(engine, strategy, dial or Dial(), question, nodes, span or Span(0.0, 2.0))


def node(problem: AllocationProblem, name: str) -> ChosenNode:
    return find_node(problem, NodeName.of([name]))


class TestByHand:
    problem = two_by_two(1000, priority=PRIORITY)

    def test_targets_change_places(self) -> None:
        found = asked(self.problem, Question.TARGET, "region=west", "region=east")
        assert found.first_leads is True
        assert found.value is not None and found.before is not None and found.after is not None
        assert TURN <= found.value <= TURN + found.tolerance
        assert found.before.value <= TURN
        assert found.before.first > found.before.second
        assert found.after.first < found.after.second
        assert found.after.first == pytest.approx(0.6 / (0.6 + 0.4 * exp(found.value)))

    def test_to_the_tolerance_asked_for(self) -> None:
        found = asked(self.problem, Question.TARGET, "region=east", "region=west", Span(0.0, 2.0, 4, 1e-6))
        # A hundredth of an increment, 0.01 yuan, is what decides: it takes 2e-5 of intensity.
        assert found.value is not None and found.before is not None
        assert found.value == pytest.approx(TURN, abs=5e-5)
        assert found.value - found.before.value <= 1e-6
        assert found.first_leads is False

    def test_gains_that_never_turn(self) -> None:
        found = asked(self.problem, Question.GAIN, "region=east", "region=west")
        assert (found.value, found.before, found.after) == (None, None, None)
        assert found.first_leads is True
        assert found.solves == 17

    def test_from_the_start(self) -> None:
        """The west loses to what it had at once."""
        found = asked(self.problem, Question.OWN, "region=west", None)
        assert found.value is not None
        assert found.value <= found.tolerance

    def test_who_never_loses(self) -> None:
        assert asked(self.problem, Question.OWN, "region=east", None).value is None

    def test_of_a_weight(self) -> None:
        """The price on priority volume moves money to the east without end; the fit holds against it."""
        strategy = replace(PLAIN, weights=replace(PLAIN.weights, fit=1.0))
        dial = Dial.named("strategic")
        found = asked(self.problem, Question.TARGET, "region=west", "region=east", dial=dial, strategy=strategy)
        # 2·(x − 400)/400 − w = 2·(x' − 600)/600 with x + x' = 1000: each side moves by 120·w, so they meet at 100.
        assert found.value == pytest.approx(100 / 120, abs=found.tolerance)

    def test_where_units_are_chosen(self) -> None:
        """Choices of yes or no are made anew at every value."""
        limit = Cardinality(kind="cardinality", name="worth having", by=("product", "region"), min_amount=10)
        problem = two_by_two(1000, priority=PRIORITY, limits=(limit,))
        found = asked(problem, Question.TARGET, "region=west", "region=east", Span(0.0, 2.0, 4, 0.01))
        assert found.value == pytest.approx(TURN, abs=0.01)


class TestWithoutAnAnswer:
    problem = two_by_two(1000, priority=PRIORITY)

    def test_limits_that_contradict(self) -> None:
        caps = AmountLimit(kind="amount_limit", name="caps", by=("region",), max_amount=400)
        found = asked(two_by_two(1000, limits=(caps,)), Question.TARGET, "region=west", "region=east")
        assert isinstance(found.error, Infeasible)
        assert (found.value, found.start) == (None, None)

    def test_no_time(self) -> None:
        problem = random_problem(40, seed=1)
        found = asked(problem, Question.TARGET, "region=r00000", "region=r00001", seconds=0.0)
        assert isinstance(found.error, LimitReached)

    @pytest.mark.parametrize(
        "span",
        [Span(1.0, 1.0), Span(2.0, 1.0), Span(-1.0, 1.0), Span(0.0, 11.0), Span(0.0, 1.0, 0), Span(0.0, 1.0, 4, 0.0)],
    )
    def test_ranges_that_are_none(self, span: Span) -> None:
        with pytest.raises(InvalidInput) as refused:
            asked(self.problem, Question.TARGET, "region=west", "region=east", span)
        (finding,) = refused.value.findings
        assert (finding.code, finding.facts["most"]) == ("dial_range", 10.0)

    @pytest.mark.parametrize("dial", ["profit", "strategic"])
    def test_a_weight_that_has_no_data(self, dial: str) -> None:
        request = BreakEvenRequest(dial, ("region=west",), ("region=east",))
        with pytest.raises(InvalidInput) as refused:
            find_break_even(two_by_two(1000), PLAIN, HIGHS, SolverOptions(), request)
        assert [finding.code for finding in refused.value.findings] == ["dial_without_data"]

    @pytest.mark.parametrize(
        ("language", "words"), [("en", "“strategic priorities” cannot be tried"), ("zh", "“战略优先”的权重无法")]
    )
    def test_a_weight_that_goes_too_far(self, language: str, words: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            check_span(PLAIN, Dial(Term.STRATEGIC), Span(0.0, 1e6))
        (finding,) = refused.value.findings
        assert finding.code == "dial_weight_range" and words in describe(finding, language)

    def test_a_node_against_itself(self) -> None:
        with pytest.raises(InvalidInput, match="same_node"):
            asked(self.problem, Question.GAIN, "region=west", "region=west")

    def test_a_node_against_nobody(self) -> None:
        with pytest.raises(InvalidInput, match="second_node_missing"):
            asked(self.problem, Question.TARGET, "region=west", None)

    def test_a_gain_from_nothing(self) -> None:
        none = AmountLimit(kind="amount_limit", name="nothing", where={"region": "west"}, max_amount=0)
        with pytest.raises(InvalidInput, match="gain_without_start"):
            asked(two_by_two(1000, limits=(none,)), Question.GAIN, "region=west", "region=east")


class TestDials:
    def test_names(self) -> None:
        assert Dial.named(INTENSITY) == Dial()
        assert Dial.named("profit") == Dial(Term.PROFIT)
        assert Dial.named("profit").name == "profit"

    @pytest.mark.parametrize("name", ["fit", "intensity", ""])
    def test_unknown(self, name: str) -> None:
        with pytest.raises(InvalidInput, match="dial_unknown"):
            Dial.named(name)

    def test_turned(self) -> None:
        assert Dial().of(Dial().turned(BALANCED, 1.7)) == 1.7
        turned = Dial(Term.PROFIT).turned(BALANCED, 0.4)
        assert turned.weights == replace(BALANCED.weights, profit=0.4)

    def test_weights_go_until_the_fit_is_a_tenth(self) -> None:
        most = Dial(Term.PROFIT).most(BALANCED)
        assert most == pytest.approx(10.0 - 0.15)
        turned = Dial(Term.PROFIT).turned(BALANCED, most)
        assert turned.weights.fit == pytest.approx(turned.weights.fit_floor)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=6)
def test_both_sides_solved_again(seed: int) -> None:
    """What stands on each side of a break-even is what plain solves find there."""
    problem = random_problem(40, seed=seed, increment=100)
    regions = [leaf.key for leaf in problem.dimensions[1].leaves]
    found = asked(problem, Question.TARGET, f"region={regions[0]}", f"region={regions[1]}", Span(0.0, 4.0, 8))
    for reading in (found.start, found.before, found.after):
        if reading is None:
            continue
        plan = plan_of(problem, Dial().turned(PLAIN, reading.value))
        masks = [node(problem, f"region={key}").cells for key in regions[:2]]
        assert reading.first == pytest.approx(plan.exact[masks[0]].sum(), abs=1e-4)
        assert reading.second == pytest.approx(plan.exact[masks[1]].sum(), abs=1e-4)
    if found.before is not None and found.after is not None:
        leads = found.after.first > found.after.second
        assert leads is not found.first_leads
        assert found.after.value - found.before.value <= found.tolerance

"""Several strategies beside each other: the plans of one at a time, and numbers that brute force confirms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.better import Better
from models.allocation.certificate.certificate import certify
from models.allocation.certificate.rules import CertificateRules, CheckKind
from models.allocation.comparison.measure import Measure
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.objective import soft_cost, term_losses, weighted_loss
from models.allocation.plan import Outcome
from models.allocation.rollup import cut_of
from models.allocation.strategy import Normalise, Strategy, Term, Weights
from models.errors import InvalidInput, UnknownResource
from scenarios.allocation import allocate
from scenarios.comparison.comparison import Comparison, chosen_strategies, compare_strategies
from scenarios.many import StrategyEngine
from scenarios.plan_hash import plan_hash
from solvers.base import SolverOptions
from tests.support.documents import read, sound
from tests.support.problems import BALANCED, PLAIN, random_problem, two_by_two
from tests.support.random_companies import Kind, random_company, random_strategy
from tests.support.solving import HIGHS, formulation_of

PAYOFF = replace(BALANCED, name="payoff", normalise=Normalise.PAYOFF)
TIERS = replace(BALANCED, name="tiers", tiers=((Term.STRATEGIC,), (Term.FIT, Term.PROFIT, Term.STABILITY)))


def compared(problem: Any, *strategies: Strategy, **options: Any) -> Comparison:
    engine = StrategyEngine(problem, HIGHS, SolverOptions())
    return compare_strategies(engine, {one.name: one for one in strategies}, **options)


class TestRows:
    def test_the_plans_of_one_at_a_time(self) -> None:
        problem = random_problem(40, seed=4)
        found = compared(problem, PLAIN, BALANCED, PAYOFF)
        assert [row.name for row in found.rows] == ["plain", "balanced", "payoff"]
        assert [row.place for row in found.rows] == [0, 1, 2]
        assert found.base is found.rows[0]
        for row, strategy in zip(found.rows, (PLAIN, BALANCED, PAYOFF), strict=True):
            alone = allocate(problem, strategy, HIGHS, SolverOptions()).raise_for_outcome()
            assert row.plan is not None
            assert plan_hash("one", row.plan) == plan_hash("one", alone)

    def test_infeasible_strategies_are_rows_with_a_reason(self) -> None:
        caps = AmountLimit(kind="amount_limit", name="caps", by=("region",), max_amount=400)
        found = compared(two_by_two(1000, limits=(caps,)), PLAIN, BALANCED)
        assert [row.result.outcome for row in found.rows] == [Outcome.INFEASIBLE] * 2
        assert all(row.plan is None and row.place is None and row.result.diagnosis is not None for row in found.rows)
        assert (found.base, found.plans, found.binding, found.certificates) == (None, (), (), ())
        assert found.dominance.by == ()
        assert found.regret.loss.shape == (0, 0)

    def test_a_strategy_without_time_is_a_row(self) -> None:
        problem = random_problem(40, seed=4)
        engine = StrategyEngine(problem, HIGHS, SolverOptions(time_limit_seconds=0.0))
        found = compare_strategies(engine, {"plain": PLAIN, "balanced": BALANCED})
        assert {row.result.outcome for row in found.rows} == {Outcome.LIMIT}
        assert all(row.result.error is not None for row in found.rows)

    def test_the_base_is_the_first_with_a_plan(self) -> None:
        found = compared(random_problem(40, seed=4), PLAIN, BALANCED)
        broken = replace(found.rows[0], result=replace(found.rows[0].result, plan=None), place=None)
        left = Comparison(found.problem, (broken, replace(found.rows[1], place=0)))
        assert left.base is not None and left.base.name == "balanced"
        assert left.moved(0).gross == 0

    def test_each_strategy_is_announced(self) -> None:
        heard: list[str] = []
        compared(two_by_two(1000), PLAIN, BALANCED, listener=heard.append)
        assert heard == ["plain", "balanced"]


class TestFigures:
    found = compared(random_problem(60, seed=9), PLAIN, BALANCED, rules=CertificateRules(most={CheckKind.GAP: 0.5}))

    def test_differences_add_up_to_nothing(self) -> None:
        for by in ([], ["product"], ["region"], ["rep"], ["product", "region"], ["product", "rep"]):
            nodes = self.found.nodes(cut_of(self.found.problem, by))
            assert nodes.difference[1].sum() == 0
            assert nodes.target[0].sum() == self.found.plans[0].total_minor

    def test_gains_and_losses_of_people(self) -> None:
        people = self.found.people
        change = people.difference[1]
        (most,) = self.found.gains(people.nodes, 1, 1)
        (least,) = self.found.losses(people.nodes, 1, 1)
        assert (most.change, least.change) == (change.max(), change.min())
        assert most.key == people.keys[int(change.argmax())]

    def test_moved_money_of_cells(self) -> None:
        change = self.found.plans[1].targets_minor - self.found.plans[0].targets_minor
        assert self.found.moved(1).gross == int(np.abs(change).sum()) == 2 * self.found.moved(1).moved

    def test_what_binds_where(self) -> None:
        for place, plan in enumerate(self.found.plans):
            named = {(limit.identity.pointer, limit.group) for limit in plan.binding}
            listed = {
                (line.identity.pointer, line.group) for line in self.found.binding if line.by_plan[place] is not None
            }
            assert listed == named
        pointers = [line.identity.pointer for line in self.found.binding]
        assert pointers == sorted(pointers)  # fewer than ten limits
        assert any(line.differs for line in self.found.binding)

    def test_certificates_of_the_published_numbers(self) -> None:
        rules = self.found.rules
        for plan, certificate in zip(self.found.plans, self.found.certificates, strict=True):
            alone = certify(self.found.problem, plan.numbers, rules)
            assert certificate.people.difficulty.tolist() == alone.people.difficulty.tolist()
            assert certificate.passed is True

    def test_dominance_by_the_score_cards(self) -> None:
        looked_at = self.found.dominance
        assert Measure.MARGIN_RATE in looked_at.measures
        assert Measure.LIKELY_SHARE in looked_at.left_out  # nobody states a forecast
        sign = {measure: 1.0 if measure.better is Better.HIGHER else -1.0 for measure in looked_at.measures}
        first, second = (
            np.array([sign[measure] * (measure.of(plan.scorecard) or 0.0) for measure in looked_at.measures])
            for plan in self.found.plans
        )
        assert looked_at.is_dominated(0) is bool((second >= first).all() and (second > first).any())
        assert looked_at.is_dominated(1) is bool((first >= second).all() and (first > second).any())


class TestRegret:
    def test_by_the_terms_written_out(self) -> None:
        """Loss of each plan under the other strategy's weights and references, from the terms themselves."""
        problem = random_problem(60, seed=9)
        found = compared(problem, PLAIN, BALANCED)
        plans = found.plans
        for row, strategy in enumerate((PLAIN, BALANCED)):
            formulation = formulation_of(problem, strategy)
            losses = [
                weighted_loss(term_losses(formulation.terms, plan.exact), strategy.weights)
                + soft_cost(formulation.rows, plan.exact) / formulation.program.scale
                for plan in plans
            ]
            expected = [loss - losses[row] for loss in losses]
            assert found.regret.loss[row].tolist() == pytest.approx(expected, abs=1e-12)
        assert found.regret.loss[0, 1] > 0 and found.regret.loss[1, 0] > 0
        assert found.regret.worst.tolist() == [found.regret.loss[1, 0], found.regret.loss[0, 1]]
        assert found.regret.thousands[0, 1] == found.regret.loss[0, 1] * problem.reference_total

    @pytest.mark.slow
    @given(
        seed=st.integers(0, 10**6),
        kind=st.builds(
            Kind,
            cells=st.sampled_from([4, 8, 16]),
            slack=st.sampled_from([0.05, 0.3]),
            hedges=st.booleans(),
            increment=st.sampled_from([1, 10_000]),
        ),
    )
    @settings(max_examples=15)
    def test_zero_diagonal_and_never_below_the_proven_error(self, seed: int, kind: Kind) -> None:
        drawn = [replace(random_strategy(seed + place), name=f"s{place}") for place in range(3)]
        found = compared(random_company(seed, kind).problem, *drawn)
        matrix = found.regret
        assert np.diag(matrix.loss).tolist() == [0.0] * len(found.plans)
        assert (matrix.loss >= -matrix.error[:, None]).all(), (matrix.loss, matrix.error)

    @pytest.mark.parametrize("factor", [0.01, 8.0, 100.0])
    def test_weights_in_another_scale_are_the_same_standard(self, factor: float) -> None:
        problem = random_problem(40, seed=4)
        weights = Weights.of({term: factor * weight for term, weight in BALANCED.weights.by_term().items()})
        found = compared(problem, PLAIN, BALANCED).regret
        scaled = compared(problem, PLAIN, replace(BALANCED, weights=weights)).regret
        assert found.loss[1, 0] > 1e-4
        assert scaled.loss == pytest.approx(found.loss, rel=1e-6, abs=1e-9)
        assert scaled.thousands == pytest.approx(found.thousands, rel=1e-6, abs=1e-6)
        assert scaled.worst.argmin() == found.worst.argmin()

    @pytest.mark.slow
    @pytest.mark.parametrize("strategy", [PAYOFF, TIERS], ids=["payoff", "tiers"])
    def test_by_the_weights_as_solved(self, strategy: Strategy) -> None:
        matrix = compared(random_problem(30, seed=5), PLAIN, strategy).regret
        assert (matrix.loss >= -matrix.error[:, None]).all()
        assert matrix.loss[1, 0] > 0


class TestChoice:
    scenario = read({**sound(), "strategies": {"steady": {}, "bold": {"strategic_intensity": 2}}})

    def test_all_of_them(self) -> None:
        assert list(chosen_strategies(self.scenario)) == ["steady", "bold"]

    def test_in_the_order_asked_for(self) -> None:
        assert list(chosen_strategies(self.scenario, ["bold", "steady"])) == ["bold", "steady"]

    def test_unknown(self) -> None:
        with pytest.raises(UnknownResource) as refused:
            chosen_strategies(self.scenario, ["bold", "stedy"])
        assert (refused.value.name, refused.value.known) == ("stedy", ("steady", "bold"))

    def test_twice(self) -> None:
        with pytest.raises(InvalidInput) as refused:
            chosen_strategies(self.scenario, ["bold", "bold"])
        assert [one.code for one in refused.value.findings] == ["strategy_twice"]

    def test_one_alone(self) -> None:
        with pytest.raises(InvalidInput) as refused:
            chosen_strategies(self.scenario, ["bold"])
        (finding,) = refused.value.findings
        assert (finding.code, finding.facts) == ("one_strategy", {"name": "bold", "others": ["steady"]})

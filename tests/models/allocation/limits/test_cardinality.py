"""How many units carry a target, and how small one may be.

The company of the contract: a east 100, a west 200, b east 300, b west 400, target 1000, nearness to last year alone.
One product per region: giving up a costs 100 + 200 = 300 and b grows from 700 to 1000, 300²/700 = 128.57 more.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from models.allocation.formulation import formulate, limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.cardinality import Cardinality
from models.allocation.limits.fields import AttributeValueOf, Soft
from models.allocation.openings import fixed_rows, opening_program, tightened, units_of
from models.allocation.plan import Outcome
from models.allocation.problem import AllocationProblem
from models.allocation.tangents import tangent_program
from models.solution import Solution
from scenarios.opening import Decided, decide_openings
from scenarios.optimum import Optimiser
from scenarios.stopwatch import Stopwatch
from solvers.base import SolverBackend, SolverOptions
from tests.support.problems import PLAIN, amounts, cells_of, flat, two_by_two
from tests.support.solving import (
    CBC,
    HIGHS,
    exact_yuan,
    findings_of,
    formulation_of,
    plan_of,
    program_of,
    published_yuan,
    result_of,
)

REGIONS = flat("region", ["east", "west"])
ONE_PRODUCT = [0, 0, 3000 / 7, 4000 / 7]


def few(**fields: Any) -> Cardinality:
    return Cardinality(kind="cardinality", name="few", **fields)


def per_region(count: int, **fields: Any) -> Cardinality:
    return few(by="region", count="product", max_count=count, **fields)


def problem(*limits: Any, **changes: Any) -> AllocationProblem:
    return two_by_two(1000, limits=limits, **changes)


class TestCardinality:
    family: ClassVar[type[Cardinality]] = Cardinality

    def test_satisfied_changes_nothing(self) -> None:
        plan = plan_of(problem(few(by=("product", "region"), min_amount=Decimal(50))))
        assert exact_yuan(plan) == pytest.approx([100, 200, 300, 400], abs=1e-6)
        assert plan.choices is not None and plan.choices.rounds == 0

    def test_tight_changes_nothing(self) -> None:
        limits = (few(by=("product", "region"), min_amount=Decimal(100)), per_region(2))
        assert exact_yuan(plan_of(problem(*limits))) == pytest.approx([100, 200, 300, 400], abs=1e-6)

    def test_limits_keep_their_prices_unless_the_choice_shaped_the_plan(self) -> None:
        cap = AmountLimit(kind="amount_limit", name="cap", where={"product": ("b",)}, max_amount=Decimal(600))
        small = few(by=("product", "region"), min_amount=Decimal(50))
        without, untouched = plan_of(problem(cap)), plan_of(problem(cap, small))
        assert untouched.has_prices
        prices = [item.price for item in without.binding]
        assert prices
        assert [item.price for item in untouched.binding] == pytest.approx(prices)
        assert not plan_of(problem(per_region(1))).has_prices

    @pytest.mark.parametrize("backend", [HIGHS, CBC], ids=lambda one: one.name)
    def test_violated_gives_up_what_is_worth_least(self, backend: SolverBackend) -> None:
        plan = plan_of(problem(per_region(1)), backend=backend)
        assert plan.outcome is Outcome.OPTIMAL
        assert exact_yuan(plan) == pytest.approx(ONE_PRODUCT, abs=1e-6)
        assert published_yuan(plan) == [0, 0, 429, 571]
        assert plan.choices is not None
        assert plan.choices.objective == pytest.approx(0.3 + 0.12857142857)
        assert plan.choices.gap <= 1e-6 and plan.choices.is_proven

    def test_a_small_target_is_lifted_where_that_costs_less_than_giving_it_up(self) -> None:
        # 50²/100 + 50²/900 = 27.8 for lifting a east to 150, 100 + 100²/900 = 111 for giving it up.
        plan = plan_of(problem(few(by=("product", "region"), min_amount=Decimal(150))))
        assert exact_yuan(plan) == pytest.approx([150, 1700 / 9, 2550 / 9, 3400 / 9], abs=1e-6)

    def test_a_small_target_is_given_up_where_lifting_costs_more(self) -> None:
        # 250: lifting a east costs 150²/100 = 225 and more; giving it up 111. The west's 200 is lifted to 250.
        plan = plan_of(problem(few(by=("product", "region"), min_amount=Decimal(250))))
        assert exact_yuan(plan) == pytest.approx([0, 250, 750 * 3 / 7, 750 * 4 / 7], abs=1e-6)

    def test_pressure_of_bounds_is_not_told(self) -> None:
        """Bounds of a chosen unit bind, and have no price that another choice would honour."""
        plan = plan_of(problem(per_region(1)))
        closed = [item for item in plan.binding if item.identity.kind == "cardinality"]
        assert {item.group for item in closed} == {("east", "a"), ("west", "a")}
        assert {item.bound for item in closed} == {0.0}

    def test_golden_program(self) -> None:
        form = formulation_of(problem(per_region(1), few(by=("product", "region"), min_amount=Decimal(150))), PLAIN)
        separable = tightened(form.program)
        line = tangent_program(separable, separable.reference[np.newaxis])
        opening = opening_program(line, units_of(separable, form.rows.choices))
        # x ≤ 1 (thousand) for everybody; tangents at 0, at r and at 1 meet in the middle between them.
        assert line.cell.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]
        width = [0.05, 0.5, 0.45, 0.1, 0.5, 0.4, 0.15, 0.5, 0.35, 0.2, 0.5, 0.3]
        np.testing.assert_allclose(opening.program.col_upper[:12], width, atol=1e-8)
        assert opening.program.integer.tolist() == [False] * 12 + [True] * 8
        matrix = opening.program.matrix.toarray()
        links, least, counts = matrix[1:25], matrix[25:29], matrix[29:31]
        np.testing.assert_allclose(links[0], [1, *[0] * 11, -0.05, *[0] * 7], atol=1e-8)
        np.testing.assert_allclose(least[0], [1, 1, 1, *[0] * 13, -0.15, 0, 0, 0], atol=1e-12)
        assert counts[:, 12:].tolist() == [[1, 1, 0, 0, 0, 0, 0, 0], [0, 0, 1, 1, 0, 0, 0, 0]]
        assert opening.program.row_upper[29:].tolist() == [1, 1]

    def test_a_soft_limit_is_broken_where_that_is_cheaper(self) -> None:
        # A unit too many counts as 1000/4 = 250 of money: at 0.1 two of them cost 50, giving both up 428.
        plan = plan_of(problem(per_region(1, soft=Soft(penalty=0.1))))
        assert exact_yuan(plan) == pytest.approx([100, 200, 300, 400], abs=1e-6)
        assert plan.choices is not None and plan.choices.objective == pytest.approx(0.05)
        assert plan.rounded_check.limits == ()

    def test_a_soft_limit_that_costs_more_than_it_saves_is_kept(self) -> None:
        plan = plan_of(problem(per_region(1, soft=Soft(penalty=10))))
        assert exact_yuan(plan) == pytest.approx(ONE_PRODUCT, abs=1e-6)

    def test_a_held_unit_is_carried_in_any_case(self) -> None:
        plan = plan_of(problem(per_region(1), hold=amounts([100, None, None, None])))
        assert (exact_yuan(plan)[[0, 2]] == pytest.approx([100, 0], abs=1e-6)) and plan.choices is not None

    def test_without_count_the_groups_are_the_units(self) -> None:
        # Product a had 300: at least 350 or nothing. 50²/300 + 50²/700 is less than giving up 300.
        plan = plan_of(problem(few(by="product", min_amount=Decimal(350))))
        assert exact_yuan(plan) == pytest.approx([350 / 3, 700 / 3, 650 * 3 / 7, 650 * 4 / 7], abs=1e-6)

    def test_members_may_hold_their_own_least(self) -> None:
        regions = flat("region", ["east", "west"], west={"least": 250})
        limit = few(by="region", count="product", min_amount=AttributeValueOf(attribute="least"))
        plan = plan_of(problem(limit, dimensions=(flat("product", ["a", "b"]), regions)))
        assert exact_yuan(plan)[1] == pytest.approx(250, abs=1e-6)

    def test_a_number_without_effect_is_told(self) -> None:
        (notice,) = limit_rows(problem(per_region(2))).notices
        assert (notice.code, notice.facts["fullest"]) == ("cardinality_without_effect", 2)

    def test_a_wrong_name_is_found_where_it_stands(self) -> None:
        (finding,) = findings_of(problem(few(by="region", count="produkt", max_count=1)))
        assert (finding.code, finding.location.pointer) == ("unknown_axis", "/limits/0/count/0")

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"by": "region", "count": "product"}, "cardinality_without_number"),
            ({"max_count": 1}, "cardinality_without_count"),
            ({"by": "region", "max_count": 1}, "cardinality_without_count"),
            ({"by": "region", "min_amount": Decimal(0)}, "number_not_above"),
        ],
    )
    def test_statements_without_sense_are_refused(self, fields: dict[str, Any], code: str) -> None:
        with pytest.raises(ValidationError) as refused:
            few(**fields)
        assert refused.value.errors()[0]["type"] == code


@pytest.mark.parametrize("backend", [HIGHS, CBC], ids=lambda one: one.name)
def test_infeasible_because_of_the_choice_alone(backend: SolverBackend) -> None:
    """Every cell at most 400, so that four are needed for 1000 where one product per region leaves two: 800."""
    cap = AmountLimit(kind="amount_limit", name="cap", by=("product", "region"), max_amount=Decimal(400))
    result = result_of(problem(cap, per_region(1)), backend=backend)
    assert result.outcome is Outcome.INFEASIBLE and result.diagnosis is not None
    assert str(result.diagnosis.proof) == "two_solvers"
    assert [identity.name for identity in result.diagnosis.choices] == ["few"]


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.integers(20, 900), min_size=6, max_size=6),
    st.integers(1, 2),
    st.integers(10, 300),
    st.sampled_from([HIGHS, CBC]),
)
def test_no_choice_is_better(baseline: list[int], most: int, least: int, backend: SolverBackend) -> None:
    """Every choice of every unit tried out: the best exact plan among them is what the search finds, with proof."""
    members = np.array([[0, 1, 2, 0, 1, 2], [0, 0, 0, 1, 1, 1]], dtype=np.int64)
    limit = per_region(most, min_amount=Decimal(least))
    base = two_by_two(float(sum(baseline)), limits=(limit,), dimensions=(flat("product", list("abc")), REGIONS))
    case = replace(base, cells=cells_of(members, baseline=amounts(baseline)))
    rows = limit_rows(case)
    units = units_of(tightened(program_of(case, PLAIN)), rows.choices)
    optimiser = Optimiser(backend, SolverOptions(), Stopwatch())
    values = []
    for bits in product([False, True], repeat=6):
        is_open = np.array(bits)
        if rows.choices[0].excess(is_open):
            continue
        found = Optimiser(HIGHS, SolverOptions(), Stopwatch()).optimum(
            formulate(case, PLAIN, fixed_rows(rows, units.by_block(is_open)))
        )
        if not isinstance(found, Solution):
            values.append(found.formulation.program.objective(found.polished.targets))
    decided = decide_openings(case, PLAIN, rows, optimiser)
    assert isinstance(decided, Decided) == bool(values)
    if isinstance(decided, Decided):
        assert decided.choices.objective == pytest.approx(min(values), rel=1e-9, abs=1e-9)
        assert decided.choices.bound <= min(values) + 1e-9
        assert decided.choices.is_proven

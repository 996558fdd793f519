"""Ranges of totals: by hand, to their ends and no further, in the node's own numbers, with whole numbers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from models.allocation.chosen_node import ChosenNode, NodeName, find_node
from models.allocation.feasible_range import FeasibleRange
from models.allocation.formulation import LimitRows, limit_rows
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.cardinality import Cardinality
from models.allocation.problem import AllocationProblem
from models.errors import LimitReached
from scenarios.feasible_range import feasible_range
from solvers.base import SolverOptions
from tests.support.over_assignment import north_and_south
from tests.support.problems import two_by_two
from tests.support.random_companies import Kind, random_company
from tests.support.solving import CBC, HIGHS, result_of

BACKENDS = pytest.mark.parametrize("backend", [HIGHS, CBC], ids=lambda backend: backend.name)


def amount(name: str, **fields: Any) -> AmountLimit:
    return AmountLimit(kind="amount_limit", name=name, **fields)


def range_of(problem: AllocationProblem, *node: str, backend: Any = HIGHS) -> FeasibleRange:
    chosen = find_node(problem, NodeName.of(node)) if node else None
    return feasible_range(problem, limit_rows(problem), chosen, backend, SolverOptions())


def ends(found: FeasibleRange) -> tuple[float | None, float | None]:
    """In yuan."""
    low, high = (None if end is None else round(end * 1000, 6) for end in (found.low, found.high))
    return low, high


@BACKENDS
class TestByHand:
    """East at most 500 and at least 100 in product a; 800 in all."""

    limits = (
        amount("most", where={"region": "east"}, max_amount=500),
        amount("least", where={"region": "east", "product": "a"}, min_amount=100),
    )
    problem = two_by_two(800, limits=limits)

    def test_a_region(self, backend: Any) -> None:
        found = range_of(self.problem, "region=east", backend=backend)
        assert (ends(found), found.is_feasible, found.is_empty) == ((100, 500), True, False)

    def test_what_the_others_leave(self, backend: Any) -> None:
        assert ends(range_of(self.problem, "region=west", backend=backend)) == (300, 700)
        assert ends(range_of(self.problem, "product=b", backend=backend)) == (0, 700)
        assert ends(range_of(self.problem, "product=b", "region=east", backend=backend)) == (0, 400)

    def test_the_company_has_no_end_where_only_its_target_ends_it(self, backend: Any) -> None:
        assert ends(range_of(self.problem, backend=backend)) == (100, None)

    def test_the_company_by_name_is_the_company(self, backend: Any) -> None:
        company = find_node(self.problem, NodeName())
        found = feasible_range(self.problem, limit_rows(self.problem), company, backend, SolverOptions())
        assert ends(found) == (100, None)

    def test_without_a_plan_a_node_has_no_range(self, backend: Any) -> None:
        problem = two_by_two(800, limits=[*self.limits, amount("all", max_amount=700)])
        found = range_of(problem, "region=west", backend=backend)
        assert (found.low, found.high, found.is_feasible, found.is_empty) == (None, None, False, True)
        company = range_of(problem, backend=backend)
        assert (ends(company), company.is_feasible, company.is_empty) == ((100, 700), False, False)

    def test_contradictions_among_the_others_leave_nothing(self, backend: Any) -> None:
        problem = two_by_two(800, limits=[*self.limits, amount("little", where={"region": "east"}, max_amount=99)])
        assert range_of(problem, backend=backend) == FeasibleRange(None, None, is_feasible=False)


class TestOverAssignment:
    """People get 1.05 × 1.04 of the plan, teams 1.05 of it."""

    problem = north_and_south(
        amount("cap", by=("rep.team",), max_amount=840),
        amount("chen", where={"rep": "chen"}, max_amount=109.2),
        target=850,
    )

    def test_numbers_are_those_of_the_nodes_own_level(self) -> None:
        # Chen may have 109.2: 105 in the numbers of the teams, 100 in the plan's.
        assert ends(range_of(self.problem, "rep.rep=chen"))[1] == pytest.approx(109.2)
        assert ends(range_of(self.problem, "rep.team=south"))[1] == pytest.approx(105)

    def test_outside_the_dimension_they_are_the_plans(self) -> None:
        # The north has 840 / 1.05 = 800 of the plan at most, Chen 100: 900 in all.
        assert ends(range_of(self.problem))[1] == pytest.approx(900)
        found = range_of(replace(self.problem, limits=self.problem.limits[1:]), "product=b")
        assert ends(found)[1] == pytest.approx(850)


def by_scipy(rows: LimitRows, node: ChosenNode) -> tuple[float, float]:
    """The ends of a node's leaf targets, independently, in thousands."""
    hard = np.isinf(rows.penalty)
    matrix, low, high = rows.matrix.toarray()[hard], rows.lower[hard], rows.upper[hard]
    left = np.vstack([matrix[np.isfinite(high)], -matrix[np.isfinite(low)]])
    right = np.concatenate([high[np.isfinite(high)], -low[np.isfinite(low)]])
    found = []
    for sign in (1.0, -1.0):
        answer = linprog(sign * node.cells.astype(float), A_ub=left, b_ub=right, method="highs-ipm")
        assert answer.status == 0
        found.append(sign * answer.fun)
    return found[0], found[1]


@settings(max_examples=20, derandomize=True)
@given(seed=st.integers(0, 10**6), hedges=st.booleans(), ranged=st.booleans())
def test_ranges_of_random_companies(seed: int, hedges: bool, ranged: bool) -> None:
    problem = random_company(seed, Kind(cells=12, hedges=hedges, range_target=ranged)).problem
    rows = limit_rows(problem)
    person = problem.dimensions[1].leaves[int(problem.cells.members[1, 0])].key
    node = find_node(problem, NodeName.of([f"rep.rep={person}"]))
    found = feasible_range(problem, rows, node, HIGHS, SolverOptions())
    assert found.is_feasible
    size = problem.reference_total
    assert (found.low, found.high) == pytest.approx(by_scipy(rows, node), abs=1e-6 * size)


class TestChoices:
    """One product per region and 500 per cell: 1,000 in all, and 0 or 300 to 500 for a region."""

    limits = (
        Cardinality(kind="cardinality", name="one", by=("region",), count=("product",), max_count=1),
        Cardinality(kind="cardinality", name="least", by=("product", "region"), min_amount=Decimal(300)),
        amount("cell", by=["product", "region"], max_amount=500),
    )

    def test_whole_numbers_bound_the_company(self) -> None:
        found = range_of(two_by_two(1100, limits=self.limits))
        assert (ends(found), found.is_feasible, found.with_choices) == ((0, 1000), False, True)

    def test_whole_numbers_bound_a_node(self) -> None:
        found = range_of(two_by_two(700, limits=self.limits), "region=east")
        assert (ends(found), found.is_feasible) == ((300, 400), True)
        assert ends(range_of(two_by_two(450, limits=self.limits), "region=east")) == (0, 450)

    def test_no_end_where_nothing_bounds_it(self) -> None:
        assert ends(range_of(two_by_two(1100, limits=self.limits[:2]))) == (0, None)

    def test_they_are_left_out_where_the_time_does_not_do(self) -> None:
        problem = two_by_two(1100, limits=self.limits)
        with pytest.raises(LimitReached):
            feasible_range(problem, limit_rows(problem), None, HIGHS, SolverOptions(time_limit_seconds=0.0))

    @pytest.mark.parametrize("target", range(50, 1100, 150))
    def test_every_choice_tried_one_by_one(self, target: int) -> None:
        problem = two_by_two(target, limits=self.limits)
        tops = []
        for opened in product([False, True], repeat=4):
            # Cells in order: a east, a west, b east, b west.
            if opened[0] + opened[2] > 1 or opened[1] + opened[3] > 1:
                continue
            bounds = [(300.0, 500.0) if one else (0.0, 0.0) for one in opened]
            answer = linprog([-1, 0, -1, 0], A_eq=[[1, 1, 1, 1]], b_eq=[target], bounds=bounds)
            tops += [-answer.fun] if answer.status == 0 else []
        found = range_of(problem, "region=east")
        assert found.is_feasible is bool(tops)
        assert ends(found)[1] == (pytest.approx(max(tops)) if tops else None)
        assert (result_of(problem).plan is not None) is bool(tops)

"""The reference by hand: levelled blend, tilt, holds. Four cells: a east, a west, b east, b west."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.allocation.dimensions import Dimension, Member
from models.allocation.problem import AllocationProblem
from models.allocation.reference import free_reference, reference_targets, source_values, uniform_growth
from models.allocation.statement_error import StatementError
from models.allocation.strategy import ReferenceSource, Strategy
from models.errors import InvalidInput
from tests.support.problems import PLAIN, amounts, cells_of, flat, random_problem, two_by_two
from tests.support.solving import formulation_of

NOTHING = amounts([None] * 4)


def blend(**shares: float) -> Strategy:
    return replace(PLAIN, reference={ReferenceSource(name): share for name, share in shares.items()})


def reference(problem: AllocationProblem, strategy: Strategy, total: float = 1000) -> list[float]:
    """r for a total in any unit that the holds (yuan) share: the formula does not mind."""
    return (reference_targets(problem, strategy, total / 1000) * 1000).tolist()


def company(**columns: Any) -> AllocationProblem:
    """Nothing stated but the given columns."""
    return two_by_two(1000, **{"baseline": NOTHING, "potential": NOTHING, **columns})


def refusal(problem: AllocationProblem, strategy: Strategy) -> StatementError:
    with pytest.raises(StatementError) as refused:
        reference(problem, strategy)
    return refused.value


HALF = blend(history=0.5, potential=0.5)


class TestBlend:
    def test_history_alone_scales_to_the_total(self) -> None:
        assert reference(two_by_two(), blend(history=1), 1100) == pytest.approx([110, 220, 330, 440])

    def test_sources_are_levelled_before_they_are_blended(self) -> None:
        # Potential 2000 for a history of 1000: the factor is 1/2, so 400, 300, 200, 100 blends with 100 … 400 to 250s.
        problem = company(baseline=amounts([100, 200, 300, 400]), potential=amounts([800, 600, 400, 200]))
        assert reference(problem, HALF) == pytest.approx([250, 250, 250, 250])

    def test_the_height_of_a_source_does_not_matter(self) -> None:
        low = company(baseline=amounts([100, 200, None, 400]), potential=amounts([8, None, 4, 2]))
        high = company(baseline=amounts([100, 200, None, 400]), potential=amounts([8000, None, 4000, 2000]))
        assert reference(low, HALF) == pytest.approx(reference(high, HALF))

    def test_levels_come_from_cells_that_state_both(self) -> None:
        # Both in the first two: history 300, potential 600, factor 1/2. Blend: (100+100)/2, (200+200)/2; then history
        # alone 300; potential alone 800/2 = 400. Together 1000.
        problem = company(baseline=amounts([100, 200, 300, None]), potential=amounts([200, 400, None, 800]))
        assert reference(problem, HALF) == pytest.approx([100, 200, 300, 400])

    def test_missing_sources_do_not_count_as_zero(self) -> None:
        # The new cell has its potential's full weight, not half of it.
        problem = company(baseline=amounts([100, 100, 100, None]), potential=amounts([100, 100, 100, 100]))
        assert reference(problem, HALF) == pytest.approx([250, 250, 250, 250])

    def test_without_common_cells_the_means_are_levelled(self) -> None:
        # Mean history 200, mean potential 4000: the factor is 1/20.
        problem = company(baseline=amounts([100, 300, None, None]), potential=amounts([None, None, 2000, 6000]))
        assert reference(problem, HALF, 800) == pytest.approx([100, 300, 100, 300])

    def test_two_cells_with_potential_only_stay_two_of_a_hundred(self) -> None:
        # definitions.md 2: plain shares gave them half of the company.
        members = np.array([np.arange(102)])
        problem = replace(
            company(),
            dimensions=(flat("rep", [f"r{i:03d}" for i in range(102)]),),
            cells=cells_of(
                members, baseline=amounts([100.0] * 100 + [None] * 2), potential=amounts([None] * 100 + [900, 900])
            ),
        )
        assert sum(reference(problem, HALF, 10_200)[100:]) == pytest.approx(200)

    def test_history_levels_even_where_it_has_no_weight(self) -> None:
        # Potential 1/2 of history's height, forecast twice: both come to 100 … 400.
        problem = company(
            baseline=amounts([100, 200, 300, 400]),
            potential=amounts([50, 100, 150, 200]),
            forecast=amounts([200, 400, 600, 800]),
        )
        assert reference(problem, blend(potential=0.5, forecast=0.5)) == pytest.approx([100, 200, 300, 400])

    def test_the_first_source_levels_where_there_is_no_history(self) -> None:
        # Potential 100, 300 against forecast 1000, 3000 in the common cells: factor 1/10.
        problem = company(potential=amounts([100, 300, None, 600]), forecast=amounts([1000, 3000, 5000, None]))
        assert reference(problem, blend(potential=0.5, forecast=0.5), 1500) == pytest.approx([100, 300, 500, 600])

    def test_sources_without_weight_play_no_part(self) -> None:
        problem = company(baseline=amounts([100, 200, 300, 400]), potential=amounts([9, 1, 1, 1]))
        assert reference(problem, blend(history=1, potential=0)) == pytest.approx([100, 200, 300, 400])

    def test_negatives_count_as_zero(self) -> None:
        problem = company(baseline=amounts([-50, 200, 300, 500]))
        assert reference(problem, blend(history=1)) == pytest.approx([0, 200, 300, 500])

    def test_equal_gives_every_cell_the_same(self) -> None:
        assert reference(company(), blend(equal=1)) == pytest.approx([250] * 4)

    def test_equal_is_levelled_too(self) -> None:
        # Half last year, half the mean of 250.
        assert reference(two_by_two(), blend(history=0.5, equal=0.5)) == pytest.approx([175, 225, 275, 325])

    def test_the_blend_adds_up_to_the_total(self) -> None:
        problem = random_problem(80, 3)
        assert sum(reference(problem, HALF, 12_345)) == pytest.approx(12_345)


class TestNothingToShareBy:
    def test_a_cell_without_any_source_is_named(self) -> None:
        problem = company(baseline=amounts([100, 200, None, None]), potential=amounts([None, None, 300, None]))
        error = refusal(problem, HALF)
        assert (error.code, error.path) == ("cell_without_source", "/strategies/plain/reference")
        assert (error.facts["cell"], error.facts["count"]) == ("b × west", 1)

    def test_a_held_cell_needs_no_source(self) -> None:
        problem = company(baseline=amounts([100, 200, 300, None]), hold=amounts([None, None, None, 400]))
        assert reference(problem, blend(history=1)) == pytest.approx([100, 200, 300, 400])

    def test_sources_that_no_cell_states(self) -> None:
        error = refusal(company(), blend(potential=0.7, forecast=0.3))
        assert (error.code, error.facts["sources"]) == ("no_source_present", ["potential", "forecast"])

    def test_zeros_only(self) -> None:
        assert refusal(company(baseline=amounts([0, 0, 0, 0])), blend(history=1)).code == "reference_all_zero"

    def test_the_formulation_points_at_the_strategy(self) -> None:
        with pytest.raises(InvalidInput) as refused:
            formulation_of(company(), blend(history=1))
        assert refused.value.findings[0].location.pointer == "/strategies/plain/reference"


class TestTilt:
    def test_priority_tilts_by_the_exponential_of_the_intensity(self) -> None:
        # exp(ln 2 · 1) = 2, exp(ln 2 · −1) = 1/2: weights 200, 200, 150, 400 of 950.
        strategy = replace(PLAIN, strategic_intensity=np.log(2))
        problem = two_by_two(950, priority=np.array([1, np.nan, -1, 0]))
        assert reference(problem, strategy, 950) == pytest.approx([200, 200, 150, 400])

    def test_no_intensity_no_tilt(self) -> None:
        assert reference(two_by_two(1000, priority=np.ones(4)), PLAIN) == pytest.approx([100, 200, 300, 400])

    def test_priorities_of_members_and_cell_add_up_within_one(self) -> None:
        product = Dimension(
            "product", "", ("product",), (Member("a", "a", "product", priority=0.75), Member("b", "b", "product"))
        )
        region = Dimension(
            "region", "", ("region",), (Member("east", "", "region", priority=0.5), Member("west", "", "region"))
        )
        problem = two_by_two(dimensions=(product, region), priority=np.array([np.nan, -2.0, -0.25, np.nan]))
        assert problem.priority.tolist() == [1.0, -1.0, 0.25, 0.0]


class TestHolds:
    def test_a_held_cell_takes_its_amount_and_the_rest_is_shared(self) -> None:
        # 1000 less 460 leaves 540 for 100 : 200 : 300.
        problem = two_by_two(1000, hold=amounts([None, None, None, 460]))
        assert reference(problem, PLAIN) == pytest.approx([90, 180, 270, 460])

    def test_a_hold_is_not_tilted(self) -> None:
        problem = two_by_two(1000, hold=amounts([None, None, None, 460]), priority=np.array([0, 0, 0, 1.0]))
        assert reference(problem, replace(PLAIN, strategic_intensity=2.0))[3] == pytest.approx(460)

    def test_a_hold_of_zero_is_one(self) -> None:
        assert reference(two_by_two(hold=amounts([0, None, None, None])), PLAIN, 900) == [
            0,
            *[pytest.approx(x) for x in (200, 300, 400)],
        ]

    def test_holds_over_the_total_leave_nothing_to_share(self) -> None:
        assert reference(two_by_two(hold=amounts([1200, None, None, None])), PLAIN) == [1200, 0, 0, 0]


class TestCapability:
    def test_the_index_is_the_weight(self) -> None:
        dimensions = (
            flat("product", ["a", "b"]),
            flat("region", ["east", "west"], east={"capability": 1}, west={"capability": 1.5}),
        )
        problem = two_by_two(dimensions=dimensions, baseline=NOTHING)
        assert reference(problem, blend(capability=1)) == pytest.approx([200, 300, 200, 300])

    def test_several_dimensions_multiply(self) -> None:
        dimensions = (
            flat("product", ["a", "b"], a={"capability": 2}),
            flat("region", ["east", "west"], east={"capability": 3}, west={"capability": 1}),
        )
        found = source_values(two_by_two(dimensions=dimensions), ReferenceSource.CAPABILITY)
        assert found.tolist() == [6, 2, 3, 1]

    @pytest.mark.parametrize("held", ["high", True])
    def test_only_numbers_count(self, held: str | bool) -> None:
        dimensions = (flat("product", ["a", "b"]), flat("region", ["east", "west"], east={"capability": held}))
        assert np.isnan(source_values(two_by_two(dimensions=dimensions), ReferenceSource.CAPABILITY)).all()


def test_permuting_the_cells_permutes_the_reference() -> None:
    problem = random_problem(60, 5)
    order = np.random.default_rng(0).permutation(problem.cells.count)
    cells = problem.cells
    shuffled = replace(
        problem,
        cells=cells_of(
            cells.members[:, order],
            baseline=replace(cells.baseline, minor=cells.baseline.minor[order]),
            potential=replace(cells.potential, minor=cells.potential.minor[order]),
            priority=cells.priority[order],
        ),
    )
    strategy = replace(HALF, strategic_intensity=0.7)
    assert reference(shuffled, strategy) == pytest.approx(np.array(reference(problem, strategy))[order])


class TestWithoutHolds:
    def free(self, problem: AllocationProblem, strategy: Strategy, total: float = 1000) -> list[float]:
        return (free_reference(problem, strategy, strategy.strategic_intensity, total / 1000) * 1000).tolist()

    def test_held_cells_share_as_the_others_do(self) -> None:
        held = two_by_two(hold=amounts([None, None, None, 999]))
        assert self.free(held, blend(history=1), 1100) == pytest.approx([110, 220, 330, 440])

    def test_without_holds_it_is_the_reference(self) -> None:
        problem, strategy = random_problem(60, 2), replace(HALF, strategic_intensity=0.7)
        assert self.free(problem, strategy) == reference(problem, strategy)

    def test_a_held_cell_that_states_no_source_keeps_its_hold(self) -> None:
        problem = company(baseline=amounts([100, 200, 300, None]), hold=amounts([50, None, None, 400]))
        assert self.free(problem, blend(history=1)) == pytest.approx([100, 200, 300, 400])

    def test_where_nothing_is_left_to_share_by_all_holds_stay(self) -> None:
        problem = company(baseline=amounts([0, 0, None, None]), hold=amounts([100, 200, 300, 400]))
        assert self.free(problem, blend(history=1)) == pytest.approx([100, 200, 300, 400])


class TestUniformGrowth:
    def test_everybody_grows_alike(self) -> None:
        grown = uniform_growth(two_by_two(), 1.1)
        assert grown is not None
        assert (grown * 1000).tolist() == pytest.approx([110, 220, 330, 440])

    def test_cells_without_history_or_below_zero_have_none(self) -> None:
        grown = uniform_growth(company(baseline=amounts([-50, None, 300, 100])), 0.8)
        assert grown is not None
        assert (grown * 1000).tolist() == pytest.approx([0, 0, 600, 200])

    def test_there_is_none_without_a_last_year(self) -> None:
        assert uniform_growth(company(baseline=amounts([0, None, -10, 0])), 1.0) is None

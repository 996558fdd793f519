"""Roll-ups against sums over cells that anyone can follow."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.capacity import Capacity
from models.allocation.measures import measure_nodes
from models.allocation.over_assignment import LevelNumbers
from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem
from models.allocation.rollup import Cut, NodeFigures, Period, RollUp, cut_of, roll_up, whole_of
from models.arrays import FloatArray, IntArray
from models.errors import InvalidInput
from models.findings import Finding
from models.units import Money, MoneyUnit, Pieces
from tests.support.over_assignment import hedged, in_teams, north_and_south
from tests.support.phasing import phased, random_seasons
from tests.support.problems import BALANCED, amounts, flat, random_problem, two_by_two
from tests.support.solving import plan_of


def rolled(plan: Plan, *by: str, **options: Any) -> tuple[Cut, RollUp]:
    cut = cut_of(plan.problem, by)
    return cut, roll_up(plan.problem, plan.numbers, cut, capacities=plan.capacities, **options)


def yearly(plan: Plan, *by: str) -> dict[tuple[str, ...], tuple[NodeFigures, int]]:
    cut, found = rolled(plan, *by)
    return {key: (found.figures[0], node) for node, key in enumerate(cut.groups.keys)}


def refused(problem: AllocationProblem, *by: str) -> Finding:
    with pytest.raises(InvalidInput) as caught:
        cut_of(problem, by)
    (finding,) = caught.value.findings
    return finding


class TestAgainstBruteForce:
    axes = ("product", "region", "rep", "team")

    @settings(max_examples=10)
    @given(st.integers(0, 10**6), st.booleans())
    def test_every_cut_by_none_one_or_two(self, seed: int, is_hedged: bool) -> None:
        problem = in_teams(random_problem(50, seed), 3)
        if is_hedged:
            problem = hedged(replace(problem, limits=()), "rep", {"team": 0.05, "rep": 0.03})
        plan = plan_of(problem, BALANCED)
        for size in range(3):
            for by in combinations(self.axes, size):
                self.check(plan, by)

    def check(self, plan: Plan, by: tuple[str, ...]) -> None:
        cells, numbers = plan.problem.cells, plan.numbers
        depth = 2 if "rep" in by else 1 if "team" in by else 0
        own = numbers.at(depth)
        below = numbers.at(depth + 1) if depth else numbers.leaf
        for key, (figures, node) in yearly(plan, *by).items():
            inside = [cell for cell in range(cells.count) if self.key_of(plan.problem, cell, by) == key]
            based = [cell for cell in inside if cells.baseline.present[cell]]
            earlier = [cell for cell in inside if cells.previous.present[cell]]
            assert figures.target[node] == sum(own[inside].tolist())
            assert figures.plan[node] == sum(numbers.plan[inside].tolist())
            assert figures.assigned[node] == sum(below[inside].tolist())
            assert figures.baseline is not None and figures.previous is not None
            assert figures.baseline.minor[node] == sum(cells.baseline.minor[based].tolist())
            assert figures.previous.minor[node] == sum(cells.previous.minor[earlier].tolist())
            assert figures.previous.known[node] == bool(earlier)
            assert figures.cells[node] == len(inside)
            margin = sum(cells.margin_rate[cell] * own[cell] for cell in inside) / sum(own[inside].tolist())
            assert figures.margin_rate[node] == pytest.approx(margin)

    @staticmethod
    def key_of(problem: AllocationProblem, cell: int, by: tuple[str, ...]) -> tuple[str, ...] | None:
        product, region, rep = problem.cell_key(cell)
        team = problem.dimensions[2].by_key[rep].parent
        keys = {"product": product, "region": region, "rep": rep, "team": team}
        chosen = [keys[name] for name in by]
        return None if None in chosen else tuple(str(key) for key in chosen)


class TestByHand:
    def test_growth_and_share(self) -> None:
        plan = plan_of(two_by_two(1100, baseline=amounts([100, 200, 300, None]), hold=amounts([None, None, None, 500])))
        figures, node = yearly(plan, "region")["west",]
        # The west: 200 as last year, and 500 of new business.
        assert figures.growth_rate(node) == pytest.approx(700 / 200 - 1)
        assert figures.like_for_like_rate(node) == pytest.approx(0)
        assert figures.share[node] == pytest.approx(700 / 1100)

    def test_null_is_not_zero(self) -> None:
        plan = plan_of(
            two_by_two(1000, baseline=amounts([100, None, 300, None]), potential=amounts([1, 1, 1, 1])), BALANCED
        )
        figures, node = yearly(plan, "region")["west",]
        assert figures.baseline is not None and not figures.baseline.known[node]
        assert figures.growth_rate(node) is None
        assert np.isnan(figures.margin[node]) and np.isnan(figures.margin_rate[node])

    def test_margin_over_the_cells_that_state_one(self) -> None:
        # The east: 0.1 · 110 of 110; b east states none.
        plan = plan_of(two_by_two(1100, margin_rate=np.array([0.1, 0.2, np.nan, np.nan])))
        figures, node = yearly(plan, "region")["east",]
        assert figures.margin[node] * 1000 == pytest.approx(11)
        assert figures.margin_rate[node] == pytest.approx(0.1)

    def test_attributes_cut_too_and_the_rest_is_counted(self) -> None:
        products = flat("product", ["a", "b"], a={"lifecycle": "new"})
        problem = two_by_two(1100, dimensions=(products, flat("region", ["east", "west"])))
        cut, found = rolled(plan_of(problem), "lifecycle", "region")
        assert cut.groups.keys == (("new", "east"), ("new", "west"))
        assert found.figures[0].target.tolist() == [11_000, 22_000]
        assert (found.outside_cells, found.outside_plan) == (2, 77_000)

    def test_the_total_is_in_the_numbers_of_the_cut(self) -> None:
        plan = plan_of(north_and_south())
        found = roll_up(plan.problem, plan.numbers, whole_of(cut_of(plan.problem, ["team"]))).figures[0]
        assert [int(one[0]) / 100 for one in (found.target, found.plan, found.hedge)] == [1050, 1000, 42]


class TestMeasures:
    forecast = amounts([200, 100, None, 0])

    def test_difficulty_leaves_out_cells_without_forecast(self) -> None:
        plan = plan_of(two_by_two(1100, forecast=self.forecast))
        figures, east = yearly(plan, "region")["east",]
        west = 1 - east
        assert figures.measures is not None
        assert figures.measures.difficulty[east] == pytest.approx(110 / 200)  # b east states none
        assert figures.measures.difficulty[west] == pytest.approx((220 + 440) / 100)

    def test_no_forecast_no_difficulty(self) -> None:
        figures, node = yearly(plan_of(two_by_two(1100)), "region")["east",]
        assert figures.measures is not None
        assert np.isnan(figures.measures.difficulty[node]) and np.isnan(figures.measures.attain_probability[node])

    def test_probability_is_asked_for_the_cells_that_have_a_forecast(self) -> None:
        asked: list[tuple[IntArray, FloatArray]] = []

        def stub(_: AllocationProblem, code: IntArray, count: int, targets: FloatArray, /) -> FloatArray:
            asked.append((code, targets))
            return np.full(count, 0.25)

        problem = two_by_two(1100, forecast=amounts([200, None, 100, None]))
        code = np.array([0, 1, 0, 1])
        found = measure_nodes(problem, code, 2, np.array([100, 200, 300, 400]), (), stub)
        ((cells, targets),) = asked
        assert cells.tolist() == [0, -1, 0, -1]
        assert (targets * 100_000).tolist() == pytest.approx([400, 0])
        assert found.attain_probability[0] == 0.25
        assert np.isnan(found.attain_probability[1])  # nobody's forecast tells

    def test_people_are_measured_by_their_own_number(self) -> None:
        problem = north_and_south()
        plan = plan_of(problem)
        forecasts = amounts([100, 300, 200, 400])
        problem = replace(problem, cells=replace(problem.cells, forecast=forecasts))
        for axis, key, expected in (("rep", "chen", 437 / 400), ("team", "south", 1.05), ("product", "a", 1.0)):
            cut = cut_of(problem, [axis])
            measures = roll_up(problem, plan.numbers, cut).figures[0].measures
            assert measures is not None
            assert measures.difficulty[cut.groups.keys.index((key,))] == pytest.approx(expected)


class TestUtilisation:
    def test_groups_that_lie_within_the_node(self) -> None:
        # Last year's shares of 1,000: 100, 200, 300, 400; each region can carry 800.
        limit = Capacity(kind="capacity", name="load", by="region", amount=800)
        plan = plan_of(two_by_two(1000, limits=[limit]))
        figures, _ = yearly(plan, "region")["east",]
        assert figures.measures is not None
        assert figures.measures.utilisation.tolist() == pytest.approx([0.5, 0.75])
        products, _ = yearly(plan, "product")["a",]
        assert products.measures is not None and np.isnan(products.measures.utilisation).all()
        company, node = yearly(plan)[()]
        assert company.measures is not None
        assert company.measures.utilisation[node] == pytest.approx(1000 / 1600)

    def test_money_and_hours_are_not_added_up(self) -> None:
        limits = [
            Capacity(kind="capacity", name="load", by="region", amount=800),
            Capacity(kind="capacity", name="hours", by="region", measure="effort", amount=1),
        ]
        plan = plan_of(two_by_two(1000, limits=limits, effort=np.full(4, 0.0015)))
        figures, _ = yearly(plan, "region")["east",]
        assert figures.measures is not None
        # 400 · 0.0015 = 0.6 hours of 1; 600 of 800 is less than 0.9 hours of 1.
        assert figures.measures.utilisation.tolist() == pytest.approx([0.6, 0.9])
        card = plan.scorecard
        assert card.utilisation_mean == pytest.approx((0.5 + 0.75 + 0.6 + 0.9) / 4)
        assert card.utilisation_worst == pytest.approx(0.9)

    def test_other_limits_are_no_capacity(self) -> None:
        limit = AmountLimit(kind="amount_limit", name="cap", by="region", max_amount=800)
        plan = plan_of(two_by_two(1000, limits=[limit]))
        assert plan.capacities == ()
        assert plan.scorecard.utilisation_mean is None

    def test_capacity_of_teams_is_used_by_their_own_numbers(self) -> None:
        limit = Capacity(kind="capacity", name="load", by="team", amount=1000)
        figures, _ = yearly(plan_of(north_and_south(limit)), "team")["north",]  # type: ignore[arg-type]
        assert figures.measures is not None
        assert figures.measures.utilisation.tolist() == pytest.approx([0.63, 0.42])


class TestPeriods:
    months = np.arange(48, dtype=np.int64).reshape(4, 12)

    def by(self, plan: Plan, period: Period, *axes: str, layers: int = 1) -> tuple[NodeFigures, ...]:
        """Layer k has the months of the cells times k + 1."""
        minor = tuple(self.months * (layer + 1) for layer in range(layers))
        months = LevelNumbers(plan.problem.over_assignment, minor)
        return rolled(plan, *axes, period=period, months=months)[1].figures

    def test_quarters_and_months(self) -> None:
        plan = plan_of(two_by_two(1100))
        found = self.by(plan, Period.QUARTER, "region")
        assert len(found) == 4
        first = found[0]
        # East: cells 0 and 2, months 0, 1, 2 and 24, 25, 26.
        assert first.target.tolist() == [0 + 1 + 2 + 24 + 25 + 26, 12 + 13 + 14 + 36 + 37 + 38]
        assert first.share.sum() == pytest.approx(1)
        assert (first.baseline, first.previous, first.measures, first.growth_rate(0)) == (None, None, None, None)
        sums = sum(figures.target for figures in self.by(plan, Period.MONTH, "region"))
        assert np.asarray(sums).tolist() == [int(self.months[[0, 2]].sum()), int(self.months[[1, 3]].sum())]

    def test_numbers_above_people_have_months_of_their_own(self) -> None:
        plan = plan_of(north_and_south())  # layers: plan, team, rep
        january = {name: self.by(plan, Period.MONTH, *name, layers=3)[0] for name in ((), ("team",), ("rep",))}
        company, team, rep = january.values()
        # Cells in January: 0 (Ann), 12 (Bo), 24 (Ann), 36 (Chen).
        assert [one.tolist() for one in (company.target, company.assigned, company.hedge)] == [[72], [216], [144]]
        assert [one.tolist() for one in (team.target, team.plan, team.hedge)] == [[72, 72], [36, 36], [36, 36]]
        assert [one.tolist() for one in (rep.target, rep.plan, rep.hedge)] == [[72, 36, 108], [24, 12, 36], [0, 0, 0]]

    def test_without_months_only_the_year(self) -> None:
        with pytest.raises(ValueError, match="months"):
            rolled(plan_of(two_by_two(1100)), period=Period.QUARTER)

    @settings(max_examples=5)
    @given(st.integers(0, 10**6), st.booleans())
    def test_against_brute_force(self, seed: int, is_hedged: bool) -> None:
        problem = in_teams(random_problem(40, seed), 3)
        problem = phased(problem, *random_seasons(problem, seed), increment=problem.increment_minor // 10)
        if is_hedged:
            problem = hedged(replace(problem, limits=()), "rep", {"team": 0.05, "rep": 0.03})
        plan = plan_of(problem, BALANCED)
        layers = plan.month_numbers
        assert layers is not None
        for by, own, below in (((), 0, -1), (("region",), 0, -1), (("team",), 1, 2), (("team", "region"), 1, 2)):
            places = [0, 0, 0] if not is_hedged else [own, below, 0]
            for period in (Period.QUARTER, Period.MONTH):
                self.check(plan, by, period, [layers.minor[place] for place in places])

    def check(self, plan: Plan, by: tuple[str, ...], period: Period, layers: list[IntArray]) -> None:
        cut, found = rolled(plan, *by, period=period, months=plan.month_numbers)
        step = period.months
        for place, figures in enumerate(found.figures):
            for node, key in enumerate(cut.groups.keys):
                inside = [
                    cell
                    for cell in range(plan.problem.cells.count)
                    if TestAgainstBruteForce.key_of(plan.problem, cell, by) == key
                ]
                sums = [
                    sum(sum(layer[cell].tolist()[place * step : (place + 1) * step]) for cell in inside)
                    for layer in layers
                ]
                assert [int(one[node]) for one in (figures.target, figures.assigned, figures.plan)] == sums
        yearly_figures = rolled(plan, *by)[1].figures[0]
        for name in ("target", "plan", "assigned", "hedge"):
            parts = sum(getattr(figures, name) for figures in found.figures)
            assert np.asarray(parts).tolist() == getattr(yearly_figures, name).tolist()


class TestPieces:
    def test_margin_of_pieces_is_money(self) -> None:
        # East: 110 pieces at 20 with a margin of 10 %, and 330 pieces without a price.
        pieces = replace(
            two_by_two(1100, margin_rate=np.array([0.1, 0.2, 0.3, 0.4])),
            money=Money("CNY", MoneyUnit.MAJOR, Pieces("台", 2)),
        )
        pieces = replace(pieces, cells=replace(pieces.cells, unit_price=np.array([20.0, 10.0, np.nan, 1.0])))
        figures, node = yearly(plan_of(pieces), "region")["east",]
        assert figures.margin[node] * 1000 == pytest.approx(0.1 * 110 * 20)
        assert figures.margin_rate[node] == pytest.approx(0.1)


class TestAxes:
    problem = north_and_south()

    def test_unknown(self) -> None:
        finding = refused(self.problem, "temas")
        assert (finding.code, finding.facts["near"]) == ("unknown_axis", ["team"])

    @pytest.mark.parametrize("by", [("team", "team"), ("rep", "rep.rep"), ("product", "product.product")])
    def test_the_same_twice(self, by: tuple[str, str]) -> None:
        assert refused(self.problem, *by).code == "axis_twice"

    def test_levels_of_one_tree_may_be_crossed(self) -> None:
        assert cut_of(self.problem, ("team", "rep")).groups.keys == (
            ("north", "ann"),
            ("north", "bo"),
            ("south", "chen"),
        )

    def test_three(self) -> None:
        finding = refused(self.problem, "team", "rep", "product")
        assert (finding.code, finding.facts) == ("too_many_axes", {"count": 3, "most": 2})

    def test_every_fault_at_once(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            cut_of(self.problem, ("x", "y"))
        assert [finding.facts["name"] for finding in caught.value.findings] == ["x", "y"]

"""Ledgers: exact sums everywhere, and every line the difference of two optima that somebody else computes too."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.chosen_node import NodeName, find_node, find_person
from models.allocation.ledger import Ledger, LedgerLine
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.cardinality import Cardinality
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.growth_limit import GrowthLimit
from models.allocation.limits.ledger_lines import LINE_OF_FAMILY
from models.allocation.plan import Plan, exact_tolerance
from models.allocation.problem import Amounts
from models.allocation.strategy import Normalise, ReferenceSource, Strategy, Term, Weights
from models.arrays import FloatArray, IntArray
from models.errors import LimitReached
from scenarios.definition import load_scenario
from scenarios.ledger import explain_plan
from solvers.base import SolverBackend, SolverOptions
from tests.support.oracle import oracle_targets
from tests.support.over_assignment import north_and_south
from tests.support.problems import BALANCED, PLAIN, amounts, random_problem, two_by_two
from tests.support.random_companies import Kind, random_company, random_strategy
from tests.support.solving import CBC, HIGHS, plan_of, program_of
from tests.support.variations import renamed, with_limits

EXAMPLES = Path(__file__).parents[2] / "scenarios" / "examples"
SEEDS = st.integers(0, 10**6)
QUICK = settings(max_examples=10, derandomize=True)
KINDS = st.builds(
    Kind,
    cells=st.sampled_from([3, 8, 16]),
    slack=st.sampled_from([0.02, 0.1, 0.3]),
    gaps=st.booleans(),
    hedges=st.booleans(),
    phasing=st.booleans(),
    holds=st.booleans(),
    range_target=st.booleans(),
    increment=st.sampled_from([1, 100, 10_000]),
)
ORDER = list(LedgerLine)


def ledger_of(plan: Plan, backend: SolverBackend = HIGHS) -> Ledger:
    """The ledger of a plan, without a time limit."""
    return explain_plan(plan, backend, SolverOptions())


def line(ledger: Ledger, which: LedgerLine) -> list[float]:
    """One line of all leaf targets in yuan."""
    return [float(amount) / 100 for amount in ledger.leaf[ORDER.index(which)]]


def ends(lines: IntArray, which: LedgerLine) -> IntArray:
    """The numbers at the end of a line, per cell in minor units."""
    return np.asarray(lines[: ORDER.index(which) + 1].sum(axis=0))


@pytest.fixture(scope="module")
def capped() -> Ledger:
    """The company of TestByHand."""
    cap = AmountLimit(kind="amount_limit", name="east", where={"region": "east"}, max_amount=Decimal(420))
    return ledger_of(plan_of(two_by_two(1100, limits=(cap,), hold=amounts([None, 240, None, None]))))


@pytest.fixture(scope="module")
def handed_down() -> Ledger:
    """The company of TestOverAssignment."""
    return ledger_of(plan_of(north_and_south(target=2000)))


class TestByHand:
    """Last year 100, 200, 300, 400 (a east, a west, b east, b west), 1,100 to share out: everybody grows by a tenth to
    110, 220, 330, 440. The east may have 420 of its 440: 105 and 315, and the west's cells share its 20 in proportion,
    226⅔ and 453⅓. A west is fixed at 240: the others' references are then 107.5, 322.5 and 430, the east still ends at
    420, which leaves 440 for b west."""

    def test_lines_of_the_cells(self, capped: Ledger) -> None:
        assert line(capped, LedgerLine.LAST_YEAR) == [100, 200, 300, 400]
        assert line(capped, LedgerLine.COMPANY_GROWTH) == [10, 20, 30, 40]
        assert line(capped, LedgerLine.FLOORS_AND_CAPS) == [-5, 6.67, -15, 13.33]
        assert line(capped, LedgerLine.COMMITMENTS_AND_HOLDS) == [0, 13.33, 0, -13.33]
        moving = {
            LedgerLine.LAST_YEAR,
            LedgerLine.COMPANY_GROWTH,
            LedgerLine.FLOORS_AND_CAPS,
            LedgerLine.COMMITMENTS_AND_HOLDS,
        }
        assert all(not capped.leaf[ORDER.index(which)].any() for which in ORDER if which not in moving)

    def test_lines_of_a_node(self, capped: Ledger) -> None:
        found = capped.of_node(find_node(capped.problem, NodeName.of(["region=west"])))
        lines = dict(found.lines)
        assert found.total_minor == 68_000 == sum(lines.values())
        assert list(lines) == ORDER
        assert lines[LedgerLine.COMPANY_GROWTH] == 6_000
        assert lines[LedgerLine.FLOORS_AND_CAPS] == 2_000
        assert lines[LedgerLine.COMMITMENTS_AND_HOLDS] == 0

    def test_limits_act_where_their_line_is(self, capped: Ledger) -> None:
        east, west = (
            capped.of_node(find_node(capped.problem, NodeName.of([f"region={one}"]))) for one in ("east", "west")
        )
        assert [(item.line, item.limit.identity.name, item.cells.tolist()) for item in east.acting] == [
            (LedgerLine.FLOORS_AND_CAPS, "east", [0, 2])
        ]
        assert [(item.line, item.limit.identity.kind) for item in west.acting] == [
            (LedgerLine.COMMITMENTS_AND_HOLDS, "hold")
        ]

    def test_blend_and_tilt(self) -> None:
        """Half history, half potential, which is all the west's: shares .05, .35, .15, .45; b counts double."""
        strategy = replace(
            PLAIN,
            reference={ReferenceSource.HISTORY: 0.5, ReferenceSource.POTENTIAL: 0.5},
            strategic_intensity=float(np.log(2.0)),
        )
        case = two_by_two(1600, potential=amounts([0, 500, 0, 500]), priority=np.array([0.0, 0.0, 1.0, 1.0]))
        ledger = ledger_of(plan_of(case, strategy))
        assert line(ledger, LedgerLine.COMPANY_GROWTH) == [60, 120, 180, 240]
        assert line(ledger, LedgerLine.REFERENCE_BLEND) == [-80, 240, -240, 80]
        assert line(ledger, LedgerLine.STRATEGIC_TILT) == [-30, -210, 60, 180]

    def test_new_cells_come_in_with_the_blend(self) -> None:
        case = two_by_two(1200, baseline=amounts([100, None, 300, 0]), potential=amounts([100, 200, 300, 400]))
        strategy = replace(PLAIN, reference={ReferenceSource.HISTORY: 0.5, ReferenceSource.POTENTIAL: 0.5})
        ledger = ledger_of(plan_of(case, strategy))
        assert line(ledger, LedgerLine.LAST_YEAR) == [100, 0, 300, 0]
        assert line(ledger, LedgerLine.COMPANY_GROWTH) == [200, 0, 600, 0]
        assert line(ledger, LedgerLine.REFERENCE_BLEND)[1] > 0 and line(ledger, LedgerLine.REFERENCE_BLEND)[3] > 0

    def test_without_any_last_year_the_blend_brings_everything(self) -> None:
        case = two_by_two(1000, baseline=Amounts.absent(4), potential=amounts([100, 200, 300, 400]))
        ledger = ledger_of(plan_of(case, replace(PLAIN, reference={ReferenceSource.POTENTIAL: 1.0})))
        assert line(ledger, LedgerLine.REFERENCE_BLEND) == [100, 200, 300, 400]
        assert not ledger.leaf[: ORDER.index(LedgerLine.REFERENCE_BLEND)].any()

    def test_returns_stay_in_last_year_and_go_with_the_growth(self) -> None:
        ledger = ledger_of(plan_of(two_by_two(1000, baseline=amounts([-100, 200, 300, 500]))))
        assert line(ledger, LedgerLine.LAST_YEAR) == [-100, 200, 300, 500]
        assert line(ledger, LedgerLine.COMPANY_GROWTH) == [100, 0, 0, 0]

    def test_a_fixed_cell_that_states_nothing_else_has_its_number_from_the_blend_on(self) -> None:
        case = two_by_two(1000, baseline=amounts([None, 200, 300, 400]), hold=amounts([100, None, None, None]))
        ledger = ledger_of(plan_of(case))
        assert line(ledger, LedgerLine.LAST_YEAR) == [0, 200, 300, 400]
        assert line(ledger, LedgerLine.REFERENCE_BLEND)[0] == 100
        assert line(ledger, LedgerLine.COMMITMENTS_AND_HOLDS)[0] == 0

    def test_a_range_moves_the_company_where_floors_do(self) -> None:
        """A range of 950 to 1,050 shares out 1,000; the south's 345 of 300 takes nothing from anybody."""
        target = CompanyTotal(min_amount=Decimal(950), max_amount=Decimal(1050))
        floor = AmountLimit(kind="amount_limit", name="floor", where={"product": "a"}, min_amount=Decimal(345))
        ledger = ledger_of(plan_of(two_by_two(target, limits=(floor,))))
        whole = dict(ledger.of_node(find_node(ledger.problem, NodeName())).lines)
        assert whole[LedgerLine.LAST_YEAR] == 100_000
        assert whole[LedgerLine.FLOORS_AND_CAPS] == 4_500

    def test_a_choice_has_its_own_line(self) -> None:
        """No more than one product in the east: its 110 of a goes, and the others share it in proportion."""
        limit = Cardinality(
            kind="cardinality",
            name="one each",
            where={"region": "east"},
            by=("region",),
            count=("product",),
            max_count=1,
        )
        ledger = ledger_of(plan_of(two_by_two(1100, limits=(limit,))))
        growth = 110 / 990
        assert line(ledger, LedgerLine.CARDINALITY) == pytest.approx(
            [-110, 220 * growth, 330 * growth, 440 * growth], abs=0.011
        )


class TestOverAssignment:
    """Teams get 5 % more than the plan, people 4 % more than their team; last year 100, 300, 200, 400."""

    @pytest.mark.parametrize(
        ("name", "last_year", "growth", "on_top"),
        [
            (["rep=ann"], 300, 300, 55.2),
            (["team=north"], 600, 600, 60),
            (["team=north", "product=a"], 400, 400, 40),
            (["product=a"], 400, 400, 0),
            ([], 1000, 1000, 0),
        ],
    )
    def test_nodes_sum_to_their_own_number(
        self, handed_down: Ledger, name: list[str], last_year: float, growth: float, on_top: float
    ) -> None:
        found = handed_down.of_node(find_node(handed_down.problem, NodeName.of(name)))
        lines = {which: amount / 100 for which, amount in found.lines}
        assert lines[LedgerLine.LAST_YEAR] == last_year
        assert lines[LedgerLine.COMPANY_GROWTH] == growth
        assert lines[LedgerLine.OVER_ASSIGNMENT] == pytest.approx(on_top, abs=0.011)
        assert sum(lines.values()) == pytest.approx(last_year + growth + on_top, abs=1.0)


@QUICK
@given(SEEDS, KINDS)
def test_lines_add_up_everywhere(seed: int, kind: Kind) -> None:
    plan = plan_of(random_company(seed, kind).problem, random_strategy(seed))
    ledger = ledger_of(plan)
    layers = (*plan.upper_levels, plan.targets_minor)
    for lines, published in zip(ledger.minor, layers, strict=True):
        assert lines.dtype == np.int64
        assert (lines.sum(axis=0) == published).all()
    for part in (plan.index.company, plan.index.cells, *plan.index.by_level, *plan.index.crossings()):
        assert (ledger.of_partition(part).sum(axis=0) == plan.totals(part).target).all(), part.key
    for key in {plan.problem.cell_key(cell)[1] for cell in range(plan.problem.cells.count)}:
        person = ledger.of_node(find_person(plan.problem, key))
        mine = [plan.problem.cell_key(cell)[1] == key for cell in range(plan.problem.cells.count)]
        assert person.total_minor == plan.targets_minor[mine].sum()
    whole = ledger.of_node(find_node(plan.problem, NodeName()))
    assert whole.total_minor == plan.total_minor


@QUICK
@given(SEEDS, KINDS)
def test_nothing_is_lost_before_rounding(seed: int, kind: Kind) -> None:
    """What stands above the rounding is the exact plan, to less than one minor unit and a bit."""
    plan = plan_of(random_company(seed, kind).problem, random_strategy(seed))
    exact = plan.exact * plan.problem.money.minor_per_thousand
    assert np.abs(ends(ledger_of(plan).leaf, LedgerLine.COMMITMENTS_AND_HOLDS) - exact).max() < 1.001


def recomputed(plan: Plan, last: LedgerLine) -> FloatArray:
    """Leaf targets in thousands at the end of a line, by another solver and from a scenario that has only the limits
    so far and no fixed cells."""
    problem, weights = plan.problem, plan.strategy.weights
    kept = tuple(one for one in problem.limits if ORDER.index(LINE_OF_FAMILY[one.kind]) <= ORDER.index(last))
    cells = replace(problem.cells, hold=Amounts.absent(problem.cells.count))
    if last is not LedgerLine.OBJECTIVE_TERMS:
        weights = Weights.of({Term.FIT: weights.fit})
    program = program_of(replace(problem, limits=kept, cells=cells), replace(plan.strategy, weights=weights))
    return oracle_targets(program)[: program.n_cells]


SOLVED = [
    LedgerLine.FLOORS_AND_CAPS,
    LedgerLine.CAPACITY,
    LedgerLine.SHARES_AND_MARGIN,
    LedgerLine.DIFFICULTY,
    LedgerLine.OBJECTIVE_TERMS,
]


@settings(max_examples=12, derandomize=True)
@given(SEEDS, st.booleans(), st.booleans(), st.sampled_from([0.02, 0.1]))
def test_each_line_is_the_difference_of_two_optima(seed: int, hedges: bool, holds: bool, slack: float) -> None:
    kind = Kind(cells=12, slack=slack, hedges=hedges, holds=holds, increment=1)
    plan = plan_of(random_company(seed, kind).problem, random_strategy(seed, attainability=0.0))
    ledger = ledger_of(plan)
    before = ends(ledger.leaf, LedgerLine.OVER_ASSIGNMENT) / plan.problem.money.minor_per_thousand
    for which in SOLVED:
        after = recomputed(plan, which)
        expected = (after - before) * plan.problem.money.minor_per_thousand
        found = ledger.leaf[ORDER.index(which)]
        assert np.abs(found - expected).max() <= 2.0 + 1e-7 * plan.targets_minor.sum(), which
        before = after


@QUICK
@given(SEEDS, st.sampled_from([("growth_limit",), ("capacity", "share_limit"), ("commitment", "hold"), ("parity",)]))
def test_families_that_a_scenario_does_not_have_are_zero(seed: int, families: Sequence[str]) -> None:
    problem = random_company(seed, Kind(cells=12, slack=0.02, families=families)).problem
    ledger = ledger_of(plan_of(problem, replace(random_strategy(seed), strategic_intensity=0.0)))
    there = {LINE_OF_FAMILY[limit.kind] for limit in problem.limits}
    absent = (set(LINE_OF_FAMILY.values()) - there) | {LedgerLine.OVER_ASSIGNMENT, LedgerLine.STRATEGIC_TILT}
    for which in absent:
        assert not ledger.leaf[ORDER.index(which)].any(), which
    assert {item.line for item in ledger.acting} <= there


@QUICK
@given(SEEDS, KINDS)
def test_both_solvers_give_the_same_ledger(seed: int, kind: Kind) -> None:
    problem, strategy = random_company(seed, kind).problem, random_strategy(seed)
    first = ledger_of(plan_of(problem, strategy, HIGHS), HIGHS)
    second = ledger_of(plan_of(problem, strategy, CBC), CBC)
    for one, other in zip(first.minor, second.minor, strict=True):
        assert (one == other).all()


@QUICK
@given(SEEDS, st.integers(0, 1000))
def test_other_names_give_everybody_the_same_lines(seed: int, names: int) -> None:
    """To two minor units: who of equals gets the odd one goes by the order of names."""
    problem = random_problem(40, seed)
    other, order = renamed(problem, names)
    ledger, moved = ledger_of(plan_of(problem, BALANCED)), ledger_of(plan_of(other, BALANCED))
    assert np.abs(ledger.leaf[:-1][:, order] - moved.leaf[:-1]).max() <= 2


@pytest.mark.slow
@pytest.mark.parametrize("normalise", list(Normalise))
@pytest.mark.parametrize("tiers", [(), ((Term.FAIRNESS,), (Term.FIT,))])
def test_staged_strategies(normalise: Normalise, tiers: tuple[tuple[Term, ...], ...]) -> None:
    strategy: Strategy = replace(random_strategy(7, fairness=0.5, profit=0.1), normalise=normalise, tiers=tiers)
    plan = plan_of(random_company(11, Kind(cells=16, slack=0.1, holds=True, gaps=False)).problem, strategy)
    ledger = ledger_of(plan)
    assert (ledger.leaf.sum(axis=0) == plan.targets_minor).all()
    assert ledger.leaf[ORDER.index(LedgerLine.OBJECTIVE_TERMS)].any()
    assert ledger.error <= exact_tolerance(plan.problem)


def test_a_soft_limit_acts_at_its_price() -> None:
    """A cap that the plan breaks at its price, as it does in the plan."""
    limit = AmountLimit.model_validate(
        {
            "kind": "amount_limit",
            "name": "east",
            "where": {"region": "east"},
            "max_amount": 300,
            "soft": {"penalty": 0.1},
        }
    )
    plan = plan_of(two_by_two(1100, limits=(limit,)))
    ledger = ledger_of(plan)
    moved = line(ledger, LedgerLine.FLOORS_AND_CAPS)
    assert -140 < moved[0] + moved[2] < 0
    (acting,) = ledger.of_node(find_node(plan.problem, NodeName.of(["region=east"]))).acting
    assert acting.limit.paid > 0


def test_limits_that_change_nothing_are_not_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = with_limits(
        two_by_two(1100), GrowthLimit(kind="growth_limit", name="loose", by=("product", "region"), max_growth_rate=0.5)
    )
    plan = plan_of(problem, replace(PLAIN, weights=Weights(profit=0.0, strategic=0.1, stability=0.0)))

    def refuse(*_: object) -> None:
        raise AssertionError("a line was solved")

    monkeypatch.setattr("scenarios.ledger.polish_columns", refuse)
    assert not ledger_of(plan).leaf[ORDER.index(LedgerLine.FLOORS_AND_CAPS)].any()


class TestExamples:
    """The example company has a hand in every line but one, and the example of few product lines in that one."""

    @staticmethod
    def example(name: str) -> Ledger:
        found = load_scenario(EXAMPLES / f"{name}.scenario.yaml")
        return ledger_of(plan_of(found.problem, found.strategies[found.default_strategy]))

    def test_company(self) -> None:
        """Last year 424 million yuan and growth of 15 %; people carry 2 and 1 % on top where hedges say so."""
        ledger = self.example("company")
        idle = [which for which in LedgerLine if not ledger.leaf[ORDER.index(which)].any()]
        assert idle == [LedgerLine.CARDINALITY]
        whole = dict(ledger.of_node(find_node(ledger.problem, NodeName())).lines)
        moving = {which: amount for which, amount in whole.items() if amount}
        assert moving == {LedgerLine.LAST_YEAR: 42_400_000_000, LedgerLine.COMPANY_GROWTH: 6_360_000_000}
        families = {item.limit.identity.kind for item in ledger.acting}
        assert {"capacity", "commitment", "hold"} <= families

    def test_few_product_lines(self) -> None:
        ledger = self.example("focus")
        assert ledger.leaf[ORDER.index(LedgerLine.CARDINALITY)].any()
        assert {item.line for item in ledger.acting} == {LedgerLine.CARDINALITY}


class TestEnds:
    def test_a_stop_ends_the_work(self) -> None:
        plan, stop = plan_of(two_by_two(1100)), threading.Event()
        stop.set()
        with pytest.raises(LimitReached):
            explain_plan(plan, HIGHS, SolverOptions(stop=stop))

    def test_so_does_the_time(self) -> None:
        with pytest.raises(LimitReached):
            explain_plan(plan_of(two_by_two(1100)), HIGHS, SolverOptions(time_limit_seconds=0.0))

    def test_phases_are_told(self) -> None:
        told: list[str] = []
        explain_plan(plan_of(two_by_two(1100)), HIGHS, SolverOptions(), told.append)
        assert told[0] == "formulate"

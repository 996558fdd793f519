"""The fairness certificate: by hand, against loops over the cells, and against the limits of the solve."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation.certificate.certificate import FairnessCertificate, certify
from models.allocation.certificate.rules import CertificateRules, CheckKind, Missing
from models.allocation.certificate.verdict import verdict
from models.allocation.difficulty_basis import DifficultyBasis, DifficultyMeasure
from models.allocation.dimensions import Member
from models.allocation.limits.difficulty_band import DifficultyBand
from models.allocation.limits.neutrality import Neutrality
from models.allocation.limits.parity import Parity
from models.allocation.over_assignment import LevelNumbers
from models.allocation.problem import AllocationProblem, Amounts
from models.allocation.statement_error import StatementError
from tests.support.problems import amounts, flat, tree, two_by_two
from tests.support.random_companies import Kind, random_company, random_strategy
from tests.support.solving import result_of

REP = tree(
    "rep",
    ["team", "rep"],
    Member("North", "North", "team"),
    Member("South", "South", "team"),
    Member("Ann", "Ann Lee", "rep", parent="North", attributes={"hire_date": "2015-01-01", "skill": 1}),
    Member("Bo", "Bo", "rep", parent="North", attributes={"hire_date": "2020-01-01", "skill": 2}),
    Member("Cy", "Cy", "rep", parent="South", attributes={"hire_date": "soon", "skill": 4}),
    Member("Di", "Di", "rep", parent="South", attributes={"skill": "high"}),
)
"""Four people with one product each."""


def company(*, forecast: list[float | None] | None = None, **changes: Any) -> AllocationProblem:
    """Last year 100, 200, 300, 400 of Ann, Bo, Cy and Di, forecasts the same unless given."""
    problem = two_by_two(1000, dimensions=(flat("product", ["a"]), REP))
    members = np.array([[0, 0, 0, 0], [0, 1, 2, 3]], dtype=np.int64)
    cells = replace(problem.cells, members=members, forecast=amounts(forecast or [100, 200, 300, 400]))
    return replace(problem, **{"cells": cells, **changes})


def certified(problem: AllocationProblem, yuan: list[float], **rules: Any) -> FairnessCertificate:
    minor = np.array([round(value * 100) for value in yuan], dtype=np.int64)
    return certify(problem, LevelNumbers(None, (minor,)), CertificateRules(**rules))


def codes(found: FairnessCertificate) -> list[str]:
    return [finding.code for finding in verdict(found)]


class TestByHand:
    """Targets 120, 200, 300, 380: difficulties 1.2, 1, 1, 0.95, their mean 1.0375."""

    found = certified(company(), [120, 200, 300, 380])

    def test_difficulty(self) -> None:
        assert self.found.people.keys == (("Ann",), ("Bo",), ("Cy",), ("Di",))
        assert self.found.people.difficulty.tolist() == [1.2, 1.0, 1.0, 0.95]
        assert self.found.mean == pytest.approx(1.0375)
        assert self.found.spread == pytest.approx(np.std([1.2, 1, 1, 0.95]))
        pairs = [abs(one - other) for one in (1.2, 1, 1, 0.95) for other in (1.2, 1, 1, 0.95)]
        assert self.found.gini == pytest.approx(sum(pairs) / (2 * 16 * 1.0375))

    def test_group_gaps(self) -> None:
        gaps = {(gap.axis, gap.key): gap for gap in self.found.gaps}
        assert gaps["team", "North"].mean == pytest.approx(1.1)
        assert gaps["team", "North"].gap == pytest.approx(0.0625)
        assert gaps["team", "South"].gap == pytest.approx(-0.0625)
        assert gaps["product", "a"].gap == pytest.approx(0.0)
        assert gaps["product", "a"].count == 4

    def test_worst_cases_by_name(self) -> None:
        (hardest,) = self.found.hardest
        assert (hardest.label, hardest.target, hardest.peers) == ("Ann Lee", 12_000, 1.0)
        assert hardest.deviation == pytest.approx(0.2)
        assert [case.label for case in self.found.easiest] == ["Di"]

    def test_tenure_counts_to_the_last_hire(self) -> None:
        tenure = next(one for one in self.found.associations if one.characteristic == "tenure")
        assert tenure.count == 2  # "soon" is no date, and Di states none
        assert tenure.slope == pytest.approx(0.1)

    def test_tenure_to_a_day_before_some_were_hired(self) -> None:
        found = certified(company(), [120, 200, 300, 380], as_of=date(2015, 1, 1), characteristics=("tenure",))
        assert found.associations[0].missing is Missing.NO_SPREAD

    def test_numeric_attributes(self) -> None:
        found = certified(company(), [120, 200, 300, 380], characteristics=("skill",))
        (skill,) = found.associations
        z, d = np.array([1, 2, 4]), np.array([1.2, 1.0, 1.0])
        assert skill.count == 3
        assert skill.slope == pytest.approx(((z - z.mean()) * d).sum() / (3 * z.std()))


class TestPeers:
    def test_everybody_against_the_own_team(self) -> None:
        problem = company(difficulty_basis=DifficultyBasis(by=("rep.rep",), peers=("team",)))
        found = certified(problem, [120, 200, 300, 380])
        deviations = {case.label: case.deviation for case in found.cases}
        assert deviations["Ann Lee"] == pytest.approx(1.2 - 320 / 300)
        assert deviations["Di"] == pytest.approx(0.95 - 680 / 700)
        assert {case.peer_group for case in found.cases} == {("North",), ("South",)}

    def test_against_the_baseline(self) -> None:
        basis = DifficultyBasis(against=DifficultyMeasure.BASELINE)
        found = certified(company(forecast=[1, 1, 1, 1], difficulty_basis=basis), [100, 200, 300, 400])
        assert found.people.difficulty.tolist() == [1.0, 1.0, 1.0, 1.0]
        assert found.people.against == "baseline"


class TestThresholds:
    def checks(self, **most: float) -> FairnessCertificate:
        rules = {CheckKind(kind): value for kind, value in most.items()}
        return certified(company(), [120, 200, 300, 380], characteristics=("size",), most=rules)

    @pytest.mark.parametrize(
        ("kind", "size"),
        [("slope", 0.08385), ("rank_correlation", 0.9487), ("gini", 0.04518), ("gap", 0.0625), ("deviation", 0.2)],
    )
    def test_kept_at_the_value_and_not_below(self, kind: str, size: float) -> None:
        above, below = self.checks(**{kind: size + 2e-4}), self.checks(**{kind: size - 2e-4})
        assert (above.passed, below.passed) == (True, False)
        assert codes(above) == ["certificate_kept"]
        assert codes(below) == [f"certificate_{kind}"]
        (check,) = below.checks
        assert check.value is not None
        assert abs(check.value) == pytest.approx(size, abs=1e-4)

    def test_without_thresholds_nothing_is_passed_or_failed(self) -> None:
        found = self.checks()
        assert found.passed is None
        assert codes(found) == ["certificate_without_thresholds"]

    def test_usual_characteristics_without_data_are_not_asked_for(self) -> None:
        problem = company(forecast=[100, 200, 300, 400])
        cells = replace(problem.cells, potential=Amounts.absent(4))
        found = certified(replace(problem, cells=cells), [100, 200, 300, 400], most={CheckKind.SLOPE: 0.01})
        assert [check.subject for check in found.checks] == ["size", "tenure"]
        assert found.associations[1].missing is Missing.NO_DATA

    def test_named_characteristics_without_data_are_said(self) -> None:
        problem = company()
        cells = replace(problem.cells, potential=Amounts.absent(4))
        rules = {"characteristics": ("potential",), "most": {CheckKind.SLOPE: 0.01}}
        found = certified(replace(problem, cells=cells), [100, 200, 300, 400], **rules)
        assert found.passed is None
        assert codes(found) == ["certificate_too_few"]


class TestNothingToCompare:
    MOST = dict.fromkeys(CheckKind, 0.1)

    def test_nobody_with_a_forecast(self) -> None:
        found = certified(company(forecast=[0, 0, 0, 0]), [100, 200, 300, 400], most=self.MOST)
        assert (found.mean, found.gini, found.missing, found.passed) == (None, None, Missing.NO_DATA, None)
        assert codes(found) == ["certificate_without_measure"]

    def test_one_person(self) -> None:
        found = certified(company(forecast=[100, None, 0, None]), [110, 200, 300, 390], most=self.MOST)
        assert (found.mean, found.missing, found.passed) == (1.1, Missing.TOO_FEW, None)
        assert found.people.left_out == (("Bo",), ("Cy",), ("Di",))
        assert codes(found) == ["certificate_one_person", "certificate_left_out"]
        assert found.cases == ()

    def test_equal_but_for_rounding(self) -> None:
        found = certified(company(), [100.5, 199.5, 300, 400], characteristics=("size",), most=self.MOST)
        assert found.passed is True
        assert found.associations[0].rank_missing is Missing.ALL_EQUAL

    def test_everybody_alike(self) -> None:
        problem = company()
        cells = replace(problem.cells, baseline=amounts([100, 100, 100, 100]))
        found = certified(
            replace(problem, cells=cells), [120, 200, 300, 380], characteristics=("size",), most={CheckKind.SLOPE: 0.1}
        )
        assert codes(found) == ["certificate_no_spread"]

    def test_alone_among_the_peers(self) -> None:
        basis = DifficultyBasis(by=("rep.rep",), peers=("skill",))
        found = certified(company(difficulty_basis=basis), [120, 200, 300, 380], most={CheckKind.DEVIATION: 0.1})
        assert codes(found) == ["certificate_without_peers"]


class TestUnknownNames:
    def test_characteristic(self) -> None:
        with pytest.raises(StatementError) as refused:
            certified(company(), [1, 1, 1, 1], characteristics=("size", "tenur"))
        assert (refused.value.code, refused.value.path) == ("characteristic_unknown", "/characteristics/1")
        assert refused.value.facts["near"] == ["tenure"]

    def test_group(self) -> None:
        with pytest.raises(StatementError) as refused:
            certified(company(), [1, 1, 1, 1], groups=("teams",))
        assert (refused.value.code, refused.value.path) == ("unknown_axis", "/groups/0")


@given(seed=st.integers(0, 10**6), cells=st.sampled_from([6, 16, 40]), hedges=st.booleans())
@settings(max_examples=25)
def test_against_loops_over_the_cells(seed: int, cells: int, hedges: bool) -> None:
    """Every number computed again with dictionaries, one cell after the other."""
    problem = random_company(seed, Kind(cells=cells, hedges=hedges)).problem
    rng = np.random.default_rng(seed)
    layers = tuple(rng.integers(0, 10**7, problem.cells.count) for _ in problem.layers)
    found = certify(problem, LevelNumbers(problem.over_assignment, layers))
    people, products = problem.dimensions[1], problem.dimensions[0]
    target: dict[str, int] = {}
    forecast: dict[str, int] = {}
    parts: dict[tuple[str, str], list[int]] = {}
    for cell in range(problem.cells.count):
        if not problem.cells.forecast.present[cell]:
            continue
        person = people.leaves[problem.cells.members[1, cell]].key
        product = products.leaves[problem.cells.members[0, cell]].key
        number, size = int(layers[-1][cell]), int(problem.cells.forecast.minor[cell])
        target[person] = target.get(person, 0) + number
        forecast[person] = forecast.get(person, 0) + size
        part = parts.setdefault((product, person), [0, 0])
        part[0] += number
        part[1] += size
    known = sorted(person for person, size in forecast.items() if size > 0)
    d = {person: target[person] / forecast[person] for person in known}
    assert [key for (key,) in found.people.keys] == known
    if not known:
        assert found.missing is Missing.NO_DATA
        return
    assert found.people.difficulty.tolist() == list(d.values())
    mean = sum(d.values()) / len(d)
    assert found.mean == pytest.approx(mean)
    for gap in found.gaps:
        if gap.axis == "product":
            own = [x / f for (product, person), (x, f) in parts.items() if product == gap.key and f > 0 and person in d]
        else:
            own = [value for person, value in d.items() if people.by_key[person].parent == gap.key]
        assert (gap.count, gap.mean) == (len(own), pytest.approx(sum(own) / len(own)))
        assert gap.gap == pytest.approx(gap.mean - mean, abs=1e-9)


@given(seed=st.integers(0, 10**6), z=st.sampled_from(["size", "potential", "tenure"]))
@settings(max_examples=12)
def test_agrees_with_the_limits_of_the_solve(seed: int, z: str) -> None:
    """What neutrality, parity and bands promise is what the certificate of the published plan finds."""
    drawn = random_company(seed, Kind(cells=18, gaps=False, families=(), increment=1)).problem
    problem = replace(
        drawn,
        difficulty_basis=DifficultyBasis(by=("rep.rep",)),
        limits=(
            Neutrality(kind="neutrality", name="n", by=("rep.rep",), z=z, as_of="2026-01-01", tolerance=0.004),
            Parity(kind="parity", name="p", by=("rep.rep",), tolerance=0.03),
            DifficultyBand(kind="difficulty_band", name="b", by=("rep.rep",), min_difficulty=0.5, max_difficulty=1.5),
        ),
    )
    most = {CheckKind.SLOPE: 0.00401, CheckKind.DEVIATION: 0.03001}
    rules = CertificateRules(characteristics=(z,), most=most)
    plan = result_of(problem, random_strategy(seed)).plan
    if plan is None:  # nothing promised
        return
    found = certify(problem, plan.numbers, rules)
    assert [check.is_kept for check in found.checks] == [True, True], found.checks
    assert found.people.difficulty.min() >= 0.49999
    assert found.people.difficulty.max() <= 1.50001
    binding = {limit.identity.kind for limit in plan.binding}
    if "neutrality" in binding:
        assert abs(found.associations[0].slope or 0.0) == pytest.approx(0.004, abs=1e-5)
    if "parity" in binding:
        assert max(abs(case.deviation) for case in found.cases) == pytest.approx(0.03, abs=1e-5)

"""The fairness certificate of a published plan, and what it says about the thresholds of its scenario.

Nothing of the solve is used: difficulties, slopes and gaps come from the published numbers and the scenario's data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.allocation.certificate.association import Association, associate
from models.allocation.certificate.characteristics import characteristic, check_characteristics
from models.allocation.certificate.group_gaps import GroupGap, check_groups, group_gaps
from models.allocation.certificate.people_difficulty import PeopleDifficulty, people_difficulty
from models.allocation.certificate.rules import CertificateRules, CheckKind, Missing
from models.allocation.certificate.worst_cases import NAMED, Case, cases
from models.allocation.over_assignment import LevelNumbers
from models.allocation.problem import AllocationProblem
from models.allocation.scorecard import gini
from models.allocation.selection import Selection
from models.arrays import IntArray

SLACK = 1e-9
"""Difficulties are quotients: a value over its threshold by less than this is at it."""


@dataclass(frozen=True)
class Check:
    """One threshold: the size of `value` is to be `most` at most. `subject`: the characteristic, group or person that
    it was found at. `missing`: why it could not be checked."""

    kind: CheckKind
    subject: str
    value: float | None
    most: float
    missing: Missing | None = None

    @property
    def is_kept(self) -> bool | None:
        """None where it could not be checked."""
        return None if self.value is None else abs(self.value) <= self.most + SLACK


@dataclass(frozen=True, eq=False)
class FairnessCertificate:
    """How even a plan is. `people`: whose difficulty; `mean`, `spread` (standard deviation), `gini` of it, None where
    nobody's is known. `cases`: everybody with peers, hardest first. `missing`: NO_DATA where nobody's difficulty is
    known, TOO_FEW where it is one person's: there is nothing to compare then."""

    people: PeopleDifficulty
    mean: float | None
    spread: float | None
    gini: float | None
    associations: tuple[Association, ...]
    gaps: tuple[GroupGap, ...]
    cases: tuple[Case, ...]
    checks: tuple[Check, ...]
    missing: Missing | None

    @property
    def hardest(self) -> tuple[Case, ...]:
        """Those whose targets are hardest against their peers', hardest first."""
        return tuple(case for case in self.cases[:NAMED] if case.deviation > 0)

    @property
    def easiest(self) -> tuple[Case, ...]:
        """Those whose targets are easiest against their peers', easiest first."""
        return tuple(case for case in reversed(self.cases[-NAMED:]) if case.deviation < 0)

    @property
    def passed(self) -> bool | None:
        """False where a threshold is exceeded; else None where there is none or one could not be checked."""
        kept = [check.is_kept for check in self.checks]
        if False in kept:
            return False
        return None if not kept or None in kept else True


def check_rules(problem: AllocationProblem, rules: CertificateRules) -> None:
    """Raises StatementError for characteristics and groups that the scenario does not have."""
    selection = Selection(problem.dimensions, problem.cells.members)
    nothing = LevelNumbers(problem.over_assignment, (np.zeros(problem.cells.count, np.int64),) * len(problem.layers))
    check_characteristics(problem, people_difficulty(problem, nothing, selection).axes, rules.characteristics)
    check_groups(selection, rules.groups)


def certify(
    problem: AllocationProblem, numbers: LevelNumbers, rules: CertificateRules | None = None
) -> FairnessCertificate:
    """The certificate of published numbers (minor units). Raises StatementError as `check_rules` does."""
    rules = rules or CertificateRules()
    check_rules(problem, rules)
    selection = Selection(problem.dimensions, problem.cells.members)
    people = people_difficulty(problem, numbers, selection)
    if not people.count:
        checks = tuple(_unknown(rules, Missing.NO_DATA))
        return FairnessCertificate(people, None, None, None, (), (), (), checks, Missing.NO_DATA)
    d = people.difficulty
    equal = people.is_equal(problem.increment_minor)
    every = _person_of_cells(people, selection)
    associations = tuple(
        associate(name, characteristic(problem, people, name, every, rules.as_of), d, rules.confidence, equal=equal)
        for name in rules.asked
    )
    gaps = group_gaps(problem, people, selection, rules.groups)
    listed = cases(problem, people, selection)
    even = gini(d)
    missing = Missing.TOO_FEW if people.count == 1 else None
    checks = tuple(_checks(rules, associations, even, gaps, listed, missing))
    return FairnessCertificate(
        people, float(d.mean()), float(d.std()), even, associations, gaps, listed, checks, missing
    )


def _person_of_cells(people: PeopleDifficulty, selection: Selection) -> IntArray:
    """Person of each cell, also of cells without f: what somebody sold counts wherever it was."""
    every = selection.groups([axis.name for axis in people.axes], np.ones(people.own.shape[0], dtype=np.bool_))
    place = {key: number for number, key in enumerate(people.keys)}
    number = np.array([*(place.get(key, -1) for key in every.keys), -1], dtype=np.int64)
    return np.asarray(number[every.code], dtype=np.int64)


def _unknown(rules: CertificateRules, missing: Missing) -> Iterator[Check]:
    for kind in CheckKind:
        if kind in rules.most:
            yield Check(kind, "", None, rules.most[kind], missing)


def _checks(
    rules: CertificateRules,
    associations: tuple[Association, ...],
    even: float,
    gaps: tuple[GroupGap, ...],
    listed: tuple[Case, ...],
    missing: Missing | None,
) -> Iterator[Check]:
    """Every threshold of the scenario against what was found; slopes and correlations each on their own (usual
    characteristics only where there is something to compare), of groups and people the worst."""
    if missing is not None:
        yield from _unknown(rules, missing)
        return
    most = rules.most
    compared = [one for one in associations if rules.characteristics or one.missing is None]
    for found in compared:
        if CheckKind.SLOPE in most:
            yield Check(CheckKind.SLOPE, found.characteristic, found.slope, most[CheckKind.SLOPE], found.missing)
    for found in compared:
        if CheckKind.RANK_CORRELATION in most:
            yield _rank_check(found, most[CheckKind.RANK_CORRELATION])
    if CheckKind.GINI in most:
        yield Check(CheckKind.GINI, "", even, most[CheckKind.GINI])
    if CheckKind.GAP in most:
        gap = max(gaps, key=lambda one: abs(one.gap), default=None)
        empty = Check(CheckKind.GAP, "", None, most[CheckKind.GAP], Missing.NO_DATA)
        yield empty if gap is None else Check(CheckKind.GAP, f"{gap.axis} {gap.label}", gap.gap, most[CheckKind.GAP])
    if CheckKind.DEVIATION in most:
        case = max(listed, key=lambda one: abs(one.deviation), default=None)
        lonely = Check(CheckKind.DEVIATION, "", None, most[CheckKind.DEVIATION], Missing.TOO_FEW)
        yield (
            lonely
            if case is None
            else Check(CheckKind.DEVIATION, case.label, case.deviation, most[CheckKind.DEVIATION])
        )


def _rank_check(found: Association, most: float) -> Check:
    """Difficulties that differ by rounding alone are in no order: their correlation counts as zero."""
    if found.missing is None and found.rank_missing is Missing.ALL_EQUAL:
        return Check(CheckKind.RANK_CORRELATION, found.characteristic, 0.0, most)
    return Check(CheckKind.RANK_CORRELATION, found.characteristic, found.rank_correlation, most, found.rank_missing)

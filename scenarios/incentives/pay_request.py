"""What is asked of a pay run: whose statements, and what if somebody ended the year elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from models.errors import InvalidInput
from models.findings import FindingList, Location
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.statement import Statement
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.pay_columns import PayColumns, pay_columns
from scenarios.incentives.paying import IMPLAUSIBLE, PayRun, pay, pay_if, person_position

LADDER = (0.8, 0.9, 1.0, 1.1, 1.2, 1.3)
"""Attainments that a what-if lists beside its own."""

_ATTAINMENT = re.compile(r"(?:(.+)=)?([0-9]{1,6}(?:\.[0-9]{1,9})?)( ?%)?", re.ASCII)


@dataclass(frozen=True)
class PayRequest:
    """`persons`: keys or labels whose statements are wanted; `at`: attainments to assume for the one person, such as
    `1.1`, `110%` (of every target) or `revenue=1.1`; `statements`: of everybody."""

    persons: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    statements: bool = False


@dataclass(frozen=True)
class Rung:
    """What a person would have earned at one attainment, minor units."""

    at: float
    earned: int


@dataclass(frozen=True)
class WhatIf:
    """`at`: attainments by measure that were asked for; all other targets are reached at `every`. `ladder`: the same
    measures, or all where none was named, at other attainments."""

    at: Mapping[str, float]
    every: float
    ladder: tuple[Rung, ...]


@dataclass(frozen=True, eq=False)
class PayAnswer:
    """A pay run and what was asked of it. `persons`: positions in the roster whose statements are wanted. In a what-if
    only its person is in the columns: the others' numbers are assumed too."""

    run: PayRun
    persons: tuple[int, ...]
    what_if: WhatIf | None = None

    @cached_property
    def columns(self) -> PayColumns:
        """Pay by person."""
        return pay_columns(self.run, None if self.what_if is None else self.persons)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that are wanted, of those whom something is due to."""
        found = (self.run.statement_of(person) for person in self.persons)
        return tuple(one for one in found if one is not None)


def answer_pay(loaded: LoadedPlan, request: PayRequest) -> PayAnswer:
    """Pay everybody, or one person as if.

    Raises UnknownResource for a person, InvalidInput: `actuals_needed`, `actual_missing`, and for a what-if
    `what_if_person`, `attainment_form`, `attainment_twice`, `measure_unknown`, `attainment_without_target`.
    """
    positions = tuple(dict.fromkeys(person_position(loaded.plan, name) for name in request.persons))
    if not request.at:
        run = pay(loaded)
        return PayAnswer(run, tuple(range(loaded.plan.roster.count)) if request.statements else positions)
    findings = FindingList()
    if len(positions) != 1:
        findings.add("what_if_person", Location(pointer="/person"), {"count": len(positions)})
    at = _attainments(loaded.plan, request.at, findings)
    if len(findings):
        raise InvalidInput(tuple(findings))
    every, person = at.pop("", 1.0), loaded.plan.roster.keys[positions[0]]
    run, position = pay_if(loaded, person, at, every)
    steps = sorted({*LADDER, *(at.values() if at else (every,))})
    ladder = tuple(Rung(step, _earned_at(loaded, person, at, step)) for step in steps)
    return PayAnswer(run, (position,), WhatIf(at, every, ladder))


def _attainments(plan: IncentivePlan, texts: Sequence[str], findings: FindingList) -> dict[str, float]:
    """Attainment by measure; of every target by the name ""."""
    names = {measure.shown: measure.name for measure in plan.measures} | {one.name: one.name for one in plan.measures}
    found: dict[str, float] = {}
    for text in texts:
        match = _ATTAINMENT.fullmatch(unicodedata.normalize("NFKC", text).strip())
        value = -1.0 if match is None else float(match[2]) / (100 if match[3] else 1)
        if match is None or not 0 <= value <= IMPLAUSIBLE:
            findings.add("attainment_form", Location(pointer="/at"), {"value": text[:60], "most": IMPLAUSIBLE})
            continue
        written = (match[1] or "").strip()
        name = names.get(written, written)
        if name in found:
            findings.add("attainment_twice", Location(pointer="/at"), {"value": text[:60]})
        found[name] = value
    return found


def _earned_at(loaded: LoadedPlan, person: str, named: Mapping[str, float], step: float) -> int:
    """What is earned with the named measures, or all where none is named, at one attainment."""
    run, position = pay_if(loaded, person, dict.fromkeys(named, step), 1.0 if named else step)
    return int(pay_columns(run, [position]).amounts["earned"].sum())

"""What a check measured on another day, and what got worse since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, ValidationError

from models.allocation.better import CARD_FIGURES
from models.errors import InvalidInput
from models.fields import STRICT, Rate
from models.findings import Finding, Location
from scenarios.definition import Ceilings
from scenarios.definition.fields import Line
from scenarios.definition.json_source import read_json
from scenarios.definition.read_files import read_whole
from scenarios.definition.schema_findings import no_document, schema_findings

NOISE = 1e-6
"""Relative change of a figure that is none: what two solvers may differ by before rounding."""

_RANK = {"optimal": 0, "feasible": 1}
"""Outcomes from the best; all without a plan come last."""


class BaselineCase(BaseModel):
    """What one case came to."""

    model_config = STRICT

    outcome: Line | None = Field(description="Outcome of the solve; null where there was none.")
    figures: Mapping[Line, Rate | None] = Field(description="Figures of the score card, those that are known.")


class Baseline(BaseModel):
    """What every case of a check came to, by its name."""

    model_config = STRICT

    schema_version: Literal["allot.baseline/1"] = Field(alias="schema", description="Version of this document's form.")
    cases: Mapping[str, BaselineCase] = Field(description="Cases by file and name.")


@dataclass(frozen=True)
class Allowance:
    """By how much a figure may get worse, fraction of its old value. `figure`: None for all that have no own one."""

    rate: float
    figure: str | None = None


@dataclass(frozen=True)
class Regression:
    """One figure of one case that got worse by more than is allowed; of `outcome` both are texts. `rate`: the change,
    fraction of the old value; None where there is no such fraction."""

    case: str
    figure: str
    before: float | str
    now: float | str | None
    rate: float | None
    allowed: float


@dataclass(frozen=True)
class Comparison:
    """This check against a baseline. `new` and `gone`: cases that only one of them knows."""

    regressions: tuple[Regression, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


def load_baseline(path: Path, ceilings: Ceilings) -> Baseline:
    """Read a baseline file. Raises InvalidInput: `baseline_missing`, and what is wrong with it."""
    try:
        data = read_whole(path)
    except OSError:
        raise InvalidInput([Finding("baseline_missing", Location(file=path.name), {"file": path.name})]) from None
    source = read_json(data, path.name, ceilings)
    if not isinstance(source.value, dict):
        raise InvalidInput([source.locate(no_document(source.value))])
    try:
        return Baseline.model_validate(source.value)
    except ValidationError as error:
        faults = schema_findings(error, source.value, Baseline)
        raise InvalidInput([source.locate(finding) for _, finding in faults]) from None


def compare(before: Baseline, now: Mapping[str, BaselineCase], allowances: Sequence[Allowance] = ()) -> Comparison:
    """What got worse in the cases that both know, in the order of `now`."""
    found = [
        regression
        for case, measured in now.items()
        if case in before.cases
        for regression in _regressions(case, before.cases[case], measured, allowances)
    ]
    new = tuple(case for case in now if case not in before.cases)
    return Comparison(tuple(found), new, tuple(sorted(case for case in before.cases if case not in now)))


def baseline_document(cases: Mapping[str, BaselineCase]) -> dict[str, Any]:
    """The cases as a baseline file holds them, sorted by name."""
    return {
        "schema": "allot.baseline/1",
        "cases": {name: cases[name].model_dump() for name in sorted(cases)},
    }


def _regressions(
    case: str, before: BaselineCase, now: BaselineCase, allowances: Sequence[Allowance]
) -> list[Regression]:
    old, new = before.outcome, now.outcome
    if old is not None and new != old and _rank(new) > _rank(old):
        return [Regression(case, "outcome", old, new, None, 0.0)]
    found = []
    for figure, better in CARD_FIGURES.items():
        was, is_now = before.figures.get(figure), now.figures.get(figure)
        if better is None or was is None:
            continue
        allowed = _allowed(figure, allowances)
        if is_now is None:
            if new in _RANK:
                found.append(Regression(case, figure, was, None, None, allowed))
            continue
        worse = (was - is_now) * better.sign
        if worse > max(allowed, NOISE) * abs(was) + NOISE**2:
            found.append(Regression(case, figure, was, is_now, worse / abs(was) if was else None, allowed))
    return found


def _rank(outcome: str | None) -> int:
    return len(_RANK) if outcome is None else _RANK.get(outcome, len(_RANK))


def _allowed(figure: str, allowances: Sequence[Allowance]) -> float:
    """The last allowance of the figure itself, else the last of all figures, else none."""
    own = [one.rate for one in allowances if one.figure == figure]
    general = [one.rate for one in allowances if one.figure is None]
    return (own or general or [0.0])[-1]

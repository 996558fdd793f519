"""What is known about each person besides the target: size, potential, tenure, numeric attributes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

import numpy as np

from models.allocation.certificate.people_difficulty import PeopleDifficulty
from models.allocation.limits.neutrality import DAYS_PER_YEAR, HIRE_DATE, Neutrality
from models.allocation.problem import AllocationProblem, Amounts
from models.allocation.selection import Axis
from models.allocation.statement_error import StatementError
from models.arrays import FloatArray, IntArray

COLUMNS = {"size": "baseline", "potential": "potential"}
TENURE = "tenure"


def check_characteristics(problem: AllocationProblem, axes: Sequence[Axis], names: Sequence[str]) -> None:
    """Raises StatementError `characteristic_unknown` for what is no characteristic."""
    attributes = {name for axis in axes for name in problem.dimensions[axis.dimension].attribute_names}
    known = [*COLUMNS, TENURE, *sorted(attributes - {HIRE_DATE})]
    for place, name in enumerate(names):
        if name not in known:
            near = get_close_matches(name, known, n=3, cutoff=0.6)
            raise StatementError(
                "characteristic_unknown", f"/characteristics/{place}", name=name, known=known, near=near
            )


def characteristic(
    problem: AllocationProblem, people: PeopleDifficulty, name: str, every: IntArray, as_of: date | None
) -> FloatArray:
    """z per person (K), NaN where it is not known. `every`: person of each cell, whether it states f or not."""
    if name in COLUMNS:
        column: Amounts = getattr(problem.cells, COLUMNS[name])
        inside = (every >= 0) & column.present
        total = np.bincount(every[inside], weights=column.minor[inside], minlength=people.count)
        stated = np.bincount(every[inside], minlength=people.count) > 0
        return np.where(stated, total / problem.money.minor_per_thousand, np.nan)
    if name == TENURE:
        return _tenure(problem, people, as_of)
    held = [_attribute(problem, people.axes, key, name) for key in people.keys]
    numbers = [value if isinstance(value, int | float) and not isinstance(value, bool) else None for value in held]
    return np.array([np.nan if value is None else float(value) for value in numbers])


def tenure_day(problem: AllocationProblem) -> date | None:
    """The day that the scenario's own limit on tenure counts to."""
    days = [limit.as_of for limit in problem.limits if isinstance(limit, Neutrality) and limit.z == TENURE]
    return date.fromisoformat(days[0]) if days and days[0] is not None else None


def _tenure(problem: AllocationProblem, people: PeopleDifficulty, as_of: date | None) -> FloatArray:
    """Years from the hire date to `as_of`, at least 0."""
    hired = [_date(_attribute(problem, people.axes, key, HIRE_DATE)) for key in people.keys]
    known = [day for day in hired if day is not None]
    if not known:
        return np.full(people.count, np.nan)
    end = as_of or tenure_day(problem) or max(known)
    return np.array([np.nan if day is None else max((end - day).days / DAYS_PER_YEAR, 0.0) for day in hired])


def _attribute(problem: AllocationProblem, axes: Sequence[Axis], key: Sequence[str], name: str) -> object:
    """What a person's member states, by the first axis that has the attribute."""
    for axis, part in zip(axes, key, strict=True):
        dimension = problem.dimensions[axis.dimension]
        if axis.level is not None and name in dimension.attribute_names:
            return dimension.attribute(part, name)
    return None


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None

"""The distribution of every cell's sales, from its forecast and two common factors.

log S_c = ln μ_c − s_c²/2 + s_c·(ρ_company·Z + ρ_region·Z_region(c) + √(1 − ρ_company² − ρ_region²)·ε_c)

Z, Z_region and ε are independent standard normal, so E S_c = μ_c exactly: the forecast is a mean and not a median.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.allocation.member_numbers import MEMBERS, Check, member_numbers
from models.allocation.selection import Selection
from models.allocation.statement_error import DataError, StatementError
from models.arrays import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    from models.allocation.problem import AllocationProblem

REGION = "region"
"""Name of the dimension or level whose members are regions unless the scenario names another."""

REGION_PATH = "/uncertainty/region_dimension"

SQUARES_SLACK = 1e-12


@dataclass(frozen=True, eq=False)
class ForecastDistribution:
    """Per cell: `mean` μ in thousands (NaN without a forecast), `log_sd` s, the loadings ρ, and `region`, the code of
    the cell's region (−1: none; its regional loading is then 0 and that part is the cell's own)."""

    mean: FloatArray
    log_sd: FloatArray
    company_loading: FloatArray
    region_loading: FloatArray
    region: IntArray

    @property
    def present(self) -> BoolArray:
        """Cells that have a forecast."""
        return np.asarray(~np.isnan(self.mean), dtype=np.bool_)


def forecast_distribution(problem: AllocationProblem) -> ForecastDistribution:
    """The cells' distributions under the problem's `uncertainty`.

    Raises DataError: an unknown `region_dimension`, members' loadings that are no numbers between −1 and 1 or
    that contradict each other, loadings of a cell whose squares add up to more than 1.
    """
    uncertainty, cells = problem.uncertainty, problem.cells
    region = _region_codes(problem)
    company = _loading(problem, "company_loading", uncertainty.company_loading)
    regional = _loading(problem, "region_loading", uncertainty.region_loading)
    _check_squares(problem, company, regional)
    return ForecastDistribution(
        mean=problem.thousands(cells.forecast),
        log_sd=np.where(np.isnan(cells.forecast_log_sd), uncertainty.log_sd, cells.forecast_log_sd),
        company_loading=company,
        region_loading=np.where(region >= 0, regional, 0.0),
        region=region,
    )


def _loading(problem: AllocationProblem, attribute: str, default: float) -> FloatArray:
    stated = member_numbers(problem, attribute, _within_one(attribute))
    return np.where(np.isnan(stated), default, stated)


def _within_one(attribute: str) -> Check:
    def check(member: str, value: float) -> None:
        if not abs(value) <= 1.0:
            raise DataError("loading_out_of_range", MEMBERS, attribute=attribute, member=member, value=str(value))

    return check


def _check_squares(problem: AllocationProblem, company: FloatArray, regional: FloatArray) -> None:
    over = np.flatnonzero(company**2 + regional**2 > 1.0 + SQUARES_SLACK)
    if over.size:
        cell = int(over[0])
        raise DataError(
            "loadings_over_one",
            MEMBERS,
            cell=" × ".join(problem.cell_key(cell)),
            company=float(company[cell]),
            region=float(regional[cell]),
        )


def _region_codes(problem: AllocationProblem) -> IntArray:
    """Region of each cell, −1 where it has none."""
    name = problem.uncertainty.region_dimension or _default_axis(problem)
    if name is None:
        return np.full(problem.cells.count, -1, dtype=np.int64)
    try:
        axis = Selection(problem.dimensions, problem.cells.members).axis(name, REGION_PATH)
    except StatementError as error:
        raise DataError(error.code, error.path, **error.facts) from None
    return np.asarray(axis.leaf_class[problem.cells.members[axis.dimension]], dtype=np.int64)


def _default_axis(problem: AllocationProblem) -> str | None:
    """The dimension called region, else the first level of that name."""
    if any(dimension.name == REGION for dimension in problem.dimensions):
        return REGION
    return next((f"{dimension.name}.{REGION}" for dimension in problem.dimensions if REGION in dimension.levels), None)

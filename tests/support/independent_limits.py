"""Every limit recomputed from published numbers, by plain loops over the cells and nothing of the program's rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import numpy as np
from scipy.stats import lognorm

from models.allocation.limits.attainability import Attainability
from models.allocation.limits.fields import AttributeValueOf
from models.allocation.plan import Plan
from models.allocation.problem import AllocationProblem

Missed = tuple[str, tuple[str, ...]]
"""Name of a limit and the group in which it is missed."""


def missed_limits(plan: Plan, tolerance: float = 0.011) -> set[Missed]:
    """Limits that the published numbers miss by more than `tolerance` yuan (a cent and rounding)."""
    return {
        (limit.name, key) for limit in plan.problem.limits for key, miss in _misses(plan, limit) if miss > tolerance
    }


def cells_by(problem: AllocationProblem, by: tuple[str, ...]) -> dict[tuple[str, ...], list[int]]:
    """The cells of each group, by `product`, `rep`, `rep.rep` or `rep.team`."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for cell in range(problem.cells.count):
        product, rep = problem.cell_key(cell)
        parent = problem.dimensions[1].by_key[rep].parent
        names = {"product": product, "rep": rep, "rep.rep": rep, "rep.team": str(parent)}
        found[tuple(names[axis] for axis in by)].append(cell)
    return found


def numbers_of(plan: Plan, by: tuple[str, ...]) -> np.ndarray:
    """Yuan per cell of the numbers that a limit by these axes speaks of: teams' where teams are the deepest."""
    minor = plan.targets_minor
    over = plan.problem.over_assignment
    if over is not None and "rep.team" in by and over.rates[1]:
        minor = plan.upper_levels[-1]  # what stands just above the people
    return np.asarray(minor / 100)


def yuan(problem: AllocationProblem, column: str) -> np.ndarray:
    """A money column, NaN where a cell states nothing."""
    held = getattr(problem.cells, column)
    return np.where(held.present, held.minor / 100, np.nan)


def _misses(plan: Plan, limit: object) -> Iterator[tuple[tuple[str, ...], float]]:
    """(group, yuan by which it is missed) of one limit."""
    problem, kind, by = plan.problem, limit.kind, limit.by  # type: ignore[attr-defined]
    x = numbers_of(plan, by)
    if kind == "neutrality":
        yield (), _slope_miss(problem, limit, x)
        return
    groups = cells_by(problem, by)
    if kind == "share_limit":
        part = x[[c for c in range(x.size) if problem.cell_key(c)[0] == limit.where["product"]]].sum()  # type: ignore[attr-defined]
        yield (), max(limit.min_share * x.sum() - part, part - limit.max_share * x.sum())  # type: ignore[attr-defined]
        return
    if kind == "hold":
        mine = x[[c for c in range(x.size) if problem.cell_key(c)[1] == limit.where["rep"]]].sum()  # type: ignore[attr-defined]
        yield (), abs(mine - float(limit.amount))  # type: ignore[attr-defined]
        return
    for key, cells in groups.items():
        low, high, counted = _band(problem, limit, key, np.array(cells), x)
        yield key, max(low - counted, counted - high)


def _band(
    problem: AllocationProblem,
    limit,
    key: tuple[str, ...],
    cells: np.ndarray,
    x: np.ndarray,  # type: ignore[no-untyped-def]
) -> tuple[float, float, float]:
    """Least, largest and counted yuan of one group."""
    column = {
        "growth_limit": "baseline", "commitment": "commitment", "difficulty_band": "forecast",
        "attainability": "forecast", "parity": "forecast", "market_share": "market",
    }.get(limit.kind)  # fmt: skip
    free = (-np.inf, np.inf, 0.0)
    if column is None:
        return _plain_band(problem, limit, key, cells, x)
    stated = yuan(problem, column)
    cells = cells[~np.isnan(stated[cells])]
    base, counted = float(stated[cells].sum()), float(x[cells].sum())
    if not cells.size or (base <= 0 and limit.kind != "commitment"):
        return free
    if limit.kind == "growth_limit":
        return (1 + limit.min_growth_rate) * base, (1 + limit.max_growth_rate) * base, counted
    if limit.kind == "commitment":
        return (1 - limit.below_rate) * base, (1 + limit.above_rate) * base, counted
    if limit.kind == "difficulty_band":
        return limit.min_difficulty * base, limit.max_difficulty * base, counted
    if limit.kind == "market_share":
        return limit.min_share * base, limit.max_share * base, counted
    if limit.kind == "parity":
        return _parity_band(problem, limit, stated, base, counted, x)
    assert isinstance(limit, Attainability) and cells.size == 1
    spread = float(problem.cells.forecast_log_sd[cells[0]])
    sales = lognorm(spread, scale=base * np.exp(-(spread**2) / 2))
    return -np.inf, float(sales.isf(limit.min_probability)), counted


def _plain_band(
    problem: AllocationProblem,
    limit,
    key: tuple[str, ...],
    cells: np.ndarray,
    x: np.ndarray,  # type: ignore[no-untyped-def]
) -> tuple[float, float, float]:
    def value(written: AttributeValueOf | Decimal) -> float:
        if not isinstance(written, AttributeValueOf):
            return float(written)
        return float(problem.dimensions[1].by_key[key[0]].attributes[written.attribute])

    if limit.kind == "amount_limit":
        return value(limit.min_amount), value(limit.max_amount), float(x[cells].sum())
    if limit.kind == "capacity":
        if limit.measure == "money":
            return -np.inf, value(limit.amount), float(x[cells].sum())
        # A yuan of the cell that takes most hours: misses are told in yuan.
        most = float(np.nanmax(problem.cells.effort))
        return -np.inf, value(limit.amount) / most, float((x * problem.cells.effort)[cells].sum()) / most
    assert limit.kind == "margin"
    rate = problem.cells.margin_rate[cells]
    return 0.0, np.inf, float(((rate - limit.min_rate) * x[cells]).sum())


def _parity_band(
    problem: AllocationProblem,
    limit,
    stated: np.ndarray,
    base: float,
    counted: float,
    x: np.ndarray,  # type: ignore[no-untyped-def]
) -> tuple[float, float, float]:
    """Everybody with a forecast above zero is a peer of everybody else."""
    peers = [
        group
        for group in ([c for c in cells if not np.isnan(stated[c])] for cells in cells_by(problem, limit.by).values())
        if group and stated[group].sum() > 0
    ]
    if len(peers) < 2:
        return -np.inf, np.inf, 0.0
    common = sum(x[group].sum() for group in peers) / sum(stated[group].sum() for group in peers)
    return (common - limit.tolerance) * base, (common + limit.tolerance) * base, counted


def _slope_miss(problem: AllocationProblem, limit, x: np.ndarray) -> float:  # type: ignore[no-untyped-def]
    """By how much the slope is too steep, in yuan of the person who moves it most."""
    forecast, potential = yuan(problem, "forecast"), yuan(problem, "potential")
    z, d, f = [], [], []
    for cells in cells_by(problem, limit.by).values():
        known = [cell for cell in cells if not np.isnan(forecast[cell])]
        if known and forecast[known].sum() > 0:
            z.append(float(np.nansum(potential[cells])))
            f.append(float(forecast[known].sum()))
            d.append(float(x[known].sum()) / f[-1])
    away = np.array(z) - np.mean(z)
    slope = abs(float(away @ np.array(d))) * float(np.std(z)) / float(away @ away)
    per_yuan = float(np.abs(away / (len(z) * np.std(z)) / np.array(f)).max())
    return (slope - limit.tolerance) / per_yuan


def hedges_are_exact(plan: Plan) -> bool:
    """Layer totals are their hedge times the plan's: of a target that is a number within half an increment; of a range,
    where every layer rounds the exact total of its own, within half an increment each."""
    over = plan.problem.over_assignment
    assert over is not None
    totals = [int(layer.sum()) for layer in (*plan.upper_levels, plan.targets_minor)]
    factors = [1.0]
    for rate in over.rates:
        if rate:
            factors.append(factors[-1] * (1 + float(rate)))
    inside = [abs(a * f - t) <= plan.problem.increment_minor * (1 + f) / 2 + 0.5 for a, f, t in
              zip([totals[0]] * len(totals), factors, totals, strict=True)]  # fmt: skip
    return all(inside) and all(later >= earlier for earlier, later in pairwise(totals))

"""The reference: what each cell would get before limits, by an explicit formula.

share_c ∝ [Σ_j λ_j v'_jc / Σ_{j present} λ_j] · exp(κ · priority_c),  r_c = L · share_c

Sources have different coverage, so each is levelled to the anchor (history, else the first source present) over the
cells where both are stated: v'_j = v_j · Σ anchor / Σ v_j. Held cells have r = their hold; the rest of L is shared
among the others. Limits play no part.
"""

from __future__ import annotations

import numpy as np

from models.allocation.problem import AllocationProblem
from models.allocation.statement_error import StatementError
from models.allocation.strategy import ReferenceSource, Strategy
from models.arrays import BoolArray, FloatArray


def reference_targets(problem: AllocationProblem, strategy: Strategy, total: float) -> FloatArray:
    """r per cell, in the unit of `total` (thousands); Σ r = total when the holds leave room.

    Raises StatementError: `cell_without_source` when a free cell states none of the weighted sources,
    `reference_all_zero` when nothing is left to share by.
    """
    path = f"/strategies/{strategy.name}/reference"
    held = problem.cells.hold.present
    blend = _blend(problem, strategy, path)
    missing = np.flatnonzero(np.isnan(blend) & ~held)
    if missing.size:
        cell = " × ".join(problem.cell_key(int(missing[0])))
        raise StatementError("cell_without_source", path, cell=cell, count=float(missing.size))
    shared = _shared(problem, blend, held, strategy.strategic_intensity, total)
    if shared is None:
        raise StatementError("reference_all_zero", path)
    return shared


def free_reference(problem: AllocationProblem, strategy: Strategy, intensity: float, total: float) -> FloatArray:
    """The reference as it would be without holds, at a strategic intensity; a held cell that states none of the
    weighted sources has its hold all the same, and so has every held cell where the others have nothing to share by.

    Raises StatementError: `no_source_present`.
    """
    held = problem.cells.hold.present
    blend = _blend(problem, strategy, f"/strategies/{strategy.name}/reference")
    nameless = held & np.isnan(blend)
    fixed = nameless if (blend[~nameless] > 0.0).any() else held
    shared = _shared(problem, blend, fixed, intensity, total)
    return np.zeros(problem.cells.count) if shared is None else shared


def uniform_growth(problem: AllocationProblem, total: float) -> FloatArray | None:
    """Every cell's last year times the growth that makes them add up to `total`; cells without history, or with less
    than none, at 0. None where there is no last year to grow from."""
    history = np.nan_to_num(source_values(problem, ReferenceSource.HISTORY))
    last_year = float(history.sum())
    return history * (total / last_year) if last_year > 0.0 else None


def source_values(problem: AllocationProblem, source: ReferenceSource) -> FloatArray:
    """A source's raw value per cell, NaN where it is not stated; negatives count as zero."""
    cells = problem.cells
    match source:
        case ReferenceSource.HISTORY:
            values = problem.thousands(cells.baseline)
        case ReferenceSource.POTENTIAL:
            values = problem.thousands(cells.potential)
        case ReferenceSource.FORECAST:
            values = problem.thousands(cells.forecast)
        case ReferenceSource.EQUAL:
            values = np.ones(cells.count)
        case ReferenceSource.CAPABILITY:
            values = _capability(problem)
    return np.maximum(values, 0.0)  # NaN stays NaN


def _capability(problem: AllocationProblem) -> FloatArray:
    """Capability index of the cell's member (of their product, where several dimensions state one)."""
    values = np.full(problem.cells.count, np.nan)
    for index, dimension in enumerate(problem.dimensions):
        if "capability" not in dimension.attribute_names:
            continue
        held = [dimension.attribute(leaf.key, "capability") for leaf in dimension.leaves]
        numbers = [float(v) if isinstance(v, int | float) and not isinstance(v, bool) else np.nan for v in held]
        factor = np.array(numbers)[problem.cells.members[index]]
        values = np.where(np.isnan(values), factor, np.where(np.isnan(factor), values, values * factor))
    return values


def _shared(
    problem: AllocationProblem, blend: FloatArray, fixed: BoolArray, intensity: float, total: float
) -> FloatArray | None:
    """The holds of the `fixed` cells, and the rest of the total shared among the others by their tilted blend; None
    where there is a rest and nothing to share it by."""
    hold = problem.cells.hold.minor / problem.money.minor_per_thousand
    tilted = np.where(fixed, 0.0, blend) * np.exp(intensity * problem.priority)
    free_total = max(total - float(hold[fixed].sum()), 0.0)
    weight = float(tilted[~fixed].sum())
    if weight <= 0.0 and free_total > 0.0 and not fixed.all():
        return None
    shared = tilted * (free_total / weight) if weight > 0.0 else np.zeros_like(tilted)
    return np.where(fixed, hold, shared)


def _blend(problem: AllocationProblem, strategy: Strategy, path: str) -> FloatArray:
    """Σ λ v' / Σ λ over the sources present in each cell; NaN where none is."""
    weighted = {source: weight for source, weight in strategy.reference.items() if weight > 0}
    values = {source: source_values(problem, source) for source in ReferenceSource if source in weighted}
    anchor = _anchor(problem, values)
    if anchor is None:
        raise StatementError("no_source_present", path, sources=[str(source) for source in weighted])
    total = np.zeros(problem.cells.count)
    weight_present = np.zeros(problem.cells.count)
    for source, raw in values.items():
        present = ~np.isnan(raw)
        levelled = raw * _level(raw, anchor)
        total[present] += weighted[source] * levelled[present]
        weight_present[present] += weighted[source]
    with np.errstate(invalid="ignore"):
        return np.where(weight_present > 0, total / np.where(weight_present > 0, weight_present, 1.0), np.nan)


def _anchor(problem: AllocationProblem, values: dict[ReferenceSource, FloatArray]) -> FloatArray | None:
    """History where some cell states it, else the first weighted source that is present anywhere."""
    history = source_values(problem, ReferenceSource.HISTORY)
    for candidate in (history, *values.values()):
        if np.nansum(candidate) > 0.0:
            return candidate
    return next((v for v in values.values() if not np.isnan(v).all()), None)


def _level(raw: FloatArray, anchor: FloatArray) -> float:
    """Factor that brings a source to the anchor's height over common cells; equal means without common cells."""
    common = ~np.isnan(raw) & ~np.isnan(anchor)
    if common.any() and raw[common].sum() > 0 and anchor[common].sum() > 0:
        return float(anchor[common].sum() / raw[common].sum())
    own, target = np.nanmean(raw) if (~np.isnan(raw)).any() else 0.0, np.nanmean(anchor)
    return float(target / own) if own > 0 else 1.0

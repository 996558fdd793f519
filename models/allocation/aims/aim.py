"""The aims of a frontier over one problem: terms of the objective, and metrics with a loss of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.allocation.aims.aim_name import AimName
from models.allocation.aims.linear_metric import LinearMetric
from models.allocation.aims.metric import Metric
from models.allocation.aims.moved_metric import MovedMetric
from models.allocation.aims.range_metric import RangeMetric
from models.allocation.chosen_node import ChosenNode, NodeName, find_node
from models.allocation.nodes import people_level
from models.allocation.objective import TermData, term_losses
from models.allocation.problem import AllocationProblem, Amounts
from models.allocation.rollup import cut_of
from models.allocation.strategy import Term
from models.arrays import BoolArray, FloatArray
from models.errors import InvalidInput
from models.findings import Finding, Location

AMOUNTS = ("target", "margin", "moved", "moved_from_history")
"""Metrics that are amounts of money: their loss is per unit of company target."""


@dataclass(frozen=True, eq=False)
class Aim:
    """What a frontier lies between: a term, or a metric with the `label` of its node or level ("" for the company)."""

    name: AimName
    metric: Metric | None = None
    label: str = ""

    @property
    def term(self) -> Term | None:
        """The term that measures it; None for a metric."""
        return self.name.term if self.metric is None else None

    def loss(self, data: TermData, targets: FloatArray) -> float:
        """Its loss of targets in thousands per cell (n)."""
        if self.metric is not None:
            return self.metric.loss(targets)
        assert self.term is not None
        return term_losses(data, targets)[self.term]

    def amount(self, loss: float, scale: float) -> float | None:
        """A loss as an amount in thousands; None where the aim is none. `scale`: L in thousands."""
        if self.metric is not None:
            return -self.name.better * loss * scale if self.name.figure in AMOUNTS else None
        return None if self.term is None else natural(self.term, loss, scale)

    def rate(self, loss: float) -> float | None:
        """A loss as a rate such as growth, fraction of one; None where the aim is none."""
        if self.metric is None or self.name.figure in AMOUNTS:
            return None
        return -self.name.better * loss


def aims_of(problem: AllocationProblem, data: TermData, names: Sequence[AimName]) -> tuple[Aim, ...]:
    """The aims of some names. Raises InvalidInput, each with its place: nodes and levels that do not exist, data that
    the scenario does not have, and amounts to move away from that clash."""
    aims: list[Aim] = []
    for place, name in enumerate(names):
        pointer = Location(pointer=f"/between/{place}")
        if name.term in data.absent():
            facts = {"name": name.text[:60], "term": str(name.term)}
            raise InvalidInput([Finding("frontier_aim_without_data", pointer, facts)])
        try:
            aim = Aim(name) if name.term is not None else _metric_aim(problem, data, name)
        except InvalidInput as wrong:
            raise InvalidInput([replace(one, location=pointer) for one in wrong.findings]) from None
        clash = next((one for one in aims if _clash(problem, one, aim)), None)
        if clash is not None:
            facts = {"name": name.text[:60], "other": clash.name.text[:60]}
            raise InvalidInput([Finding("frontier_aims_clash", pointer, facts)])
        aims.append(aim)
    return tuple(aims)


def natural(term: Term, loss: float, scale: float) -> float | None:
    """A loss as what people count: margin, strategic volume, money moved or expected shortfall in thousands. None for
    the terms that have no such amount. `scale`: L in thousands."""
    if term in (Term.PROFIT, Term.STRATEGIC):
        return -loss * scale
    return loss * scale if term in (Term.STABILITY, Term.ATTAINABILITY) else None


def _metric_aim(problem: AllocationProblem, data: TermData, name: AimName) -> Aim:
    if name.figure.endswith("_range"):
        return _range_aim(problem, name)
    node = find_node(problem, NodeName.of(name.inside))
    return Aim(name, _node_metric(problem, data, name, node), " × ".join(node.labels))


def _node_metric(problem: AllocationProblem, data: TermData, name: AimName, node: ChosenNode) -> Metric:
    cells, inside = problem.cells, node.cells
    match name.figure:
        case "target":
            return LinearMetric(-name.better * inside / data.scale)
        case "margin":
            _need(name, inside & ~np.isnan(cells.margin_rate))
            return LinearMetric(-name.better * np.where(inside, data.margin, 0.0) / data.scale)
        case "moved" | "moved_from_history":
            return _moved(problem, data, name, inside)
        case "difficulty":
            return _rate(problem, name, inside & cells.forecast.present, cells.forecast)
        case "like_for_like_rate":
            return _rate(problem, name, inside & cells.baseline.present, cells.baseline, 1.0)
        case _:
            return _rate(problem, name, inside, cells.baseline, 1.0)


def _rate(problem: AllocationProblem, name: AimName, counted: BoolArray, base: Amounts, less: float = 0.0) -> Metric:
    """±(Σ x / Σ base − less) over the counted cells."""
    total = float(base.minor[counted & base.present].sum()) / problem.money.minor_per_thousand
    _need(name, np.array([total > 0.0]))
    return LinearMetric(-name.better * counted / total, name.better * less)


def _moved(problem: AllocationProblem, data: TermData, name: AimName, inside: BoolArray) -> MovedMetric:
    base = problem.cells.previous if name.figure == "moved" else problem.cells.baseline
    _need(name, inside & base.present)
    return MovedMetric(np.nan_to_num(problem.thousands(base)), inside & base.present, data.scale)


def _range_aim(problem: AllocationProblem, name: AimName) -> Aim:
    """Every node of the level whose base is above zero counts."""
    axes = name.inside or (".".join(people_level(problem)),)
    code = cut_of(problem, axes).code
    growth = name.figure == "growth_range"
    base = problem.cells.baseline if growth else problem.cells.forecast
    code = code if growth else np.where(base.present, code, -1)
    inside = (code >= 0) & base.present
    size = np.bincount(code[inside], weights=base.minor[inside], minlength=int(code.max(initial=0)) + 1)
    kept = np.flatnonzero(size > 0)
    if kept.size < 2:
        _need(name, np.zeros(1, dtype=np.bool_))
    position = np.append(np.full(size.shape[0], -1, dtype=np.int64), -1)
    position[kept] = np.arange(kept.size)
    return Aim(name, RangeMetric(position[code], size[kept] / problem.money.minor_per_thousand), " × ".join(axes))


def _need(name: AimName, known: BoolArray) -> None:
    """Raises InvalidInput where nothing is known."""
    if not known.any():
        raise InvalidInput([Finding("frontier_aim_without_data", facts={"name": name.text[:60], "term": ""})])


def _clash(problem: AllocationProblem, first: Aim, second: Aim) -> bool:
    """True where the aims draw one cell to different amounts, which no program does at once."""
    one, other = (_drawn(problem, aim) for aim in (first, second))
    return one is not None and other is not None and one.clashes(other)


def _drawn(problem: AllocationProblem, aim: Aim) -> MovedMetric | None:
    if isinstance(aim.metric, MovedMetric):
        return aim.metric
    if aim.term is not Term.STABILITY:
        return None
    previous = problem.cells.previous
    return MovedMetric(np.nan_to_num(problem.thousands(previous)), previous.present, 1.0)

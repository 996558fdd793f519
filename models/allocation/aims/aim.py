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
    """What a frontier lies between: a term, or a metric with the `label` of its node or level ("" for the company).

    Under over-assignment a node's figures are of the numbers that it publishes, and the company's of the plan; what is
    moved is counted in people's targets. `handed_down`: L over the total that a loss is a share of, H for amounts of
    published numbers and 1 for people's targets.
    """

    name: AimName
    metric: Metric | None = None
    label: str = ""
    handed_down: float = 1.0

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
        counted = scale / self.handed_down
        if self.metric is not None:
            return -self.name.better * loss * counted if self.name.figure in AMOUNTS else None
        return None if self.term is None else natural(self.term, loss, counted)

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
            aim = _term_aim(problem, name) if name.term is not None else _metric_aim(problem, data, name)
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
    the terms that have no such amount. `scale`: what a loss of 1 stands for, thousands."""
    if term in (Term.PROFIT, Term.STRATEGIC):
        return -loss * scale
    return loss * scale if term in (Term.STABILITY, Term.ATTAINABILITY) else None


def _term_aim(problem: AllocationProblem, name: AimName) -> Aim:
    of_plan = name.term in (Term.PROFIT, Term.STRATEGIC)
    return Aim(name, handed_down=problem.hedge_factor if of_plan else 1.0)


def _metric_aim(problem: AllocationProblem, data: TermData, name: AimName) -> Aim:
    if name.figure.endswith("_range"):
        return _range_aim(problem, name)
    node = find_node(problem, NodeName.of(name.inside))
    label = " × ".join(node.labels)
    if name.figure in ("moved", "moved_from_history"):
        return Aim(name, _moved(problem, data, name, node.cells), label)
    return Aim(name, LinearMetric(*_node_line(problem, data, name, node)), label, problem.hedge_factor)


def _node_line(problem: AllocationProblem, data: TermData, name: AimName, node: ChosenNode) -> tuple[FloatArray, float]:
    """Slope per thousand of a cell's leaf target, and offset; the figure is of what the node publishes."""
    cells, inside = problem.cells, node.cells
    published = inside / problem.handed_down(node.dimensions, node.levels)
    of_plan = -name.better * published * problem.hedge_factor
    match name.figure:
        case "target":
            return of_plan / data.scale, 0.0
        case "margin":
            _need(name, inside & ~np.isnan(cells.margin_rate))
            return of_plan * data.margin / data.scale, 0.0
        case "difficulty":
            return _rate(problem, name, published * cells.forecast.present, cells.forecast)
        case "like_for_like_rate":
            return _rate(problem, name, published * cells.baseline.present, cells.baseline, 1.0)
        case _:
            return _rate(problem, name, published, cells.baseline, 1.0)


def _rate(
    problem: AllocationProblem, name: AimName, published: FloatArray, base: Amounts, less: float = 0.0
) -> tuple[FloatArray, float]:
    """±(Σ published·x / Σ base − less) over the cells of which something is published."""
    counted = (published > 0.0) & base.present
    total = float(base.minor[counted].sum()) / problem.money.minor_per_thousand
    _need(name, np.array([total > 0.0]))
    return -name.better * published / total, name.better * less


def _moved(problem: AllocationProblem, data: TermData, name: AimName, inside: BoolArray) -> MovedMetric:
    base = problem.cells.previous if name.figure == "moved" else problem.cells.baseline
    _need(name, inside & base.present)
    return MovedMetric(np.nan_to_num(problem.thousands(base)), inside & base.present, data.scale)


def _range_aim(problem: AllocationProblem, name: AimName) -> Aim:
    """Every node of the level whose base is above zero counts."""
    axes = name.inside or (".".join(people_level(problem)),)
    cut = cut_of(problem, axes)
    code, handed_down = cut.code, problem.handed_down(cut.dimensions, cut.levels)
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
    return Aim(
        name, RangeMetric(position[code], handed_down * size[kept] / problem.money.minor_per_thousand), " × ".join(axes)
    )


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

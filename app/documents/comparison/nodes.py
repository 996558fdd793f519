"""Targets side by side, and who gains and loses most, as a comparison document writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.documents.amounts import amount, amounts
from app.documents.level_words import level_words
from app.documents.plan import known
from app.messages import Language
from models.allocation.comparison.gains import NodeChange, largest_gains, largest_losses
from models.allocation.comparison.node_comparison import NodeComparison, NodeSet
from models.allocation.nodes import people_level
from models.allocation.problem import AllocationProblem
from models.units import Money
from scenarios.comparison.request import ScenarioComparison

LISTED = 10
"""Nodes named on either side."""


def nodes_part(found: ScenarioComparison, cut: NodeSet, language: Language) -> dict[str, Any]:
    """Every node of a cut under every plan."""
    problem, money = found.scenario.problem, found.scenario.problem.money
    compared = found.comparison.nodes(cut)
    plans = range(compared.target.shape[0])
    difference = compared.difference
    return {
        **_head(problem, cut, language),
        "nodes": [
            {
                "key": list(key),
                "label": node_labels(problem, cut, key),
                "targets": amounts(money, compared.target[:, node]),
                "differences": amounts(money, difference[:, node]),
                "rates": [_rate(compared.change_rate(plan, node)) for plan in plans],
            }
            for node, key in enumerate(compared.keys)
        ],
        "outside": amounts(money, compared.outside),
    }


def changes_part(found: ScenarioComparison, language: Language) -> list[dict[str, Any]]:
    """Who gains and loses most under every plan but the base, by people first, then by every level that compares
    anything; by the cut alone that was asked for."""
    return [
        {
            **_head(found.scenario.problem, cut, language),
            "strategies": [
                _changes(found, compared, place, row.name)
                for place, row in enumerate(found.comparison.with_plan)
                if place
            ],
        }
        for cut in changing_cuts(found)
        for compared in (found.comparison.nodes(cut),)
    ]


def changing_cuts(found: ScenarioComparison) -> Sequence[NodeSet]:
    """The cuts whose gains and losses are listed, the people first."""
    if found.cut is not None:
        return found.cuts
    single = [cut for cut in found.cuts if len(cut.dimensions) == 1 and cut.count > 1]
    return sorted(single, key=lambda cut: not is_people(found.scenario.problem, cut))


def is_people(problem: AllocationProblem, cut: NodeSet) -> bool:
    """True for the level of the people."""
    dimension, level = people_level(problem)
    return (tuple(cut.dimensions), tuple(cut.levels)) == ((dimension,), (level,))


def node_labels(problem: AllocationProblem, cut: NodeSet, key: tuple[str, ...]) -> list[str]:
    """What people call a node; classes of an attribute speak for themselves."""
    return [
        value if level is None else problem.dimensions[problem.dimension(name)].by_key[value].label
        for name, level, value in zip(cut.dimensions, cut.levels, key, strict=True)
    ]


def cut_labels(problem: AllocationProblem, cut: NodeSet, language: Language) -> list[str]:
    """What people call the axes of a cut."""
    return [
        axis.replace("_", " ").capitalize()
        if level is None
        else level_words(problem.dimensions[problem.dimension(name)], level, language)
        for axis, name, level in zip(cut.groups.axes, cut.dimensions, cut.levels, strict=True)
    ]


def _head(problem: AllocationProblem, cut: NodeSet, language: Language) -> dict[str, Any]:
    names = cut_labels(problem, cut, language)
    return {
        "by": list(cut.groups.axes),
        "by_labels": names,
        "is_people": is_people(problem, cut),
        "over_assignment": known(problem.over_assigned(cut.dimensions, cut.levels)),
    }


def _changes(found: ScenarioComparison, compared: NodeComparison, place: int, name: str) -> dict[str, Any]:
    problem = found.scenario.problem

    def listed(changes: Sequence[NodeChange]) -> list[dict[str, Any]]:
        return [_change(problem, compared.nodes, change, problem.money) for change in changes]

    return {
        "strategy": name,
        "gains": listed(largest_gains(compared, place, LISTED)),
        "losses": listed(largest_losses(compared, place, LISTED)),
    }


def _change(problem: AllocationProblem, cut: NodeSet, change: NodeChange, money: Money) -> dict[str, Any]:
    return {
        "key": list(change.key),
        "label": node_labels(problem, cut, change.key),
        "before": amount(money, change.before),
        "after": amount(money, change.after),
        "difference": amount(money, change.change),
        "rate": _rate(change.rate),
    }


def _rate(value: float | None) -> float | None:
    return None if value is None else known(value)

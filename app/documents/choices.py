"""Which units carry a target, as the plan document says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from app.documents.amounts import amount, significant
from app.documents.binding_words import group_labels
from models.allocation.limits.choice_block import ChoiceBlock
from models.allocation.openings import Choices
from models.allocation.plan import Plan
from models.arrays import IntArray


def choices_document(plan: Plan, choices: Choices) -> dict[str, Any]:
    """How the choice was made, and what every group carries in published numbers."""
    return {
        "proven": choices.is_proven,
        "loss": significant(choices.objective / plan.scale),
        "bound": significant(choices.bound / plan.scale),
        "gap": significant(choices.gap),
        "rounds": choices.rounds,
        "limits": [_limit(plan, block) for block in choices.blocks],
    }


def carried(plan: Plan, block: ChoiceBlock) -> IntArray:
    """Published targets per unit in minor units."""
    inside = block.unit >= 0
    total = np.zeros(block.count, dtype=np.int64)
    np.add.at(total, block.unit[inside], plan.targets_minor[inside])
    return total


def _limit(plan: Plan, block: ChoiceBlock) -> dict[str, Any]:
    minor = carried(plan, block)
    return {
        "limit": block.identity.name,
        "pointer": block.identity.pointer,
        "max_count": block.max_count,
        "groups": [_group(plan, block, place, minor) for place in range(len(block.group_keys))],
    }


def _group(plan: Plan, block: ChoiceBlock, place: int, minor: IntArray) -> dict[str, Any]:
    units = np.flatnonzero(block.group == place).tolist()
    group = block.group_keys[place]
    count = sum(1 for unit in units if minor[unit])
    return {
        "key": list(group),
        "label": group_labels(plan, block.group_axes, group),
        "count": count,
        "excess": 0 if block.max_count is None else max(count - block.max_count, 0),
        "units": [_unit(plan, block, unit, int(minor[unit])) for unit in units],
    }


def _unit(plan: Plan, block: ChoiceBlock, unit: int, minor: int) -> dict[str, Any]:
    own = slice(len(block.group_axes), None)
    axes: Sequence[str] = block.axes[own] or block.axes
    keys = block.keys[unit][own] or block.keys[unit]
    return {
        "key": list(keys),
        "label": group_labels(plan, axes, keys),
        "carried": minor != 0,
        "target": amount(plan.problem.money, minor),
    }

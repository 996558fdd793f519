"""At which people conditions on single people are kept while searching: a few who stand for all, and then whoever is
found to be worse off. After every solve everybody is checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from models.arrays import FloatArray
from models.incentives.tuning.conditions import PeopleCondition, PlanCondition, stakes
from models.incentives.tuning.tuning_model import ModelPoint, TuningModel

FEW = 40
"""Up to so many people are all watched."""

MOST_PER_CLASS = 9
MOST_AT_FIRST = 60
ADDED = 12
"""People added after one check."""

BROKEN = 1e-6
"""Slacks over it, in target incentives or what stands for them, count as kept by the search."""


def watched_at_first(model: TuningModel, rules: Sequence[PlanCondition]) -> tuple[int, ...]:
    """Of every class those at the corners and middles of expected pay ratio and size."""
    if not any(isinstance(rule, PeopleCondition) for rule in rules):
        return ()
    plan = model.plan
    if plan.roster.count <= FEW:
        return tuple(range(plan.roster.count))
    own, today = stakes(model), model.today
    ratio = np.divide(today.pay, own, out=np.zeros(own.shape), where=own > 0)
    each = max(1, min(MOST_PER_CLASS, MOST_AT_FIRST // max(len(model.bases), 1)))
    found: set[int] = set()
    for base in model.bases:
        people = base.people[own[base.people] > 0]
        if people.size <= each:
            found.update(people.tolist())
            continue
        across, along = _ranks(ratio[people]), _ranks(own[people])
        for place in range(each):
            x, y = (place % 3) / 2, (place // 3) / 2
            found.add(int(people[np.argmin((across - x) ** 2 + (along - y) ** 2)]))
    return tuple(sorted(found))


def watching_more(point: ModelPoint, rules: Sequence[PlanCondition]) -> TuningModel | None:
    """The model with those watched too who are worst off at a point; None: everybody is kept."""
    watched = set(point.model.watched)
    worst: list[tuple[float, int]] = []
    for rule in rules:
        if isinstance(rule, PeopleCondition):
            slacks = rule.slacks(point)
            worst += [(slack, who) for who, slack in enumerate(slacks.tolist()) if slack < -BROKEN]
    added = list(dict.fromkeys(who for _, who in sorted(worst) if who not in watched))[:ADDED]
    if not added:
        return None
    return replace(point.model, watched=tuple(sorted(watched | set(added))))


def _ranks(numbers: FloatArray) -> FloatArray:
    order = np.argsort(np.argsort(numbers, kind="stable"), kind="stable")
    found: FloatArray = order / max(numbers.size - 1, 1)
    return found

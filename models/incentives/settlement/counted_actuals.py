"""Which actuals count: those of months in which people were there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray, IntArray
from models.incentives.actuals import Actuals
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.measure import Aggregate


@dataclass(frozen=True, eq=False)
class StatedOutside:
    """Numbers that are stated for k stretches in which their people were not there: `stretches` (k,), `people` (k,),
    and which of the measures, (k, m). Zero is nothing, except as a mark."""

    stretches: IntArray
    people: IntArray
    measures: BoolArray


@dataclass(frozen=True, eq=False)
class CountedActuals:
    """`actuals`: those that count. What does not: `before` the hire and `after` leaving. `assumed` counts: that its
    people were not there is only concluded from their number of months."""

    actuals: Actuals
    before: StatedOutside
    after: StatedOutside
    assumed: StatedOutside


def counted_actuals(plan: IncentivePlan, actuals: Actuals) -> CountedActuals:
    """Actuals without those before the hire and after leaving. What is cancelled after somebody left still counts where
    pay is taken back for it: it belongs to what was sold before."""
    roster = plan.roster
    early, late = roster.outside_employment(plan.first_month, actuals.ends)
    assumed = roster.absent(plan.first_month, actuals.ends) & ~early & ~late
    keeps = _cancelled(plan)
    before, after = _stated(plan, actuals, early), _stated(plan, actuals, late, keeps)
    if early.any() or late.any():
        values = actuals.values.copy()
        values[early] = np.nan
        stretches, people = np.nonzero(late)
        values[late] = np.where(keeps[people], values[stretches, people], np.nan)
        actuals = Actuals(values, actuals.ends)
    return CountedActuals(actuals, before, after, _stated(plan, actuals, assumed))


def _stated(plan: IncentivePlan, actuals: Actuals, where: BoolArray, without: BoolArray | None = None) -> StatedOutside:
    """What is stated at some places of (t, n), but for some measures of everybody, (n, m)."""
    stretches, people = np.nonzero(where)
    own = actuals.values[stretches, people]
    adds = np.array([measure.adds_by is Aggregate.SUM for measure in plan.measures], dtype=np.bool_)
    stated = ~np.isnan(own) & ((own != 0) | ~adds)
    if without is not None:
        stated &= ~without[people]
    some = stated.any(axis=1)
    return StatedOutside(stretches[some], people[some], stated[some])


def _cancelled(plan: IncentivePlan) -> BoolArray:
    """Measures by which pay of everybody is taken back, (n, m)."""
    names = [measure.name for measure in plan.measures]
    found = np.zeros((plan.roster.count, len(names)), dtype=np.bool_)
    for pay_class, people in plan.members():
        rule = pay_class.group.clawback
        if rule is not None:
            found[people, names.index(rule.measure)] = True
    return found

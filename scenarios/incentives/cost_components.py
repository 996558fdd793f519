"""The lines that a class's cost is made of: components, what caps take, what draws add."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.incentives.cost.class_moments import PayMoments
from models.incentives.cost.factor_table import class_table
from models.incentives.cost.simulation import ClassSample
from models.incentives.cost.total_cost import TotalCost
from models.incentives.cost.uncertain_numbers import UncertainNumbers
from scenarios.incentives.cost_figures import Trust, cost_figures, of_total, without_closed_form
from scenarios.incentives.cost_report import ComponentCost, PartOfCost


def component_costs(
    numbers: UncertainNumbers, moments: PayMoments, total: TotalCost, sample: ClassSample, trust: Trust
) -> tuple[ComponentCost, ...]:
    """The lines of a class, which add up to its cost in every draw, and without caps and draws to its closed form.
    `moments`, `total`: of the whole class."""
    return (*_components(numbers, moments, total, sample, trust), *_adjustments(sample, trust))


def _components(
    numbers: UncertainNumbers, moments: PayMoments, total: TotalCost, sample: ClassSample, trust: Trust
) -> Iterator[ComponentCost]:
    lines = sample.pay_class.lines
    names = list(dict.fromkeys(line.component for line in lines))
    for name in names:
        chosen = [index for index, line in enumerate(lines) if line.component == name]
        own = total
        if len(names) > 1:
            alone = replace(sample.pay_class, lines=tuple(lines[index] for index in chosen))
            own = TotalCost(class_table(numbers, alone, sample.people))
        closed = of_total(float(moments.line_means[chosen].sum()), own)
        figures = cost_figures(closed, sample.lines[chosen].sum(axis=0), trust)
        yield ComponentCost(PartOfCost.COMPONENT, name, lines[chosen[0]].label, figures)


def _adjustments(sample: ClassSample, trust: Trust) -> Iterator[ComponentCost]:
    if sample.pay_class.has_cap:
        yield ComponentCost(PartOfCost.CAP, "", "", cost_figures(without_closed_form, -sample.cap_cut, trust))
    rule = sample.pay_class.group.advances
    if rule.draw is not None and not (rule.draw.recoverable and rule.recoverable):
        yield ComponentCost(PartOfCost.DRAW, "", "", cost_figures(without_closed_form, sample.top_up, trust))

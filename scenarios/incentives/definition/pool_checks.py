"""Pools have a target to be measured by."""

from __future__ import annotations

from models.arrays import FloatArray, IntArray
from models.findings import Fact, FindingList, Location
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.pay_line import Measured


def check_pool_targets(
    plan: IncentivePlan, people: IntArray, target: FloatArray, component: str, measured: Measured, findings: FindingList
) -> None:
    """Finds `pool_without_target`, once per pool: nobody of it has a target, whoever is paid by it. `target`: of the
    pools of some `people`."""
    attribute = measured.pool or ""
    values = plan.roster.attributes.get(attribute, ())
    for value in dict.fromkeys(values[who] for who in people[~(target > 0)].tolist()):
        facts: dict[str, Fact] = {
            "attribute": attribute,
            "value": str(value),
            "measure": " + ".join(plan.measures[index].shown for index in measured.measures),
            "component": component,
        }
        findings.add("pool_without_target", Location(pointer="/targets"), facts)

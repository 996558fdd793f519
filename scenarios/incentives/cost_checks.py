"""What a plan must have before its cost can be worked out, and what is worth knowing of it."""

from __future__ import annotations

import numpy as np

from models.findings import Fact, Finding, FindingList, Location
from models.incentives.cost.assumptions import MOST_COMMON, REGION
from models.incentives.cost.uncertain_numbers import UncertainNumbers
from models.incentives.pay_line import Basis
from scenarios.incentives.definition.loaded_plan import LoadedPlan
from scenarios.incentives.definition.needed import person_words
from scenarios.incentives.paying import IMPLAUSIBLE
from scenarios.incentives.score_scales import scale_notices


def check_assumptions(numbers: UncertainNumbers, findings: FindingList, under: str = "") -> None:
    """Loadings that leave nothing of one's own. An attribute that was asked for and that nobody has is a slip of the
    pen, not a plan without regions. `under`: pointer to the assumptions; "": they are parameters of the question."""
    assumed = numbers.assumptions

    def place(name: str) -> Location:
        return Location(pointer=f"{under}/{name}") if under else Location(parameter=name)

    common = assumed.company_loading**2 + assumed.region_loading**2
    if common > MOST_COMMON:
        facts: dict[str, Fact] = {"total": round(common, 4), "most": MOST_COMMON}
        findings.add("loadings_leave_nothing", place("company_loading"), facts)
    name, known = numbers.assumptions.region, sorted(numbers.plan.roster.attributes)
    if name != REGION and (numbers.regions < 0).all():
        findings.add("region_attribute_unknown", place("region"), {"name": name[:60], "known": known})


def check_forecasts(loaded: LoadedPlan, numbers: UncertainNumbers, findings: FindingList) -> None:
    """Something is expected of everybody for every number that their pay looks at."""
    plan, places = numbers.plan, loaded.places
    for pay_class, people in plan.members():
        labels = {line.measured: line.label for line in reversed(pay_class.lines)}
        labels |= {gate.measured: gate.label for gate in pay_class.gates if gate.measured not in labels}
        for measured, label in labels.items():
            for who in people[~numbers.of(measured).known[people]].tolist():
                lacking = [index for index in measured.measures if np.isnan(plan.outlook.mean[who, index])]
                place = Location(pointer="/targets") if places is None else places.targets.forecast(who, lacking)
                facts: dict[str, Fact] = {
                    "person": person_words(plan, who),
                    "measure": " + ".join(plan.measures[index].shown for index in measured.measures),
                    "component": label,
                }
                findings.add("forecast_missing", place, facts)


def cost_notices(numbers: UncertainNumbers) -> tuple[Finding, ...]:
    """What is worth knowing: attainments that were probably written in another unit, and nothing being uncertain."""
    plan, notices = numbers.plan, FindingList()
    spread, is_zero = False, any(one.lines for one, _ in plan.members())
    for pay_class, people in plan.members():
        for line in pay_class.lines:
            number = numbers.of(line.measured).some(people).distribution
            spread = spread or bool((number.variance() > 0).any())
            expected = number.expected()
            is_zero = is_zero and not expected.any()
            if line.measured.basis is not Basis.ATTAINMENT:
                continue
            for place in np.flatnonzero(expected >= IMPLAUSIBLE).tolist():
                facts: dict[str, Fact] = {
                    "person": plan.roster.labels[int(people[place])],
                    "component": line.label,
                    "percent": round(float(expected[place]) * 100, 1),
                }
                notices.add("forecast_implausible", Location(pointer="/targets"), facts)
    if numbers.assumptions.region_loading > 0 and (numbers.regions < 0).all():
        notices.add("cost_without_regions", Location(pointer="/people"), {"name": numbers.assumptions.region})
    if is_zero:
        notices.add("cost_forecasts_zero", Location(pointer="/targets"), {})
    elif not spread:
        notices.add("cost_without_spread", Location(pointer="/targets"), {})
    return (*notices, *scale_notices(plan, plan.outlook.mean))

"""Notices of numbers that are stated for months in which people were not there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.findings import Fact, FindingList, Location
from models.history.calendar import month_text
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.settlement.counted_actuals import CountedActuals, StatedOutside
from scenarios.incentives.definition.needed import person_words
from scenarios.incentives.definition.periods import stretch_texts
from scenarios.incentives.definition.plan_places import ActualPlaces


def note_absence(
    plan: IncentivePlan, counted: CountedActuals, places: ActualPlaces | None, notices: FindingList
) -> None:
    """Notes `actuals_before_hire` and `actuals_after_leaving`, which do not count, and `actuals_outside_months`, which
    do; each once per person, with all periods and measures."""
    roster, first_month = plan.roster, plan.first_month
    ends = roster.presence(first_month)[1]
    for who, place, facts in _by_person(plan, counted, counted.before, places):
        hired = month_text(int(roster.hired[who]))
        notices.add("actuals_before_hire", place, facts | {"hired": hired})
    for who, place, facts in _by_person(plan, counted, counted.after, places):
        left = month_text(int(roster.left[who]))
        notices.add("actuals_after_leaving", place, facts | {"left": left})
    for who, place, facts in _by_person(plan, counted, counted.assumed, places):
        last = month_text(first_month + int(np.ceil(ends[who])) - 1)
        notices.add("actuals_outside_months", place, facts | {"months": float(roster.months[who]), "last": last})


def _by_person(
    plan: IncentivePlan, counted: CountedActuals, stated: StatedOutside, places: ActualPlaces | None
) -> Iterator[tuple[int, Location, dict[str, Fact]]]:
    """Each who has some, the first row of them, and whose numbers of which measures and periods they are."""
    order = np.argsort(stated.people, kind="stable")
    people, starts = np.unique(stated.people[order], return_index=True)
    for who, own in zip(people.tolist(), np.split(order, starts[1:]), strict=False):
        stretches = stated.stretches[own].tolist()
        measures = np.flatnonzero(stated.measures[own].any(axis=0)).tolist()
        facts: dict[str, Fact] = {
            "person": person_words(plan, who),
            "measures": [plan.measures[index].shown for index in measures],
            "periods": stretch_texts(plan.first_month, counted.actuals.ends, stretches),
        }
        place = Location(pointer="/actuals") if places is None else places.of(stretches[0], who)
        yield who, place, facts

"""Which parameters of a plan a request turns, and between which bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from models.findings import Fact, FindingList, Location, near_names
from models.incentives.curve_knobs import FLATTEST, LEAST_HEADROOM
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.tuning.plan_knobs import PlanKnob, all_knobs
from scenarios.incentives.tuning.tuning_document import USUAL, KnobSelection, TunedKnobs, TuningRequest

POSSIBLE: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "multiplier": (0.001, 1000.0),
        "weight": (0.001, 0.999),
        "threshold": (0.01, 0.99),
        "pay_at_threshold": (0.0, 1.0),
        "accelerator": (0.01, 20.0),
        "excellence": (1.001, 10.0),
        "beyond": (FLATTEST, 20.0),
        "headroom": (LEAST_HEADROOM, 50.0),
        "rate_factor": (0.001, 100.0),
        "amount": (0.01, 1e12),
    }
)
"""Bounds that a request may state: within them a curve rises and its knots keep their order."""

EVERYTHING = (TunedKnobs(),)


def chosen_knobs(plan: IncentivePlan, request: TuningRequest, findings: FindingList) -> tuple[PlanKnob, ...]:
    """The parameters that may be turned, in the plan's order. Of several selections that fit, the last one's bounds
    count. Findings: `tuning_name_unknown`, `tuning_selects_nothing`, `tuning_bounds_crossed`,
    `tuning_bounds_impossible`, `tuning_bounds_without_today`, `tuning_nothing_to_tune`."""
    knobs = all_knobs(plan)
    chosen: dict[int, PlanKnob] = {}
    count = len(findings)
    for index, selection in enumerate(request.tune or EVERYTHING):
        place = f"/tune/{index}"
        for at in _selected(knobs, selection, place, findings):
            chosen[at] = _bounded(knobs[at], selection, place, findings)
    turned = _free(chosen)
    for index, kept in enumerate(request.keep):
        for at in _selected(knobs, kept, f"/keep/{index}", findings, every=True):
            chosen.pop(at, None)
    free = _free(chosen)
    if not _can_move(free) and len(findings) == count:
        of_keep = _can_move(turned)  # what `tune` selects would do
        findings.add("tuning_nothing_to_tune", Location(pointer="/keep" if of_keep else "/tune"))
    return free


def _free(chosen: Mapping[int, PlanKnob]) -> tuple[PlanKnob, ...]:
    """Those that have room between their bounds, in the plan's order."""
    return tuple(chosen[at] for at in sorted(chosen) if chosen[at].knob.lower < chosen[at].knob.upper)


def _can_move(knobs: Sequence[PlanKnob]) -> bool:
    """A single weight of a group cannot: all of them add up to 1."""
    weights = [one.owner.group for one in knobs if one.knob.parameter == "weight"]
    return len(knobs) > len(weights) or any(weights.count(group) > 1 for group in weights)


def _selected(
    knobs: Sequence[PlanKnob], selection: KnobSelection, place: str, findings: FindingList, *, every: bool = False
) -> list[int]:
    """Positions of what a selection fits; without a parameter the usual ones, or with `every` all of them."""
    fits = list(range(len(knobs)))
    for field in ("group", "variant", "component"):
        wanted = getattr(selection, field)
        if wanted is None:
            continue
        known = sorted({getattr(knobs[at].owner, field) or "" for at in fits} - {""})
        fits = [at for at in fits if (getattr(knobs[at].owner, field) or "") == wanted]
        if not fits:
            facts: dict[str, Fact] = {"name": wanted[:60], "known": known, "near": near_names(wanted, known)}
            findings.add("tuning_name_unknown", Location(pointer=f"{place}/{field}"), facts)
            return []
    known = sorted({knobs[at].knob.parameter for at in fits})
    usual = known if every else USUAL
    if selection.parameter is not None:
        fits = [at for at in fits if knobs[at].knob.parameter == selection.parameter]
    else:
        fits = [at for at in fits if knobs[at].knob.parameter in usual]
    if not fits:
        wanted = selection.parameter or ""
        findings.add("tuning_selects_nothing", Location(pointer=place), {"name": wanted, "known": known})
    return fits


def _bounded(one: PlanKnob, selection: TunedKnobs, place: str, findings: FindingList) -> PlanKnob:
    """With the selection's bounds in the place of the usual ones."""
    knob, ways = one.knob, {"lower": selection.lower, "upper": selection.upper}
    low, high = POSSIBLE[knob.parameter]
    for side, bound in ways.items():
        if bound is not None and not low <= bound <= high:
            facts: dict[str, Fact] = {"name": one.name, "value": bound, "low": low, "high": high}
            findings.add("tuning_bounds_impossible", Location(pointer=f"{place}/{side}"), facts)
            return one
    lower = knob.lower if selection.lower is None else selection.lower
    upper = knob.upper if selection.upper is None else selection.upper
    if selection.lower is not None and selection.upper is not None and lower > upper:
        findings.add("tuning_bounds_crossed", Location(pointer=f"{place}/upper"), {"low": lower, "high": upper})
    elif not lower <= knob.today <= upper:
        facts = {"name": one.name, "today": round(knob.today, 6), "low": lower, "high": upper}
        findings.add("tuning_bounds_without_today", Location(pointer=place), facts)
    else:
        return replace(one, knob=replace(knob, lower=lower, upper=upper))
    return one

"""What a person is paid for a year, from the plan document, in fractions: written from the rules, not from the code."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

FEN = 100
TIE = Fraction(2, 10**6)


def exact(written: float) -> Fraction:
    """The number that was written, 0.1 a tenth."""
    return Fraction(str(written))


def curve_pay(curve: Mapping[str, Any], a: Fraction) -> Fraction:
    """g(a) of a curve by parameters or points, case by case."""
    if "points" in curve:
        return _point_pay(curve, a)
    threshold, at_threshold = exact(curve.get("threshold", 0)), exact(curve.get("pay_at_threshold", 0))
    steep, e = exact(curve.get("accelerator", 1)), exact(curve.get("excellence", 1.2))
    beyond = exact(curve["beyond"]) if curve.get("beyond") is not None else steep
    if a < threshold:
        pay = Fraction(0)
    elif a < 1:
        pay = at_threshold + (1 - at_threshold) * (a - threshold) / (1 - threshold)
    else:
        pay = 1 + steep * (min(a, e) - 1) + beyond * max(a - e, Fraction(0))
    return pay if curve.get("cap") is None else min(pay, exact(curve["cap"]))


def _point_pay(curve: Mapping[str, Any], a: Fraction) -> Fraction:
    points = [(exact(point["attainment"]), exact(point["pay"])) for point in curve["points"]]
    if a < points[0][0]:
        return Fraction(0)
    for (x, low), (y, high) in pairwise(points):
        if a < y:
            return low if curve.get("steps") else low + (high - low) * (a - x) / (y - x)
    return points[-1][1] + exact(curve.get("beyond", 0)) * (a - points[-1][0])


def commission(table: Mapping[str, Any], z: Fraction) -> Fraction:
    """Commission on z by tiers, tier by tier."""
    tiers = [(exact(tier["from"]), exact(tier["rate"])) for tier in table["tiers"]]
    if table.get("mode") == "retroactive":
        reached = [rate for start, rate in tiers if z >= start]
        return reached[-1] * z if reached else Fraction(0)
    ends = [start for start, _ in tiers[1:]] + [None]
    total = Fraction(0)
    for (start, rate), end in zip(tiers, ends, strict=True):
        top = z if end is None else min(z, end)
        total += rate * max(top - start, Fraction(0))
    return total


def line_pays(
    group: Mapping[str, Any], incentive: int, actual: Mapping[str, Fraction], target: Mapping[str, Fraction]
) -> list[tuple[str, Fraction]]:
    """(component, exact fen) of every line, gates included. `incentive` in fen; money of measures in yuan."""
    found: list[tuple[str, Fraction, bool]] = []
    alpha = exact(group.get("multiplier", 1))
    for component in group["components"]:
        kind = component["kind"]
        if kind == "quota_bonus":
            share = curve_pay(component.get("curve", {}), actual[component["measure"]] / target[component["measure"]])
            found.append((component["name"], alpha * incentive * exact(component["weight"]) * share, True))
        elif kind == "kpi_scorecard":
            for item in component["items"]:
                name, usual = item["measure"], {"excellence": 1.5, "cap": 1.5}
                number = actual[name] if item.get("of") == "actual" else actual[name] / target[name]
                share = exact(component["weight"]) * exact(item["weight"])
                found.append(
                    (component["name"], alpha * incentive * share * curve_pay(item.get("curve", usual), number), True)
                )
        elif kind == "commission":
            found.append((component["name"], _commission_fen(component, actual, target), False))
        elif kind == "spiff":
            pieces = max(actual[component["measure"]] - exact(component.get("after_pieces", 0)), Fraction(0))
            if component.get("most_pieces") is not None:
                pieces = min(pieces, exact(component["most_pieces"]))
            found.append((component["name"], pieces * exact(component["amount"]) * FEN, False))
    return [(name, pay * _let_through(group, name, weighted, actual, target)) for name, pay, weighted in found]


def _commission_fen(
    component: Mapping[str, Any], actual: Mapping[str, Fraction], target: Mapping[str, Fraction]
) -> Fraction:
    name = component["measure"]
    if component.get("by") == "attainment":
        return FEN * target[name] * commission(component["rates"], actual[name] / target[name])
    return FEN * commission(component["rates"], actual[name])


def _let_through(
    group: Mapping[str, Any],
    name: str,
    weighted: bool,
    actual: Mapping[str, Fraction],
    target: Mapping[str, Fraction],
) -> Fraction:
    factor = Fraction(1)
    for gate in group["components"]:
        if gate["kind"] != "gate" or not (name in gate["components"] if "components" in gate else weighted):
            continue
        measure = gate["measure"]
        number = actual[measure] if gate.get("of", "actual") == "actual" else actual[measure] / target[measure]
        if number < exact(gate["least"]):
            factor *= exact(gate.get("factor", 0))
    return factor


def half_up(amount: Fraction) -> int:
    """Whole fen, halves up."""
    return math.floor(amount + Fraction(1, 2))


def agrees(pay: int, amount: Fraction) -> bool:
    """Whether a pay is the amount rounded half up; within 2·10⁻⁶ of a half, which no float keeps, either neighbour."""
    return pay in (half_up(amount), half_up(amount + TIE), half_up(amount - TIE))


def capped(pays: Sequence[int], incentive: int, cap_multiple: float | None) -> int:
    """Their sum under the cap."""
    total = sum(pays)
    return total if cap_multiple is None else min(total, half_up(incentive * exact(cap_multiple)))

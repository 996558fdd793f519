"""Coarser rounding steps of levels, read and checked: names, amounts, and that coarse steps hold the finer ones."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from models.allocation.dimensions import Dimension
from models.findings import FindingList, Location, as_pointer, near_names
from models.units import AmountError, Money

POINTER = "/rounding/levels"


def read_levels(
    written: Mapping[str, Decimal],
    dimensions: tuple[Dimension, ...],
    money: Money,
    increment: int,
    findings: FindingList,
) -> dict[tuple[str, str], int]:
    """Steps in minor units by (dimension, level); levels with the step of single targets are left out.

    Finds `rounding_level_unknown`, `ambiguous_axis`, `amount_too_fine`, `amount_too_large`,
    `level_increment_not_multiple`.
    """
    levels: dict[tuple[str, str], int] = {}
    for name, amount in written.items():
        place = Location(pointer=POINTER + as_pointer([name]))
        key = _level(name, dimensions, place, findings)
        try:
            step = money.to_minor(amount)
        except AmountError as error:
            findings.add(f"amount_{error.reason}", place, {"value": str(amount), "digits": money.written_digits})
            continue
        if key is not None:
            levels[key] = step
    _check_multiples(levels, dimensions, money, increment, findings)
    return {key: step for key, step in sorted(levels.items()) if step != increment}


def _level(
    name: str, dimensions: tuple[Dimension, ...], place: Location, findings: FindingList
) -> tuple[str, str] | None:
    """The level of a name, `dimension.level` where several dimensions have it."""
    found = [
        (dimension.name, level)
        for dimension in dimensions
        for level in dimension.levels
        if name in (level, f"{dimension.name}.{level}")
    ]
    if len(found) == 1:
        return found[0]
    if found:
        options = [".".join(key) for key in found]
        findings.add("ambiguous_axis", place, {"name": name, "options": options})
        return None
    known = [level for dimension in dimensions for level in dimension.levels]
    findings.add("rounding_level_unknown", place, {"level": name, "known": known, "near": near_names(name, known)})
    return None


def _check_multiples(
    levels: Mapping[tuple[str, str], int],
    dimensions: tuple[Dimension, ...],
    money: Money,
    increment: int,
    findings: FindingList,
) -> None:
    """Along every tree, from single targets upward, each step must be a multiple of the one below it."""
    for dimension in dimensions:
        chain: list[tuple[str, int]] = [("", increment)]
        chain += [
            (level, levels[dimension.name, level])
            for level in reversed(dimension.levels)
            if (dimension.name, level) in levels
        ]
        for (_, finer), (level, coarser) in pairwise(chain):
            if coarser % finer:
                place = Location(pointer=POINTER + as_pointer([level]))
                facts = {
                    "level": level,
                    "increment": str(money.from_minor(coarser)),
                    "finer": str(money.from_minor(finer)),
                }
                findings.add("level_increment_not_multiple", place, facts)

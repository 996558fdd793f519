"""Company targets of an import, and the floors and caps that go with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.findings import Fact, FindingList, Location
from models.history.exact_sums import rounded
from models.units import AmountError, Money
from scenarios.importing.mapping import ImportMapping
from scenarios.importing.mapping_limits import PersonLimitMapping, TargetMapping

FLOOR_RATE, CAP_RATE = 0.9, 1.6
"""Floor and cap of a person where the mapping states none, fractions of last year …"""

FLOOR_ROOM, CAP_ROOM = 0.1, 0.3
"""… and how far below and above the company's growth they stay at least."""


@dataclass(frozen=True)
class Target:
    """One company target: minor units, and its ratio to the comparable year."""

    name: str
    minor: int
    ratio: float
    owner: str | None


def targets_of(
    mapping: ImportMapping, comparable: int, increment: int, money: Money, findings: FindingList
) -> tuple[Target, ...]:
    """The target and its alternatives. One given as growth is rounded to the increment. Finds amounts that cannot be
    held, and `import_comparable_not_positive`."""
    if comparable <= 0:
        written = str(money.from_minor(comparable))
        findings.add("import_comparable_not_positive", Location(pointer="/years/base"), {"amount": written})
        return ()
    named = {"": ("/company_target", mapping.company_target)} | {
        name: (f"/alternatives/{name}", target) for name, target in mapping.alternatives.items()
    }
    found = [_target(name, *one, comparable, increment, money, findings) for name, one in named.items()]
    return tuple(target for target in found if target is not None)


def _target(
    name: str,
    pointer: str,
    written: TargetMapping,
    comparable: int,
    increment: int,
    money: Money,
    findings: FindingList,
) -> Target | None:
    if written.amount is None:
        assert written.growth_rate is not None
        exact = comparable * (1 + Fraction(repr(written.growth_rate)))
        minor = max(rounded(exact / increment), 1) * increment
        return Target(name, minor, minor / comparable, written.owner)
    try:
        minor = money.to_minor(written.amount)
    except AmountError as error:
        facts: dict[str, Fact] = {"value": str(written.amount), "digits": money.written_digits}
        findings.add(f"amount_{error.reason}", Location(pointer=f"{pointer}/amount"), facts)
        return None
    return Target(name, minor, minor / comparable, written.owner)


def person_rates(rule: PersonLimitMapping, ratio: float) -> tuple[float, float]:
    """(floor, cap) as fractions of last year: stated, or the defaults with room around the company's growth."""
    floor = min(FLOOR_RATE, max(ratio - FLOOR_ROOM, 0.0)) if rule.floor_rate is None else rule.floor_rate
    cap = max(CAP_RATE, ratio + CAP_ROOM) if rule.cap_rate is None else rule.cap_rate
    return round(floor, 4), round(max(cap, floor), 4)


def floors_and_caps(
    comparable: Mapping[str, int], rule: PersonLimitMapping, ratio: float, money: Money
) -> dict[str, tuple[int, int]]:
    """(floor, cap) in minor units by person; people whose last year is not above zero have none."""
    floor, cap = (Fraction(repr(rate)) for rate in person_rates(rule, ratio))
    highest = None if rule.cap_amount is None else int(Decimal(rule.cap_amount) * money.minor_per_unit)
    bounds: dict[str, tuple[int, int]] = {}
    for name, amount in comparable.items():
        if amount > 0:
            low, high = rounded(amount * floor), rounded(amount * cap)
            high = high if highest is None else min(high, highest)
            bounds[name] = (min(low, high), high)
    return bounds

"""The number that a limit has to state so that the bound of one of its groups stands where a repair wants it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

import numpy as np

from models.allocation.diagnosis import Change
from models.allocation.limits.attainability import Attainability
from models.allocation.limits.base import Limit
from models.allocation.limits.context import LimitContext, Quantity
from models.allocation.limits.margin import Margin
from models.allocation.limits.measured import leave_out_cells
from models.allocation.limits.share_limit import ShareLimit
from models.allocation.problem import AllocationProblem
from models.allocation.selection import Selection
from models.allocation.uncertainty.sum_distribution import sum_distribution
from models.findings import as_pointer
from models.units import Money

FIELDS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("amount_limit", "floor"): "min_amount",
        ("amount_limit", "cap"): "max_amount",
        ("growth_limit", "floor"): "min_growth_rate",
        ("growth_limit", "cap"): "max_growth_rate",
        ("share_limit", "floor"): "min_share",
        ("share_limit", "cap"): "max_share",
        ("capacity", "cap"): "amount",
        ("commitment", "floor"): "below_rate",
        ("commitment", "cap"): "above_rate",
        ("hold", "floor"): "amount",
        ("hold", "cap"): "amount",
        ("difficulty_band", "floor"): "min_difficulty",
        ("difficulty_band", "cap"): "max_difficulty",
        ("attainability", "cap"): "min_probability",
        ("market_share", "floor"): "min_share",
        ("market_share", "cap"): "max_share",
        ("margin", "floor"): "min_amount",
        ("parity", "floor"): "tolerance",
        ("parity", "cap"): "tolerance",
        ("neutrality", "floor"): "tolerance",
        ("neutrality", "cap"): "tolerance",
        ("cardinality", "floor"): "min_amount",
        ("cardinality", "cap"): "max_count",
    }
)
"""The field of each family that a side of its rows comes from."""

_ZERO, _ONE, _OPEN = Decimal(0), Decimal(1), (None, None)

ENDS: Mapping[str, tuple[Decimal | None, Decimal | None]] = MappingProxyType(
    {
        "min_amount": (_ZERO, None),
        "amount": (_ZERO, None),
        "min_growth_rate": (-_ONE, None),
        "min_share": (_ZERO, _ONE),
        "max_share": (_ZERO, _ONE),
        "min_difficulty": (_ZERO, None),
        "below_rate": (_ZERO, _ONE),
        "min_rate": (-_ONE, _ONE),
    }
)
"""Between which numbers a field stands."""

BEYOND = 0.01
"""How far a rounded number may lead beyond the wanted change, as a fraction of it."""

MOST_DIGITS = 12
FEWEST_RATE_DIGITS = 4
SNAP = 1e-6
"""Nearness to a whole number of the last digit, in units of it, that counts as being there."""


class NotWritable(Exception):
    """A change that no number of the limit can bring about."""

    def __init__(self, change: Change) -> None:
        self.change = change
        super().__init__(f"{change.identity.name}: {change.group}")


def field_of(limit: Limit, side: str) -> str:
    """The field of a limit that one side of its rows comes from."""
    if isinstance(limit, Margin) and limit.min_rate is not None:
        return "min_rate"
    return FIELDS[str(getattr(limit, "kind", "")), side]


def is_ratio(limit: Limit) -> bool:
    """True for limits whose rows compare two sums that both depend on the plan: their number is none of the bound."""
    return isinstance(limit, ShareLimit) or (isinstance(limit, Margin) and limit.min_rate is not None)


def within_ends(limit: Limit, name: str, number: Decimal) -> Decimal:
    """The number, or the end that the field has on that side: nothing looser can be written, and a floor needs nothing
    looser."""
    lowest, highest = (None, None) if isinstance(limit, Margin) and name == "min_amount" else ENDS.get(name, _OPEN)
    if lowest is not None and number < lowest:
        return lowest
    return highest if highest is not None and number > highest else number


def written_number(problem: AllocationProblem, limit: Limit, change: Change) -> Decimal:
    """The number, rounded to the side that leaves more room: money to the minor unit, other numbers to as few digits
    as lead at most a hundredth of the change too far. Raises NotWritable. Not for limits of which `is_ratio`."""
    wanted = change.bound + (change.amount if change.side == "cap" else -change.amount)
    if change.row < 0:
        return _choice_number(problem, change, wanted)
    if isinstance(limit, Attainability):
        return _probability(problem, limit, change, wanted)
    one, slope = _line(problem, limit, change)
    if not abs(slope) > 0.0 or not math.isfinite(slope):
        raise NotWritable(change)
    exact = 1.0 + (wanted - one) / slope
    up = (change.side == "cap") == (slope > 0.0)
    name = field_of(limit, change.side)
    money = problem.money.of(limit.counts)
    if name in limit.money_fields() and change.quantity in (Quantity.MONEY, Quantity.CURRENCY) and money is not None:
        return outward(exact, up=up, digits=money.written_digits, snap=1e-3)
    return rounded_outward(exact, up=up, most=BEYOND * change.amount / abs(slope), is_rate=name != "amount")


def money_number(money: Money, thousands: float, *, up: bool) -> Decimal:
    """An amount in the document's unit, outward to the minor unit."""
    exact = thousands * money.minor_per_thousand / float(money.minor_per_unit)
    return outward(exact, up=up, digits=money.written_digits, snap=1e-3)


def rounded_outward(exact: float, *, up: bool, most: float, is_rate: bool = True) -> Decimal:
    """The number with as few digits as lead at most `most` too far; rates have at least four."""
    for digits in range(FEWEST_RATE_DIGITS if is_rate else 0, MOST_DIGITS):
        number = outward(exact, up=up, digits=digits)
        if abs(float(number) - exact) <= most:
            return number
    return outward(exact, up=up, digits=MOST_DIGITS)


def outward(exact: float, *, up: bool, digits: int, snap: float = SNAP) -> Decimal:
    """The nearest number of so many digits that is not below (`up`), or not above, but for noise."""
    unit = Decimal(1).scaleb(-digits)
    scaled = Decimal(exact) / unit
    nearest = scaled.to_integral_value()
    if abs(scaled - nearest) > Decimal(snap):
        nearest = scaled.to_integral_value("ROUND_CEILING" if up else "ROUND_FLOOR")
    return _plain(nearest * unit)


def _plain(number: Decimal) -> Decimal:
    """Without zeros at the end, and without an exponent."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _choice_number(problem: AllocationProblem, change: Change, wanted: float) -> Decimal:
    if change.side == "cap":
        return Decimal(math.ceil(wanted - SNAP))
    minor = problem.money.minor_per_thousand
    return max(
        outward(wanted * minor / float(problem.money.minor_per_unit), up=False, digits=problem.money.written_digits),
        Decimal(0),
    )


def _line(problem: AllocationProblem, limit: Limit, change: Change) -> tuple[float, float]:
    """(the change's bound where the field says 1, how much it moves per one more). Bounds are straight lines in the
    number of every family that comes here. Raises NotWritable where the field moves nothing."""
    try:
        one, two = (_bound(problem, limit, change, number) for number in (1, 2))
    except KeyError:  # the group has no such row, whatever the number is
        raise NotWritable(change) from None
    return one, two - one


def _bound(problem: AllocationProblem, limit: Limit, change: Change, number: int) -> float:
    """The written bound of the change's group and side where the limit states nothing but this number."""
    context = LimitContext(problem, Selection(problem.dimensions, problem.cells.members))
    _stating(limit, change.side, number).apply(context.at(as_pointer(["limits", 0])))
    for block in context.blocks:
        if change.group in block.keys:
            place = block.keys.index(change.group)
            side = block.upper if change.side == "cap" else block.lower
            return float(side[place]) / block.factor
    raise KeyError(change.group)


def _stating(limit: Limit, side: str, number: int) -> Limit:
    """The limit with one number instead of the side's, and nothing for its other side."""
    name = field_of(limit, side)
    others = {
        field_of(limit, other) for other in ("floor", "cap") if (str(getattr(limit, "kind", "")), other) in FIELDS
    }
    kind = Decimal if name.endswith("amount") else float
    stated: dict[str, object] = dict.fromkeys(others - {name}) | {name: kind(number)}
    return limit.model_copy(update=stated)


def _probability(problem: AllocationProblem, limit: Attainability, change: Change, wanted: float) -> Decimal:
    """The probability of reaching the wanted cap."""
    context = LimitContext(problem, Selection(problem.dimensions, problem.cells.members))
    groups = context.groups(limit, leave_out_cells(context, limit.name, context.mask(limit), "forecast"))
    place = groups.keys.index(change.group)
    total = sum_distribution(context.forecasts, groups.code, groups.count)
    exact = float(np.asarray(total.probability_at_least(np.full(groups.count, wanted)))[place])
    for digits in range(FEWEST_RATE_DIGITS, MOST_DIGITS):
        number = outward(exact, up=False, digits=digits)
        if number > 0:
            return number
    raise NotWritable(change)

"""What a limit's row counts, as documents write it: money or pieces in the scenario's unit, effort, rates."""

from __future__ import annotations

from decimal import Decimal

from app.messages.amounts import effort_words, money_words, points_words, volume_words
from app.messages.language import Language
from models.allocation.limits.context import Quantity
from models.allocation.problem import AllocationProblem

_NAMES = {Quantity.CURRENCY: "money"}
_NAMES_IN_PIECES = {Quantity.CURRENCY: "money", Quantity.MONEY: "volume"}


def quantity_name(problem: AllocationProblem, quantity: Quantity) -> str:
    """What is counted, as documents call it: money, volume, effort, rate or count."""
    names = _NAMES if problem.money.pieces is None else _NAMES_IN_PIECES
    return names.get(quantity, str(quantity))


def counted(problem: AllocationProblem, quantity: Quantity, scale: float, value: float) -> float:
    """A row's value in what people count: the plan's own unit, the currency's unit, pieces, effort, or a fraction."""
    if quantity is Quantity.MONEY:
        return value * problem.money.minor_per_thousand / float(problem.money.minor_per_unit)
    if quantity is Quantity.CURRENCY:
        money = problem.money.in_currency
        return value * scale * money.minor_per_thousand / float(money.minor_per_unit)
    return value * scale


def counted_words(problem: AllocationProblem, quantity: Quantity, value: Decimal | float, language: Language) -> str:
    """A counted value with its unit."""
    if quantity is Quantity.MONEY:
        return money_words(Decimal(value), problem.money, language)
    if quantity is Quantity.CURRENCY:
        return money_words(_two_digits(value), problem.money.in_currency, language)
    if quantity is Quantity.VOLUME:
        return volume_words(_two_digits(value), problem.volume, language)
    if quantity is Quantity.COUNT:
        return str(round(value))
    return points_words(float(value), language) if quantity is Quantity.RATE else effort_words(float(value), language)


def _two_digits(value: Decimal | float) -> Decimal:
    return round(Decimal(repr(float(value))), 2)

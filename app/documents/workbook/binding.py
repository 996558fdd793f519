"""The limits that bind, in words: whose they are, for whom, at which bound, and what easing them is worth."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from app.documents.amounts import written
from app.documents.binding_words import (
    HELD_CELLS,
    NEGLIGIBLE,
    asked_rate,
    asked_tolerance,
    gap_words,
    group_labels,
    price_per_one,
    speaks,
)
from app.documents.counted import counted, counted_words
from app.documents.workbook.book import SUBTITLE, Book, put_text
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import HEADER_ROW, TableColumn, Value, table_sheet
from models.allocation.binding import BindingLimit
from models.allocation.limits.context import Quantity

_STEPS: Mapping[Quantity, float] = {
    Quantity.MONEY: 100,
    Quantity.CURRENCY: 100,
    Quantity.VOLUME: 100,
    Quantity.EFFORT: 1,
    Quantity.RATE: 0.01,
}
"""By how much a limit is eased in the sentence about its price, in what it counts."""


def write_binding(view: PlanView, book: Book) -> None:
    """One row per group of each limit that binds, the hardest first."""
    columns = [
        TableColumn(view.word("limit"), width=40.0),
        TableColumn(view.word("owner"), width=18.0),
        TableColumn(view.word("group"), width=46.0),
        TableColumn(view.word("side"), width=9.0),
        TableColumn(view.word("bound"), "number", 14.0),
        TableColumn(view.word("bound_unit"), "key", 20.0),
        TableColumn(view.word("price"), width=52.0),
        TableColumn(view.word("missed"), "number", 11.0),
        TableColumn(view.word("negotiable"), "key", 12.0),
    ]
    rows = [_row(view, item) for item in view.plan.binding if speaks(item)]
    title = view.word("sheet_binding")
    name = free_name(book, title)
    sheet = table_sheet(view, book, name, title, columns, rows, note=view.word("binding_note"))
    if not rows:
        put_text(sheet, HEADER_ROW + 1, 0, view.word("no_binding"), book.format(SUBTITLE))


def limit_name(view: PlanView, item: BindingLimit) -> str:
    """What people call the limit."""
    return view.word("held_cells") if item.identity.pointer == HELD_CELLS else item.identity.name


def _row(view: PlanView, item: BindingLimit) -> list[Value]:
    identity, plan = item.identity, view.plan
    label = " × ".join(group_labels(plan, item.axes, item.group)) or view.word("everything")
    group = gap_words(plan, item, label, view.language) or label
    rate, tolerance = asked_rate(plan, item), asked_tolerance(plan, item)
    if tolerance is not None:
        bound, unit = 100.0 * tolerance, view.word("points")
    elif rate is not None:
        bound, unit = 100.0 * rate, view.word("rate")
    else:
        bound, unit = _counted(view, item, item.bound), _unit(view, item)
    missed = _counted(view, item, item.paid) if item.paid > NEGLIGIBLE else None
    negotiable = view.word("yes" if identity.negotiable else "no")
    return [
        *(limit_name(view, item), identity.owner or "", group, view.word(item.side)),
        *(round(bound, 6), unit, _worth(view, item), missed, negotiable),
    ]


def _unit(view: PlanView, item: BindingLimit) -> str:
    """What the bound counts, without a number."""
    if item.quantity is Quantity.RATE:
        return view.word("points")
    return (
        counted_words(view.plan.problem, item.quantity, Decimal(0), view.language).partition(" ")[2].removeprefix("× ")
    )


def _counted(view: PlanView, item: BindingLimit, value: float) -> float:
    """A value of the row in what people count; rates in points of a hundredth."""
    problem = view.plan.problem
    if item.quantity is Quantity.MONEY:
        return written(problem.money, value)
    found = counted(problem, item.quantity, item.scale, value)
    return 100.0 * found if item.quantity is Quantity.RATE else found


def _worth(view: PlanView, item: BindingLimit) -> str:
    """The price in words: what the loss falls by when the bound, as it is written, is eased a little; none where units
    were chosen."""
    if not view.plan.has_prices:
        return view.word("no_price")
    step = _STEPS[item.quantity]
    gain = abs(price_per_one(view.plan, item)) * step
    if gain < 0.005:
        return view.word("hardly")
    amount = counted_words(view.plan.problem, item.quantity, Decimal(str(step)), view.language)
    return view.word("eased", amount=amount, gain=view.money(_short(gain)))


def _short(value: float) -> Decimal:
    """Two decimals, without trailing zeros."""
    rounded = Decimal(repr(value)).quantize(Decimal("0.01"))
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()

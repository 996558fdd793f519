"""The limits that bind, in words: whose they are, for whom, at which bound, and what easing them is worth."""

from __future__ import annotations

from decimal import Decimal

from app.documents.amounts import written
from app.documents.binding_words import HELD_CELLS, NEGLIGIBLE, asked_rate, group_labels, speaks
from app.documents.workbook.book import SUBTITLE, Book, put_text
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import HEADER_ROW, TableColumn, Value, table_sheet
from models.allocation.binding import BindingLimit
from models.allocation.limits.context import Quantity

HUNDRED = 100
"""Amount by which a limit is eased in the sentence about its price, in the scenario's unit."""


def write_binding(view: PlanView, book: Book) -> None:
    """One row per group of each limit that binds, the hardest first."""
    columns = [
        TableColumn(view.word("limit"), width=34.0),
        TableColumn(view.word("owner"), width=18.0),
        TableColumn(view.word("group"), width=30.0),
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
    identity = item.identity
    group = " × ".join(group_labels(view.plan, item.axes, item.group)) or view.word("everything")
    rate = asked_rate(view.plan, item)
    unit = view.word("rate") if rate is not None else _unit(view, item)
    bound = _counted(view, item, item.bound) if rate is None else 100.0 * rate
    missed = _counted(view, item, item.paid) if item.paid > NEGLIGIBLE else None
    negotiable = view.word("yes" if identity.negotiable else "no")
    return [
        *(limit_name(view, item), identity.owner or "", group, view.word(item.side)),
        *(round(bound, 6), unit, _worth(view, item), missed, negotiable),
    ]


def _unit(view: PlanView, item: BindingLimit) -> str:
    return view.unit if item.quantity is Quantity.MONEY else view.word("effort")


def _counted(view: PlanView, item: BindingLimit, value: float) -> float:
    if item.quantity is Quantity.MONEY:
        return written(view.plan.problem.money, value)
    return value * item.scale


def _worth(view: PlanView, item: BindingLimit) -> str:
    """The price in words: what the loss falls by when the limit is eased a little; none where units were chosen."""
    if view.plan.choices is not None:
        return view.word("no_price")
    if item.quantity is Quantity.MONEY:
        amount, gain = view.money(Decimal(HUNDRED)), abs(item.price) * HUNDRED
    else:
        amount = f"1 {view.word('effort')}"
        gain = written(view.plan.problem.money, abs(item.price) / item.scale)
    if gain < 0.005:
        return view.word("hardly")
    return view.word("eased", amount=amount, gain=view.money(_short(gain)))


def _short(value: float) -> Decimal:
    """Two decimals, without trailing zeros."""
    rounded = Decimal(repr(value)).quantize(Decimal("0.01"))
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()

"""The score card, and the proof that the plan adds up."""

from __future__ import annotations

import numpy as np

from app.documents.plan import plan_exceptions
from app.documents.workbook.book import HEADER, HEADING, SHARE, TEXT, WRAPPED, Book, put_number, put_text
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import Value, put_title, set_up_print

_RATES = ("growth_rate", "like_for_like_rate", "margin_rate", "strategic_share", "at_limit_share")
_NUMBERS = ("difficulty_mean", "difficulty_spread", "difficulty_gini")

Line = tuple[str, Value, str, str]
"""Measure, value, number format, meaning."""


def write_scores(view: PlanView, book: Book) -> None:
    """Two blocks: natural measures of the plan, and its verification."""
    sheet = book.sheet(free_name(book, view.word("sheet_scores")))
    put_title(view, book, sheet, view.word("sheet_scores"), view.word("units", unit=view.unit, increment=_step(view)))
    for column, width in enumerate((38.0, 18.0, 70.0)):
        sheet.set_column(column, column, width, book.format())
    row = 3
    for heading, lines in (("sheet_scores", _measures(view)), ("verification", _proof(view))):
        put_text(sheet, row, 0, view.word(heading), book.format(HEADING))
        for column, header in enumerate(("measure", "value", "meaning")):
            style = {**HEADER, "align": "right" if header == "value" else "left"}
            put_text(sheet, row + 1, column, view.word(header), book.format(style))
        row += 2
        for measure, value, number, meaning in lines:
            put_text(sheet, row, 0, measure, book.format(TEXT))
            if isinstance(value, str):
                put_text(sheet, row, 1, value, book.format(TEXT))
            else:
                put_number(sheet, row, 1, value, book.format(TEXT, number=number))
            put_text(sheet, row, 2, meaning, book.format(WRAPPED))
            row += 1
        row += 1
    sheet.hide_gridlines(2)
    set_up_print(view, sheet, None)


def _measures(view: PlanView) -> list[Line]:
    """What is known; a measure without its data is left out."""
    card = view.plan.scorecard
    lines: list[Line] = []
    for name in _RATES:
        value: float | None = getattr(card, name)
        if value is not None:
            lines.append((view.word(name), value, SHARE, view.word(f"{name}_means")))
    for name in _NUMBERS:
        number: float | None = getattr(card, name)
        if number is not None:
            lines.append((view.word(name), number, "0.000", view.word(f"{name}_means")))
    if card.moved_minor is not None:
        lines.append((view.word("moved"), view.amount(card.moved_minor), view.amount_format, view.word("moved_means")))
    return lines


def _proof(view: PlanView) -> list[Line]:
    plan = view.plan
    exact_minor = plan.exact * plan.problem.money.minor_per_thousand
    furthest = float(np.abs(plan.targets_minor - exact_minor).max()) / float(plan.problem.money.minor_per_unit)
    lines: list[Line] = [
        (
            view.word("sum_of_targets"),
            view.amount(plan.total_minor),
            view.amount_format,
            view.word("sum_of_targets_means"),
        ),
        (view.word("increment"), view.amount(plan.lattice.increment), view.amount_format, view.word("increment_means")),
        (view.word("furthest"), furthest, "#,##0.00", view.word("furthest_means")),
    ]
    for item in plan_exceptions(plan):
        name = view.word("exception", name=item["name"], group=" × ".join(item["group"]))
        lines.append((name, item["amount"], "#,##0.00", view.word("exception_means")))
    return lines


def _step(view: PlanView) -> str:
    return f"{view.amount(view.plan.lattice.increment):,f}"

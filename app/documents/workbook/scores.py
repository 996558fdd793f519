"""The score card, and the proof that the plan adds up."""

from __future__ import annotations

from typing import Any

import numpy as np
from rich.cells import cell_len

from app.documents.plan import plan_exceptions
from app.documents.plan_months import phasing_part
from app.documents.workbook.book import DIM, HEADER, HEADING, SHARE, TEXT, WRAPPED, Book, put_number, put_text
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import Value, put_title, set_up_print
from app.messages.strategy import strategy_lines, term_words
from models.allocation.coarse_levels import CoarseLevel

_RATES = (
    "growth_rate",
    "like_for_like_rate",
    "margin_rate",
    "strategic_share",
    "company_probability",
    "likely_share",
    "utilisation_mean",
    "utilisation_worst",
    "at_limit_share",
)
_NUMBERS = ("difficulty_mean", "difficulty_spread", "difficulty_gini")

MEANING_WIDTH = 92
"""Characters of a line of explanation."""

Line = tuple[str, Value, str, str]
"""Measure, value, number format, meaning."""


def write_scores(view: PlanView, book: Book) -> None:
    """Three blocks: natural measures of the plan, what the strategy weighs, and the verification."""
    sheet = book.sheet(free_name(book, view.word("sheet_scores")))
    put_title(view, book, sheet, view.word("sheet_scores"), view.note)
    for column, width in enumerate((38.0, 18.0, float(MEANING_WIDTH))):
        sheet.set_column(column, column, width, book.format())
    row = 3
    blocks = (("sheet_scores", _measures(view)), ("objective", _terms(view)), ("verification", _proof(view)))
    for heading, lines in blocks:
        put_text(sheet, row, 0, view.word(heading), book.format(HEADING))
        for column, header in enumerate(("measure", "value", "meaning")):
            style = {**HEADER, "align": "right" if header == "value" else "left", "indent": int(header == "meaning")}
            put_text(sheet, row + 1, column, view.word(header), book.format(style))
        row += 2
        for measure, value, number, meaning in lines:
            put_text(sheet, row, 0, measure, book.format(TEXT))
            if isinstance(value, str):
                put_text(sheet, row, 1, value, book.format(TEXT))
            else:
                put_number(sheet, row, 1, value, book.format(TEXT, number=number))
            put_text(sheet, row, 2, meaning, book.format(WRAPPED, {"indent": 1, "valign": "vcenter"}))
            sheet.set_row(row, 16 * max(1, -(-cell_len(meaning) // MEANING_WIDTH)))
            row += 1
        row += 1
        if heading == "objective":
            row = _write_strategy(view, book, sheet, row)
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


def _terms(view: PlanView) -> list[Line]:
    """Loss of every term that has data, as a share of the company target, with its weight."""
    plan = view.plan
    solved = None if plan.staging is None or plan.staging.weights == plan.strategy.weights else plan.staging.weights
    lines: list[Line] = []
    for term, weight in plan.strategy.weights.by_term().items():
        if term not in plan.scorecard.terms:
            continue
        name = term_words(term, view.language)
        used = "" if solved is None else f"{solved.by_term()[term]:.4g}"
        meaning = view.word("weighs", weight=f"{weight:g}", solved=used) + view.word(f"term_{term}")
        lines.append((name[0].upper() + name[1:], plan.scorecard.terms[term], "0.00%", meaning))
    lines.append((view.word("loss"), plan.scorecard.loss, "0.00%", view.word("loss_means")))
    return lines


def _write_strategy(view: PlanView, book: Book, sheet: Any, row: int) -> int:
    """Scale, tiers and how each was kept, one line each; the row after them."""
    lines = strategy_lines(view.plan.strategy, view.plan.staging, view.language)
    for line in lines:
        put_text(sheet, row - 1, 0, line, book.format(TEXT, {"font_color": DIM}))
        row += 1
    return row


def _proof(view: PlanView) -> list[Line]:
    plan = view.plan
    exact_minor = plan.exact * plan.problem.money.minor_per_thousand
    layers = zip(plan.problem.layers, plan.numbers.minor, strict=True)
    distances = [float(np.abs(minor - exact_minor / layer.below).max()) for layer, minor in layers]
    furthest = max(distances) / float(plan.problem.money.minor_per_unit)
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
    for level in plan.coarse:
        lines += _coarse(view, level)
    months = [] if plan.months is None else phasing_part(plan, plan.months)["exceptions"]
    for item in [*plan_exceptions(plan), *months]:
        period = str(item.get("period", ""))
        name = view.word("exception", name=item["name"], group=" × ".join(item["group"]), period=period)
        lines.append((name, item["amount"], "#,##0.00", view.word("exception_means")))
    return lines


def _coarse(view: PlanView, level: CoarseLevel) -> list[Line]:
    """The step of a coarse level, and the nodes that take what is no multiple of it."""
    name = view.part_name(level.partition)
    step = view.word("coarse", level=name), view.amount(level.step), view.amount_format, view.word("coarse_means")
    members = view.dimension(level.partition.dimensions[0]).by_key
    off = [item for item in view.plan.rounded_check.off_step if item.levels == level.partition.levels]
    over = view.word("off_step_means")
    return [
        step,
        *(
            (view.word("off_step", node=members[one.key[0]].label), view.amount(one.minor), view.amount_format, over)
            for one in off
        ),
    ]

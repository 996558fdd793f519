"""The first sheet: the headline, the targets by product and region, who gains and who loses, and what the plan is."""

from __future__ import annotations

from typing import Any

from app.documents.binding_words import speaks
from app.documents.plan import plan_exceptions
from app.documents.workbook.binding import limit_name
from app.documents.workbook.book import DIM, HEADING, LINE, SHARE, TEXT, Book, Style, put_number, put_text
from app.documents.workbook.charts import against_chart, change_chart
from app.documents.workbook.node_rows import company_figures, figures
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import TableColumn, Value, put_title, set_up_print, write_table
from models.allocation.nodes import Partition
from scenarios.plan_hash import plan_hash

WIDTHS = (36.0, 13.0, 13.0, 12.0, 11.0, 9.0, 3.0)
CHART_COLUMN = len(WIDTHS)
CHART_ROWS = 15
"""Rows that a chart takes beside its table."""

PAGE_ROWS = 44
"""Rows that fit on the first printed page: a chart is not cut in two."""

RULED: Style = {"bottom": 1, "bottom_color": LINE}
MOST_LIMITS = 8
"""Limits named beside the headline."""

MOST_CUTS = 2
MOST_IN_CHART = 20
MOST_CHANGES = 8
"""People shown at either end of the list of gains and losses."""


def write_summary(view: PlanView, book: Book) -> None:
    """Everything on one page as wide as a sheet of paper."""
    name = free_name(book, view.word("sheet_summary"))
    sheet = book.sheet(name)
    outcome = view.word(str(view.plan.outcome))
    strategy = view.scenario.strategy_label(view.plan.strategy.name)
    put_title(
        view, book, sheet, "", f"{view.scenario.period} · " + view.word("outcome", outcome=outcome, strategy=strategy)
    )
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width, book.format())
    row = max(_write_headline(view, book, sheet, 3), _write_limits(view, book, sheet, 3))
    if view.is_hedged:
        row = _write_hedges(view, book, sheet, row + 1)
    breaks: list[int] = []
    for part in view.cuts[:MOST_CUTS]:
        if row + CHART_ROWS > PAGE_ROWS and not breaks:
            breaks.append(row + 1)
        row = _write_cut(view, book, sheet, name, row + 1, part)
    sheet.set_h_pagebreaks([*breaks, row + 1])
    row = _write_changes(view, book, sheet, name, row + 1)
    _write_identity(view, book, sheet, row + 1)
    sheet.hide_gridlines(2)
    set_up_print(view, sheet, None)


def _write_headline(view: PlanView, book: Book, sheet: Any, row: int) -> int:
    target, base, change, growth, same, _ = company_figures(view)
    card = view.plan.scorecard
    amount = view.amount_format
    lines: list[tuple[str, Value, str]] = [(f"{view.word('company')} ({view.unit})", target, amount)]
    if view.is_hedged:
        totals = view.totals(view.plan.index.company)
        for key, minor in (("assigned", int(totals.assigned[0])), ("hedge", int(totals.hedge[0]))):
            lines.append((view.word(key), view.amount(minor), amount))
    if base is not None:
        lines += [(view.word("baseline"), base, amount), (view.word("change"), change, amount)]
        lines += [(view.word("growth"), growth, SHARE), (view.word("like_for_like"), same, SHARE)]
    if card.margin_rate is not None:
        lines.append((view.word("margin_rate"), card.margin_rate, SHARE))
    if card.strategic_share > 0:
        lines.append((view.word("strategic_share"), card.strategic_share, SHARE))
    for name in ("company_probability", "likely_share", "utilisation_worst"):
        rate: float | None = getattr(card, name)
        if rate is not None:
            lines.append((view.word(name), rate, SHARE))
    if card.moved_minor is not None:
        lines.append((view.word("moved"), view.amount(card.moved_minor), amount))
    binding = len({(item.identity.pointer, item.side) for item in view.plan.binding if speaks(item)})
    lines.append((view.word("binding_count"), binding, "0"))
    lines.append((view.word("exceptions"), len(plan_exceptions(view.plan)), "0"))
    put_text(sheet, row, 0, view.word("headline"), book.format(HEADING))
    for offset, (label, value, number) in enumerate(lines, start=row + 1):
        first = {"bold": True, "font_size": 12} if offset == row + 1 else {}
        put_text(sheet, offset, 0, label, book.format(TEXT, RULED, first))
        style = book.format(TEXT, RULED, first, number=number)
        assert not isinstance(value, str)
        put_number(sheet, offset, 1, value, style)
    sheet.set_row(row + 1, 22)
    return row + 1 + len(lines)


def _write_hedges(view: PlanView, book: Book, sheet: Any, row: int) -> int:
    """From the plan down to the people: what each level's numbers add up to, and by how much more than the plan."""
    over, plan = view.plan.problem.over_assignment, view.plan
    assert over is not None
    put_text(sheet, row, 0, view.word("hedges"), book.format(HEADING))
    columns = [
        TableColumn(view.word("level")),
        TableColumn(view.word("adds_up"), "amount"),
        TableColumn(view.word("hedge"), "amount"),
        TableColumn(view.word("over_plan"), "share"),
    ]
    rows: list[list[Value]] = [[view.word("plan"), view.amount(plan.total_minor), view.amount(0), 0.0]]
    for place, level in enumerate(over.levels):
        total = int(plan.numbers.at(place + 1).sum())
        more = total / plan.total_minor - 1.0 if plan.total_minor else 0.0
        name = view.level_name(over.dimension, level)
        rows.append([name, view.amount(total), view.amount(total - plan.total_minor), more])
    return write_table(view, book, sheet, row + 1, columns, rows)


def _write_limits(view: PlanView, book: Book, sheet: Any, row: int) -> int:
    """The names of the limits that bind, the hardest first, beside the headline."""
    items = [item for item in view.plan.binding if speaks(item)]
    names = list(dict.fromkeys(limit_name(view, item) for item in items))
    put_text(sheet, row, CHART_COLUMN, view.word("sheet_binding"), book.format(HEADING))
    shown = names[:MOST_LIMITS] + (["…"] if len(names) > MOST_LIMITS else [])
    for offset, name in enumerate(shown or [view.word("no_binding")], start=row + 1):
        put_text(sheet, offset, CHART_COLUMN, name, book.format(TEXT))
    return row + 1 + len(shown)


def _write_cut(view: PlanView, book: Book, sheet: Any, name: str, row: int, part: Partition) -> int:
    """A table of one level, the largest first, with its chart beside it."""
    totals = view.totals(part)
    level = view.part_name(part)
    heading = view.word("against", level=level if view.language == "zh" else level.lower())
    put_text(sheet, row, 0, heading, book.format(HEADING))
    nodes = view.largest_first(part)
    rows: list[list[Value]] = []
    for node in nodes:
        target, base, change, growth, _, share = figures(view, totals, node)
        rows.append([view.label(part, node), target, base, change, growth, share])
    target, base, change, growth, _, share = company_figures(view)
    total: list[Value] = [view.word("total"), target, base, change, growth, share]
    end = write_table(view, book, sheet, row + 1, _columns(view, level), rows, [total])
    shown = min(len(rows), MOST_IN_CHART)
    chart = against_chart(view, book, name, row + 2, row + 1 + shown, heading)
    sheet.insert_chart(row, CHART_COLUMN, chart)
    return max(end, row + CHART_ROWS)


def _write_changes(view: PlanView, book: Book, sheet: Any, name: str, row: int) -> int:
    """The people whose target grows and shrinks most in money."""
    people = view.people
    totals = view.totals(people)
    known = [node for node in range(people.count) if totals.has_baseline[node]]
    if not known:
        return row
    known.sort(key=lambda node: (int(totals.baseline[node]) - int(totals.target[node]), node))
    some = len(known) > 2 * MOST_CHANGES
    shown = [*known[:MOST_CHANGES], *known[-MOST_CHANGES:]] if some else known
    title = view.word("gain_and_loss_some" if some else "gain_and_loss")
    put_text(sheet, row, 0, title, book.format(HEADING))
    rows: list[list[Value]] = []
    for node in shown:
        target, base, change, growth, _, share = figures(view, totals, node)
        rows.append([view.label(people, node), target, base, change, growth, share])
    end = write_table(view, book, sheet, row + 1, _columns(view, view.part_name(people)), rows)
    gains = [int(totals.target[node]) >= int(totals.baseline[node]) for node in shown]
    chart = change_chart(view, book, name, row + 2, gains, title)
    sheet.insert_chart(row, CHART_COLUMN, chart)
    return max(end, row + CHART_ROWS)


def _columns(view: PlanView, level: str) -> list[TableColumn]:
    return [
        TableColumn(level),
        TableColumn(view.word("target"), "amount"),
        TableColumn(view.word("baseline"), "amount"),
        TableColumn(view.word("change"), "amount"),
        TableColumn(view.word("growth"), "growth"),
        TableColumn(view.word("share"), "share"),
    ]


def _write_identity(view: PlanView, book: Book, sheet: Any, row: int) -> None:
    put_text(sheet, row, 0, view.word("identity"), book.format(HEADING))
    quiet = book.format(TEXT, {"font_color": DIM, "font_size": 8})
    lines = (
        ("scenario_hash", view.scenario.scenario_hash),
        ("plan_hash", plan_hash(view.scenario.scenario_hash, view.plan)),
    )
    for offset, (key, value) in enumerate(lines, start=row + 1):
        put_text(sheet, offset, 0, view.word(key), quiet)
        put_text(sheet, offset, 1, value, quiet)

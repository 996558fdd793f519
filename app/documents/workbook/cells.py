"""Every single target."""

from __future__ import annotations

from app.documents.amounts import written
from app.documents.workbook.book import Book
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.sheet_names import free_name
from app.documents.workbook.tables import TableColumn, Value, table_sheet


def write_cells(view: PlanView, book: Book) -> None:
    """One row per cell: members, target, last year, growth, what the strategy alone would give; keys at the end."""
    dimensions = view.plan.problem.dimensions
    names = [view.level_name(dimension.name, dimension.levels[-1]) for dimension in dimensions]
    columns = [
        *(TableColumn(name) for name in names),
        TableColumn(view.word("target"), "amount", 13.0),
        *([TableColumn(view.word("plan"), "amount", 13.0)] if view.is_hedged else []),
        TableColumn(view.word("baseline"), "amount", 13.0),
        TableColumn(view.word("growth"), "growth", 11.0),
        TableColumn(view.word("reference"), "number", 13.0),
        *(TableColumn(view.word("key_of", name=name), "key") for name in names),
    ]
    rows = [_row(view, cell) for cell in range(view.plan.problem.cells.count)]
    baseline = view.plan.problem.cells.baseline
    assigned, base = int(view.plan.targets_minor.sum()), baseline.total_minor()
    total: list[Value] = [
        view.word("total"),
        *([""] * (len(names) - 1)),
        view.amount(assigned),
        *([view.amount(view.plan.total_minor)] if view.is_hedged else []),
        view.amount(base) if baseline.present.any() else None,
        assigned / base - 1.0 if base > 0 else None,
        written(view.plan.problem.money, float(view.plan.reference.sum())),
        *([""] * len(names)),
    ]
    name = free_name(book, view.word("sheet_cells"))
    table_sheet(view, book, name, view.word("sheet_cells"), columns, rows, [total], frozen=len(names))


def _row(view: PlanView, cell: int) -> list[Value]:
    plan, problem = view.plan, view.plan.problem
    key = problem.cell_key(cell)
    labels = [dimension.by_key[part].label for dimension, part in zip(problem.dimensions, key, strict=True)]
    target = int(plan.targets_minor[cell])
    base = int(problem.cells.baseline.minor[cell]) if problem.cells.baseline.present[cell] else None
    growth: Value = view.word("new") if base is None else (target / base - 1.0 if base > 0 else None)
    last_year = None if base is None else view.amount(base)
    planned = [view.amount(int(plan.numbers.plan[cell]))] if view.is_hedged else []
    reference = written(problem.money, float(plan.reference[cell]))
    return [*labels, view.amount(target), *planned, last_year, growth, reference, *key]

"""A comparison of strategies as an Excel workbook, with native charts. A new sheet is one line in `SHEETS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.documents.workbook.book import Book
from app.documents.workbook.comparison_certificates import write_certificates
from app.documents.workbook.comparison_changes import write_changes
from app.documents.workbook.comparison_costs import write_binding, write_prices, write_regret
from app.documents.workbook.comparison_levels import write_levels
from app.documents.workbook.comparison_reasons import reasons_workbook
from app.documents.workbook.comparison_summary import write_summary
from app.documents.workbook.comparison_turns import write_turns
from app.documents.workbook.comparison_view import ComparisonView
from app.documents.workbook.plan_view import PlanView
from app.messages import Language
from scenarios.comparison.request import ScenarioComparison

SHEETS: tuple[Callable[[ComparisonView, Book], None], ...] = (
    write_summary,
    write_changes,
    write_levels,
    write_binding,
    write_regret,
    write_prices,
    write_turns,
    write_certificates,
)
"""What writes the sheets, in the order of their tabs."""


def comparison_workbook(found: ScenarioComparison, document: Mapping[str, Any], language: Language) -> bytes:
    """The file's bytes: the same for the same comparison. Where nobody has a plan it holds the reasons alone."""
    row = found.comparison.base
    if row is None:
        return reasons_workbook(document, language)
    plan = row.result.raise_for_outcome()
    book = Book(language)
    view = ComparisonView(PlanView(found.scenario, row.result, plan, language), document)
    for write in SHEETS:
        write(view, book)
    return book.close()

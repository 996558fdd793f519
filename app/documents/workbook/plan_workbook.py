"""A plan as an Excel workbook. A new sheet is one file beside this one and one line in `SHEETS`."""

from __future__ import annotations

from collections.abc import Callable

from app.documents.workbook.binding import write_binding
from app.documents.workbook.book import Book
from app.documents.workbook.cells import write_cells
from app.documents.workbook.certificate import write_certificate
from app.documents.workbook.ledgers import write_ledgers
from app.documents.workbook.levels import write_levels
from app.documents.workbook.months import write_months, write_people_months
from app.documents.workbook.notices import write_notices
from app.documents.workbook.persons import write_people
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.scores import write_scores
from app.documents.workbook.summary import write_summary
from app.messages import Language
from models.allocation.ledger import Ledger
from models.allocation.sensitivity.number_range import NodeRanges
from scenarios.allocation import AllocationResult
from scenarios.definition import Scenario

SHEETS: tuple[Callable[[PlanView, Book], None], ...] = (
    write_summary,
    write_levels,
    write_people,
    write_months,
    write_people_months,
    write_cells,
    write_binding,
    write_ledgers,
    write_scores,
    write_certificate,
    write_notices,
)
"""What writes the sheets, in the order of their tabs."""


def plan_workbook(
    scenario: Scenario,
    result: AllocationResult,
    language: Language,
    ledger: Ledger | None = None,
    ranges: NodeRanges | None = None,
) -> bytes:
    """The file's bytes: the same for the same plan. `ledger`: the plan's; None where the time did not suffice for it.
    `ranges`: how firm its numbers are, where somebody asked. Raises the result's error when there is no plan."""
    plan = result.raise_for_outcome()
    book = Book(language)
    view = PlanView(scenario, result, plan, language, ledger, ranges)
    for write in SHEETS:
        write(view, book)
    return book.close()

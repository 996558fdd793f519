"""The fairness certificate of one plan, as a sheet of its workbook."""

from __future__ import annotations

from app.documents.comparison.certificate import certificate_part
from app.documents.comparison.words import word
from app.documents.workbook.book import Book
from app.documents.workbook.certificate_tables import certificate_sheet
from app.documents.workbook.plan_view import PlanView
from app.documents.workbook.sheet_names import free_name
from models.allocation.certificate.certificate import certify


def write_certificate(view: PlanView, book: Book) -> None:
    """Recomputed from the published numbers; without a sheet where no person's difficulty can be known and the
    scenario sets no thresholds."""
    plan, rules = view.plan, view.scenario.certificate_rules
    found = certify(plan.problem, plan.numbers, rules)
    if not found.people.count and not rules.most:
        return
    part = certificate_part(found, plan.problem, plan.strategy.name, view.language)
    certificate_sheet(view, book, free_name(book, word("certificate", view.language)), [("", part)])

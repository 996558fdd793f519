"""The fairness certificates of all plans of a comparison."""

from __future__ import annotations

from app.documents.workbook.book import Book
from app.documents.workbook.certificate_tables import certificate_sheet
from app.documents.workbook.comparison_view import ComparisonView
from app.documents.workbook.sheet_names import free_name


def write_certificates(view: ComparisonView, book: Book) -> None:
    """One block per plan."""
    found = [(view.labels[one["strategy"]], one) for one in view.document["certificates"]]
    certificate_sheet(view.plan, book, free_name(book, view.word("certificate")), found)

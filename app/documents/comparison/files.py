"""A comparison in the form that a file's ending asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.comparison.table import comparison_csv
from app.json_text import json_bytes
from app.messages import Language
from scenarios.comparison.request import ScenarioComparison


def comparison_bytes(found: ScenarioComparison, document: Mapping[str, Any], suffix: str, language: Language) -> bytes:
    """The bytes of a file: .csv, .xlsx, .html, else JSON."""
    if suffix == ".csv":
        return comparison_csv(document)
    if suffix == ".xlsx":
        from app.documents.workbook.comparison_workbook import comparison_workbook  # only those who need it wait

        return comparison_workbook(found, document, language)
    if suffix == ".html":
        from app.documents.comparison.report import comparison_report

        return comparison_report(found.scenario, document, language)
    return json_bytes(document)

"""A tuning in the form that a file's ending asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.json_text import json_bytes
from app.messages import Language
from models.units import Money


def tuning_bytes(document: Mapping[str, Any], money: Money, suffix: str, language: Language) -> bytes:
    """The bytes of a file: .xlsx, .html, else JSON."""
    if suffix == ".xlsx":
        from app.documents.workbook.tuning_workbook import tuning_workbook  # only those who need it wait for it

        return tuning_workbook(document, language)
    if suffix == ".html":
        from app.documents.tuning.report import tuning_report

        return tuning_report(document, money, language)
    return json_bytes(document)

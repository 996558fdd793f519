"""A sweep in the form that a file's ending asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.sweep_table import sweep_csv, sweep_parquet
from app.json_text import json_bytes
from app.messages import Language
from scenarios.definition import Scenario


def sweep_bytes(scenario: Scenario, document: Mapping[str, Any], suffix: str, language: Language) -> bytes:
    """The bytes of a file: .csv, .xlsx, .parquet, else JSON. The workbook alone speaks a language."""
    if suffix == ".csv":
        return sweep_csv(document)
    if suffix == ".xlsx":
        from app.documents.workbook.sweep_workbook import sweep_workbook  # only those who need it wait

        return sweep_workbook(scenario, document, language)
    return sweep_parquet(document) if suffix == ".parquet" else json_bytes(document)

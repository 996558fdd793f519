"""A payout in the form that a file's ending asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.incentives.payout_tables import payout_csv
from app.json_text import json_bytes
from app.messages.language import Language
from models.errors import InvalidInput
from models.findings import Finding, Location
from scenarios.incentives.pay_request import PayAnswer


def check_page(answer: PayAnswer) -> None:
    """A page is for one person. Raises InvalidInput: `statement_person`, and `period_not_over` where nothing is due."""
    if len(answer.persons) != 1:
        raise InvalidInput([Finding("statement_person", Location(pointer="/person"), {"count": len(answer.persons)})])
    if not answer.statements:
        raise InvalidInput([notice for notice in answer.run.notices if notice.code == "period_not_over"])


def payout_bytes(answer: PayAnswer, document: Mapping[str, Any], suffix: str, language: Language) -> bytes:
    """The bytes of a file: .csv, .xlsx, .html, else JSON. Raises InvalidInput for a page of none or several."""
    if suffix == ".csv":
        return payout_csv(answer)
    if suffix == ".xlsx":
        from app.documents.workbook.payout_workbook import payout_workbook  # only those who need it wait for it

        return payout_workbook(answer, document, language)
    if suffix == ".html":
        from app.documents.incentives.statement_page import statement_page

        check_page(answer)
        return statement_page(answer, document, language)
    return json_bytes(document)

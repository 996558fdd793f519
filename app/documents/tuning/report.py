"""A tuning as one HTML page that a manager reads in a minute: what changes first, what it rests on, then the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.report_page import report_page
from app.documents.tuning.report_sections import TuningPage
from app.messages import Language
from app.messages.amounts import unit_words
from app.messages.tuning import WORDS, tuning_word
from models.units import Money


def tuning_report(document: Mapping[str, Any], money: Money, language: Language) -> bytes:
    """The file's bytes, from a tuning document: the same for the same document and language."""
    page = TuningPage(document, money, language)
    sections = page.sections()
    title = f"{tuning_word('title', language)} · {document['name']} · {document['plan_period']}"
    lines = [WORDS["amounts_in"].fill({"unit": unit_words(money, language)}, language)]
    return report_page(title, lines, sections, page.charts, str(document["plan_hash"]), language)

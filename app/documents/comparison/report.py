"""A comparison as one HTML file that opens from a mail: tables, charts drawn offline, nothing asked of any server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.documents.comparison.figures import labels_by_name
from app.documents.comparison.report_sections import ReportWriter
from app.documents.comparison.words import word
from app.documents.report_page import report_page
from app.messages import Language
from app.messages.amounts import unit_words
from scenarios.definition import Scenario


def comparison_report(scenario: Scenario, document: Mapping[str, Any], language: Language) -> bytes:
    """The file's bytes, from a comparison document: the same for the same document and language."""
    writer = ReportWriter(document, language)
    sections = writer.sections()
    title = f"{word('title', language)} · {scenario.name} · {scenario.period}"
    lines = _lines(scenario, document, language)
    return report_page(title, lines, sections, writer.charts, str(document["scenario_hash"]), language)


def _lines(scenario: Scenario, document: Mapping[str, Any], language: Language) -> list[str]:
    if document["base"] is None:
        return [word("no_plan_at_all", language)]
    unit = unit_words(scenario.problem.money, language)
    base = labels_by_name(document)[document["base"]]
    return [word("against", language, base=base), word("amounts_in", language, unit=unit)]

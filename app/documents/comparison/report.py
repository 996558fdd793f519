"""A comparison as one HTML file that opens from a mail: tables, charts drawn offline, nothing asked of any server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from app.documents.comparison.figures import labels_by_name
from app.documents.comparison.report_sections import ReportWriter
from app.documents.comparison.words import word
from app.documents.page_templates import WEB, own_text, page_environment
from app.messages import Language
from app.messages.amounts import unit_words
from scenarios.definition import Scenario

LIBRARY = WEB / "static" / "echarts" / "echarts.common.min.js"

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What could end a script, as JSON may write it instead."""


def comparison_report(scenario: Scenario, document: Mapping[str, Any], language: Language) -> bytes:
    """The file's bytes, from a comparison document: the same for the same document and language."""
    writer = ReportWriter(document, language)
    sections = writer.sections()
    text = (
        page_environment()
        .get_template("comparison.html.j2")
        .render(
            language=language,
            title=f"{word('title', language)} · {scenario.name} · {scenario.period}",
            lines=_lines(scenario, document, language),
            sections=sections,
            footer=f"{document['scenario_hash']}",
            style=own_text("comparison.css"),
            charts=Markup(script_json(writer.charts)),
            library=_script(LIBRARY),
            script=_script(WEB / "static" / "comparison.js"),
        )
    )
    return text.encode()


def script_json(value: Any) -> str:
    """JSON that is safe inside a script: no text in it can end the script or start another one."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return "".join(_UNSAFE.get(letter, letter) for letter in text)


def _lines(scenario: Scenario, document: Mapping[str, Any], language: Language) -> list[str]:
    if document["base"] is None:
        return [word("no_plan_at_all", language)]
    unit = unit_words(scenario.problem.money, language)
    base = labels_by_name(document)[document["base"]]
    return [word("against", language, base=base), word("amounts_in", language, unit=unit)]


@cache
def _script(path: Path) -> Markup:
    """A script of our own files, as it may stand inside a page."""
    return Markup(path.read_text("utf-8").replace("</script", "<\\/script"))

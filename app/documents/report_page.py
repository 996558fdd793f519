"""A report as one HTML file that opens from a mail: tables, charts drawn offline, nothing asked of any server."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from app.documents.comparison.report_parts import Section
from app.documents.page_templates import WEB, own_text, page_environment
from app.messages import Language

LIBRARY = WEB / "static" / "echarts" / "echarts.common.min.js"

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What could end a script, as JSON may write it instead."""


def report_page(
    title: str,
    lines: Sequence[str],
    sections: Sequence[Section],
    charts: Sequence[Mapping[str, Any]],
    footer: str,
    language: Language,
) -> bytes:
    """The file's bytes. `lines` stand below the title; blocks of sections name their charts by number."""
    text = (
        page_environment()
        .get_template("comparison.html.j2")
        .render(
            language=language,
            title=title,
            lines=lines,
            sections=sections,
            footer=footer,
            style=own_text("comparison.css"),
            charts=Markup(script_json(charts)),
            library=_script(LIBRARY),
            script=_script(WEB / "static" / "comparison.js"),
        )
    )
    return text.encode()


def script_json(value: Any) -> str:
    """JSON that is safe inside a script: no text in it can end the script or start another one."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return "".join(_UNSAFE.get(letter, letter) for letter in text)


@cache
def _script(path: Path) -> Markup:
    """A script of our own files, as it may stand inside a page."""
    return Markup(path.read_text("utf-8").replace("</script", "<\\/script"))

"""`allot lint`: what is awkward in an incentive plan, on the screen or as a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.cli.notices import print_notices
from app.cli.plan_request import PlanRequest
from app.cli.request import deliver, opened_plan
from app.cli.voice import Voice
from app.documents.incentives.plan_lint import plan_lint_document
from app.json_text import json_bytes
from app.messages.plan_lint import COUNTS, EMPTY, NOTES, SEVERITIES
from models.incentives.lint.base import LintAssumptions
from models.incentives.lint.plan_lint import lint_plan

FOUND = 1
"""Exit code with --strict: something is not as it should be."""
_STYLES: Mapping[str, str] = {"error": "bold red", "warning": "yellow"}


@dataclass(frozen=True)
class LintCommand:
    """What was asked for."""

    request: PlanRequest
    assumptions: LintAssumptions
    is_strict: bool


def lint_file(voice: Voice, command: LintCommand) -> int:
    """Look at the plan, print or write what was found. Raises what `guarded` puts in words."""
    loaded, report = opened_plan(voice, command.request, lambda loaded: lint_plan(loaded.plan, command.assumptions))
    document = plan_lint_document(loaded, report, voice.language)
    deliver(voice, command.request, document, lambda _: json_bytes(document), lambda: _print(voice, document))
    return FOUND if command.is_strict and document["errors"] + document["warnings"] else 0


def _print(voice: Voice, document: Mapping[str, Any]) -> None:
    counts = {name: document[name] for name in ("errors", "warnings", "notes")}
    voice.title(f"{document['name']} · {document['plan_period']} · {COUNTS.fill(counts, voice.language)}")
    told = document["findings"]
    for finding in (one for one in told if one["severity"] != "note"):
        severity = finding["severity"]
        voice.line("")
        voice.line(f"{SEVERITIES[severity].text(voice.language)} · {finding['who']}", style=_STYLES[severity])
        voice.item("  ", finding["sentence"])
        voice.item("  → ", finding["advice"])
    notes = [one for one in told if one["severity"] == "note"]
    if notes:
        voice.line("")
        voice.line(NOTES.text(voice.language))
    for note in notes:
        voice.item("  ", f"{note['who']} · {note['sentence']}")
    if document["not_looked"] or document["empty_groups"]:
        voice.line("")
    for rule in document["not_looked"]:
        voice.line(rule["sentence"])
    if document["empty_groups"]:
        voice.line(EMPTY.fill({"groups": document["empty_groups"]}, voice.language))
    print_notices(voice, document["notices"])

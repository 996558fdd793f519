"""Fairness certificates on the screen: whose plan keeps the thresholds of the scenario, and what others exceed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.cli.voice import Voice
from app.documents.comparison.figures import joined
from app.documents.comparison.words import word
from models.findings import Fact

MOST_SENTENCES = 4
"""Sentences about one plan; the files hold all of them."""


def print_certificates(voice: Voice, certificates: Sequence[Mapping[str, Any]], labels: Mapping[str, str]) -> None:
    """A line per verdict, plans of which the same is said together; nothing where the scenario sets no thresholds."""
    alike: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for one in certificates:
        if one["checks"]:
            alike.setdefault(tuple(finding["message"] for finding in one["verdict"]), []).append(one)
    if not alike:
        return
    voice.out.print()
    voice.line(word("certificate", voice.language), style="bold")
    for messages, same in alike.items():
        names = joined([labels[one["strategy"]] for one in same], voice.language)
        key = {True: "certificate_passes", False: "certificate_fails", None: "certificate_open"}[same[0]["passed"]]
        broken = sum(check["kept"] is False for check in same[0]["checks"])
        facts: dict[str, Fact] = {"strategies": names, "count": broken, "checks": len(same[0]["checks"])}
        voice.line(word(key, voice.language, **facts), style="yellow" if same[0]["passed"] is False else "")
        shown = () if same[0]["passed"] else messages[:MOST_SENTENCES]
        for message in shown:
            voice.item("  • ", message)
        if shown and len(messages) > len(shown):
            voice.line("    " + word("certificate_more", voice.language, count=len(messages) - len(shown)), style="dim")

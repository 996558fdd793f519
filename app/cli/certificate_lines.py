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
    """A line per verdict, plans of which the same is said together, and what stands behind it: who is left out even of
    a certificate that is kept. Nothing where the scenario sets no thresholds."""
    alike: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for one in certificates:
        if one["checks"]:
            said = [finding["message"] for finding in one["verdict"] if finding["code"] != "certificate_kept"]
            alike.setdefault((one["passed"], *said), []).append(one)
    if not alike:
        return
    voice.out.print()
    voice.line(word("certificate", voice.language), style="bold")
    for (_, *messages), same in alike.items():
        names = joined([labels[one["strategy"]] for one in same], voice.language)
        kept = [check["kept"] for check in same[0]["checks"]]
        facts: dict[str, Fact] = {"strategies": names, "count": kept.count(False), "checks": len(kept)}
        key = _verdict(same[0]["passed"], kept)
        voice.line(word(key, voice.language, **facts), style="yellow" if same[0]["passed"] is False else "")
        shown = messages[:MOST_SENTENCES]
        for message in shown:
            voice.item("  • ", message)
        if shown and len(messages) > len(shown):
            voice.line("    " + word("certificate_more", voice.language, count=len(messages) - len(shown)), style="dim")


def _verdict(passed: bool | None, kept: Sequence[bool | None]) -> str:
    """The sentence for a verdict: thresholds that are all kept, some exceeded, or not all checked."""
    if passed is None:
        return "certificate_unchecked" if kept.count(None) == len(kept) else "certificate_open"
    return ("certificate_passes" if passed else "certificate_fails") + ("_one" if len(kept) == 1 else "")

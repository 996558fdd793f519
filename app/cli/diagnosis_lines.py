"""A diagnosis in lines: why there is no plan, what would help, and which company targets would fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from app.cli.figures import Figures
from app.cli.voice import Voice

MOST_CHANGES = 12


class DiagnosisPrinter:
    """Reasons, repairs and the range that would fit, each under its heading."""

    def __init__(self, voice: Voice, figures: Figures, console: Console) -> None:
        self._voice, self._figures, self._console = voice, figures, console

    def print(self, document: dict[str, Any]) -> None:
        """All of it."""
        together = [document[name] for name in ("together", "choices") if document[name] is not None]
        if document["reasons"] or together:
            self._heading("reasons")
        for reason in (*document["reasons"], *together):
            self._say("  • ", f"{reason['message']}")
        if document["conflict"] is not None:
            self._conflict(document["conflict"])
        if document["repairs"]:
            self._heading("repairs")
        for number, repair in enumerate(document["repairs"], start=1):
            self._repair(number, repair)
        if document["hard_conflict"] is not None:
            self._heading("conflict")
            self._say("  • ", f"{document['hard_conflict']['message']}")
            self._changes(document["hard_conflict"]["changes"])
        self._heading("range")
        self._say("  • ", f"{document['feasible_range']['message']}")

    def _conflict(self, conflict: dict[str, Any]) -> None:
        """What contradicts what: the bounds, or the limits where the bounds are too many to read."""
        self._heading("together")
        self._say("  ", conflict["message"])
        for line in [member["message"] for member in conflict["members"]] or self._counted(conflict):
            self._say("  • ", line)
        self._say("  ", conflict["families_message"])

    def _counted(self, conflict: dict[str, Any]) -> list[str]:
        """The limits, each with how many of its bounds take part as far as they were looked for."""
        counts = conflict["counts"] or [0] * len(conflict["limits"])
        pairs = zip(conflict["limits"], counts, strict=True)
        return [self._voice.word("taking_part", name=limit["name"], count=count or "") for limit, count in pairs]

    def _repair(self, number: int, repair: dict[str, Any]) -> None:
        """One change as a sentence; several as a list, each with its owner."""
        changes = repair["changes"]
        if len(changes) == 1:
            owner = changes[0]["limit"]["owner"] or ""
            words = self._voice.word("change", change=repair["message"], owner=owner, score=self._score(number, repair))
            self._say(f"  {number}. ", words)
            return
        kind = "keeps_target" if repair["keeps_target"] else "changes_both"
        own = "money" if self._figures.money.pieces is None else "volume"
        amounts = [change["amount"] for change in changes if change["quantity"] == own]
        total = self._figures.with_unit(sum(amounts)) if len(amounts) == len(changes) else ""
        words = self._voice.word(kind, count=len(changes), total=total, score=self._score(number, repair))
        self._say(f"  {number}. ", words)
        self._changes(changes)

    def _score(self, number: int, repair: dict[str, Any]) -> str:
        """How large the changes are beside those of the best repair."""
        if number == 1:
            return ""
        times = round(repair["score"], 1)
        return self._voice.word("score_same" if times <= 1.0 else "score", times=f"{times:,.1f}")

    def _changes(self, changes: Sequence[dict[str, Any]]) -> None:
        for change in changes[:MOST_CHANGES]:
            owner = change["limit"]["owner"] or ""
            self._say("     – ", self._voice.word("change", change=change["message"], owner=owner))
        if len(changes) > MOST_CHANGES:
            self._say("       ", self._voice.word("more_changes", count=len(changes) - MOST_CHANGES))

    def _heading(self, key: str) -> None:
        self._voice.line(f"\n{self._voice.word(key)}", self._console, "bold")

    def _say(self, mark: str, text: str) -> None:
        self._voice.item(mark, text, self._console)

"""Break-evens of a comparison as lines to be shown: which dial, from where on, who falls behind whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.documents.comparison.figures import joined
from app.documents.comparison.words import word
from app.messages import Language


@dataclass(frozen=True)
class TurnLine:
    """One change of places. `is_now`: the dial stands at or above `value`, so that it has happened already. `meeting`:
    what both have there, in the document's unit."""

    dial: str
    stands: float
    value: float
    behind: str
    ahead: str
    meeting: float
    is_now: bool
    sentence: str


def turn_lines(turns: Mapping[str, Any]) -> list[TurnLine]:
    """All of them, dial by dial."""
    return [_line(dial, turn) for dial in turns["dials"] for turn in dial["turns"]]


def _line(dial: Mapping[str, Any], turn: Mapping[str, Any]) -> TurnLine:
    first, second = (" × ".join(node["label"]) for node in turn["nodes"])
    behind, ahead = (first, second) if turn["first_leads"] else (second, first)
    return TurnLine(
        dial=dial["label"],
        stands=dial["stands"],
        value=turn["value"],
        behind=behind,
        ahead=ahead,
        meeting=max(turn["after"]["targets"]),
        is_now=dial["stands"] >= turn["value"],
        sentence=turn["sentence"],
    )


def turn_notes(turns: Mapping[str, Any], language: Language) -> list[str]:
    """What stands above the lines: what was done, and where the work was cut off."""
    if not turns["watched"]:
        return [word("turns_nobody", language)]
    watched = [" × ".join(cut["by_labels"]) for cut in turns["watched"]]
    names = joined(watched if language == "zh" else [name.lower() for name in watched], language)
    notes = [word("turns_mean", language, watched=names)]
    return notes if turns["complete"] else [*notes, word("turns_cut_off", language, solves=turns["solves"])]


def quiet_dials(turns: Mapping[str, Any], language: Language) -> list[str]:
    """Below the lines: dials along which nobody changes places, and changes that are not listed."""
    dials: Sequence[Mapping[str, Any]] = turns["dials"]
    quiet = [
        word("turns_range", language, dial=dial["label"], low=f"{dial['low']:g}", high=f"{dial['high']:g}")
        for dial in dials
        if not dial["turns"] and dial["complete"]
    ]
    none = [word("turns_none", language, dials=joined(quiet, language))] if quiet else []
    more = [word("turns_more", language, dial=dial["label"], count=dial["more"]) for dial in dials if dial["more"]]
    return [*none, *more]

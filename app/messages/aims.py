"""What the aims of a frontier are called, from the aims of its document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.messages.language import Language
from app.messages.sentence import Sentence
from app.messages.strategy import amount_words, term_words
from models.allocation.strategy import Term

_FIGURES: Mapping[str, Sentence] = {
    "target": Sentence("target", "目标额"),
    "margin": Sentence("margin", "毛利额"),
    "growth_rate": Sentence("growth", "增长率"),
    "like_for_like_rate": Sentence("like-for-like growth", "同口径增长率"),
    "difficulty": Sentence("difficulty", "难度"),
    "moved": Sentence("moved up or down from the last targets", "较上次目标增减合计"),
    "moved_from_history": Sentence("moved up or down from last year", "较去年增减合计"),
    "growth_range": Sentence("range of growth", "增长率极差"),
    "difficulty_range": Sentence("range of difficulty", "难度极差"),
}

_WAYS: Mapping[str, Sentence] = {
    "more": Sentence("most {figure}", "{figure}最大"),
    "less": Sentence("least {figure}", "{figure}最小"),
}


def aim_words(aim: Mapping[str, Any], language: Language) -> str:
    """What people call an aim: its term, or which way of which figure of which node."""
    if aim["term"] is not None:
        return term_words(Term(aim["term"]), language)
    return _WAYS[aim["better"]].fill({"figure": _figure(aim, language)}, language)


def aim_amount_words(aim: Mapping[str, Any], language: Language) -> str:
    """What people call the values of an aim."""
    if aim["term"] is not None:
        return amount_words(Term(aim["term"]), language)
    return _figure(aim, language)


def _figure(aim: Mapping[str, Any], language: Language) -> str:
    words = _FIGURES[aim["figure"]].fill({}, language)
    return f"{words} ({aim['label']})" if aim["label"] else words

"""What limits of yes or no decided, in a few lines: who carries how many of how many, and how good the choice is."""

from __future__ import annotations

from typing import Any

from app.cli.voice import Voice

MOST_GROUPS = 3


def choice_lines(voice: Voice, choices: dict[str, Any]) -> list[str]:
    """One line per limit and one about the choice; `choices` as in the plan document."""
    lines = [_limit(voice, limit) for limit in choices["limits"]]
    if not choices["rounds"]:
        return [*lines, voice.word("choice_free")]
    key = "choice_proven" if choices["proven"] else "choice_open"
    return [*lines, voice.word(key, gap=f"{100.0 * choices['gap']:.2g} %")]


def _limit(voice: Voice, limit: dict[str, Any]) -> str:
    """The groups that had to give up something, the first of them by name."""
    telling = [group for group in limit["groups"] if any(not unit["carried"] for unit in group["units"])]
    if not telling:
        return voice.word("chosen_all", name=limit["limit"])
    shown = [_group(voice, limit["max_count"], group) for group in telling[:MOST_GROUPS]]
    if len(telling) > MOST_GROUPS:
        shown.append(voice.word("more_groups", count=len(telling) - MOST_GROUPS))
    return voice.word("chosen", name=limit["limit"], groups=("；" if voice.language == "zh" else "; ").join(shown))


def _group(voice: Voice, most: int | None, group: dict[str, Any]) -> str:
    comma = "、" if voice.language == "zh" else ", "
    closed = [" × ".join(unit["label"]) for unit in group["units"] if not unit["carried"]]
    name = " × ".join(group["label"])
    if most is None:
        one_unit = len(group["units"]) == 1
        named = closed if one_unit else [f"{name} × {unit}" if name else unit for unit in closed]
        return voice.word("carries_any", closed=comma.join(named))
    return voice.word("carries", group=name, count=group["count"], most=most, closed=comma.join(closed))

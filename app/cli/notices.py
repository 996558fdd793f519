"""What is worth knowing of an incentive plan, below an answer on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.cli.voice import Voice

MOST_NOTICES = 10


def print_notices(voice: Voice, notices: Sequence[Mapping[str, Any]]) -> None:
    """The first ones, and how many more there are; nothing where there are none."""
    if notices:
        voice.line("")
        voice.line(voice.word("notices"), style="yellow")
    for notice in notices[:MOST_NOTICES]:
        voice.item("  • ", notice["message"])
    if len(notices) > MOST_NOTICES:
        voice.line(voice.word("more_notices", count=len(notices) - MOST_NOTICES), style="dim")

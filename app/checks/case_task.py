"""One case of a check as a task: everything that its process needs to know."""

from __future__ import annotations

from dataclasses import dataclass

from app.messages.language import Language
from app.settings import Settings


@dataclass(frozen=True)
class CaseRules:
    """What holds for all cases. `solver`, `seconds`: None for what each case says itself. `slack_seconds`: how long a
    case may take beyond twice the time limit of its solve, for reading, diagnosis and report."""

    settings: Settings
    language: Language
    solver: str | None = None
    seconds: float | None = None
    slack_seconds: float = 120.0


@dataclass(frozen=True, order=True)
class CaseTask:
    """The expectation at `place` of a file. `file`: what reports call it; `path`: where it lies, absolute. Unless it is
    `alone`, the first of a file names the others."""

    file: str
    place: int
    path: str
    alone: bool = False

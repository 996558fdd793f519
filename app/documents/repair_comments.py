"""The comments that a written repair carries: which limit moves where, what stood there before, who decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.documents.limit_changes import describe_changes
from app.messages.language import Language
from app.messages.repair_comments import changed_comment, own_limit_comment
from models.allocation.problem import AllocationProblem
from scenarios.repairing.document_edits import Note
from scenarios.repairing.yaml_values import flow_text

LINE = 100


def repair_comments(problem: AllocationProblem, number: int, language: Language) -> Callable[[Note], Sequence[str]]:
    """Puts the notes of the repair of this number in words, as lines of a comment."""

    def lines(note: Note) -> Sequence[str]:
        if not note.changes:
            return _wrapped(own_limit_comment(number, language))
        words = describe_changes(note.changes, problem, language)
        old = "" if note.old is None else flow_text(note.old)
        return _wrapped(changed_comment(number, words, old, note.changes[0].identity.owner or "", language))

    return lines


def _wrapped(text: str) -> list[str]:
    """The text in lines of a comment, broken at blanks."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines

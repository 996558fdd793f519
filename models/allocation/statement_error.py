"""The error of a selector, limit or strategy that does not fit the rest of the document."""

from __future__ import annotations


class StatementError(Exception):
    """A statement of the document that cannot be applied: `code` and `facts` say why, `path` where, below the
    statement (a JSON pointer)."""

    def __init__(self, code: str, path: str, **facts: str | float | list[str]) -> None:
        self.code, self.path, self.facts = code, path, facts
        super().__init__(f"{code} at {path}: {facts}")

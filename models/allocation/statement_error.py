"""The errors of statements that do not fit the rest of the document."""

from __future__ import annotations


class StatementError(Exception):
    """A statement of the document that cannot be applied: `code` and `facts` say why, `path` where, below the
    statement (a JSON pointer)."""

    def __init__(self, code: str, path: str, **facts: str | float | list[str]) -> None:
        self.code, self.path, self.facts = code, path, facts
        super().__init__(f"{code} at {path}: {facts}")

    def pointer(self, statement: str) -> str:
        """The place in the document, for the statement at a pointer."""
        return statement + self.path


class DataError(StatementError):
    """Data behind statements, such as members' attributes, that do not fit: `path` counts from the document's top."""

    def pointer(self, statement: str) -> str:  # noqa: ARG002
        """The place in the document, whatever statement met it."""
        return self.path

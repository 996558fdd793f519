"""On which line of a JSON text something stands that the reader refuses without saying where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


def line_of_repeated(text: str, name: str) -> int | None:
    """The line on which a name stands for the second time in the first object to end that holds it twice."""
    repeated: list[int | None] = []
    names: list[set[str]] = []
    for token, start, is_name in _tokens(text):
        if token == "{":
            names.append(set())
            repeated.append(None)
        elif token == "}" and names:
            names.pop()
            found = repeated.pop()
            if found is not None:
                return _line(text, found)
        elif is_name and names and json.loads(token, strict=False) == name:
            if name in names[-1] and repeated[-1] is None:
                repeated[-1] = start
            names[-1].add(name)
    return None


def line_of_value(text: str, written: str) -> int | None:
    """The line of the first value, no text, that begins as `written`: NaN, or a number that was cut for display."""
    starts = (start for token, start, _ in _tokens(text) if token.startswith(written))
    return next((_line(text, start) for start in starts), None)


def _tokens(text: str) -> Iterator[tuple[str, int, bool]]:
    """(token, its place, whether it is a name: a text before a colon)"""
    held: tuple[str, int] | None = None
    for match in _TOKEN.finditer(text):
        if held is not None:
            yield (*held, match.group() == ":")
        held = (match.group(), match.start())
    if held is not None:
        yield (*held, False)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1

"""Values as YAML text that our own reader, and any other, reads back as the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

_PLAIN = re.compile(r"[^\W\d][\w./×-]*( [\w./×-]+)*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})

LINE = 100
"""Characters up to which an object stays on one line."""

ITEMS_IN_LINES = "limits"
"""The section whose items have one line per field, for comments between them."""


def flow_text(value: object) -> str:
    """One value on one line: exact numbers as they are, texts in quotation marks where they need them."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{flow_text(str(name))}: {flow_text(item)}" for name, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow_text(item) for item in value) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    return _text(value) if isinstance(value, str) else repr(value)


def document_text(document: Mapping[str, object]) -> str:
    """A whole document: a section below the other, rows on one line each, limits with a line per field."""
    return "".join(f"{line}\n" for name, value in document.items() for line in _entry(name, value, name))


def _entry(name: str, value: object, section: str) -> Iterator[str]:
    written = flow_text(name)
    inline = flow_text(value)
    if not isinstance(value, Mapping | list) or not value or (_is_flat(value) and len(inline) <= LINE):
        yield f"{written}: {inline}"
        return
    yield f"{written}:"
    if isinstance(value, Mapping):
        for inner, item in value.items():
            yield from (f"  {line}" for line in _entry(str(inner), item, section))
        return
    for item in value:
        yield from (f"  {line}" for line in _item(item, section))


def _item(item: object, section: str) -> Iterator[str]:
    if not isinstance(item, Mapping) or not item or (_is_flat(item) and section != ITEMS_IN_LINES):
        yield f"- {flow_text(item)}"
        return
    mark = "- "
    for name, value in item.items():
        lines = (
            [f"{flow_text(name)}: {flow_text(value)}"] if section == ITEMS_IN_LINES else _entry(name, value, section)
        )
        for line in lines:
            yield mark + line
            mark = "  "


def _is_flat(value: object) -> bool:
    """No list of objects within: those go below each other."""
    if isinstance(value, Mapping):
        return all(_is_flat(item) for item in value.values())
    return not isinstance(value, list) or not any(isinstance(item, Mapping) for item in value)


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)

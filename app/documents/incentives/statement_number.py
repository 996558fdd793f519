"""The number of a statement: whoever quotes it means this statement and no other."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from app.json_text import json_bytes

_IN_WORDS = frozenset(("sentence", "sentences"))


def statement_hash(document: Mapping[str, Any], statement: Mapping[str, Any]) -> str:
    """sha256 over the plan's hash, what a what-if assumes, and every number of the statement: whose it is, what was
    achieved, what it pays and when. Sentences stay out: a statement has one number in both languages."""
    about = {name: document[name] for name in ("plan_hash", "what_if", "money")}
    content = json_bytes({**about, "statement": _without_words(statement)})
    return "sha256:" + hashlib.sha256(content).hexdigest()


def _without_words(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _without_words(one) for name, one in value.items() if name not in _IN_WORDS}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_without_words(one) for one in value]
    return value

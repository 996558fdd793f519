"""A finished answer of the service, before it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.messages import Language

JSON = "application/json"
CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """Status, bytes, their type, the language of their words, for files how they are saved, and further headers."""

    status: int
    body: bytes
    media_type: str
    language: Language
    file_name: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

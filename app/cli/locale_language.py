"""The language of a command before it has read anything. Light on purpose: an interrupt may come this early."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.messages.language import Language


def locale_language(environment: Mapping[str, str]) -> Language:
    """The locale's language: `zh` for every Chinese one, else `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh" if environment[name].lower().startswith("zh") else "en"
    return "en"

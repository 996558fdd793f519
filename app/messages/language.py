"""Which language people are spoken to in."""

from __future__ import annotations

from typing import Literal

Language = Literal["en", "zh"]

LANGUAGES: tuple[Language, ...] = ("en", "zh")
DEFAULT: Language = "en"


def negotiate_language(accept_language: str | None) -> Language:
    """The best language for an Accept-Language header: every Chinese tag (zh, zh-CN, zh-Hans-CN) is `zh`.

    Ties go to what stands first. A header that is absent, or says nothing that we speak, means English.
    """
    return asked_language(accept_language) or DEFAULT


def asked_language(accept_language: str | None) -> Language | None:
    """The same; None for a header that is absent or says nothing that we speak."""
    best: Language | None = None
    best_quality = 0.0
    for item in (accept_language or "").split(","):
        tag, _, parameters = item.partition(";")
        language = _language_of(tag)
        quality = _quality(parameters)
        if language is not None and quality > best_quality:
            best, best_quality = language, quality
    return best


def _language_of(tag: str) -> Language | None:
    primary = tag.strip().lower().replace("_", "-").partition("-")[0]
    if primary == "*":
        return DEFAULT
    return next((language for language in LANGUAGES if language == primary), None)


def _quality(parameters: str) -> float:
    name, _, written = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        quality = float(written)
    except ValueError:
        return 0.0
    return quality if 0.0 <= quality <= 1.0 else 0.0

"""Words for people, in English and Chinese: what is wrong, where, and what to do next."""

from app.messages.findings import at_place, describe, describe_place
from app.messages.language import LANGUAGES, Language, negotiate_language

__all__ = ["LANGUAGES", "Language", "at_place", "describe", "describe_place", "negotiate_language"]

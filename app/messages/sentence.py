"""One sentence in both languages, with places for facts.

`{name}` is replaced by a fact. A part between `[[` and `]]` is left out when a fact in it is absent or empty, so that
a suggestion is only made when there is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.messages.language import Language
from models.findings import Fact

LISTED = 8
"""Names shown of a long list."""

_PLACE = re.compile(r"\{([a-z_]+)\}")
_OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_SEPARATOR: Mapping[Language, str] = {"en": ", ", "zh": "、"}


class Sentence(NamedTuple):
    """The same thing said in English and Chinese."""

    en: str
    zh: str

    def text(self, language: Language) -> str:
        """The template in one language."""
        return self.zh if language == "zh" else self.en

    def required(self, language: Language) -> frozenset[str]:
        """Facts without which the sentence cannot be said."""
        return frozenset(_PLACE.findall(_OPTIONAL.sub("", self.text(language))))

    def fill(self, facts: Mapping[str, Fact], language: Language) -> str:
        """The sentence with its facts. Raises KeyError when a required one is absent."""

        def part(match: re.Match[str]) -> str:
            inner = match.group(1)
            missing = any(not _is_stated(facts.get(name)) for name in _PLACE.findall(inner))
            return "" if missing else inner

        template = _OPTIONAL.sub(part, self.text(language))
        return _PLACE.sub(lambda match: shown(facts[match.group(1)], language), template)


def shown(fact: Fact, language: Language) -> str:
    """A fact as people write it: whole numbers without a point, lists with the language's comma."""
    if isinstance(fact, bool):
        return "true" if fact else "false"
    if isinstance(fact, int):
        return str(fact)
    if isinstance(fact, float):
        return str(int(fact)) if fact.is_integer() and abs(fact) < 1e15 else f"{fact:.6g}"
    if isinstance(fact, str):
        return fact
    return _listed(fact, language)


def _listed(names: Sequence[str], language: Language) -> str:
    more = ("…",) if len(names) > LISTED else ()
    return _SEPARATOR[language].join((*map(str, names[:LISTED]), *more))


def _is_stated(fact: Fact | None) -> bool:
    return fact is not None and fact != "" and (isinstance(fact, int | float) or len(fact) > 0)

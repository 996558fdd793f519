"""Words for findings: what is wrong, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.messages.catalogue import CATALOGUE
from app.messages.document_kinds import KINDS
from app.messages.forecast_menu import MENU_LIMITS
from app.messages.language import Language
from app.messages.plan_cost import PARTS
from app.messages.reasons import reason_words
from app.messages.sentence import Sentence, shown
from app.messages.strategy import TERMS
from models.findings import Fact, Finding, Location

FALLBACK = Sentence(
    en="Something is not right here ({code})[[: {facts}]]. Please check this place in the document.",
    zh="此处有问题（{code}）[[：{facts}]]。请检查文档中的这个位置。",
)

_NAMES: Mapping[str, Mapping[str, Sentence]] = {
    "kind_found": KINDS,
    "kind_needed": KINDS,
    "menu_limit": MENU_LIMITS,
    "turned_term": {str(term): words for term, words in TERMS.items()},
}
"""Facts that are names of the program, with the words for them."""

_COMMA: Mapping[Language, str] = {"en": ", ", "zh": "，"}
_DECIMAL = re.compile(r"Decimal\('([^']*)'\)")
_WORDS = {"None": "null", "True": "true", "False": "false"}


def describe(finding: Finding, language: Language | str) -> str:
    """The finding as a sentence that names the member and the value. Any language but Chinese is English; a code
    without a sentence, or one that lacks a fact, is described by its facts."""
    chosen: Language = "zh" if language == "zh" else "en"
    facts = {**_place_facts(finding.location), **_readable(finding.facts, chosen)}
    sentence = CATALOGUE.get(finding.code)
    if sentence is not None and sentence.required(chosen) <= facts.keys():
        return sentence.fill(facts, chosen)
    listed = "; ".join(f"{name}: {shown(fact, chosen)}" for name, fact in _readable(finding.facts, chosen).items())
    return FALLBACK.fill({"code": finding.code, "facts": listed}, chosen)


def describe_place(location: Location, language: Language | str) -> str:
    """Where to look: file, row and column of a table, a cell of a workbook, the line of a document, the pointer, or the
    option; "" when unknown."""
    chosen: Language = "zh" if language == "zh" else "en"
    if location.parameter is not None:
        return f"--{location.parameter.replace('_', '-')}"
    parts = []
    if location.file is not None:
        parts.append(location.file)
    if location.sheet is not None:
        return _COMMA[chosen].join([*parts, _sheet_place(location, chosen)])
    if location.row is not None:
        is_table = location.column is not None or (location.file or "").lower().endswith(".csv")
        words = ("第 {} 行", "第 {} 行") if chosen == "zh" else ("row {}", "line {}")
        parts.append(words[0 if is_table else 1].format(location.row))
    if location.column is not None:
        parts.append(f"“{location.column}”列" if chosen == "zh" else f"column {location.column}")
    if location.pointer and location.column is None:
        parts.append(location.pointer)
    return _COMMA[chosen].join(parts)


def at_place(place: str, text: str, language: Language | str) -> str:
    """A sentence behind its place; the sentence alone where there is none."""
    return f"{place}{'：' if language == 'zh' else ': '}{text}" if place else text


def _sheet_place(location: Location, language: Language) -> str:
    """The address as a spreadsheet writes it, `cells!E7`; a row, a column or the sheet in words."""
    if location.row is not None and location.column is not None:
        return f"{location.sheet}!{location.column}{location.row}"
    sheet = f"工作表“{location.sheet}”" if language == "zh" else f"sheet “{location.sheet}”"
    if location.row is not None:
        return f"{sheet}第 {location.row} 行" if language == "zh" else f"{sheet}, row {location.row}"
    if location.column is not None:
        return f"{sheet} {location.column} 列" if language == "zh" else f"{sheet}, column {location.column}"
    return sheet


def _place_facts(location: Location) -> dict[str, Fact]:
    """What the place itself tells: the field's name, and the file."""
    facts: dict[str, Fact] = {}
    last = location.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
    field = location.parameter or (last if location.sheet is not None else location.column or last)
    if field:
        facts["field"] = field
    if location.file is not None:
        facts["file"] = location.file
    return facts


def _readable(facts: Mapping[str, Fact], language: Language) -> dict[str, Fact]:
    return {name: _shown_fact(name, fact, language) for name, fact in facts.items()}


def _shown_fact(name: str, fact: Fact, language: Language) -> Fact:
    if isinstance(fact, str):
        return _shown_text(name, fact, language)
    if name == "parts" and isinstance(fact, Sequence):
        return [PARTS[part].text(language) if part in PARTS else part for part in fact]
    return fact


def _shown_text(name: str, text: str, language: Language) -> str:
    if name == "value":
        return _plain(text)
    if text in (names := _NAMES.get(name, {})):
        return names[text].text(language)
    return reason_words(text, language) if name in ("reason", "seems") else text


def _plain(value: str) -> str:
    """A value as the document writes it, from the way the program writes it."""
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return _WORDS.get(value, _DECIMAL.sub(r"\1", value))

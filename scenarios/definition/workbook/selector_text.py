"""Selectors, lists and references to attributes in one cell: `region=East,South; lifecycle=new`, `{quota_cap}`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from models.tables.attribute_values import AttributeValue, attribute_from_text

_MARKS = '=＝;；\n,，、[]"'
_TOKEN = re.compile(
    r'[^\S\n]*(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<equals>[=＝])|(?P<end>[;；\n])|(?P<comma>[,，、])|(?P<open>\[)'
    rf"|(?P<close>\])|(?P<bare>[^{re.escape(_MARKS)}]+))[^\S\n]*"
)
_ATTRIBUTE = re.compile(r"\{\s*(.+?)\s*\}")

Token = tuple[str, str]


class SelectorMalformed(ValueError):
    """A text that is no selector or no list."""


def selector_from_text(text: str) -> dict[str, object]:
    """`region=East,South; lifecycle=new` as {region: [East, South], lifecycle: new}.

    Entries end with a semicolon or a line break; a list of one stands in brackets. Texts in quotation marks may hold
    every mark ("" for one of them), and stay texts where they look like numbers. Raises SelectorMalformed.
    """
    tokens = _tokens(text)
    found: dict[str, object] = {}
    place = 0
    while place < len(tokens):
        if tokens[place][0] == "end":
            place += 1
            continue
        name, place = _text(tokens, place)
        if name in found or place >= len(tokens) or tokens[place][0] != "equals":
            raise SelectorMalformed(text)
        found[name], place = _values(tokens, place + 1)
        if place < len(tokens) and tokens[place][0] != "end":
            raise SelectorMalformed(text)
    if not found:
        raise SelectorMalformed(text)
    return found


def names_from_text(text: str) -> list[str]:
    """`region, product_line` as a list of texts. Raises SelectorMalformed."""
    tokens = _tokens(text)
    names: list[str] = []
    place = 0
    while place < len(tokens):
        name, place = _text(tokens, place)
        names.append(name)
        if place < len(tokens):
            if tokens[place][0] not in ("comma", "end"):
                raise SelectorMalformed(text)
            place += 1
    return names


def tiers_from_text(text: str) -> list[list[str]]:
    """`strategic > fairness > fit, stability` as lists of texts, the most important first. Raises
    SelectorMalformed."""
    parts = re.split("[>＞›]", text)
    if not all(part.strip() for part in parts):
        raise SelectorMalformed(text)
    return [names_from_text(part) for part in parts]


def attribute_named(text: str) -> str | None:
    """The attribute that `{quota_cap}` refers to; None for any other text."""
    found = _ATTRIBUTE.fullmatch(text.strip())
    return None if found is None else found.group(1)


def selector_text(selector: Mapping[str, object]) -> str:
    """The selector as one line that reads back as the same."""
    return "; ".join(f"{_written(name)}={_value_text(value)}" for name, value in selector.items())


def names_text(names: Sequence[object]) -> str:
    """The list as one line that reads back as the same."""
    return ", ".join(_written(str(name), typed=False) for name in names)


def tiers_text(tiers: Sequence[Sequence[object]]) -> str:
    """The tiers as one line that reads back as the same."""
    return " > ".join(names_text(tier) for tier in tiers)


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    place = 0
    text = text.strip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or match.end() == place:
            raise SelectorMalformed(text)
        kind = str(match.lastgroup)
        value = match.group(kind)
        tokens.append((kind, value.replace('""', '"') if kind == "quoted" else value.strip()))
        place = match.end()
    return tokens


def _text(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    if place >= len(tokens) or tokens[place][0] not in ("bare", "quoted") or not tokens[place][1]:
        raise SelectorMalformed
    return tokens[place][1], place + 1


def _values(tokens: Sequence[Token], place: int) -> tuple[object, int]:
    bracketed = place < len(tokens) and tokens[place][0] == "open"
    place += bracketed
    values: list[AttributeValue] = []
    while True:
        text, after = _text(tokens, place)
        values.append(attribute_from_text(text) if tokens[place][0] == "bare" else text)
        place = after
        if place >= len(tokens) or tokens[place][0] != "comma":
            break
        place += 1
    if bracketed:
        if place >= len(tokens) or tokens[place][0] != "close":
            raise SelectorMalformed
        return values, place + 1
    return (values if len(values) > 1 else values[0]), place


def _value_text(value: object) -> str:
    if isinstance(value, list | tuple):
        listed = ",".join(_scalar_text(item) for item in value)
        return listed if len(value) > 1 else f"[{listed}]"
    return _scalar_text(value)


def _scalar_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else _written(value) if isinstance(value, str) else repr(value)


def _written(text: str, *, typed: bool = True) -> str:
    """The text as it is, or in quotation marks where it would be read as something else."""
    plain = text == text.strip() and text and not any(mark in text for mark in _MARKS)
    if plain and not (typed and not isinstance(attribute_from_text(text), str)):
        return text
    return '"' + text.replace('"', '""') + '"'

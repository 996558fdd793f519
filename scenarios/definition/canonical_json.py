"""RFC 8785 JSON (canonical: one way to write a value), fast enough for many members and cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from json.encoder import encode_basestring

import rfc8785

from models.tables.attribute_values import attribute_from_number

MAX_SAFE_INTEGER = 2**53 - 1


def canonical_json(value: object) -> str:
    """A value of JSON's types as canonical text. Decimals are written as attributes hold them.

    Raises TypeError for other types, ValueError for whole numbers that JSON readers would round.
    """
    match value:
        case str():
            return canonical_text(value)
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            if abs(value) > MAX_SAFE_INTEGER:
                raise ValueError(f"{value} is too large for JSON")
            return int.__repr__(value)
        case float():
            return canonical_number(value)
        case Mapping():
            return canonical_object({str(name): canonical_json(item) for name, item in value.items()})
        case list() | tuple():
            return canonical_array(map(canonical_json, value))
        case Decimal():
            return canonical_json(attribute_from_number(value))
    raise TypeError(f"{type(value).__name__} has no canonical form")


def canonical_text(text: str) -> str:
    """A JSON string, only what must be escaped escaped."""
    return encode_basestring(str.__str__(text))


def canonical_number(value: float) -> str:
    """A float with the shortest digits that give it back."""
    # Python writes the same digits as RFC 8785, but exponents and whole numbers in another way.
    text = float.__repr__(value)
    return rfc8785.dumps(value).decode() if "e" in text or text.endswith((".0", "n", "f")) else text


def canonical_array(items: Iterable[str]) -> str:
    """An array of canonical texts."""
    return "[" + ",".join(items) + "]"


def canonical_object(fields: Mapping[str, str]) -> str:
    """An object of canonical texts, names in the order of their UTF-16 code units."""
    names = sorted(fields) if all(map(str.isascii, fields)) else sorted(fields, key=_utf16)
    return "{" + ",".join(canonical_text(name) + ":" + fields[name] for name in names) + "}"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-be")

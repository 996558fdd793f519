"""JSON documents: exact numbers, no duplicate names, no NaN, bounded depth."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from models.errors import InvalidInput, TooLarge
from models.findings import Fact, Finding, Location
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.json_places import line_of_repeated, line_of_value
from scenarios.definition.source import (
    NumberOutOfRange,
    Source,
    exact_decimal,
    exact_integer,
    first_control,
    lone_surrogate,
)

_SURROGATE_ESCAPES = (b"\\ud", b"\\uD")


def read_json(data: bytes, file: str | None, ceilings: Ceilings) -> Source:
    """Read JSON bytes (UTF-8). Raises InvalidInput, malformed: `not_utf8`, `json_malformed`, `name_twice`,
    `document_control_character`, `not_finite`, `nested_too_deep`, `surrogate`; TooLarge."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _malformed("not_utf8", {"byte": error.start + 1}, file, data.count(b"\n", 0, error.start) + 1) from None
    invisible = first_control(text)
    if invisible is not None:
        raise _malformed("document_control_character", {"character": invisible[0]}, file, invisible[1])
    try:
        value = json.loads(
            text,
            parse_float=exact_decimal,
            parse_int=exact_integer,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        reason = error.msg.removesuffix(" at").removesuffix(" starting")
        facts: dict[str, Fact] = {"reason": reason, "position": error.colno}
        raise _malformed("json_malformed", facts, file, error.lineno) from None
    except NumberOutOfRange as error:
        raise _malformed("not_finite", {"value": str(error)}, file, line_of_value(text, str(error))) from None
    except RecursionError:
        raise _malformed("nested_too_deep", {"ceiling": ceilings.depth}, file) from None
    except _RefusedJson as refused:
        find = line_of_repeated if refused.code == "name_twice" else line_of_value
        row = find(text, refused.value)
        raise _malformed(refused.code, {"value": refused.value[:60]}, file, row) from None
    if _deeper_than(value, ceilings):
        raise _malformed("nested_too_deep", {"ceiling": ceilings.depth}, file)
    if any(escape in data for escape in _SURROGATE_ESCAPES):
        broken = lone_surrogate(value)
        if broken is not None:
            raise _malformed("surrogate", {"value": ascii(broken)[:60]}, file)
    return Source(value, file)


class _RefusedJson(Exception):
    """Something that JSON readers let pass and a plan must not."""

    def __init__(self, code: str, value: str) -> None:
        self.code, self.value = code, value
        super().__init__(code)


def _refuse_constant(name: str) -> object:
    raise _RefusedJson("not_finite", name)


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counted = Counter(name for name, _ in pairs)
        raise _RefusedJson("name_twice", next(name for name, count in counted.items() if count > 1))
    return found


def _deeper_than(value: object, ceilings: Ceilings) -> bool:
    """True when containers stand in more others than allowed; one level of the document at a time.

    Raises TooLarge for more values than allowed, containers and what stands in them.
    """
    level = [value] if isinstance(value, dict | list) else []
    count = 1
    for _ in range(ceilings.depth):
        count += sum(map(len, level))
        if count > ceilings.values:
            raise TooLarge("values", count, ceilings.values)
        inner = [
            item for container in level for item in (container.values() if isinstance(container, dict) else container)
        ]
        level = [item for item in inner if isinstance(item, dict | list)]
        if not level:
            return False
    return True


def _malformed(code: str, facts: dict[str, Fact], file: str | None, row: int | None = None) -> InvalidInput:
    return InvalidInput([Finding(code, Location(file=file, row=row), facts)], malformed=True)

"""YAML documents: exact numbers, texts that stay texts, no duplicate keys, bounded depth and aliases, known lines.

Read from the parser's events, not from its node tree: the tree is built by recursion in C, and a few kilobytes of
opening brackets would end the process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from models.errors import InvalidInput, TooLarge
from models.findings import Fact, Finding, Location
from scenarios.definition.ceilings import Ceilings
from scenarios.definition.source import Lines, NumberOutOfRange, Source, exact_decimal, exact_integer, first_control

_WORDS: Mapping[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)\.[0-9]*)([eE][-+]?[0-9]+)?|[-+]?(0|[1-9][0-9]*)[eE][-+][0-9]+")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_TAG = "tag:yaml.org,2002:"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(data: bytes, file: str | None, ceilings: Ceilings) -> Source:
    """Read one YAML document (UTF-8). Raises InvalidInput, malformed: `not_utf8`, `yaml_malformed`, `name_twice`,
    `document_control_character`, `not_finite`, `nested_too_deep`, `yaml_key`, `yaml_tag`, `yaml_alias`,
    `yaml_documents`; TooLarge for values that aliases multiply over the ceiling.

    Plain scalars are read as in YAML 1.2: `no`, `on`, dates and `12:30` are texts. So are the codes 000001 and 1E5:
    a number with an exponent has a point or the exponent's sign (1e-6, 1.5e6).
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _malformed("not_utf8", {"byte": error.start + 1}, file, data.count(b"\n", 0, error.start) + 1) from None
    invisible = first_control(text)
    if invisible is not None:
        raise _malformed("document_control_character", {"character": invisible[0]}, file, invisible[1])
    try:
        value, lines = _Reader(ceilings).read(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        row = None if error.problem_mark is None else error.problem_mark.line + 1
        raise _malformed("yaml_malformed", {"reason": error.problem or str(error)}, file, row) from None
    except yaml.YAMLError as error:
        raise _malformed("yaml_malformed", {"reason": str(error).splitlines()[0][:200]}, file) from None
    except _RefusedYaml as refused:
        raise _malformed(refused.code, refused.facts, file, refused.line) from None
    return Source(value, file, lines)


class _RefusedYaml(Exception):
    """Something that YAML allows and a scenario must not hold."""

    def __init__(self, code: str, line: int, facts: dict[str, Fact]) -> None:
        self.code, self.line, self.facts = code, line, facts
        super().__init__(code)


@dataclass(eq=False)
class _Open:
    """A mapping or list that has begun. `size` counts the values in it, aliases with all that they stand for."""

    value: Any
    line: int
    anchor: str | None
    key: str | None = None
    size: int = 1
    within: dict[str | int, Lines] = field(default_factory=dict)


_Built = tuple[object, Lines | None, int]
"""(value, its lines when it is a container or stands on a line of its own, its size)"""


class _Reader:
    """Turns events into values without recursion."""

    def __init__(self, ceilings: Ceilings) -> None:
        self._ceilings = ceilings
        self._open: list[_Open] = []
        self._anchors: dict[str, _Built] = {}
        self._result: _Built = (None, None, 0)
        self._documents = 0

    def read(self, events: Iterator[Any]) -> tuple[object, Lines | None]:
        """The value of the one document, and its lines."""
        for event in events:
            if isinstance(event, ScalarEvent):
                self._scalar(event)
            elif isinstance(event, MappingStartEvent | SequenceStartEvent):
                self._start(event)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                self._end()
            elif isinstance(event, AliasEvent):
                self._alias(event)
            elif isinstance(event, DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    raise _RefusedYaml("yaml_documents", _line(event), {})
        return self._result[0], self._result[1]

    def _start(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        is_mapping = isinstance(event, MappingStartEvent)
        if event.tag not in (None, "!", _TAG + ("map" if is_mapping else "seq")):
            raise _RefusedYaml("yaml_tag", _line(event), {"tag": str(event.tag).replace(_TAG, "!!")[:60]})
        if len(self._open) >= self._ceilings.depth:
            raise _RefusedYaml("nested_too_deep", _line(event), {"ceiling": self._ceilings.depth})
        self._open.append(_Open({} if is_mapping else [], _line(event), event.anchor))

    def _end(self) -> None:
        done = self._open.pop()
        built = (done.value, Lines(done.line, done.within), done.size)
        self._remember(done.anchor, built)
        self._place(built, done.line)

    def _scalar(self, event: ScalarEvent) -> None:
        line = _line(event)
        if self._open and isinstance(self._open[-1].value, dict) and self._open[-1].key is None:
            self._take_key(event.value, line)
            self._remember(event.anchor, (event.value, None, 1))
            return
        built = (_value_of(event, line), None, 1)
        self._remember(event.anchor, built)
        self._place(built, line)

    def _alias(self, event: AliasEvent) -> None:
        name = str(event.anchor)
        if name not in self._anchors:
            raise _RefusedYaml("yaml_alias", _line(event), {"name": name[:60]})
        self._place(self._anchors[name], _line(event))

    def _place(self, built: _Built, line: int) -> None:
        value, lines, size = built
        if not self._open:
            self._result = (value, lines or Lines(line, {}), size)
            return
        parent = self._open[-1]
        parent.size += size
        if parent.size > self._ceilings.values:
            raise TooLarge("values", parent.size, self._ceilings.values)
        position: str | int
        if isinstance(parent.value, dict):
            if parent.key is None:
                raise _RefusedYaml("yaml_key", line, {})
            position, parent.key = parent.key, None
            parent.value[position] = value
        else:
            position = len(parent.value)
            parent.value.append(value)
        if lines is not None or line != parent.line:
            parent.within[position] = lines if lines is not None and lines.within else Lines(line, {})

    def _take_key(self, key: str, line: int) -> None:
        parent = self._open[-1]
        if key in parent.value:
            raise _RefusedYaml("name_twice", line, {"value": key[:60]})
        parent.key = key

    def _remember(self, anchor: str | None, built: _Built) -> None:
        if anchor is not None:
            self._anchors[anchor] = built


def _value_of(event: ScalarEvent, line: int) -> object:
    text: str = event.value
    if event.tag not in (None, "!", _TAG + "str"):
        raise _RefusedYaml("yaml_tag", line, {"tag": str(event.tag).replace(_TAG, "!!")[:60]})
    if event.tag is not None or not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if not (first in "+-." or (first.isascii() and first.isdigit())):
        return text
    try:
        if _INTEGER.fullmatch(text):
            return exact_integer(text)
        if _DECIMAL.fullmatch(text):
            return exact_decimal(text)
    except NumberOutOfRange as error:
        raise _RefusedYaml("not_finite", line, {"value": str(error)}) from None
    if _NOT_FINITE.fullmatch(text):
        raise _RefusedYaml("not_finite", line, {"value": text})
    return text


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _malformed(code: str, facts: dict[str, Fact], file: str | None, row: int | None = None) -> InvalidInput:
    return InvalidInput([Finding(code, Location(file=file, row=row), facts)], malformed=True)

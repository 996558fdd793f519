"""Posted forms (multipart/form-data) as bytes in memory: nothing is written to a disk, no text is guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from models.errors import InvalidInput, TooLarge
from models.findings import Fact, Finding, FindingList, Location, as_pointer

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

MOST_PARTS = 100


@dataclass(frozen=True)
class Part:
    """One part of a form: its name, its file's name ("" when it is none), its media type ("" when it states none)."""

    name: str
    file: str
    media: str
    data: bytes = field(repr=False)


def read_form(body: bytes, content_type: str) -> tuple[Part, ...]:
    """The parts of a form in the order in which they came. Raises InvalidInput, malformed: `form_malformed`,
    `form_part_unnamed`; TooLarge for more parts than any form needs."""
    _, options = parse_options_header(content_type)
    try:
        reader = _Reader()
        parser = MultipartParser(options.get(b"boundary", b""), reader.callbacks())
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise _malformed("form_malformed", {"reason": str(error)[:200]}) from None
    if not reader.has_ended:
        raise _malformed("form_malformed", {"reason": "its last boundary is missing"})
    return tuple(reader.parts)


def parts_by_name(parts: Sequence[Part]) -> dict[str, Part]:
    """The parts of a form in which each stands once. Raises InvalidInput: `form_part_twice`."""
    findings = FindingList()
    found: dict[str, Part] = {}
    for part in parts:
        if part.name in found:
            findings.add("form_part_twice", Location(pointer=as_pointer([part.name[:60]])), {"name": part.name[:60]})
        found[part.name] = part
    if len(findings):
        raise InvalidInput(tuple(findings))
    return found


class _Reader:
    """Gathers the parts while the parser goes through the form."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.has_ended = False
        self._headers: dict[bytes, bytes] = {}
        self._name, self._value, self._data = bytearray(), bytearray(), bytearray()

    def callbacks(self) -> MultipartCallbacks:
        """What the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_part_data": lambda data, start, end: self._data.extend(data[start:end]),
            "on_part_end": self._end,
            "on_header_field": lambda data, start, end: self._name.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._header,
            "on_end": self._finish,
        }

    def _begin(self) -> None:
        if len(self.parts) == MOST_PARTS:
            raise TooLarge("parts", MOST_PARTS + 1, MOST_PARTS)
        self._headers, self._data = {}, bytearray()

    def _header(self) -> None:
        self._headers[bytes(self._name).lower()] = bytes(self._value)
        self._name, self._value = bytearray(), bytearray()

    def _end(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        media, _ = parse_options_header(self._headers.get(b"content-type", b""))
        name, file = _text(options.get(b"name", b"")), _text(options.get(b"filename", b""))
        if not name:
            raise _malformed("form_part_unnamed", {"position": len(self.parts) + 1})
        self.parts.append(Part(name, file, _text(media).lower(), bytes(self._data)))

    def _finish(self) -> None:
        self.has_ended = True


def _text(written: bytes) -> str:
    """A name as the client wrote it; bytes that are no UTF-8 are shown, not guessed."""
    return written.decode("utf-8", "backslashreplace")


def _malformed(code: str, facts: dict[str, Fact]) -> InvalidInput:
    return InvalidInput([Finding(code, Location(), facts)], malformed=True)

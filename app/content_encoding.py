"""Compressed bodies: requests are unpacked while they arrive, large answers are packed for those who take them."""

from __future__ import annotations

import zlib

from starlette.datastructures import Headers
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.negotiation import XLSX, takes_gzip
from models.errors import InvalidInput, TooLarge
from models.findings import Finding, Location

ENCODINGS = ("gzip", "deflate")
"""Content codings of requests that are unpacked."""

LEAST_BYTES = 1024
LEVEL = 4
"""Answers from this size on are packed, and how hard: a plan shrinks to a tenth within milliseconds."""

_MEMBER = b"\x1f\x8b"
"""How a gzip member begins: several in a row are one body (RFC 1952)."""

MOST_MEMBERS = 1000
"""Empty members cost time and give nothing, so that no ceiling on bytes would end them."""

_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


class UnpackedBody:
    """ASGI middleware that unpacks a gzip or deflate body piece by piece, never beyond the ceiling.

    InvalidInput (malformed: `body_not_unpacked`) and TooLarge are raised where the body is being read. A body in any
    other coding is passed on as it is, with its Content-Encoding, for the resource to refuse.
    """

    def __init__(self, app: ASGIApp, ceiling: int) -> None:
        self.app, self.ceiling = app, ceiling

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a `receive` that unpacks, and without the headers of the packed body."""
        coding = _coding(scope) if scope["type"] == "http" else None
        if coding is None:
            await self.app(scope, receive, send)
            return
        unpacker = Unpacker(coding, self.ceiling)

        async def unpacked() -> Message:
            message = await receive()
            if message["type"] != "http.request":
                return message
            is_last = not message.get("more_body", False)
            return {**message, "body": unpacker.unpack(message.get("body", b""), is_last=is_last)}

        gone = (b"content-encoding", b"content-length")
        headers = [(name, value) for name, value in scope["headers"] if name not in gone]
        await self.app({**scope, "headers": headers}, unpacked, send)


class Unpacker:
    """One packed body. What comes out never exceeds the ceiling by more than a byte, however little comes in."""

    def __init__(self, coding: str, ceiling: int) -> None:
        self._coding, self._ceiling = coding, ceiling
        self._room = ceiling
        self._members = 1
        self._start = b""
        self._stream: zlib._Decompress | None = None

    def unpack(self, data: bytes, *, is_last: bool) -> bytes:
        """What a piece of the body stands for. Raises InvalidInput for damaged or cut-off bodies, and TooLarge."""
        self._start += data if self._stream is None else b""
        if self._stream is None and (len(self._start) > 1 or is_last):
            self._stream, data, self._start = zlib.decompressobj(self._window()), self._start, b""
        if self._stream is None:
            return b""
        found = self._out_of(self._stream, data)
        while self._stream.eof and self._stream.unused_data:
            rest = self._stream.unused_data
            if self._coding != "gzip" or not _MEMBER.startswith(rest[: len(_MEMBER)]):
                raise self._damaged("bytes follow after its end")
            self._members += 1
            if self._members > MOST_MEMBERS:
                raise self._damaged("it has too many members")
            self._stream = zlib.decompressobj(_GZIP)
            found += self._out_of(self._stream, rest)
        if is_last and not self._stream.eof:
            raise self._damaged("its end is missing")
        return found

    def _out_of(self, stream: zlib._Decompress, data: bytes) -> bytes:
        try:
            found = stream.decompress(data, self._room + 1)
        except zlib.error:
            raise self._damaged("its bytes are damaged") from None
        self._room -= len(found)
        if self._room < 0:
            raise TooLarge("bytes", self._ceiling - self._room, self._ceiling)
        return found

    def _window(self) -> int:
        """`deflate` is meant to be zlib's format; some clients send the bare stream, which begins differently."""
        if self._coding == "gzip":
            return _GZIP
        is_zlib = len(self._start) > 1 and self._start[0] & 15 == 8 and int.from_bytes(self._start[:2], "big") % 31 == 0
        return _ZLIB if is_zlib else _RAW

    def _damaged(self, reason: str) -> InvalidInput:
        finding = Finding("body_not_unpacked", Location(), {"coding": self._coding, "reason": reason})
        return InvalidInput([finding], malformed=True)


def _coding(scope: Scope) -> str | None:
    written = b",".join(value for name, value in scope["headers"] if name == b"content-encoding")
    coding = written.decode("latin-1").strip().lower().removeprefix("x-")
    return coding if coding in ENCODINGS else None


class PackedAnswers:
    """ASGI middleware that packs large answers with gzip where the client takes it: `gzip;q=0` is a no."""

    def __init__(self, app: ASGIApp) -> None:
        self._packer = GZipMiddleware(
            app, LEAST_BYTES, LEVEL, exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, XLSX)
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer packed or plain."""
        if scope["type"] == "http" and not takes_gzip(Headers(scope=scope).get("accept-encoding")):
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        await self._packer(scope, receive, send)

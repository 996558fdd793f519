"""Bodies of requests: a ceiling on their bytes while they arrive, and which kinds of body are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.negotiation import XLSX, parsed_header
from app.refusals import UnsupportedMediaType
from models.errors import TooLarge
from scenarios.definition import Media

FORM = "multipart/form-data"

MEDIA: Mapping[str, Media] = {"application/json": "json", "application/yaml": "yaml", XLSX: "xlsx"}
"""Media types of scenarios, and what the reader calls them."""

_YAML_ALIASES = ("application/x-yaml", "text/yaml", "text/x-yaml")
"""Older names of `application/yaml`, which RFC 9512 keeps as aliases."""


def canonical_media(written: str) -> str:
    """The registered name of a media type: that of YAML for its older ones."""
    return "application/yaml" if written in _YAML_ALIASES else written


class BodyCeiling:
    """ASGI middleware that stops reading a body as soon as it is, or says it is, over the ceiling.

    TooLarge is raised where the body is being read, so that it takes the way of every other error. An answer that
    comes before the end of the body closes the connection: a client may otherwise go on sending for ever.
    """

    def __init__(self, app: ASGIApp, ceiling: int) -> None:
        self.app, self.ceiling = app, ceiling

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a `receive` that counts and a `send` that closes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = _Body(scope, self.ceiling)

        async def counted() -> Message:
            body.check()
            message = await receive()
            body.take(message)
            return message

        async def closing(message: Message) -> None:
            if message["type"] == "http.response.start" and body.is_waiting:
                message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
            await send(message)

        await self.app(scope, counted, closing)


class _Body:
    """How much of a body has come. `is_waiting`: there is more of it."""

    def __init__(self, scope: Scope, ceiling: int) -> None:
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"0")
        self._announced = int(length) if length.isdigit() else 0
        self._ceiling, self._received = ceiling, 0
        self.is_waiting = self._announced > 0 or b"transfer-encoding" in headers

    def check(self) -> None:
        """Raises TooLarge for what was announced or has come."""
        largest = max(self._announced, self._received)
        if largest > self._ceiling:
            raise TooLarge("bytes", largest, self._ceiling)

    def take(self, message: Message) -> None:
        """Count one message. Raises TooLarge."""
        self._received += len(message.get("body", b""))
        self.is_waiting = self.is_waiting and bool(message.get("more_body", False))
        self.check()


def media_of(request: Request) -> Media | Literal["multipart"]:
    """How a scenario was posted: `json`, `yaml`, `xlsx`, or `multipart` with its tables, by the Content-Type.

    Raises UnsupportedMediaType for anything else, for a charset other than UTF-8, and for an unknown coding.
    """
    kind = _kind(request, "unsupported_media_type", (*MEDIA, FORM))
    return "multipart" if kind == FORM else MEDIA[kind]


def import_media_of(request: Request) -> Literal["json", "multipart"]:
    """How an import was posted. Raises UnsupportedMediaType for anything but JSON and forms with files."""
    kind = _kind(request, "unsupported_import_type", ("application/json", FORM))
    return "multipart" if kind == FORM else "json"


def plan_media_of(request: Request) -> Literal["json", "yaml", "multipart"]:
    """How an incentive plan was posted. Raises UnsupportedMediaType for anything but JSON, YAML and forms."""
    kind = _kind(request, "unsupported_plan_type", ("application/json", "application/yaml", FORM))
    if kind == FORM:
        return "multipart"
    return "yaml" if MEDIA[kind] == "yaml" else "json"


def json_only(request: Request) -> None:
    """Raises UnsupportedMediaType for anything but JSON."""
    _kind(request, "unsupported_json_type", ("application/json",))


def _kind(request: Request, reason: str, known: Sequence[str]) -> str:
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise UnsupportedMediaType("content_encoding", encoding)
    written = request.headers.get("content-type", "")
    named, parameters = parsed_header(written)
    media = canonical_media(named)
    if media == FORM and not parameters.get("boundary"):
        raise UnsupportedMediaType("form_without_boundary", written)
    is_readable = media == FORM or _is_unicode(parameters.get("charset", "utf-8"))
    if media not in known or not is_readable:
        raise UnsupportedMediaType(reason, written)
    return media


def _is_unicode(charset: str) -> bool:
    return charset.lower() in ("utf-8", "utf8", "us-ascii")

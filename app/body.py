"""Bodies of requests: a ceiling on their bytes while they arrive, and which kinds of body are read."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.refusals import UnsupportedMediaType
from models.errors import TooLarge
from scenarios.definition import Media

MEDIA: Mapping[str, Media] = {"application/json": "json", "application/yaml": "yaml"}
"""Media types of scenarios, and what the reader calls them."""


class BodyCeiling:
    """ASGI middleware that stops reading a body as soon as it is, or says it is, over the ceiling.

    TooLarge is raised where the body is being read, so that it takes the way of every other error.
    """

    def __init__(self, app: ASGIApp, ceiling: int) -> None:
        self.app, self.ceiling = app, ceiling

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counting `receive`."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = _content_length(scope)
        received = 0

        async def counted() -> Message:
            nonlocal received
            if announced > self.ceiling:
                raise TooLarge("bytes", announced, self.ceiling)
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.ceiling:
                raise TooLarge("bytes", received, self.ceiling)
            return message

        await self.app(scope, counted, send)


def media_of(request: Request) -> Media:
    """`json` or `yaml`, by the Content-Type. Raises UnsupportedMediaType for anything else, for a charset other than
    UTF-8, and for a body that is compressed."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise UnsupportedMediaType("content_encoding", encoding)
    written = request.headers.get("content-type", "")
    media, parameters = _parsed(written)
    charset = parameters.get("charset", "utf-8").lower()
    if media not in MEDIA or charset not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedMediaType("unsupported_media_type", written)
    return MEDIA[media]


def prefers_csv(accept: str | None) -> bool:
    """True when the Accept header ranks text/csv above JSON."""
    quality = {"text/csv": 0.0, "application/json": 0.0}
    for item in (accept or "").split(","):
        media, parameters = _parsed(item)
        if media in quality:
            quality[media] = max(quality[media], _quality(parameters.get("q", "1")))
    return quality["text/csv"] > quality["application/json"]


def _parsed(header: str) -> tuple[str, Mapping[str, str]]:
    media, *rest = header.split(";")
    pairs = [part.partition("=") for part in rest]
    return media.strip().lower(), {name.strip().lower(): value.strip().strip('"') for name, _, value in pairs}


def _quality(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0


def _content_length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0

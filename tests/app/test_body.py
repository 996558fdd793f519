"""The ceiling on bodies, and their media types."""

from __future__ import annotations

import asyncio

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from app.body import BodyCeiling, media_of
from app.refusals import UnsupportedMediaType
from models.errors import TooLarge


def request_with(**headers: str) -> Request:
    """A request with nothing but headers."""
    pairs = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": pairs})


async def polite(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that reads its body and answers how long it is, or that it was too long."""
    try:
        text = str(len(await Request(scope, receive).body()))
    except TooLarge as error:
        text = f"over {error.ceiling}"
    await PlainTextResponse(text)(scope, receive, send)


def answer(pieces: list[bytes], headers: list[tuple[bytes, bytes]]) -> tuple[bytes, bool]:
    """(answer, whether the connection is closed) with a ceiling of 10 bytes."""
    waiting = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    waiting[-1]["more_body"] = False
    sent: list[Message] = []

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "headers": headers}
    asyncio.run(BodyCeiling(polite, 10)(scope, receive, send))
    return sent[1]["body"], (b"connection", b"close") in sent[0]["headers"]


class TestBodyCeiling:
    def test_up_to_the_ceiling(self) -> None:
        assert answer([b"12345", b"67890"], [(b"transfer-encoding", b"chunked")]) == (b"10", False)

    def test_streamed_over_it(self) -> None:
        assert answer([b"123456", b"789012", b"never read"], [(b"transfer-encoding", b"chunked")]) == (b"over 10", True)

    def test_announced_over_it(self) -> None:
        assert answer([b"never read"], [(b"content-length", b"11")]) == (b"over 10", True)

    def test_an_announcement_that_lies(self) -> None:
        assert answer([b"12345678901"], [(b"content-length", b"1")]) == (b"over 10", False)


class TestMediaOf:
    @pytest.mark.parametrize(
        "written", ["application/json", "Application/JSON; charset=utf-8", 'application/json;charset="UTF-8"']
    )
    def test_json(self, written: str) -> None:
        assert media_of(request_with(content_type=written)) == "json"

    def test_yaml(self) -> None:
        assert media_of(request_with(content_type="application/yaml", content_encoding="identity")) == "yaml"

    @pytest.mark.parametrize("written", ["text/yaml", "text/x-yaml; charset=utf-8", "application/x-yaml"])
    def test_older_names_of_yaml(self, written: str) -> None:
        assert media_of(request_with(content_type=written)) == "yaml"

    @pytest.mark.parametrize("written", ["multipart/form-data", "multipart/form-data; boundary="])
    def test_a_form_without_boundary(self, written: str) -> None:
        with pytest.raises(UnsupportedMediaType) as caught:
            media_of(request_with(content_type=written))
        assert caught.value.reason == "form_without_boundary"

    @pytest.mark.parametrize("written", ["", "text/plain", "application/json; charset=gbk", "text/yaml; charset=gbk"])
    def test_anything_else(self, written: str) -> None:
        with pytest.raises(UnsupportedMediaType):
            media_of(request_with(content_type=written))

    def test_form(self) -> None:
        assert media_of(request_with(content_type='multipart/form-data; boundary="x"')) == "multipart"

    def test_a_coding_that_is_not_unpacked(self) -> None:
        with pytest.raises(UnsupportedMediaType) as caught:
            media_of(request_with(content_type="application/json", content_encoding="br"))
        assert caught.value.reason == "content_encoding"

"""Media types and the Accept header."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from app.body import media_of, prefers_csv
from app.refusals import UnsupportedMediaType


def request_with(**headers: str) -> Request:
    """A request with nothing but headers."""
    pairs = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": pairs})


class TestMediaOf:
    @pytest.mark.parametrize(
        "written", ["application/json", "Application/JSON; charset=utf-8", 'application/json;charset="UTF-8"']
    )
    def test_json(self, written: str) -> None:
        assert media_of(request_with(content_type=written)) == "json"

    def test_yaml(self) -> None:
        assert media_of(request_with(content_type="application/yaml", content_encoding="identity")) == "yaml"

    @pytest.mark.parametrize(
        "written", ["", "text/plain", "application/json; charset=gbk", "multipart/form-data; boundary=x"]
    )
    def test_anything_else(self, written: str) -> None:
        with pytest.raises(UnsupportedMediaType):
            media_of(request_with(content_type=written))

    def test_compressed(self) -> None:
        with pytest.raises(UnsupportedMediaType) as caught:
            media_of(request_with(content_type="application/json", content_encoding="gzip"))
        assert caught.value.reason == "content_encoding"


class TestPrefersCsv:
    @pytest.mark.parametrize("accept", ["text/csv", "text/csv, application/json;q=0.5", "TEXT/CSV;q=0.2, */*;q=0.1"])
    def test_csv(self, accept: str) -> None:
        assert prefers_csv(accept)

    @pytest.mark.parametrize(
        "accept", [None, "", "*/*", "application/json", "text/csv, application/json", "text/csv;q=x"]
    )
    def test_json(self, accept: str | None) -> None:
        assert not prefers_csv(accept)

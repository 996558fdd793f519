"""Packed bodies: what comes out, what is refused, and that little memory is enough to refuse it."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.content_encoding import MOST_MEMBERS, Unpacker
from app.main import create_app
from app.routes.examples import TINY_SCENARIO
from app.settings import Settings
from models.errors import InvalidInput, TooLarge
from tests.app.conftest import SETTINGS
from tests.app.routes.test_allocations import problem

PATH = "/v1/allocations?operation=validate"
BODY = json.dumps(TINY_SCENARIO).encode()


def raw(data: bytes) -> bytes:
    """A deflate stream without zlib's header, as some clients send it."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def pieces(coding: str, data: bytes, size: int, ceiling: int = 100) -> bytes:
    """What comes out of a body that arrives in pieces."""
    parts = [data[place : place + size] for place in range(0, len(data), size)] or [b""]
    unpacker = Unpacker(coding, ceiling)
    return b"".join(unpacker.unpack(part, is_last=place == len(parts) - 1) for place, part in enumerate(parts))


def posted(client: TestClient, body: bytes, coding: str) -> Any:
    """The answer to a packed body."""
    headers = {"content-type": "application/json", "content-encoding": coding}
    return client.post(PATH, content=body, headers=headers)


class TestUnpacker:
    @pytest.mark.parametrize("size", [1, 2, 3, 1000])
    @pytest.mark.parametrize(
        ("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", raw)]
    )
    @pytest.mark.parametrize("data", [b"", b"a", b"a" * 100])
    def test_gives_back_what_was_packed(self, coding: str, pack: Any, data: bytes, size: int) -> None:
        assert pieces(coding, pack(data), size) == data

    @pytest.mark.parametrize("size", [1, 2, 3, 21, 22, 1000])
    def test_members_in_a_row_are_one_body(self, size: int) -> None:
        body = gzip.compress(b"ab", mtime=0) + gzip.compress(b"", mtime=0) + gzip.compress(b"c" * 50, mtime=0)
        assert pieces("gzip", body, size) == b"ab" + b"c" * 50

    def test_the_ceiling_counts_all_members(self) -> None:
        with pytest.raises(TooLarge):
            pieces("gzip", gzip.compress(b"a" * 60, mtime=0) + gzip.compress(b"a" * 41, mtime=0), 1000)

    @pytest.mark.parametrize("size", [1, 1000])
    def test_one_byte_over_the_ceiling(self, size: int) -> None:
        with pytest.raises(TooLarge):
            pieces("gzip", gzip.compress(b"a" * 101, mtime=0), size)

    def test_a_bomb_ends_with_its_first_piece(self) -> None:
        bomb = gzip.compress(b"\0" * 50_000_000, mtime=0)
        assert len(bomb) < 50_000
        unpacker = Unpacker("gzip", 1000)
        with pytest.raises(TooLarge) as refused:
            unpacker.unpack(bomb[:1000], is_last=False)
        assert refused.value.actual == 1001

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "end is missing"),
            (b"\x1f", "end is missing"),
            (gzip.compress(b"abc", mtime=0)[:-1], "end is missing"),
            (gzip.compress(b"abc", mtime=0) + b"x", "follow"),
            (gzip.compress(b"abc", mtime=0) + gzip.compress(b"abc", mtime=0)[:-1], "end is missing"),
            (gzip.compress(b"abc", mtime=0) + b"\x1f", "end is missing"),
            (gzip.compress(b"abc", mtime=0) * (MOST_MEMBERS + 1), "too many"),
            (b"{}", "damaged"),
            (gzip.compress(b"abc", mtime=0)[:-5] + b"\0" * 5, "damaged"),
        ],
    )
    def test_what_is_damaged_is_never_half_a_body(self, data: bytes, reason: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            pieces("gzip", data, 1000, ceiling=1_000_000)
        assert refused.value.malformed
        assert reason in str(refused.value.findings[0].facts["reason"])


class TestRequests:
    @pytest.mark.parametrize(
        ("coding", "body"),
        [
            ("gzip", gzip.compress(BODY, mtime=0)),
            ("X-GZIP", gzip.compress(BODY, mtime=0)),
            ("deflate", zlib.compress(BODY)),
            ("deflate", raw(BODY)),
            ("identity", BODY),
        ],
    )
    def test_the_same_scenario(self, client: TestClient, coding: str, body: bytes) -> None:
        plain = client.post(PATH, json=TINY_SCENARIO).json()["scenario_hash"]
        assert posted(client, body, coding).json()["scenario_hash"] == plain

    @pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "compress"])
    def test_other_codings(self, client: TestClient, coding: str) -> None:
        response = posted(client, BODY, coding)
        assert "gzip" in problem(response, 415)["detail"]
        assert response.headers["accept-encoding"] == "gzip, deflate"

    def test_damaged(self, client: TestClient) -> None:
        document = problem(posted(client, BODY, "gzip"), 400)
        assert document["errors"][0]["code"] == "body_not_unpacked"

    def test_the_ceiling_counts_unpacked_bytes(self) -> None:
        for spare, status in ((0, 200), (-1, 413)):
            settings = Settings(max_body_bytes=len(BODY) + spare)
            with TestClient(create_app(settings)) as client:
                assert posted(client, gzip.compress(BODY, mtime=0), "gzip").status_code == status

    def test_a_bomb(self, client: TestClient) -> None:
        document = problem(posted(client, gzip.compress(b" " * 30_000_000, mtime=0), "gzip"), 413)
        assert str(SETTINGS.max_body_bytes) in document["detail"]

    def test_imports_too(self, client: TestClient) -> None:
        headers = {"content-type": "application/json", "content-encoding": "gzip"}
        assert problem(client.post("/v1/imports", content=gzip.compress(b"[]", mtime=0), headers=headers), 422)


class TestAnswers:
    def test_packed_where_it_is_taken(self, client: TestClient) -> None:
        plain = client.post("/v1/rollups?by=region", json=TINY_SCENARIO, headers={"accept-encoding": "identity"})
        packed = client.post("/v1/rollups?by=region", json=TINY_SCENARIO, headers={"accept-encoding": "gzip"})
        assert "content-encoding" not in plain.headers
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.headers["vary"] == "Accept, Accept-Language, Accept-Encoding"
        assert plain.content == packed.content

    @pytest.mark.parametrize("accepted", ["gzip;q=0", "gzip;q=0, *;q=0"])
    def test_a_no_is_a_no(self, client: TestClient, accepted: str) -> None:
        answer = client.get("/v1/schemas/scenario", headers={"accept-encoding": accepted})
        assert "content-encoding" not in answer.headers

    def test_small_ones_and_workbooks_stay_as_they_are(self, client: TestClient) -> None:
        headers = {"accept-encoding": "gzip"}
        assert "content-encoding" not in client.get("/health/live", headers=headers).headers
        assert "content-encoding" not in client.get("/v1/template", headers=headers).headers

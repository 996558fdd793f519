"""Requests that are refused before anything is read."""

from __future__ import annotations

from collections.abc import Sequence


class UnsupportedMediaType(Exception):
    """The body is of a kind that is not read. `reason`: `unsupported_media_type`, `unsupported_import_type`,
    `unsupported_plan_type`, `unsupported_json_type`, `form_without_boundary` or `content_encoding`."""

    def __init__(self, reason: str, received: str) -> None:
        self.reason, self.received = reason, received[:60]
        super().__init__(f"{reason}: {received[:60]}")


class NotAcceptable(Exception):
    """The client takes none of the media types that are `offered`."""

    def __init__(self, accept: str, offered: Sequence[str]) -> None:
        self.accept, self.offered = accept[:120], tuple(offered)
        super().__init__(f"{accept[:120]}: offered are {', '.join(offered)}")

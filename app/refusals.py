"""Requests that are refused before anything is read."""

from __future__ import annotations


class UnsupportedMediaType(Exception):
    """The body is of a kind that is not read. `reason`: `unsupported_media_type`, `unsupported_import_type` or
    `content_encoding`."""

    def __init__(self, reason: str, received: str) -> None:
        self.reason, self.received = reason, received[:60]
        super().__init__(f"{reason}: {received[:60]}")

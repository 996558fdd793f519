"""More solves at once than this service takes on."""

from __future__ import annotations

from models.errors import AllotError


class Overloaded(AllotError):
    """All `concurrent` places are taken and the queue is full, or a place did not come free in time."""

    def __init__(self, concurrent: int, retry_after_seconds: int) -> None:
        self.concurrent, self.retry_after_seconds = concurrent, retry_after_seconds
        super().__init__(f"{concurrent} solves are running and others are waiting")

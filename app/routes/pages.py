"""The documentation page, from our own files: nothing is fetched from outside."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.responses import FileResponse
from starlette.staticfiles import StaticFiles

STATIC = Path(__file__).parent.parent / "web" / "static"

_SECURITY = {
    "content-security-policy": "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'",
    "x-content-type-options": "nosniff",
}


def add_pages(app: FastAPI) -> None:
    """`/docs` and the files that it needs."""
    app.mount("/static", StaticFiles(directory=STATIC), name="static")

    @app.get("/docs", include_in_schema=False)
    async def docs() -> FileResponse:
        """The interface, to read and to try."""
        return FileResponse(STATIC / "docs.html", headers=_SECURITY)

"""`allot serve`: the HTTP service until it is interrupted."""

from __future__ import annotations

import uvicorn

from app.cli.voice import Voice
from app.settings import Settings

FAILED = 7


def serve(voice: Voice, host: str, port: int) -> int:
    """Run the service. Raises InvalidInput for settings that cannot be used."""
    Settings.from_environment()  # said here in words; inside the server it would end in a traceback
    try:
        uvicorn.run("app.main:create_app", factory=True, host=host, port=port)
    except SystemExit as ended:
        if ended.code:
            voice.line(voice.word("server_failed"), voice.err)
            return FAILED
    return 0

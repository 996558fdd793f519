"""Where the installed command begins."""

from __future__ import annotations

import os

from app.interruption import end_at_once, locale_language


def run() -> None:
    """Run the command line. An interrupt from the first line on is answered in words."""
    end_at_once(locale_language(os.environ))
    from app.cli.main import app

    app()

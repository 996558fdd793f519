"""`allot schema`: the JSON schemas of what goes in and what comes out."""

from __future__ import annotations

import json
import sys

from app.cli.voice import Voice
from app.documents.schemas import SCHEMAS
from models.errors import UnknownResource


def print_schema(voice: Voice, name: str) -> int:  # noqa: ARG001
    """Write one schema to standard output, indented. Raises UnknownResource."""
    if name not in SCHEMAS:
        raise UnknownResource("schema", name, list(SCHEMAS))
    text = json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n"
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
    return 0

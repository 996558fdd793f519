"""Whether a part of a form is JSON, YAML or a workbook."""

from __future__ import annotations

from app.body import MEDIA, canonical_media
from app.forms import Part
from scenarios.definition import Media, media_of_name


def media_of_part(part: Part) -> Media:
    """By the part's media type, else by the ending of its file, else YAML, of which nearly all JSON is a part."""
    return (
        MEDIA.get(canonical_media(part.media))
        or media_of_name(part.file)
        or ("json" if part.data.lstrip()[:1] == b"{" else "yaml")
    )

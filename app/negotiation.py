"""What a client takes: media types by the Accept header, and packed answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from app.refusals import NotAcceptable

JSON = "application/json"
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

PARQUET = "application/vnd.apache.parquet"

HTML = "text/html"

Form = Literal["json", "csv", "xlsx", "parquet", "html"]
"""Forms of an answer."""

_FORMS: Mapping[Form, str] = {"json": JSON, "csv": CSV, "xlsx": XLSX, "parquet": PARQUET, "html": HTML}


def preferred_form(accept: str | None, offered: Sequence[Form]) -> Form:
    """The offered form that an Accept header ranks highest; the first offered one where several are ranked alike.

    The most specific range decides about each form: `text/csv;q=0, */*` takes everything but CSV. No header takes
    everything. Raises NotAcceptable when the header takes none of them.
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = [_weighed(item) for item in accept.split(",") if item.strip()]
    quality = {form: _quality_of(_FORMS[form], ranges) for form in offered}
    best = max(offered, key=lambda form: quality[form])
    if quality[best] <= 0:
        raise NotAcceptable(accept, [_FORMS[form] for form in offered])
    return best


def takes_gzip(accept_encoding: str | None) -> bool:
    """True when an Accept-Encoding header names gzip and does not refuse it."""
    return any(name == "gzip" and quality > 0 for name, quality in map(_weighed, (accept_encoding or "").split(",")))


def parsed_header(header: str) -> tuple[str, Mapping[str, str]]:
    """A header's value in small letters, and its parameters."""
    value, *rest = header.split(";")
    pairs = [part.partition("=") for part in rest]
    return value.strip().lower(), {name.strip().lower(): text.strip().strip('"') for name, _, text in pairs}


def _weighed(item: str) -> tuple[str, float]:
    name, parameters = parsed_header(item)
    return name, _quality(parameters.get("q", "1"))


def _quality_of(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight of the most specific range that covers a media type; 0: none does."""
    for wanted in (media, f"{media.partition('/')[0]}/*", "*/*"):
        found = [quality for name, quality in ranges if name == wanted]
        if found:
            return max(found)
    return 0.0


def _quality(written: str) -> float:
    try:
        quality = float(written)
    except ValueError:
        return 0.0
    return quality if 0.0 <= quality <= 1.0 else 0.0

"""Templates and styles of pages that are files of their own: nothing in them is asked of any server."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

WEB = Path(__file__).parents[1] / "web"


@cache
def page_environment() -> Environment:
    """The templates. What is filled in is escaped; what is missing is an error."""
    return Environment(
        loader=FileSystemLoader(WEB / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def own_text(name: str) -> Markup:
    """A style of our own files, as it stands inside a page."""
    return Markup((WEB / "static" / name).read_text("utf-8"))

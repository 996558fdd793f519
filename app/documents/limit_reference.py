"""Writes `docs/limits.md` from the limit families themselves: run `python -m app.documents.limit_reference`."""

from __future__ import annotations

import inspect
from typing import Any

from pydantic import BaseModel

from models.allocation.limits.base import Limit
from models.allocation.limits.families import FAMILIES

HEADER = """# Limits

Every limit says which cells it speaks of (`where`), at which level it repeats (`by`), who owns it and whether it may be
negotiated. x(G) is the sum of the targets of a group of cells. All thresholds are inclusive. This page is written from
the code: `python -m app.documents.limit_reference > docs/limits.md`.
"""


def render() -> str:
    """The page as Markdown: the fields that all limits share, then one section per family."""
    shared = ["## Fields of every limit", "", *_table(Limit, set())]
    sections = [line for family in FAMILIES for line in _section(family)]
    return "\n".join([HEADER, *shared, "", *sections]).rstrip() + "\n"


def _section(family: type[Limit]) -> list[str]:
    kind = family.model_fields["kind"].annotation
    name = getattr(kind, "__args__", ("",))[0]
    text = inspect.cleandoc(family.__doc__ or "")
    return [f"## `{name}`", "", text, "", *_table(family, set(Limit.model_fields) | {"kind"}), ""]


def _table(family: type[BaseModel], skip: set[str]) -> list[str]:
    rows = ["| field | meaning | default |", "|---|---|---|"]
    for name, field in family.model_fields.items():
        stricter = name in Limit.model_fields and field.is_required() and not Limit.model_fields[name].is_required()
        if name not in skip or stricter:
            rows.append(f"| `{name}` | {_cell(field.description)} | {_default(field)} |")
    return rows


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|")


def _default(field: Any) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True)
    return "none" if value in (None, {}, ()) else f"`{str(value).lower() if isinstance(value, bool) else value}`"


if __name__ == "__main__":
    print(render(), end="")

"""Names of sheets that Excel takes: no forbidden signs, at most 31 characters, none twice."""

from __future__ import annotations

import re

from app.documents.workbook.book import Book

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def free_name(book: Book, wanted: str) -> str:
    """The wanted name as far as Excel allows it, with a number where another sheet has it."""
    plain = _FORBIDDEN.sub(" ", wanted).strip(" '")[:LONGEST] or "Sheet"
    name, number = plain, 1
    while name.casefold() in book.sheet_names:
        number += 1
        ending = f" ({number})"
        name = plain[: LONGEST - len(ending)] + ending
    return name

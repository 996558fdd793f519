"""Texts that a spreadsheet would run instead of show."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\s*(?:[=@]|[+\-].*[(|!])", re.DOTALL)


def is_formula(text: str) -> bool:
    """True for a text that begins as a formula: with = or @, or with + or − and a call or reference in it.

    A sign alone ("-20 °C") is a label; it is quoted on export. No label that people mean looks like the rest.
    """
    return _FORMULA.match(text) is not None

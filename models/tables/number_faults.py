"""Why a text that stands where a number belongs is none."""

from __future__ import annotations

import re

_BARE_EXPONENT = re.compile(r"[-+]?[0-9]+[eE][0-9]+")
_PERCENT = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?\s*[%％]")


def fault_of_text(text: str) -> str:
    """The code of a text that was written for a number: `exponent_without_sign` (1e6, which YAML keeps as a text, like
    the codes of products), `percent_as_text` (30%), else `number_as_text`."""
    plain = text.strip()
    code = "percent_as_text" if _PERCENT.fullmatch(plain) else "number_as_text"
    if _BARE_EXPONENT.fullmatch(plain):
        code = "exponent_without_sign"
    return code

"""Which facts come with a finding code."""

from __future__ import annotations

from typing import NamedTuple


class CodeFacts(NamedTuple):
    """Names of the facts of one code: those always there, and those sometimes there."""

    always: tuple[str, ...] = ()
    sometimes: tuple[str, ...] = ()

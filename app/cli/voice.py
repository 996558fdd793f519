"""How a command speaks: in which language, on which stream, and how wide."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from app.cli.words import WORDS
from app.interruption import locale_language
from app.messages import Language
from models.findings import Fact

PLAIN_WIDTH = 110
"""Columns of output that no terminal shows; COLUMNS in the environment overrides it."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass
class Voice:
    """One command's way of speaking. `asked` is `--lang`; `document` becomes known when the scenario is read."""

    asked: Language | None = None
    document: str | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @property
    def language(self) -> Language:
        """What was asked for, else the document's language, else the locale's."""
        if self.asked is not None:
            return self.asked
        if self.document is not None:
            return "zh" if self.document == "zh" else "en"
        return locale_language(self.environment)

    @cached_property
    def out(self) -> Console:
        """Standard output: results."""
        return _console(sys.stdout, self.environment)

    @cached_property
    def err(self) -> Console:
        """Standard error: messages."""
        return _console(sys.stderr, self.environment)

    def word(self, key: str, **facts: Fact) -> str:
        """A text of the command line, with its facts."""
        return WORDS[key].fill(facts, self.language)

    def title(self, text: str, console: Console | None = None, style: str = "bold") -> None:
        """A line that stands out."""
        self.line(text, console, style)

    def item(self, mark: str, text: str, console: Console | None = None) -> None:
        """A line of a list; where a terminal is too narrow for it, it goes on below its own beginning."""
        chosen = console or self.out
        if not chosen.is_terminal:
            self.line(mark + text, chosen)
            return
        indent = cell_len(mark)
        for place, part in enumerate(Text(harmless(text)).wrap(chosen, max(chosen.width - indent, 20))):
            chosen.print(Text(mark if place == 0 else " " * indent) + part)

    def line(self, text: str, console: Console | None = None, style: str = "") -> None:
        """A line; without a terminal it is never broken, so that it can be searched."""
        chosen = console or self.out
        chosen.print(Text(harmless(text), style=style), soft_wrap=not chosen.is_terminal)

    def parts(self, parts: Sequence[str]) -> None:
        """Facts of one line, joined by dots; where the output is too narrow, it goes on before a fact, never in one."""
        held = ""
        for part in parts:
            joined = f"{held} · {part}" if held else part
            if held and cell_len(joined) > self.out.width:
                self.line(held)
                joined = part
            held = joined
        self.line(held)


class _Console(Console):
    """Rich's console, but a reader who leaves early is an error like others, for the command to deal with."""

    def on_broken_pipe(self) -> None:
        """Called while the BrokenPipeError is being handled."""
        raise


def harmless(text: str) -> str:
    """The text without characters that would steer a terminal."""
    return _CONTROL.sub("�", text)


def _console(stream: TextIO, environment: Mapping[str, str]) -> Console:
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")  # a locale without some character shows "?" instead of breaking off
    is_terminal = stream.isatty()
    return _Console(
        file=stream,
        width=None if is_terminal or environment.get("COLUMNS") else PLAIN_WIDTH,
        no_color=True if environment.get("NO_COLOR") else None,
        force_terminal=None if is_terminal else False,
        markup=False,
        emoji=False,
        highlight=False,
    )

"""What is being done, for how long, while somebody is watching: a line on the terminal that goes away afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from app.cli.voice import Voice
from app.cli.words import WORDS

PhaseListener = Callable[[str], None]


@contextmanager
def progress(voice: Voice) -> Iterator[PhaseListener]:
    """A bar that names the phase it is told; nothing where standard error is no terminal."""
    if not voice.err.is_terminal:
        yield lambda _phase: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), TimeElapsedColumn())
    with Progress(*columns, console=voice.err, transient=True) as bar:
        task = bar.add_task(voice.word("solving"), total=None)

        def show(phase: str) -> None:
            key = f"phase_{phase}"
            bar.update(task, description=voice.word(key if key in WORDS else "solving"))

        yield show

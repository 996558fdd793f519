"""What is being done, for how long, while somebody is watching: a line on the terminal that goes away afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from app.cli.voice import Voice
from app.cli.words import WORDS

PhaseListener = Callable[[str], None]
CountListener = Callable[[int, int], None]


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


@contextmanager
def counted_progress(voice: Voice, word: str) -> Iterator[CountListener]:
    """A bar that fills as it is told how many of how many are done; nothing where standard error is no terminal."""
    if not voice.err.is_terminal:
        yield lambda _done, _count: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn())
    times = (TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, *times, console=voice.err, transient=True) as bar:
        task = bar.add_task(voice.word(word), total=None)

        def show(done: int, count: int) -> None:
            bar.update(task, completed=done, total=count)

        yield show

"""Interrupts of the keyboard while processes begin or end: they reach whole groups, but one alone has to answer."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.context import BaseContext


@contextmanager
def interrupts_held() -> Iterator[None]:
    """An interrupt comes afterwards, and processes that begin meanwhile hear none until they say `ignore_interrupts`,
    not even while they import. Half-started ones would else find nobody who knows them."""
    is_main = threading.current_thread() is threading.main_thread()
    handler = signal.getsignal(signal.SIGINT) if is_main else None
    came: list[int] = []
    if handler is not None:
        signal.signal(signal.SIGINT, lambda number, _: came.append(number))  # another thread may take the signal
    mask = _held_back()
    try:
        yield
    finally:
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if handler is not None:
            signal.signal(signal.SIGINT, handler)
        if came:
            signal.raise_signal(signal.SIGINT)


def begin_server(context: BaseContext) -> None:
    """Where a server forks the processes, begin it with interrupts held: it imports for seconds before it ignores
    them. Its processes begin the same way. One that runs already stays as it is."""
    if context.get_start_method() == "forkserver":
        with interrupts_held():
            forkserver.ensure_running()


def ignore_interrupts() -> None:
    """For the beginning of a process: from now on interrupts are ignored, by what it starts too, and none is held."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _held_back() -> set[int] | None:
    """Signals that were held back before; None where the system cannot."""
    if not hasattr(signal, "pthread_sigmask"):
        return None
    return {int(one) for one in signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})}

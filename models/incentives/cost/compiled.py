"""Compiling of inner loops: once per machine where the result can be kept, once per process elsewhere.

Modules with compiled functions are imported where they are needed, so that whoever asks for help waits for no compiler.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function in machine code, which waits for no other thread; for use by other compiled functions too. It is
    compiled when it is first called."""
    try:
        found: Callable[P, R] = njit(nogil=True, error_model="numpy", cache=True)(function)
    except RuntimeError:  # no folder that can be written to, as in a read-only installation
        found = njit(nogil=True, error_model="numpy")(function)
    return found


def entry(function: Callable[P, R]) -> Callable[P, R]:
    """A compiled function to be called from Python: it works on a disk that is full too."""
    machine_code = compiled(function)

    @wraps(function)
    def call(*arguments: P.args, **named: P.kwargs) -> R:
        try:
            return machine_code(*arguments, **named)
        except OSError:  # compiled, but could not be kept
            return machine_code(*arguments, **named)

    return call

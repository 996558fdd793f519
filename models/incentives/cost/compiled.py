"""Compiling of inner loops: once per machine where the result can be kept, once per process elsewhere.

Modules with compiled functions are imported where they are needed, so that whoever asks for help waits for no compiler.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pickle import UnpicklingError
from typing import ParamSpec, TypeVar

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")

NOT_KEPT = (OSError, EOFError, ValueError, UnpicklingError)
"""What reading and writing of machine code on a full disk or in a damaged folder ends in."""


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """A part of compiled functions, in the same module as they are: theirs is what is kept, and it is renewed when
    their module changes."""
    part: Callable[P, R] = njit(nogil=True, error_model="numpy")(function)
    return part


def entry(function: Callable[P, R]) -> Callable[P, R]:
    """A function in machine code that waits for no other thread, compiled when it is first called and kept beside its
    module, in the user's cache or in NUMBA_CACHE_DIR; division by 0 is ±∞ or NaN."""
    fresh = compiled(function)
    try:
        kept: Callable[P, R] = njit(nogil=True, error_model="numpy", cache=True)(function)
    except RuntimeError:  # no such folder can be written to, as in a read-only installation
        return fresh

    @wraps(function)
    def call(*arguments: P.args, **named: P.kwargs) -> R:
        try:
            return kept(*arguments, **named)
        except NOT_KEPT:
            return fresh(*arguments, **named)

    return call

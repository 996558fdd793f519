"""How much memory a finished result holds on to."""

from __future__ import annotations

import gc
import sys
import types

import numpy as np

_SHARED = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType)
"""What belongs to the program, not to the result."""


def memory_size(root: object) -> int:
    """Bytes of everything that can be reached from an object, each thing once; code and classes do not count. An array
    counts with what it shows: of a view that is at most what it keeps alive."""
    total, seen, waiting = 0, set[int](), [root]
    while waiting:
        found = waiting.pop()
        if id(found) in seen or isinstance(found, _SHARED):
            continue
        seen.add(id(found))
        if isinstance(found, np.ndarray):
            total += found.nbytes
        else:
            total += sys.getsizeof(found)
            waiting.extend(gc.get_referents(found))
    return total

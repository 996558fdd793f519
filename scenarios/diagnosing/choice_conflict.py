"""The limits that leave no whole-number plan together with those of yes or no, as few as can be found in time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from models.allocation.diagnosing.choice_elastic import any_choice
from models.allocation.diagnosis import Conflict
from models.allocation.formulation import LimitRows
from models.allocation.limits.choice_block import ChoiceBlock
from models.solution import NO_POINT
from solvers.base import SolverOptions
from solvers.highs import HighsBackend

LEAST_SECONDS = 0.1


def choice_conflict(
    rows: LimitRows, blocks: Sequence[ChoiceBlock], scale: float, options: SolverOptions, seconds: float
) -> Conflict:
    """The limits of yes or no in `blocks` and the other limits without any one of which there would be a plan. Sides
    of single rows are not looked for. `minimal: False` where the time (`seconds`) ended before each limit was tried."""
    until = time.monotonic() + seconds
    kept, complete = rows, True
    for pointer in reversed(list(dict.fromkeys(block.identity.pointer for block in rows.blocks))):
        fewer = kept
        for place, block in enumerate(rows.blocks):
            fewer = fewer.without(place) if block.identity.pointer == pointer else fewer
        left = until - time.monotonic()
        if left <= 0.0:
            complete = False
            break
        limits = replace(options, time_limit_seconds=max(left, LEAST_SECONDS))
        solution = HighsBackend().solve(any_choice(fewer, blocks, scale).program, limits)
        if solution.termination in NO_POINT:
            kept = fewer
        complete = complete and (solution.termination in NO_POINT or solution.point is not None)
    acting = [block.identity for place, block in enumerate(rows.blocks) if kept.acts(place)]
    found = {identity.pointer: identity for identity in (*acting, *(block.identity for block in blocks))}
    kinds = dict.fromkeys(identity.kind for identity in found.values())
    return Conflict(tuple(kinds), tuple(found.values()), (), 0, minimal=complete)

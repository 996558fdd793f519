"""The search for different repairs: another repair is one that changes other limits.

The smallest change over everything that may be negotiated comes first. Whatever differs from it does without one of
the limits that it changes, so each of these is forbidden in turn, and so on for the repairs found (a hitting-set tree,
the smallest total first). Beside the tree stand the questions that people ask anyway: the company target alone,
everything but the company target, and what each owner could do alone.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from models.allocation.diagnosis import Change, Repair
from models.allocation.limits.context import LimitIdentity

MOST = 4
"""Repairs after which no more questions are asked: more are no help to people."""

ENOUGH = 3
"""Repairs after which the tree ends."""

MOST_TRIES = 24
MOST_OWNERS = 6

SAME = 1e-6
"""Relative distance of two totals that counts as none."""

COMPANY = "/company_target"
"""The pointer of the company target."""

Limits = frozenset[str]


@dataclass(frozen=True)
class Attempt:
    """The smallest change of some limits: which of them (pointers) it touches, its total in thousands, and the repair
    as people would write it; None where that would not help or cannot be written."""

    limits: Limits
    total: float
    repair: Repair | None


Find = Callable[[Limits], Attempt | None]


def limits_of(repair: Repair) -> Limits:
    """Pointers of the limits that a repair changes."""
    return frozenset(change.identity.pointer for change in repair.changes)


def attempt_of(limits: Limits, total: float, changes: tuple[Change, ...] | None) -> Attempt:
    """The attempt that ended with these changes, proven; None: with none that helps."""
    if changes is None:
        return Attempt(limits, total, None)
    keeps = all(change.identity.pointer != COMPANY for change in changes)
    return Attempt(limits, total, Repair(changes, total, keeps_target=keeps))


@dataclass(eq=False)
class RepairSearch:
    """`identities`: the limits that may be negotiated; `find`: the smallest change of none but the given ones, None
    where they cannot help. The search ends by counts and not by a time: the same answer on every machine."""

    identities: tuple[LimitIdentity, ...]
    find: Find
    _found: dict[Limits, Repair] = field(default_factory=dict)
    _asked: dict[Limits, Attempt | None] = field(default_factory=dict)

    def run(self) -> tuple[Repair, ...]:
        """Different repairs, the smallest first, scored relative to it."""
        every = frozenset(identity.pointer for identity in self.identities)
        best = self._ask(every)
        if best is not None:
            for allowed in self._questions(every):
                self._ask(allowed)
            self._branch(every, best)
        return self.ranked()

    def ranked(self) -> tuple[Repair, ...]:
        """What was found, without repairs that change more limits than another one for no less."""
        useful = [one for limits, one in self._found.items() if not self._is_beaten(limits, one)]
        if not useful:
            return ()
        least = min(one.total for one in useful)
        scored = [replace(one, score=one.total / least) for one in useful]
        ordered = sorted(scored, key=lambda one: (round(one.score, 6), len(limits_of(one)), *self._places(one)))
        return tuple(ordered[:MOST])

    def _is_beaten(self, limits: Limits, repair: Repair) -> bool:
        return any(other < limits and one.total <= repair.total * (1.0 + SAME) for other, one in self._found.items())

    def _places(self, repair: Repair) -> tuple[bool, list[int]]:
        pointers = [identity.pointer for identity in self.identities]
        return not repair.keeps_target, sorted(pointers.index(pointer) for pointer in limits_of(repair))

    def _questions(self, every: Limits) -> Iterator[Limits]:
        yield every & {COMPANY}
        yield every - {COMPANY}
        owners = dict.fromkeys(one.owner for one in self.identities if one.owner is not None)
        for owner in itertools.islice(owners, MOST_OWNERS):
            yield frozenset(one.pointer for one in self.identities if one.owner == owner)

    def _branch(self, every: Limits, best: Attempt) -> None:
        order = itertools.count()
        queue = [(best.total, next(order), every, best)]
        seen = {every}
        while queue and len(self.ranked()) < ENOUGH:
            _, _, allowed, attempt = heapq.heappop(queue)
            for pointer in sorted(attempt.limits):
                fewer = allowed - {pointer}
                other = None if fewer in seen or len(self.ranked()) >= ENOUGH else self._ask(fewer)
                seen.add(fewer)
                if other is not None:
                    heapq.heappush(queue, (other.total, next(order), fewer, other))

    def _ask(self, allowed: Limits) -> Attempt | None:
        """The smallest change within `allowed`, without a solve where a larger question has answered this one too."""
        for wider, answer in self._asked.items():
            if allowed <= wider and (answer is None or answer.limits <= allowed):
                return answer
        if not allowed or len(self._asked) >= MOST_TRIES or len(self.ranked()) >= MOST:
            return None
        answer = self._asked[allowed] = self.find(allowed)
        if answer is not None and answer.repair is not None:
            self._keep(answer.repair)
        return answer

    def _keep(self, repair: Repair) -> None:
        """Of two repairs that change the same limits the smaller one stays."""
        known = self._found.get(limits_of(repair))
        if known is None or repair.total < known.total:
            self._found[limits_of(repair)] = repair

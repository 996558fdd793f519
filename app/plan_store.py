"""Recent plans, kept in this process so that people can ask about them: bounded by count and bytes, oldest use first
out."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass

from app.memory_size import memory_size
from models.allocation.ledger import Ledger
from models.errors import UnknownResource
from scenarios.allocation import AllocationResult
from scenarios.definition import Scenario
from solvers.base import SolverBackend

ID_DIGITS = 32
"""Hexadecimal digits of an id: 128 bits, which nobody meets by chance or by trying."""


@dataclass(eq=False)
class KeptPlan:
    """A plan with what it takes to ask about it. `size` in bytes, once it is in a store.
    `ledger` once somebody has asked for it: put the plan into the store again then."""

    id: str
    scenario: Scenario
    result: AllocationResult
    backend: SolverBackend
    size: int = 0
    ledger: Ledger | None = None


def plan_id(scenario: Scenario, strategy: str, solver: str) -> str:
    """The id of a plan: the same scenario, strategy and solver have the same one in every process."""
    text = "\n".join((scenario.scenario_hash, strategy, solver))
    return hashlib.sha256(text.encode()).hexdigest()[:ID_DIGITS]


class PlanStore:
    """At most `most_plans` plans with at most `most_bytes` in all. Safe to use from several threads."""

    def __init__(self, most_plans: int, most_bytes: int) -> None:
        self._most_plans, self._most_bytes = most_plans, most_bytes
        self._plans: OrderedDict[str, KeptPlan] = OrderedDict()
        self._lock = threading.RLock()

    def put(self, plan: KeptPlan) -> bool:
        """Keep a plan, in the place of one with its id; whether it is kept: one alone over the bound is not."""
        plan.size = memory_size((plan.scenario, plan.result, plan.ledger))
        with self._lock:
            self._plans.pop(plan.id, None)
            if not self._most_plans or plan.size > self._most_bytes:
                return False
            self._plans[plan.id] = plan
            while len(self._plans) > self._most_plans or self.bytes > self._most_bytes:
                self._plans.popitem(last=False)
            return True

    def get(self, id_: str) -> KeptPlan:
        """The plan of an id; its use counts. Raises UnknownResource for one that is not kept."""
        with self._lock:
            if id_ not in self._plans:
                raise UnknownResource("plan", id_, ())
            self._plans.move_to_end(id_)
            return self._plans[id_]

    @property
    def bytes(self) -> int:
        """Memory of the plans that are kept."""
        with self._lock:
            return sum(plan.size for plan in self._plans.values())

    def __len__(self) -> int:
        """How many plans are kept."""
        return len(self._plans)

"""Plans that are kept: which of them, for how long, and how much memory that takes."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from app.memory_size import memory_size
from app.plan_store import ID_DIGITS, KeptPlan, PlanStore, plan_id
from models.errors import UnknownResource
from scenarios.allocation import AllocationResult, allocate
from scenarios.definition import Scenario, read_scenario
from solvers.base import SolverOptions
from solvers.registry import get_backend
from tests.app.scenarios import as_bytes


@cache
def solved() -> tuple[Scenario, AllocationResult]:
    scenario = read_scenario(as_bytes(), "json")
    strategy = scenario.strategies[scenario.default_strategy]
    return scenario, allocate(scenario.problem, strategy, get_backend("highs"), SolverOptions())


def kept(id_: str) -> KeptPlan:
    scenario, result = solved()
    return KeptPlan(id_, scenario, result, get_backend("highs"))


def size() -> int:
    """Bytes of one plan in a store."""
    plan = kept("size")
    PlanStore(1, 10**9).put(plan)
    return plan.size


class TestIds:
    def test_the_same_question_has_the_same_id(self) -> None:
        scenario, _ = solved()
        id_ = plan_id(scenario, "balanced", "cbc")
        assert id_ == plan_id(read_scenario(as_bytes(), "json"), "balanced", "cbc")
        assert len(id_) == ID_DIGITS

    def test_scenario_strategy_and_solver_count(self) -> None:
        scenario, _ = solved()
        other = replace(scenario, scenario_hash="0" * 64)
        ids = {
            plan_id(scenario, "balanced", "cbc"),
            plan_id(scenario, "growth", "cbc"),
            plan_id(scenario, "balanced", "highs"),
            plan_id(other, "balanced", "cbc"),
        }
        assert len(ids) == 4


class TestBounds:
    def test_at_most_so_many_plans_the_oldest_use_first_out(self) -> None:
        store = PlanStore(2, 10**9)
        assert all(store.put(kept(id_)) for id_ in "ab")
        store.get("a")
        store.put(kept("c"))
        assert len(store) == 2
        assert store.get("a").id == "a"
        with pytest.raises(UnknownResource):
            store.get("b")

    def test_at_most_so_many_bytes(self) -> None:
        store = PlanStore(100, 2 * size() + size() // 2)
        assert all(store.put(kept(id_)) for id_ in "abc")
        assert len(store) == 2
        assert store.bytes == 2 * size()
        with pytest.raises(UnknownResource):
            store.get("a")

    def test_a_plan_that_is_too_large_is_not_kept_and_pushes_nobody_out(self) -> None:
        store = PlanStore(100, size())
        assert store.put(kept("a"))
        large = kept("b")
        large.result = replace(large.result, notices=("x" * size(),))  # type: ignore[arg-type]
        assert not store.put(large)
        assert store.get("a").id == "a"

    def test_a_plan_that_grows_too_large_goes(self) -> None:
        store = PlanStore(100, size())
        plan = kept("a")
        assert store.put(plan)
        plan.result = replace(plan.result, notices=("x" * size(),))  # type: ignore[arg-type]
        assert not store.put(plan)
        assert (len(store), store.bytes) == (0, 0)

    def test_none_at_all(self) -> None:
        store = PlanStore(0, 10**9)
        assert not store.put(kept("a"))
        with pytest.raises(UnknownResource):
            store.get("a")

    def test_a_plan_that_is_solved_again_takes_the_place_of_the_first(self) -> None:
        store = PlanStore(2, 10**9)
        first, second = kept("a"), kept("a")
        store.put(first)
        store.put(second)
        assert len(store) == 1
        assert store.get("a") is second

    def test_several_threads(self) -> None:
        store = PlanStore(3, 10**9)
        broken: list[BaseException] = []

        def work(first: int) -> None:
            try:
                for number in range(60):
                    store.put(kept(str((first + number) % 7)))
                    try:
                        store.get(str(number % 7))
                    except UnknownResource:
                        continue
            except BaseException as error:  # noqa: BLE001 - threads lose their errors
                broken.append(error)

        threads = [threading.Thread(target=work, args=(place,)) for place in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert broken == []
        assert len(store) == 3
        assert store.bytes == 3 * size()


class TestMemorySize:
    def test_counts_arrays_once(self) -> None:
        array = np.zeros(100_000)
        assert 800_000 <= memory_size((array, array)) < 801_000

    def test_programs_do_not_count(self) -> None:
        assert memory_size((PlanStore, np, memory_size)) < 1_000

    def test_loops_end(self) -> None:
        loop: list[object] = []
        loop.append(loop)
        assert memory_size(loop) > 0

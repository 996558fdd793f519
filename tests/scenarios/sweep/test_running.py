"""Whole sweeps: the rows, what is refused before, stops, and the same rows from any number of processes."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from models.errors import InvalidInput, TooLarge, UnknownResource
from scenarios.allocation import allocate
from scenarios.definition import Scenario
from scenarios.plan_hash import plan_hash
from scenarios.sweep.row import Stopped, SweepRow
from solvers.base import SolverBackend, SolverOptions
from tests.scenarios.sweep.sweeping import GROWTH, INTENSITY, TARGET, request, swept, tiny
from tests.support.solving import CBC, HIGHS

pytestmark = pytest.mark.usefixtures("forkserver")

HEDGED = {"over_assignment": {"dimension": "region", "levels": {"region": 0.05}}}


def fault(*texts: str, **others: object) -> str:
    with pytest.raises(InvalidInput) as caught:
        swept(request(*texts, **others))
    return caught.value.findings[0].code


class TestRows:
    @pytest.mark.parametrize("backend", [HIGHS, CBC], ids=["highs", "cbc"])
    def test_every_row_is_the_plan_of_the_scenario_so_written(self, backend: SolverBackend) -> None:
        result = swept(request(f"{TARGET}=850,1000", f"{GROWTH}=0.26,0.3"), backend=backend)
        assert result.is_complete and [row.point for row in result.rows] == [0, 1, 2, 3, 4]
        growth = dict(tiny().document.limits[0].model_dump(exclude_unset=True))
        for row in result.rows[1:]:
            written = tiny(
                company_target={"amount": float(row.values[0])},
                limits=[{**growth, "by": ["region"], "max_growth_rate": float(row.values[1])}],
            )
            alone = allocate(written.problem, written.strategies["balanced"], backend, SolverOptions()).plan
            assert alone is not None
            assert row.plan_hash == plan_hash(written.scenario_hash, alone)
            assert row.card is not None and row.card.loss == pytest.approx(alone.scorecard.loss, abs=1e-12)

    def test_the_first_row_is_the_scenario_as_it_is(self) -> None:
        first = swept(request(f"{INTENSITY}=1")).rows[0]
        plan = allocate(tiny().problem, tiny().strategies["balanced"], HIGHS, SolverOptions()).plan
        assert plan is not None
        assert (first.point, first.values, first.moved_minor) == (0, (Decimal("0.5"),), 0)
        assert first.plan_hash == plan_hash(tiny().scenario_hash, plan)

    def test_what_moved_is_counted_over_all_cells(self) -> None:
        result = swept(request(f"{INTENSITY}=0,2", by=("product", "region")))
        targets = [np.array(row.targets_minor) for row in result.rows]
        assert result.cut is not None and result.cut.count == 4
        for row, found in zip(result.rows, targets, strict=True):
            assert row.moved_minor == int(np.abs(found - targets[0]).sum())
        assert result.rows[2].moved_minor

    def test_targets_of_a_level_add_up(self) -> None:
        for scenario in (tiny(), tiny(**HEDGED)):
            result = swept(request(f"{TARGET}=850,900,950", by=("product",)), scenario)
            assert all(sum(row.targets_minor or ()) == row.total_minor for row in result.rows)
            assert [row.total_minor for row in result.rows[1:]] == [85_000_000, 90_000_000, 95_000_000]

    def test_another_strategy(self) -> None:
        result = swept(request("/strategies/growth/strategic_intensity=0,1", strategy="growth"))
        assert result.strategy == "growth"
        assert result.rows[2].plan_hash == result.rows[0].plan_hash != result.rows[1].plan_hash


class TestPointsWithoutAPlan:
    def test_an_infeasible_point_says_what_is_missing(self) -> None:
        result = swept(request(f"{TARGET}=900,5000"))
        assert [row.outcome for row in result.rows] == ["optimal", "optimal", "infeasible"]
        reason = result.rows[2].reason
        assert reason is not None
        # Two regions sold 460 and 340 and may grow by 30 %: 1040 is the most.
        assert (reason.code, reason.minor) == ("caps_below_floor", (5000 - 1040) * 100_000)
        assert (reason.pointer, reason.against) == ("/limits/0", "company target")

    def test_a_scenario_without_a_plan_can_still_be_swept(self) -> None:
        result = swept(request(f"{TARGET}=900"), tiny(company_target={"amount": 5000}))
        assert [row.outcome for row in result.rows] == ["infeasible", "optimal"]
        assert result.rows[1].moved_minor is None

    def test_numbers_that_make_no_scenario_together(self) -> None:
        result = swept(request("/strategies/balanced/weights/fit=0.01,1"))
        assert [row.outcome for row in result.rows] == ["optimal", "invalid", "optimal"]
        reason = result.rows[1].reason
        assert reason is not None
        assert (reason.code, reason.pointer) == ("fit_weight_too_small", "/strategies/balanced/weights")

    def test_a_point_that_runs_out_of_time(self) -> None:
        asked = request(f"{INTENSITY}=0,1")
        from scenarios.sweep.running import SweepRun, run_sweep

        result = run_sweep(tiny(), asked, SweepRun(HIGHS, SolverOptions(time_limit_seconds=0.0)))
        assert [row.outcome for row in result.rows] == ["limit"] * 3
        assert result.is_complete
        assert {row.reason.code for row in result.rows if row.reason} == {"time_limit"}


class TestRefusals:
    @pytest.mark.parametrize(
        ("texts", "others", "code"),
        [
            (["/limits/7/max_growth_rate=1"], {}, "pointer_unknown"),
            (["/dimensions/0/name=1"], {}, "pointer_fixed"),
            (["/limits/0/name=1"], {}, "pointer_not_a_number"),
            ([f"{INTENSITY}=1", f"{INTENSITY}=2"], {}, "pointer_twice"),
            ([f"{GROWTH}=1", "/limits/0/max_growth_rate=2"], {}, "pointer_twice"),
            (["/strategies/growth/strategic_intensity=1"], {}, "pointer_other_strategy"),
            ([f"{INTENSITY}=-1,1"], {}, "number_below_minimum"),
            ([f"{INTENSITY}=0:11:3"], {}, "number_above_maximum"),
            ([f"{TARGET}=900.000001"], {}, "amount_too_fine"),
            ([f"{INTENSITY}=1"], {"by": ("regions",)}, "unknown_axis"),
            ([f"{INTENSITY}=1"], {"points": 4}, "sweep_points_given"),
        ],
    )
    def test_before_anything_is_solved(self, texts: list[str], others: dict[str, object], code: str) -> None:
        assert fault(*texts, **others) == code

    def test_every_fault_at_once(self) -> None:
        with pytest.raises(InvalidInput) as caught:
            swept(request("/cells/0=1", "/limits/7/x=1", f"{INTENSITY}=-1"))
        codes = [finding.code for finding in caught.value.findings]
        assert codes == ["pointer_fixed", "pointer_unknown", "number_below_minimum"]

    def test_an_unknown_strategy(self) -> None:
        with pytest.raises(UnknownResource):
            swept(request(f"{INTENSITY}=1", strategy="bold"))

    @pytest.mark.parametrize(
        ("ceilings", "what"), [({"points": 5}, "points"), ({"work": 23}, "sweep_work"), ({"values": 11}, "values")]
    )
    def test_ceilings(self, ceilings: dict[str, int], what: str) -> None:
        asked = request(f"{INTENSITY}=0:1:6", by=("region",))
        with pytest.raises(TooLarge) as caught:
            swept(asked, ceilings=ceilings)
        assert caught.value.what == what
        at_the_edge = {name: value + 1 for name, value in ceilings.items()}
        assert swept(asked, ceilings=at_the_edge).is_complete


class TestStops:
    def test_a_stop_keeps_what_is_done(self) -> None:
        stop = threading.Event()

        def listen(done: int, count: int) -> None:
            assert count == 6
            if done == 2:
                stop.set()

        result = swept(request(f"{INTENSITY}=0:1:6"), stop=stop, listener=listen)
        assert [row.point for row in result.rows] == [0, 1, 2]
        assert (result.is_complete, result.stopped, result.count) == (False, Stopped.INTERRUPTED, 6)

    def test_an_interrupt_keeps_what_is_done(self) -> None:
        def listen(done: int, _: int) -> None:
            if done == 3:
                raise KeyboardInterrupt

        result = swept(request(f"{INTENSITY}=0:1:6"), listener=listen)
        assert [row.point for row in result.rows] == [0, 1, 2, 3]
        assert result.stopped is Stopped.INTERRUPTED

    def test_time_for_the_whole_sweep(self) -> None:
        result = swept(request(f"{INTENSITY}=0:1:50"), seconds=1e-9)
        assert result.stopped is Stopped.TIME_LIMIT
        assert len(result.rows) < 51


def shown(rows: list[SweepRow]) -> list[str]:
    """Everything of the rows, floats with all their digits."""
    return [repr(row) for row in rows]


@pytest.mark.processes
class TestProcesses:
    def test_the_same_rows_from_one_process_and_from_several(self) -> None:
        asked = request(
            f"{INTENSITY}=0:2", f"{TARGET}=800:1100", design="latin-hypercube", points=14, seed=7, by=("region",)
        )
        alone, together = (swept(asked, tiny(**HEDGED), jobs=jobs) for jobs in (1, 3))
        assert together.is_complete
        assert shown(list(alone.rows)) == shown(list(together.rows))

    def test_a_stop_ends_all_of_them(self) -> None:
        stop = threading.Event()

        def listen(done: int, _: int) -> None:
            if done == 4:
                stop.set()

        result = swept(request(f"{INTENSITY}=0:2:400"), stop=stop, listener=listen, jobs=2)
        assert result.stopped is Stopped.INTERRUPTED
        assert 4 <= len(result.rows) - 1 < 400
        assert len({row.point for row in result.rows}) == len(result.rows)

    def test_a_process_that_dies_is_told(self) -> None:
        killed = threading.Event()

        def listen(done: int, _: int) -> None:
            if done and not killed.is_set():
                killed.set()
                for child in _workers():
                    os.kill(child, signal.SIGKILL)

        result = swept(request(f"{INTENSITY}=0:2:400"), listener=listen, jobs=2)
        assert result.stopped is Stopped.PROCESS_DIED
        assert 1 < len(result.rows) < 401


def _workers() -> list[int]:
    """Processes below the fork server of this process."""
    import psutil

    return [
        child.pid
        for child in psutil.Process().children(recursive=True)
        if child.parent() != psutil.Process() and "resource_tracker" not in " ".join(child.cmdline())
    ]


def test_scenarios_can_be_replaced() -> None:
    """The base of a sweep is a plain value: nothing of it changes while points are solved."""
    scenario: Scenario = tiny()
    before = scenario.canonical
    swept(request(f"{TARGET}=850,950"), scenario)
    assert scenario.canonical == before and replace(scenario).canonical == before

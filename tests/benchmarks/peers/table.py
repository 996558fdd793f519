"""Peers beside Allot as one table: time, memory, and what is right about the answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table

from tests.benchmarks.contenders import OURS
from tests.benchmarks.measurement import MEBIBYTE, Result
from tests.benchmarks.tables import ratio
from tests.benchmarks.verdict import BROKEN

COLUMNS = ("÷ allot", "s", "build", "solve", "own MB", "with children", "limits", "moved", "loss +", "right", "rounded")


def peer_comparison(results: Sequence[Result]) -> Table:
    """One line per contender. `limits`: whether they hold. `moved`: Σ|x − exact| over the company target. `loss +`:
    loss above the exact plan's, over the company target. `right`: targets within an increment of the exact ones.
    `rounded`: increments that the company total is off and limits missed, when rounded to whole increments."""
    table = Table(title="From the scenario file to a target per cell")
    table.add_column("instance")
    table.add_column("contender")
    for name in COLUMNS:
        table.add_column(name, justify="right")
    for result in results:
        table.add_row(result.instance, result.contender, *_cells(result, results))
    return table


def _cells(result: Result, results: Iterable[Result]) -> list[str]:
    if not result.runs or result.seconds is None:
        return ["–"] * (len(COLUMNS) - 1) + [result.stopped]
    times = ratio(result, results, polish=True, base=OURS)
    memory = result.memory
    return [
        "–" if times is None else f"{times:.2f}",
        f"{result.seconds:.3f}",
        f"{result.phase('build'):.3f}",
        f"{result.phase('solve') + result.phase('polish'):.3f}",
        *(("–", "–") if memory is None else (f"{memory.own / MEBIBYTE:.0f}", f"{memory.tree / MEBIBYTE:.0f}")),
        *_right(result),
    ]


def _right(result: Result) -> list[str]:
    facts = result.runs[0].facts
    if "violation" not in facts:
        return ["–"] * 5
    broken = facts["violation"] > BROKEN
    off, missed = facts["total_off"], facts["limits_missed"]
    return [
        f"broken by {facts['violation']:.0e}" if broken else "hold",
        f"{facts['moved']:.3%}",
        f"{facts['loss']:.1e}",
        f"{facts['right']:.1%}",
        "exact" if not off and not missed else f"total off {off:.0f}, {missed:.0f} missed",
    ]

"""The results as tables for people, and as one JSON document."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from statistics import median

from rich.table import Table

from solvers.registry import BACKENDS
from tests.benchmarks.contenders import BARE, OURS
from tests.benchmarks.measurement import MEBIBYTE, Result

PHASES = (
    "parse",
    "formulate",
    "build",
    "hand over",
    "solve",
    "read",
    "polish",
    "verify",
    "round",
    "round: solver",
    "report",
    "other",
    "document",
)
PACKAGES = ("pulp", "highspy", "numpy", "scipy", "pandas")


def comparison(results: Sequence[Result]) -> Table:
    """One line per contender: seconds, ratio to the bare solvers, memory, and whether the answer is right."""
    table = Table(title="From CSV cells to the plan")
    for name, justify in (
        ("instance", "left"),
        ("contender", "left"),
        ("s", "right"),
        ("÷ bare", "right"),
        ("÷ bare, no polish", "right"),
        ("own MB", "right"),
        ("with children", "right"),
        ("answer", "left"),
    ):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    for result in results:
        table.add_row(*_line(result, results))
    return table


def breakdown(results: Sequence[Result]) -> Table:
    """Seconds of our own path by phase, and the memory aim."""
    ours = [result for result in results if result.contender == OURS and result.runs]
    table = Table(title=f"Phases of {OURS}, seconds")
    table.add_column("phase")
    for result in ours:
        table.add_column(result.instance, justify="right")
    for phase in PHASES:
        table.add_row(phase, *(f"{result.phase(phase):.3f}" for result in ours))
    table.add_section()
    for words, cells in _aims(ours, results):
        table.add_row(words, *cells)
    return table


def ratio(result: Result, results: Iterable[Result], *, polish: bool, base: str = BARE) -> float | None:
    """Seconds over those of `base` on the same instance, the polish counted or not: the median over the rounds, in
    each of which both ran one after the other."""
    bare = next((one for one in results if (one.contender, one.instance) == (base, result.instance)), None)
    if bare is None or not bare.runs or not result.runs:
        return None
    own = [run.seconds - (0.0 if polish else run.phases.get("polish", 0.0)) for run in result.runs]
    if len(own) != len(bare.runs):
        return median(own) / float(bare.seconds or 1.0)
    return median(mine / other.seconds for mine, other in zip(own, bare.runs, strict=True))


def document(results: Sequence[Result], settings: dict[str, object]) -> dict[str, object]:
    """Everything, for the JSON file."""
    return {
        "schema": "allot.bench/1",
        "machine": machine(),
        "settings": settings,
        "results": [
            {
                **result.document(),
                "ratio": ratio(result, results, polish=True),
                "ratio_without_polish": ratio(result, results, polish=False),
            }
            for result in results
        ],
    }


def machine() -> dict[str, object]:
    """The machine in general terms, and the versions that decide."""
    solvers = {backend.name: backend.version() for backend in BACKENDS}
    return {
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "solvers": solvers,
    }


def _line(result: Result, results: Sequence[Result]) -> list[str]:
    if not result.runs or result.seconds is None:
        return [result.instance, result.contender, "–", "–", "–", "–", "–", result.stopped]
    memory = result.memory
    return [
        result.instance,
        result.contender,
        f"{result.seconds:.3f}",
        _times(ratio(result, results, polish=True)),
        _times(ratio(result, results, polish=False)),
        "–" if memory is None else f"{memory.own / MEBIBYTE:.0f}",
        "–" if memory is None else f"{memory.tree / MEBIBYTE:.0f}",
        ", ".join(filter(None, (result.answer, result.stopped))),
    ]


def _aims(ours: Sequence[Result], results: Sequence[Result]) -> Iterable[tuple[str, list[str]]]:
    yield "÷ bare, no polish (aim 1.5)", [_times(ratio(result, results, polish=False)) for result in ours]
    yield "program's arrays, MB", [_megabytes(result.fact("array_bytes")) for result in ours]
    yield "own memory beyond idle, MB", [_megabytes(_beyond_idle(result)) for result in ours]
    yield "beyond idle ÷ arrays (aim 3)", [_memory_ratio(result) for result in ours]


def _beyond_idle(result: Result) -> float | None:
    """Bytes that the first plan took, its document not counted: the later peaks hold that too."""
    highest = result.fact("peak_bytes")
    return None if result.memory is None or highest is None else highest - result.memory.idle


def _megabytes(size: float | None) -> str:
    return "–" if size is None else f"{size / MEBIBYTE:.1f}"


def _memory_ratio(result: Result) -> str:
    taken, size = _beyond_idle(result), result.fact("array_bytes")
    return "–" if taken is None or not size else _times(taken / size)


def _times(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"

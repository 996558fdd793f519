"""What a sweep is asked to do, and how large it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.sweep.design import Design
from scenarios.sweep.parameter import Parameter


@dataclass(frozen=True)
class SweepRequest:
    """`points`: how many, for designs that draw them. `strategy`: solved at every point, None: the scenario's own.
    `by`: axes of a cut whose targets are kept too; empty: none."""

    parameters: Sequence[Parameter]
    design: Design = Design.GRID
    points: int | None = None
    seed: int = 0
    strategy: str | None = None
    by: Sequence[str] = ()


@dataclass(frozen=True)
class SweepCeilings:
    """`points` of one sweep; `work`: points times cells; `values`: targets that are kept, points times nodes."""

    points: int = 10_000
    work: int | None = None
    values: int = 5_000_000

"""What tuning knows of a class of pay before anything is turned: its people, their numbers, scales and streams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.arrays import FloatArray, IntArray
from models.incentives.cost.distribution import Distribution
from models.incentives.cost.expectation import expectation
from models.incentives.cost.lognormal import LogNormal
from models.incentives.cost.normal_score import NormalScore
from models.incentives.cost.uncertain_numbers import UncertainNumber, UncertainNumbers
from models.incentives.pay_class import PayClass
from models.incentives.pay_line import PayLine, Scale
from models.incentives.piecewise import PiecewiseLinear

NO_STREAM = -1


@dataclass(frozen=True, eq=False)
class ClassBase:
    """Of one class with k people, L lines and J streams. A stream is what people can work for: the measures of lines
    that are not pooled; who shares a pool has too small a part in it to work for it, but is paid by what its people do.

    `numbers` per line; `scales` (L, k): target incentive, target or 1, times what the gates let through on average, as
    if they were independent of the line, 0 where a number is not known; `streams` per line its stream, −1 for none;
    `stream_measures` (J,) the measures of each; `regions` (k,) codes, the last one for people without.
    """

    pay_class: PayClass
    people: IntArray
    regions: IntArray
    numbers: tuple[UncertainNumber, ...]
    scales: FloatArray
    streams: tuple[int, ...]
    stream_measures: tuple[tuple[int, ...], ...]

    @property
    def count(self) -> int:
        """People."""
        return int(self.people.size)

    @cached_property
    def movers(self) -> Mapping[int, int]:
        """By measure the stream that its forecasts grow by: the one that looks at it alone, else the one that looks at
        the fewest measures, else the first."""
        widest_first = sorted(range(len(self.stream_measures)), key=lambda j: (-len(self.stream_measures[j]), -j))
        return {measure: stream for stream in widest_first for measure in self.stream_measures[stream]}


def class_base(numbers: UncertainNumbers, pay_class: PayClass, people: IntArray) -> ClassBase:
    """The base of a class under a plan's uncertain numbers."""
    measures = dict.fromkeys(line.measured.measures for line in pay_class.lines if line.measured.pool is None)
    places = {found: index for index, found in enumerate(measures)}
    streams = [
        NO_STREAM if line.measured.pool is not None else places[line.measured.measures] for line in pay_class.lines
    ]
    region_count = int(numbers.regions.max(initial=-1)) + 1
    regions = numbers.regions[people]
    return ClassBase(
        pay_class=pay_class,
        people=people,
        regions=np.where(regions >= 0, regions, region_count),
        numbers=tuple(numbers.of(line.measured).some(people) for line in pay_class.lines),
        scales=np.array([_scale(numbers, pay_class, line, people) for line in pay_class.lines]),
        streams=tuple(streams),
        stream_measures=tuple(measures),
    )


def _scale(numbers: UncertainNumbers, pay_class: PayClass, line: PayLine, people: IntArray) -> FloatArray:
    plan, own = numbers.plan, np.ones(people.size)
    if line.scale is Scale.TARGET_INCENTIVE:
        own = plan.target_incentive[people]
    elif line.scale is Scale.TARGET:
        own = numbers.expected.target_of(line.measured, plan.roster)[people]
    for index in pay_class.gates_of(line):
        gate = pay_class.gates[index]
        step = PiecewiseLinear((gate.least,), (1.0 - gate.factor,), (0.0,), gate.factor)
        own = own * expectation(step, numbers.of(gate.measured).some(people).distribution).mean
    return np.where(numbers.of(line.measured).known[people], own, 0.0)


def moved(number: Distribution, growth: FloatArray) -> Distribution:
    """The number with its mean multiplied by `growth` (k,); the spread of a score stays, of the rest its log's."""
    if isinstance(number, LogNormal):
        return LogNormal(number.mean * growth, number.log_sd)
    assert isinstance(number, NormalScore)
    return NormalScore(number.mean * growth, number.sd)


def mean_motion(given: Distribution, whole: Distribution) -> FloatArray:
    """d mean of a number given common factors per d ln mean of the whole number, (k,): a score is shifted, the rest is
    multiplied."""
    return given.expected() if isinstance(given, LogNormal) else whole.expected()

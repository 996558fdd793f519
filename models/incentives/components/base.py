"""What every component has: a name people know, and what it comes down to, pay lines or gates."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Self

from pydantic import BaseModel, Field

from models.fields import STRICT, Name, NameList, Rate
from models.findings import Fact
from models.incentives.knob import Knob, LineSlope, TunedLine
from models.incentives.measure import Counts, Measure
from models.incentives.pay_line import PayGate, PayLine
from models.units import Money


class ComponentError(Exception):
    """A component that does not fit its plan; `path` leads to the field within the component."""

    def __init__(self, code: str, path: Sequence[str | int], facts: Mapping[str, Fact]) -> None:
        self.code, self.path, self.facts = code, tuple(path), facts
        super().__init__(f"{code} at {path}: {facts}")


@dataclass(frozen=True)
class ComponentContext:
    """What a component may know of its plan: money and unit, measures, the group's multiplier α."""

    money: Money
    measures: tuple[Measure, ...]
    multiplier: float = 1.0
    _positions: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._positions.update({measure.name: index for index, measure in enumerate(self.measures)})

    def position(self, name: str, path: Sequence[str | int]) -> int:
        """Where a measure stands in the plan's list. Raises ComponentError, `measure_unknown`."""
        if name not in self._positions:
            raise ComponentError("measure_unknown", path, {"name": name, "known": list(self._positions)})
        return self._positions[name]

    def positions(self, names: Sequence[str], path: Sequence[str | int]) -> tuple[int, ...]:
        """Where several measures stand; none twice, and they must count the same. Raises ComponentError,
        `measures_differ`, `component_twice`."""
        found = tuple(self.position(name, path) for name in names)
        if len(set(found)) < len(found):
            raise ComponentError("component_twice", path, {"names": sorted({n for n in names if names.count(n) > 1})})
        if len({self.measures[index].counts for index in found}) > 1:
            raise ComponentError("measures_differ", path, {"names": list(names)})
        return found

    def per_unit(self, measures: Sequence[int]) -> float:
        """Units of z per written number: minor units per money unit, 1 for pieces and marks."""
        is_money = self.measures[measures[0]].counts is Counts.MONEY
        return float(self.money.minor_per_unit) if is_money else 1.0


MeasureNames = Annotated[NameList, Field(min_length=1, max_length=50)]
"""One measure, or several that are summed."""

Weight = Annotated[Rate, Field(gt=0, le=1)]


class Component(BaseModel, ABC):
    """A part of a group's pay. Kinds add a `kind`, their numbers, and `lines` or `gates`."""

    model_config = STRICT

    name: Name = Field(description="What people call this component; one name once in a group.")
    label: Name | None = Field(default=None, description="What statements call it. Default: its name.")

    @property
    def shown(self) -> str:
        """Its label, or its name."""
        return self.label or self.name

    @property
    def share(self) -> float | None:
        """Its share of the target incentive; None where it pays beside it."""
        return None

    @abstractmethod
    def lines(self, context: ComponentContext) -> tuple[PayLine, ...]:
        """What it pays. Raises ComponentError where it does not fit the plan."""

    def knobs(self) -> tuple[Knob, ...]:
        """Its parameters that may be tuned. Its weight is one where it has a share."""
        if self.share is None:
            return ()
        return (Knob.around("weight", self.share, 0.05, 0.9, 0.001),)

    def turned(self, values: Mapping[str, float], context: ComponentContext) -> Self:  # noqa: ARG002
        """The same component with some knobs at other values, as a plan would state it."""
        return self.model_copy(update={"weight": values["weight"]}) if "weight" in values else self

    def tuned_lines(self, context: ComponentContext, values: Mapping[str, float]) -> tuple[TunedLine, ...]:
        """Its pay lines with knobs at these values (all of them), and their derivatives after each. The number of lines
        and of their knots never changes with the values."""
        turned = self.turned(values, context)
        lines = turned.lines(context)
        if turned.share is None:
            return tuple(TunedLine(line) for line in lines)
        return tuple(
            TunedLine(line, {"weight": LineSlope.of_factor(line.function, line.factor / turned.share)})
            for line in lines
        )

    def gates(self, context: ComponentContext) -> tuple[PayGate, ...]:  # noqa: ARG002
        """What it lets through. Raises ComponentError where it does not fit the plan."""
        return ()

"""Programs made from a program: conditions relaxed, violations minimised, one condition or variable pushed as far as it
goes. Each is a picklable SmoothProgram in its own right."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from models.arrays import FloatArray
from models.smooth.program import Condition, Evaluation, SmoothProgram, Variable, shortfalls


@dataclass(frozen=True)
class VariedProgram(ABC):
    """A program made of another one, which it is like unless it says otherwise."""

    program: SmoothProgram

    @property
    def variables(self) -> tuple[Variable, ...]:
        """Those of the program."""
        return self.program.variables

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Those of the program."""
        return self.program.conditions

    @property
    def objective_scale(self) -> float:
        """That of the program."""
        return self.program.objective_scale

    @abstractmethod
    def evaluate(self, values: FloatArray) -> Evaluation:
        """Its own numbers."""


@dataclass(frozen=True)
class RelaxedProgram(VariedProgram):
    """c_k(x) + amount ≥ 0 for condition number `index`; a negative amount tightens it. Amount in the unit of c_k."""

    index: int
    amount: float

    def evaluate(self, values: FloatArray) -> Evaluation:
        """The program's own numbers; one slack is larger by the amount."""
        at = self.program.evaluate(values)
        slacks = at.slacks.copy()
        slacks[self.index] += self.amount
        return Evaluation(at.objective, at.gradient, slacks, at.jacobian)


@dataclass(frozen=True)
class ElasticProgram(VariedProgram):
    """Phase 1: min Σ s_k subject to c_k(x) + scale_k·s_k ≥ 0, s ≥ 0: the total violation, in scales, as a smooth
    program with one more variable for each condition."""

    @property
    def variables(self) -> tuple[Variable, ...]:
        """Those of the program, then one shortfall for each condition."""
        missing = tuple(Variable(condition.name, 0.0) for condition in self.program.conditions)
        return self.program.variables + missing

    @property
    def objective_scale(self) -> float:
        """One scale of violation."""
        return 1.0

    def evaluate(self, values: FloatArray) -> Evaluation:
        """The shortfalls' sum, and the conditions with their shortfalls added."""
        n, m = len(self.program.variables), len(self.program.conditions)
        at = self.program.evaluate(values[:n])
        scales = np.array([condition.scale for condition in self.program.conditions])
        gradient = np.concatenate([np.zeros(n), np.ones(m)])
        jacobian = np.hstack([at.jacobian, np.diag(scales)])
        return Evaluation(float(values[n:].sum()), gradient, at.slacks + scales * values[n:], jacobian)

    def start(self, values: FloatArray) -> FloatArray:
        """A point that satisfies every condition: `values` with the shortfalls that they have."""
        slacks = self.program.evaluate(values).slacks
        return np.concatenate([values, shortfalls(self.program, slacks)])


@dataclass(frozen=True)
class FurthestCondition(VariedProgram):
    """max c_k(x) subject to the other conditions: the most that condition number `index` can be satisfied by."""

    index: int

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All but the one that is pushed."""
        every = self.program.conditions
        return every[: self.index] + every[self.index + 1 :]

    @property
    def objective_scale(self) -> float:
        """The condition's own."""
        return self.program.conditions[self.index].scale

    def evaluate(self, values: FloatArray) -> Evaluation:
        """−c_k to be minimised; the rest as it is."""
        at = self.program.evaluate(values)
        rest = np.arange(len(at.slacks)) != self.index
        return Evaluation(-float(at.slacks[self.index]), -at.jacobian[self.index], at.slacks[rest], at.jacobian[rest])


@dataclass(frozen=True)
class FurthestVariable(VariedProgram):
    """min sign·x_i among the points whose objective is at most `ceiling`: one end of the variable's range."""

    index: int
    sign: float
    ceiling: float

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Those of the program, and the ceiling of its objective."""
        return (*self.program.conditions, Condition("objective", self.program.objective_scale))

    @property
    def objective_scale(self) -> float:
        """The variable's width."""
        return self.program.variables[self.index].width

    def evaluate(self, values: FloatArray) -> Evaluation:
        """The variable as objective, the objective as a condition."""
        at = self.program.evaluate(values)
        gradient = np.zeros(len(values))
        gradient[self.index] = self.sign
        slacks = np.append(at.slacks, self.ceiling - at.objective)
        jacobian = np.vstack([at.jacobian, -at.gradient])
        return Evaluation(self.sign * float(values[self.index]), gradient, slacks, jacobian)


@dataclass(frozen=True)
class FixedVariable(VariedProgram):
    """The program with variable number `index` held at a value between its bounds."""

    index: int
    value: float

    @property
    def variables(self) -> tuple[Variable, ...]:
        """Those of the program; one cannot move."""
        every = self.program.variables
        held = Variable(every[self.index].name, self.value, self.value)
        return (*every[: self.index], held, *every[self.index + 1 :])

    def evaluate(self, values: FloatArray) -> Evaluation:
        """The program's own numbers."""
        return self.program.evaluate(values)

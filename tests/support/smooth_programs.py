"""Small smooth programs with known answers: pay contracts from the literature, and shapes that trouble solvers.

Gradients are taken by the complex step (Squire and Trapp 1998), exact to the last digits, so that a model here is only
its formulas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from models.arrays import FloatArray
from models.smooth.program import Condition, Evaluation, SmoothProgram, Variable

STEP = 1e-30
NODES, WEIGHTS = np.polynomial.laguerre.laggauss(64)


class ComplexStep:
    """A program from formulas that hold for complex numbers: `variables`, `conditions`, `numbers(x)` = (f, c...)."""

    variables: tuple[Variable, ...]
    conditions: tuple[Condition, ...] = ()
    objective_scale: float = 1.0

    def numbers(self, x: Sequence[complex]) -> list[complex]:
        raise NotImplementedError

    def evaluate(self, values: FloatArray) -> Evaluation:
        at = np.array(self.numbers(list(values)), dtype=complex).real
        columns = []
        for index in range(len(values)):
            moved = values.astype(complex)
            moved[index] += STEP * 1j
            columns.append(np.array(self.numbers(list(moved)), dtype=complex).imag / STEP)
        rates = np.array(columns).T
        return Evaluation(float(at[0]), rates[0], at[1:], rates[1:])


@dataclass(frozen=True)
class Len(ComplexStep):
    """Linear contract, exponential utility, normal noise: sales h + k·e, effort cost c·e²/2, e = b·k/c; the company's
    margin is m. min −profit over the commission rate b and the salary, the agent's certainty equivalent ≥ U0."""

    m: float
    h: float
    k: float
    c: float
    r: float
    variance: float
    u0: float
    variables: tuple[Variable, ...] = (Variable("rate", 0.0, 1.0), Variable("salary", -1000.0, 1000.0))
    conditions: tuple[Condition, ...] = (Condition("participation", 100.0),)
    objective_scale: float = 100.0

    def numbers(self, x: Sequence[complex]) -> list[complex]:
        rate, salary = x
        effort = rate * self.k / self.c
        sales = self.h + self.k * effort
        pay = salary + rate * sales
        certain = pay - self.c * effort**2 / 2 - self.r / 2 * rate**2 * self.variance
        return [pay - self.m * sales, certain - self.u0]


@dataclass(frozen=True)
class Demski(ComplexStep):
    """Managerial Uses of Accounting Information, 15.1: the cheapest ω + β·x for which H is worth its private cost.
    min ω + β·H; the certainty equivalent ≥ 0 and at least that of L."""

    risk_aversion: float = 0.1
    cost_high: float = 60.0
    high: float = 500.0
    low: float = 200.0
    variance: float = 1e4
    variables: tuple[Variable, ...] = (Variable("beta", 0.0, 1.0), Variable("omega", -500.0, 500.0))
    conditions: tuple[Condition, ...] = (Condition("participation", 100.0), Condition("incentive", 100.0))
    objective_scale: float = 100.0

    def premium(self, beta: complex) -> complex:
        return self.risk_aversion / 2 * beta**2 * self.variance

    def numbers(self, x: Sequence[complex]) -> list[complex]:
        beta, omega = x
        pay = omega + beta * self.high
        return [pay, pay - self.cost_high - self.premium(beta), beta * (self.high - self.low) - self.cost_high]


@dataclass(frozen=True)
class TwoOutcomes(ComplexStep):
    """Two outcomes, an agent whose losses under a pay of 10 count 2.25 times (Tversky and Kahneman 1992): high effort
    succeeds with .8 and low with .6. min expected pay; high effort is worth its cost, and more than low."""

    effort_cost: float
    reference: float = 10.0
    aversion: float = 2.25
    success: tuple[float, float] = (0.8, 0.6)
    variables: tuple[Variable, ...] = (Variable("success", 10.0, 40.0), Variable("failure", 0.0, 10.0))
    conditions: tuple[Condition, ...] = (Condition("participation"), Condition("incentive"))
    objective_scale: float = 10.0

    def numbers(self, x: Sequence[complex]) -> list[complex]:
        high, low = self.success
        gain, loss = x[0] - self.reference, self.aversion * (x[1] - self.reference)
        worth = high * gain + (1 - high) * loss
        pay = high * x[0] + (1 - high) * x[1]
        return [pay, worth - self.effort_cost, (high - low) * (gain - loss) - self.effort_cost]


@dataclass(frozen=True)
class Multitask(ComplexStep):
    """Holmström and Milgrom 1991: two tasks, the second unmeasurable; efforts C⁻¹(b, 0). min −surplus."""

    variables: tuple[Variable, ...] = (Variable("rate", 0.0, 1.0),)

    def numbers(self, x: Sequence[complex]) -> list[complex]:
        costs = np.array([[1.0, 0.5], [0.5, 1.0]])
        efforts = np.linalg.inv(costs) @ np.array([x[0], 0.0])
        return [efforts @ costs @ efforts / 2 + x[0] ** 2 / 2 - efforts.sum()]


@dataclass(frozen=True)
class Blss(ComplexStep):
    """Basu, Lal, Srinivasan and Staelin 1985: utility 2√pay, effort cost d·t², gamma sales of shape q and mean h + k·t.

    The best pay is (λ + μ·score)²; min −profit over λ, μ and effort. c: share of sales that is cost; m: least
    utility."""

    c: float = 0.5
    h: float = 20.0
    k: float = 10.0
    d: float = 0.3
    q: float = 4.0
    m: float = 4.0
    variables: tuple[Variable, ...] = (
        Variable("level", 0.0, 10.0),
        Variable("slope", 0.0, 10.0),
        Variable("t", 0.1, 6.0),
    )
    conditions: tuple[Condition, ...] = (Condition("participation"), Condition("incentive"))
    objective_scale: float = 10.0

    def expected_pay(self, x: Sequence[complex]) -> complex:
        mean = self.h + self.k * x[2]
        return x[0] ** 2 + x[1] ** 2 * self.q * self.k**2 / mean**2

    def numbers(self, x: Sequence[complex]) -> list[complex]:
        level, slope, t = x
        mean = self.h + self.k * t
        information = self.q * self.k**2 / mean**2
        profit = (1 - self.c) * mean - self.expected_pay(x)
        return [-profit, 2 * level - self.d * t**2 - self.m, 2 * slope * information - 2 * self.d * t]


@dataclass(frozen=True)
class QuotaPlan(ComplexStep):
    """The same world (shape 4) with a salary and a commission over a quota (Raju and Srinivasan 1996). Expectations
    over it by Gauss–Laguerre quadrature; effort by its first-order condition."""

    world: Blss = field(default_factory=Blss)
    variables: tuple[Variable, ...] = (
        Variable("salary", 0.01, 20.0),
        Variable("commission", 0.01, 3.0),
        Variable("quota", 1.0, 80.0),
        Variable("t", 0.1, 6.0),
    )
    conditions: tuple[Condition, ...] = (Condition("participation"), Condition("incentive"))
    objective_scale: float = 10.0

    def numbers(self, x: Sequence[complex]) -> list[complex]:
        world, (salary, rate, quota, t) = self.world, x
        mean = world.h + world.k * t
        theta = mean / 4
        z = quota / theta
        u = NODES
        density = WEIGHTS * (z + u) ** 3 * np.exp(-z) / 6
        utility = 2 * np.sqrt(salary + rate * theta * u)
        above = density.sum()
        score = 4 * world.k * (theta * (z + u) - mean) / mean**2
        worth = 2 * np.sqrt(salary) * (1 - above) + (density * utility).sum() - world.d * t**2
        below_rate = -np.exp(-z) * z**3 / 6 * z * world.k / mean
        marginal = 2 * np.sqrt(salary) * below_rate + (density * utility * score).sum()
        pay = salary + rate * theta * (density * u).sum()
        return [pay - (1 - world.c) * mean, worth - world.m, marginal - 2 * world.d * t]


@dataclass(frozen=True)
class Valleys(ComplexStep):
    """min cos(3πx) + (x − .6)² + y²: local minima near x = 1/3 and x = 1, which is 1 on the bound."""

    variables: tuple[Variable, ...] = (Variable("x", 0.0, 1.0), Variable("y", -1.0, 1.0))

    def numbers(self, x: Sequence[complex]) -> list[complex]:
        return [np.cos(3 * np.pi * x[0]) + (x[0] - 0.6) ** 2 + x[1] ** 2]


@dataclass(frozen=True)
class Budget(ComplexStep):
    """Power of two incentives against their cost: min −(√(x + .1) + 2·√(y + .1)), x + y + .2·x·y ≤ budget, x ≥ least,
    and at least `total` of both. Infeasible when the least and the total are too dear."""

    budget: float = 1.0
    least: float = 0.1
    total: float = 0.0
    variables: tuple[Variable, ...] = (Variable("x", 0.0, 2.0), Variable("y", 0.0, 2.0))
    conditions: tuple[Condition, ...] = (Condition("budget", 1.0), Condition("least x", 0.5), Condition("total", 2.0))

    def cost(self, x: Sequence[complex]) -> complex:
        return x[0] + x[1] + 0.2 * x[0] * x[1]

    def numbers(self, x: Sequence[complex]) -> list[complex]:
        power = np.sqrt(x[0] + 0.1) + 2 * np.sqrt(x[1] + 0.1)
        return [-power, self.budget - self.cost(x), x[0] - self.least, x[0] + x[1] - self.total]


CONTRACTS: dict[str, SmoothProgram] = {
    "len": Len(0.4, 1000, 50, 2, 0.002, 62500, 100),
    "len small": Len(1, 0, 1, 2, 0.5, 4, 0),
    "demski": Demski(),
    "two outcomes": TwoOutcomes(1.5),
    "multitask": Multitask(),
    "blss": Blss(),
    "quota": QuotaPlan(),
    "valleys": Valleys(),
    "budget": Budget(),
}

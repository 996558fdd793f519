"""The score card: what a plan amounts to, in natural units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.allocation.attainment import Attainment, attainment_of
from models.allocation.formulation import Formulation
from models.allocation.measures import measure_nodes
from models.allocation.nodes import NodeIndex, people
from models.allocation.objective import soft_cost, term_losses, weighted_loss
from models.allocation.over_assignment import LevelNumbers
from models.allocation.problem import AllocationProblem, Amounts
from models.allocation.separable import SeparableProgram
from models.allocation.strategy import Term, Weights
from models.allocation.utilisation import CapacityUse
from models.arrays import BoolArray, FloatArray, IntArray

EVEN_CHANCE = 0.5
"""Probability from which a target counts as likely."""


@dataclass(frozen=True)
class ScoreCard:
    """Natural measures of a rounded plan; None where the data for a measure is missing.

    `growth_rate`: total over baseline − 1; `like_for_like_rate`: the same over the cells that have a baseline.
    `strategic_share`: share of the total on cells with positive priority. `margin_rate`: Σ m·x / Σ x over cells that
    state a margin. `difficulty_*`: target over what fairness measures it against, per person: mean, standard
    deviation, Gini coefficient. `moved_minor`: Σ|x − previous| over cells with a previous target. `at_limit_share`:
    share of the cells that are free (not held) and rest on their own floor or cap. `loss` is the strategy's loss, per
    unit of company target, soft limits included; `terms`: the loss of every term that has data, whatever it weighs.
    Company measures are of the plan, those of people of their own targets.

    `likely_share`: share of the people whose sales reach their target with a probability of at least a half.
    `company_probability`: of reaching the company's plan. `utilisation_*`: used over capacity, mean and largest over
    the groups of all capacity limits.
    """

    growth_rate: float | None
    like_for_like_rate: float | None
    strategic_share: float
    margin_rate: float | None
    difficulty_mean: float | None
    difficulty_spread: float | None
    difficulty_gini: float | None
    moved_minor: int | None
    at_limit_share: float
    loss: float
    terms: Mapping[Term, float]
    likely_share: float | None = None
    company_probability: float | None = None
    utilisation_mean: float | None = None
    utilisation_worst: float | None = None


def score(
    problem: AllocationProblem,
    index: NodeIndex,
    formulation: Formulation,
    weights: Weights,
    exact: FloatArray,
    numbers: LevelNumbers,
    capacities: Sequence[CapacityUse] = (),
    attainment: Attainment = attainment_of,
) -> ScoreCard:
    """The score card of a rounded plan; `at_limit_share`, `loss` (at the strategy's `weights`) and `terms` are of
    the exact one."""
    minor = numbers.plan
    total = int(minor.sum())
    program = formulation.program.of_cells()
    losses = term_losses(formulation.terms, exact)
    persons = people(problem, index)
    own, _ = numbers.of_nodes(persons.dimensions, persons.levels)
    compared = formulation.terms.difficulty
    difficulty = None if compared is None else compared.of(own / problem.money.minor_per_thousand)
    likely = _known(measure_nodes(problem, persons.code, persons.count, own, (), attainment).attain_probability)
    company = _known(measure_nodes(problem, index.company.code, 1, minor, (), attainment).attain_probability)
    use = _known(np.concatenate([np.zeros(0), *[one.rates for one in capacities]]))
    return ScoreCard(
        growth_rate=_growth(problem.cells.baseline, total),
        like_for_like_rate=_growth(problem.cells.baseline, int(minor[problem.cells.baseline.present].sum())),
        strategic_share=float(minor[problem.priority > 0].sum()) / total if total else 0.0,
        margin_rate=_margin(problem, minor),
        difficulty_mean=None if difficulty is None else float(difficulty.mean()),
        difficulty_spread=None if difficulty is None else float(difficulty.std()),
        difficulty_gini=None if difficulty is None else gini(difficulty),
        moved_minor=_moved(problem.cells.previous, numbers.leaf),
        at_limit_share=at_limit_share(problem, program, exact, formulation.rows.closed),
        loss=weighted_loss(losses, weights) + soft_cost(formulation.rows, exact) / program.scale,
        terms=losses,
        likely_share=float((likely >= EVEN_CHANCE).mean()) if likely.size else None,
        company_probability=float(company[0]) if company.size else None,
        utilisation_mean=float(use.mean()) if use.size else None,
        utilisation_worst=float(use.max()) if use.size else None,
    )


def _known(values: FloatArray) -> FloatArray:
    return values[~np.isnan(values)]


def at_limit_share(
    problem: AllocationProblem, program: SeparableProgram, exact: FloatArray, closed: BoolArray | None = None
) -> float:
    """Share of the free cells that rest on their own floor or cap in the exact plan; holds are left out, and so are
    cells that a choice left without a target."""
    free = ~problem.cells.hold.present if closed is None else ~(problem.cells.hold.present | closed)
    slack = 1e-9 * np.maximum(1.0, np.abs(exact))
    resting = (exact <= program.lower + slack) | (exact >= program.upper - slack)
    return float(resting[free].mean()) if free.any() else 0.0


def gini(values: FloatArray) -> float:
    """Gini coefficient of non-negative values: 0 when all are equal."""
    ordered = np.sort(values)
    n, total = ordered.shape[0], float(ordered.sum())
    if n == 0 or total == 0.0:
        return 0.0
    rank = np.arange(1, n + 1)
    return float((2.0 * (rank * ordered).sum() - (n + 1) * total) / (n * total))


def _growth(baseline: Amounts, total: int) -> float | None:
    base = baseline.total_minor()
    return total / base - 1.0 if base > 0 else None


def _margin(problem: AllocationProblem, minor: IntArray) -> float | None:
    """Of the money of the targets; in a plan of pieces by their prices, over the cells that state one."""
    rate = problem.cells.margin_rate
    money = minor * problem.unit_price if problem.metric == "volume" else minor.astype(np.float64)
    known = ~np.isnan(rate) & ~np.isnan(money)
    total = float(money[known].sum())
    return float((rate[known] * money[known]).sum()) / total if total > 0 else None


def _moved(previous: Amounts, minor: IntArray) -> int | None:
    if not previous.present.any():
        return None
    return int(np.abs(minor - previous.minor)[previous.present].sum())

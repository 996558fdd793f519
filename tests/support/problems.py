"""Problems for tests, built without a document: small by hand, or random and feasible by construction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from models.allocation.dimensions import AttributeValue, Dimension, Member
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.families import LimitFamily
from models.allocation.limits.fields import AttributeValueOf
from models.allocation.limits.growth_limit import GrowthLimit
from models.allocation.problem import AllocationProblem, Amounts, Cells
from models.allocation.strategy import ReferenceSource, Strategy, Weights
from models.arrays import IntArray
from models.units import Money, MoneyUnit

YUAN = Money("CNY", MoneyUnit.MAJOR)

BALANCED = Strategy(
    name="balanced",
    reference={ReferenceSource.HISTORY: 0.6, ReferenceSource.POTENTIAL: 0.4},
    strategic_intensity=0.5,
    weights=Weights(),
)


PLAIN = Strategy(
    name="plain",
    reference={ReferenceSource.HISTORY: 1.0},
    strategic_intensity=0.0,
    weights=Weights(strategic=0.0, profit=0.0, stability=0.0),
)
"""Nothing but nearness to last year's shares: a limit on a group then scales the group's cells alike."""


def flat(name: str, keys: Sequence[str], **attributes: Mapping[str, AttributeValue]) -> Dimension:
    """A dimension of one level; `attributes` by member key."""
    members = (Member(key, key, name, attributes=attributes.get(key, {})) for key in sorted(keys))
    return Dimension(name, name, (name,), tuple(members))


def tree(name: str, levels: Sequence[str], *members: Member) -> Dimension:
    """A dimension of several levels."""
    return Dimension(name, name, tuple(levels), tuple(sorted(members, key=lambda member: member.key)))


def amounts(yuan: Sequence[float | None]) -> Amounts:
    """A money column from yuan, None for null."""
    minor = np.array([0 if value is None else round(value * 100) for value in yuan], dtype=np.int64)
    return Amounts(minor, np.array([value is not None for value in yuan], dtype=np.bool_))


def cells_of(members: IntArray, **columns: Amounts | np.ndarray) -> Cells:
    """Cells whose columns are null where not given."""
    n = int(members.shape[1])
    nothing, unknown = Amounts.absent(n), np.full(n, np.nan)
    empty = Cells(
        members=members,
        baseline=nothing,
        potential=nothing,
        market=nothing,
        forecast=nothing,
        commitment=nothing,
        hold=nothing,
        previous=nothing,
        forecast_log_sd=unknown,
        margin_rate=unknown,
        effort=unknown,
        priority=unknown,
    )
    return replace(empty, **columns)  # type: ignore[arg-type]


def two_by_two(
    target: float | CompanyTotal = 1100,
    *,
    limits: Sequence[LimitFamily] = (),
    increment: int = 100,
    dimensions: tuple[Dimension, ...] | None = None,
    **columns: Amounts | np.ndarray,
) -> AllocationProblem:
    """Two products × two regions, last year 100, 200, 300, 400 yuan; rounding to whole yuan.

    Cells in order: a east, a west, b east, b west. Columns not given are null, the potential is last year's.
    """
    members = np.array([[0, 0, 1, 1], [0, 1, 0, 1]], dtype=np.int64)
    baseline = amounts([100, 200, 300, 400])
    return AllocationProblem(
        money=YUAN,
        dimensions=dimensions or (flat("product", ["a", "b"]), flat("region", ["east", "west"])),
        cells=cells_of(members, **{"baseline": baseline, "potential": baseline, **columns}),
        company_total=target if isinstance(target, CompanyTotal) else CompanyTotal(amount=Decimal(str(target))),
        limits=tuple(limits),
        increment_minor=increment,
    )


def random_problem(n: int, seed: int, *, increment: int = 100_000, slack: float = 0.02) -> AllocationProblem:
    """A feasible problem of about n cells: people within regions, crossed with products.

    Floors and caps of products, regions and people lie within ± `slack` of a hidden plan, so that at least the hidden
    plan satisfies them; a cell may grow between −10 % and +35 %.
    """
    rng = np.random.default_rng(seed)
    n_rep, n_region, n_product = max(4, n // 8), 5, 8
    pairs = rng.choice(n_rep * n_product, size=min(n, n_rep * n_product), replace=False)
    rep, product = np.divmod(np.sort(pairs), n_product)
    members = np.array([product, rep % n_region, rep], dtype=np.int64)
    baseline = np.round(rng.lognormal(12.0, 0.8, rep.size), 2)
    hidden = baseline * np.clip(rng.lognormal(0.1, 0.1, rep.size), 0.95, 1.3)
    previous = np.round(hidden * rng.lognormal(0, 0.05, rep.size), 2)
    sizes = (("product", n_product, "p"), ("region", n_region, "r"), ("rep", n_rep, "s"))
    dimensions = tuple(
        _banded(name, letter, np.bincount(members[index], hidden, count), slack, rng)
        for index, (name, count, letter) in enumerate(sizes)
    )
    return AllocationProblem(
        money=YUAN,
        dimensions=dimensions,
        cells=cells_of(
            members,
            baseline=amounts(baseline.tolist()),
            potential=amounts((baseline * rng.lognormal(0.5, 0.3, rep.size)).tolist()),
            previous=amounts([None if rng.random() < 0.2 else value for value in previous.tolist()]),
            margin_rate=rng.uniform(0.1, 0.5, rep.size),
            priority=np.where(rng.random(rep.size) < 0.2, 0.5, np.nan),
        ),
        company_total=CompanyTotal(amount=Decimal(str(round(float(hidden.sum()), 2)))),
        limits=_banded_limits(tuple(name for name, _, _ in sizes)),
        increment_minor=increment,
    )


def _banded(name: str, letter: str, hidden: np.ndarray, slack: float, rng: np.random.Generator) -> Dimension:
    """Members that hold a floor and a cap around the hidden plan."""
    members = []
    for index, total in enumerate(hidden.tolist()):
        key = f"{letter}{index:05d}"
        low, high = total * (1 - slack * rng.random()), total * (1 + slack * rng.random())
        band = {"floor": round(low - 0.01, 2), "cap": round(high + 0.01, 2)}
        members.append(Member(key, key, name, attributes=band if total > 0 else {}))
    return Dimension(name, name, (name,), tuple(members))


def _banded_limits(names: Sequence[str]) -> tuple[LimitFamily, ...]:
    cell = GrowthLimit(
        kind="growth_limit", name="cell", by=("product", "rep"), min_growth_rate=-0.1, max_growth_rate=0.35
    )
    bands = [
        AmountLimit(
            kind="amount_limit",
            name=f"{name} band",
            by=(name,),
            min_amount=AttributeValueOf(attribute="floor"),
            max_amount=AttributeValueOf(attribute="cap"),
        )
        for name in names
    ]
    return (cell, *bands)

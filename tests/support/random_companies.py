"""Random companies with every family of limits at once, feasible by construction around a hidden plan.

Everything is drawn from one seed: sizes, gaps in the data, limits with a little room around the hidden plan, and
strategies that weigh every term. Amounts are in yuan here and cents inside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from scipy.stats import lognorm

from models.allocation.difficulty_basis import DifficultyBasis
from models.allocation.dimensions import Dimension, Member
from models.allocation.limits.amount_limit import AmountLimit
from models.allocation.limits.attainability import Attainability
from models.allocation.limits.capacity import Capacity
from models.allocation.limits.commitment import Commitment
from models.allocation.limits.company_total import CompanyTotal
from models.allocation.limits.difficulty_band import DifficultyBand
from models.allocation.limits.families import LimitFamily
from models.allocation.limits.fields import AttributeValueOf
from models.allocation.limits.growth_limit import GrowthLimit
from models.allocation.limits.hold import Hold
from models.allocation.limits.margin import Margin
from models.allocation.limits.market_share import MarketShare
from models.allocation.limits.neutrality import Neutrality
from models.allocation.limits.parity import Parity
from models.allocation.limits.share_limit import ShareLimit
from models.allocation.problem import AllocationProblem, Amounts
from models.allocation.strategy import ReferenceSource, Strategy, Weights
from tests.support.over_assignment import hedged
from tests.support.phasing import phased, random_seasons
from tests.support.problems import YUAN, amounts, cells_of

Column = np.ndarray
Maker = Callable[["_Draft"], LimitFamily | None]


@dataclass(frozen=True, eq=False)
class Company:
    """A problem and the leaf targets in yuan that keep all of its limits."""

    problem: AllocationProblem
    hidden: Column


@dataclass(frozen=True, eq=False)
class Kind:
    """What kind of company to draw. `cells`: about how many."""

    cells: int = 16
    slack: float = 0.1
    gaps: bool = True
    hedges: bool = False
    phasing: bool = False
    holds: bool = False
    range_target: bool = False
    increment: int = 100
    families: Sequence[str] | None = None


def random_company(seed: int, kind: Kind | None = None) -> Company:
    """A company of people in teams, crossed with products, and limits of every family that fits its data."""
    kind = kind or Kind()
    draft = _Draft(np.random.default_rng(seed), kind)
    limits = [limit for name, maker in MAKERS.items() if draft.takes(name) and (limit := maker(draft)) is not None]
    total = float(draft.hidden.sum() / draft.below(0))
    exact = Decimal(str(round(total, 2)))
    target = CompanyTotal(amount=exact)
    if kind.range_target:
        target = CompanyTotal(min_amount=exact - round(exact / 20), max_amount=exact + round(exact / 20))
    problem = AllocationProblem(
        money=YUAN,
        dimensions=draft.dimensions(),
        cells=cells_of(draft.members, **draft.columns()),
        company_total=target,
        limits=tuple(limits),
        increment_minor=kind.increment,
        difficulty_basis=DifficultyBasis(by=("rep.rep",), peers=("rep.team",) if draft.peers_in_team else ()),
    )
    if kind.hedges:
        problem = hedged(problem, "rep", {"team": draft.rates[0], "rep": draft.rates[1]})
    if kind.phasing:
        problem = phased(problem, *random_seasons(problem, seed))
    return Company(problem, draft.hidden)


def random_strategy(seed: int, **fixed: float) -> Strategy:
    """Weights of every size on some of the terms, fit within what is allowed; `fixed` weights as given."""
    rng = np.random.default_rng(seed)
    terms = ("strategic", "profit", "stability", "fairness", "attainability", "load")
    drawn = {term: float(rng.choice([0.0, 0.05, 0.5])) if rng.random() < 0.8 else 0.0 for term in terms}
    drawn |= {"fit": float(max(rng.choice([0.2, 1.0]), 0.1 * sum(drawn.values())))} | fixed
    history = float(rng.choice([0.3, 0.7]))
    blend = {ReferenceSource.HISTORY: history, ReferenceSource.POTENTIAL: 0.9 - history, ReferenceSource.EQUAL: 0.1}
    return Strategy("drawn", blend, float(rng.choice([0.0, 0.5])), Weights(**drawn))


class _Draft:
    """The drawn data in yuan; NaN where a cell states nothing."""

    def __init__(self, rng: np.random.Generator, kind: Kind) -> None:
        self.rng, self.kind = rng, kind
        n_product = int(rng.integers(2, 5))
        n_rep = max(2, kind.cells // n_product)
        self.n_product, self.n_rep, self.n_team = n_product, n_rep, max(1, min(3, n_rep // 2))
        every = np.arange(n_product * n_rep)
        chosen = every[rng.random(every.size) < 0.8] if kind.gaps else every
        chosen = every[:2] if chosen.size < 2 else chosen
        product, rep = np.divmod(chosen, n_rep)
        self.members = np.array([product, rep], dtype=np.int64)
        self.product, self.rep, self.team = product, rep, rep % self.n_team
        n = self.n = chosen.size
        self.baseline = np.round(rng.lognormal(9.0, 0.7, n), 2)
        self.hidden = np.round(self.baseline * rng.uniform(0.9, 1.3, n), 2)
        self.forecast = np.round(self.hidden * rng.lognormal(0.0, 0.15, n), 2)
        self.potential = np.round(self.baseline * rng.lognormal(0.5, 0.3, n), 2)
        self.market = np.round(self.hidden * rng.uniform(3, 8, n), 2)
        self.commitment = np.round(self.hidden * rng.uniform(0.95, 1.05, n), 2)
        self.previous = np.round(self.hidden * rng.lognormal(0.0, 0.05, n), 2)
        self.log_sd = rng.uniform(0.05, 0.5, n)
        self.margin = rng.uniform(0.1, 0.5, n)
        self.effort = rng.choice([0.0005, 0.001, 0.002], n)
        self.hold = np.where((rng.random(n) < 0.15) & kind.holds, self.hidden, np.nan)
        if kind.gaps:
            for column in (self.forecast, self.commitment, self.previous, self.market):
                column[rng.random(n) < 0.15] = np.nan
            self.baseline[rng.random(n) < 0.1] = 0.0
            self.forecast[rng.random(n) < 0.05] = 0.0
        self.peers_in_team = bool(rng.random() < 0.5)
        self.rates = [float(rng.choice([0.0, 0.02, 0.05])), float(rng.choice([0.02, 0.1]))]
        self.held: dict[str, dict[str, float]] = {}

    def takes(self, family: str) -> bool:
        """Most families, by chance; those asked for when they are."""
        return self.rng.random() < 0.65 if self.kind.families is None else family in self.kind.families

    def below(self, depth: int) -> float:
        """Leaf targets over the numbers at a depth of the people's tree."""
        if not self.kind.hedges:
            return 1.0
        return float(np.prod([1.0 + rate for rate in self.rates[depth:]]))

    def room(self) -> float:
        """A little above 1."""
        return 1.0 + self.kind.slack * float(self.rng.uniform(0.02, 1.0))

    def sums(self, group: Column, values: Column) -> Column:
        return np.bincount(group[~np.isnan(values)], weights=values[~np.isnan(values)], minlength=int(group.max()) + 1)

    def key(self, axis: str, position: int) -> str:
        return f"{axis[0]}{position:03d}"

    def hold_by(self, axis: str, attribute: str, values: Column) -> AttributeValueOf:
        """An attribute of the members of an axis, with a value of each."""
        for position, value in enumerate(values.tolist()):
            self.held.setdefault(self.key(axis, position), {})[attribute] = round(float(value), 2)
        return AttributeValueOf(attribute=attribute)

    def columns(self) -> Mapping[str, Amounts | Column]:
        names = ("baseline", "forecast", "potential", "market", "commitment", "previous", "hold")
        money = {
            name: amounts([None if np.isnan(value) else value for value in getattr(self, name).tolist()])
            for name in names
        }
        rates = {"forecast_log_sd": self.log_sd, "margin_rate": self.margin, "effort": self.effort}
        return {**money, **rates}

    def dimensions(self) -> tuple[Dimension, Dimension]:
        products = tuple(
            Member(key, key, "product", priority=0.5 * (index == 0), attributes=self.held.get(key, {}))
            for index in range(self.n_product)
            for key in [self.key("product", index)]
        )
        people = tuple(
            Member(
                key,
                key,
                "rep",
                parent=self.key("team", index % self.n_team),
                attributes={"hire_date": f"{2010 + index % 12}-03-01", **self.held.get(key, {})},
            )
            for index in range(self.n_rep)
            for key in [self.key("rep", index)]
        )
        teams = tuple(
            Member(key, key, "team", attributes=self.held.get(key, {}))
            for index in range(self.n_team)
            for key in [self.key("team", index)]
        )
        rep = Dimension("rep", "rep", ("team", "rep"), tuple(sorted((*teams, *people), key=lambda one: one.key)))
        return Dimension("product", "product", ("product",), products), rep


def _growth(draft: _Draft) -> LimitFamily:
    counted = draft.sums(draft.rep, draft.hidden)
    base = draft.sums(draft.rep, draft.baseline)
    rate = (counted / np.maximum(base, 1e-9))[base > 0] - 1.0
    low, high = (1 + rate.min()) / draft.room() - 1, (1 + rate.max()) * draft.room() - 1
    return GrowthLimit(
        kind="growth_limit", name="growth", by=("rep",), min_growth_rate=float(low), max_growth_rate=float(high)
    )


def _amount(draft: _Draft) -> LimitFamily:
    size = draft.sums(draft.team, draft.hidden) / draft.below(1)
    low = draft.hold_by("team", "floor", np.floor(size / draft.room()))
    high = draft.hold_by("team", "cap", np.ceil(size * draft.room()))
    return AmountLimit(kind="amount_limit", name="team band", by=("rep.team",), min_amount=low, max_amount=high)


def _share(draft: _Draft) -> LimitFamily | None:
    part = draft.product == 0
    if not part.any() or part.all():
        return None
    share = draft.hidden[part].sum() / draft.hidden.sum()
    return ShareLimit(
        kind="share_limit",
        name="first product's share",
        where={"product": draft.key("product", 0)},
        min_share=float(share / draft.room()),
        max_share=float(min(share * draft.room(), 1.0)),
    )


def _quota(draft: _Draft) -> LimitFamily:
    most = draft.hold_by("rep", "quota", np.ceil(draft.sums(draft.rep, draft.hidden) * draft.room()))
    return Capacity(kind="capacity", name="largest quota", by=("rep.rep",), amount=most)


def _effort(draft: _Draft) -> LimitFamily:
    used = draft.sums(draft.rep, draft.hidden * draft.effort)
    hours = draft.hold_by("rep", "hours", np.ceil(used * draft.room() * 100) / 100)
    return Capacity(kind="capacity", name="hours", by=("rep.rep",), measure="effort", amount=hours)


def _margin(draft: _Draft) -> LimitFamily:
    rate = (draft.margin * draft.hidden).sum() / draft.hidden.sum()
    return Margin(kind="margin", name="average margin", min_rate=float(rate / draft.room()))


def _commitment(draft: _Draft) -> LimitFamily:
    room = 0.05 + draft.kind.slack * float(draft.rng.random())
    return Commitment(kind="commitment", name="commitments", by=("rep.rep",), below_rate=room, above_rate=room / 0.9)


def _hold(draft: _Draft) -> LimitFamily | None:
    if draft.n_rep < 4:
        return None
    total = float(draft.hidden[draft.rep == 1].sum())
    if not total:
        return None
    return Hold(
        kind="hold",
        name="fixed person",
        owner="sales",
        reason="contract",
        where={"rep": draft.key("rep", 1)},
        amount=Decimal(str(round(total, 2))),
    )


def _difficulty(draft: _Draft) -> LimitFamily | None:
    ratio = _ratios(draft, draft.rep)
    if not ratio.size:
        return None
    low, high = float(ratio.min() / draft.room()), float(ratio.max() * draft.room())
    return DifficultyBand(
        kind="difficulty_band", name="difficulty", by=("rep.rep",), min_difficulty=low, max_difficulty=high
    )


def _ratios(draft: _Draft, group: Column) -> Column:
    """x(G)/f(G) of the hidden plan, over the cells with a forecast, of the groups whose forecast is above zero."""
    known = ~np.isnan(draft.forecast)
    size = draft.sums(group, draft.forecast)
    target = draft.sums(group, np.where(known, draft.hidden, np.nan))
    return np.asarray((target / np.maximum(size, 1e-9))[size > 0])


def _attainability(draft: _Draft) -> LimitFamily | None:
    known = draft.forecast > 0
    if not known.any():
        return None
    spread = draft.log_sd[known]
    chance = lognorm.sf(draft.hidden[known] * 1.0001, spread, scale=draft.forecast[known] * np.exp(-(spread**2) / 2))
    least = float(chance.min()) * 0.9
    if least < 1e-4 or (draft.forecast == 0).any():
        return None
    return Attainability(
        kind="attainability", name="within reach", by=("product", "rep.rep"), min_probability=float(min(least, 0.99))
    )


def _parity(draft: _Draft) -> LimitFamily | None:
    size, target = _people(draft)
    if (size > 0).sum() < 2:
        return None
    ratio = (target / np.maximum(size, 1e-9))[size > 0]
    overall = target[size > 0].sum() / size.sum()
    tolerance = float(np.abs(ratio - overall).max()) * draft.room() + 1e-4
    return Parity(kind="parity", name="alike", by=("rep.rep",), tolerance=tolerance)


def _people(draft: _Draft) -> tuple[Column, Column]:
    known = ~np.isnan(draft.forecast)
    group = draft.rep
    return draft.sums(group, draft.forecast), draft.sums(group, np.where(known, draft.hidden, np.nan))


def _neutrality(draft: _Draft) -> LimitFamily | None:
    size, target = _people(draft)
    z = draft.sums(draft.rep, draft.potential)
    kept = size > 0
    if kept.sum() < 2 or z[kept].std() < 1e-6 * z[kept].max():
        return None
    z, d = z[kept], target[kept] / size[kept]
    slope = abs(float(((z - z.mean()) * d).sum())) * z.std() / ((z - z.mean()) ** 2).sum()
    steepest = float(slope) * draft.room() + 1e-4
    return Neutrality(
        kind="neutrality",
        name="size-blind",
        by=("rep.rep",),
        z="potential",
        tolerance=steepest,
    )


def _market(draft: _Draft) -> LimitFamily | None:
    known = ~np.isnan(draft.market)
    if not known.any():
        return None
    size = draft.sums(draft.product, draft.market)
    target = draft.sums(draft.product, np.where(known, draft.hidden, np.nan))
    share = (target / np.maximum(size, 1e-9))[size > 0]
    return MarketShare(
        kind="market_share",
        name="market",
        by=("product",),
        min_share=float(share.min() / draft.room()),
        max_share=float(min(share.max() * draft.room(), 1.0)),
    )


MAKERS: Mapping[str, Maker] = {
    "growth_limit": _growth,
    "amount_limit": _amount,
    "share_limit": _share,
    "capacity": _quota,
    "effort": _effort,
    "margin": _margin,
    "commitment": _commitment,
    "hold": _hold,
    "difficulty_band": _difficulty,
    "attainability": _attainability,
    "parity": _parity,
    "neutrality": _neutrality,
    "market_share": _market,
}
"""Ways to write a limit of each family that the hidden plan keeps."""

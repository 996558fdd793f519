"""The cells of the scenario: history and stand-ins together, each with all its numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.history.exact_sums import apportioned
from models.history.uncertainty import DEFAULT_OWN_SD, LARGEST_SD
from scenarios.importing.base_year import BaseYear
from scenarios.importing.outlook import Outlook, Rates
from scenarios.importing.proxies import CellKey, Proxy
from scenarios.importing.transactions import Transactions


@dataclass(frozen=True)
class PlannedCell:
    """One row of the cells table, minor units; None is unknown. `comparable` is what growth is counted from: the
    baseline, or what stands in for it."""

    key: CellKey
    baseline: int | None
    comparable: int
    forecast: int | None
    log_sd: float | None
    margin: float | None
    previous: int | None


@dataclass(frozen=True)
class CellTable:
    """Cells sorted by key. `previous_lost` are last targets (by person) of people without a cell."""

    cells: tuple[PlannedCell, ...]
    previous_lost: Mapping[str, int]

    @property
    def baseline(self) -> int:
        """Σ baseline, minor units."""
        return sum(cell.baseline or 0 for cell in self.cells)

    @property
    def comparable(self) -> int:
        """Σ baseline and stand-ins, minor units."""
        return sum(cell.comparable for cell in self.cells)

    def comparable_by(self, place: int) -> dict[str, int]:
        """Σ baseline and stand-ins by member of one dimension, minor units."""
        sums: dict[str, int] = {}
        for cell in self.cells:
            sums[cell.key[place]] = sums.get(cell.key[place], 0) + cell.comparable
        return sums


def cell_table(
    transactions: Transactions,
    base: BaseYear,
    proxies: Sequence[Proxy],
    outlook: Outlook,
    rates: Rates,
    product: int | None,
    person: int | None,
    previous: Mapping[str, int],
) -> CellTable:
    """All cells. A cell with history has a baseline, and the forecast of its series: baseline · exp(expected growth).
    A stand-in has none; its amount is its potential and its forecast, with an own spread twice the default."""
    names = [codes.names for codes in transactions.members]
    series = {key: place for place, key in enumerate(outlook.keys)}
    log_sd = outlook.uncertainty.log_sd()
    stand_ins = _stand_ins(proxies)
    found: dict[CellKey, PlannedCell] = {}
    for place in np.flatnonzero(base.known).tolist():
        key = tuple(one[code] for one, code in zip(names, base.members[:, place].tolist(), strict=True))
        baseline = int(base.baseline[place])
        at = series[tuple(key[dimension] for dimension in outlook.dimensions)]
        margin = float(rates.margin[place])
        found[key] = PlannedCell(
            key=key,
            baseline=baseline,
            comparable=baseline,
            forecast=round(baseline * math.exp(float(outlook.growth.expected[at]))) if baseline > 0 else None,
            log_sd=round(float(log_sd[at]), 4),
            margin=None if math.isnan(margin) else margin,
            previous=None,
        )
    wide = _stand_in_sd(outlook)
    for key, amount in stand_ins.items():
        margin_rate = None if product is None else rates.product_margin.get(key[product])
        found[key] = PlannedCell(key, None, amount, amount, wide, margin_rate, None)
    cells = [found[key] for key in sorted(found)]
    divided, lost = _divided(cells, person, previous)
    return CellTable(tuple(divided), lost)


def _stand_ins(proxies: Sequence[Proxy]) -> dict[CellKey, int]:
    amounts: dict[CellKey, int] = {}
    for proxy in proxies:
        for key, amount in proxy.cells:
            amounts[key] = amounts.get(key, 0) + amount
    return amounts


def _stand_in_sd(outlook: Outlook) -> float:
    shared = outlook.uncertainty
    own = min(2 * DEFAULT_OWN_SD, LARGEST_SD)
    return round(math.sqrt(shared.company**2 + shared.region**2 + own**2), 4)


def _divided(
    cells: Sequence[PlannedCell], person: int | None, previous: Mapping[str, int]
) -> tuple[list[PlannedCell], dict[str, int]]:
    """Last targets of people, divided over their cells as the comparable year is, exactly."""
    if person is None or not previous:
        return list(cells), {}
    by_person: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        by_person.setdefault(cell.key[person], []).append(place)
    parts: dict[int, int] = {}
    lost: dict[str, int] = {}
    for name, amount in previous.items():
        places = by_person.get(name, [])
        weights = [max(cells[place].comparable, 0) for place in places]
        if not sum(weights) or amount < 0:
            lost[name] = amount
            continue
        parts.update(zip(places, apportioned(amount, weights), strict=True))
    return [
        cell if place not in parts else PlannedCell(**{**vars(cell), "previous": parts[place]})
        for place, cell in enumerate(cells)
    ], lost

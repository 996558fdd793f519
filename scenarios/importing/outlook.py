"""What the history says about the plan year: shape of the year, growth, spread, margins and prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray, FloatArray, IntArray
from models.findings import Fact, FindingList, Location, near_names
from models.history.calendar import MONTHS, FiscalCalendar, first_day
from models.history.exact_sums import group_sums
from models.history.growth import Growth, damping_of, log_growth, shrunk_growth
from models.history.seasonality import Seasonality, seasonality_of
from models.history.uncertainty import QUARTERS, Uncertainty, uncertainty_of
from scenarios.importing.base_year import annualised_dimension, calendar_of, member_starts
from scenarios.importing.combinations import Combinations, combinations_of
from scenarios.importing.mapping import ImportMapping
from scenarios.importing.people import Staff
from scenarios.importing.transactions import Transactions

MOST_YEARS = 5
"""Full years that are looked at, the base year included: what is older says little about the next."""


@dataclass(frozen=True, eq=False)
class GroupShapes:
    """Seasonality by group: dimension positions, the groups' names, and the shares."""

    dimensions: tuple[int, ...]
    keys: tuple[tuple[str, ...], ...]
    shapes: Seasonality


@dataclass(frozen=True, eq=False)
class Outlook:
    """Growth and spread of every series (combinations of `dimensions`; `keys` are their names).

    `years` are the full years used, `totals` the company's sums in them. `like_for_like` are its sums of the last two,
    only of people who were there all the time.
    """

    years: tuple[int, ...]
    dimensions: tuple[int, ...]
    keys: tuple[tuple[str, ...], ...]
    growth: Growth
    uncertainty: Uncertainty
    like_for_like: tuple[int, int] | None
    totals: tuple[int, ...]


def full_years(transactions: Transactions, mapping: ImportMapping) -> tuple[int, ...]:
    """Fiscal years up to the base year that the table covers from the first to the last month, at most five. A base
    year that the mapping calls complete counts as covered."""
    calendar, base = calendar_of(mapping), mapping.years.base
    opening, closing = int(transactions.month.min()), int(transactions.month.max())
    years = []
    for year in range(base, base - MOST_YEARS, -1):
        months = calendar.months(year)
        covered = months.start >= opening and months.stop - 1 <= closing
        if not covered and not (year == base and mapping.years.is_complete):
            break
        years.append(year)
    return tuple(reversed(years))


def dimensions_named(
    mapping: ImportMapping, names: Sequence[str] | None, roles: Sequence[str], pointer: str, findings: FindingList
) -> tuple[int, ...]:
    """Positions of the named dimensions; without names those of the roles that there are, else the first."""
    known = [dimension.name for dimension in mapping.dimensions]
    if names is None:
        found = [mapping.with_role(role) for role in roles]
        places = tuple(known.index(one.name) for one in found if one is not None)
        return places or (0,)
    for name in names:
        if name not in known:
            facts: dict[str, Fact] = {"name": name, "known": known, "near": near_names(name, known)}
            findings.add("import_dimension_unknown", Location(pointer=pointer), facts)
    return tuple(known.index(name) for name in names if name in known)


def shapes_of(
    transactions: Transactions, mapping: ImportMapping, used: BoolArray, findings: FindingList
) -> GroupShapes:
    """Seasonality of the company and of every group, from the full years."""
    calendar = calendar_of(mapping)
    years = full_years(transactions, mapping)
    dimensions = dimensions_named(mapping, mapping.seasonality.by, ["product"], "/seasonality/by", findings)
    inside = np.flatnonzero(used & np.isin(calendar.year_of(transactions.month), years))
    codes = [transactions.members[place].code[inside] for place in dimensions]
    found = combinations_of(codes, inside.size)
    month = transactions.month[inside]
    place = calendar.year_of(month) - (years[0] if years else 0)
    slots = max(len(years), 1) * MONTHS
    code = found.code * slots + place * MONTHS + calendar.place_of(month)
    sums = group_sums(code, transactions.amount[inside], found.count * slots)
    shapes = seasonality_of(sums.reshape(found.count, -1, MONTHS), mapping.seasonality.prior_months)
    return GroupShapes(dimensions, _names(transactions, dimensions, found.members), shapes)


def outlook_of(
    transactions: Transactions, mapping: ImportMapping, staff: Staff, used: BoolArray, findings: FindingList
) -> Outlook:
    """Growth and spread by series from the full years.

    Only series that sold in the first quarter of the year before are compared; one that opened later has no growth of
    its own. The mean is the growth of all of them together.
    """
    calendar = calendar_of(mapping)
    years = full_years(transactions, mapping)
    by = dimensions_named(mapping, mapping.forecast.growth_by, ["product", "region"], "/forecast/growth_by", findings)
    rows = np.flatnonzero(used & np.isin(calendar.year_of(transactions.month), years))
    found = combinations_of([transactions.members[place].code[rows] for place in by], rows.size)
    quarters = _quarters(transactions, calendar, years, rows, found)
    changes = max(len(years) - 1, 0)
    mean, observed = 0.0, np.full(found.count, np.nan)
    compared = np.zeros(found.count, dtype=np.bool_)
    if changes:
        compared = quarters[:, -2 * QUARTERS] > 0
        yearly = quarters.reshape(found.count, -1, QUARTERS).sum(axis=2)
        observed = np.where(compared, log_growth(yearly[:, -2], yearly[:, -1]), np.nan)
        company = log_growth(*(yearly[compared][:, [year]].sum(axis=0) for year in (-2, -1)))[0]
        mean = float(company) if np.isfinite(company) else 0.0
    spread = uncertainty_of(np.where(compared[:, None], quarters, 0), _region_of(mapping, by, found.members))
    stated = mapping.forecast.damping
    growth = shrunk_growth(observed, mean, spread.noise, damping_of(changes) if stated is None else stated)
    totals = quarters.sum(axis=0).reshape(-1, QUARTERS).sum(axis=1)
    return Outlook(
        years=years,
        dimensions=by,
        keys=_names(transactions, by, found.members),
        growth=growth,
        uncertainty=spread,
        like_for_like=_like_for_like(transactions, mapping, staff, years, used),
        totals=tuple(int(total) for total in totals),
    )


def _quarters(
    transactions: Transactions,
    calendar: FiscalCalendar,
    years: tuple[int, ...],
    rows: IntArray,
    found: Combinations,
) -> IntArray:
    """Sums by series and quarter of the full years."""
    month = transactions.month[rows]
    slots = max(len(years), 1) * QUARTERS
    year = calendar.year_of(month) - (years[0] if years else 0)
    slot = year * QUARTERS + calendar.place_of(month) // (MONTHS // QUARTERS)
    return group_sums(found.code * slots + slot, transactions.amount[rows], found.count * slots).reshape(-1, slots)


def _like_for_like(
    transactions: Transactions, mapping: ImportMapping, staff: Staff, years: tuple[int, ...], used: BoolArray
) -> tuple[int, int] | None:
    """Sums of the last two years of members who began before the first of them and sold in the second."""
    dimension = annualised_dimension(mapping)
    if dimension is None or len(years) < 2:
        return None
    calendar = calendar_of(mapping)
    codes = transactions.members[dimension]
    opening = first_day(calendar.months(years[-2]).start)
    starts = member_starts(transactions, mapping, staff, dimension, FindingList())
    steady = np.array([code not in starts or starts[code][0] <= opening for code in range(len(codes.names))])
    year = calendar.year_of(transactions.month)
    sold = np.zeros(len(codes.names), dtype=np.bool_)
    sold[codes.code[used & (year == years[-1])]] = True
    rows = used & (steady & sold)[codes.code]
    before, after = (int(transactions.amount[rows & (year == one)].sum()) for one in years[-2:])
    return before, after


def _region_of(mapping: ImportMapping, by: tuple[int, ...], members: IntArray) -> IntArray:
    """The region of every series; all in one where series know no region."""
    for row, place in enumerate(by):
        if mapping.dimensions[place].role == "region":
            return np.asarray(members[row], dtype=np.int64)
    return np.zeros(members.shape[1], dtype=np.int64)


def _names(transactions: Transactions, dimensions: tuple[int, ...], members: IntArray) -> tuple[tuple[str, ...], ...]:
    names = [transactions.members[place].names for place in dimensions]
    return tuple(tuple(one[code] for one, code in zip(names, column, strict=True)) for column in members.T.tolist())


@dataclass(frozen=True, eq=False)
class Rates:
    """Margin per cell (NaN: no cost anywhere), margin and unit price per product; `from_product` marks cells whose
    margin is their product's. Prices are minor units per unit."""

    margin: FloatArray
    from_product: BoolArray
    product_margin: dict[str, float]
    product_price: dict[str, float]


def rates_of(
    transactions: Transactions, product: int | None, cell_of_row: IntArray, cell_product: IntArray | None, count: int
) -> Rates:
    """Margin = 1 − Σ cost / Σ amount over the base year's rows that state a cost, within ± 1; where a cell sold
    nothing with a cost, its product's. Price = Σ amount / Σ units over the rows that state units."""
    costed = (cell_of_row >= 0) & transactions.cost.present
    margin = _margin(transactions, np.where(costed, cell_of_row, -1), count)
    product_margin: dict[str, float] = {}
    product_price: dict[str, float] = {}
    from_product = np.zeros(count, dtype=np.bool_)
    if product is not None and cell_product is not None:
        codes = transactions.members[product]
        size = len(codes.names)
        by_product = _margin(transactions, np.where(costed, codes.code, -1), size)
        from_product = np.isnan(margin) & np.isfinite(by_product[cell_product])
        margin = np.where(from_product, by_product[cell_product], margin)
        product_margin = {name: float(rate) for name, rate in zip(codes.names, by_product, strict=True) if rate == rate}
        counted = np.where((cell_of_row >= 0) & transactions.units.present, codes.code, -1)
        units = group_sums(counted, transactions.units.minor, size)
        money = group_sums(counted, transactions.amount, size)
        product_price = {
            name: float(money[place]) / (float(units[place]) / 1e6)
            for place, name in enumerate(codes.names)
            if units[place] > 0 and money[place] > 0
        }
    return Rates(margin, from_product, product_margin, product_price)


def _margin(transactions: Transactions, code: IntArray, count: int) -> FloatArray:
    amount = group_sums(code, transactions.amount, count)
    cost = group_sums(code, transactions.cost.minor, count)
    sold = amount > 0
    rate = 1.0 - np.where(sold, cost, 0) / np.where(sold, amount, 1)
    return np.where(sold, np.clip(np.round(rate, 6), -1.0, 1.0), np.nan)

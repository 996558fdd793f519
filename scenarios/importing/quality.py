"""What is odd about the data: nothing that stops an import, everything that people should look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.arrays import BoolArray
from models.findings import Fact, Finding, FindingList, Location
from models.history.calendar import MONTHS, first_day, month_of, month_text
from scenarios.importing.base_year import calendar_of
from scenarios.importing.history import History
from scenarios.importing.targets import Target, floors_and_caps
from scenarios.importing.transactions import rows_of

SHOWN = 9
"""Examples of one kind: one more than a sentence lists, so that it shows that there are more."""

SUMS = frozenset(
    ("total", "totals", "grand total", "subtotal", "sub-total", "sum", "all", "合计", "总计", "小计", "汇总", "共计")
)
SUM_ENDINGS = (" total", " subtotal", "合计", "小计")
"""Names of rows that add others up, as exports of pivot tables have them."""

SAW_TOOTH = 0.8
"""First months of quarters below this part of the other months' mean make a saw-tooth."""


@dataclass(frozen=True)
class Quality:
    """Findings about the data, in the order in which people should read them."""

    findings: tuple[Finding, ...]


def quality_of(history: History, targets: Sequence[Target], notices: Sequence[Finding] = ()) -> Quality:
    """Every check; first the `notices` about how the tables were read."""
    findings = FindingList()
    _rows(history, findings)
    _months(history, findings)
    _names(history, findings)
    _people(history, findings)
    _places(history, findings)
    _sales(history, findings)
    _cells(history, findings)
    _reach(history, targets, findings)
    return Quality((*notices, *findings))


def _rows(history: History, findings: FindingList) -> None:
    found = history.transactions
    place = Location(file=found.file)
    if found.duplicates.size:
        facts: dict[str, Fact] = {"count": int(found.duplicates.size), "rows": rows_of(found, found.duplicates)}
        findings.add("quality_duplicates", place, facts)
    negative: BoolArray = found.amount < 0
    if negative.any():
        total = _written(history, int(found.amount[negative].sum()))
        findings.add(
            "quality_returns", place, {"count": int(negative.sum()), "amount": total, "rows": rows_of(found, negative)}
        )
    if found.rounded_amounts:
        findings.add("quality_rounded", place, {"count": found.rounded_amounts})
    if history.mapping.format.encoding != "utf-8":
        findings.add("quality_encoding", place, {"encoding": history.mapping.format.encoding})
    calendar = calendar_of(history.mapping)
    later: BoolArray = calendar.year_of(found.month) > history.mapping.years.base
    if later.any():
        facts = {
            "count": int(later.sum()),
            "year": calendar.label(history.mapping.years.base),
            "rows": rows_of(found, later),
        }
        findings.add("quality_dates_after", place, facts)
    old: BoolArray = calendar.year_of(found.month) < history.mapping.years.base - 10
    if old.any():
        findings.add("quality_dates_old", place, {"count": int(old.sum()), "rows": rows_of(found, old)})


def _months(history: History, findings: FindingList) -> None:
    found = history.transactions
    place = Location(file=found.file)
    opening = int(found.month.min())
    sums = np.zeros(int(found.month.max()) - opening + 1, dtype=np.int64)
    np.add.at(sums, found.month - opening, found.amount)
    empty = [month_text(opening + month) for month in np.flatnonzero(sums == 0).tolist()]
    if empty:
        findings.add("quality_gap_months", place, {"count": len(empty), "months": empty[:SHOWN]})
    shape = history.shapes.shapes.company.astype(np.float64)
    first = shape[::3].mean()
    others = np.delete(shape, np.arange(0, MONTHS, 3)).mean()
    sold_all = bool((shape[::3] < others).all())
    if others > 0 and first < SAW_TOOTH * others and sold_all:
        findings.add("quality_saw_tooth", place, {"percent": round((1 - first / others) * 100)})
    years = history.outlook.years
    if len(years) < 2:
        calendar = calendar_of(history.mapping)
        findings.add("quality_one_year", place, {"year": calendar.label(history.mapping.years.base)})


def _names(history: History, findings: FindingList) -> None:
    """Members that differ in blanks, case or width only, and members that are sums of others."""
    for dimension, codes in zip(history.mapping.dimensions, history.transactions.members, strict=True):
        met: dict[str, str] = {}
        for name in codes.names:
            plain = "".join(name.split()).casefold()
            if plain in met:
                place = Location(file=history.transactions.file, column=dimension.column)
                findings.add("quality_similar_names", place, {"first": met[plain], "second": name})
            met.setdefault(plain, name)
        sums = [name for name in codes.names if name.casefold() in SUMS or name.casefold().endswith(SUM_ENDINGS)]
        if sums:
            place = Location(file=history.transactions.file, column=dimension.column)
            findings.add("quality_totals", place, {"names": sums[:SHOWN]})


def _people(history: History, findings: FindingList) -> None:
    person = history.mapping.with_role("person")
    if person is None:
        return
    dimension = history.mapping.dimensions.index(person)
    names = history.transactions.members[dimension].names
    people = history.staff.people
    if people:
        unmatched = [name for name in names if name not in people]
        if unmatched:
            facts: dict[str, Fact] = {"count": len(unmatched), "names": unmatched[:SHOWN]}
            findings.add("quality_people_unmatched", Location(file=history.transactions.file), facts)
    first = np.full(len(names), np.iinfo(np.int64).max, dtype=np.int64)
    np.minimum.at(first, history.transactions.members[dimension].code, history.transactions.month)
    early = [
        f"{name} ({hired.isoformat()})"
        for name, month in zip(names, first.tolist(), strict=True)
        if name in people and (hired := people[name].hired) is not None and month < month_of(hired)
    ]
    if early:
        findings.add("quality_sold_before_hire", Location(), {"count": len(early), "names": early[:SHOWN]})
    if history.cells.previous_lost:
        lost = sorted(history.cells.previous_lost)
        findings.add("quality_previous_lost", Location(), {"count": len(lost), "names": lost[:SHOWN]})


def _places(history: History, findings: FindingList) -> None:
    """One person with several regions, and one region with several people, by all tables."""
    person, region = history.mapping.with_role("person"), history.mapping.with_role("region")
    if person is None or region is None:
        return
    dimensions = history.mapping.dimensions
    at, where = dimensions.index(person), dimensions.index(region)
    names, places = history.transactions.members[at].names, history.transactions.members[where].names
    sold: dict[str, dict[str, int]] = {}
    for column, amount in zip(history.base.members.T.tolist(), history.base.actual.tolist(), strict=True):
        row = sold.setdefault(names[column[at]], {})
        row[places[column[where]]] = row.get(places[column[where]], 0) + amount
    day = first_day(calendar_of(history.mapping).months(history.mapping.years.base).stop)
    disagreeing, several = [], []
    for name, amounts in sorted(sold.items()):
        if len(amounts) > 1:
            several.append(f"{name} ({', '.join(sorted(amounts, key=lambda one: (-amounts[one], one)))})")
        stated = {max(amounts, key=lambda one: (amounts[one], one)), *history.staff.places_on(name, day)}
        known = history.staff.people.get(name)
        stated |= {known.place} if known is not None and known.place else set()
        if len(stated) > 1:
            disagreeing.append(f"{name} ({', '.join(sorted(stated))})")
    crowded = [
        f"{place} ({len(found)})"
        for place in places
        if len(found := [name for name, amounts in sold.items() if amounts.get(place)]) > 1
    ]
    for code, found in (("several", several), ("disagreeing", disagreeing), ("crowded", crowded)):
        if found:
            _add_places(code, len(found), found[:SHOWN], findings)


def _add_places(kind: str, count: int, examples: list[str], findings: FindingList) -> None:
    facts: dict[str, Fact] = {"count": count, "examples": examples}
    if kind == "several":
        findings.add("quality_person_many_places", Location(), facts)
    elif kind == "disagreeing":
        findings.add("quality_places_disagree", Location(), facts)
    else:
        findings.add("quality_place_many_people", Location(), facts)


def _sales(history: History, findings: FindingList) -> None:
    found = history.transactions
    inside = history.base.cell_of_row >= 0
    total = int(found.amount[inside].sum())
    place = Location(file=found.file)
    below = inside & found.cost.present & (found.amount > 0) & (found.cost.minor > found.amount)
    if below.any() and total > 0:
        facts: dict[str, Fact] = {
            "count": int(below.sum()),
            "percent": round(100 * int(found.amount[below].sum()) / total),
            "rows": rows_of(found, np.asarray(below)),
        }
        findings.add("quality_below_cost", place, facts)
    if found.article is not None and total > 0 and len(history.outlook.years) > 1:
        base_first = calendar_of(history.mapping).months(history.mapping.years.base).start
        old = np.zeros(len(found.article.names), dtype=np.bool_)
        old[found.article.code[(found.month < base_first) & (found.article.code >= 0)]] = True
        fresh = inside & (found.article.code >= 0) & ~old[np.maximum(found.article.code, 0)]
        if fresh.any():
            articles = sorted({found.article.names[code] for code in found.article.code[fresh].tolist()})
            percent = round(100 * int(found.amount[fresh].sum()) / total)
            findings.add(
                "quality_new_articles", place, {"count": len(articles), "percent": percent, "names": articles[:SHOWN]}
            )
    listed = [deal for deal in history.one_offs.deals if not deal.excluded]
    if listed:
        facts = {
            "count": len(listed),
            "amount": _written(history, sum(deal.amount for deal in listed)),
            "rows": [str(deal.row) for deal in listed[:SHOWN]],
        }
        findings.add("quality_one_offs", place, facts)


def _cells(history: History, findings: FindingList) -> None:
    """Cells that have no growth rate."""
    negative = [cell for cell in history.cells.cells if cell.baseline is not None and cell.baseline <= 0]
    if negative:
        examples = [" × ".join(cell.key) for cell in negative[:SHOWN]]
        findings.add("quality_cells_not_positive", Location(), {"count": len(negative), "examples": examples})


def _reach(history: History, targets: Sequence[Target], findings: FindingList) -> None:
    """Company targets that the floors and caps of people do not allow."""
    person, rule = history.mapping.with_role("person"), history.mapping.limits.person
    if person is None or rule is None:
        return
    comparable = history.cells.comparable_by(history.mapping.dimensions.index(person))
    for target in targets:
        bounds = floors_and_caps(comparable, rule, target.ratio, history.money)
        facts: dict[str, Fact] = {"target": _written(history, target.minor)}
        if len(bounds) < len(comparable):
            continue
        low, high = (sum(one[side] for one in bounds.values()) for side in (0, 1))
        if high < target.minor:
            short = _written(history, target.minor - high)
            findings.add(
                "quality_caps_below_target", Location(), facts | {"caps": _written(history, high), "short": short}
            )
        elif low > target.minor:
            over = _written(history, low - target.minor)
            findings.add(
                "quality_floors_above_target", Location(), facts | {"floors": _written(history, low), "over": over}
            )


def _written(history: History, minor: int) -> str:
    return f"{history.money.from_minor(minor):,f}"

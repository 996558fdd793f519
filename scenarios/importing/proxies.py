"""Members without history, and what stands in for it: always by a rule that somebody wrote down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from models.arrays import BoolArray, IntArray
from models.findings import Fact, FindingList, Location, near_names
from models.history.calendar import first_day, month_of
from models.history.exact_sums import apportioned, rounded
from models.units import AmountError, Money
from scenarios.importing.base_year import BaseYear, annualised_dimension, calendar_of, member_starts
from scenarios.importing.mapping import ImportMapping
from scenarios.importing.mapping_rules import ProxyMapping
from scenarios.importing.people import Staff
from scenarios.importing.transactions import Transactions

CellKey = tuple[str, ...]


@dataclass(frozen=True)
class Proxy:
    """What one member gets. `amount` is exact and divided over `cells`; `parts` are the peers' amounts behind it."""

    member: str
    dimension: int
    rule: str
    reason: str
    amount: int
    parts: tuple[tuple[str, int], ...]
    cells: tuple[tuple[CellKey, int], ...]


@dataclass(frozen=True)
class ProxyReader:
    """Works out proxies from the base year. Everything wrong goes to `findings`."""

    transactions: Transactions
    mapping: ImportMapping
    staff: Staff
    base: BaseYear
    money: Money
    findings: FindingList

    def read(self) -> tuple[Proxy, ...]:
        """One proxy per member of every rule."""
        found: list[Proxy] = []
        for place, rule in enumerate(self.mapping.proxies):
            dimension = self._dimension(rule, place)
            if dimension is not None:
                found += [proxy for name in rule.members for proxy in self._proxy(rule, place, dimension, name)]
        return tuple(found)

    def _dimension(self, rule: ProxyMapping, place: int) -> int | None:
        names = [dimension.name for dimension in self.mapping.dimensions]
        if rule.dimension is None:
            person = self.mapping.with_role("person")
            if person is not None:
                return names.index(person.name)
        elif rule.dimension in names:
            return names.index(rule.dimension)
        facts: dict[str, Fact] = {"name": rule.dimension or "", "known": names, "near": []}
        self.findings.add("import_dimension_unknown", Location(pointer=f"/proxies/{place}/dimension"), facts)
        return None

    def _proxy(self, rule: ProxyMapping, place: int, dimension: int, name: str) -> list[Proxy]:
        pointer = f"/proxies/{place}"
        before = len(self.findings)
        self._check_member(name, dimension, pointer)
        peers = self._peers(rule, dimension, name, pointer)
        parts = self._parts(rule, dimension, peers, pointer)
        amount = self._amount(rule, parts, pointer)
        fixed = self._places(rule, dimension, name, pointer)
        if len(self.findings) > before:
            return []
        cells = self._cells(dimension, name, peers, fixed, amount)
        return [Proxy(name, dimension, rule.rule, rule.reason or "", amount, tuple(parts), tuple(cells))]

    def _check_member(self, name: str, dimension: int, pointer: str) -> None:
        """The member must be known somewhere (for people: in their table), and have no usable history of its own."""
        codes = self.transactions.members[dimension]
        code = codes.index().get(name, -1)
        is_person = self.mapping.dimensions[dimension].role == "person"
        if is_person and self.staff.people and name not in self.staff.people:
            facts: dict[str, Fact] = {"name": name, "near": near_names(name, list(self.staff.people))}
            self.findings.add("import_person_unknown", Location(pointer=f"{pointer}/members"), facts)
        if code >= 0 and bool((self._of(dimension, code) & self.base.known).any()):
            self.findings.add("import_proxy_with_history", Location(pointer=f"{pointer}/members"), {"name": name})

    def _of(self, dimension: int, code: int) -> BoolArray:
        return np.asarray(self.base.members[dimension] == code, dtype=np.bool_)

    def _peers(self, rule: ProxyMapping, dimension: int, name: str, pointer: str) -> list[int]:
        """Codes of the members whose sales are taken."""
        codes = self.transactions.members[dimension]
        index = codes.index()
        known = np.zeros(len(codes.names), dtype=np.bool_)
        known[self.base.members[dimension][self.base.known]] = True
        if rule.peers:
            for peer in rule.peers:
                if peer not in index or not known[index[peer]]:
                    facts: dict[str, Fact] = {"name": peer, "near": near_names(peer, list(codes.names))}
                    self.findings.add("import_peer_without_history", Location(pointer=f"{pointer}/peers"), facts)
            return [index[peer] for peer in rule.peers if peer in index]
        team = self.staff.people[name].team if name in self.staff.people else ""
        same = [
            code
            for code, other in enumerate(codes.names)
            if known[code] and other != name and (not team or self._team(other) == team)
        ]
        if not same:
            self.findings.add(
                "import_peer_without_history", Location(pointer=pointer), {"name": team or name, "near": []}
            )
        return same

    def _team(self, name: str) -> str:
        return self.staff.people[name].team if name in self.staff.people else ""

    def _parts(self, rule: ProxyMapping, dimension: int, peers: Sequence[int], pointer: str) -> list[tuple[str, int]]:
        if rule.rule == "amount":
            return []
        names = self.transactions.members[dimension].names
        if rule.year == "base":
            return [(names[code], int(self.base.baseline[self._of(dimension, code)].sum())) for code in peers]
        parts = []
        for code in peers:
            total = self._first_full_year(dimension, code)
            if total is None:
                facts: dict[str, Fact] = {"name": names[code], "near": []}
                self.findings.add("import_peer_without_history", Location(pointer=f"{pointer}/peers"), facts)
            else:
                parts.append((names[code], total))
        return parts

    def _first_full_year(self, dimension: int, code: int) -> int | None:
        """Sales of the first fiscal year that the table covers and that the member was there from its first day."""
        calendar = calendar_of(self.mapping)
        opening = int(self.transactions.month.min())
        starts: dict[int, tuple[object, str]] = {}
        if dimension == annualised_dimension(self.mapping):
            starts.update(member_starts(self.transactions, self.mapping, self.staff, dimension, FindingList()))
        start = starts.get(code)
        rows = self.transactions.members[dimension].code == code
        for year in range(calendar.year_of(opening), self.mapping.years.base + 1):
            months = calendar.months(year)
            late = start is not None and start[0] > first_day(months.start)  # type: ignore[operator]
            if months.start < opening or late:
                continue
            inside = rows & (self.transactions.month >= months.start) & (self.transactions.month < months.stop)
            return int(self.transactions.amount[inside].sum())
        return None

    def _amount(self, rule: ProxyMapping, parts: Sequence[tuple[str, int]], pointer: str) -> int:
        if rule.amount is not None and rule.rule == "amount":
            try:
                exact = Fraction(self.money.to_minor(rule.amount))
            except AmountError as error:
                facts: dict[str, Fact] = {"value": str(rule.amount), "digits": self.money.written_digits}
                self.findings.add(f"amount_{error.reason}", Location(pointer=f"{pointer}/amount"), facts)
                return 0
        else:
            exact = Fraction(sum(amount for _, amount in parts), max(len(parts), 1))
        # The share is a decimal that somebody wrote; its shortest text is what was meant.
        amount = rounded(exact * Fraction(repr(rule.share)))
        if amount <= 0 and parts:
            self.findings.add("import_proxy_not_positive", Location(pointer=pointer), {"name": parts[0][0]})
        return amount

    def _places(self, rule: ProxyMapping, dimension: int, name: str, pointer: str) -> dict[int, list[str]]:
        """Members of other dimensions that are given: by `where`, or the region by the assignment or people table."""
        names = [one.name for one in self.mapping.dimensions]
        fixed: dict[int, list[str]] = {}
        for other, member in rule.where.items():
            if other not in names:
                facts: dict[str, Fact] = {"name": other, "known": names, "near": near_names(other, names)}
                self.findings.add("import_dimension_unknown", Location(pointer=f"{pointer}/where/{other}"), facts)
                continue
            place = names.index(other)
            self._check_known(place, member, f"{pointer}/where/{other}")
            fixed[place] = [member]
        region = self.mapping.with_role("region")
        if region is None or names.index(region.name) in fixed or self.mapping.dimensions[dimension].role != "person":
            return fixed
        day = first_day(calendar_of(self.mapping).months(self.mapping.years.base).stop)
        places = self.staff.places_on(name, day)
        if not places and name in self.staff.people and self.staff.people[name].place:
            places = [self.staff.people[name].place]
        if not places:
            self.findings.add(
                "import_proxy_without_place", Location(pointer=pointer), {"name": name, "dimension": region.name}
            )
        fixed[names.index(region.name)] = sorted(region.replace.get(one, one) for one in places)
        return fixed

    def _check_known(self, place: int, member: str, pointer: str) -> None:
        """A typing error must not open a new region: the name stands in some table."""
        known = set(self.transactions.members[place].names)
        if self.mapping.dimensions[place].role == "region":
            known |= {one.place for one in self.staff.assignments} | {one.place for one in self.staff.people.values()}
        if member not in known:
            near = near_names(member, sorted(known))
            facts: dict[str, Fact] = {"name": member, "dimension": self.mapping.dimensions[place].name, "near": near}
            self.findings.add("member_unknown", Location(pointer=pointer), facts)

    def _cells(
        self, dimension: int, name: str, peers: Sequence[int], fixed: dict[int, list[str]], amount: int
    ) -> list[tuple[CellKey, int]]:
        """The amount divided as the peers' sales are over the dimensions that are not given; equally over several
        given places."""
        inside = self.base.known & (self.base.baseline > 0)
        if peers:
            inside &= np.isin(self.base.members[dimension], list(peers))
        weights: dict[CellKey, int] = {}
        for place in np.flatnonzero(inside):
            for key in self._keys(self.base.members[:, place], dimension, name, fixed):
                weights[key] = weights.get(key, 0) + int(self.base.baseline[place])
        keys = sorted(weights)
        parts = apportioned(amount, [weights[key] for key in keys])
        return [(key, part) for key, part in zip(keys, parts, strict=True) if part]

    def _keys(self, members: IntArray, dimension: int, name: str, fixed: dict[int, list[str]]) -> list[CellKey]:
        keys: list[CellKey] = [()]
        for place, code in enumerate(members.tolist()):
            if place == dimension:
                options = [name]
            else:
                options = fixed.get(place) or [self.transactions.members[place].names[code]]
            keys = [(*key, option) for key in keys for option in options]
        return keys


def check_everybody_has_numbers(
    transactions: Transactions,
    mapping: ImportMapping,
    staff: Staff,
    base: BaseYear,
    proxies: Sequence[Proxy],
    findings: FindingList,
) -> None:
    """Nobody is planned, or left out, silently. Finds `import_person_unmatched`, `import_person_left`,
    `import_person_without_history`, `import_history_too_short`."""
    person = mapping.with_role("person")
    proxied = {(proxy.dimension, proxy.member) for proxy in proxies}
    for start in base.starts:
        place = annualised_dimension(mapping)
        if not start.enough and (place, start.member) not in proxied:
            facts: dict[str, Fact] = {"name": start.member, "months": start.months}
            findings.add("import_history_too_short", Location(pointer="/proxies"), facts)
    if person is None or mapping.people is None or not staff.people:
        return
    dimension = [one.name for one in mapping.dimensions].index(person.name)
    codes = transactions.members[dimension]
    selling = {codes.names[code] for code in np.unique(base.members[dimension])}
    plan_start = first_day(calendar_of(mapping).months(mapping.years.base).stop)
    for name in sorted(selling):
        known = staff.people.get(name)
        if known is None and mapping.people.unmatched == "error":
            facts = {"name": name, "near": near_names(name, list(staff.people))}
            findings.add("import_person_unmatched", Location(pointer="/people/unmatched"), facts)
        elif (
            known is not None and known.left is not None and known.left < plan_start and name not in mapping.people.keep
        ):
            facts = {"name": name, "day": known.left.isoformat()}
            findings.add("import_person_left", Location(pointer="/dimensions"), facts)
    stop = first_day(month_of(plan_start) + 12)
    for name, one in staff.people.items():
        is_there = (one.left is None or one.left >= plan_start) and (one.hired is None or one.hired < stop)
        if is_there and name not in selling and name not in mapping.people.ignore and (dimension, name) not in proxied:
            place_of = Location(pointer="/proxies", file=None)
            findings.add("import_person_without_history", place_of, {"name": name, "row": one.row})

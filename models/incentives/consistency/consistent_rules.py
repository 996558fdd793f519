"""Which rules go together, and which one must give."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from models.incentives.consistency.rule import RuleName, Span
from models.incentives.consistency.rule_model import RuleModel
from models.incentives.consistency.rule_search import RuleSearch

FACTS = (RuleName.FORECAST, RuleName.MEAN_ATTAINMENT, RuleName.SPREAD, RuleName.COMPANY_LOADING)
"""What is expected of the year: to be estimated, while the others are chosen."""


@dataclass(frozen=True)
class WayOut:
    """One rule gives while those of `kept` hold: it must lie in `needed`; `nearest` is the value there that is nearest
    to what it says. `is_enough`: all other rules are kept."""

    rule: RuleName
    needed: Span
    nearest: float
    kept: tuple[RuleName, ...]
    is_enough: bool


@dataclass(frozen=True)
class ConsistentRules:
    """`values`: one set in which all rules hold, and `reach`: what each quantity can be while they do; both empty where
    they contradict each other. `conflict`: a smallest set of rules that contradict each other: without any one of them
    the others of it go together. `ways_out`: what each rule of the conflict must be so that all others hold, or where
    that is not enough, the others of the conflict. Where none is enough: every rule that contradicts what is expected
    of the year alone, if there are any."""

    given: Mapping[RuleName, Span]
    values: Mapping[RuleName, float]
    reach: Mapping[RuleName, Span]
    conflict: tuple[RuleName, ...]
    ways_out: tuple[WayOut, ...]

    @property
    def is_consistent(self) -> bool:
        """Whether all rules can hold together."""
        return not self.conflict


def consistent_rules(model: RuleModel, given: Mapping[RuleName, Span]) -> ConsistentRules:
    """The set that the given rules leave, or what contradicts what. Same rules, same answer."""
    ordered = {name: given[name] for name in RuleName if name in given}
    search = RuleSearch(model, ordered)
    if search.is_consistent:
        return ConsistentRules(ordered, search.usual(), {name: search.reach(name) for name in RuleName}, (), ())
    conflict = _conflict(model, ordered)
    # A rule outside of the conflict cannot end it.
    ways = [_way_out(model, ordered, name, set(ordered)) for name in conflict]
    if any(ways):
        within = _within_conflict(model, ordered, conflict)
        ways = [way or other for way, other in zip(ways, within, strict=True)]
    else:
        ways = _against_facts(model, ordered) or _within_conflict(model, ordered, conflict)
    return ConsistentRules(ordered, {}, {}, conflict, tuple(way for way in ways if way is not None))


def _way_out(model: RuleModel, given: Mapping[RuleName, Span], giving: RuleName, kept: Set[RuleName]) -> WayOut | None:
    others = {name: span for name, span in given.items() if name in kept and name is not giving}
    search = RuleSearch(model, others)
    if not search.is_consistent:
        return None
    needed, asked = search.reach(giving), given[giving]
    nearest = needed.low if needed.low > asked.high else needed.high
    return WayOut(giving, needed, nearest, tuple(others), len(others) == len(given) - 1)


def _against_facts(model: RuleModel, given: Mapping[RuleName, Span]) -> list[WayOut | None]:
    """Rules that what is expected of the year does not allow, each by itself."""
    facts = {name: span for name, span in given.items() if name in FACTS}
    wrong = [
        name
        for name, span in given.items()
        if name not in FACTS and not RuleSearch(model, {**facts, name: span}).is_consistent
    ]
    ways = [_way_out(model, given, name, set(facts)) for name in wrong]
    return ways if any(ways) else []


def _within_conflict(
    model: RuleModel, given: Mapping[RuleName, Span], conflict: tuple[RuleName, ...]
) -> list[WayOut | None]:
    """What each rule of a conflict would have to be for its others, and for the facts where they leave anything."""
    return [
        _way_out(model, given, giving, {*conflict, *FACTS}) or _way_out(model, given, giving, set(conflict))
        for giving in conflict
    ]


def _conflict(model: RuleModel, given: Mapping[RuleName, Span]) -> tuple[RuleName, ...]:
    """A rule leaves the set as long as the others still contradict each other (deletion filter); chosen ones first, so
    that what is expected of the year stays in."""
    kept = dict(given)
    for name in sorted(given, key=lambda one: one in FACTS):
        fewer = {other: span for other, span in kept.items() if other is not name}
        if not RuleSearch(model, fewer).is_consistent:
            kept = fewer
    return tuple(kept)

"""Which rules go together, and which one must give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.incentives.consistency.rule import RuleName, Span
from models.incentives.consistency.rule_model import RuleModel
from models.incentives.consistency.rule_search import RuleSearch

ASSUMED = (RuleName.SPREAD, RuleName.COMPANY_LOADING)
"""How results spread: facts to be estimated, not rules that somebody may choose."""


@dataclass(frozen=True)
class WayOut:
    """One rule gives and the others are kept: it must lie in `needed`; `nearest` is the value there that is nearest to
    what it says. `is_enough`: all other rules hold then, not only those of the conflict."""

    rule: RuleName
    needed: Span
    nearest: float
    is_enough: bool


@dataclass(frozen=True)
class ConsistentRules:
    """`values`: one set in which all rules hold, and `reach`: what each quantity can be while they do; both empty where
    they contradict each other. `conflict`: a smallest set of rules that contradict each other: without any one of them
    the others of it go together. `ways_out`: every single rule that can give so that all others hold; where one is not
    enough, those of the conflict, each against the others of it."""

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
    ways = [way for name in conflict if (way := _way_out(model, ordered, name, True)) is not None]
    if not ways:
        ways = _within_conflict(model, ordered, conflict)
    return ConsistentRules(ordered, {}, {}, conflict, tuple(ways))


def _within_conflict(model: RuleModel, given: Mapping[RuleName, Span], conflict: tuple[RuleName, ...]) -> list[WayOut]:
    """What each rule of a conflict would have to be for the others of it. What is assumed of the spread is no rule, and
    is kept too where that leaves anything."""
    ways = []
    for giving in conflict:
        core = {name: given[name] for name in given if name in conflict}
        assumed = {name: given[name] for name in given if name in (*conflict, *ASSUMED)}
        way = _way_out(model, assumed, giving, False) or _way_out(model, core, giving, False)
        ways += [] if way is None else [way]
    return ways


def _way_out(model: RuleModel, given: Mapping[RuleName, Span], giving: RuleName, is_enough: bool) -> WayOut | None:
    others = RuleSearch(model, _without(given, giving))
    if not others.is_consistent:
        return None
    needed, asked = others.reach(giving), given[giving]
    nearest = needed.low if needed.low > asked.high else needed.high
    return WayOut(giving, needed, nearest, is_enough)


def _conflict(model: RuleModel, given: Mapping[RuleName, Span]) -> tuple[RuleName, ...]:
    """A rule leaves the set as long as the others still contradict each other (deletion filter)."""
    kept = dict(given)
    for name in given:
        fewer = _without(kept, name)
        if not RuleSearch(model, fewer).is_consistent:
            kept = fewer
    return tuple(kept)


def _without(rules: Mapping[RuleName, Span], name: RuleName) -> dict[RuleName, Span]:
    return {other: span for other, span in rules.items() if other is not name}

"""Writes a diagnosis as a document: facts for programs, sentences for people, amounts in the scenario's unit."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Any

from app.documents.counted import counted, counted_words, quantity_name
from app.messages.amounts import change_words, money_words
from app.messages.conflict import conflict_sentence, kinds_sentence, member_words
from app.messages.diagnosis import (
    CHANGES,
    COMPANY_TOTAL,
    EXAMPLES,
    REASONS,
    TOGETHER,
    TOGETHER_FROM,
    against_words,
    choice_words,
    conflict_words,
    example_words,
    joined_words,
    limit_words,
    range_words,
    repair_words,
    together_words,
)
from app.messages.families import family_words
from app.messages.language import Language
from models.allocation.diagnosis import Change, Conflict, ConflictMember, Diagnosis, Reason, Repair
from models.allocation.limits.context import LimitIdentity, Quantity
from models.allocation.problem import AllocationProblem
from models.findings import Fact
from models.units import Money

SNAP = Decimal("0.001")
"""Nearness to a whole minor unit, in minor units, that counts as that unit: below it lies solver noise."""

SCORE_DIGITS = 4

SIGNIFICANT = 9
"""Digits of efforts."""

_RATIOS = ("share_limit", "margin")
"""Families whose rows compare sums: their bound is zero, and only the distance means something to people."""

_GAPS = ("parity", "neutrality")
"""Families whose rows are differences between people, whatever their bound."""


def diagnosis_document(diagnosis: Diagnosis, problem: AllocationProblem, language: Language | str) -> dict[str, Any]:
    """The diagnosis as JSON-ready values; amounts are Decimals in the scenario's unit."""
    writer = _Writer(problem, "zh" if language == "zh" else "en", _labels(problem))
    low, high = diagnosis.feasible_low, diagnosis.feasible_high
    chosen = bool(diagnosis.choices)
    return {
        "proof": str(diagnosis.proof),
        "smallest_change": None if chosen else writer.amount(diagnosis.smallest_change, ROUND_CEILING),
        "reasons": [writer.reason(reason) for reason in diagnosis.reasons],
        "together": writer.together(diagnosis.together),
        "choices": writer.choices(diagnosis.choices, has_repairs=bool(diagnosis.repairs)),
        "conflict": writer.conflict(diagnosis.conflict),
        "repairs": [writer.repair(repair) for repair in diagnosis.repairs],
        "feasible_range": {
            "low": None if low is None else writer.amount(low, ROUND_CEILING),
            "high": None if high is None else writer.amount(high, ROUND_FLOOR),
            "message": writer.range_message(low, high),
        },
        "hard_conflict": writer.hard_conflict(diagnosis.hard_conflict),
    }


def describe_diagnosis(diagnosis: Diagnosis, problem: AllocationProblem, language: Language | str) -> list[str]:
    """The diagnosis as sentences: reasons, repairs, the range that would fit, what cannot be negotiated."""
    document = diagnosis_document(diagnosis, problem, language)
    together = [document[name] for name in ("together", "choices") if document[name] is not None]
    sentences = [item["message"] for item in (*document["reasons"], *together, *document["repairs"])]
    sentences.append(document["feasible_range"]["message"])
    if document["hard_conflict"] is not None:
        sentences.append(document["hard_conflict"]["message"])
    return sentences


def describe_changes(changes: Sequence[Change], problem: AllocationProblem, language: Language) -> str:
    """Changes of limits in one line."""
    writer = _Writer(problem, language, _labels(problem))
    return joined_words([text for alike in _by_limit(tuple(changes)) for text in writer.alike_words(alike)], language)


def limit_text(change: Change, problem: AllocationProblem, language: Language) -> str:
    """A changed limit as people call it."""
    writer = _Writer(problem, language, _labels(problem))
    return writer.limit(change.identity, change.group)


def written_amount(thousands: float, money: Money, rounding: str) -> Decimal:
    """An amount in the document's unit, on a whole minor unit; solver noise is no reason to round."""
    minor = Decimal(thousands) * money.minor_per_thousand
    nearest = minor.to_integral_value(ROUND_HALF_EVEN)
    if abs(minor - nearest) > SNAP:
        nearest = minor.to_integral_value(rounding)
    return money.from_minor(int(nearest))


def _labels(problem: AllocationProblem) -> Mapping[str, str]:
    """Labels by key, for keys that mean one member only."""
    found: dict[str, set[str]] = {}
    for dimension in problem.dimensions:
        for member in dimension.members:
            found.setdefault(member.key, set()).add(member.label)
    return {key: next(iter(labels)) for key, labels in found.items() if len(labels) == 1}


@dataclass(frozen=True)
class _Writer:
    """One scenario's units, labels and language."""

    problem: AllocationProblem
    language: Language
    labels: Mapping[str, str]

    @property
    def money(self) -> Money:
        """The unit of targets."""
        return self.problem.money

    def reason(self, reason: Reason) -> dict[str, Any]:
        """What contradicts what."""
        is_ratio = reason.against.kind in (*_RATIOS, *_GAPS)
        facts: dict[str, Fact] = {
            "limits": against_words(reason.limits, self.language),
            "against": self.limit(reason.against, reason.group),
            "reachable": self._words(reason.reachable, reason),
            "required": self._words(reason.required, reason),
            "shortfall": self._words(reason.shortfall, reason),
        }
        if reason.factor != 1.0:
            facts["people"] = self._words(reason.reachable * reason.factor, reason)
            facts["people_required"] = self._words(reason.required * reason.factor, reason)
        return {
            "code": reason.code,
            "message": REASONS["out_of_reach" if is_ratio else reason.code].fill(facts, self.language),
            "limits": list(reason.limits),
            "against": self._identity(reason.against, reason.group),
            "reachable": self._number(reason.reachable, reason),
            "required": self._number(reason.required, reason),
            "shortfall": self._number(reason.shortfall, reason),
            "quantity": quantity_name(self.problem, reason.quantity),
        }

    def together(self, identities: tuple[LimitIdentity, ...]) -> dict[str, Any] | None:
        """Limits that contradict each other only together; None where a sum says more."""
        if not identities:
            return None
        names = [self.limit(identity, ()) for identity in identities]
        limits = [self._identity(identity, ()) for identity in identities]
        return {"message": together_words(names, self.language), "limits": limits}

    def choices(self, identities: tuple[LimitIdentity, ...], *, has_repairs: bool) -> dict[str, Any] | None:
        """Limits of yes or no without which there is a plan; None where they are not the reason."""
        if not identities:
            return None
        names = [f"“{identity.name}”" for identity in identities]
        limits = [self._identity(identity, ()) for identity in identities]
        return {"message": choice_words(names, self.language, has_repairs=has_repairs), "limits": limits}

    def repair(self, repair: Repair) -> dict[str, Any]:
        """Changes that help together."""
        targets = [change.identity.kind == COMPANY_TOTAL for change in repair.changes]
        kind = "keeps_target" if repair.keeps_target else "changes_target" if all(targets) else "changes_both"
        words = [text for alike in _by_limit(repair.changes) for text in self.alike_words(alike)]
        return {
            "message": repair_words(kind, words, self.language),
            "keeps_target": repair.keeps_target,
            "score": round(repair.score, SCORE_DIGITS),
            "total": self.amount(repair.total, ROUND_CEILING),
            "changes": [self.change(change) for change in repair.changes],
        }

    def change(self, change: Change) -> dict[str, Any]:
        """One limit and where it has to move."""
        old, new = self._ends(change)
        words = self._change_words(change)
        return {
            "message": f"{words[0].upper()}{words[1:]}",
            "limit": self._identity(change.identity, change.group),
            "side": change.side,
            "from": old,
            "to": new,
            "amount": _distance(old, new),
            "rate": self._rate(old, new),
            "quantity": quantity_name(self.problem, change.quantity),
        }

    def conflict(self, conflict: Conflict | None) -> dict[str, Any] | None:
        """Limits that contradict each other, as few as were found; None where sums or whole numbers say it all."""
        if conflict is None:
            return None
        families = [family_words(kind, self.language) for kind in conflict.families]
        says = conflict_sentence(
            minimal=conflict.minimal,
            has_members=bool(conflict.members),
            count=conflict.n_members,
            language=self.language,
        )
        return {
            "message": says,
            "minimal": conflict.minimal,
            "families": [
                {"kind": kind, "label": label} for kind, label in zip(conflict.families, families, strict=True)
            ],
            "families_message": kinds_sentence(families, self.language),
            "limits": [self._identity(identity, ()) for identity in conflict.limits],
            "n_members": conflict.n_members,
            "counts": list(conflict.counts),
            "members": [self._member(member) for member in conflict.members],
        }

    def _member(self, member: ConflictMember) -> dict[str, Any]:
        bound: Decimal | float
        if member.quantity is Quantity.MONEY:
            bound = self.amount(member.bound, ROUND_HALF_EVEN)
        else:
            bound = _digits(counted(self.problem, member.quantity, member.scale, member.bound))
        is_plain = member.identity.kind not in _GAPS and (member.identity.kind not in _RATIOS or bool(member.bound))
        limit = self.limit(member.identity, member.group)
        words = self._any_words(bound, member.quantity)
        return {
            "message": member_words(member.side if is_plain else "kept", limit, words, self.language),
            "limit": self._identity(member.identity, member.group),
            "side": member.side,
            "bound": bound,
            "quantity": quantity_name(self.problem, member.quantity),
        }

    def range_message(self, low: float | None, high: float | None) -> str:
        """Which company targets would fit."""
        lowest = Decimal(0) if low is None else self.amount(low, ROUND_CEILING)
        highest = Decimal(0) if high is None else self.amount(high, ROUND_FLOOR)
        if low is None:
            kind = "none"
        elif high is None:
            kind = "from" if lowest else "any"
        else:
            kind = "between" if lowest else "to"
        low_words, high_words = (money_words(end, self.money, self.language) for end in (lowest, highest))
        return range_words(kind, low_words, high_words, self.language)

    def hard_conflict(self, changes: tuple[Change, ...]) -> dict[str, Any] | None:
        """Limits that cannot hold together and may not give; None when there is a repair."""
        if not changes:
            return None
        names = [self.limit(change.identity, change.group) for change in changes]
        return {
            "message": conflict_words(names, self.language),
            "changes": [self.change(change) for change in changes],
        }

    def amount(self, thousands: float, rounding: str) -> Decimal:
        """An amount in the scenario's unit, on a whole minor unit."""
        return written_amount(thousands, self.money, rounding)

    def _ends(self, change: Change) -> tuple[Decimal | float, Decimal | float]:
        """The bound as it is and as it should be, rounded to the side that helps."""
        up = change.side == "cap"
        new = change.bound + change.amount if up else change.bound - change.amount
        if change.quantity is Quantity.MONEY:
            rounding = ROUND_CEILING if up else ROUND_FLOOR
            return self.amount(change.bound, ROUND_HALF_EVEN), self.amount(new, rounding)
        return self._counted(change, change.bound), self._counted(change, new)

    def _change_words(self, change: Change) -> str:
        old, new = self._ends(change)
        rate = self._rate(old, new)
        facts: dict[str, Fact] = {
            "limit": self.limit(change.identity, change.group),
            "old": self._any_words(old, change.quantity),
            "new": self._any_words(new, change.quantity),
            "amount": self._any_words(_distance(old, new), change.quantity),
            "rate": "" if rate is None else change_words(rate),
        }
        return CHANGES[_sentence_of(change)].fill(facts, self.language)

    def alike_words(self, changes: list[Change]) -> list[str]:
        """Changes of one side of one limit: one by one, or together where they are many."""
        if len(changes) < TOGETHER_FROM or _sentence_of(changes[0]) not in TOGETHER:
            return [self._change_words(change) for change in changes]
        ends = [self._ends(change) for change in changes]
        rates = [abs(rate) for old, new in ends if (rate := self._rate(old, new)) is not None]
        named = [
            (self._group(change.group), f"{old:,}", f"{new:,}")
            for change, (old, new) in zip(changes[:EXAMPLES], ends, strict=False)
        ]
        facts: dict[str, Fact] = {
            "limit": self.limit(changes[0].identity, ()),
            "count": len(changes),
            "rate": change_words(max(rates)).lstrip("+") if len(rates) == len(changes) else "",
            "amount": self._any_words(_total([_distance(old, new) for old, new in ends]), changes[0].quantity),
            "examples": example_words(named, len(changes), self.language),
        }
        return [TOGETHER[changes[0].side].fill(facts, self.language)]

    def _rate(self, old: Decimal | float, new: Decimal | float) -> float | None:
        return None if not old else _digits(float(new) / float(old) - 1.0)

    def limit(self, identity: LimitIdentity, group: tuple[str, ...]) -> str:
        """A limit as people call it."""
        return limit_words(identity.kind, identity.name, self._group(group), self.language)

    def _group(self, group: tuple[str, ...]) -> str:
        return " × ".join(self.labels.get(key, key) for key in group)

    def _identity(self, identity: LimitIdentity, group: tuple[str, ...]) -> dict[str, Any]:
        return {
            "name": identity.name,
            "kind": identity.kind,
            "owner": identity.owner,
            "negotiable": identity.negotiable,
            "pointer": identity.pointer,
            "group": list(group),
            "label": self._group(group),
        }

    def _number(self, value: float, reason: Reason) -> Decimal | float:
        if reason.quantity is Quantity.MONEY:
            return self.amount(value, ROUND_HALF_EVEN)
        return self._counted(reason, value)

    def _counted(self, row: Change | Reason, value: float) -> float:
        return _digits(counted(self.problem, row.quantity, row.scale, value))

    def _words(self, value: float, reason: Reason) -> str:
        return self._any_words(self._number(value, reason), reason.quantity)

    def _any_words(self, value: Decimal | float, quantity: Quantity) -> str:
        return counted_words(self.problem, quantity, value, self.language)


def _by_limit(changes: tuple[Change, ...]) -> list[list[Change]]:
    """Changes of the same side of the same limit together, in the order they come."""
    groups: dict[tuple[LimitIdentity, str], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.identity, change.side), []).append(change)
    return list(groups.values())


def _total(amounts: list[Decimal | float]) -> Decimal | float:
    exact = [amount for amount in amounts if isinstance(amount, Decimal)]
    return sum(exact, Decimal(0)) if len(exact) == len(amounts) else math.fsum(float(amount) for amount in amounts)


def _sentence_of(change: Change) -> str:
    kind = change.identity.kind
    if kind == COMPANY_TOTAL:
        return "raise_target" if change.side == "cap" else "lower_target"
    if kind == "cardinality":
        return "units" if change.side == "cap" else "least"
    if kind == "hold":
        return "hold"
    return "ratio" if kind in _GAPS or (kind in _RATIOS and not change.bound) else change.side


def _distance(old: Decimal | float, new: Decimal | float) -> Decimal | float:
    if isinstance(old, Decimal) and isinstance(new, Decimal):
        return abs(new - old)
    return _digits(abs(float(new) - float(old)))


def _digits(value: float) -> float:
    return float(f"{value:.{SIGNIFICANT}g}")

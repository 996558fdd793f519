"""Writes a diagnosis as a document: facts for programs, sentences for people, amounts in the scenario's unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from app.documents.counted import quantity_name
from app.documents.limit_changes import change_document, changes_words
from app.documents.limit_facts import GAPS, RATIOS, LimitFacts
from app.messages.amounts import money_words
from app.messages.conflict import conflict_sentence, kinds_sentence, member_words
from app.messages.diagnosis import (
    COMPANY_TOTAL,
    REASONS,
    against_words,
    choice_words,
    conflict_words,
    range_words,
    repair_words,
    together_words,
)
from app.messages.families import family_words
from app.messages.language import Language
from models.allocation.diagnosis import Conflict, ConflictMember, Diagnosis, Reason, Repair
from models.allocation.limits.context import LimitIdentity
from models.allocation.problem import AllocationProblem
from models.findings import Fact

SCORE_DIGITS = 4


def diagnosis_document(diagnosis: Diagnosis, problem: AllocationProblem, language: Language | str) -> dict[str, Any]:
    """The diagnosis as JSON-ready values; amounts are Decimals in the scenario's unit."""
    facts = LimitFacts.of(problem, language)
    writer = _Writer(facts)
    low, high = diagnosis.feasible_low, diagnosis.feasible_high
    chosen = bool(diagnosis.choices)
    return {
        "proof": str(diagnosis.proof),
        "smallest_change": None if chosen else facts.amount(diagnosis.smallest_change, ROUND_CEILING),
        "reasons": [writer.reason(reason) for reason in diagnosis.reasons],
        "together": writer.together(diagnosis.together),
        "choices": writer.choices(diagnosis.choices, has_repairs=bool(diagnosis.repairs)),
        "conflict": writer.conflict(diagnosis.conflict),
        "repairs": [writer.repair(repair) for repair in diagnosis.repairs],
        "feasible_range": {
            "low": None if low is None else facts.amount(low, ROUND_CEILING),
            "high": None if high is None else facts.amount(high, ROUND_FLOOR),
            "message": writer.range_message(low, high),
        },
        "hard_conflict": writer.hard_conflict(diagnosis),
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


@dataclass(frozen=True)
class _Writer:
    """One scenario's units, labels and language."""

    facts: LimitFacts

    def reason(self, reason: Reason) -> dict[str, Any]:
        """What contradicts what."""
        is_ratio = reason.against.kind in (*RATIOS, *GAPS)
        facts: dict[str, Fact] = {
            "limits": against_words(reason.limits, self.facts.language),
            "against": self.facts.limit(reason.against, reason.group),
            "reachable": self._words(reason.reachable, reason),
            "required": self._words(reason.required, reason),
            "shortfall": self._words(reason.shortfall, reason),
        }
        if reason.factor != 1.0:
            facts["people"] = self._words(reason.reachable * reason.factor, reason)
            facts["people_required"] = self._words(reason.required * reason.factor, reason)
        return {
            "code": reason.code,
            "message": REASONS["out_of_reach" if is_ratio else reason.code].fill(facts, self.facts.language),
            "limits": list(reason.limits),
            "against": self.facts.identity(reason.against, reason.group),
            "reachable": self._number(reason.reachable, reason),
            "required": self._number(reason.required, reason),
            "shortfall": self._number(reason.shortfall, reason),
            "quantity": quantity_name(self.facts.problem, reason.quantity),
        }

    def together(self, identities: tuple[LimitIdentity, ...]) -> dict[str, Any] | None:
        """Limits that contradict each other only together; None where a sum says more."""
        if not identities:
            return None
        names = [self.facts.limit(identity, ()) for identity in identities]
        limits = [self.facts.identity(identity, ()) for identity in identities]
        return {"message": together_words(names, self.facts.language), "limits": limits}

    def choices(self, identities: tuple[LimitIdentity, ...], *, has_repairs: bool) -> dict[str, Any] | None:
        """Limits of yes or no without which there is a plan; None where they are not the reason."""
        if not identities:
            return None
        names = [f"“{identity.name}”" for identity in identities]
        limits = [self.facts.identity(identity, ()) for identity in identities]
        return {"message": choice_words(names, self.facts.language, has_repairs=has_repairs), "limits": limits}

    def repair(self, repair: Repair) -> dict[str, Any]:
        """Changes that help together."""
        targets = [change.identity.kind == COMPANY_TOTAL for change in repair.changes]
        kind = "keeps_target" if repair.keeps_target else "changes_target" if all(targets) else "changes_both"
        words = changes_words(self.facts, repair.changes)
        return {
            "message": repair_words(kind, words, self.facts.language),
            "keeps_target": repair.keeps_target,
            "score": round(repair.score, SCORE_DIGITS),
            "total": self.facts.amount(repair.total, ROUND_CEILING),
            "changes": [change_document(self.facts, change) for change in repair.changes],
        }

    def conflict(self, conflict: Conflict | None) -> dict[str, Any] | None:
        """Limits that contradict each other, as few as were found; None where sums or whole numbers say it all."""
        if conflict is None:
            return None
        families = [family_words(kind, self.facts.language) for kind in conflict.families]
        says = conflict_sentence(
            minimal=conflict.minimal,
            has_members=bool(conflict.members),
            count=conflict.n_members,
            language=self.facts.language,
        )
        return {
            "message": says,
            "minimal": conflict.minimal,
            "families": [
                {"kind": kind, "label": label} for kind, label in zip(conflict.families, families, strict=True)
            ],
            "families_message": kinds_sentence(families, self.facts.language),
            "limits": [self.facts.identity(identity, ()) for identity in conflict.limits],
            "n_members": conflict.n_members,
            "counts": list(conflict.counts),
            "members": [self._member(member) for member in conflict.members],
        }

    def _member(self, member: ConflictMember) -> dict[str, Any]:
        bound = self.facts.number(member.bound, member.quantity, member.scale)
        is_plain = member.identity.kind not in GAPS and (member.identity.kind not in RATIOS or bool(member.bound))
        limit = self.facts.limit(member.identity, member.group)
        words = self.facts.words(bound, member.quantity)
        return {
            "message": member_words(member.side if is_plain else "kept", limit, words, self.facts.language),
            "limit": self.facts.identity(member.identity, member.group),
            "side": member.side,
            "bound": bound,
            "quantity": quantity_name(self.facts.problem, member.quantity),
        }

    def range_message(self, low: float | None, high: float | None) -> str:
        """Which company targets would fit."""
        lowest = Decimal(0) if low is None else self.facts.amount(low, ROUND_CEILING)
        highest = Decimal(0) if high is None else self.facts.amount(high, ROUND_FLOOR)
        if low is None:
            kind = "none"
        elif high is None:
            kind = "from" if lowest else "any"
        else:
            kind = "between" if lowest else "to"
        low_words, high_words = (money_words(end, self.facts.money, self.facts.language) for end in (lowest, highest))
        return range_words(kind, low_words, high_words, self.facts.language)

    def hard_conflict(self, diagnosis: Diagnosis) -> dict[str, Any] | None:
        """Limits that cannot hold together and may not give; None when there is a repair."""
        changes = diagnosis.hard_conflict
        if not changes:
            return None
        missed = [self.facts.limit(change.identity, change.group) for change in changes]
        met = () if diagnosis.conflict is None else diagnosis.conflict.limits
        names = [self.facts.limit(identity, ()) for identity in met if not identity.negotiable]
        return {
            "message": conflict_words(names if len(names) > 1 else missed, self.facts.language),
            "changes": [change_document(self.facts, change) for change in changes],
        }

    def _number(self, value: float, reason: Reason) -> Decimal | float:
        return self.facts.number(value, reason.quantity, reason.scale)

    def _words(self, value: float, reason: Reason) -> str:
        return self.facts.words(self._number(value, reason), reason.quantity)

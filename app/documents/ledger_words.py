"""The lines of one number's ledger in words: what each adds or takes, and which limits stand behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.binding_words import HELD_CELLS, speaks
from app.messages.amounts import percent_words
from app.messages.language import Language
from app.messages.ledger import (
    COMPANY,
    HARDLY,
    LESS,
    MORE,
    MOVES,
    NO_LAST_YEAR,
    OWNED,
    SOURCES,
    SUBJECTS,
    TITLES,
    UNCHANGED,
)
from app.messages.sentence import Sentence
from app.messages.strategy import tier_words
from models.allocation.binding import BindingLimit
from models.allocation.chosen_node import ChosenNode
from models.allocation.ledger import ActingLimit, LedgerLine, NodeLedger
from models.allocation.plan import Plan
from models.allocation.strategy import Term

MOST_LIMITS = 3
"""Limits that the sentence of one line names; the document lists all of them."""

TENTHS = 10
"""Parts of a rounding step to which amounts are told."""

LAST = tuple(LedgerLine)[-1]
"""The line at which the published number is reached, shown with all of its digits."""

HELD = Sentence("fixed targets of single cells", "单元固定目标")


@dataclass(frozen=True)
class WrittenLine:
    """One line as people read it. `amount_minor`: what it adds; `so_far_minor`: what the lines add up to with it;
    `shown_minor` and `shown_so_far_minor`: the same to a tenth of a rounding step, adding up just as well."""

    line: LedgerLine
    title: str
    amount_minor: int
    so_far_minor: int
    shown_minor: int
    shown_so_far_minor: int
    sentence: str
    limits: tuple[BindingLimit, ...]


def written_lines(plan: Plan, node: ChosenNode, ledger: NodeLedger, language: Language) -> list[WrittenLine]:
    """All lines in their order; the last one arrives at the published number."""
    written: list[WrittenLine] = []
    so_far = shown_so_far = 0
    for line, amount in ledger.lines:
        so_far += amount
        before, shown_so_far = shown_so_far, shown_minor(plan, so_far) if line is not LAST else so_far
        limits, shown = _limits_of(ledger.acting, line), shown_so_far - before
        sentence = _sentence(plan, node, line, amount, shown, limits, language)
        title = TITLES[line].text(language)
        written.append(WrittenLine(line, title, amount, so_far, shown, shown_so_far, sentence, limits))
    return written


def shown_minor(plan: Plan, minor: int) -> int:
    """An amount to the nearest tenth of a rounding step, in minor units: more digits would be noise to people."""
    step = max(plan.lattice.increment // TENTHS, 1)
    return (minor + step // 2) // step * step


def bare_amount(plan: Plan, minor: int) -> str:
    """An amount as sentences write it: in the document's unit, which stands above them once."""
    return f"{plan.problem.money.from_minor(minor).normalize():,f}"


def node_words(node: ChosenNode, language: Language) -> str:
    """What people call a node, in the middle of a sentence."""
    return " × ".join(node.labels) or COMPANY.text(language)


def limit_name(item: BindingLimit, language: Language) -> str:
    """What people call a limit."""
    return HELD.text(language) if item.identity.pointer == HELD_CELLS else item.identity.name


def _limits_of(acting: Sequence[ActingLimit], line: LedgerLine) -> tuple[BindingLimit, ...]:
    """The limits behind one line, each once, those that press hardest first."""
    found = [item.limit for item in acting if item.line is line and speaks(item.limit)]
    return tuple(sorted(found, key=lambda item: -abs(item.price)))


def _sentence(
    plan: Plan,
    node: ChosenNode,
    line: LedgerLine,
    exact: int,
    minor: int,
    limits: Sequence[BindingLimit],
    language: Language,
) -> str:
    """`minor`: the amount `exact` as it is shown."""
    if line is LedgerLine.LAST_YEAR and not plan.problem.cells.baseline.present[node.cells].any():
        return NO_LAST_YEAR.text(language)
    if not minor and line is not LedgerLine.LAST_YEAR:
        return (HARDLY if exact else UNCHANGED).text(language)
    facts = {"amount": bare_amount(plan, abs(minor))}
    if line in MORE:
        facts |= {"node": node_words(node, language), "sources": _sources(plan, language)}
        found = (MORE if minor >= 0 else LESS)[line].fill(facts, language)
        return found[0].upper() + found[1:]
    subject = SUBJECTS[line].fill({"terms": _terms(plan, language)}, language)
    names = _named(limits, language)
    facts |= {"subject": subject, "limits": names}
    return MOVES[_move(line, minor, has_limits=bool(limits))].fill(facts, language)


def _move(line: LedgerLine, minor: int, *, has_limits: bool) -> str:
    """Which sentence a line of limits or aims takes."""
    way = "more" if minor > 0 else "less"
    if line in (LedgerLine.CARDINALITY, LedgerLine.CAPACITY):
        return f"one_{way}"
    return way if has_limits or line is LedgerLine.OBJECTIVE_TERMS else f"{way}_elsewhere"


def _named(limits: Sequence[BindingLimit], language: Language) -> str:
    names = [
        OWNED.fill({"name": limit_name(item, language), "owner": item.identity.owner or ""}, language)
        for item in limits
    ]
    different = list(dict.fromkeys(names))
    more = ["…"] if len(different) > MOST_LIMITS else []
    return ("、" if language == "zh" else ", ").join(different[:MOST_LIMITS] + more)


def _sources(plan: Plan, language: Language) -> str:
    """The sources of the reference with their shares, largest first."""
    blend = sorted(plan.strategy.reference.items(), key=lambda pair: -pair[1])
    words = [
        SOURCES[str(source)].fill({"share": percent_words(round(share, 4))}, language)
        for source, share in blend
        if share
    ]
    return ("、" if language == "zh" else ", ").join(words)


def _terms(plan: Plan, language: Language) -> str:
    """The weighed terms that have data, beside nearness to the reference."""
    weights = plan.strategy.weights.by_term()
    weighed = [term for term in plan.scorecard.terms if weights[term] and term is not Term.FIT]
    return tier_words(weighed, language)

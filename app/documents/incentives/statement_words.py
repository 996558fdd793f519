"""A statement in sentences: from the target incentive over the components to what was earned, and what is deferred."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from app.documents.incentives.figures import PayFigures, trimmed
from app.documents.incentives.words import word
from app.messages.language import Language
from models.findings import Fact
from models.history.calendar import MONTHS, month_text
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.rounded import whole_minor
from models.incentives.statement import Statement

COMMA: Mapping[Language, str] = {"en": ", ", "zh": "，"}

MOST_PARTS = 12
"""Amounts that a sum spells out."""


def statement_sentences(figures: PayFigures, statement: Statement, *, sums: bool = True) -> list[str]:
    """The sentences, in the order in which the pay comes about; without `sums` only those that no table says."""
    totals = _sums(figures, statement) if sums else ((), ())
    return [
        *_base(figures, statement),
        *totals[0],
        *_taken(figures, statement),
        *totals[1],
        *_afterwards(figures, statement),
    ]


def later_reasons(figures: PayFigures, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Of a document's later payments: which one, and why; then what their worth today means."""
    language, assumed = figures.language, figures.plan.assumptions
    found = [
        word(
            "later_reason",
            language,
            day=row["day"],
            element=row["element"] or word("deferred_pay", language),
            why=row["sentence"],
        )
        for row in rows
        if row["sentence"]
    ]
    if not any(row["years"] for row in rows) or not (assumed.leaver_rate or assumed.discount_rate):
        return found
    leavers = figures.percent(assumed.leaver_rate) if assumed.leaver_rate else ""
    rate = figures.percent(assumed.discount_rate) if assumed.discount_rate else ""
    return [*found, word("worth_note", language, leavers=leavers, rate=rate)]


def stretch(first: str, last: str) -> str:
    """Months from one to another as people write them: `2026-01 – 03`."""
    return first if first == last else f"{first} – {last[5:] if first[:4] == last[:4] else last}"


def period_reasons(language: Language, periods: Sequence[Mapping[str, Any]]) -> list[str]:
    """Of the periods of a document's line: which one, and why."""
    return [
        word("period_reason", language, period=stretch(one["first"], one["last"]), why=one["sentence"])
        for one in periods
    ]


def _base(figures: PayFigures, statement: Statement) -> Iterator[str]:
    language, months = figures.language, float(figures.plan.roster.months[statement.person])
    if statement.target_incentive:
        facts = {
            "ote": figures.amount(statement.ote),
            "mix": figures.percent(statement.pay_class.pay_mix),
            "months": "" if months == MONTHS else trimmed(months, 4),
            "amount": figures.amount(statement.target_incentive),
        }
        yield word("sum_target_incentive", language, **facts)
    if statement.incentive_to_date != statement.target_incentive:
        through = month_text(figures.plan.first_month + statement.months - 1)
        yield word("sum_to_date", language, through=through, amount=figures.amount(statement.incentive_to_date))
    if statement.away:
        first_month = figures.plan.first_month
        parts = [stretch(month_text(first_month + at), month_text(first_month + end - 1)) for at, end in statement.away]
        yield word("sum_away", language, periods=("、" if language == "zh" else ", ").join(parts))


def _sums(figures: PayFigures, statement: Statement) -> tuple[list[str], list[str]]:
    """What the components add up to, and what is left of it."""
    language = figures.language
    paying = [figures.amount(line.earned) for line in statement.lines if line.earned]
    summed, earned = figures.amount(statement.components), figures.amount(statement.earned)
    is_sum = 1 < len(paying) <= MOST_PARTS
    before = [word("sum_components", language, parts=" + ".join(paying), amount=summed)] if is_sum else []
    if not statement.cap_cut and not statement.clawback:
        return before, [word("sum_earned_plain", language, amount=earned)]
    facts = {
        "components": summed,
        "cap": figures.amount(statement.cap_cut) if statement.cap_cut else "",
        "clawback": figures.amount(statement.clawback) if statement.clawback else "",
    }
    return before, [word("sum_earned", language, **facts, amount=earned)]


def _taken(figures: PayFigures, statement: Statement) -> Iterator[str]:
    """How periods count, and what caps and clawbacks take."""
    if statement.by_period:
        yield word("sum_by_period", figures.language)
    if statement.cap_cut and statement.cap is not None:
        cap, cut = figures.amount(statement.cap), figures.amount(statement.cap_cut)
        yield word("sum_cap", figures.language, cap=cap, amount=cut)
    if statement.clawback:
        yield from clawback_sentences(figures, statement)


def clawback_sentences(figures: PayFigures, statement: Statement) -> list[str]:
    """What was cancelled, pay with it and without it, and what of the difference is taken back; empty without one."""
    taken, plan = statement.taken_back, figures.plan
    if taken is None:
        return []
    measures = {measure.name: place for place, measure in enumerate(plan.measures)}
    place, share = measures[taken.rule.measure], taken.rule.share
    amount = int(whole_minor(np.array(share * taken.difference)))
    sold = plan.measures[measures[taken.rule.of]].shown
    parts = [
        word(
            "clawback_part",
            figures.language,
            cancelled=figures.number(place, number),
            measure=pooled_label(figures, statement.person, sold, pool),
        )
        for pool, number in taken.numbers.items()
        if number
    ]
    facts: dict[str, Fact] = {
        "parts": COMMA[figures.language].join(parts),
        "label": plan.measures[place].shown,
        "with_it": figures.amount(taken.pay_with),
        "without": figures.amount(taken.pay_without),
        "difference": figures.amount(taken.difference),
        "share": figures.percent(share) if share != 1.0 else "",
    }
    found = [word("sum_clawback", figures.language, **facts, amount=figures.amount(amount))]
    if amount != statement.clawback:
        most = figures.amount(statement.clawback)
        found.append(word("sum_clawback_most", figures.language, amount=most))
    return found


def pooled_label(figures: PayFigures, person: int, label: str, pool: str | None) -> str:
    """`Revenue of all in “East”` where people are counted together; else the label. A name speaks for itself, a number
    needs its attribute."""
    if pool is None:
        return label
    value = figures.plan.roster.attributes[pool][person]
    if isinstance(value, str) and any(letter.isalpha() for letter in value):
        return word("pool", figures.language, label=label, value=value)
    return word("pool_number", figures.language, label=label, attribute=pool, value=str(value))


def _afterwards(figures: PayFigures, statement: Statement) -> Iterator[str]:
    rule, language = statement.pay_class.group.deferral, figures.language
    if rule is not None and statement.held:
        least = "" if rule.least_pay is None else figures.amount(figures.money.to_minor(rule.least_pay))
        facts = {"share": figures.percent(rule.share), "least": least, "amount": figures.amount(statement.held)}
        yield word("sum_deferral", language, **facts)
    yield from _lost(figures, statement)
    if statement.periods and statement.periods[-1].balance:
        amount = figures.amount(statement.periods[-1].balance)
        yield word(_overpaid(figures.plan, statement), language, amount=amount)


def _overpaid(plan: IncentivePlan, statement: Statement) -> str:
    """What becomes of what was paid beyond the earned: only pay of the same year is set off against it."""
    is_recoverable = statement.pay_class.group.advances.recoverable
    is_gone = 0 <= int(plan.roster.left[statement.person]) < plan.first_month + statement.months
    if statement.months < MONTHS and not is_gone:
        return "sum_balance" if is_recoverable else "sum_balance_unless"
    return "sum_balance_back" if is_recoverable else "sum_balance_kept"


def _lost(figures: PayFigures, statement: Statement) -> Iterator[str]:
    """What somebody who left does not get."""
    plan, language = figures.plan, figures.language
    left = int(plan.roster.left[statement.person])
    if statement.forfeited:
        parts = [
            word(
                "forfeited_part",
                language,
                element=one.element or word("deferred_pay", language),
                amount=figures.amount(one.amount),
                day=one.day.isoformat(),
            )
            for one in statement.forfeited
        ]
        total = figures.amount(sum(one.amount for one in statement.forfeited))
        joined = ("、" if language == "zh" else ", ").join(parts)
        yield word("sum_forfeited", language, left=month_text(left), amount=total, parts=joined)
    elif statement.held and statement.months < MONTHS and 0 <= left < plan.first_month + MONTHS:
        yield word("sum_left", language, left=month_text(left))

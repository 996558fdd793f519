"""The schema of one person's statement within a payout document."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.documents.plan_schema import AMOUNT, Amount

NUMBER = "money in the document's unit, pieces, or a mark"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PayCurvePoint(_Part):
    """One corner of a line's function; two with the same `at` are a jump."""

    at: float = Field(description=f"Attainment (1 is 100 %) or the actual: {NUMBER}.")
    pay: Amount = Field(description=f"What the line would earn there, gates as they are, {AMOUNT}.")


class PayNumbers(_Part):
    """How a line comes to its pay: share · base · (height + slope · (number − knot)) · gate_factor, rounded half up."""

    actual: float | None = Field(description=f"What was achieved so far: {NUMBER}; null: not known.")
    target: float | None = Field(description=f"What was asked for so far: {NUMBER}; null where the actual counts.")
    number: float | None = Field(description=f"actual / target, or the actual: {NUMBER}; null: not known.")
    knot: float | None = Field(description="Where the reached part of the curve begins; null: below the first one.")
    height: float = Field(
        description="Value there: of lines on the target incentive a share, of those by attainment of a target a share "
        "of the target, else money."
    )
    slope: float = Field(description="Rise per unit of the number.")
    value: float = Field(description="height + slope · (number − knot).")
    share: float = Field(description="Share of the base: multiplier · weight.")
    base: Amount | None = Field(
        description=f"Target incentive so far, or target, {AMOUNT}; null: the value is money itself."
    )
    gates: list[str] = Field(description="Gates that were missed.")
    gate_factor: float = Field(description="What they leave; 1: everything.")
    pay: Amount = Field(description=f"By the numbers above, {AMOUNT}.")
    sentence: str = Field(description="The derivation in words.")


class PayLinePeriodPart(PayNumbers):
    """One line by the numbers of one period."""

    first: str = Field(description="First month of the period, such as 2026-01.")
    last: str = Field(description="Last month of the period.")


class PayLinePart(PayNumbers):
    """One line, by the year so far."""

    component: str
    label: str
    item: str | None = Field(description="Part of the component: a scorecard's measure.")
    measures: list[str]
    basis: Literal["attainment", "actual"] = Field(description="Whether the number is actual over target.")
    pool: str | None = Field(description="Attribute whose people are counted together; null: the person alone.")
    period_pay: list[Amount] = Field(description=f"What was earned in each period so far, {AMOUNT}.")
    earned: Amount = Field(
        description=f"Their sum, which counts; other than `pay` where periods are paid one by one, {AMOUNT}."
    )
    periods: list[PayLinePeriodPart] = Field(
        description="The line by each period's own numbers where periods are paid one by one; else empty."
    )
    curve: list[PayCurvePoint] = Field(description="What the line earns at every number.")


class PayGatePart(_Part):
    """One gate."""

    label: str
    number: float | None
    least: float
    factor: float
    passed: bool
    sentence: str


class CancelledPart(_Part):
    """What was cancelled of one kind of sales."""

    pool: str | None = Field(description="Attribute whose people's sales count together; null: the person's own.")
    number: float = Field(description=f"What was cancelled so far: {NUMBER}.")


class PayTakenBackPart(_Part):
    """Why pay is taken back: share · (pay_with − pay_without), and where periods are paid one by one no more than was
    earned by them."""

    measure: str = Field(description="Measure that counts what was cancelled.")
    of: str = Field(description="Measure that had counted it.")
    cancelled: list[CancelledPart] = Field(description="One for every kind of sales that pay looks at.")
    pay_with: Amount = Field(description=f"Pay so far with it, {AMOUNT}.")
    pay_without: Amount = Field(description=f"Pay so far without it, {AMOUNT}.")
    share: float = Field(description="Part of the difference that is taken back.")
    sentence: str = Field(description="The derivation in words.")


class PaymentPart(_Part):
    """One payment."""

    day: date
    first: str = Field(description="First month of the period, such as 2026-01.")
    last: str = Field(description="Last month of the period.")
    earned: Amount = Field(description=f"Earned by its end since the year began, {AMOUNT}.")
    advance: Amount = Field(description=f"On what is earned; below zero: paid back, {AMOUNT}.")
    top_up: Amount = Field(description=f"What a draw adds, {AMOUNT}.")
    held: Amount = Field(description=f"Deferred of both; below zero: released, {AMOUNT}.")
    paid: Amount = Field(description=f"advance + top_up − held, {AMOUNT}.")
    balance: Amount = Field(description=f"Paid beyond what is earned by then, {AMOUNT}.")


class PayLaterPart(_Part):
    """One later payment."""

    day: date
    years: int = Field(description="Years after the plan year.")
    element: str | None = Field(description="Label of the long-term element; null: pay that was deferred.")
    amount: Amount = Field(description=f"As promised, if the person stays, {AMOUNT}.")
    present_value: Amount = Field(
        description="Expected under the plan's assumptions, to the minor unit, in the document's money unit."
    )
    sentence: str = Field(description="What it comes from, and what it is worth today, in words.")


class PayForfeitPart(_Part):
    """One later payment that is lost because the person left before it vested."""

    day: date = Field(description="When it would have been paid.")
    years: int = Field(description="Years after the plan year.")
    element: str | None = Field(description="Label of the long-term element; null: pay that was deferred.")
    amount: Amount = Field(description=f"As it had been promised, {AMOUNT}.")


class StatementPart(_Part):
    """Everything that one person is told."""

    statement_hash: str = Field(
        description="Of the plan and every number of this statement: one that says anything else has another."
    )
    person: str
    label: str
    group: str
    group_label: str
    variant: str | None
    months: int = Field(description="Plan months that it covers.")
    through: str = Field(description="The last of them, such as 2026-12.")
    ote: Amount = Field(description=f"On-target earnings of a full year, {AMOUNT}.")
    pay_mix: float = Field(description="Variable part of the OTE.")
    active_months: float = Field(description="Months in the plan year.")
    left: str | None = Field(description="Last month of whoever has left, such as 2026-09; null: not left.")
    target_incentive: Amount = Field(description=f"OTE · pay mix · months / 12, {AMOUNT}.")
    incentive_to_date: Amount = Field(description=f"Its part up to `through`, {AMOUNT}.")
    lines: list[PayLinePart]
    gates: list[PayGatePart]
    by_period: bool = Field(
        description="Whether periods are paid one by one, so that `pay` of lines is not what counts."
    )
    components: Amount = Field(description=f"Sum of what the lines earned, {AMOUNT}.")
    cap: Amount | None = Field(description=f"Most pay so far; null: no cap, {AMOUNT}.")
    cap_cut: Amount = Field(description=f"What it takes, {AMOUNT}.")
    clawback: Amount = Field(description=f"What is taken back, {AMOUNT}.")
    taken_back: PayTakenBackPart | None = Field(description="Where it comes from; null: nothing is taken back.")
    earned: Amount = Field(description=f"components − cap_cut − clawback, {AMOUNT}.")
    paid: Amount = Field(description=f"Sum of the payments, {AMOUNT}.")
    held: Amount = Field(description=f"Deferred of them, {AMOUNT}.")
    payments: list[PaymentPart]
    later: list[PayLaterPart]
    forfeited: list[PayForfeitPart]
    sentences: list[str] = Field(description="From the lines to what was earned, and what happens with it, in words.")

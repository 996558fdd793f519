"""The schema of a payout document: who earned what, why, and when it is paid; one JSON for the command line and
REST."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.documents.incentives.statement_schema import StatementPart
from app.documents.plan_schema import AMOUNT, Amount, FindingPart, MoneyPart


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PayAmounts(_Part):
    """Amounts of one person, or sums: components − cap_cut − clawback = earned."""

    target_incentive: Amount = Field(description=f"OTE · pay mix · months / 12 of the whole plan year, {AMOUNT}.")
    incentive_to_date: Amount = Field(description=f"The part of it up to the months that are over, {AMOUNT}.")
    components: Amount = Field(description=f"What all lines have earned, {AMOUNT}.")
    cap_cut: Amount = Field(description=f"What the cap of a person takes, {AMOUNT}.")
    clawback: Amount = Field(description=f"What is taken back for sales that were cancelled, {AMOUNT}.")
    earned: Amount = Field(description=f"components − cap_cut − clawback, {AMOUNT}.")
    paid: Amount = Field(description=f"Handed out in all periods so far, {AMOUNT}.")
    held: Amount = Field(description=f"Deferred of it, {AMOUNT}.")
    balance: Amount = Field(description=f"Paid beyond what is earned by now, {AMOUNT}.")
    later: Amount = Field(description=f"Promised for after the year: deferred pay, long-term elements, {AMOUNT}.")
    forfeited: Amount = Field(description=f"What leavers lose of it, in no other amount, {AMOUNT}.")


class PayTotalPart(PayAmounts):
    """Everybody together."""

    people: int = Field(description="People whom something is due to.")
    waiting: int = Field(description="People none of whose payment periods is over.")


class PayGroupPart(PayAmounts):
    """One role group."""

    group: str
    label: str
    people: int


class PayRow(PayAmounts):
    """One person."""

    person: str
    label: str
    group: str
    variant: str | None = Field(description="Name of the variant that the person is paid by; null: the group's own.")
    rate: float | None = Field(description="earned / incentive_to_date; null where there is no target incentive.")


class PayComponentPart(_Part):
    """One component of a group."""

    group: str
    component: str
    label: str
    people: int
    earned: Amount = Field(description=f"Before caps and clawbacks, {AMOUNT}.")


class PayDayPart(_Part):
    """Payments of one day."""

    day: date
    through: str = Field(description="Last month of the period that they are for, such as 2026-03.")
    people: int
    advance: Amount = Field(description=f"On what is earned; below zero: paid back, {AMOUNT}.")
    top_up: Amount = Field(description=f"What draws add, {AMOUNT}.")
    held: Amount = Field(description=f"Deferred of both, {AMOUNT}.")
    paid: Amount = Field(description=f"advance + top_up − held, {AMOUNT}.")


class PayLaterDayPart(_Part):
    """Later payments of one day."""

    day: date
    element: str | None = Field(description="Label of the long-term element; null: pay that was deferred.")
    people: int
    amount: Amount = Field(description=f"As promised to those who stay, {AMOUNT}.")
    present_value: Amount = Field(
        description="Expected under the plan's assumptions about interest and leavers, to the minor unit, in the "
        "document's money unit."
    )


class PayRungPart(_Part):
    """What would be earned at one attainment."""

    at: float = Field(description="Attainment, 1 is 100 %.")
    earned: Amount = Field(description=f"In the whole year, {AMOUNT}.")


class WhatIfPart(_Part):
    """What was assumed: amounts of the document are as if the year ended so. It has no payments, and `paid` is what
    would be earned and not deferred."""

    person: str
    at: dict[str, float] = Field(description="Attainment by measure; empty: every target at `every`.")
    every: float = Field(description="Attainment of all other targets.")
    ladder: list[PayRungPart] = Field(description="The named measures, or all, at other attainments.")


class PayoutDocument(_Part):
    """Pay by an incentive plan and its actuals."""

    schema_: Literal["allot.payout/1"] = Field(alias="schema")
    name: str
    plan_period: str = Field(description="The plan year.")
    plan_hash: str = Field(description="Of everything in the plan that can change a payout; actuals are not in it.")
    through: str = Field(description="Last month that actuals cover, such as 2026-12.")
    months: int = Field(description="Plan months that actuals cover.")
    money: MoneyPart
    what_if: WhatIfPart | None = Field(description="Null: pay by actuals.")
    total: PayTotalPart
    groups: list[PayGroupPart] = Field(description="In the plan's order, those with people.")
    components: list[PayComponentPart]
    payments: list[PayDayPart] = Field(description="Periods that are over, by day of payment.")
    later: list[PayLaterDayPart] = Field(description="What follows after the year, by day; only once the year is over.")
    people: list[PayRow] = Field(description="In the order of the plan's people.")
    statements: list[StatementPart] = Field(description="Of those who were asked for.")
    notices: list[FindingPart]

"""The facts of a lint finding as people read them: percent, amounts, names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.messages import Language
from app.messages.amounts import money_words, percent_words, unit_words
from app.messages.plan_lint import ACROSS, ONWARD
from models.findings import Fact
from models.incentives.incentive_plan import IncentivePlan
from models.incentives.lint.finding import CountedIn, LintFinding
from models.units import Money, MoneyUnit

SMALLEST_COUNT = 0.1
"""Expected people are counted in tenths where they are few."""


@dataclass(frozen=True, eq=False)
class LintWords:
    """`money` and `numbers`: the finding's, as written amounts and exact decimals."""

    plan: IncentivePlan
    finding: LintFinding
    money: Decimal | None
    numbers: Mapping[str, Decimal | None]
    language: Language

    @property
    def who(self) -> str:
        """The group's label, with the variant's name."""
        subject = self.finding.subject
        label = next((one.group.shown for one in self.plan.classes if one.group.key == subject.group), subject.group)
        return label if subject.variant is None else f"{label} / {subject.variant}"

    def facts(self) -> dict[str, Fact]:
        """What the sentences may name; absent where nothing is known."""
        stretch, subject = self.finding.stretch, self.finding.subject
        labels = [self._label(name) for name in subject.components]
        what = labels[0] if labels else ""
        is_gate = self.finding.code == "cliff_gate"
        known: dict[str, Fact | None] = {
            "what": f"{what} · {subject.measure}" if subject.measure and what else what,
            "held": labels[1:] if is_gate else labels,
            "measure": subject.measure,
            "low": self._place(stretch.low),
            "high": None if stretch.high is None else self._place(stretch.high),
            "range": self._range(),
            "money": None if self.money is None else self._money(self.money),
            "share": None if self.money is None else _percent(self.finding.share, self.language),
            "people": None if stretch.people is None else _count(stretch.people),
            "people_share": _percent(stretch.people_share, self.language),
            "currency": unit_words(Money(self.plan.money.currency, MoneyUnit.MAJOR), self.language),
            **self._numbers(),
        }
        return {name: fact for name, fact in known.items() if fact is not None}

    def _numbers(self) -> dict[str, Fact | None]:
        numbers, percents = self.numbers, ("kept", "moved", "rate", "marginal", "margin")
        amounts = {"total": "total_minor", "at_target": "at_target_minor", "now": "now_minor", "later": "later_minor"}
        found: dict[str, Fact | None] = {name: _percent(numbers.get(name), self.language) for name in percents}
        for name, key in amounts.items():
            value = numbers.get(key)
            found[name] = None if value is None else self._money(value)
        for name in ("count", "from_period", "to_period", "more"):
            value = numbers.get(name)
            found[name] = None if not value else int(value)
        return found

    def _range(self) -> str:
        stretch = self.finding.stretch
        if stretch.high is None:
            return ONWARD.fill({"low": self._place(stretch.low)}, self.language)
        places: dict[str, Fact] = {"low": self._place(stretch.low), "high": self._place(stretch.high)}
        return ACROSS.fill(places, self.language)

    def _place(self, number: float) -> str:
        counted_in = self.finding.stretch.counted_in
        if counted_in is CountedIn.ATTAINMENT:
            return percent_words(round(number, 4), self.language)
        if counted_in is CountedIn.MONEY:
            return self._money(self.plan.money.from_minor(round(number)))
        return f"{number:,.6g}"

    def _money(self, value: Decimal) -> str:
        return money_words(value, self.plan.money, self.language)

    def _label(self, name: str) -> str:
        subject = self.finding.subject
        variant = subject.variant
        for one in self.plan.classes:
            if one.group.key == subject.group and (None if one.variant is None else one.variant.name) == variant:
                for component in one.group.components_of(one.variant):
                    if component.name == name:
                        return component.shown
        # A pooled line of another group that is paid for the same sale.
        for one in self.plan.classes:
            for line in one.lines:
                if line.component == name:
                    return line.label
        return name


def _percent(share: float | Decimal | None, language: Language) -> str | None:
    if share is None:
        return None
    value = float(share)
    return percent_words(round(value, 3 if abs(value) >= 0.01 else 4), language)


def _count(people: float) -> str:
    if people < SMALLEST_COUNT / 2:
        return f"< {SMALLEST_COUNT}"
    return f"{people:,.1f}" if people < 10 else f"{people:,.0f}"

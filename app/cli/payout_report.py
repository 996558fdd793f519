"""A payout on the screen: what groups, components and people earned, when it is paid; of one person why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich import box
from rich.table import Column, Table

from app.cli.figures import NOTHING
from app.cli.notices import print_notices
from app.cli.voice import Voice
from app.documents.incentives.figures import PayFigures
from app.documents.incentives.statement_words import later_reasons, period_reasons
from app.documents.incentives.what_if_words import assumed_words, rate_words
from app.documents.incentives.words import word
from models.findings import Fact
from scenarios.incentives.pay_request import PayAnswer

MOST_PEOPLE = 20

_ALWAYS = ("incentive_to_date", "earned", "paid")
_SHOWN = ("incentive_to_date", "cap_cut", "clawback", "earned", "paid", "held", "balance", "later", "forfeited")


def print_payout(voice: Voice, answer: PayAnswer, document: Mapping[str, Any]) -> None:
    """Sums and people; in the place of that the statements of those who were asked for by name."""
    _Printer(voice, answer, document).print()


class _Printer:
    """One payout document in one language."""

    def __init__(self, voice: Voice, answer: PayAnswer, document: Mapping[str, Any]) -> None:
        self._voice, self._answer, self._document = voice, answer, document
        self._figures = PayFigures(answer.run.plan, voice.language)

    def print(self) -> None:
        """Everything, the most important first."""
        document, voice = self._document, self._voice
        voice.title(f"{document['name']} · {document['plan_period']}")
        notes = [self._word("through", through=document["through"]), self._word("amounts_in", unit=self._figures.unit)]
        voice.line(" · ".join(notes), style="dim")
        for statement in document["statements"]:
            self._statement(statement)
        if not document["statements"]:
            self._groups()
            self._components()
            self._days(document["payments"])
            self._people()
        self._ladder()
        print_notices(self._voice, self._document["notices"])

    def _word(self, key: str, **facts: Fact) -> str:
        return word(key, self._voice.language, **facts)

    def _groups(self) -> None:
        groups, total = self._document["groups"], self._document["total"]
        shown = [name for name in _SHOWN if name in _ALWAYS or total[name]]
        names = [one["label"] for one in groups] + [self._word("total")]
        rows = [*groups, total]
        columns = [[f"{one['people']:,}" for one in rows], *(self._amounts(rows, name) for name in shown)]
        heads = [self._word("group"), self._word("people"), *(self._word(name) for name in shown)]
        self._table("by_group", heads, names, columns, total=True)

    def _components(self) -> None:
        labels = {one["group"]: one["label"] for one in self._document["groups"]}
        rows = self._document["components"]
        names = [f"{labels[one['group']]} · {one['label']}" for one in rows]
        columns = [[f"{one['people']:,}" for one in rows], self._amounts(rows, "earned")]
        self._table(
            "by_component", [self._word("component"), self._word("people"), self._word("earned")], names, columns
        )

    def _days(self, rows: Sequence[Mapping[str, Any]]) -> None:
        shown = [name for name in ("advance", "top_up", "held", "paid") if name == "paid" or any(r[name] for r in rows)]
        columns = [[one["through"] for one in rows], *(self._amounts(rows, name) for name in shown)]
        heads = [self._word("day"), self._word("period"), *(self._word(_head(name)) for name in shown)]
        self._table("by_day", heads, [one["day"] for one in rows], columns)

    def _people(self) -> None:
        people = self._document["people"]
        rows = sorted(people, key=lambda one: -one["earned"])[:MOST_PEOPLE]
        labels = {one["group"]: one["label"] for one in self._document["groups"]}
        total = self._document["total"]
        shown = [name for name in _SHOWN if name in _ALWAYS or total[name]]
        columns = [[labels[one["group"]] for one in rows], *(self._amounts(rows, name) for name in shown)]
        columns.insert(2, [NOTHING if one["rate"] is None else self._rate(one["rate"]) for one in rows])
        heads = [self._word("person"), self._word("group"), *(self._word(name) for name in shown)]
        heads.insert(3, self._word("rate_head"))
        self._table("by_person", heads, [one["label"] for one in rows], columns)
        if len(rows) < len(people):
            self._voice.line(self._word("more_people", shown=len(rows), count=f"{len(people):,}"), style="dim")
        if total["waiting"]:
            self._voice.line(self._word("waiting", count=f"{total['waiting']:,}"), style="yellow")

    def _statement(self, one: Mapping[str, Any]) -> None:
        voice = self._voice
        voice.out.print()
        variant = "" if one["variant"] is None else f" · {one['variant']}"
        voice.title(f"{one['label']} · {one['group_label']}{variant}")
        asked = self._document["what_if"]
        if asked is not None:
            assumed = assumed_words(asked, self._answer.run.plan, voice.language)
            voice.line(self._word("assumed", assumed=assumed), style="yellow")
        for line in one["lines"]:
            name = line["label"] if line["item"] is None else f"{line['label']} · {line['item']}"
            voice.line(f"{name}  {self._exact(line['earned'])}", style="bold")
            voice.item("  ", line["sentence"])
            for reason in period_reasons(voice.language, line["periods"]):
                voice.item("    ", reason)
        for gate in one["gates"]:
            voice.item("  ", gate["sentence"])
        for sentence in one["sentences"]:
            voice.line(sentence)
        self._days([{**payment, "through": payment["last"]} for payment in one["payments"]])
        if one["later"]:
            rows = one["later"]
            elements = [row["element"] or self._word("deferred_pay") for row in rows]
            columns = [elements, self._amounts(rows, "amount"), self._amounts(rows, "present_value")]
            heads = [self._word(name) for name in ("day", "element", "amount", "present_value")]
            self._table("later_payments", heads, [row["day"] for row in rows], columns)
            for sentence in later_reasons(self._figures, rows):
                voice.item("  ", sentence)

    def _ladder(self) -> None:
        asked = self._document["what_if"]
        if asked is None:
            return
        rows = asked["ladder"]
        heads = [self._word("attainment"), self._word("earned")]
        self._table("ladder", heads, [self._rate(one["at"]) for one in rows], [self._amounts(rows, "earned")])

    def _rate(self, rate: float) -> str:
        return rate_words(rate, self._voice.language)

    def _exact(self, value: Decimal | int) -> str:
        return self._figures.amount(self._figures.money.to_minor(Decimal(value)))

    def _amounts(self, rows: Sequence[Mapping[str, Any]], name: str) -> list[str]:
        money = self._figures.money
        return self._figures.column([money.to_minor(Decimal(one[name])) for one in rows])

    def _table(
        self,
        title: str,
        heads: Sequence[str],
        names: Sequence[str],
        columns: Sequence[Sequence[str]],
        *,
        total: bool = False,
    ) -> None:
        """A table with texts on the left and numbers on the right; a column of texts is one without digits. Nothing
        where it has no rows but a total."""
        if len(names) <= int(total):
            return
        shown = [Column(heads[0], overflow="fold")]
        for head, column in zip(heads[1:], columns, strict=True):
            is_text = not any(text[-1:].isdigit() or text.endswith(("%", NOTHING)) for text in column)
            shown.append(Column(head, justify="left" if is_text else "right", no_wrap=not is_text))
        table = Table(
            *shown,
            title=self._word(title),
            title_style="bold",
            title_justify="left",
            box=box.SIMPLE,
            show_edge=False,
            pad_edge=False,
        )
        for place, name in enumerate(names):
            if total and place == len(names) - 1:
                table.add_section()
            table.add_row(name, *(column[place] for column in columns))
        self._voice.out.print()
        self._voice.out.print(table)


def _head(name: str) -> str:
    return "handed_out" if name == "paid" else name

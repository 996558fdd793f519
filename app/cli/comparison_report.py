"""A comparison on the screen, for somebody with a minute: scores, who gains and loses, what differs, what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich import box
from rich.table import Column, Table
from rich.text import Text

from app.cli.certificate_lines import print_certificates
from app.cli.figures import NOTHING, Figures, rate_style, rate_text, share_text
from app.cli.notices import MOST_NOTICES
from app.cli.voice import Voice
from app.cli.wide_tables import parts_that_fit
from app.documents.comparison.alike import alike_reasons
from app.documents.comparison.figures import (
    ScoreLine,
    Value,
    binding_counts,
    dominance_sentences,
    hedged_cut,
    hedged_moves,
    joined,
    labels_by_name,
    level_in_words,
    regret_sentences,
    score_lines,
    value_texts,
)
from app.documents.comparison.pay import pay_notes
from app.documents.comparison.price_lines import change_text, free_lines, measure_heads, priced_lines, shown_measures
from app.documents.comparison.turn_lines import quiet_dials, turn_lines, turn_notes
from app.documents.comparison.words import word
from app.messages.strategy import share_words
from models.findings import Fact
from scenarios.definition import Scenario

NAMED = 3
"""People named on either side of a strategy."""

MOST_CUTS, MOST_NODES, MOST_LIMITS, MOST_PRICES = 2, 12, 12, 16


def print_comparison(voice: Voice, scenario: Scenario, document: Mapping[str, Any]) -> None:
    """The whole comparison."""
    _Printer(voice, Figures(scenario.problem.money, voice.language), document).print(scenario)


class _Printer:
    """One comparison document in one language."""

    def __init__(self, voice: Voice, figures: Figures, document: Mapping[str, Any]) -> None:
        self._voice, self._figures, self._document = voice, figures, document
        self._labels = labels_by_name(document)
        self._plans: list[str] = document["plans"]

    def print(self, scenario: Scenario) -> None:
        """Everything, the most important first."""
        document, voice = self._document, self._voice
        voice.title(f"{scenario.name} · {scenario.period}")
        if document["base"] is not None:
            unit = self._word("amounts_in", unit=self._figures.unit)
            gap = "" if voice.language == "zh" else " "
            voice.line(self._word("against", base=self._labels[document["base"]]) + gap + unit, style="dim")
        else:
            voice.line(self._word("no_plan_at_all"), style="red")
        self._table(self._scores())
        self._notes(hedged_moves(document, voice.language))
        for note in pay_notes(document, voice.language)[: 1 + MOST_NOTICES]:
            voice.line(note, style="dim")
        self._reasons()
        if document["base"] is None:
            return
        for changes in document["changes"][:1]:
            self._changes(changes)
        for cut in self._shown_cuts():
            self._cut(cut)
        self._binding()
        self._regret()
        print_certificates(voice, document["certificates"], self._labels)
        self._prices()
        self._turns()

    def _word(self, key: str, **facts: Fact) -> str:
        return word(key, self._voice.language, **facts)

    def _table(self, table: Table, heads: int = 1) -> None:
        """A table, below each other where its columns after the first `heads` do not fit."""
        for part in parts_that_fit(table, heads, self._voice.out.width):
            self._voice.out.print()
            self._voice.out.print(part)

    def _notes(self, sentences: Sequence[str]) -> None:
        for sentence in sentences:
            self._voice.line(sentence, style="dim")

    def _new_table(self, title: str, *columns: Column) -> Table:
        shown = Text(title, style="bold") if title else None
        return Table(*columns, title=shown, title_justify="left", box=box.SIMPLE, show_edge=False, pad_edge=False)

    def _strategy_columns(self, names: Sequence[str]) -> list[Column]:
        return [Column(self._labels[name], justify="right", overflow="fold") for name in names]

    def _scores(self) -> Table:
        names = [one["name"] for one in self._document["strategies"]]
        table = self._new_table("", Column(self._word("measure")), *self._strategy_columns(names))
        for line in score_lines(self._document, self._voice.language):
            table.add_row(line.label, *self._values(line))
        return table

    def _values(self, line: ScoreLine) -> list[Text]:
        if line.name.startswith("pay_"):
            return [Text(text) for text in value_texts(line)]  # in the incentive plan's unit
        if line.kind == "amount":
            minors = [None if value is None else self._minor(value) for value in line.values]
            return [Text(text) for text in self._figures.column(minors, exact=line.name == "target")]
        return [Text(_shown(line, value)) for value in line.values]

    def _minor(self, value: Value) -> int:
        assert isinstance(value, Decimal | int)
        return self._figures.money.to_minor(Decimal(value))

    def _reasons(self) -> None:
        """Why strategies have no plan, those with the same reasons together."""
        for labels, messages in alike_reasons(self._document):
            self._voice.out.print()
            names = joined(labels, self._voice.language)
            self._voice.line(self._word("no_plan_of", strategies=names), style="yellow")
            for message in messages:
                self._voice.item("  • ", message)

    def _changes(self, changes: Mapping[str, Any]) -> None:
        if not changes["strategies"]:
            return
        title = self._word("changes", level=self._level(changes))
        heads = (self._word("strategy"), self._word("gains"), self._word("losses"))
        table = self._new_table(title, *(Column(head, overflow="fold") for head in heads))
        for one in changes["strategies"]:
            sides = [self._named(one[side][:NAMED]) for side in ("gains", "losses")]
            table.add_row(self._labels[one["strategy"]], *sides)
        self._table(table)
        self._notes(hedged_cut(changes, self._voice.language))

    def _level(self, cut: Mapping[str, Any]) -> str:
        return level_in_words(cut, self._voice.language)

    def _named(self, changes: Sequence[Mapping[str, Any]]) -> str:
        if not changes:
            return self._word("nobody")
        amounts = self._differences([change["difference"] for change in changes])
        return "\n".join(
            self._word(
                "change_of",
                name=" × ".join(change["label"]),
                amount=amount,
                rate="" if change["rate"] is None else rate_text(change["rate"]),
            )
            for change, amount in zip(changes, amounts, strict=True)
        )

    def _differences(self, values: Sequence[Decimal | int]) -> list[str]:
        texts = self._figures.column([self._minor(value) for value in values], exact=False)
        return [f"+{text}" if value > 0 else text for value, text in zip(values, texts, strict=True)]

    def _shown_cuts(self) -> list[Mapping[str, Any]]:
        """The cut that was asked for, else the coarsest level of each dimension but the people's finest."""
        cuts: list[Mapping[str, Any]] = self._document["cuts"]
        if len(cuts) == 1:
            return cuts
        single = [cut for cut in cuts if len(cut["by"]) == 1 and not cut["is_people"]]
        first: dict[str, Mapping[str, Any]] = {}
        for cut in single:
            if 1 < len(cut["nodes"]) <= MOST_NODES:
                first.setdefault(cut["by"][0].partition(".")[0], cut)
        return list(first.values())[:MOST_CUTS]

    def _cut(self, cut: Mapping[str, Any]) -> None:
        nodes = sorted(cut["nodes"], key=lambda node: -node["targets"][0])
        shown = nodes[: 2 * MOST_NODES]
        base, *others = self._plans
        title = self._word("by", level=self._level(cut))
        columns = [Column(name, overflow="fold") for name in cut["by_labels"]]
        table = self._new_table(title, *columns, *self._strategy_columns([base, *others]))
        targets = self._figures.column([self._minor(node["targets"][0]) for node in shown], exact=True)
        changes = [
            self._differences([node["differences"][place] for node in shown]) for place in range(1, len(self._plans))
        ]
        for place, node in enumerate(shown):
            texts = [
                Text(f"{column[place]} {rate_text(rate)}", style=rate_style(rate))
                for column, rate in zip(changes, node["rates"][1:], strict=True)
            ]
            table.add_row(*node["label"], targets[place], *texts)
        self._table(table, len(cut["by_labels"]))
        self._notes(hedged_cut(cut, self._voice.language))
        if len(shown) < len(nodes):
            self._voice.line(self._word("more_rows", shown=len(shown), count=len(nodes)), style="dim")

    def _binding(self) -> None:
        counts = binding_counts(self._document, self._voice.language)
        if not counts:
            self._voice.out.print()
            self._voice.line(self._word("no_binding"))
            return
        head = Column(self._word("limit_name"), overflow="fold")
        table = self._new_table(self._word("binding"), head, *self._strategy_columns(self._plans))
        for name, _, sides in counts[:MOST_LIMITS]:
            table.add_row(name, *(side or NOTHING for side in sides))
        self._table(table)
        if len(counts) > MOST_LIMITS:
            self._voice.line("  " + self._voice.word("more_groups", count=len(counts) - MOST_LIMITS), style="dim")

    def _regret(self) -> None:
        if len(self._plans) < 2:
            return
        regret = self._document["regret"]
        head = Column(self._word("standard"), overflow="fold")
        table = self._new_table(self._word("regret"), head, *self._strategy_columns(self._plans))
        for name, row in zip(self._plans, regret["loss"], strict=True):
            table.add_row(self._labels[name], *(share_words(value) for value in row))
        self._table(table)
        *meaning, choice = regret_sentences(self._document, self._voice.language)
        for sentence in meaning:
            self._voice.line(sentence, style="dim")
        self._voice.line(choice)
        for sentence in dominance_sentences(self._document, self._voice.language):
            self._voice.line(sentence)

    def _prices(self) -> None:
        prices = self._document["prices"]
        if prices is None:
            return
        lines = priced_lines(prices)
        measures = shown_measures(lines)
        heads = [self._word("price_loss"), *measure_heads(self._document, measures, self._voice.language)]
        columns = [Column(self._word("price_subject"), overflow="fold")]
        columns += [Column(head, justify="right") for head in (*heads, self._word("price_moved"))]
        table = self._new_table(self._word("prices", strategy=self._labels[prices["strategy"]]), *columns)
        for line in lines[:MOST_PRICES]:
            table.add_row(line["label"], *self._price(line, measures))
        if lines:
            self._table(table)
        else:
            self._voice.line(self._word("price_none"))
        free = [line["label"] for line in free_lines(prices)]
        if free:
            self._voice.line(self._word("price_free", limits=free), style="dim")

    def _turns(self) -> None:
        turns = self._document["break_evens"]
        if turns is None:
            return
        self._voice.out.print()
        self._voice.line(self._word("turns", strategy=self._labels[turns["strategy"]]), style="bold")
        for line in turn_lines(turns):
            self._voice.item("  • ", self._word("turn_line", sentence=line.sentence, stands=f"{line.stands:g}"))
        for sentence in quiet_dials(turns, self._voice.language):
            self._voice.line(sentence)
        for note in turn_notes(turns, self._voice.language):
            self._voice.line(note, style="dim")

    def _price(self, line: Mapping[str, Any], measures: Sequence[str]) -> list[str]:
        price = line["price"]
        if price is None:
            outcome = self._word(line["outcome"])
            return [self._word("price_unknown", outcome=outcome), *[NOTHING] * (len(measures) + 1)]
        given = [change_text(line, name) for name in measures]
        return [
            share_words(price["loss"]),
            *given,
            *self._figures.column([self._minor(price["moved"]["moved"])], exact=False),
        ]


def _shown(line: ScoreLine, value: Value) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return value
    number = float(value)
    if line.name == "largest_regret":
        return share_words(number)
    if line.kind == "rate":
        return rate_text(number)
    return share_text(number) if line.kind == "share" else f"{number:.3f}"

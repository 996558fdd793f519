"""What people read about one number: its lines from last year to the target, what holds and moves it, how firm it
is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.table import Column, Table
from rich.text import Text

from app.cli.figures import Figures
from app.cli.node_tables import level_name
from app.cli.voice import Voice
from app.documents.ledger import next_levels, next_nodes
from app.documents.ledger_words import WrittenLine, node_words, written_lines
from app.documents.what_if_words import effect_of, is_little
from models.allocation.ledger import LedgerLine
from models.allocation.nodes import Partition
from scenarios.definition import Scenario
from scenarios.explanation import Explanation

MOST_HOLDING, MOST_MOVES = 8, 10
MOST_NEXT = 5
"""Nodes of one level that the next amount is shown for."""


def print_explanation(voice: Voice, scenario: Scenario, explanation: Explanation, document: dict[str, Any]) -> None:
    """The whole explanation on standard output. `document` is the ledger document of the same explanation."""
    figures = Figures(explanation.plan.problem.money, voice.language)
    _print_head(voice, scenario, explanation, figures)
    lines = written_lines(explanation.plan, explanation.node, explanation.ledger, voice.language)
    voice.out.print(_table(voice, figures, lines, explanation.ledger.total_minor))
    still = [line.title for line in lines if not _is_shown(line)]
    if still:
        listed = ("、" if voice.language == "zh" else ", ").join(still)
        voice.line(voice.word("unchanged", lines=listed), style="dim")
    holding = [item["sentence"] for item in document["holding"]]
    _print_block(voice, "holding", holding or [voice.word("not_held")], MOST_HOLDING)
    if document["counterfactuals"] is not None:
        assert explanation.counterfactuals is not None
        pairs = zip(document["counterfactuals"], explanation.counterfactuals.items, strict=True)
        moving = [item["sentence"] for item, found in pairs if effect_of(explanation.plan, found) != "little"]
        _print_block(voice, "would_move", moving or [voice.word("nothing_moves")], MOST_MOVES)
    if document["next_amount"] is not None:
        _print_block(voice, "more_of", [document["next_amount"]["sentence"]], 1)
        for line in _next_lines(voice, explanation, figures):
            voice.item("      ", line)
    if document["range"] is not None:
        _print_block(voice, "firm", [document["range"]["sentence"]], 1)
    for sentence in document["open"]:
        voice.line(sentence, style="yellow")


def _print_head(voice: Voice, scenario: Scenario, explanation: Explanation, figures: Figures) -> None:
    node = node_words(explanation.node, voice.language)
    name = node[0].upper() + node[1:]
    total = explanation.ledger.total_minor
    (amount,) = figures.column([total], exact=True)
    voice.title(voice.word("why" if total else "no_number", amount=amount, node=name))
    strategy = scenario.strategy_label(explanation.plan.strategy.name)
    outcome = voice.word("outcome", outcome=voice.word(str(explanation.plan.outcome)), strategy=strategy)
    voice.line(f"{scenario.name} · {scenario.period} · {outcome}", style="dim")
    voice.line(voice.word("amounts_in", unit=figures.unit), style="dim")
    voice.out.print()


def _is_shown(line: WrittenLine) -> bool:
    return bool(line.shown_minor) or line.line is LedgerLine.LAST_YEAR


def _table(voice: Voice, figures: Figures, lines: Sequence[WrittenLine], total: int) -> Table:
    """The lines that change something, with what they add up to."""
    shown = [line for line in lines if _is_shown(line)]
    adds = figures.column([line.shown_minor for line in shown], exact=True)
    so_far, last = (figures.column([*(line.shown_so_far_minor for line in shown), total], exact=True), "target")
    table = Table(
        Column(voice.word("line"), voice.word(last), min_width=12, overflow="fold"),
        Column(voice.word("adds"), justify="right", no_wrap=True),
        Column(voice.word("so_far"), so_far[-1], justify="right", no_wrap=True),
        Column(voice.word("reason"), overflow="fold"),
        title=Text(voice.word("ledger"), style="bold"),
        title_justify="left",
        box=box.SIMPLE,
        show_footer=True,
        footer_style="bold",
        show_edge=False,
        pad_edge=False,
    )
    for line, added, sum_ in zip(shown, adds, so_far, strict=False):
        first = line.line is LedgerLine.LAST_YEAR
        style = "" if first else "green" if line.shown_minor > 0 else "red"
        signed = added if first or added.startswith("−") else f"+{added}"
        table.add_row(line.title, Text(signed, style=style), sum_, line.sentence)
    return table


def _print_block(voice: Voice, head: str, sentences: Sequence[str], most: int) -> None:
    voice.out.print()
    voice.title(voice.word(head))
    for sentence in sentences[:most]:
        voice.item("  • ", sentence)
    if len(sentences) > most:
        voice.line("  " + voice.word("more_groups", count=len(sentences) - most))


def _next_lines(voice: Voice, explanation: Explanation, figures: Figures) -> list[str]:
    """One line per level: the nodes that carry most of the next amount, and the others together."""
    found = explanation.next_amount
    if found is None or not found.possible:
        return []
    lines = []
    for part in next_levels(explanation):
        nodes = [pair for pair in next_nodes(explanation, found, part) if not is_little(explanation.plan, pair[1])]
        texts = figures.column([minor for _, minor in nodes[:MOST_NEXT]], exact=False)
        named = [f"{_label(explanation, part, code)} {text}" for (code, _), text in zip(nodes, texts, strict=False)]
        rest = nodes[MOST_NEXT:]
        if rest:
            (amount,) = figures.column([sum(minor for _, minor in rest)], exact=False)
            named.append(voice.word("and_rest", count=len(rest), amount=amount))
        if named:
            name = level_name(voice, explanation.plan.problem, part.dimensions[0], part.levels[0])
            listed = ("、" if voice.language == "zh" else ", ").join(named)
            lines.append(voice.word("moved_by", level=name if voice.language == "zh" else name.lower(), nodes=listed))
    return lines


def _label(explanation: Explanation, part: Partition, code: int) -> str:
    problem = explanation.plan.problem
    return problem.dimensions[problem.dimension(part.dimensions[0])].by_key[part.groups.keys[code][0]].label

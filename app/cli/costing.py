"""`allot cost`: what a plan will cost, on the screen or as a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich import box
from rich.table import Column, Table

from app.cli.figures import NOTHING, Figures
from app.cli.plan_request import PlanRequest
from app.cli.request import deliver, opened_plan
from app.cli.voice import Voice
from app.documents.incentives.plan_cost import plan_cost_document
from app.documents.incentives.plan_cost_tables import CostTable, cost_bytes, short_tables, shown_decimals
from app.documents.workbook.plan_cost_workbook import COUNTS, TEXTS, shown_text
from app.messages.amounts import percent_words
from app.messages.plan_cost import WORDS, cost_word
from scenarios.incentives.costing import CostQuestion, cost_of

MOST_NOTICES = 10


def cost_file(voice: Voice, request: PlanRequest, question: CostQuestion) -> int:
    """Cost the plan, print or write the answer. Raises what `guarded` puts in words."""
    _, report = opened_plan(voice, request, lambda loaded: cost_of(loaded, question))
    document = plan_cost_document(report, voice.language)
    return deliver(
        voice,
        request,
        document,
        lambda suffix: cost_bytes(document, suffix, voice.language),
        lambda: _print(voice, document, Figures(report.plan.money, voice.language)),
    )


def _print(voice: Voice, document: Mapping[str, Any], figures: Figures) -> None:
    voice.title(f"{document['name']} · {document['plan_period']} · {cost_word('title', voice.language)}")
    voice.line(WORDS["amounts_in"].fill({"unit": figures.unit}, voice.language), style="dim")
    for sentence in document["summary"]:
        voice.item("  ", sentence)
    for table in short_tables(document):
        if table.rows:
            voice.line("")
            voice.out.print(_table(voice, table, shown_decimals(document)))
    for group in document["groups"]:
        voice.item(f"{group['label']} · ", _performance(voice, group["performance"]))
    notices = document["notices"]
    for notice in notices[:MOST_NOTICES]:
        voice.item("! ", notice["message"])
    if len(notices) > MOST_NOTICES:
        voice.line(voice.word("more_notices", shown=MOST_NOTICES, count=len(notices)), style="dim")


def _performance(voice: Voice, performance: Mapping[str, Any]) -> str:
    if performance["rank_correlation"] is None:
        return cost_word("no_performance", voice.language)
    quarters = ", ".join(percent_words(round(quarter, 3), voice.language) for quarter in performance["quarters"])
    facts = {"correlation": round(performance["rank_correlation"], 2), "quarters": quarters}
    return WORDS["performance"].fill(facts, voice.language)


def _table(voice: Voice, table: CostTable, decimals: int) -> Table:
    heads = [
        Column(cost_word(column, voice.language), justify="left" if column in TEXTS else "right")
        for column in table.columns
    ]
    shown = Table(*heads, title=cost_word(table.name, voice.language), title_justify="left", box=box.SIMPLE_HEAD)
    for index, row in enumerate(table.rows):
        shares = table.columns if index in table.share_rows else table.shares
        cells = (_cell(voice, table.columns[place], shares, value, decimals) for place, value in enumerate(row))
        shown.add_row(*cells)
    return shown


def _cell(voice: Voice, column: str, shares: Sequence[str], value: Any, decimals: int) -> str:
    if value is None:
        return "" if column in TEXTS else NOTHING
    if isinstance(value, str):
        return shown_text(column, value, voice.language)
    if column == "attainment":
        return percent_words(value, voice.language)
    if column in shares:
        return f"{float(value) * 100:.1f}{'%' if voice.language == 'zh' else ' %'}"
    return str(value) if column in COUNTS else f"{Decimal(value):,.{decimals}f}".replace("-", "−")

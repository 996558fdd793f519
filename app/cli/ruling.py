"""`allot rules`: the consistent set of rules, or what must give, on the screen or as a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Column, Table
from rich.text import Text

from app.cli.figures import NOTHING
from app.cli.notices import print_notices
from app.cli.request import deliver, opened_as
from app.cli.voice import Voice, harmless
from app.documents.incentives.consistent_rules import consistent_rules_document, span_words, value_words
from app.json_text import json_bytes
from app.messages import Language
from app.messages.consistent_rules import COLUMNS, HEAD, NO_PLAN, ORIGINS
from models.incentives.consistency.rule import RuleName, Span
from scenarios.incentives.definition import LoadedPlan, load_plan
from scenarios.incentives.rule_request import FoundRules, RuleRequest, find_rules


@dataclass(frozen=True)
class RulesCommand:
    """What was asked for. `file` None: a curve alone. `asked` may raise InvalidInput."""

    file: Path | None
    asked: Callable[[], RuleRequest]
    out: Path | None
    as_json: bool


@dataclass(frozen=True, eq=False)
class _Subject:
    loaded: LoadedPlan | None
    language: Language | str


def rules_of(voice: Voice, command: RulesCommand) -> int:
    """Ask, print or write the answer. Raises what `guarded` puts in words."""

    def load() -> _Subject:
        loaded = None if command.file is None else load_plan(command.file, needs_actuals=False)
        return _Subject(loaded, voice.language if loaded is None else loaded.language)

    def work(subject: _Subject) -> FoundRules:
        return find_rules(None if subject.loaded is None else subject.loaded.plan, command.asked())

    subject, found = opened_as(voice, command, load, work)
    document = consistent_rules_document(subject.loaded, found, voice.language)
    return deliver(voice, command, document, lambda _: json_bytes(document), lambda: _print(voice, document))


def _print(voice: Voice, document: Mapping[str, Any]) -> None:
    language = voice.language
    name = document["name"] or NO_PLAN.text(language)
    voice.title(HEAD.fill({"name": name, "people": document["people"]}, language))
    voice.line("")
    columns = len(COLUMNS) if document["consistent"] else len(COLUMNS) - 2
    heads = [one.text(language) for one in COLUMNS[:columns]]
    table = Table(*(Column(head, overflow="fold") for head in heads), box=box.SIMPLE, show_edge=False, pad_edge=False)
    for rule in document["rules"]:
        quantity = RuleName(rule["rule"])
        value = NOTHING if rule["value"] is None else value_words(quantity, rule["value"], language)
        cells = [rule["label"], _span(quantity, rule["wanted"], language), ORIGINS[rule["origin"]].text(language)]
        cells += [value, _span(quantity, rule["reach"], language)]
        table.add_row(*(Text(harmless(cell)) for cell in cells[:columns]))
    voice.out.print(table)
    voice.line("")
    for sentence in document["sentences"]:
        voice.line(sentence)
    for way in document["ways_out"]:
        voice.item("  → ", way["sentence"])
    print_notices(voice, document["notices"])


def _span(rule: RuleName, span: Mapping[str, float] | None, language: Language) -> str:
    return NOTHING if span is None else span_words(rule, Span(span["low"], span["high"]), language)

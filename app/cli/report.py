"""What a planner reads after a solve: the outcome, the targets beside last year, what binds, and that it adds up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from app.cli.binding_table import binding_table
from app.cli.choice_lines import choice_lines
from app.cli.figures import Figures, number_text, rate_text, share_text
from app.cli.node_tables import level_name, level_tables
from app.cli.quarter_table import quarter_table
from app.cli.voice import Voice
from app.documents.binding_words import group_labels
from app.messages.strategy import strategy_lines
from models.allocation.coarse_levels import CoarseLevel
from models.allocation.plan import Plan
from scenarios.allocation import AllocationResult
from scenarios.definition import Scenario

MOST_NOTICES = 10
MOST_EXCEPTIONS = 10


def print_report(voice: Voice, scenario: Scenario, result: AllocationResult, document: dict[str, Any]) -> None:
    """The whole report on standard output. `document` is the plan document of the same result."""
    plan = result.raise_for_outcome()
    figures = Figures(plan.problem.money, voice.language)
    _print_head(voice, scenario, plan, figures)
    for table, below in level_tables(voice, plan, figures):
        voice.out.print(table)
        if below:
            voice.line(below, style="dim")
        voice.out.print()
    if plan.months is not None:
        voice.out.print(quarter_table(voice, plan, plan.months, figures))
        voice.out.print()
    _print_binding(voice, plan)
    if "choices" in document:
        for line in choice_lines(voice, document["choices"]):
            voice.line(line)
        voice.out.print()
    _print_verification(voice, plan, figures, document["verification"])
    if plan.months is not None:
        _print_months(voice, plan, figures.minor_with_unit(plan.months.increment), document["phasing"]["exceptions"])
    _print_notices(voice, [notice["message"] for notice in document["notices"]])
    solver = document["solver"]
    seconds = f"{result.seconds:.1f}"
    took = voice.word("took", seconds=seconds, solver=solver["name"], version=solver["version"])
    voice.line(took, style="dim")


def _print_head(voice: Voice, scenario: Scenario, plan: Plan, figures: Figures) -> None:
    voice.title(f"{scenario.name} · {scenario.period}")
    outcome = voice.word(str(plan.outcome))
    style = "bold green" if str(plan.outcome) == "optimal" else "bold yellow"
    strategy = scenario.strategy_label(plan.strategy.name)
    voice.line(voice.word("outcome", outcome=outcome, strategy=strategy), style=style)
    voice.parts(_company_parts(voice, plan, figures))
    first, *others = _score_parts(voice, plan, figures)
    voice.parts([first[0].upper() + first[1:], *others])
    (increment,) = figures.column([plan.lattice.increment], exact=True)
    odd = int((plan.targets_minor % plan.lattice.increment != 0).sum())
    key = "unit" if plan.problem.metric == "amount" else "pieces"
    if odd:
        voice.line(voice.word(f"{key}_except", unit=figures.unit, increment=increment, count=f"{odd:,}"), style="dim")
    else:
        voice.line(voice.word(key, unit=figures.unit, increment=increment), style="dim")
    for line in strategy_lines(plan.strategy, plan.staging, voice.language):
        voice.line(line, style="dim")
    voice.out.print()


def _company_parts(voice: Voice, plan: Plan, figures: Figures) -> list[str]:
    """Target, last year, growth, and growth like for like where new business makes it differ."""
    company = plan.index.company
    totals = plan.totals(company)
    parts = [voice.word("company", amount=figures.minor_with_unit(plan.total_minor))]
    if plan.problem.over_assignment is not None:
        parts.append(voice.word("assigned", amount=figures.minor_with_unit(int(totals.assigned[0]))))
        parts.append(voice.word("company_hedge", amount=figures.minor_with_unit(int(totals.hedge[0]))))
    growth, same = totals.growth_rate(0), totals.like_for_like_rate(0)
    if growth is None:
        return [*parts, voice.word("no_last_year")]
    parts.append(voice.word("last_year", amount=figures.minor_with_unit(int(totals.baseline[0]))))
    parts.append(voice.word("grows", rate=rate_text(growth)))
    return parts if same == growth else [*parts, voice.word("like_for_like", rate=rate_text(same))]


def _score_parts(voice: Voice, plan: Plan, figures: Figures) -> list[str]:
    card = plan.scorecard
    parts = []
    if card.margin_rate is not None:
        parts.append(voice.word("margin", rate=share_text(card.margin_rate)))
    if card.strategic_share > 0:
        parts.append(voice.word("strategic", rate=share_text(card.strategic_share)))
    if card.moved_minor is not None:
        parts.append(voice.word("moved", amount=figures.minor_with_unit(card.moved_minor)))
    if card.company_probability is not None:
        parts.append(voice.word("company_probability", rate=share_text(card.company_probability)))
    if card.likely_share is not None:
        parts.append(voice.word("likely", rate=share_text(card.likely_share)))
    return [*parts, voice.word("at_limit", rate=share_text(card.at_limit_share))]


def _print_binding(voice: Voice, plan: Plan) -> None:
    table = binding_table(voice, plan)
    if table is None:
        voice.line(voice.word("no_binding"))
    else:
        voice.out.print(table)
    voice.out.print()


def _print_verification(voice: Voice, plan: Plan, figures: Figures, verification: dict[str, Any]) -> None:
    exact_minor = plan.exact * plan.problem.money.minor_per_thousand
    layers = zip(plan.problem.layers, plan.numbers.minor, strict=True)
    distances = [float(np.abs(minor - exact_minor / layer.below).max()) for layer, minor in layers]
    furthest = max(distances) / float(plan.problem.money.minor_per_unit)
    increment = figures.minor_with_unit(plan.lattice.increment)
    facts = {"total": figures.minor_with_unit(plan.total_minor), "error": figures.with_unit(_upward(furthest))}
    exceptions = verification["exceptions"]
    voice.line(voice.word("verified", increment=increment, **facts), style="" if exceptions else "green")
    if verification["remainder"] is not None:
        remainder: dict[str, str] = verification["remainder"]
        cell = " × ".join(group_labels(plan, list(remainder), list(remainder.values())))
        rest = figures.minor_with_unit(plan.lattice.remainder)
        voice.line(voice.word("remainder", increment=increment, rest=rest, cell=cell))
    for level in plan.coarse:
        _print_coarse(voice, plan, level, figures)
    if exceptions:
        voice.line(voice.word("exceptions"), style="yellow")
        lines = [_exception_words(voice, plan, item) for item in exceptions]
        _print_list(voice, lines, MOST_EXCEPTIONS, "more_groups")


def _print_coarse(voice: Voice, plan: Plan, level: CoarseLevel, figures: Figures) -> None:
    """One line per coarse level: its step, and the nodes that take what is no multiple of it."""
    (dimension,), (name,) = level.partition.dimensions, level.partition.levels
    facts = {
        "level": level_name(voice, plan.problem, dimension, name),
        "increment": figures.minor_with_unit(level.step),
    }
    off = [item for item in plan.rounded_check.off_step if item.levels == level.partition.levels]
    nodes = [
        voice.word("over", node=_label(plan, item.key[0]), over=figures.minor_with_unit(item.minor))
        for item in off[:MOST_EXCEPTIONS]
    ]
    if len(off) > len(nodes):
        nodes.append(voice.word("more_groups", count=len(off) - len(nodes)))
    if nodes:
        voice.line(voice.word("coarse_except", nodes=("；" if voice.language == "zh" else "; ").join(nodes), **facts))
    else:
        voice.line(voice.word("coarse_level", **facts))


def _print_months(voice: Voice, plan: Plan, increment: str, exceptions: list[dict[str, Any]]) -> None:
    voice.line(voice.word("months_verified", increment=increment), style="" if exceptions else "green")
    if exceptions:
        voice.line(voice.word("month_exceptions"), style="yellow")
        lines = [_exception_words(voice, plan, item) for item in exceptions]
        _print_list(voice, lines, MOST_EXCEPTIONS, "more_groups")


def _upward(value: float) -> Decimal:
    """Two decimals, rounded up: a promise must not be too small."""
    cents = int(np.ceil(value * 100.0 - 1e-9))
    whole = Decimal(cents).scaleb(-2).normalize()
    return whole.quantize(Decimal(1)) if whole == whole.to_integral_value() else whole


def _exception_words(voice: Voice, plan: Plan, item: dict[str, Any]) -> str:
    """The limit or node and by how much; its keys become labels where only one member has the key."""
    group = " × ".join(_label(plan, key) for key in item["group"])
    amount = number_text(float(item["amount"]))
    if "period" in item:
        return voice.word("missed_period", name=item["name"], group=group, period=item["period"], amount=amount)
    return voice.word("missed", name=item["name"], group=group, amount=amount)


def _label(plan: Plan, key: str) -> str:
    found = [dimension.by_key[key].label for dimension in plan.problem.dimensions if key in dimension.by_key]
    return found[0] if len(found) == 1 else key


def _print_notices(voice: Voice, messages: Sequence[str]) -> None:
    if messages:
        voice.line(voice.word("notices"), style="yellow")
        _print_list(voice, messages, MOST_NOTICES, "more_notices")


def _print_list(voice: Voice, lines: Sequence[str], most: int, more: str) -> None:
    for line in lines[:most]:
        voice.item("  • ", line)
    if len(lines) > most:
        voice.line("  " + voice.word(more, count=len(lines) - most))

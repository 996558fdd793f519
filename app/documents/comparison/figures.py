"""The score table of a comparison: every measure that some plan has, in words and numbers, strategies beside each
other; the same on the screen, in workbooks and in reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from app.documents.comparison.numbers import NOTHING, amount_texts, number_text, percent_text, rate_words
from app.documents.comparison.words import word
from app.messages import Language
from app.messages.amounts import unit_words
from app.messages.strategy import share_words
from models.allocation.better import CARD_FIGURES, Better
from models.units import Money, MoneyUnit

Kind = Literal["amount", "rate", "share", "number", "text"]
Value = Decimal | int | float | str | None

CARD: Sequence[tuple[str, Kind]] = (
    ("growth_rate", "rate"),
    ("like_for_like_rate", "rate"),
    ("margin_rate", "share"),
    ("strategic_share", "share"),
    ("difficulty_mean", "number"),
    ("difficulty_spread", "number"),
    ("difficulty_gini", "number"),
    ("likely_share", "share"),
    ("company_probability", "share"),
    ("utilisation_worst", "share"),
    ("at_limit_share", "share"),
    ("moved", "amount"),
)
"""Measures of the score card, in the order of the table."""

_BETTER: Mapping[str, Better | None] = {**CARD_FIGURES, "largest_regret": Better.LOWER}


@dataclass(frozen=True)
class ScoreLine:
    """One measure: its name in words, how it is written, and a value per strategy."""

    name: str
    label: str
    kind: Kind
    values: tuple[Value, ...]


def score_lines(document: Mapping[str, Any], language: Language) -> list[ScoreLine]:
    """The lines of the table, one value per entry of `strategies`; measures that no plan has are left out."""
    strategies = document["strategies"]

    def line(name: str, kind: Kind, values: Sequence[Value]) -> ScoreLine:
        return ScoreLine(name, word(name, language), kind, tuple(values))

    cards = [one["scorecard"] or {} for one in strategies]
    lines = [
        line("outcome", "text", [word(one["outcome"], language) for one in strategies]),
        line("target", "amount", [one["target"] for one in strategies]),
        *(line(name, kind, [card.get(name) for card in cards]) for name, kind in CARD),
        line(
            "moved_from_base", "amount", [None if one["moved"] is None else one["moved"]["moved"] for one in strategies]
        ),
        line("largest_regret", "share", [one["largest_regret"] for one in strategies]),
        line("dominated_by", "text", [_labels(document, one["dominated_by"], language) for one in strategies]),
        line("fairness", "text", _verdicts(document, language)),
        *_pay_lines(document, language),
    ]
    return [one for one in lines if any(value is not None for value in one.values)]


def _pay_lines(document: Mapping[str, Any], language: Language) -> list[ScoreLine]:
    """What an incentive plan pays, in its own unit."""
    pay = document["pay"]
    if pay is None:
        return []
    money = Money(pay["money"]["currency"], MoneyUnit(pay["money"]["unit"]))
    found = {one["strategy"]: one for one in pay["strategies"]}
    kinds: tuple[tuple[str, Kind], ...] = (
        ("expected", "amount"),
        ("change", "amount"),
        ("p90", "amount"),
        ("over_budget", "share"),
    )
    return [
        ScoreLine(
            f"pay_{name}",
            word(f"pay_{name}", language, unit=unit_words(money, language)),
            kind,
            tuple(found.get(one["name"], {}).get(name) for one in document["strategies"]),
        )
        for name, kind in kinds
    ]


def best_places(line: ScoreLine) -> tuple[int, ...]:
    """Where the best values of a measure stand, with all that are shown alike; none where no way is better, or all are
    alike: what cannot be seen is no lead."""
    better = _BETTER.get(line.name)
    known = {place: float(value) for place, value in enumerate(line.values) if isinstance(value, Decimal | int | float)}
    texts = value_texts(line)
    if better is None or len({texts[place] for place in known}) < 2:
        return ()
    best = max(known, key=lambda place: known[place] * better.sign)
    return tuple(place for place in known if texts[place] == texts[best])


def value_texts(line: ScoreLine) -> list[str]:
    """The values of a line as workbooks and reports for people write them."""
    if line.kind == "amount":
        values = [value if isinstance(value, Decimal | int) else None for value in line.values]
        return amount_texts(values)
    return [_value_text(line, value) for value in line.values]


def _value_text(line: ScoreLine, value: Value) -> str:
    if value is None or isinstance(value, str):
        return value or NOTHING
    number = float(value)
    if line.name == "largest_regret":
        return share_words(number)
    if line.kind == "rate":
        return rate_words(number)
    return percent_text(number) if line.kind == "share" else number_text(number)


def hedged_moves(document: Mapping[str, Any], language: Language) -> list[str]:
    """What moved money counts, where people's targets are above the plan."""
    if not document["over_assignment"]:
        return []
    cards = [one["scorecard"] for one in document["strategies"] if one["scorecard"] is not None]
    names = ["hedged_moves", *(["hedged_last"] if any(card["moved"] is not None for card in cards) else [])]
    return [word(name, language) for name in names]


def hedged_cut(cut: Mapping[str, Any], language: Language) -> list[str]:
    """That the targets of a cut add up to more than the company target, where they do."""
    if not cut["over_assignment"]:
        return []
    level = level_in_words(cut, language)
    return [word("hedged_cut", language, level=level, share=percent_text(cut["over_assignment"]))]


def level_in_words(cut: Mapping[str, Any], language: Language) -> str:
    """What people call a cut, as it stands in a sentence."""
    name = " × ".join(cut["by_labels"])
    return name if language == "zh" else name.lower()


def labels_by_name(document: Mapping[str, Any]) -> dict[str, str]:
    """What people call each strategy."""
    return {one["name"]: one["label"] for one in document["strategies"]}


def joined(names: Sequence[str], language: Language) -> str:
    """Several names as a list."""
    return ("、" if language == "zh" else ", ").join(names)


def _labels(document: Mapping[str, Any], names: Sequence[str] | None, language: Language) -> str | None:
    labels = labels_by_name(document)
    return joined([labels[name] for name in names], language) if names else None


def _verdicts(document: Mapping[str, Any], language: Language) -> list[str | None]:
    """None throughout where the scenario sets no thresholds."""
    found = {one["strategy"]: one for one in document["certificates"]}
    if not any(one["checks"] for one in found.values()):
        return [None] * len(document["strategies"])
    return [_verdict(found.get(one["name"]), language) for one in document["strategies"]]


def _verdict(certificate: Mapping[str, Any] | None, language: Language) -> str | None:
    if certificate is None:
        return None
    if certificate["passed"] is None:
        some = any(check["kept"] is not None for check in certificate["checks"])
        return word("partly_checked" if some else "unchecked", language)
    if certificate["passed"] and certificate["left_out"]:
        return word("passed_without", language, count=len(certificate["left_out"]))
    return word("passed" if certificate["passed"] else "failed", language)


def dominance_sentences(document: Mapping[str, Any], language: Language) -> list[str]:
    """One sentence per strategy that is beaten throughout, or that there is none."""
    if document["dominance"] is None or len(document["plans"]) < 2:
        return []
    labels = labels_by_name(document)
    names = [word(one["name"], language) for one in document["dominance"]["measures"]]
    measures = joined(names, language) if language == "zh" else "; ".join(names).lower()
    sentences = [
        word(
            "dominated",
            language,
            strategy=one["label"],
            others=joined([f"“{labels[name]}”" for name in one["dominated_by"]], language),
            measures=measures,
        )
        for one in document["strategies"]
        if one["dominated_by"]
    ]
    return sentences or [word("not_dominated", language)]


def regret_sentences(document: Mapping[str, Any], language: Language) -> list[str]:
    """What the table of regrets says: how to read it, why a row is large, and the cautious choice."""
    regret, labels = document["regret"], labels_by_name(document)

    def quoted(names: Sequence[str]) -> str:
        return joined([f"“{labels[name]}”" for name in names], language)

    beaten = any(one["dominated_by"] for one in document["strategies"])
    choice = "least_regret_unbeaten" if beaten else "least_regret"
    return [
        word("regret_means", language),
        *([word("regret_tiers", language, strategies=quoted(regret["tiered"]))] if regret["tiered"] else []),
        word(choice, language, strategy=labels[regret["least_regret"]], others=quoted(regret["as_good"])),
    ]


def binding_counts(document: Mapping[str, Any], language: Language) -> list[tuple[str, str, list[str]]]:
    """One entry per limit that binds under some plan: its name, its owner, and per plan how many groups it binds and on
    which side; empty where it does not."""
    limits: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for line in document["binding"]:
        limits.setdefault((line["pointer"], line["limit"]), []).append(line)
    return [
        (
            limit_words(lines[0], language),
            lines[0]["owner"] or "",
            [_sides(lines, place, language) for place in range(len(document["plans"]))],
        )
        for lines in limits.values()
    ]


def limit_words(line: Mapping[str, Any], language: Language) -> str:
    """What people call the limit."""
    return word("held_cells", language) if line["pointer"] == "/cells" else str(line["limit"])


def _sides(lines: Sequence[Mapping[str, Any]], place: int, language: Language) -> str:
    sides = [line["plans"][place]["side"] for line in lines if line["plans"][place] is not None]
    counts = {side: sides.count(side) for side in ("floor", "cap", "fixed") if side in sides}
    return joined([f"{count} {word(side, language)}" for side, count in counts.items()], language)

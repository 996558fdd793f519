"""A comparison in a few sentences, for somebody with a minute: what to fear, what is best, who pays, what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from app.documents.comparison.figures import (
    ScoreLine,
    best_places,
    dominance_sentences,
    joined,
    labels_by_name,
    value_texts,
)
from app.documents.comparison.numbers import amount_texts, rate_words
from app.documents.comparison.price_lines import priced_lines
from app.documents.comparison.words import word
from app.messages import Language
from app.messages.strategy import share_words

HEADLINES = ("margin_rate", "strategic_share", "likely_share", "difficulty_spread", "moved")
"""Measures whose best plans are named."""


def in_short(document: Mapping[str, Any], lines: Sequence[ScoreLine], language: Language) -> list[str]:
    """The sentences, the most important first. There must be a plan."""
    return [
        *_without_plan(document, language),
        *_safest(document, language),
        *dominance_sentences(document, language),
        *_best(document, lines, language),
        *_moved(document, language),
        *_hardest_hit(document, language),
        *_prices(document, language),
        *_turn(document),
    ]


def _quoted(names: Sequence[str], language: Language) -> str:
    return joined([f"“{name}”" for name in names], language)


def _without_plan(document: Mapping[str, Any], language: Language) -> Iterator[str]:
    failed = [one["label"] for one in document["strategies"] if one["reason"] is not None]
    if failed:
        yield word("no_plan_of", language, strategies=_quoted(failed, language))


def _safest(document: Mapping[str, Any], language: Language) -> Iterator[str]:
    if len(document["plans"]) < 2:
        return
    regret = document["regret"]
    (one,) = (one for one in document["strategies"] if one["name"] == regret["least_regret"])
    labels, worst = labels_by_name(document), one["largest_regret"]
    beaten = [
        other["label"] for other in document["strategies"] if other["dominated_by"] and other["largest_regret"] <= worst
    ]
    yield word(
        "short_safest",
        language,
        strategy=one["label"],
        worst=share_words(worst),
        others=_quoted([labels[name] for name in regret["as_good"]], language),
        beaten=_quoted(beaten, language),
    )


def _best(document: Mapping[str, Any], lines: Sequence[ScoreLine], language: Language) -> Iterator[str]:
    labels = [one["label"] for one in document["strategies"]]
    found = []
    for line in lines:
        places = best_places(line) if line.name in HEADLINES else ()
        if places:
            texts = value_texts(line)
            names = _quoted([labels[place] for place in places], language)
            found.append(word("short_best_of", language, measure=line.label, names=names, value=texts[places[0]]))
    if found:
        yield word("short_best", language, measures=found if language == "zh" else "; ".join(found))


def _moved(document: Mapping[str, Any], language: Language) -> Iterator[str]:
    others = [one for one in document["strategies"] if one["moved"] is not None and one["name"] != document["base"]]
    if not others:
        return
    most = max(others, key=lambda one: Decimal(one["moved"]["moved"]))
    least = min(others, key=lambda one: Decimal(one["moved"]["moved"]))
    amounts = amount_texts([most["moved"]["moved"], least["moved"]["moved"]])
    facts = {"base": labels_by_name(document)[document["base"]], "most": most["label"], "amount": amounts[0]}
    if most is least:
        yield word("short_moves", language, **facts)
    else:
        yield word("short_moves_between", language, **facts, least=least["label"], little=amounts[1])


def _hardest_hit(document: Mapping[str, Any], language: Language) -> Iterator[str]:
    labels = labels_by_name(document)
    for changes in document["changes"][:1]:
        for side, key in (("gains", "short_gains"), ("losses", "short_loses")):
            found = [(one["strategy"], change) for one in changes["strategies"] for change in one[side]]
            if not found:
                continue
            name, change = max(found, key=lambda pair: _size(pair[1]))
            (amount,) = amount_texts([change["difference"]], signed=True)
            facts = {"strategy": labels[name], "name": " × ".join(change["label"]), "amount": amount}
            yield word(key, language, **facts, rate="" if change["rate"] is None else rate_words(change["rate"]))


def _size(change: Mapping[str, Any]) -> tuple[Decimal, float]:
    """How much it is; of equal amounts that which weighs more for whom it meets."""
    return abs(Decimal(change["difference"])), abs(change["rate"] or 0.0)


def _prices(document: Mapping[str, Any], language: Language) -> Iterator[str]:
    prices = document["prices"]
    lines = [] if prices is None else [line for line in priced_lines(prices) if line["price"] is not None]
    dearest = [line for line in lines if line["subject"] != "fairness"][:1]
    fair = [line for line in lines if line["subject"] == "fairness"]
    for line, key in [*((one, "short_dearest") for one in dearest), *((one, "short_fairness") for one in fair)]:
        yield word(key, language, name=line["label"], loss=share_words(line["price"]["loss"]))


def _turn(document: Mapping[str, Any]) -> Iterator[str]:
    turns = document["break_evens"]
    for dial in [] if turns is None else turns["dials"]:
        for turn in dial["turns"][:1]:
            yield turn["sentence"]
            return
